//! The elements' attributes: one table, and the function that parses their texts into typed values.

use crate::ground::handle::handle_in;
use crate::ground::text::fill;

/// What an attribute is called, may hold and means. A test compares the table in `docs/integrator.md` with this one.
#[derive(Debug)]
pub struct Attribute {
    /// Its name in HTML.
    pub name: &'static str,
    /// What it may hold.
    pub values: &'static str,
    /// What it does, with its default.
    pub meaning: &'static str,
}

/// Every attribute of the elements.
pub const TABLE: [Attribute; 8] = [
    Attribute { name: "src", values: "URL", meaning: "where the API is; default: the origin the script came from" },
    Attribute {
        name: "token",
        values: "text",
        meaning: "the booking link's handle; better set as a property, which HTML never shows",
    },
    Attribute {
        name: "lang",
        values: "BCP 47",
        meaning: "how dates and times are written; default: the nearest `lang` in the page; live",
    },
    Attribute {
        name: "first-day",
        values: "`auto` `sunday` `monday` … `saturday`",
        meaning: "the first day of the week; default: `auto`, by language; live",
    },
    Attribute {
        name: "time-format",
        values: "`auto` `12h` `24h`",
        meaning: "how times are written; default: `auto`, by language; live",
    },
    Attribute {
        name: "theme",
        values: "`auto` `light` `dark`",
        meaning: "default: `auto`, as the page's `color-scheme` says, else as the device is set; live",
    },
    Attribute {
        name: "heading-level",
        values: "`1` … `6`",
        meaning: "the level of the first heading, those below it follow; default: `2`; live",
    },
    Attribute {
        name: "support",
        values: "its presence",
        meaning: "offers to save the details of what is shown, for support; so does Ctrl+Shift+F9; live",
    },
];

/// Their names alone: what the table says besides is for readers, and isn't downloaded.
pub const NAMES: [&str; 8] = ["src", "token", "lang", "first-day", "time-format", "theme", "heading-level", "support"];

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
        other => return Err(fill("{name}: there is no such attribute", &[("name", other)])),
    })
}

fn refusal(name: &str, value: &str, allowed: &str) -> String {
    fill("{name}: `{value}` is not one of {allowed}", &[("name", name), ("value", value), ("allowed", allowed)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_attribute_is_its_default() {
        for attribute in &TABLE {
            assert!(parse(attribute.name, None).is_ok(), "{}", attribute.name);
            // A flag's presence is its value.
            if attribute.name == "support" {
                continue;
            }
            assert_eq!(parse(attribute.name, Some("")), parse(attribute.name, None), "{}", attribute.name);
        }
    }

    #[test]
    fn a_bad_value_is_reported_with_what_is_allowed() {
        assert_eq!(parse("time-format", Some("25h")).unwrap_err(), "time-format: `25h` is not one of auto, 12h, 24h");
        assert_eq!(parse("heading-level", Some("7")).unwrap_err(), "heading-level: `7` is not one of 1, 2, 3, 4, 5, 6");
        assert_eq!(parse("theme", Some("pink")).unwrap_err(), "theme: `pink` is not one of auto, light, dark");
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
        assert_eq!(TABLE.map(|attribute| attribute.name), NAMES);
        let names: Vec<String> = TABLE.iter().map(|attribute| format!("\"{}\"", attribute.name)).collect();
        assert!(script.contains(&format!("const ATTRIBUTES = [{}];", names.join(", "))));
    }
}
