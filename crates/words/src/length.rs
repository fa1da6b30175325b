//! Lengths of time in words.

use crate::text::{HOURS, HOURS_MINUTES, MINUTES};
use crate::{Words, fill};

/// A length in minutes: `45 min`, `2 h`, `1 h 30 min`.
#[must_use]
pub fn length(words: &Words, minutes: i32) -> String {
    let (hours, rest) = ((minutes / 60).to_string(), (minutes % 60).to_string());
    match (minutes / 60, minutes % 60) {
        (0, _) => fill(words.say(MINUTES), &[("n", &rest)]),
        (_, 0) => fill(words.say(HOURS), &[("n", &hours)]),
        _ => fill(words.say(HOURS_MINUTES), &[("h", &hours), ("m", &rest)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_told_in_hours_and_minutes() {
        for (minutes, expected) in [(15, "15 min"), (60, "1 h"), (90, "1 h 30 min"), (240, "4 h")] {
            assert_eq!(length(&Words::default(), minutes), expected);
        }
    }
}
