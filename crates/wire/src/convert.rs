//! The crossing between the API's records and the matching core.

use slotwright_matching::{Around, Beside, Day, Hints, Interval, IntervalSet, MINUTES_PER_DAY, Minute, Side};

use crate::case::AroundRecord;
use crate::slotwright::{DayHints, DayWindow, OtherVisit, Rules, StartsBeside};
use crate::sonar::{AnySpace, Block, DesiredDateTime};
use crate::time::{parse_date, parse_time, print_date, print_end_of_block, print_time};

/// Each user's free time, from the blocks of `find_any_available_space`, in the order of the users' numbers.
///
/// What can't be read (a date that does not exist, a user who is no number, an end before its start) is left out: an
/// opening that is not offered does less harm than a page that shows none.
#[must_use]
pub fn free_by_user(space: &AnySpace) -> Vec<(u64, IntervalSet)> {
    let mut found: Vec<(u64, Vec<Interval>)> = Vec::new();
    for (date, users) in &space.0 {
        let Some(day) = parse_date(date) else { continue };
        for (user, blocks) in &users.0 {
            let Ok(user) = user.parse() else { continue };
            // Kept in order as it grows: users are few, and a sort would weigh more in the browser.
            let place = found.binary_search_by_key(&user, |(known, _)| *known).unwrap_or_else(|place| {
                found.insert(place, (user, Vec::new()));
                place
            });
            found[place].1.extend(blocks.iter().filter_map(|block| interval_of(day, block)));
        }
    }
    found.into_iter().map(|(user, intervals)| (user, IntervalSet::from_unsorted(intervals))).collect()
}

/// A block of `day` as an interval of the axis; an end of `23:59` is midnight.
#[must_use]
pub fn interval_of(day: Day, block: &Block) -> Option<Interval> {
    between(day, &block.start, &block.end)
}

/// A stored wish as the interval in which the customer is at home.
#[must_use]
pub fn window_of(wish: &DesiredDateTime) -> Option<Interval> {
    between(parse_date(&wish.date)?, &wish.start_time, &wish.end_time)
}

/// A stored window in which a customer would rather not have the visit, as an interval of the axis.
#[must_use]
pub fn interval_of_window(window: &DayWindow) -> Option<Interval> {
    between(parse_date(&window.date)?, &window.start_time, &window.end_time)
}

/// An interval of one day as such a window, in the way in which it is stored.
///
/// ```
/// use slotwright_matching::{Day, Interval};
/// use slotwright_wire::convert::{interval_of_window, window_of_interval};
/// let day = Day(20_788);
/// for (from, to) in [(480, 600), (0, 1440)] {
///     let interval = Interval::new(day.start() + from, day.start() + to).unwrap();
///     assert_eq!(interval_of_window(&window_of_interval(interval)), Some(interval));
/// }
/// ```
#[must_use]
pub fn window_of_interval(interval: Interval) -> DayWindow {
    let day = Day::of(interval.start());
    DayWindow {
        date: print_date(day),
        start_time: print_time(interval.start() - day.start()),
        end_time: print_end_of_block(interval.end() - day.start()),
    }
}

/// An interval within `day` as a block. The interval must not reach beyond the day.
#[must_use]
pub fn block_of(day: Day, interval: Interval) -> Block {
    Block { start: print_time(interval.start() - day.start()), end: print_end_of_block(interval.end() - day.start()) }
}

/// The rules as the core's policy, which knows nothing of the jobs yet.
///
/// ```
/// use slotwright_matching::Around;
/// use slotwright_wire::convert::around_of;
/// use slotwright_wire::slotwright::Rules;
/// assert_eq!(around_of(&Rules { jobs_per_day: Some(4), ..Rules::default() }).jobs_per_day, Some(4));
/// assert_eq!(around_of(&Rules::default()), Around::default());
/// ```
#[must_use]
pub fn around_of(rules: &Rules) -> Around {
    let Rules { buffers, travel, day_ends, jobs_per_day, jobs_per_day_of } = rules.clone();
    AroundRecord { buffers, travel, day_ends, jobs_per_day, jobs_per_day_of, ..AroundRecord::default() }.to_core()
}

/// What a day is like, as it is answered.
#[must_use]
pub fn print_hints(hints: &Hints) -> DayHints {
    let beside = |beside: &Beside| {
        let time = |start: Minute| print_time(start - hints.day.start());
        StartsBeside {
            user_id: beside.user_id,
            first_start: time(beside.starts.start()),
            last_start: time(beside.starts.end() - 1),
            other_visit: match beside.side {
                Side::Before => OtherVisit::Before,
                Side::After => OtherVisit::After,
            },
            way_minutes: u32::try_from(beside.way_minutes).unwrap_or_default(),
        }
    };
    DayHints {
        date: print_date(hints.day),
        load_percent: hints.load_percent,
        beside: hints.beside.iter().map(beside).collect(),
    }
}

/// What a day is like; `None` where it is none. Starts that can't be read are left out.
///
/// ```
/// use slotwright_matching::{Beside, Day, Hints, Interval, Side};
/// use slotwright_wire::convert::{hints_of, print_hints};
/// let day = Day(20_788);
/// let starts = Interval::new(day.start() + 600, day.interval().end()).unwrap();
/// let hints = Hints { day, load_percent: 25, beside: vec![Beside { user_id: 7, starts, side: Side::After, way_minutes: 10 }] };
/// assert_eq!(hints_of(&print_hints(&hints)), Some(hints));
/// ```
#[must_use]
pub fn hints_of(hints: &DayHints) -> Option<Hints> {
    let day = parse_date(&hints.date)?;
    let minute = |time: &str| Some(day.start() + (parse_time(time)? / 60) as Minute);
    let beside = |beside: &StartsBeside| {
        Some(Beside {
            user_id: beside.user_id,
            starts: Interval::new(minute(&beside.first_start)?, minute(&beside.last_start)? + 1)?,
            side: match beside.other_visit {
                OtherVisit::Before => Side::Before,
                OtherVisit::After => Side::After,
            },
            way_minutes: beside.way_minutes as Minute,
        })
    };
    Some(Hints { day, load_percent: hints.load_percent, beside: hints.beside.iter().filter_map(beside).collect() })
}

fn between(day: Day, start: &str, end: &str) -> Option<Interval> {
    let start = parse_time(start)?.div_ceil(60) as Minute;
    let end = match (parse_time(end)? / 60) as Minute {
        // The vendor writes a full day as 00:00 to 23:59.
        last_minute if last_minute == MINUTES_PER_DAY - 1 => MINUTES_PER_DAY,
        minute => minute,
    };
    Interval::new(day.start() + start, day.start() + end)
}
