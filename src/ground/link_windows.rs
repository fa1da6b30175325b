//! The windows of a booking link as somebody of the office chooses them: visits that are suggested, and times that are typed.

use slotwright_matching::{Day, Interval, Minute};
use slotwright_wire::convert::window_of_interval;
use slotwright_wire::slotwright::DayWindow;

use super::job_wish::wish_of;

/// A window as it is typed: its day, and from when until when, as a browser's fields have them.
pub type TypedWindow = [String; 3];

/// The time in which a visit is that is to be offered where it could start there: its own, or where a window of arrival of that
/// length is promised, in minutes, all of that in which it may be then.
///
/// ```
/// use slotwright::ground::link_windows::offered;
/// use slotwright_matching::Interval;
/// // For an hour from half past nine; they come between eight and ten, and may stay until eleven.
/// assert_eq!(offered(570, 60, 0), Interval::new(570, 630));
/// assert_eq!(offered(570, 60, 120), Interval::new(480, 660));
/// ```
#[must_use]
pub fn offered(start: Minute, length: Minute, arrival: Minute) -> Option<Interval> {
    let today = Day::of(start).interval();
    let begin = start - (start - today.start()).checked_rem(arrival).unwrap_or_default();
    Interval::new(begin, (begin + arrival).min(today.end()).max(start) + length)
}

/// The windows of these visits and of what is typed; `None` where a typed one is half of one. One of which nothing is typed is none.
///
/// ```
/// use slotwright::ground::link_windows::windows;
/// use slotwright_matching::Interval;
/// let typed = |of: [&str; 3]| of.map(str::to_owned);
/// // Half past eleven in the evening, for an hour.
/// let late = Interval::new(1410, 1470).unwrap();
/// let found = windows(&[late], &[typed(["1970-01-05", "09:00", "12:00"]), typed(["", "", ""])]).unwrap();
/// let found: Vec<_> = found.iter().map(|window| [&*window.date, &*window.start_time, &*window.end_time]).collect();
/// assert_eq!(found, [
///     ["1970-01-01", "23:30:00", "23:59:00"], ["1970-01-02", "00:00:00", "00:30:00"], ["1970-01-05", "09:00:00", "12:00:00"],
/// ]);
/// assert_eq!(windows(&[], &[typed(["1970-01-05", "09:00", ""])]), None);
/// ```
#[must_use]
pub fn windows(visits: &[Interval], typed: &[TypedWindow]) -> Option<Vec<DayWindow>> {
    let mut all = Vec::new();
    for visit in visits {
        // A window lies in one day.
        let midnight = (Day::of(visit.start()) + 1).start();
        let parts = [(visit.start(), visit.end().min(midnight)), (midnight, visit.end())];
        all.extend(parts.into_iter().filter_map(|(from, to)| Interval::new(from, to)).map(window_of_interval));
    }
    for [date, from, to] in typed.iter().filter(|typed| typed.iter().any(|part| !part.is_empty())) {
        let wish = wish_of(date, from, to)?;
        all.push(DayWindow { date: wish.date, start_time: wish.start_time, end_time: wish.end_time });
    }
    Some(all)
}
