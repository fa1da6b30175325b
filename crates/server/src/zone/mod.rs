//! The instance's time zone. Its rules are read from the system's zoneinfo at run time, where they are fresh.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use slotwright_matching::{Day, Interval, IntervalSet, MINUTES_PER_DAY, Minute};

/// The zone in which all stored wall-clock times are meant.
#[derive(Clone, Debug)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

impl Zone {
    /// Looks the zone up.
    ///
    /// # Errors
    ///
    /// The name, as a message for the operator, when there is no such zone or no zone data on this machine.
    pub fn named(name: &str) -> Result<Self, String> {
        match TimeZone::get(name) {
            Ok(rules) => Ok(Self { name: name.to_owned(), rules }),
            Err(error) => Err(format!(
                "there is no time zone `{name}` (expected an IANA name such as `America/Chicago`; \
                 zone data come from the system, on Debian from the package tzdata): {error}"
            )),
        }
    }

    /// Its IANA name: `America/Chicago`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the clocks show at an instant.
    #[must_use]
    pub fn wall_clock(&self, instant: Timestamp) -> DateTime {
        self.rules.to_datetime(instant)
    }

    /// The instant of a wall-clock minute. Of a minute that occurs twice, the first; a minute that the clocks skip is
    /// taken as long after the change as it was meant after the last minute before it.
    #[must_use]
    pub fn instant_of(&self, minute: Minute) -> Timestamp {
        let instant = self.rules.to_ambiguous_timestamp(datetime_of(minute)).compatible();
        // Only the first and last days of jiff's 19,997 years can fail; the axis of minutes does not reach them.
        instant.unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The minutes that the clocks skip from the first to the last day, both included.
    #[must_use]
    pub fn skipped(&self, first: Day, last: Day) -> IntervalSet {
        let Some(asked) = Interval::new(first.start(), last.start() + MINUTES_PER_DAY) else {
            return IntervalSet::default();
        };
        // A day more on both sides: a change may lie in the asked days by one of its two offsets only.
        let (from, until) = (self.instant_of(asked.start()) - 24.hours(), self.instant_of(asked.end()) + 24.hours());
        let mut gaps = Vec::new();
        for change in self.rules.following(from).take_while(|change| change.timestamp() < until) {
            let before = self.rules.to_offset(change.timestamp() - 1.nanosecond());
            let shown = |offset: jiff::tz::Offset| change.timestamp().as_second() + i64::from(offset.seconds());
            // Minutes of which any second is skipped are skipped.
            let start = shown(before).div_euclid(60) as Minute;
            let end = (shown(change.offset()) + 59).div_euclid(60) as Minute;
            gaps.extend(Interval::new(start, end).filter(|_| before < change.offset()));
        }
        IntervalSet::from_unsorted(gaps).clip(asked)
    }
}

/// A minute of the axis as jiff's wall-clock time.
#[must_use]
pub fn datetime_of(minute: Minute) -> DateTime {
    jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0) + i64::from(minute).minutes()
}

/// The wall-clock time in seconds since 1970-01-01 00:00 on the same clock.
#[must_use]
pub fn second_of(wall: DateTime) -> i64 {
    let day = jiff::civil::date(1970, 1, 1).until(wall.date()).map_or(0, |span| i64::from(span.get_days()));
    ((day * 24 + i64::from(wall.hour())) * 60 + i64::from(wall.minute())) * 60 + i64::from(wall.second())
}

#[cfg(test)]
mod tests {
    use slotwright_wire::time::{parse_date, parse_minute, print_datetime};

    use super::*;

    fn skipped(zone: &str, first: &str, last: &str) -> String {
        let zone = Zone::named(zone).unwrap();
        let gaps = zone.skipped(parse_date(first).unwrap(), parse_date(last).unwrap());
        let print = |gap: Interval| format!("{} to {}", print_datetime(gap.start()), print_datetime(gap.end()));
        gaps.iter().map(print).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn spring_skips_an_hour_and_autumn_none() {
        assert_eq!(
            skipped("America/Chicago", "2024-03-10", "2024-03-10"),
            "2024-03-10 02:00:00 to 2024-03-10 03:00:00"
        );
        assert_eq!(skipped("America/Chicago", "2024-11-03", "2024-11-03"), "");
        assert_eq!(skipped("America/Chicago", "2024-03-11", "2024-11-30"), "");
    }

    #[test]
    fn half_hours_and_days_without_midnight_are_seen() {
        assert_eq!(
            skipped("Australia/Lord_Howe", "2024-10-06", "2024-10-06"),
            "2024-10-06 02:00:00 to 2024-10-06 02:30:00"
        );
        assert_eq!(
            skipped("America/Santiago", "2024-09-08", "2024-09-08"),
            "2024-09-08 00:00:00 to 2024-09-08 01:00:00"
        );
        assert_eq!(skipped("Pacific/Apia", "2011-12-29", "2011-12-31"), "2011-12-30 00:00:00 to 2011-12-31 00:00:00");
    }

    #[test]
    fn the_doubled_hour_is_its_first_occurrence() {
        let zone = Zone::named("America/Chicago").unwrap();
        let instant = zone.instant_of(parse_minute("2024-11-03 01:30").unwrap());
        assert_eq!(instant.to_string(), "2024-11-03T06:30:00Z");
        let instant = zone.instant_of(parse_minute("2024-11-03 02:30").unwrap());
        assert_eq!(instant.to_string(), "2024-11-03T08:30:00Z");
    }

    #[test]
    fn an_unknown_zone_is_told_with_its_name() {
        let message = Zone::named("America/Chicgao").unwrap_err();
        assert!(message.contains("`America/Chicgao`") && message.contains("tzdata"), "{message}");
    }

    #[test]
    fn seconds_and_minutes_count_on_the_same_axis() {
        let minute = parse_minute("2024-05-10 12:34").unwrap();
        assert_eq!(second_of(datetime_of(minute)), i64::from(minute) * 60);
        assert_eq!(second_of(datetime_of(-1)), -60);
    }
}
