//! Everybody's time as it is once jobs were moved, before the server was asked for it again.

use slotwright_matching::{MINUTES_PER_DAY, Minute};
use slotwright_wire::slotwright::{PlannedVisit, Timeline};
use slotwright_wire::sonar::JobStatus;
use slotwright_wire::time::{parse_date, print_datetime};

use crate::ground::deeds::{Deed, Moved, Placing};

/// Puts the jobs of a deed where it moves them, without what stood around them, such as travel: the server works out what stands there
/// now.
pub fn move_in(after: &mut Timeline, deed: &Deed) {
    let Some(first) = parse_date(&after.start_date).map(|day| day.start()) else { return };
    let shown = 0..after.days as Minute * MINUTES_PER_DAY;
    for Moved { job, to, .. } in deed {
        let known = after.visits.iter().position(|visit| visit.listed.job.id == job.job.id);
        let known = known.map(|place| after.visits.remove(place));
        after.technicians.iter_mut().for_each(|lane| lane.margins.retain(|margin| margin.job_id != job.job.id));
        let Some(Placing { start, minutes, crew }) = to else { continue };
        let (from, to) = (start - first, start - first + minutes);
        if to <= shown.start || shown.end <= from {
            continue;
        }
        let mut listed = known.as_ref().map_or_else(|| (**job).clone(), |visit| visit.listed.clone());
        let names = crew.iter().filter_map(|id| after.technicians.iter().find(|lane| lane.user_id == *id));
        listed.crew = names.map(|lane| lane.name.clone()).collect();
        let job = &mut listed.job;
        if job.status == JobStatus::Queued {
            job.status = JobStatus::Scheduled;
        }
        job.scheduled_datetime = Some(print_datetime(*start));
        job.length_in_minutes = minutes.unsigned_abs();
        job.user_ids.clone_from(crew);
        let was_left = known.is_some_and(|visit| visit.was_left);
        let place = after.visits.iter().position(|visit| from < visit.start).unwrap_or(after.visits.len());
        after.visits.insert(place, PlannedVisit { start: from, end: to, was_left, listed });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ground::deeds::reversed;
    use crate::ground::timeline::tests::{listed, timeline};

    /// On the third of March 2026.
    fn placing(start: Minute, minutes: Minute, crew: &[u64]) -> Option<Placing> {
        let day = parse_date("2026-03-03").unwrap().start();
        Some(Placing { start: day + start, minutes, crew: crew.to_vec() })
    }

    fn deed(id: u64, from: Option<Placing>, to: Option<Placing>) -> Deed {
        vec![Moved { job: Arc::new(listed(id, &[1])), from, to }]
    }

    fn with_moved(timeline: &Timeline, deed: &Deed) -> Timeline {
        let mut after = timeline.clone();
        move_in(&mut after, deed);
        after
    }

    fn visits(timeline: &Timeline) -> Vec<(u64, Vec<u64>, i32, i32)> {
        let of =
            |visit: &PlannedVisit| (visit.listed.job.id, visit.listed.job.user_ids.clone(), visit.start, visit.end);
        timeline.visits.iter().map(of).collect()
    }

    fn day(visits: &[(u64, &[u64], i32, i32)]) -> Timeline {
        Timeline { start_date: "2026-03-03".to_owned(), ..timeline(&[1, 2], visits) }
    }

    #[test]
    fn a_visit_stands_where_it_was_moved_in_the_order_of_the_starts_and_back_again() {
        let before = day(&[(5, &[1], 540, 600), (6, &[2], 660, 720)]);
        let move_on = deed(5, placing(540, 60, &[1]), placing(780, 90, &[2, 1]));
        let after = with_moved(&before, &move_on);
        assert_eq!(visits(&after), [(6, vec![2], 660, 720), (5, vec![2, 1], 780, 870)]);
        let job = &after.visits[1].listed.job;
        assert_eq!(Placing::of(&after.visits[1].listed), move_on[0].to, "{job:?}");
        assert_eq!(after.visits[1].listed.crew.len(), 2);
        assert_eq!(visits(&with_moved(&after, &reversed(&move_on))), visits(&before));
        assert_eq!(with_moved(&after, &move_on), after, "what is known already changes nothing");
    }

    #[test]
    fn what_waited_is_planned_and_what_goes_back_to_the_queue_or_to_other_days_is_not_there() {
        let empty = day(&[]);
        let plan = deed(7, None, placing(600, 60, &[1]));
        let planned = with_moved(&empty, &plan);
        assert_eq!(visits(&planned), [(7, vec![1], 600, 660)]);
        assert_ne!(planned.visits[0].listed.job.status, JobStatus::Queued);
        assert_eq!(with_moved(&planned, &reversed(&plan)), empty);
        let next_day = deed(7, placing(600, 60, &[1]), placing(1440, 60, &[1]));
        assert_eq!(with_moved(&planned, &next_day), empty);
        let over_night = deed(7, placing(600, 60, &[1]), placing(-30, 60, &[1]));
        assert_eq!(visits(&with_moved(&planned, &over_night)), [(7, vec![1], -30, 30)]);
    }
}
