//! The causes for which a start is not offered.

use crate::{Day, Interval, Minute};

/// One cause for which a start is not offered. [`Roster::why_not`](crate::Roster::why_not) finds them
/// all, and for a crew with seats [`Crew::why_not`](crate::Crew::why_not).
///
/// Intervals are those of the cause itself, not cut to the visit: a job from when to when, the whole of a shift. What stands
/// in a list of the [`Roster`](crate::Roster) without a number of its own is named by its index there.
///
/// There are no sentences here: whoever shows a reason words it, in whatever language. The list is exhaustive, so that
/// whoever does finds out from the compiler that there is a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A visit takes from one minute to a whole day; this one doesn't.
    Length {
        /// How long it would take.
        minutes: Minute,
    },
    /// The start is on none of the days asked for.
    NotAsked {
        /// The first day asked for.
        first: Day,
        /// The last day asked for, included.
        last: Day,
    },
    /// It would start before now and the notice.
    Notice {
        /// The soonest start.
        earliest: Minute,
    },
    /// It would end after the horizon.
    Horizon {
        /// When it has to have ended.
        latest: Minute,
    },
    /// It would reach over midnight.
    OverMidnight {
        /// Which midnight.
        midnight: Minute,
    },
    /// Visits don't start at such times. Where starts are counted from each block, those of the people who could come.
    Grid {
        /// The last start before it.
        previous: Minute,
        /// The first start after it, if there is one that day.
        next: Option<Minute>,
    },
    /// Too few can come. Of a [`Crew`](crate::Crew): not all of its seats can be filled at once, by people who have the
    /// skills among them.
    Crew {
        /// How many can come, or how many seats can be filled at once.
        able: usize,
        /// How many are needed; 0 where nobody is for the whole visit, which is no visit.
        needed: usize,
    },
    /// Too few of those who can come have a skill that the crew must have.
    CrewSkill {
        /// Which skill.
        skill: u64,
        /// How many with it could have a seat.
        able: usize,
        /// How many of the crew must have it.
        needed: usize,
    },
    /// Nobody can have this seat of the crew.
    Seat {
        /// Index into [`Crew::seats`](crate::Crew::seats).
        seat: usize,
    },
    /// The person lacks a skill, and without it there is no seat for them in the crew.
    Skill {
        /// Which skill.
        skill: u64,
    },
    /// All seats of the crew are for others.
    NotInCrew,
    /// No schedule opens this time to the person, for whatever job and place.
    OutsideHours {
        /// The whole stretch of the day without hours.
        interval: Interval,
    },
    /// A schedule opens this time, but for jobs of other types.
    JobType {
        /// Index into [`Roster::schedules`](crate::Roster::schedules).
        schedule: usize,
        /// The shift.
        interval: Interval,
    },
    /// A schedule opens this time for such jobs, but not at this place.
    Geofence {
        /// Index into [`Roster::schedules`](crate::Roster::schedules).
        schedule: usize,
        /// The shift.
        interval: Interval,
    },
    /// A schedule closes this time for such jobs at this place.
    Closed {
        /// Index into [`Roster::schedules`](crate::Roster::schedules).
        schedule: usize,
        /// The shift.
        interval: Interval,
    },
    /// A blocker is in the way.
    Blocker {
        /// Which one.
        blocker_id: u64,
        /// From when to when.
        interval: Interval,
        /// Whether it was moved here from its usual time.
        overridden: bool,
    },
    /// The person has time off.
    TimeOff {
        /// Index into [`Roster::time_offs`](crate::Roster::time_offs).
        time_off: usize,
        /// From when to when.
        interval: Interval,
    },
    /// The person has another job.
    Job {
        /// Which one.
        job_id: u64,
        /// From when to when.
        interval: Interval,
    },
    /// Time is kept between the visit and a job: before or after the one or the other.
    Buffer {
        /// Which job.
        job_id: u64,
        /// From when to when.
        interval: Interval,
    },
    /// The way takes this time.
    Travel {
        /// From or to which job; `None` = from where the day starts, or to where it ends.
        job_id: Option<u64>,
        /// From when to when.
        interval: Interval,
    },
    /// The person has as many jobs that day as are allowed.
    Cap {
        /// How many there are.
        jobs: u32,
        /// How many are allowed.
        allowed: u32,
        /// The day.
        interval: Interval,
    },
    /// All people together have as many jobs that day as are allowed.
    CapOfAll {
        /// How many there are.
        jobs: u32,
        /// How many are allowed.
        allowed: u32,
        /// The day.
        interval: Interval,
    },
    /// The clocks are put forward: there are no such minutes that day.
    SkippedByClockChange {
        /// The minutes that are skipped.
        interval: Interval,
    },
    /// The person is free at the start, but not for long enough. The causes of that stand beside it.
    TooShort {
        /// The free time that holds the start, cut at midnight.
        free: Interval,
        /// How many more minutes the visit would need.
        missing_minutes: Minute,
    },
}

impl Reason {
    /// The reason's name in data: `"job"`, `"too_short"`.
    ///
    /// ```
    /// use slotwright_matching::{Interval, Reason};
    /// let free = Interval::new(600, 630).unwrap();
    /// assert_eq!(Reason::TooShort { free, missing_minutes: 30 }.code(), "too_short");
    /// ```
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Reason::Length { .. } => "length",
            Reason::NotAsked { .. } => "not_asked",
            Reason::Notice { .. } => "notice",
            Reason::Horizon { .. } => "horizon",
            Reason::OverMidnight { .. } => "over_midnight",
            Reason::Grid { .. } => "grid",
            Reason::Crew { .. } => "crew",
            Reason::CrewSkill { .. } => "crew_skill",
            Reason::Seat { .. } => "seat",
            Reason::Skill { .. } => "skill",
            Reason::NotInCrew => "not_in_crew",
            Reason::OutsideHours { .. } => "outside_hours",
            Reason::JobType { .. } => "job_type",
            Reason::Geofence { .. } => "geofence",
            Reason::Closed { .. } => "closed",
            Reason::Blocker { .. } => "blocker",
            Reason::TimeOff { .. } => "time_off",
            Reason::Job { .. } => "job",
            Reason::Buffer { .. } => "buffer",
            Reason::Travel { .. } => "travel",
            Reason::Cap { .. } => "cap",
            Reason::CapOfAll { .. } => "cap_of_all",
            Reason::SkippedByClockChange { .. } => "skipped_by_clock_change",
            Reason::TooShort { .. } => "too_short",
        }
    }

    /// The stretch of the person's time that the cause takes up; `None` for the others, and for
    /// [`TooShort`](Reason::TooShort), which only follows from them.
    #[must_use]
    pub const fn interval(&self) -> Option<Interval> {
        match *self {
            Reason::OutsideHours { interval }
            | Reason::JobType { interval, .. }
            | Reason::Geofence { interval, .. }
            | Reason::Closed { interval, .. }
            | Reason::Blocker { interval, .. }
            | Reason::TimeOff { interval, .. }
            | Reason::Job { interval, .. }
            | Reason::Buffer { interval, .. }
            | Reason::Travel { interval, .. }
            | Reason::Cap { interval, .. }
            | Reason::CapOfAll { interval, .. }
            | Reason::SkippedByClockChange { interval } => Some(interval),
            _ => None,
        }
    }
}
