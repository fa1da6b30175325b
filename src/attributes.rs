//! The elements' attributes: their names, and the function that parses their texts into typed values.

use slotwright_matching::Day;
use slotwright_wire::time::parse_date;
use slotwright_words::fill;

use crate::ground::handle::handle_in;

/// Their names, in the order in which `life.js` has them. What they may hold and mean is in
/// [`reference`](crate::reference), which nobody downloads.
pub const NAMES: [&str; 23] = [
    "src",
    "token",
    "lang",
    "first-day",
    "time-format",
    "theme",
    "heading-level",
    "support",
    "mode",
    "view",
    "windows",
    "time-zone",
    "min",
    "max",
    "prefill",
    "job-id",
    "job-type",
    "entity-type",
    "entity-id",
    "technician",
    "filter",
    "nonce",
    "texts",
];

/// A parsed attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The API's address, without a slash at its end; `None` for the script's own origin.
    Source(Option<String>),
    /// The booking link's handle.
    Token(Option<String>),
    /// The language tag of the element itself.
    Lang(Option<String>),
    /// The first day of the week, 0 = Sunday; `None` decides by language.
    FirstDay(Option<u8>),
    /// Whether hours run to 12; `None` decides by language.
    TwelveHours(Option<bool>),
    /// Light, dark or as page and device are set: the stylesheet reads the attribute itself.
    Theme,
    /// The level of the first heading; `None` is the usual one.
    HeadingLevel(Option<u8>),
    /// Whether support's tools are shown.
    Support(bool),
    /// A zone in which times are written too.
    TimeZone(Option<String>),
    /// What is filled in already: the text of a JSON object.
    Prefill(Option<String>),
    /// One of what the page wants.
    Wanted(Want),
    /// What a page has under a strict policy, and nothing here needs.
    Nonce,
    /// Texts in place of ours: the script has them, and hands them on with those of the language.
    Texts,
}

/// What a customer begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The times that are free; a visit that is booked is shown as that.
    #[default]
    Book,
    /// The wishes.
    Wish,
    /// The times that are free, also where a visit is booked.
    Reschedule,
}

/// How the times are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// By month, with the times of a day beside it.
    #[default]
    Month,
    /// The same for a week.
    Week,
    /// The days that have times, one below the other.
    List,
    /// The board: everybody's day.
    Timeline,
    /// The board: the jobs, page by page.
    Jobs,
    /// The board: the links that were made.
    Links,
    /// The board: what it is set up by.
    Setup,
}

/// What the page wants offered, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What a customer begins with.
    pub mode: Mode,
    /// How the times are laid out.
    pub view: View,
    /// How long the arrival windows are, in minutes, 0 for exact starts; `None` as the server's policy has it.
    pub windows: Option<i32>,
    /// The first day that is offered.
    pub min: Option<Day>,
    /// The last day that is offered.
    pub max: Option<Day>,
    /// The board: whose days are shown where there is room for those of one.
    pub technician: Option<u64>,
    /// Which jobs a board lists, as a query.
    pub filter: String,
    /// What is to be booked, for holders of a token that doesn't say it: the members of a link that is made, with their values.
    pub link: Vec<(&'static str, String)>,
}

/// One of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Want {
    /// What a customer begins with.
    Mode(Mode),
    /// How the times are laid out.
    View(View),
    /// How long the arrival windows are.
    Windows(Option<i32>),
    /// The first day that is offered.
    Min(Option<Day>),
    /// The last day that is offered.
    Max(Option<Day>),
    /// Whose days are shown.
    Technician(Option<u64>),
    /// Which jobs a board lists.
    Filter(String),
    /// A member of the link that is made.
    Link(&'static str, Option<String>),
}

impl Wanted {
    /// Takes one of it.
    pub fn take(&mut self, want: Want) {
        match want {
            Want::Mode(mode) => self.mode = mode,
            Want::View(view) => self.view = view,
            Want::Windows(minutes) => self.windows = minutes,
            Want::Min(day) => self.min = day,
            Want::Max(day) => self.max = day,
            Want::Technician(user_id) => self.technician = user_id,
            Want::Filter(filter) => self.filter = filter,
            Want::Link(member, value) => {
                self.link.retain(|(known, _)| *known != member);
                self.link.extend(value.map(|value| (member, value)));
            }
        }
    }
}

const WEEKDAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/// Parses an attribute; `None` is an attribute that isn't there.
///
/// ```
/// use slotwright::attributes::{Change, parse};
/// assert_eq!(parse("first-day", Some("monday")), Ok(Change::FirstDay(Some(1))));
/// assert_eq!(
///     parse("first-day", Some("noon")).unwrap_err(),
///     "first-day: `noon` is not one of auto, sunday, monday, tuesday, wednesday, thursday, friday, saturday",
/// );
/// ```
///
/// # Errors
/// A sentence that names the attribute, the value and what is allowed. The default then holds.
pub fn parse(name: &str, value: Option<&str>) -> Result<Change, String> {
    let text = value.map(str::trim).filter(|text| !text.is_empty());
    let owned = text.map(str::to_owned);
    Ok(match name {
        "src" => Change::Source(owned.map(|url| url.trim_end_matches('/').to_owned())),
        "token" => Change::Token(text.map(handle_in).filter(|handle| !handle.is_empty()).map(str::to_owned)),
        "lang" => Change::Lang(owned),
        "first-day" => match text {
            None | Some("auto") => Change::FirstDay(None),
            Some(day) => match WEEKDAYS.iter().position(|known| *known == day) {
                Some(index) => Change::FirstDay(Some(index as u8)),
                None => {
                    return Err(refusal(
                        name,
                        day,
                        "auto, sunday, monday, tuesday, wednesday, thursday, friday, saturday",
                    ));
                }
            },
        },
        "time-format" => match text {
            None | Some("auto") => Change::TwelveHours(None),
            Some("12h") => Change::TwelveHours(Some(true)),
            Some("24h") => Change::TwelveHours(Some(false)),
            Some(other) => return Err(refusal(name, other, "auto, 12h, 24h")),
        },
        "theme" => match text {
            None | Some("auto" | "light" | "dark") => Change::Theme,
            Some(other) => return Err(refusal(name, other, "auto, light, dark")),
        },
        "heading-level" => match text {
            None => Change::HeadingLevel(None),
            Some(level) => match level.as_bytes() {
                [digit @ b'1'..=b'6'] => Change::HeadingLevel(Some(digit - b'0')),
                _ => return Err(refusal(name, level, "1, 2, 3, 4, 5, 6")),
            },
        },
        "support" => Change::Support(value.is_some()),
        "mode" => match text {
            None | Some("book") => Change::Wanted(Want::Mode(Mode::Book)),
            Some("wish") => Change::Wanted(Want::Mode(Mode::Wish)),
            Some("reschedule") => Change::Wanted(Want::Mode(Mode::Reschedule)),
            Some(other) => return Err(refusal(name, other, "book, wish, reschedule")),
        },
        "view" => match text {
            None | Some("month") => Change::Wanted(Want::View(View::Month)),
            Some("week") => Change::Wanted(Want::View(View::Week)),
            Some("list") => Change::Wanted(Want::View(View::List)),
            Some("timeline") => Change::Wanted(Want::View(View::Timeline)),
            Some("jobs") => Change::Wanted(Want::View(View::Jobs)),
            Some("links") => Change::Wanted(Want::View(View::Links)),
            Some("setup") => Change::Wanted(Want::View(View::Setup)),
            Some(other) => {
                return Err(refusal(name, other, "month, week, list; of a board: timeline, jobs, links, setup"));
            }
        },
        "windows" => match text {
            None => Change::Wanted(Want::Windows(None)),
            Some("exact") => Change::Wanted(Want::Windows(Some(0))),
            Some(text) => match text.parse() {
                Ok(minutes @ 1..=MAX_WINDOW) => Change::Wanted(Want::Windows(Some(minutes))),
                _ => return Err(refusal(name, text, "exact, 1, 2, … 1440")),
            },
        },
        "time-zone" => Change::TimeZone(owned),
        "min" => Change::Wanted(Want::Min(date(name, text)?)),
        "max" => Change::Wanted(Want::Max(date(name, text)?)),
        "prefill" => Change::Prefill(owned),
        "job-id" => Change::Wanted(Want::Link("job_id", number(name, text)?)),
        "job-type" => Change::Wanted(Want::Link("job_type_id", number(name, text)?)),
        "entity-id" => Change::Wanted(Want::Link("assigned_id", number(name, text)?)),
        "entity-type" => match text {
            None | Some("accounts" | "network_sites") => Change::Wanted(Want::Link("assigned_type", owned)),
            Some(other) => return Err(refusal(name, other, "accounts, network_sites")),
        },
        "technician" => Change::Wanted(Want::Technician(number(name, text)?.and_then(|id| id.parse().ok()))),
        "filter" => Change::Wanted(Want::Filter(owned.unwrap_or_default())),
        "nonce" => Change::Nonce,
        "texts" => Change::Texts,
        other => return Err(fill("{name}: there is no such attribute", &[("name", other)])),
    })
}

