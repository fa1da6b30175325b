//! Instants as its programs spell them, and what the instance's clocks show then.

use jiff::{SignedDuration, Timestamp};
use slotwright_domain::{WallSecond, is_within_reach};
use slotwright_matching::{Day, Minute};
use slotwright_wire::time::{parse_date, parse_datetime};

use crate::app::App;
use crate::time::zone::{Zone, from_jiff};

/// Reads an instant: ISO 8601 with an offset, with up to 9 decimals.
pub fn parse(text: &str) -> Option<Timestamp> {
    // jiff would read a zone in brackets as well, and blanks instead of the T.
    let is_plain =
        text.is_ascii() && !text.contains('[') && text.as_bytes().get(10).is_some_and(|at| b"Tt".contains(at));
    let instant: Timestamp = is_plain.then(|| text.parse().ok())??;
    is_within_reach(day_of(instant)).then_some(instant)
}

/// Reads an instant of a query: as [`parse`], or by the instance's clocks where it has no offset, or only a date.
pub fn parse_in_query(text: &str, zone: &Zone) -> Option<Timestamp> {
    // A plus in a query is a blank, which stands before an offset nowhere else.
    let text = match text.rsplit_once(' ') {
        Some((before, offset)) if before.contains(['T', 't']) => format!("{before}+{offset}"),
        _ => text.to_owned(),
    };
    let by_clocks = || {
        let whole = text.split_once('.').filter(|(_, decimals)| decimals.bytes().all(|digit| digit.is_ascii_digit()));
        let (day, second) =
            parse_datetime(whole.map_or(&*text, |(whole, _)| whole)).or_else(|| Some((parse_date(&text)?, 0)))?;
        is_within_reach(day).then(|| instant_of(zone, i64::from(day.start()) * 60 + i64::from(second)))
    };
    parse(&text).or_else(by_clocks)
}

/// Writes an instant, in whole seconds of UTC.
pub fn print(instant: Timestamp) -> String {
    instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// An instant in seconds since 1970.
pub fn of_second(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// An instant in milliseconds since 1970.
pub fn of_millisecond(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The instant of what the instance's clocks show.
pub fn instant_of(zone: &Zone, second: WallSecond) -> Timestamp {
    let minute = Minute::try_from(second.div_euclid(60)).unwrap_or_default();
    zone.instant_of(minute).saturating_add(SignedDuration::from_secs(second.rem_euclid(60))).unwrap_or(Timestamp::MAX)
}

/// What the instance's clocks show at an instant, in seconds.
pub fn wall_second(app: &App, instant: Timestamp) -> WallSecond {
    app.zone.wall_clock(instant).second()
}

/// The minute at which a job begins; its seconds are cut off. `None` in the hour that clocks show again: a minute means the first.
pub fn minute(app: &App, instant: Timestamp) -> Option<Minute> {
    let begun = of_second(instant.as_second().div_euclid(60) * 60);
    let minute = app.zone.wall_clock(begun).minute();
    (app.zone.instant_of(minute) == begun).then_some(minute)
}

fn day_of(instant: Timestamp) -> Day {
    Day(i32::try_from(from_jiff(instant).unix().div_euclid(86_400)).unwrap_or(i32::MIN))
}
