//! Which days are dealt with at all.

use slotwright_matching::Day;

/// 1970-01-01 to 2999-12-31. Dates beyond are slips of the pen, and well before the axis of minutes ends, in the year
/// 6053, sums on it stay safe.
const REACH: std::ops::RangeInclusive<i32> = 0..=376_199;

/// Whether a day lies between 1970-01-01 and 2999-12-31, both included.
#[must_use]
pub fn is_within_reach(day: Day) -> bool {
    REACH.contains(&day.0)
}

#[cfg(test)]
mod tests {
    use slotwright_wire::time::parse_date;

    use super::*;

    #[test]
    fn it_reaches_from_1970_to_2999() {
        let is_within = |date: &str| is_within_reach(parse_date(date).unwrap());
        assert!(is_within("1970-01-01") && is_within("2999-12-31"));
        assert!(!is_within("1969-12-31") && !is_within("3000-01-01"));
    }
}
