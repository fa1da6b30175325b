//! Dates and times as texts. Wall-clock values are formatted as if they were UTC, so that neither the device's zone nor
//! an old zone table in the browser can shift them.

use std::rc::Rc;

use js_sys::{Array, Date, Intl, JsString, Object, Reflect};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use slotwright_matching::{Day, Minute};
use slotwright_wire::time::parse_minute;
use slotwright_words::text;
use wasm_bindgen::{JsCast, JsValue};

use crate::kit::reactive::watch;
use crate::kit::words::Spoken;

/// A text in small letters, whatever its alphabet. The browser has the table.
pub fn small(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// Formatters for one locale. Making them is slow, using them is not: keep them while the locale stays.
pub struct Formats {
    weekday_narrow: Intl::DateTimeFormat,
    weekday_short: Intl::DateTimeFormat,
    weekday_long: Intl::DateTimeFormat,
    day: Intl::DateTimeFormat,
    day_short: Intl::DateTimeFormat,
    month: Intl::DateTimeFormat,
    time: Intl::DateTimeFormat,
    number: Intl::NumberFormat,
    midnight: String,
}

impl Formats {
    /// Formatters for `locale`, with hours to 12 or 24, or as the locale has it.
    pub fn new(locale: &str, twelve_hours: Option<bool>, words: Spoken) -> Self {
        let make = |options: &[(&str, &str)]| wall_clock(locale, twelve_hours, options);
        Self {
            weekday_narrow: make(&[("weekday", "narrow")]),
            weekday_short: make(&[("weekday", "short")]),
            weekday_long: make(&[("weekday", "long")]),
            day: make(&[("weekday", "long"), ("day", "numeric"), ("month", "long")]),
            day_short: make(&[("weekday", "short"), ("day", "numeric"), ("month", "short")]),
            month: make(&[("month", "long"), ("year", "numeric")]),
            time: make(&[("hour", "numeric"), ("minute", "2-digit")]),
            number: Intl::NumberFormat::new(&Array::of1(&locale.into()), &Object::new()),
            midnight: words.say(text::MIDNIGHT),
        }
    }

    /// `28`, in the language's own digits.
    pub fn number(&self, number: u32) -> String {
        let written = self.number.format().call1(&self.number, &number.into());
        written.ok().and_then(|text| text.as_string()).unwrap_or_default()
    }

    /// `T`.
    pub fn weekday_narrow(&self, day: Day) -> String {
        write(&self.weekday_narrow, day.start())
    }

    /// `Tue`, for the head of a column.
    pub fn weekday_short(&self, day: Day) -> String {
        write(&self.weekday_short, day.start())
    }

    /// `Tuesday`.
    pub fn weekday_long(&self, day: Day) -> String {
        write(&self.weekday_long, day.start())
    }

    /// `Tuesday, December 1`.
    pub fn day(&self, day: Day) -> String {
        write(&self.day, day.start())
    }

    /// `Tue, Dec 1`.
    pub fn day_short(&self, day: Day) -> String {
        write(&self.day_short, day.start())
    }

    /// The months from one day to another: `December 2026`, `November – December 2026`.
    pub fn months(&self, first: Day, last: Day) -> String {
        let range = self.month.format_range(&date_of(first.start()), &date_of(last.start()));
        range.ok().map(String::from).unwrap_or_default()
    }

    /// `9:30 AM`.
    pub fn time(&self, minute: Minute) -> String {
        write(&self.time, minute)
    }

    /// `Tue, Dec 1, 9:30 AM`.
    pub fn moment(&self, minute: Minute) -> String {
        let mut text = self.day_short(Day::of(minute));
        text.push_str(comma(&text));
        text.push_str(&self.time(minute));
        text
    }

    /// The time at which something ends. The end of a day is `midnight`, so that it isn't taken for the day's beginning.
    pub fn time_of_end(&self, minute: Minute) -> String {
        if minute == Day::of(minute).start() { self.midnight.clone() } else { self.time(minute) }
    }
}

/// What stands between a day and a time of it: the comma of the script that the day is written in.
pub fn comma(day: &str) -> &'static str {
    let (arabic, latin) = ("، ", ", ");
    let is_arabic = day.as_bytes().windows(2).any(|bytes| arabic.as_bytes().starts_with(bytes));
    if is_arabic { arabic } else { latin }
}

/// Formatter for days with their year. Apart from [`Formats`]: what a customer is offered is never a year away.
pub struct DatedDay {
    whole: Intl::DateTimeFormat,
    short: Intl::DateTimeFormat,
}

impl DatedDay {
    /// For `locale`.
    pub fn new(locale: &str) -> Self {
        let options = [("weekday", "short"), ("day", "numeric"), ("month", "short"), ("year", "numeric")];
        Self { whole: wall_clock(locale, None, &options), short: wall_clock(locale, None, &options[1..3]) }
    }

    /// `Dec 1`.
    pub fn without_year(&self, day: Day) -> String {
        write(&self.short, day.start())
    }

    /// `Tue, Dec 1, 2026`.
    pub fn day(&self, day: Day) -> String {
        write(&self.whole, day.start())
    }
}

