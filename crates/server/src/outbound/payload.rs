//! What is said of a change.

use jiff::{SignedDuration, Timestamp};
use slotwright_domain::WishWindow;
use slotwright_store::{DueMessage, Facts, Offered, VisitThen};
use slotwright_wire::slotwright::{WebhookData, WebhookDetails, WebhookEvent, WebhookOffer, WebhookVisit, WebhookWish};
use slotwright_wire::time::{print_date, print_datetime};

use crate::time::zone::Zone;

/// What a webhook is told. `facts` are none in a test.
pub fn event(due: &DueMessage, facts: Option<Facts>, has_details: bool, zone: &Zone) -> WebhookEvent {
    let message = &due.message;
    let at_ms = facts.as_ref().map_or(message.made_ms, |facts| facts.at_ms);
    let offer = due.offer.clone().map(|offer| self::offer(offer, zone));
    let data = facts.zip(message.job_id).map(|(facts, job_id)| data(job_id, facts, offer, has_details, zone));
    WebhookEvent { kind: message.name().to_owned(), timestamp: instant(at_ms), data }
}

fn data(job_id: u64, facts: Facts, offer: Option<WebhookOffer>, has_details: bool, zone: &Zone) -> WebhookData {
    let place = facts.place.as_ref().map(|place| place.place);
    let details = has_details.then(|| WebhookDetails {
        notes: facts.job.as_ref().map(|job| job.notes.clone()),
        name: facts.place.as_ref().map(|place| place.name.clone()),
        address: facts.place.as_ref().and_then(|place| place.address.clone()),
    });
    WebhookData {
        job_id,
        by: facts.by,
        status: facts.status,
        visit: facts.after.map(|then| visit(then, zone)),
        previous_visit: facts.before.map(|then| visit(then, zone)),
        job_type_id: facts.job_type_id,
        assigned_type: place.map(|place| place.kind.name().to_owned()),
        assigned_id: place.map(|place| place.id),
        wishes: facts.wishes.into_iter().map(wish).collect(),
        rather_not: facts.rather_not.into_iter().map(wish).collect(),
        offer,
        details,
    }
}

fn visit(then: VisitThen, zone: &Zone) -> WebhookVisit {
    let start = zone.instant_of(then.start);
    // Elapsed time, as it is booked.
    let end = start + SignedDuration::from_mins(i64::from(then.length_in_minutes));
    WebhookVisit {
        scheduled_datetime: print_datetime(then.start),
        starts_at: start.to_string(),
        ends_at: end.to_string(),
        length_in_minutes: then.length_in_minutes,
        user_ids: then.user_ids,
    }
}

fn offer(offer: Offered, zone: &Zone) -> WebhookOffer {
    let Offered { start, length_in_minutes, user_ids, until_ms } = offer;
    let visit = visit(VisitThen { start, length_in_minutes, user_ids }, zone);
    WebhookOffer { visit, held_until: instant(until_ms) }
}

fn wish(window: WishWindow) -> WebhookWish {
    let time = |second: u32| format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    WebhookWish {
        date: print_date(window.day),
        start_time: time(window.start_second),
        end_time: time(window.end_second),
    }
}

/// Milliseconds since 1970 as RFC 3339 has them, to the second.
pub fn instant(ms: i64) -> String {
    Timestamp::from_second(ms.div_euclid(1000)).map(|instant| instant.to_string()).unwrap_or_default()
}
