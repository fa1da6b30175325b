//! What a change leads to before it is saved: everybody's hours in the next four weeks, and the visits that it collides with.
//!
//! By the same core as the server's. The areas of a schedule are no part of the vendor's records, so that a schedule counts here
//! wherever a visit is; the server, which knows them, tells the visits once more when the change is saved.

use slotwright_matching::{
    Blocker, Day, Interval, IntervalSet, Minute, Question, Repetition, Roster, Schedule, TimeOff,
};
use slotwright_wire::sonar::{self, ScheduleBlocker};
use slotwright_wire::time::{parse_date, parse_minute};

use crate::ground::setup::known::{Known, Planned};
use crate::ground::setup::week::{Week, minute_of, minute_of_end};

/// How many days are looked at: four weeks.
pub const DAYS: i32 = 28;

/// The roster as the records have it; `other` is another week for one of the schedules.
#[must_use]
pub fn roster(known: &Known, other: Option<(u64, &Week)>) -> Roster {
    let schedule = |(schedule, days): &(sonar::Schedule, Vec<sonar::ScheduleDay>)| {
        let shifts = match other {
            Some((id, week)) if id == schedule.id => week.shifts(),
            _ => Week::of(days).shifts(),
        };
        Some(Schedule {
            user_ids: schedule.user_ids.clone(),
            job_type_ids: schedule.job_type_ids.clone(),
            available: schedule.available,
            repetition: Repetition {
                start: parse_date(&schedule.start)?,
                weeks: schedule.weeks,
                repetitions: schedule.repetitions,
                infinite: schedule.infinite_repetitions,
            },
            shifts,
            areas: None,
        })
    };
    let time_offs = known.time_offs.iter().filter_map(|off| Some((off, interval_of(off)?)));
    let of_whom = |(off, interval): (&sonar::ScheduledTimeOff, Interval)| {
        let users: Vec<u64> =
            off.user_id.map_or_else(|| known.users.iter().map(|(id, _)| *id).collect(), |id| vec![id]);
        users.into_iter().map(move |user_id| TimeOff { user_id, interval })
    };
    Roster {
        schedules: known.schedules.iter().filter_map(schedule).collect(),
        blockers: known.breaks.iter().filter_map(blocker).collect(),
        time_offs: time_offs.flat_map(of_whom).collect(),
        ..Roster::default()
    }
}

/// How long somebody works on a day, for jobs of at least one type, without breaks and time off.
#[must_use]
pub fn minutes(roster: &Roster, user_id: u64, day: Day) -> Minute {
    let mut types: Vec<u64> = Vec::new();
    for id in roster.schedules.iter().flat_map(|schedule| &schedule.job_type_ids) {
        if !types.contains(id) {
            types.push(*id);
        }
    }
    let free = types.into_iter().map(|job_type_id| {
        let question = Question { job_type_id, place: None, first: day, last: day, except_job_id: None };
        roster.free(user_id, &question)
    });
    free.fold(IntervalSet::default(), |all, free| all.union(&free)).total_minutes()
}

/// The visits that lie within the hours of one roster and not within those of another, for at least one of their crew.
#[must_use]
pub fn put_outside(before: &Roster, after: &Roster, visits: &[Planned]) -> Vec<Planned> {
    let hours = |roster: &Roster| Roster { schedules: roster.schedules.clone(), ..Roster::default() };
    let (before, after) = (hours(before), hours(after));
    let holds = |hours: &Roster, visit: &Planned, user_id: u64| {
        let interval = Interval::new(visit.start, visit.end);
        let job_type_id = visit.listed.job.job_type_id;
        interval.is_some_and(|interval| hours.first_not_free(&[user_id], interval, job_type_id, None, None).is_none())
    };
    let is_put_outside = |visit: &&Planned| {
        let mut crew = visit.listed.job.user_ids.iter();
        crew.any(|user_id| holds(&before, visit, *user_id) && !holds(&after, visit, *user_id))
    };
    visits.iter().filter(is_put_outside).cloned().collect()
}

/// The visits that other schedules than those that there are would put outside.
#[must_use]
pub fn outside_of(
    known: &Known,
    change: impl FnOnce(&mut Vec<(sonar::Schedule, Vec<sonar::ScheduleDay>)>),
) -> Vec<Planned> {
    let mut changed = Known { schedules: known.schedules.clone(), ..Known::default() };
    change(&mut changed.schedules);
    put_outside(&roster(known, None), &roster(&changed, None), &known.visits)
}

