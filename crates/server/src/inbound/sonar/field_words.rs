//! The sentences for what is wrong in the fields of a type of job. Customers read them at the field.

use slotwright_domain::{FieldWrong, WrongField};
use slotwright_wire::slotwright::{FieldKind, JobField};
use slotwright_words::{Text, text};

use crate::edge::refusal::Refusal;
use crate::scheduling::contact::alternative;
use crate::speech::Speech;

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

/// What is wrong with what was filled into a field, one of those that are asked, in the language of whoever filled it in.
#[must_use]
pub fn in_words(speech: &Speech, field: Option<&JobField>, asked: &[JobField], wrong: &FieldWrong) -> String {
    let with = |text: &'static Text, number: f64| speech.fill(text, &[("n", &number.to_string())]);
    let label = |key: &str| asked.iter().find(|field| field.key == key).map_or(key, |field| &field.label).to_owned();
    let is_chosen = field.is_some_and(|field| matches!(field.kind, FieldKind::Choice | FieldKind::Boolean));
    match wrong {
        FieldWrong::Unreachable => {
            let other = field.and_then(|field| alternative(&field.key)).unwrap_or_default();
            speech.fill(text::FIELD_OR, &[("label", &label(other))])
        }
        FieldWrong::Missing | FieldWrong::NoValue if !is_chosen => speech.say(text::FIELD_MISSING).to_owned(),
        FieldWrong::TooShort(min) => with(text::FIELD_TOO_SHORT, *min),
        FieldWrong::TooLong(max) => with(text::FIELD_TOO_LONG, *max),
        FieldWrong::NoNumber => speech.say(text::FIELD_NO_NUMBER).to_owned(),
        FieldWrong::TooSmall(min) => with(text::FIELD_TOO_SMALL, *min),
        FieldWrong::TooGreat(max) => with(text::FIELD_TOO_GREAT, *max),
        FieldWrong::NoDate => speech.say(text::PLAIN_FIELD_DATE).to_owned(),
        FieldWrong::NoMatch(hint) => speech.fill(text::FIELD_UNLIKE, &[("hint", hint)]),
        FieldWrong::NotOneLine => speech.say(text::PLAIN_FIELD_LINE).to_owned(),
        // Only where the office took one away meanwhile.
        FieldWrong::NoPhotos | FieldWrong::NoSuchPhoto(_) => speech.say(text::PHOTO_REFUSED).to_owned(),
        FieldWrong::TooManyPhotos(_) => speech.say(text::PHOTOS_FULL).to_owned(),
        FieldWrong::Missing
        | FieldWrong::NoValue
        | FieldWrong::NotYesOrNo
        | FieldWrong::NotAmong(_)
        | FieldWrong::Unknown { .. } => speech.say(text::FIELD_NOT_CHOSEN).to_owned(),
    }
}
