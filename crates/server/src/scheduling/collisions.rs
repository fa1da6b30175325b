//! Visits that stand where somebody is not to work any more. A change of the roster never touches them; it tells of them.

use std::collections::HashMap;

use slotwright_domain::{Blocker, TimeOff};
use slotwright_matching::{BlockerOverride, Day, Minute, Point, Roster};
use slotwright_store::{Editor, Error, Visit};

/// A visit, and who of its crew is not to work then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// The job.
    pub job_id: u64,
    /// When it starts.
    pub start: Minute,
    /// How long it takes.
    pub length_in_minutes: u32,
    /// Who, in the order of the crew.
    pub user_ids: Vec<u64>,
}

/// What was done, and which visits collide with it.
#[derive(Clone, Debug)]
pub struct Done<T> {
    /// What was done.
    pub done: T,
    /// By their start.
    pub collisions: Vec<Collision>,
}

/// The visits during a time off, but for those that have ended `now`.
pub(super) fn with_time_off(editor: &Editor, off: &TimeOff, now: Minute) -> Result<Vec<Collision>, Error> {
    let visits = editor.visits(off.start.max(now), off.end)?;
    Ok(collected(visits, |visit| off.user_id.is_none_or(|user_id| user_id == visit.user_id)))
}

/// The visits during a blocker's breaks, as they are moved, but for those that have ended `now`.
pub(super) fn with_blocker(editor: &Editor, id: u64, blocker: &Blocker, now: Minute) -> Result<Vec<Collision>, Error> {
    let visits = editor.visits(now.max(blocker.repetition.start.start()), Minute::MAX)?;
    let mut hours = editor.hours()?;
    hours.blockers.retain(|known| known.id == id);
    Ok(collected(visits, |visit| {
        let day = Day::of(visit.interval.start());
        let breaks = hours.blocker_occurrences(visit.user_id, day).into_iter();
        breaks.map(|occurrence| occurrence.interval).any(|interval| interval.overlaps(visit.interval))
    }))
}

/// The visits during a break that was moved.
pub(super) fn with_moved(editor: &Editor, moved: &BlockerOverride, now: Minute) -> Result<Vec<Collision>, Error> {
    let start = moved.day.start();
    let visits = editor.visits((start + moved.start).max(now), start + moved.end)?;
    let mut hours = editor.hours()?;
    hours.blockers.retain(|known| known.id == moved.blocker_id);
    // For a user who does not have the break, or on another day than one of its own, nothing is moved.
    let is_moved = hours.blocker_occurrences(moved.user_id, moved.day).iter().any(|occurrence| occurrence.overridden);
    Ok(collected(visits, |visit| is_moved && visit.user_id == moved.user_id))
}

/// The hours before a change of schedules, to be held against those after it.
pub(super) struct Before {
    hours: Roster,
    now: Minute,
}

impl Before {
    /// The hours as they are.
    pub(super) fn read(editor: &Editor, now: Minute) -> Result<Self, Error> {
        Ok(Self { hours: Hours::of(editor)?, now })
    }

    /// The visits to come that lay within the hours and don't any more.
    pub(super) fn put_outside(self, editor: &Editor) -> Result<Vec<Collision>, Error> {
        let after = Hours::of(editor)?;
        if after == self.hours {
            return Ok(Vec::new());
        }
        let (before, after) = (Hours::new(self.hours), Hours::new(after));
        let visits = editor.visits(self.now, Minute::MAX)?;
        Ok(collected(visits, |visit| before.hold(visit) && !after.hold(visit)))
    }
}

/// Schedules by user: a search among all of them for each visit would be one of thousands among thousands.
struct Hours(HashMap<u64, Roster>);

impl Hours {
    fn of(editor: &Editor) -> Result<Roster, Error> {
        let Roster { schedules, week_anchor, .. } = editor.hours()?;
        Ok(Roster { schedules, week_anchor, ..Roster::default() })
    }

    fn new(roster: Roster) -> Self {
        let mut hours: HashMap<u64, Roster> = HashMap::new();
        for schedule in roster.schedules {
            for &user_id in &schedule.user_ids {
                let of_user = hours.entry(user_id).or_default();
                of_user.week_anchor = roster.week_anchor;
                of_user.schedules.push(schedule.clone());
            }
        }
        Self(hours)
    }

    fn hold(&self, visit: &Visit) -> bool {
        let Visit { user_id, interval, job_type_id, point, .. } = *visit;
        let point: Option<Point> = point;
        self.0
            .get(&user_id)
            .is_some_and(|hours| hours.first_not_free(&[user_id], interval, job_type_id, point, None).is_none())
    }
}

/// The visits for which it is so, by job.
fn collected(visits: Vec<Visit>, is_so: impl Fn(&Visit) -> bool) -> Vec<Collision> {
    let mut collisions: Vec<Collision> = Vec::new();
    for Visit { job_id, user_id, interval, length_in_minutes, .. } in visits.into_iter().filter(|visit| is_so(visit)) {
        match collisions.last_mut() {
            Some(last) if last.job_id == job_id => last.user_ids.push(user_id),
            _ => {
                let (start, user_ids) = (interval.start(), vec![user_id]);
                collisions.push(Collision { job_id, start, length_in_minutes, user_ids });
            }
        }
    }
    collisions
}