/// The visits during a time off; `None` for everybody's.
#[must_use]
pub fn during(visits: &[Planned], (start, end): (Minute, Minute), user_id: Option<u64>) -> Vec<Planned> {
    let is_during = |visit: &&Planned| {
        let crew = &visit.listed.job.user_ids;
        visit.start < end && start < visit.end && user_id.is_none_or(|user_id| crew.contains(&user_id))
    };
    visits.iter().filter(is_during).cloned().collect()
}

/// The visits during a break.
#[must_use]
pub fn in_breaks(visits: &[Planned], wanted: &sonar::ScheduleBlocker) -> Vec<Planned> {
    let Some(blocker) = blocker(wanted) else { return Vec::new() };
    let roster = Roster { blockers: vec![blocker], ..Roster::default() };
    let is_in_it = |visit: &&Planned| {
        let Some(interval) = Interval::new(visit.start, visit.end) else { return false };
        let mut crew = visit.listed.job.user_ids.iter();
        crew.any(|user_id| {
            let breaks = roster.blocker_occurrences(*user_id, Day::of(visit.start));
            breaks.iter().any(|found| found.interval.overlaps(interval))
        })
    };
    visits.iter().filter(is_in_it).cloned().collect()
}

/// From when to when a time off is.
#[must_use]
pub fn interval_of(off: &sonar::ScheduledTimeOff) -> Option<Interval> {
    let minute = |text: &str| parse_minute(text.get(..16)?);
    Interval::new(minute(&off.start_time)?, minute(&off.end_time)?)
}

fn blocker(record: &sonar::ScheduleBlocker) -> Option<Blocker> {
    Some(Blocker {
        id: record.id,
        user_ids: record.user_ids.clone(),
        weekdays: weekdays_of(record),
        start: minute_of(&record.start_timestamp)?,
        end: minute_of_end(&record.end_timestamp)?,
        repetition: Repetition {
            start: parse_date(&record.start)?,
            weeks: record.weeks,
            repetitions: record.repetitions,
            infinite: record.infinite_repetitions,
        },
    })
}

