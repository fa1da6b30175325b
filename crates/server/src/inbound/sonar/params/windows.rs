//! Windows of days: `[{"date": "2024-05-13", "start_time": "08:00", "end_time": "10:00"}]`.

use serde_json::Value;
use slotwright_domain::{SECONDS_PER_DAY, WishWindow};
use slotwright_wire::time::{parse_date, parse_time};

use super::{Reader, is_within_reach, shortened, words};

impl Reader<'_> {
    /// At most so many windows, which must be sent, be it as an empty list; also as JSON in a text, which is how a form can send
    /// them.
    pub fn windows(&mut self, name: &str, most: usize) -> Option<Vec<WishWindow>> {
        let parsed: Value;
        let list = match self.sent(name) {
            Some(Value::String(json)) => {
                let is_within_bounds = crate::edge::limits::check_json(json.as_bytes()).is_ok();
                parsed = is_within_bounds.then(|| serde_json::from_str(json).ok()).flatten().unwrap_or(Value::Null);
                parsed.as_array()
            }
            value => value.and_then(Value::as_array),
        };
        let Some(list) = list else {
            let wanted = "an array of objects with date, start_time and end_time; an empty one for none";
            self.fault(name, format!("The {} must be {wanted}.", words(name)));
            return None;
        };
        if most < list.len() {
            self.fault(name, format!("The {} may have up to {most} windows; {} were sent.", words(name), list.len()));
            return None;
        }
        let windows: Result<Vec<WishWindow>, (usize, String)> =
            list.iter().enumerate().map(|(place, value)| window(value).map_err(|wrong| (place + 1, wrong))).collect();
        match windows {
            Ok(windows) => Some(windows),
            Err((place, wrong)) => {
                self.fault(name, format!("Window {place} of the {}: {wrong}.", words(name)));
                None
            }
        }
    }
}

/// One of them, or what is wrong with it.
fn window(value: &Value) -> Result<WishWindow, String> {
    let member = |name: &str| {
        let text = value.get(name).and_then(Value::as_str);
        text.ok_or_else(|| format!("the {} is not a text", words(name)))
    };
    let date = member("date")?;
    let day = parse_date(date).filter(|day| is_within_reach(*day)).ok_or_else(|| {
        format!("the date, {}, is no date from 1970-01-01 to 2999-12-31, written Y-m-d", shortened(date))
    })?;
    let time = |name: &str| {
        let text = member(name)?;
        let second = parse_time(text).ok_or_else(|| {
            format!("the {}, {}, is no time of day from 00:00 to 24:00, written H:i:s", words(name), shortened(text))
        })?;
        Ok::<_, String>((text, second))
    };
    let ((start, start_second), (end, end_second)) = (time("start_time")?, time("end_time")?);
    // The midnight after it, since nothing ends with the one before.
    let end_second = if end_second == 0 { SECONDS_PER_DAY as u32 } else { end_second };
    if end_second <= start_second {
        return Err(format!("the end time, {end}, is not after the start time, {start}"));
    }
    Ok(WishWindow { day, start_second, end_second })
}
