//! Why a request failed, by meaning.

use slotwright_wire::sonar::NO_AVAILABILITY;

use slotwright_words::{Words, fill, text};

/// The text of the API's refusals for what is not there.
const NO_ITEM: &str = "No item with that ID found.";

/// The text of our server's refusals where it has nothing at an address.
const NO_ADDRESS: &str = "There is nothing at this address.";

/// How members begin that are about a field of the type of job.
pub const OF_FIELDS: &str = "fields.";

/// Why a request did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer came: no network, or the server is down.
    Unreachable,
    /// The page's own policy keeps the browser from asking.
    Blocked,
    /// Something answered, but not the API: the page asks the wrong address.
    WrongAddress,
    /// The link is unknown, or no link was given.
    LinkInvalid,
    /// The link is open to everybody: one of the person's own comes first.
    LinkOpen,
    /// The link has ended or was withdrawn.
    LinkExpired,
    /// It takes a wider scope than that of the board's link.
    NotAllowed,
    /// Somebody else took that time.
    Taken,
    /// The link's job is booked already, perhaps in another tab.
    AlreadyBooked,
    /// The visit is another than the one that this was decided about: moved, perhaps by the office.
    Changed,
    /// The job is no longer there, or no longer open: cancelled, perhaps in another tab.
    Gone,
    /// The same request was sent before and is still in progress: sent again later, it is answered.
    InProgress,
    /// The request was refused; the server's sentence says why.
    Refused(String),
    /// What was filled into these fields is wrong: the members that were sent, [`OF_FIELDS`] and a key, each with the
    /// server's sentence.
    WrongFields(Vec<(String, String)>),
    /// The server asks for a proof of work first, and took none that was sent.
    WorkNeeded,
    /// The server failed; the request's id helps its operator.
    Server(String),
}

impl Failure {
    /// The meaning of an answer that is no success.
    ///
    /// `code` is the `X-Problem-Code` header, `sentence` the message of the body, `request_id` the `X-Request-Id` header,
    /// each empty where there was none. A real Sonar instance sends no codes, so the documented sentence counts too.
    #[must_use]
    pub fn of(status: u16, code: &str, sentence: &str, request_id: &str) -> Self {
        match (status, code) {
            // Our refusals have a code, a Sonar instance's a sentence. A page that others answer has neither, and ours only this.
            (401 | 403 | 404 | 405, "") if sentence.is_empty() => Self::WrongAddress,
            (404, _) if sentence == NO_ADDRESS => Self::WrongAddress,
            (410, _) => Self::LinkExpired,
            // Staff, on a page where booking alone is allowed.
            (403, "origin-not-allowed") => Self::Blocked,
            (401, "link-open") => Self::LinkOpen,
            (403, "scope-missing") => Self::NotAllowed,
            (428, _) => Self::WorkNeeded,
            (429, "open-link-limit") => Self::Refused(sentence.to_owned()),
            (401 | 403, _) => Self::LinkInvalid,
            (_, "slot-taken" | "hold-expired") => Self::Taken,
            (_, "already-booked") => Self::AlreadyBooked,
            (_, "changed-by-staff") => Self::Changed,
            (404, _) => Self::Gone,
            (_, "request-in-progress") => Self::InProgress,
            // Nothing is wrong with the request but that it is one too many just now.
            (429, _) => Self::Server(request_id.to_owned()),
            // How a PATCH of an unknown job is refused.
            (422, _) if sentence == NO_ITEM => Self::Gone,
            (422, _) if sentence.starts_with(NO_AVAILABILITY) => Self::Taken,
            (400..=499, _) if !sentence.is_empty() => Self::Refused(sentence.to_owned()),
            _ => Self::Server(request_id.to_owned()),
        }
    }

    /// The code in events.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreachable => "offline",
            Self::Blocked => "request-blocked",
            Self::WrongAddress => "wrong-address",
            Self::LinkInvalid | Self::LinkOpen | Self::NotAllowed => "link-invalid",
            Self::LinkExpired => "link-expired",
            Self::Taken => "taken",
            Self::AlreadyBooked => "already-booked",
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Refused(_) | Self::WrongFields(_) => "refused",
            Self::InProgress | Self::WorkNeeded | Self::Server(_) => "server",
        }
    }

    /// Whether the same request may well be answered later: the line is cut, or the server is not well.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable | Self::Server(_))
    }

    /// What the customer reads. `booking`: whether the request was one that books.
    #[must_use]
    pub fn sentence(&self, words: &Words, booking: bool) -> String {
        let sentence = match self {
            Self::Unreachable if booking => words.say(text::OFFLINE_BOOKING),
            Self::Unreachable => words.say(text::OFFLINE),
            Self::Blocked => words.say(text::BLOCKED),
            Self::WrongAddress => words.say(text::WRONG_ADDRESS),
            Self::Refused(sentence) => return fill(words.say(text::REFUSED), &[("sentence", sentence)]),
            Self::WrongFields(wrong) => {
                let sentence = wrong.first().map_or("", |(_, sentence)| sentence);
                return fill(words.say(text::REFUSED), &[("sentence", sentence)]);
            }
            Self::InProgress => words.say(text::SERVER),
            Self::Server(id) if id.is_empty() => words.say(text::SERVER),
            Self::Server(id) => return fill(words.say(text::SERVER_ID), &[("id", id)]),
            Self::LinkInvalid | Self::LinkOpen | Self::NotAllowed => words.say(text::LINK_INVALID),
            Self::WorkNeeded => words.say(text::WORK_NEEDED),
            Self::LinkExpired => words.say(text::LINK_EXPIRED),
            Self::Taken => words.say(text::TAKEN_NONE),
            Self::AlreadyBooked => words.say(text::ALREADY_BOOKED),
            Self::Changed => words.say(text::CHANGED),
            Self::Gone => words.say(text::GONE),
        };
        sentence.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_judged_by_its_code_then_by_the_documented_sentence() {
        for (status, code, sentence, expected) in [
            (401, "link-invalid", "", Failure::LinkInvalid),
            (401, "link-open", "", Failure::LinkOpen),
            (403, "scope-missing", "x", Failure::NotAllowed),
            (428, "proof-of-work-needed", "x", Failure::WorkNeeded),
            (429, "open-link-limit", "Later.", Failure::Refused("Later.".into())),
            (410, "link-expired", "", Failure::LinkExpired),
            (422, "slot-taken", "x", Failure::Taken),
            (409, "hold-expired", "x", Failure::Taken),
            (422, "", "There is no availability for that day/time for user ID 7.", Failure::Taken),
            (422, "already-booked", "x", Failure::AlreadyBooked),
            (409, "changed-by-staff", "x", Failure::Changed),
            (422, "too-soon", "Too soon.", Failure::Refused("Too soon.".into())),
            (409, "request-in-progress", "Wait.", Failure::InProgress),
            (404, "", "job does not exist.", Failure::Gone),
            (404, "", "", Failure::WrongAddress),
            (403, "", "", Failure::WrongAddress),
            (404, "not-found", "There is nothing at this address.", Failure::WrongAddress),
            (429, "", "Wait.", Failure::Server("r-1".into())),
            (422, "", "No item with that ID found.", Failure::Gone),
            (422, "", "", Failure::Server("r-1".into())),
            (500, "", "oops", Failure::Server("r-1".into())),
            (502, "", "", Failure::Server("r-1".into())),
        ] {
            assert_eq!(Failure::of(status, code, sentence, "r-1"), expected, "{status} {code} {sentence}");
        }
    }
}
