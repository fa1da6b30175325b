//! When the demo's people work, and what comes between.

use slotwright_matching::{Blocker as BlockerRule, BlockerOverride, Day, Interval, Minute, Repetition, Shift};
use slotwright_wire::time::{date_of, parse_date};

use super::dice::Dice;
use super::job_type::{BUSINESS, FIBRE, MAINTENANCE, REPAIR, SURVEY, SWAP};
use super::team::{SATURDAYS, TEAM, WEEK};
use crate::world::{Blocker, Schedule, ScheduleDay, TimeOff, World};

/// The Sunday from which all repeating rules count: twelve weeks back, before anything that is shown.
fn beginning(today: Day) -> Day {
    today + -i32::from(today.weekday()) + -84
}

fn every(weeks: u32, start: Day) -> Repetition {
    Repetition { start, weeks, repetitions: 0, infinite: true }
}

const fn clock(hhmm: Minute) -> Minute {
    hhmm / 100 * 60 + hhmm % 100
}

pub(super) fn schedules(today: Day) -> Vec<Schedule> {
    let start = beginning(today);
    let mut schedules = Vec::new();
    let mut day_id = 0;
    let mut add =
        |name: String, user_ids, job_type_ids: &[u64], available, repetition, hours: (&[u8], Minute, Minute)| {
            let (weekdays, from, to) = hours;
            let days = weekdays.iter().map(|&weekday| {
                day_id += 1;
                ScheduleDay { id: day_id, shift: Shift { weekday, start: clock(from), end: clock(to) } }
            });
            schedules.push(Schedule {
                id: schedules.len() as u64 + 1,
                name,
                user_ids,
                job_type_ids: job_type_ids.to_vec(),
                available,
                repetition,
                days: days.collect(),
                geofence_ids: Vec::new(),
            });
        };
    for (id, member) in (1..).zip(&TEAM) {
        let hours = (member.weekdays, member.from, member.to);
        add(member.name.to_owned(), vec![id], member.skills, true, every(1, start), hours);
    }
    for (turn, (id, name)) in (0..).zip(SATURDAYS) {
        add(name.to_owned(), vec![id], &[FIBRE, REPAIR, SWAP], true, every(2, start + 7 * turn), (&[6], 900, 1300));
    }
    let everybody: Vec<u64> = (1..=TEAM.len() as u64).collect();
    let long_jobs = [FIBRE, BUSINESS];
    add(
        "No long jobs on Friday afternoons".to_owned(),
        everybody.clone(),
        &long_jobs,
        false,
        every(1, start),
        (&[5], 1500, 2400),
    );
    let all_types = [FIBRE, REPAIR, SWAP, SURVEY, BUSINESS, MAINTENANCE];
    for (name, day) in holidays(today) {
        let once = Repetition { start: day, weeks: 1, repetitions: 0, infinite: false };
        add(name.to_owned(), everybody.clone(), &all_types, false, once, (&[day.weekday()], 0, 2400));
    }
    for (schedule, member) in schedules.iter_mut().zip(&TEAM) {
        schedule.geofence_ids = if member.is_fenced { vec![1] } else { Vec::new() };
    }
    schedules
}

/// The days of the shown weeks on which nobody works.
fn holidays(today: Day) -> Vec<(&'static str, Day)> {
    let mut holidays = Vec::new();
    for year in [today + -42, today + 42].map(|day| date_of(day).to_string()[..4].to_owned()) {
        let day = |date: &str| parse_date(&format!("{year}-{date}"));
        let first = |weekday: u8, from: Option<Day>| {
            from.map(|from| from + (i32::from(weekday) - i32::from(from.weekday())).rem_euclid(7))
        };
        holidays.extend([
            ("New Year's Day", day("01-01")),
            ("Memorial Day", first(1, day("05-25"))),
            ("Independence Day", day("07-04")),
            ("Labor Day", first(1, day("09-01"))),
            ("Thanksgiving", first(4, day("11-22"))),
            ("Christmas Day", day("12-25")),
        ]);
    }
    let mut shown: Vec<_> = holidays
        .into_iter()
        .filter_map(|(name, day)| Some((name, day?)))
        .filter(|(_, day)| (-42..=42).contains(&(*day - today)))
        .collect();
    shown.sort_by_key(|(_, day)| *day);
    shown.dedup();
    shown
}