/// On which days of the week a break is, Sunday first.
#[must_use]
pub fn weekdays_of(record: &sonar::ScheduleBlocker) -> [bool; 7] {
    let ScheduleBlocker { sunday, monday, tuesday, wednesday, thursday, friday, saturday, .. } = record;
    [*sunday, *monday, *tuesday, *wednesday, *thursday, *friday, *saturday]
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use slotwright_wire::slotwright::BoardJob;
    use slotwright_wire::sonar::{Job, JobStatus, ScheduleDay, ScheduledTimeOff};

    use super::*;
    use crate::ground::timeline::tests::listed;

    /// A Monday.
    const MONDAY: &str = "2026-03-02";

    /// User 1 works Monday 8 to 12 and 13 to 17 for jobs of type 7; user 2 as well.
    fn known() -> Known {
        let schedule = sonar::Schedule {
            id: 5,
            user_ids: vec![1, 2],
            job_type_ids: vec![7],
            name: "Mondays".into(),
            start: "2026-01-01".into(),
            available: true,
            infinite_repetitions: true,
            repetitions: 0,
            weeks: 1,
        };
        let day = |id, start: &str, end: &str| ScheduleDay {
            id,
            day: 1,
            start_timestamp: start.into(),
            end_timestamp: end.into(),
        };
        Known {
            now: monday().start(),
            users: vec![(1, "Ada".into()), (2, "Ben".into())],
            schedules: vec![(schedule, vec![day(1, "08:00", "12:00"), day(2, "13:00", "17:00")])],
            ..Known::default()
        }
    }

    fn monday() -> Day {
        parse_date(MONDAY).expect("a date")
    }

    fn visit(id: u64, hour: Minute, user_ids: &[u64]) -> Planned {
        let job: Job = serde_json::from_str(&format!(
            r#"{{"id": {id}, "scheduled_datetime": null, "job_type_id": 7, "length_in_minutes": 60, "ticket_id": null,
            "assigned_type": "accounts", "assigned_id": 1, "status": "scheduled", "created_by_user_id": null}}"#
        ))
        .expect("a job");
        assert_eq!(job.status, JobStatus::Scheduled);
        let listed = BoardJob { job: Job { user_ids: user_ids.to_vec(), ..job }, ..listed(0, &[]) };
        let start = monday().start() + hour * 60;
        Planned { start, end: start + 60, listed: Arc::new(listed) }
    }

    fn ids(visits: &[Planned]) -> Vec<u64> {
        visits.iter().map(|visit| visit.listed.job.id).collect()
    }

    fn lunch(user_ids: &[u64]) -> ScheduleBlocker {
        ScheduleBlocker {
            id: 1,
            name: "Lunch".into(),
            sunday: false,
            monday: true,
            tuesday: false,
            wednesday: false,
            thursday: false,
            friday: false,
            saturday: false,
            start_timestamp: "09:30".into(),
            end_timestamp: "10:00".into(),
            user_ids: user_ids.to_vec(),
            start: "2026-01-01".into(),
            weeks: 1,
            repetitions: 0,
            infinite_repetitions: true,
        }
    }

    #[test]
    fn somebodys_hours_are_what_schedules_open_without_breaks_and_time_off() {
        let mut known = known();
        assert_eq!(minutes(&roster(&known, None), 1, monday()), 480);
        assert_eq!(minutes(&roster(&known, None), 1, monday() + 1), 0);
        known.breaks = vec![lunch(&[1])];
        let off = |user_id, end_time: &str| ScheduledTimeOff {
            id: 1,
            user_id,
            start_time: format!("{MONDAY} 16:00:00"),
            end_time: format!("{MONDAY} {end_time}"),
            name: "Fair".into(),
        };
        known.time_offs = vec![off(None, "18:00:00")];
        assert_eq!(minutes(&roster(&known, None), 1, monday()), 390, "half an hour of break, an hour off");
        assert_eq!(minutes(&roster(&known, None), 2, monday()), 420, "the company's day off is everybody's");
        let mut week = Week::of(&known.schedules[0].1);
        week.remove(1, 0);
        assert_eq!(minutes(&roster(&known, Some((5, &week))), 1, monday()), 180, "as it would be");
    }

    #[test]
    fn a_visit_collides_where_it_lay_within_the_hours_and_does_not_any_more() {
        let known = known();
        let visits = [visit(1, 9, &[1]), visit(2, 14, &[2]), visit(3, 20, &[1])];
        let before = roster(&known, None);
        let mut week = Week::of(&known.schedules[0].1);
        week.paint(1, (600, 720), false);
        assert_eq!(ids(&put_outside(&before, &roster(&known, Some((5, &week))), &visits)), [0_u64; 0]);
        week.paint(1, (540, 555), false);
        let after = roster(&known, Some((5, &week)));
        assert_eq!(ids(&put_outside(&before, &after, &visits)), [1], "the one at 20 was outside before");
    }

    #[test]
    fn a_visit_collides_with_a_schedule_that_goes_or_loses_its_type_or_its_technician() {
        let known = Known { visits: vec![visit(1, 9, &[1]), visit(2, 14, &[2])], ..known() };
        assert_eq!(ids(&outside_of(&known, Vec::clear)), [1, 2]);
        assert_eq!(ids(&outside_of(&known, |schedules| schedules[0].0.user_ids = vec![1])), [2]);
        assert_eq!(ids(&outside_of(&known, |schedules| schedules[0].0.job_type_ids.clear())), [1, 2]);
        assert_eq!(ids(&outside_of(&known, |schedules| schedules[0].0.name.clear())), [0_u64; 0]);
    }

    #[test]
    fn a_visit_collides_with_the_time_off_and_the_breaks_of_its_crew_alone() {
        let visits = [visit(1, 9, &[1]), visit(2, 9, &[2]), visit(3, 10, &[1])];
        let nine = monday().start() + 540;
        assert_eq!(ids(&during(&visits, (nine, nine + 60), Some(1))), [1], "what ends when another begins");
        assert_eq!(ids(&during(&visits, (nine, nine + 61), None)), [1, 2, 3]);
        assert_eq!(ids(&in_breaks(&visits, &lunch(&[1]))), [1]);
        assert_eq!(ids(&in_breaks(&visits, &lunch(&[]))), [0_u64; 0]);
    }
}
