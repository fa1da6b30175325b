//! What the dispatcher and the customer are told about a reason, in English.
//!
//! The algebra doesn't need these sentences, and the linker drops them from a program that doesn't. Who writes in another
//! language goes by [`Reason::code`] and the reason's data.

use crate::{Day, Interval, Minute, Reason};

impl Reason {
    /// The cause for somebody who plans the visits of `day`: what, which and when. A phrase without capital and full stop,
    /// to stand after a name.
    ///
    /// ```
    /// use slotwright_matching::{Day, Interval, Reason};
    /// let day = Day(19_856);
    /// let interval = Interval::new(day.start() + 600, day.start() + 690).unwrap();
    /// assert_eq!(Reason::Job { job_id: 7, interval }.for_dispatcher(day), "job 7 from 10:00 to 11:30");
    /// let interval = Interval::new(day.start() + 900, day.start() + 5000).unwrap();
    /// assert_eq!(Reason::TimeOff { time_off: 0, interval }.for_dispatcher(day), "time off from 15:00");
    /// ```
    #[must_use]
    pub fn for_dispatcher(&self, day: Day) -> String {
        let during = |interval: Interval| during(interval, day);
        let time = |minute: Minute| time(minute, day);
        match *self {
            Reason::Length { minutes } => format!("a visit can't take {minutes} minutes (1 to 1440 are allowed)"),
            Reason::NotAsked { .. } => "the day was not asked for".to_string(),
            Reason::Notice { earliest } => format!("the notice ends {}", time(earliest)),
            Reason::Horizon { latest } => format!("visits have to end {} at the latest", time(latest)),
            Reason::OverMidnight { .. } => "the visit would reach over midnight".to_string(),
            Reason::Grid { previous, next: Some(next) } => {
                format!("visits start {} or {}, not in between", time(previous), time(next))
            }
            Reason::Grid { previous, next: None } => format!("the last visit starts {}", time(previous)),
            Reason::Crew { needed: 0, .. } => "nobody is needed for the whole visit".to_string(),
            Reason::Crew { able, needed } => format!("{able} can come, {needed} needed"),
            Reason::CrewSkill { skill, able, needed } => {
                format!("with skill {skill}: {able} can come, {needed} needed")
            }
            Reason::Seat { seat } => format!("nobody can be number {} of the crew", seat.saturating_add(1)),
            Reason::Skill { skill } => format!("lacks skill {skill}"),
            Reason::NotInCrew => "is not in the crew".to_string(),
            Reason::OutsideHours { interval } => format!("no working hours {}", during(interval)),
            Reason::JobType { interval, .. } => format!("works {}, but not on jobs of this type", during(interval)),
            Reason::Geofence { interval, .. } => format!("works {}, but not in this area", during(interval)),
            Reason::Closed { interval, .. } => format!("closed by a schedule {}", during(interval)),
            Reason::Blocker { blocker_id, interval, overridden } => {
                let moved = if overridden { ", moved for this day" } else { "" };
                format!("blocker {blocker_id} {}{moved}", during(interval))
            }
            Reason::TimeOff { interval, .. } => format!("time off {}", during(interval)),
            Reason::Job { job_id, interval } => format!("job {job_id} {}", during(interval)),
            Reason::Buffer { job_id, interval } => format!("kept free around job {job_id} {}", during(interval)),
            Reason::Travel { job_id: Some(job_id), interval } => {
                format!("on the way from or to job {job_id} {}", during(interval))
            }
            Reason::Travel { job_id: None, interval } => {
                format!("on the way to the first visit or from the last {}", during(interval))
            }
            Reason::Cap { jobs, allowed, .. } => format!("has {jobs} jobs that day ({allowed} are allowed)"),
            Reason::CapOfAll { jobs, allowed, .. } => {
                format!("there are {jobs} jobs that day ({allowed} are allowed)")
            }
            Reason::SkippedByClockChange { interval } => {
                format!("the clocks are put forward {}", during(interval))
            }
            Reason::TooShort { free, missing_minutes } => {
                format!("free {}, which is {missing_minutes} minutes too short", during(free))
            }
        }
    }

    /// The cause for the customer: a whole sentence that says nothing about anybody's work or days off.
    ///
    /// ```
    /// use slotwright_matching::{Interval, Reason};
    /// let interval = Interval::new(600, 690).unwrap();
    /// let said = "Nobody is free at this time.";
    /// assert_eq!(Reason::Job { job_id: 7, interval }.for_customer(), said);
    /// assert_eq!(Reason::TimeOff { time_off: 0, interval }.for_customer(), said);
    /// ```
    #[must_use]
    pub const fn for_customer(&self) -> &'static str {
        match self {
            Reason::Length { .. } => "This visit can't be booked online. Please call us.",
            Reason::NotAsked { .. } | Reason::Horizon { .. } => {
                "This is further ahead than we can book. Please choose an earlier time."
            }
            Reason::Notice { .. } => "This is too soon for us. Please choose a later time.",
            Reason::OverMidnight { .. } => "The visit would last past midnight. Please choose an earlier time.",
            Reason::Grid { .. } => "Visits start at other times. Please choose one of those shown.",
            Reason::Geofence { .. } => "We don't come to your area at this time.",
            Reason::OutsideHours { .. } | Reason::JobType { .. } | Reason::Closed { .. } => {
                "We don't make such visits at this time."
            }
            Reason::TooShort { .. } => "There is not enough time for the whole visit.",
            Reason::SkippedByClockChange { .. } => "The clocks change that night, and this time doesn't exist.",
            Reason::Cap { .. } | Reason::CapOfAll { .. } => "We are fully booked that day. Please choose another day.",
            Reason::Buffer { .. } | Reason::Travel { .. } => "Nobody can be there in time. Please choose another time.",
            Reason::Crew { needed: 0, .. } => "This visit can't be booked online. Please call us.",
            Reason::CrewSkill { .. } | Reason::Seat { .. } | Reason::Skill { .. } | Reason::NotInCrew => {
                "Those who do such work are not free at this time."
            }
            Reason::Crew { .. } | Reason::Blocker { .. } | Reason::TimeOff { .. } | Reason::Job { .. } => {
                "Nobody is free at this time."
            }
        }
    }
}

/// As much of it as lies in `day`.
fn during(interval: Interval, day: Day) -> String {
    let today = day.interval();
    let (from, to) = (interval.start.max(today.start), interval.end.min(today.end));
    match (today.start < from, to < today.end) {
        (false, false) => "all day".to_string(),
        (false, true) => format!("until {}", clock(to, day)),
        (true, false) => format!("from {}", clock(from, day)),
        (true, true) => format!("from {} to {}", clock(from, day), clock(to, day)),
    }
}

/// A moment, which may lie on another day.
fn time(minute: Minute, day: Day) -> String {
    match Day::of(minute) - day {
        0 => format!("at {}", clock(minute, day)),
        1 => format!("at {} on the day after", clock(minute, day + 1)),
        -1 => format!("at {} on the day before", clock(minute, day + -1)),
        days if 0 < days => format!("{days} days later"),
        days => format!("{} days before", days.unsigned_abs()),
    }
}

/// `HH:MM`, up to 24:00.
fn clock(minute: Minute, day: Day) -> String {
    let minute = minute.saturating_sub(day.start());
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
