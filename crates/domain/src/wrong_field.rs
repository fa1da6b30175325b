//! What is wrong with what somebody has filled into a field of a type of job.

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq)]
pub struct WrongField {
    /// The field's key, as it was sent.
    pub key: String,
    /// What.
    pub wrong: FieldWrong,
}

/// What is wrong with what is in a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldWrong {
    /// The type has no such field.
    Unknown {
        /// The keys of those that it has.
        known: Vec<String>,
    },
    /// It has to be filled in.
    Missing,
    /// It has to be filled in, or the other way to reach somebody.
    Unreachable,
    /// It is neither a text, nor a number, nor yes or no.
    NoValue,
    /// It has line breaks or other control characters.
    NotOneLine,
    /// It has fewer characters than this.
    TooShort(f64),
    /// It has more characters than this.
    TooLong(f64),
    /// It is no number in plain decimals.
    NoNumber,
    /// It is less than this.
    TooSmall(f64),
    /// It is more than this.
    TooGreat(f64),
    /// It is no date.
    NoDate,
    /// It is neither true nor false.
    NotYesOrNo,
    /// It is none of these.
    NotAmong(Vec<String>),
    /// It is no list of the numbers of photos, or has one twice.
    NoPhotos,
    /// It names more photos than this.
    TooManyPhotos(u32),
    /// It names a photo that is not there for the caller: this one.
    NoSuchPhoto(u64),
    /// It is not of the form that is asked for: that is said here for people, else as a regular expression.
    NoMatch(String),
}
