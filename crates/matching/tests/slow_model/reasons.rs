//! The model's reasons: for each minute of the visit, everything that would be said about that minute.

use std::collections::BTreeSet;

use slotwright_matching::*;

use crate::model::in_a_shift;
use crate::worlds::World;

/// Reasons as a set of short texts, in which the model can write them too.
pub fn named(reasons: &[Reason]) -> BTreeSet<String> {
    let text = |reason: &Reason| match reason {
        Reason::JobType { schedule: index, .. }
        | Reason::Geofence { schedule: index, .. }
        | Reason::Closed { schedule: index, .. }
        | Reason::TimeOff { time_off: index, .. } => format!("{} {index}", reason.code()),
        Reason::Blocker { blocker_id: id, .. } | Reason::Job { job_id: id, .. } => format!("{} {id}", reason.code()),
        Reason::TooShort { missing_minutes, .. } => format!("too_short by {missing_minutes}"),
        Reason::Crew { able, needed } => format!("crew {able} of {needed}"),
        Reason::Grid { previous, next } => format!("grid {previous} {next:?}"),
        Reason::Buffer { job_id, .. } => format!("buffer {job_id}"),
        Reason::Travel { job_id, .. } => job_id.map_or("travel None".to_string(), |job_id| format!("travel {job_id}")),
        _ => reason.code().to_string(),
    };
    reasons.iter().map(text).collect()
}

impl World {
    /// A few starts: where visits start, just beside, and where they don't.
    pub fn asked_about(&self, openings: &[Opening]) -> Vec<Minute> {
        let found = openings.get(openings.len() / 2).map(|opening| opening.start);
        let mut starts: Vec<Minute> = found.into_iter().flat_map(|start| [start, start + 1]).collect();
        starts.push(self.visit.start());
        starts.retain(|start| *start < (self.question.last.0 + 1) * 1440);
        starts
    }

    pub fn causes(&self, user_id: u64, map: &[bool], start: Minute) -> BTreeSet<String> {
        let day = Day(start.div_euclid(1440));
        let midnight = (day.0 + 1) * 1440;
        let mut causes = BTreeSet::new();
        let kept = self.kept(user_id);
        let blockers = self.blockers_on(user_id, day);
        let schedules: Vec<(usize, &Schedule, bool)> = self
            .roster
            .schedules
            .iter()
            .zip(&self.shapes)
            .enumerate()
            .map(|(index, (schedule, shapes))| (index, schedule, self.is_for_the_place(shapes)))
            .filter(|(_, schedule, _)| {
                schedule.user_ids.contains(&user_id) && self.in_an_active_week(&schedule.repetition, day)
            })
            .collect();
        let end = self.end(start, self.search.length_minutes);
        let is_crossed = |now: Minute| !self.is_skipped(start) && self.is_passed(now);
        for now in (start..midnight.min(end)).filter(|now| !is_crossed(*now)) {
            let minute = now - day.0 * 1440;
            let mut elsewhere = Vec::new();
            let mut open = false;
            for (index, schedule, is_here) in &schedules {
                let has_type = schedule.job_type_ids.contains(&self.question.job_type_id);
                if in_a_shift(schedule, day, minute) {
                    match (schedule.available, has_type, *is_here) {
                        (true, true, true) => open = true,
                        (true, true, false) => elsewhere.push(format!("geofence {index}")),
                        (true, false, _) => elsewhere.push(format!("job_type {index}")),
                        (false, true, true) => drop(causes.insert(format!("closed {index}"))),
                        (false, ..) => {}
                    }
                }
            }
            if !open && elsewhere.is_empty() {
                causes.insert("outside_hours".to_string());
            } else if !open {
                causes.extend(elsewhere);
            }
            for (id, from, to) in &blockers {
                if *from <= minute && minute < *to {
                    causes.insert(format!("blocker {id}"));
                }
            }
            let during = |interval: Interval| interval.start() <= now && now < interval.end();
            for (index, off) in self.roster.time_offs.iter().enumerate() {
                if off.user_id == user_id && during(off.interval) {
                    causes.insert(format!("time_off {index}"));
                }
            }
            for job in &self.roster.occupied {
                if job.user_id == user_id && self.question.except_job_id != Some(job.job_id) && during(job.interval) {
                    causes.insert(format!("job {}", job.job_id));
                }
            }
            if self.roster.skipped.iter().any(during) {
                causes.insert("skipped_by_clock_change".to_string());
            }
            causes.extend(kept.iter().filter(|kept| kept.has(now)).map(|kept| kept.cause.clone()));
        }
        let free = self.free_from(map, start);
        if 0 < free && free < self.search.length_minutes {
            causes.insert(format!("too_short by {}", self.search.length_minutes - free));
        }
        causes
    }

    pub fn causes_of_the_start(&self, maps: &[Vec<bool>], start: Minute) -> BTreeSet<String> {
        let Search { length_minutes, crew, step_minutes, align, earliest, latest, .. } = self.search;
        let mut causes = BTreeSet::new();
        let midnight = start.div_euclid(1440) * 1440;
        let mut say = |is_cause: bool, cause: String| {
            if is_cause {
                causes.insert(cause);
            }
        };
        say(start < earliest, "notice".to_string());
        say(latest < self.end(start, length_minutes), "horizon".to_string());
        say(midnight + 1440 < self.end(start, length_minutes), "over_midnight".to_string());

        let able: Vec<&Vec<bool>> = maps.iter().filter(|map| length_minutes <= self.free_from(map, start)).collect();
        let free_since = |map: &&Vec<bool>| {
            let back = (midnight..start).rev().take_while(|now| self.is_free(map, *now));
            back.last().unwrap_or(start)
        };
        let origins: Vec<Minute> = match align {
            Align::Clock | Align::ClockOrFirst => vec![midnight],
            Align::Block => able.iter().map(free_since).collect(),
        };
        let on_grid =
            |minute: &Minute| origins.iter().any(|origin| origin <= minute && (minute - origin) % step_minutes == 0);
        let is_first = align == Align::ClockOrFirst && self.is_clock_or_first(maps, start);
        if !origins.is_empty() && !on_grid(&start) && !is_first {
            let previous = (midnight..start).rev().find(on_grid).unwrap();
            let next = (start..midnight + 1440).find(on_grid);
            say(true, format!("grid {previous} {next:?}"));
        }
        say(able.len() < crew, format!("crew {} of {crew}", able.len()));
        causes
    }

    /// For how many minutes from here on somebody is free, today.
    fn free_from(&self, map: &[bool], start: Minute) -> Minute {
        let midnight = (start.div_euclid(1440) + 1) * 1440;
        if !self.is_free(map, start) {
            return 0;
        }
        let goes_on =
            |now: &Minute| self.is_free(map, *now) || self.is_passed(*now) && self.is_free(map, self.beyond(*now));
        (start..midnight).take_while(goes_on).filter(|now| self.is_free(map, *now)).count() as Minute
    }

    /// Whether a minute is skipped on a day that goes on before and after.
    fn is_passed(&self, now: Minute) -> bool {
        let midnight = now.div_euclid(1440) * 1440;
        let goes_on = |mut rest: std::ops::Range<Minute>| rest.any(|now| !self.is_skipped(now));
        self.is_skipped(now) && goes_on(midnight..now) && goes_on(now..midnight + 1440)
    }

    fn is_free(&self, map: &[bool], now: Minute) -> bool {
        map.get((now - self.question.first.0 * 1440) as usize) == Some(&true)
    }
}