/// A day, in minutes.
const MAX_WINDOW: i32 = 1440;

fn date(name: &str, text: Option<&str>) -> Result<Option<Day>, String> {
    match text {
        None => Ok(None),
        Some(text) => parse_date(text).map(Some).ok_or_else(|| refusal(name, text, "dates as 2026-12-31")),
    }
}

/// A number of a record, as its text.
fn number(name: &str, text: Option<&str>) -> Result<Option<String>, String> {
    match text {
        Some(text) if !text.bytes().all(|byte| byte.is_ascii_digit()) => Err(refusal(name, text, "numbers")),
        text => Ok(text.map(str::to_owned)),
    }
}

/// That a value is none of those that are allowed.
pub(crate) fn refusal(name: &str, value: &str, allowed: &str) -> String {
    fill("{name}: `{value}` is not one of {allowed}", &[("name", name), ("value", value), ("allowed", allowed)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_attribute_is_its_default() {
        for name in NAMES {
            assert!(parse(name, None).is_ok(), "{name}");
            // A flag's presence is its value.
            if name != "support" {
                assert_eq!(parse(name, Some("")), parse(name, None), "{name}");
            }
        }
    }

    #[test]
    fn a_bad_value_is_reported_with_what_is_allowed() {
        assert_eq!(parse("time-format", Some("25h")).unwrap_err(), "time-format: `25h` is not one of auto, 12h, 24h");
        assert_eq!(parse("heading-level", Some("7")).unwrap_err(), "heading-level: `7` is not one of 1, 2, 3, 4, 5, 6");
        assert_eq!(parse("theme", Some("pink")).unwrap_err(), "theme: `pink` is not one of auto, light, dark");
        assert_eq!(parse("min", Some("1.2.2026")).unwrap_err(), "min: `1.2.2026` is not one of dates as 2026-12-31");
        assert_eq!(parse("windows", Some("0")).unwrap_err(), "windows: `0` is not one of exact, 1, 2, … 1440");
        assert_eq!(parse("job-id", Some("seven")).unwrap_err(), "job-id: `seven` is not one of numbers");
        assert_eq!(
            parse("entity-type", Some("account")).unwrap_err(),
            "entity-type: `account` is not one of accounts, network_sites"
        );
    }

    #[test]
    fn a_flag_holds_as_soon_as_it_is_there() {
        assert_eq!(parse("support", Some("")), Ok(Change::Support(true)));
        assert_eq!(parse("support", None), Ok(Change::Support(false)));
        assert_eq!(parse("heading-level", Some(" 1 ")), Ok(Change::HeadingLevel(Some(1))));
    }

    #[test]
    fn the_slash_at_the_end_of_an_address_does_not_matter() {
        assert_eq!(parse("src", Some("https://book.example/")), parse("src", Some("https://book.example")));
    }

    #[test]
    fn the_custom_elements_watch_exactly_these_attributes() {
        let script = include_str!("life.js");
        let list =
            script.split_once("const ATTRIBUTES = [").and_then(|(_, rest)| rest.split_once(']')).expect("a list").0;
        let names: Vec<&str> =
            list.split(',').map(|name| name.trim().trim_matches('"')).filter(|name| !name.is_empty()).collect();
        assert_eq!(names, NAMES);
    }
}
