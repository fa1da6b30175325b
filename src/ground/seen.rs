//! Which lanes of the board are drawn: those that are seen at once, those near them one by one while there is nothing else to do.

use std::cmp::Ordering::{Equal, Greater, Less};

/// Lanes from one up to, not with, another, by the rows that they stand in.
pub type Rows = (usize, usize);

/// So many lanes are drawn ahead on both sides of what is seen.
const AHEAD: usize = 6;

/// What has to be drawn so that what is seen is, of what is drawn already.
///
/// ```
/// use slotwright::ground::seen::drawn_at_once;
/// assert_eq!(drawn_at_once((0, 20), (3, 17)), (0, 20));
/// assert_eq!(drawn_at_once((0, 20), (5, 22)), (0, 22));
/// assert_eq!(drawn_at_once((0, 20), (100, 114)), (100, 114), "nothing between is drawn");
/// ```
#[must_use]
pub fn drawn_at_once(drawn: Rows, seen: Rows) -> Rows {
    let is_apart = drawn.1 < seen.0 || seen.1 < drawn.0;
    if is_apart { seen } else { (drawn.0.min(seen.0), drawn.1.max(seen.1)) }
}

/// What is drawn next: a lane more near what is seen, and one less that is far from it. `None` once it is as it should be.
///
/// ```
/// use slotwright::ground::seen::drawn_next;
/// assert_eq!(drawn_next((0, 14), (0, 14)), Some((0, 15)));
/// assert_eq!(drawn_next((0, 20), (0, 14)), None);
/// assert_eq!(drawn_next((30, 58), (50, 54)), Some((31, 59)));
/// ```
#[must_use]
pub fn drawn_next((first, last): Rows, seen: Rows) -> Option<Rows> {
    let wanted = (seen.0.saturating_sub(AHEAD), seen.1 + AHEAD);
    // Lanes that one comes to by scrolling on come first: then those that were left are drawn already.
    let next = match (first.cmp(&wanted.0), last.cmp(&wanted.1)) {
        (Equal, Equal) => return None,
        (Greater, Equal | Greater) => (first - 1, last - usize::from(wanted.1 < last)),
        (Less, Less | Equal) => (first + 1, last + usize::from(last < wanted.1)),
        (_, Less) => (first, last + 1),
        (_, _) => (first + usize::from(first < wanted.0), last - usize::from(wanted.1 < last)),
    };
    Some(next)
}
