//! The refusals: what can't be read is 400, what can be read and is refused 422.

use axum::http::StatusCode;
use slotwright_domain::{Member, Wrong};
use slotwright_store::{self as store, Refused};

use crate::edge::refusal::Refusal;

/// What is wrong with members, by their names.
pub type Faults = Vec<(String, String)>;

/// Members that can be read and are refused.
pub fn refused(faults: Faults) -> Refusal {
    Refusal::fields(faults)
}

/// A member that can be read and is refused.
pub fn refused_member(name: &str, sentence: impl Into<String>) -> Refusal {
    Refusal::field(name, sentence)
}

/// Something that can't be read.
pub fn unreadable(sentence: &str) -> Refusal {
    Refusal::malformed(sentence)
}

/// Members that can't be read.
pub fn unreadable_members(faults: Faults) -> Refusal {
    Refusal { status: StatusCode::BAD_REQUEST, code: "malformed-request", ..Refusal::fields(faults) }
}

/// There is none with that number.
pub fn no_such(what: &str, id: impl std::fmt::Display) -> Refusal {
    Refusal::sentence(StatusCode::NOT_FOUND, "not-found", format!("There is no {what} {id}."))
}

/// The caller may not do this.
pub fn forbidden(sentence: impl Into<String>) -> Refusal {
    Refusal::sentence(StatusCode::FORBIDDEN, "forbidden", sentence)
}

/// The token is missing, no token, or works no longer.
pub fn no_token(sentence: &str) -> Refusal {
    let refusal = Refusal::sentence(StatusCode::UNAUTHORIZED, "invalid-token", sentence);
    Refusal { challenge: Some("Bearer"), ..refusal }
}

/// Why something was not done. `cause` is the member that asked for it.
pub fn not_done(refused: Refused, cause: &str) -> Refusal {
    let refuse = |code, name: &str, text: String| Refusal { code, ..Refusal::field(name, text) };
    match refused {
        Refused::Faulty(faults) => {
            let told = faults.0.iter().map(|fault| {
                let (name, what) = match fault.member {
                    Member::JobType => ("typeId", "job type"),
                    Member::Place => ("contactId", "contact"),
                    Member::Users => ("resourceId", "resource"),
                    _ => (cause, "record"),
                };
                let wrong = if fault.wrong == Wrong::Unknown { "is not there any more" } else { "is refused" };
                (name.to_owned(), format!("The {what} in {name} {wrong}."))
            });
            Refusal::fields(told.collect())
        }
        Refused::NotFree(user_id) => {
            let text = format!("Resource {user_id} is not free for the whole job at that time.");
            refuse("slot-taken", if cause == "plannedDuration" { cause } else { "resourceId" }, text)
        }
        Refused::NoSuchJob => Refusal::sentence(StatusCode::NOT_FOUND, "not-found", "There is no such job."),
        Refused::AlreadyCompleted => refuse("already-completed", "status", "The job has ended.".to_owned()),
        Refused::OpenTasks => {
            refuse("open-tasks", "status", "The job can't be completed while it has open tasks.".to_owned())
        }
        Refused::NotScheduled => refuse("not-scheduled", "status", "The job is not scheduled.".to_owned()),
        Refused::ChangedMeanwhile | Refused::Outdated => refuse(
            "changed-meanwhile",
            cause,
            "Others are changing the job at this moment. Please try again.".to_owned(),
        ),
        Refused::SkippedByClocks => refuse("no-such-time", cause, "The clocks skip that time.".to_owned()),
        Refused::Storage(error) => storage(error),
        // What only the holders of booking links are refused for.
        _ => refuse("refused", cause, "That is not possible.".to_owned()),
    }
}

fn storage(error: store::Error) -> Refusal {
    error.into()
}
