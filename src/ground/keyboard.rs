//! Where the keys of the month grid lead: key + direction + focus → new focus.
//!
//! The table is that of the "Date Picker Dialog" example in the ARIA Authoring Practices.

use slotwright_matching::Day;

use crate::ground::month::{add_months, start_of_week};

/// A pressed key, with what else decides where it leads.
#[derive(Clone, Copy, Debug)]
pub struct Pressed<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// Whether shift is held.
    pub shift: bool,
    /// Whether the page reads from right to left: the left arrow then leads to the next day.
    pub right_to_left: bool,
}

/// The day that gets the focus, before it is clamped to what may be booked; `None` for a key the grid doesn't use.
#[must_use]
pub fn focus_after(pressed: Pressed, focus: Day, first_weekday: u8) -> Option<Day> {
    let forward = if pressed.right_to_left { -1 } else { 1 };
    Some(match (pressed.key, pressed.shift) {
        ("ArrowRight", _) => focus + forward,
        ("ArrowLeft", _) => focus + -forward,
        ("ArrowDown", _) => focus + 7,
        ("ArrowUp", _) => focus + -7,
        ("Home", _) => start_of_week(focus, first_weekday),
        ("End", _) => start_of_week(focus, first_weekday) + 6,
        ("PageDown", false) => add_months(focus, 1),
        ("PageUp", false) => add_months(focus, -1),
        ("PageDown", true) => add_months(focus, 12),
        ("PageUp", true) => add_months(focus, -12),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use slotwright_wire::time::{parse_date, print_date};

    fn after(key: &str, shift: bool, right_to_left: bool) -> Option<String> {
        let focus = parse_date("2026-03-31").unwrap(); // a Tuesday
        focus_after(Pressed { key, shift, right_to_left }, focus, 1).map(print_date)
    }

    #[test]
    fn each_key_leads_where_the_authoring_practices_say() {
        for (key, shift, expected) in [
            ("ArrowRight", false, "2026-04-01"),
            ("ArrowLeft", false, "2026-03-30"),
            ("ArrowDown", false, "2026-04-07"),
            ("ArrowUp", false, "2026-03-24"),
            ("Home", false, "2026-03-30"),
            ("End", false, "2026-04-05"),
            ("PageDown", false, "2026-04-30"),
            ("PageUp", false, "2026-02-28"),
            ("PageDown", true, "2027-03-31"),
            ("PageUp", true, "2025-03-31"),
        ] {
            assert_eq!(after(key, shift, false).as_deref(), Some(expected), "{key}");
        }
        assert_eq!(after("a", false, false), None);
    }

    #[test]
    fn the_arrows_follow_the_reading_direction() {
        assert_eq!(after("ArrowLeft", false, true).as_deref(), Some("2026-04-01"));
        assert_eq!(after("ArrowRight", false, true).as_deref(), Some("2026-03-30"));
        assert_eq!(after("ArrowDown", false, true).as_deref(), Some("2026-04-07"), "weeks still run downwards");
    }
}
