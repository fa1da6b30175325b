//! What stands in the way: a title, a sentence, and what to do.

use axum::http::StatusCode;
use slotwright_words::{Text, text};

use crate::asking::Refused;

/// What stands in the way of a step.
#[derive(Debug)]
pub struct Trouble {
    /// The answer's status.
    pub status: StatusCode,
    /// Its heading.
    pub title: &'static Text,
    /// What people read.
    pub sentence: Sentence,
    /// What they can do.
    pub way_on: WayOn,
}

/// What people read of it.
#[derive(Debug)]
pub enum Sentence {
    /// In our words.
    Of(&'static Text),
    /// In those of the API, which knows more.
    Said(String),
}

/// What can be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayOn {
    /// Sending the same form once more.
    Again,
    /// Opening a link.
    Link,
    /// Nothing here.
    Nothing,
}

impl Trouble {
    /// There is no such link, or ticket: both look the same.
    #[must_use]
    pub fn no_link() -> Self {
        let sentence = Sentence::Of(text::LINK_INVALID);
        Self { status: StatusCode::NOT_FOUND, title: text::LINK_INVALID_TITLE, sentence, way_on: WayOn::Link }
    }

    /// Of what was refused.
    #[must_use]
    pub fn of(refused: Refused) -> Self {
        let with = |status, title, sentence, way_on| Self { status, title, sentence: Sentence::Of(sentence), way_on };
        let ours = |status, sentence| with(status, text::SERVER_TITLE, sentence, WayOn::Again);
        match refused.code.as_str() {
            "link-invalid" | "not-found" => Self::no_link(),
            "link-expired" => with(StatusCode::GONE, text::LINK_EXPIRED_TITLE, text::LINK_EXPIRED, WayOn::Link),
            "link-used" => with(StatusCode::GONE, text::PLAIN_LINK_USED_TITLE, text::PLAIN_LINK_USED, WayOn::Nothing),
            "proof-of-work-needed" => {
                with(StatusCode::FORBIDDEN, text::PLAIN_NEEDS_SCRIPT_TITLE, text::PLAIN_NEEDS_SCRIPT, WayOn::Nothing)
            }
            "second-job" => with(StatusCode::CONFLICT, text::PLAIN_NOT_DONE, text::PLAIN_SECOND_JOB, WayOn::Nothing),
            "too-many-changes" => {
                with(StatusCode::TOO_MANY_REQUESTS, text::PLAIN_NOT_DONE, text::PLAIN_TOO_MANY_CHANGES, WayOn::Nothing)
            }
            "too-many-requests" => {
                with(StatusCode::TOO_MANY_REQUESTS, text::PLAIN_NOT_DONE, text::PLAIN_BUSY, WayOn::Again)
            }
            "overloaded" | "request-in-progress" => ours(StatusCode::SERVICE_UNAVAILABLE, text::PLAIN_BUSY),
            "took-too-long" | "storage-unavailable" => ours(StatusCode::SERVICE_UNAVAILABLE, text::SERVER),
            "internal" | "answer-lost" => ours(StatusCode::INTERNAL_SERVER_ERROR, text::SERVER),
            _ => Self {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                title: text::PLAIN_NOT_DONE,
                sentence: Sentence::Said(refused.message),
                way_on: WayOn::Again,
            },
        }
    }

    /// The same of what may have booked a visit all the same: sent again with its key it is done once.
    #[must_use]
    pub fn of_booking(refused: Refused) -> Self {
        let trouble = Self::of(refused);
        match trouble.status.is_server_error() {
            true => Self { title: text::SERVER_TITLE, sentence: Sentence::Of(text::PLAIN_UNSURE), ..trouble },
            false => trouble,
        }
    }
}
