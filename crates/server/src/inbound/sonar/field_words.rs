//! The sentences for what is wrong in the fields of a type of job. Customers read them at the field.

use slotwright_domain::{FieldWrong, WrongField};

use crate::edge::refusal::Refusal;

impl Refusal {
    /// What was filled in is wrong: each under `fields.` and its key.
    #[must_use]
    pub fn wrong_fields(wrong: &[WrongField]) -> Self {
        Self::fields(wrong.iter().map(|field| (format!("fields.{}", field.key), sentence(&field.wrong))).collect())
    }
}

fn sentence(wrong: &FieldWrong) -> String {
    match wrong {
        FieldWrong::Unknown { known } if known.is_empty() => {
            "There is no such field: this type of job asks for none.".to_owned()
        }
        FieldWrong::Unknown { known } => format!("There is no such field: there are {}.", known.join(", ")),
        FieldWrong::Missing => "This has to be filled in.".to_owned(),
        FieldWrong::Unreachable => "An e-mail address or a telephone number has to be given.".to_owned(),
        FieldWrong::NoValue => "This must be a text, a number, true or false.".to_owned(),
        FieldWrong::NotOneLine => "This must be on one line.".to_owned(),
        FieldWrong::TooShort(min) => format!("This must have at least {min} characters."),
        FieldWrong::TooLong(max) => format!("This can have up to {max} characters."),
        FieldWrong::NoNumber => "This must be a number in plain decimals, such as 2.5.".to_owned(),
        FieldWrong::TooSmall(min) => format!("This must be {min} or more."),
        FieldWrong::TooGreat(max) => format!("This must be {max} or less."),
        FieldWrong::NoDate => "This must be a date, YYYY-MM-DD.".to_owned(),
        FieldWrong::NotYesOrNo => "This must be true or false.".to_owned(),
        FieldWrong::NotAmong(choices) => format!("This must be one of: {}.", choices.join(", ")),
        FieldWrong::NoPhotos => "This must be the numbers of photos, each once, with blanks between: 12 15.".to_owned(),
        FieldWrong::TooManyPhotos(max) => format!("This can have up to {max} photos."),
        FieldWrong::NoSuchPhoto(id) => format!("There is no photo {id}. Please add it again."),
        FieldWrong::NoMatch(asked) => format!("This is not what is asked for: {asked}"),
    }
}
