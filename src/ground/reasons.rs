//! Why a start is not free, in the words of the board's language.

use slotwright_matching::{Day, Interval, Minute};
use slotwright_wire::slotwright::WhyNotReason;
use slotwright_wire::time::parse_minute;
use slotwright_words::{Text, Words, fill, length, text};

/// How the board's language writes times.
pub struct Clock<'a> {
    /// A time of day with which something begins: `9:30 AM`.
    pub time: &'a dyn Fn(Minute) -> String,
    /// One with which something ends, which may be the midnight after a day.
    pub end: &'a dyn Fn(Minute) -> String,
    /// A moment with its day: `Tue, Dec 1, 2026, 9:30 AM`.
    pub moment: &'a dyn Fn(Minute) -> String,
}

/// A cause for whoever plans the visits of `day`: a phrase to stand after a name. What this program doesn't know it says as the server
/// does, in English.
#[must_use]
pub fn phrase(reason: &WhyNotReason, day: Day, words: &Words, clock: &Clock) -> String {
    let Some(text) = text_of(reason) else { return reason.sentence.clone() };
    let minute = |text: &Option<String>| text.as_deref().and_then(|text| parse_minute(text.get(..16)?));
    let (from, to) = (minute(&reason.from), minute(&reason.to));
    let when = from.zip(to).and_then(|(from, to)| Interval::new(from, to)).map(|when| during(when, day, words, clock));
    // Of what reaches over days, the moments; of starts of one day, the times.
    let written = |minute: Option<Minute>| match reason.code.as_str() {
        "grid" => minute.map(clock.time),
        _ => minute.map(clock.moment),
    };
    let number = |number: Option<u64>| number.map(|number| number.to_string());
    let values = [
        ("when", when),
        ("from", written(from)),
        ("to", written(to)),
        ("id", number(reason.job_id.or(reason.blocker_id))),
        ("length", reason.missing_minutes.map(|minutes| length(words, minutes as Minute))),
        ("jobs", number(reason.jobs.map(u64::from))),
        ("allowed", number(reason.allowed.map(u64::from))),
        ("able", number(reason.able)),
        ("needed", number(reason.needed)),
    ];
    let said = words.say(text);
    let is_known =
        |(name, value): &(&str, Option<String>)| value.is_some() || !said.contains(&["{", name, "}"].concat());
    if !values.iter().all(is_known) {
        return reason.sentence.clone();
    }
    let values: Vec<(&str, &str)> =
        values.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect();
    fill(said, &values)
}

fn text_of(reason: &WhyNotReason) -> Option<&'static Text> {
    Some(match reason.code.as_str() {
        "job" => text::REASON_JOB,
        "hold" => text::REASON_HOLD,
        "time_off" => text::REASON_TIME_OFF,
        "blocker" => text::REASON_BLOCKER,
        "closed" => text::REASON_CLOSED,
        "outside_hours" => text::REASON_HOURS,
        "geofence" => text::REASON_AREA,
        "job_type" => text::REASON_TYPE,
        "too_short" => text::REASON_SHORT,
        "skipped_by_clock_change" => text::REASON_CLOCKS,
        "buffer" if reason.job_id.is_some() => text::REASON_BUFFER,
        "buffer" => text::REASON_BUFFER_HELD,
        "travel" if reason.job_id.is_some() => text::REASON_WAY,
        "travel" => text::REASON_WAY_ENDS,
        "cap" | "cap_of_all" => text::REASON_CAP,
        "crew" => text::REASON_CREW,
        "over_midnight" => text::REASON_MIDNIGHT,
        "notice" => text::REASON_NOTICE,
        "horizon" => text::REASON_HORIZON,
        "grid" if reason.to.is_some() => text::REASON_STARTS,
        "grid" => text::REASON_LAST_START,
        _ => return None,
    })
}

