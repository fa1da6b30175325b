//! What a link is to allow less than another, as `POST /v1/links` is sent it.

use jiff::Timestamp;
use slotwright_domain::{LinkLimits, MOST_LINK_WINDOWS, Right, StaffScope};

use crate::credentials::sealed::{MOST_CHANGES, MOST_ORIGINS, is_language};
use crate::edge::origin::is_origin;
use crate::inbound::sonar::params::{Reader, shortened};

/// What only a customer's link can have.
const OF_CUSTOMERS: [&str; 5] = ["rights", "earliest_date", "latest_date", "windows", "max_changes"];

/// Reads the limits of a link.
pub(super) fn read(read: &mut Reader, is_of_board: bool) -> LinkLimits {
    let mut limits = LinkLimits { not_before: not_before(read), locale: locale(read), ..LinkLimits::default() };
    if is_of_board {
        for name in OF_CUSTOMERS.into_iter().chain(["embed_origins"]) {
            read.prohibit(name);
        }
        return limits;
    }
    read.prohibit("scope");
    if let Some(rights) = read.choices("rights", &Right::ALL.map(|right| (right.name(), right))) {
        limits.rights = rights.into_iter().collect();
    }
    (limits.first_day, limits.last_day) = (read.date("earliest_date"), read.date("latest_date"));
    if limits.first_day.zip(limits.last_day).is_some_and(|(first, last)| last < first) {
        read.fault("latest_date", "The latest date must be the earliest date or a later one.");
    }
    if read.is_empty_list("windows") {
        // Whoever has none to send did not mean that any time will do.
        read.fault("windows", "The windows must be one at least; left out, any time may be booked.");
    } else if read.has("windows") {
        limits.windows = read.windows("windows", MOST_LINK_WINDOWS).unwrap_or_default();
    }
    limits.max_changes = read.integer_up_to("max_changes", 0, MOST_CHANGES.into());
    limits.embed_origins = embed_origins(read);
    limits
}

/// How far a link of the board is to go.
pub(super) fn scope(read: &mut Reader) -> StaffScope {
    read.choice("scope", &StaffScope::ALL.map(|scope| (scope.name(), scope))).unwrap_or(StaffScope::Schedule)
}

fn not_before(read: &mut Reader) -> Option<i64> {
    let text = read.text("not_before").filter(|text| !text.is_empty())?;
    match text.parse::<Timestamp>() {
        Ok(instant) if 0 <= instant.as_second() => Some(instant.as_second()),
        _ => {
            let sentence = format!("must be an instant such as 2026-11-29T12:00:00Z, not `{}`.", shortened(&text));
            read.fault("not_before", format!("The not before {sentence}"));
            None
        }
    }
}

fn locale(read: &mut Reader) -> Option<String> {
    let text = read.text("locale").filter(|text| !text.is_empty())?;
    if !is_language(&text) {
        let sentence = format!("The locale must be a language such as `de-CH`, not `{}`.", shortened(&text));
        read.fault("locale", sentence);
    }
    Some(text)
}

fn embed_origins(read: &mut Reader) -> Vec<String> {
    let origins: Vec<String> = read.texts("embed_origins").unwrap_or_default().into_iter().map(str::to_owned).collect();
    if MOST_ORIGINS < origins.len() {
        read.fault("embed_origins", format!("The embed origins may be {MOST_ORIGINS} at most."));
    }
    if let Some(other) = origins.iter().find(|origin| !is_origin(origin)) {
        let sentence = format!("must be origins such as https://shop.example, not `{}`.", shortened(other));
        read.fault("embed_origins", format!("The embed origins {sentence}"));
    }
    origins
}
