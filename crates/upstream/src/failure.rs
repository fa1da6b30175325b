//! What can go wrong with a call, by what follows from it.

use std::fmt;
use std::time::Duration;

/// Why a call came to nothing. Which of them it is says whether something may have happened there, and whether to call again.
///
/// No text in here holds a credential or a header: adapters give the system's own sentence, and transport its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The system has looked at it and said no. Nothing has happened, and the same again would be refused again.
    Refused {
        /// Somebody has that time already.
        is_conflict: bool,
        /// The system's own sentence.
        sentence: String,
        /// What is wrong with which field, where it says so.
        fields: Vec<WrongField>,
    },
    /// There is no such job (any more).
    NotThere,
    /// The credentials are wrong, or may not do this, also with a new session. Nothing has happened; every call will fail so until
    /// somebody has looked.
    Unauthorized(String),
    /// It is too busy to look at it. Nothing has happened.
    Busy {
        /// For how long it wants to be left alone, where it says so.
        retry_after: Option<Duration>,
    },
    /// It can't be reached. Nothing has happened.
    NotSent(String),
    /// The call was sent, and what came of it is not known: no answer, half of one, a failure of its own, or no sense.
    Lost(String),
    /// The system can't do this; nothing was sent ([`crate::Capabilities`] says so before).
    Unsupported,
}

/// What a system finds wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongField {
    /// The field, as the system calls it.
    pub name: String,
    /// What is wrong, in its own words.
    pub sentence: String,
}

impl Failure {
    /// A refusal without more to say.
    #[must_use]
    pub fn refused(sentence: impl Into<String>) -> Self {
        Self::Refused { is_conflict: false, sentence: sentence.into(), fields: Vec::new() }
    }

    /// The failure of a call that is about this field alone: whatever it calls what is wrong, it is that.
    pub(crate) fn about(self, name: &str) -> Self {
        match self {
            Self::Refused { is_conflict, sentence, .. } => {
                let fields = vec![WrongField { name: name.to_owned(), sentence: sentence.clone() }];
                Self::Refused { is_conflict, sentence, fields }
            }
            failure => failure,
        }
    }

    /// The failure of a call that names no job: where nothing is there, it is the address that is wrong.
    pub(crate) fn of_no_job(self) -> Self {
        match self {
            Self::NotThere => Self::refused("there is nothing at this address: status 404"),
            failure => failure,
        }
    }

    /// The failure of logging in: whatever is said against credentials, no call will be let in with them.
    pub(crate) fn of_logging_in(self) -> Self {
        match self {
            Self::Refused { sentence, .. } => Self::Unauthorized(sentence),
            Self::NotThere => Self::NotSent("there is no way to log in at this address".to_owned()),
            failure => failure,
        }
    }

    /// Whether something may have happened there all the same.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        matches!(self, Self::Lost(_))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Refused { sentence, .. } => write!(formatter, "refused: {sentence}"),
            Self::NotThere => formatter.write_str("there is no such job"),
            Self::Unauthorized(sentence) => write!(formatter, "the credentials were not accepted: {sentence}"),
            Self::Busy { retry_after: Some(after) } => write!(formatter, "too busy, for {} s", after.as_secs()),
            Self::Busy { retry_after: None } => formatter.write_str("too busy"),
            Self::NotSent(cause) => write!(formatter, "not reached: {cause}"),
            Self::Lost(cause) => write!(formatter, "sent, and no answer that makes sense: {cause}"),
            Self::Unsupported => formatter.write_str("the system can't do this"),
        }
    }
}

impl std::error::Error for Failure {}
