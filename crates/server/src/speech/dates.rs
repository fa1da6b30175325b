//! Dates and times as a language writes them. They are wall-clock values of the visit's place: no zone shifts them.

use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::{MDE, MDET, T, zone::GenericLong};
use icu_datetime::input::{DateTime, Time, TimeZone, UtcOffset};
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_locale_core::Locale;
use icu_time::zone::ZoneNameTimestamp;
use slotwright_domain::UnixSecond;
use slotwright_matching::{Day, Minute};
use slotwright_wire::time::{print_date, print_datetime};

/// A formatter of what has a day in it. What is booked by is the Gregorian calendar, whatever others a language also counts by.
type Formatter<F> = FixedCalendarDateTimeFormatter<Gregorian, F>;

/// How a language writes days and times. What it can't write is written as the API does.
pub struct Dates {
    day: Option<Formatter<MDE>>,
    moment: Option<Formatter<MDET>>,
    time: Option<NoCalendarFormatter<T>>,
    zone: Option<NoCalendarFormatter<GenericLong>>,
}

impl Dates {
    /// Of a language by its BCP 47 name.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let locale: Locale = tag.parse().unwrap_or(Locale::UNKNOWN);
        let preferences = || DateTimeFormatterPreferences::from(&locale);
        Self {
            day: Formatter::try_new(preferences(), MDE::long()).ok(),
            moment: Formatter::try_new(preferences(), MDE::medium().with_time_hm()).ok(),
            time: NoCalendarFormatter::try_new(preferences(), T::hm()).ok(),
            zone: NoCalendarFormatter::try_new(preferences(), GenericLong).ok(),
        }
    }

    /// `Tuesday, December 1`.
    #[must_use]
    pub fn day(&self, day: Day) -> String {
        let written = self.day.as_ref().zip(date(day)).map(|(format, date)| format.format(&date).to_string());
        written.unwrap_or_else(|| print_date(day))
    }

    /// `9:30 AM`.
    #[must_use]
    pub fn time(&self, minute: Minute) -> String {
        let written = self.time.as_ref().zip(time(minute)).map(|(format, time)| format.format(&time).to_string());
        written.unwrap_or_else(|| print_datetime(minute)[11..16].to_owned())
    }

    /// `Tue, Dec 1, 9:30 AM`.
    #[must_use]
    pub fn moment(&self, minute: Minute) -> String {
        let parts = date(Day::of(minute)).zip(time(minute)).map(|(date, time)| DateTime { date, time });
        let written = self.moment.as_ref().zip(parts).map(|(format, moment)| format.format(&moment).to_string());
        written.unwrap_or_else(|| print_datetime(minute)[..16].to_owned())
    }

    /// `Central Time`: a zone whose clocks are that far from UTC at an instant.
    #[must_use]
    pub fn zone(&self, name: &str, offset_seconds: i32, at: UnixSecond) -> String {
        let zone = TimeZone::from_iana_id(name)
            .with_offset(UtcOffset::try_from_seconds(offset_seconds).ok())
            .with_zone_name_timestamp(ZoneNameTimestamp::from_epoch_seconds(at));
        let written = self.zone.as_ref().map(|format| format.format(&zone).to_string());
        written.unwrap_or_else(|| name.to_owned())
    }
}

fn date(day: Day) -> Option<Date<Gregorian>> {
    let text = print_date(day);
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Date::try_new_gregorian(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn time(minute: Minute) -> Option<Time> {
    let minute_of_day = minute - Day::of(minute).start();
    Time::try_new(u8::try_from(minute_of_day / 60).ok()?, u8::try_from(minute_of_day % 60).ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use slotwright_wire::time::parse_minute;

    use super::*;

    #[test]
    fn days_and_times_are_written_as_the_language_does() {
        let start = parse_minute("2026-12-01 09:30:00").unwrap();
        for (tag, day, time, zone) in [
            ("en", "Tuesday, December 1", "9:30\u{202f}AM", "Central Time"),
            ("en-GB", "Tuesday 1 December", "09:30", "Central Time"),
            ("de", "Dienstag, 1. Dezember", "09:30", "Nordamerikanische Zentralzeit"),
            ("pl", "wtorek, 1 grudnia", "09:30", "czas środkowoamerykański"),
        ] {
            let dates = Dates::of(tag);
            let written =
                (dates.day(Day::of(start)), dates.time(start), dates.zone("America/Chicago", -21_600, 1_796_139_000));
            assert_eq!(written, (day.to_owned(), time.to_owned(), zone.to_owned()), "{tag}");
        }
        assert_eq!(Dates::of("en").moment(start), "Tue, Dec 1, 9:30\u{202f}AM");
        assert!(Dates::of("ar").day(Day::of(start)).contains("ديسمبر"));
    }
}
