//! What schedules, blockers and time off are made of: times of day, days of the week, yes and no.

use serde_json::Value;
use slotwright_matching::{MINUTES_PER_DAY, Minute};
use slotwright_wire::time::{SecondOfDay, parse_datetime, parse_time};

use super::{Reader, integer_of, is_negative, words};

impl Reader<'_> {
    /// Yes or no: `true`, `false`, 1, 0, also as texts.
    pub fn boolean(&mut self, name: &str) -> Option<bool> {
        let value = self.value(name)?;
        let boolean = match value {
            Value::Bool(boolean) => Some(*boolean),
            Value::String(text) if text == "true" || text == "1" => Some(true),
            Value::String(text) if text == "false" || text == "0" => Some(false),
            Value::Number(number) => match number.as_u64() {
                Some(1) => Some(true),
                Some(0) => Some(false),
                _ => None,
            },
            _ => None,
        };
        if boolean.is_none() {
            // The vendor's own sentence, without Laravel's "The … field".
            let mut sentence = format!("{} must be a boolean.", words(name));
            sentence[..1].make_ascii_uppercase();
            self.fault(name, sentence);
        }
        boolean
    }

    /// Whether it was sent as a list of nothing.
    #[must_use]
    pub fn is_empty_list(&self, name: &str) -> bool {
        matches!(self.sent(name), Some(Value::Array(items)) if items.is_empty())
    }

    /// Whether it was sent as null.
    #[must_use]
    pub fn is_null(&self, name: &str) -> bool {
        matches!(self.sent(name), Some(Value::Null))
    }

    /// A day of the week, 0 (Sunday) to 6 (Saturday).
    pub fn weekday(&mut self, name: &str) -> Option<u8> {
        let value = self.value(name)?;
        let number = integer_of(value);
        let weekday = number.filter(|weekday| *weekday <= 6).map(|weekday| weekday as u8);
        if weekday.is_none() {
            let is_integer = number.is_some() || is_negative(value);
            let wanted = if is_integer { "between 0 and 6" } else { "an integer" };
            self.fault(name, format!("The {} must be {wanted}.", words(name)));
        }
        weekday
    }

    /// A whole number of at least `min` and at most `max`.
    pub fn integer_up_to<T: TryFrom<u64>>(&mut self, name: &str, min: u64, max: u64) -> Option<T> {
        let number = self.integer(name, min)?;
        let fitting = Some(number).filter(|number| *number <= max).and_then(|number| T::try_from(number).ok());
        if fitting.is_none() {
            self.fault(name, format!("The {} may not be greater than {max}.", words(name)));
        }
        fitting
    }

    /// A text for people of at most `max` characters.
    pub fn short_text(&mut self, name: &str, max: usize) -> Option<String> {
        let text = self.text(name)?;
        if text.chars().count() > max {
            self.fault(name, format!("The {} may not be greater than {max} characters.", words(name)));
            return None;
        }
        Some(text)
    }

    /// The minute of the day with which something starts.
    pub fn start_of_day_part(&mut self, name: &str) -> Option<Minute> {
        let second = self.hour_and_minute(name)?;
        self.whole_minute(name, second)
    }

    /// The minute of the day with which something ends. Any second of the day's last minute is midnight: so the vendor
    /// writes it. So is 00:00, since nothing ends with the midnight before.
    pub fn end_of_day_part(&mut self, name: &str) -> Option<Minute> {
        let second = self.hour_and_minute(name)?;
        if second == 0 { Some(MINUTES_PER_DAY) } else { self.end_minute(name, second) }
    }

    /// The minute with which something ends that may span days; any second of a day's last minute is midnight.
    pub fn end_datetime(&mut self, name: &str) -> Option<Minute> {
        let text = self.string(name, "date")?;
        let Some((day, second)) = parse_datetime(text) else {
            self.no_date(name, text, "Y-m-d H:i:s");
            return None;
        };
        let day = self.within_reach(name, day)?;
        Some(day.start() + self.end_minute(name, second)?)
    }

    fn hour_and_minute(&mut self, name: &str) -> Option<SecondOfDay> {
        let time = parse_time(self.string(name, "time")?);
        if time.is_none() {
            self.fault(name, format!("The {} does not match the format H:i.", words(name)));
        }
        time
    }

    fn end_minute(&mut self, name: &str, second: SecondOfDay) -> Option<Minute> {
        let last = MINUTES_PER_DAY as u32 - 1;
        if second / 60 == last { Some(MINUTES_PER_DAY) } else { self.whole_minute(name, second) }
    }

    fn whole_minute(&mut self, name: &str, second: SecondOfDay) -> Option<Minute> {
        if !second.is_multiple_of(60) {
            self.fault(name, format!("The {} must be on a whole minute.", words(name)));
            return None;
        }
        Some((second / 60) as Minute)
    }
}
