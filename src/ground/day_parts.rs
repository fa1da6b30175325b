//! The parts of a day by which openings are grouped.

use slotwright_matching::{Day, Minute, Opening};

/// When the afternoon and the evening begin, in minutes of the day.
const AFTERNOON: Minute = 12 * 60;
const EVENING: Minute = 17 * 60;

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    /// Before noon.
    Morning,
    /// From noon to five.
    Afternoon,
    /// From five on.
    Evening,
}

impl DayPart {
    /// The part in which a visit starts.
    #[must_use]
    pub fn of(opening: &Opening) -> Self {
        match opening.start - Day::of(opening.start).start() {
            ..AFTERNOON => Self::Morning,
            AFTERNOON..EVENING => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

/// The openings of one day by part of day; parts without openings are left out. `openings` must be in ascending order.
#[must_use]
pub fn by_part(openings: &[Opening]) -> Vec<(DayPart, &[Opening])> {
    openings.chunk_by(|a, b| DayPart::of(a) == DayPart::of(b)).map(|part| (DayPart::of(&part[0]), part)).collect()
}

/// The openings of one day. `openings` must be in ascending order.
#[must_use]
pub fn of_day(openings: &[Opening], day: Day) -> &[Opening] {
    let from = openings.partition_point(|opening| opening.start < day.start());
    let to = openings.partition_point(|opening| opening.start < (day + 1).start());
    &openings[from..to]
}

/// What is meant by a morning, an afternoon, an evening and a whole day at home, in minutes of the day.
pub const STRETCHES: [(Minute, Minute); 4] =
    [(7 * 60, AFTERNOON), (AFTERNOON, EVENING), (EVENING, 21 * 60), (7 * 60, 21 * 60)];

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: &[i32]) -> Vec<Opening> {
        hours.iter().map(|hour| Opening { start: Day(3).start() + hour * 60, people: 1 }).collect()
    }

    #[test]
    fn noon_begins_the_afternoon_and_five_the_evening() {
        let openings = at(&[8, 11, 12, 16, 17]);
        let parts: Vec<_> = by_part(&openings).into_iter().map(|(part, openings)| (part, openings.len())).collect();
        assert_eq!(parts, [(DayPart::Morning, 2), (DayPart::Afternoon, 2), (DayPart::Evening, 1)]);
    }

    #[test]
    fn a_part_without_openings_is_left_out() {
        assert_eq!(by_part(&at(&[18])).len(), 1);
        assert!(by_part(&[]).is_empty());
    }

    #[test]
    fn a_day_has_its_own_openings_only() {
        let openings = at(&[-1, 0, 23, 24]);
        assert_eq!(of_day(&openings, Day(3)), &openings[1..3]);
        assert!(of_day(&openings, Day(9)).is_empty());
    }
}