/// As much of it as lies in `day`.
fn during(interval: Interval, day: Day, words: &Words, clock: &Clock) -> String {
    let today = day.interval();
    let is_begun = interval.start() <= today.start();
    let is_endless = today.end() <= interval.end();
    let text = match (is_begun, is_endless) {
        (true, true) => text::REASON_ALL_DAY,
        (true, false) => text::REASON_UNTIL,
        (false, true) => text::REASON_FROM,
        (false, false) => text::REASON_BETWEEN,
    };
    let values = [("from", &*(clock.time)(interval.start())), ("to", &*(clock.end)(interval.end()))];
    fill(words.say(text), &values)
}

#[cfg(test)]
mod tests {
    use slotwright_wire::time::print_time;

    use super::*;

    const DAY: Day = Day(19_856); // 2024-05-13

    fn said(reason: &WhyNotReason) -> String {
        let time = |minute: Minute| print_time(minute - Day::of(minute).start())[..5].to_owned();
        let end = |minute: Minute| print_time(minute - Day::of(minute - 1).start())[..5].to_owned();
        let moment = |minute: Minute| slotwright_wire::time::print_datetime(minute)[..16].to_owned();
        phrase(reason, DAY, &Words::default(), &Clock { time: &time, end: &end, moment: &moment })
    }

    fn reason(code: &str, from: &str, to: &str) -> WhyNotReason {
        let written = |time: &str| (!time.is_empty()).then(|| format!("2024-05-{time}:00"));
        WhyNotReason {
            code: code.to_owned(),
            sentence: "as the server says it".to_owned(),
            from: written(from),
            to: written(to),
            ..WhyNotReason::default()
        }
    }

    #[test]
    fn a_cause_is_said_with_as_much_of_its_time_as_lies_in_the_day() {
        for (from, to, expected) in [
            ("13 10:00", "13 11:30", "time off, from 10:00 to 11:30"),
            ("12 10:00", "13 11:30", "time off, until 11:30"),
            ("13 10:00", "14 00:00", "time off, from 10:00"),
            ("13 00:00", "14 00:00", "time off, all day"),
            ("10 00:00", "24 00:00", "time off, all day"),
        ] {
            assert_eq!(said(&reason("time_off", from, to)), expected);
        }
    }

    #[test]
    fn each_kind_is_said_by_its_data() {
        let at = |code: &str| reason(code, "13 10:00", "13 11:30");
        for (reason, expected) in [
            (WhyNotReason { job_id: Some(7), ..at("job") }, "job 7, from 10:00 to 11:30"),
            (WhyNotReason { blocker_id: Some(5), ..at("blocker") }, "blocker 5, from 10:00 to 11:30"),
            (at("hold"), "held for somebody else, from 10:00 to 11:30"),
            (at("geofence"), "works from 10:00 to 11:30, but not in this area"),
            (WhyNotReason { job_id: Some(7), ..at("buffer") }, "kept free around job 7, from 10:00 to 11:30"),
            (at("buffer"), "kept free around what is held for somebody else, from 10:00 to 11:30"),
            (at("travel"), "on the way, from 10:00 to 11:30"),
            (
                WhyNotReason { missing_minutes: Some(30), ..at("too_short") },
                "free from 10:00 to 11:30, which is 30 min too short",
            ),
            (WhyNotReason { jobs: Some(4), allowed: Some(3), ..at("cap") }, "jobs that day: 4, allowed: 3"),
            (WhyNotReason { able: Some(1), needed: Some(2), ..reason("crew", "", "") }, "1 can come, 2 needed"),
            (at("grid"), "visits start at 10:00 or at 11:30, not in between"),
            (reason("grid", "13 10:00", ""), "the last visit starts at 10:00"),
            (reason("notice", "14 10:00", ""), "the notice ends 2024-05-14 10:00"),
            (reason("horizon", "", "14 10:00"), "visits have to end by 2024-05-14 10:00"),
        ] {
            assert_eq!(said(&reason), expected, "{}", reason.code);
        }
    }

    #[test]
    fn what_is_new_or_lacks_its_data_is_said_as_the_server_says_it() {
        for code in ["on_the_moon", "job", "notice", "crew", "time_off"] {
            assert_eq!(said(&reason(code, "", "")), "as the server says it", "{code}");
        }
    }
}