/// A formatter of wall-clock values.
fn wall_clock(locale: &str, twelve_hours: Option<bool>, options: &[(&str, &str)]) -> Intl::DateTimeFormat {
    let bag = options_of(options);
    if let Some(twelve) = twelve_hours {
        set(&bag, "hourCycle", if twelve { "h12" } else { "h23" });
    }
    set(&bag, "timeZone", "UTC");
    // The grid has the months of this calendar, whatever others a language also counts by.
    set(&bag, "calendar", "gregory");
    Intl::DateTimeFormat::new(&Array::of1(&locale.into()), &bag)
}

/// Formatters for a page's language, made again when it changes.
pub fn formats_for(
    locale: RwSignal<String>,
    twelve_hours: RwSignal<Option<bool>>,
    words: Spoken,
) -> RwSignal<SendWrapper<Rc<Formats>>> {
    let make =
        move || SendWrapper::new(Rc::new(Formats::new(&locale.get_untracked(), twelve_hours.get_untracked(), words)));
    let formats = RwSignal::new(make());
    let key = move || {
        words.follow();
        let clock = twelve_hours.get().map_or("", |twelve| if twelve { " 12" } else { " 24" });
        [&*locale.get(), clock].concat()
    };
    watch(key, move || formats.set(make()));
    formats
}

/// The zone's long name, `Central Time`, and the device's own zone where its clock shows another time now or in
/// `horizon_days` (one of the two may change its clocks in between).
pub fn zone_names(locale: &str, zone: &str, horizon_days: u32) -> (String, Option<String>) {
    let device =
        Reflect::get(&Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options(), &"timeZone".into())
            .ok()
            .and_then(|name| name.as_string());
    let now = Date::now();
    let differs = |other: &str| {
        [now, now + f64::from(horizon_days) * 86_400_000.0].iter().any(|at| clock(other, *at) != clock(zone, *at))
    };
    let other = device.filter(|device| device != zone && differs(device));
    (zone_name(locale, zone), other.map(|device| zone_name(locale, &device)))
}

/// Whether the browser knows a zone of this name.
pub fn is_zone(name: &str) -> bool {
    clock(name, 0.0).is_some()
}

/// What the clocks of another zone show when those of `zone` show this minute, with the other's name; `None` where they show the same.
pub fn elsewhere(locale: &str, zone: &str, minute: Minute, other: &str) -> Option<(Minute, String)> {
    let shown = |zone, at_ms: f64| parse_minute(&[&*clock(zone, at_ms)?, ":00"].concat());
    let wanted = f64::from(minute) * 60_000.0;
    // A zone is ahead of UTC by what its clocks show at an instant; near a change of the clocks the first guess may lie beyond it.
    let ahead_at = |at_ms: f64| Some(f64::from(shown(zone, at_ms)?) * 60_000.0 - at_ms);
    let guess = wanted - ahead_at(wanted)?;
    let there = shown(other, wanted - ahead_at(guess)?)?;
    (there != minute).then(|| (there, zone_name(locale, other)))
}

/// What the clocks in `zone` show at an instant, RFC 3339, to the minute.
pub fn shown_in(zone: &str, instant: &str) -> Option<Minute> {
    parse_minute(&[&*clock(zone, Date::parse(instant))?, ":00"].concat())
}

fn zone_name(locale: &str, zone: &str) -> String {
    let options = options_of(&[("timeZone", zone), ("timeZoneName", "longGeneric")]);
    let parts = parts_of(locale, &options);
    let name = parts.iter().flat_map(|parts| parts.iter()).find_map(|part| {
        let kind = Reflect::get(&part, &"type".into()).ok()?;
        (kind == "timeZoneName").then(|| Reflect::get(&part, &"value".into()).ok()?.as_string()).flatten()
    });
    let name = name.unwrap_or_else(|| zone.to_owned());
    // Zones without a name of their own are called by their distance from Greenwich, `GMT-05:00`; that time itself is UTC.
    match name.strip_prefix("GMT") {
        Some("" | "+00:00") => "UTC".to_owned(),
        Some(distance) => ["UTC", distance].concat(),
        None => name,
    }
}

/// What the clocks in `zone` show at an instant, as `2026-12-31 09:30`: so it is written in Swedish.
fn clock(zone: &str, at_ms: f64) -> Option<String> {
    let options = options_of(&[("timeZone", zone), ("dateStyle", "short"), ("timeStyle", "short")]);
    let format = new_format("sv", &options)?;
    format.format().call1(&format, &Date::new(&JsValue::from_f64(at_ms))).ok()?.as_string()
}

fn parts_of(locale: &str, options: &Object) -> Option<Array> {
    Some(new_format(locale, options)?.format_to_parts(&Date::new_0()))
}

/// A formatter, or `None` where the browser doesn't know the zone (the constructor throws).
fn new_format(locale: &str, options: &Object) -> Option<Intl::DateTimeFormat> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: js_sys::Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    Reflect::construct(&constructor, &Array::of2(&locale.into(), options)).ok()?.dyn_into().ok()
}

fn write(format: &Intl::DateTimeFormat, minute: Minute) -> String {
    format.format().call1(format, &date_of(minute)).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn date_of(minute: Minute) -> Date {
    Date::new(&JsValue::from_f64(f64::from(minute) * 60_000.0))
}

fn options_of(options: &[(&str, &str)]) -> Object {
    let bag = Object::new();
    for (name, value) in options {
        set(&bag, name, value);
    }
    bag
}

fn set(bag: &Object, name: &str, value: &str) {
    // Setting a member of a fresh object can't fail.
    let _ = Reflect::set(bag, &name.into(), &value.into());
}
