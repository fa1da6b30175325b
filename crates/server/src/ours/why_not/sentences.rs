//! A reason in English: a phrase for the dispatcher, a sentence for the customer.
//!
//! The core has reasons as data only. Whoever writes in another language goes by [`Reason::code`] and that data, as this
//! does. Each reason is named here, so that a new one doesn't compile until it has its words.

use slotwright_matching::{Day, Interval, Minute, Reason};

/// The cause for somebody who plans the visits of `day`: what, which and when. A phrase without capital and full stop,
/// to stand after a name.
pub(super) fn for_dispatcher(reason: &Reason, day: Day) -> String {
    let during = |interval: Interval| during(interval, day);
    let time = |minute: Minute| time(minute, day);
    match *reason {
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
pub(super) const fn for_customer(reason: &Reason) -> &'static str {
    match reason {
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

/// As much of it as lies in `day`.
fn during(interval: Interval, day: Day) -> String {
    let today = day.interval();
    let (from, to) = (interval.start().max(today.start()), interval.end().min(today.end()));
    match (today.start() < from, to < today.end()) {
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

#[cfg(test)]
mod tests {
    use super::*;

    const MONDAY: Day = Day(19_856);

    fn at(hour: Minute, minute: Minute) -> Minute {
        MONDAY.start() + hour * 60 + minute
    }

    #[test]
    fn the_dispatcher_reads_only_as_much_of_a_stretch_as_lies_in_the_day() {
        let day = Day(19_856);
        let interval = Interval::new(day.start() + 600, day.start() + 690).unwrap();
        assert_eq!(for_dispatcher(&Reason::Job { job_id: 7, interval }, day), "job 7 from 10:00 to 11:30");
        let interval = Interval::new(day.start() + 900, day.start() + 5000).unwrap();
        assert_eq!(for_dispatcher(&Reason::TimeOff { time_off: 0, interval }, day), "time off from 15:00");
    }

    #[test]
    fn the_customer_reads_nothing_about_anybodys_work_or_days_off() {
        let interval = Interval::new(600, 690).unwrap();
        let said = "Nobody is free at this time.";
        assert_eq!(for_customer(&Reason::Job { job_id: 7, interval }), said);
        assert_eq!(for_customer(&Reason::TimeOff { time_off: 0, interval }), said);
    }

    #[test]
    fn the_dispatcher_reads_what_and_when_and_the_customer_politely_that_it_is_so() {
        let interval = Interval::new(at(10, 0), at(11, 30)).unwrap();
        let (schedule, time_off) = (3, 0);
        let whole = Interval::new(at(-5, 0), at(30, 0)).unwrap();
        let all = [
            Reason::Length { minutes: 0 },
            Reason::NotAsked { first: MONDAY, last: MONDAY },
            Reason::Notice { earliest: at(25, 5) },
            Reason::Notice { earliest: at(9, 0) },
            Reason::Horizon { latest: at(-72, 0) },
            Reason::OverMidnight { midnight: at(24, 0) },
            Reason::Grid { previous: at(9, 30), next: Some(at(10, 0)) },
            Reason::Grid { previous: at(23, 30), next: None },
            Reason::Crew { able: 1, needed: 2 },
            Reason::Crew { able: 1, needed: 0 },
            Reason::CrewSkill { skill: 3, able: 1, needed: 2 },
            Reason::Seat { seat: 0 },
            Reason::Skill { skill: 3 },
            Reason::NotInCrew,
            Reason::OutsideHours { interval: Interval::new(at(17, 0), at(24, 0)).unwrap() },
            Reason::JobType { schedule, interval },
            Reason::Geofence { schedule, interval },
            Reason::Closed { schedule, interval },
            Reason::Blocker { blocker_id: 5, interval, overridden: false },
            Reason::Blocker { blocker_id: 5, interval, overridden: true },
            Reason::TimeOff { time_off, interval: whole },
            Reason::Job { job_id: 7, interval: Interval::new(at(-1, 0), at(8, 30)).unwrap() },
            Reason::Buffer { job_id: 7, interval },
            Reason::Travel { job_id: Some(7), interval },
            Reason::Travel { job_id: None, interval },
            Reason::Cap { jobs: 4, allowed: 4, interval: MONDAY.interval() },
            Reason::CapOfAll { jobs: 20, allowed: 18, interval: MONDAY.interval() },
            Reason::SkippedByClockChange { interval: Interval::new(at(2, 0), at(3, 0)).unwrap() },
            Reason::TooShort { free: interval, missing_minutes: 30 },
        ];
        let worded: Vec<String> = all
            .iter()
            .map(|reason| format!("{} | {} | {}", reason.code(), for_dispatcher(reason, MONDAY), for_customer(reason)))
            .collect();
        let expected = "\
length | a visit can't take 0 minutes (1 to 1440 are allowed) | This visit can't be booked online. Please call us.
not_asked | the day was not asked for | This is further ahead than we can book. Please choose an earlier time.
notice | the notice ends at 01:05 on the day after | This is too soon for us. Please choose a later time.
notice | the notice ends at 09:00 | This is too soon for us. Please choose a later time.
horizon | visits have to end 3 days before at the latest | This is further ahead than we can book. Please choose an earlier time.
over_midnight | the visit would reach over midnight | The visit would last past midnight. Please choose an earlier time.
grid | visits start at 09:30 or at 10:00, not in between | Visits start at other times. Please choose one of those shown.
grid | the last visit starts at 23:30 | Visits start at other times. Please choose one of those shown.
crew | 1 can come, 2 needed | Nobody is free at this time.
crew | nobody is needed for the whole visit | This visit can't be booked online. Please call us.
crew_skill | with skill 3: 1 can come, 2 needed | Those who do such work are not free at this time.
seat | nobody can be number 1 of the crew | Those who do such work are not free at this time.
skill | lacks skill 3 | Those who do such work are not free at this time.
not_in_crew | is not in the crew | Those who do such work are not free at this time.
outside_hours | no working hours from 17:00 | We don't make such visits at this time.
job_type | works from 10:00 to 11:30, but not on jobs of this type | We don't make such visits at this time.
geofence | works from 10:00 to 11:30, but not in this area | We don't come to your area at this time.
closed | closed by a schedule from 10:00 to 11:30 | We don't make such visits at this time.
blocker | blocker 5 from 10:00 to 11:30 | Nobody is free at this time.
blocker | blocker 5 from 10:00 to 11:30, moved for this day | Nobody is free at this time.
time_off | time off all day | Nobody is free at this time.
job | job 7 until 08:30 | Nobody is free at this time.
buffer | kept free around job 7 from 10:00 to 11:30 | Nobody can be there in time. Please choose another time.
travel | on the way from or to job 7 from 10:00 to 11:30 | Nobody can be there in time. Please choose another time.
travel | on the way to the first visit or from the last from 10:00 to 11:30 | Nobody can be there in time. Please choose another time.
cap | has 4 jobs that day (4 are allowed) | We are fully booked that day. Please choose another day.
cap_of_all | there are 20 jobs that day (18 are allowed) | We are fully booked that day. Please choose another day.
skipped_by_clock_change | the clocks are put forward from 02:00 to 03:00 | The clocks change that night, and this time doesn't exist.
too_short | free from 10:00 to 11:30, which is 30 minutes too short | There is not enough time for the whole visit.";
        assert_eq!(worded.join("\n"), expected);
    }

    /// The core's readers get through every minute and day there is, and so must these sentences.
    #[test]
    fn no_minute_and_no_day_is_too_far_away_to_be_written() {
        const EDGES: [Minute; 7] = [Minute::MIN, Minute::MIN + 1, -1, 0, 1, Minute::MAX - 1, Minute::MAX];
        for (start, end) in EDGES.iter().flat_map(|start| EDGES.iter().map(move |end| (*start, *end))) {
            let of_minutes = [
                Reason::Length { minutes: start },
                Reason::Notice { earliest: start },
                Reason::Horizon { latest: start },
                Reason::Grid { previous: start, next: Some(end) },
                Reason::Seat { seat: usize::MAX },
            ];
            let of_intervals = Interval::new(start, end).into_iter().flat_map(|interval| {
                let too_short = Reason::TooShort { free: interval, missing_minutes: end };
                [Reason::OutsideHours { interval }, Reason::Job { job_id: u64::MAX, interval }, too_short]
            });
            for reason in of_minutes.into_iter().chain(of_intervals) {
                for day in EDGES.map(Day) {
                    assert!(!for_dispatcher(&reason, day).is_empty(), "{reason:?} {day:?}");
                }
            }
        }
    }
}
