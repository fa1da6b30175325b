//! Who works when: schedules, blockers, time off and jobs, and what is free after all of them.

use crate::{Day, Interval, IntervalSet, Minute, Point, Polygon, Repetition, WeekAnchor};

/// A stretch of a weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// 0 = Sunday, 1 = Monday, …, 6 = Saturday.
    pub weekday: u8,
    /// The first minute of the day in it, 0 to 1440.
    pub start: Minute,
    /// The first minute of the day after it, 0 to 1440; 1440 is the midnight that ends the day.
    pub end: Minute,
}

/// Opens time (`available`) or closes it, for the users and job types it lists, on its shifts in its active weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// Whose time.
    pub user_ids: Vec<u64>,
    /// For jobs of which types; none listed means none.
    pub job_type_ids: Vec<u64>,
    /// Opens or closes. What is closed by one schedule is closed, however many open it.
    pub available: bool,
    /// In which weeks.
    pub repetition: Repetition,
    /// At which times of the week.
    pub shifts: Vec<Shift>,
    /// For places in at least one of these areas; `None` = everywhere.
    pub areas: Option<Vec<Polygon>>,
}

/// Closes the same time on some weekdays, for all job types and places: a lunch break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// What overrides refer to.
    pub id: u64,
    /// Whose time.
    pub user_ids: Vec<u64>,
    /// Sunday first.
    pub weekdays: [bool; 7],
    /// Minute of the day, 0 to 1440.
    pub start: Minute,
    /// Minute of the day, 0 to 1440.
    pub end: Minute,
    /// In which weeks.
    pub repetition: Repetition,
}

/// Moves a blocker for one user on one day. Without an occurrence of the blocker on that day it does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockerOverride {
    /// Which blocker is moved.
    pub blocker_id: u64,
    /// For whom.
    pub user_id: u64,
    /// On which day.
    pub day: Day,
    /// The new start: minute of the day, 0 to 1440.
    pub start: Minute,
    /// The new end: minute of the day, 0 to 1440.
    pub end: Minute,
}

/// Closes time for one user, for all job types and places; may span many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOff {
    /// Whose time.
    pub user_id: u64,
    /// From when to when.
    pub interval: Interval,
}

/// A scheduled job's time for one of its users; a job with two users is two of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occupied {
    /// Which job.
    pub job_id: u64,
    /// Whose time.
    pub user_id: u64,
    /// From when to when.
    pub interval: Interval,
}

/// Everything that decides whether somebody is free.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    /// Open and close time week by week.
    pub schedules: Vec<Schedule>,
    /// Close time week by week.
    pub blockers: Vec<Blocker>,
    /// Move blockers on single days; of two for the same blocker, user and day the later in the list wins.
    pub overrides: Vec<BlockerOverride>,
    /// Close time once.
    pub time_offs: Vec<TimeOff>,
    /// The scheduled jobs.
    pub occupied: Vec<Occupied>,
    /// Minutes that the clocks skip: nothing starts there, and what takes time takes none of them ([`Skipped`](crate::Skipped)).
    pub skipped: IntervalSet,
    /// Where weeks are counted from.
    pub week_anchor: WeekAnchor,
}

/// For what somebody's free time is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// The type of the job.
    pub job_type_id: u64,
    /// Where the job is; `None` when unknown, which is in no geofence.
    pub place: Option<Point>,
    /// The first day asked for.
    pub first: Day,
    /// The last day asked for, included.
    pub last: Day,
    /// A job whose time counts as free, so that it can be moved by less than its length.
    pub except_job_id: Option<u64>,
}

/// A blocker on one day of one user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockerOccurrence {
    /// Which blocker.
    pub blocker_id: u64,
    /// From when to when.
    pub interval: Interval,
    /// Whether a [`BlockerOverride`] moved it here.
    pub overridden: bool,
}