pub(super) fn blockers(today: Day) -> Vec<Blocker> {
    let start = beginning(today);
    let mut blockers = Vec::new();
    let mut add = |name: &str, user_ids: &[u64], weekdays: &[u8], (from, to): (Minute, Minute), repetition| {
        let mut flags = [false; 7];
        weekdays.iter().for_each(|&day| flags[usize::from(day)] = true);
        blockers.push(Blocker {
            name: name.to_owned(),
            rule: BlockerRule {
                id: blockers.len() as u64 + 1,
                user_ids: user_ids.to_vec(),
                weekdays: flags,
                start: clock(from),
                end: clock(to),
                repetition,
            },
        });
    };
    add("Lunch", &[2, 4, 5, 6], WEEK, (1200, 1230), every(1, start));
    add("Lunch, late", &[3, 9, 11], WEEK, (1230, 1300), every(1, start));
    add("Lunch, early crews", &[10, 12], WEEK, (1130, 1200), every(1, start));
    add("Supper", &[8], WEEK, (1530, 1600), every(1, start));
    add("Team meeting", &[1, 2, 3, 4, 5, 6, 9, 11], &[2], (800, 930), every(2, start));
    add("Stock count", &[2, 7], &[5], (1000, 1100), every(1, start));
    add("Van inspection", &[12], &[1], (730, 930), every(4, start + 7));
    add("Line build, Back of the Yards", &[4, 10, 12], &[2, 4], (800, 1200), every(1, start));
    blockers
}

/// Leave around `today`. Nobody of [`KEPT_FREE`](super::team::KEPT_FREE) is away.
pub(super) fn time_offs(dice: &mut Dice, today: Day) -> Vec<TimeOff> {
    let mut away = [2, 3, 4, 6, 7, 9];
    dice.shuffle(&mut away);
    let [vacation, doctor, training, sick, moving, parental] = away;
    let monday = next_monday(today);
    let mut offs = Vec::new();
    let mut add = |name: &str, user_id: u64, (first, from): (Day, Minute), (last, to): (Day, Minute)| {
        let interval = Interval::new(first.start() + clock(from), last.start() + clock(to));
        // The vendor wants these names to differ.
        let name = format!("{name}, {}", TEAM[user_id as usize - 1].public_name);
        offs.extend(interval.map(|interval| TimeOff {
            id: offs.len() as u64 + 1,
            name,
            user_id: Some(user_id),
            interval,
        }));
    };
    let past = monday + -7 * dice.between(2, 5);
    add("Sick", sick, (past, 0), (past + 2, 2400));
    let day = monday + dice.between(0, 4);
    add("Doctor", doctor, (day, 0), (day, 1130));
    add("Vacation", vacation, (monday, 0), (monday + 4, 2400));
    let day = monday + 7 + dice.between(0, 3);
    add("Splicing course", training, (day, 700), (day, 1800));
    let day = monday + 7 + dice.between(0, 4);
    add("Moving house", moving, (day, 0), (day, 2400));
    add("Parental leave", parental, (monday + 21, 0), (monday + 34, 2400));
    offs
}

/// One lunch an hour later: the first one after today of somebody who is there.
pub(super) fn moved_lunch(world: &World, today: Day) -> Vec<BlockerOverride> {
    let roster = world.roster();
    let lunches = (1..14).flat_map(|days| [2, 5, 6].map(|user_id| (user_id, today + days)));
    let worked = |&(user_id, day): &(u64, Day)| {
        let noon = Interval::new(day.start() + clock(1200), day.start() + clock(1330));
        noon.is_some_and(|noon| roster.open(user_id, FIBRE, day).covers(noon))
    };
    let moved = lunches.filter(worked).find_map(|(user_id, day)| {
        let lunch = *roster.blocker_occurrences(user_id, day).first()?;
        let start = lunch.interval.start() - day.start() + 60;
        Some(BlockerOverride {
            blocker_id: lunch.blocker_id,
            user_id,
            day,
            start,
            end: start + lunch.interval.minutes(),
        })
    });
    moved.into_iter().collect()
}

/// The Monday after today.
fn next_monday(today: Day) -> Day {
    today + (7 - (i32::from(today.weekday()) + 6) % 7)
}
