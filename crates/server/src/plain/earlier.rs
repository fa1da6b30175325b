//! A sooner time: asked for, given up, taken, declined.

use axum::http::Method;
use serde_json::{Value, json};
use slotwright_wire::slotwright::{EARLIER_DECLINE_PATH, EARLIER_PATH};

use super::form::Form;
use super::steps::{self, Answer, Said, Step};
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::asking::{Refused, job_path};

/// What is wanted of a sooner time, by what forms call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// To wait for one.
    Ask,
    /// Not to wait any more.
    Stop,
    /// The one that is kept.
    Take,
    /// The present one instead of it.
    Keep,
}

/// Does it. What is not there any more has lapsed, and the page shows how it is by now.
pub async fn take(visitor: Visitor, form: &Form, wanted: Wanted) -> Step {
    if visitor.is_stale(form) {
        let notice = steps::changed(&visitor);
        return steps::front(&visitor, None, Some(notice)).await;
    }
    let said = if wanted == Wanted::Take { Said::Moved } else { Said::Earlier };
    match ask(&visitor, form, wanted).await {
        Err(refused) if !LAPSED.contains(&refused.code.as_str()) => Err(Trouble::of(refused)),
        Err(_) => Ok(Answer::Done(Said::Earlier, visitor.link, visitor.speech.tag)),
        Ok(_) => Ok(Answer::Done(said, visitor.link, visitor.speech.tag)),
    }
}

/// Why what was kept can't be had any more, or what was asked is so already.
const LAPSED: [&str; 6] = ["not-found", "slot-taken", "hold-expired", "too-soon", "changed-by-staff", "not-scheduled"];

async fn ask(visitor: &Visitor, form: &Form, wanted: Wanted) -> Result<Value, Refused> {
    let lapsed = || Refused::new("not-found", "Nothing is kept any more.");
    let offer = visitor.booking.earlier.as_ref().and_then(|earlier| earlier.offer.as_ref());
    let offer = offer.filter(|offer| form.get("hold") == offer.hold_id.to_string());
    match (wanted, offer) {
        (Wanted::Ask, _) => visitor.api.write(Method::PUT, EARLIER_PATH, json!({})).await,
        (Wanted::Stop, _) => visitor.api.write(Method::DELETE, EARLIER_PATH, Value::Null).await,
        (_, None) => Err(lapsed()),
        (Wanted::Keep, Some(offer)) => {
            visitor.api.write(Method::POST, EARLIER_DECLINE_PATH, json!({"hold_id": offer.hold_id})).await
        }
        (Wanted::Take, Some(offer)) => {
            let job = visitor.job().ok_or_else(lapsed)?;
            let change = json!({"scheduled_datetime": offer.scheduled_datetime, "user_ids": offer.user_ids,
                "hold_id": offer.hold_id});
            visitor.api.write(Method::PATCH, &job_path(job.id, ""), change).await
        }
    }
}
