//! Jobs in a dispatcher's hand: where they would be put down.

use std::sync::Arc;

use slotwright_matching::{Interval, MINUTES_PER_DAY, Minute};
use slotwright_wire::slotwright::{BoardJob, ClosedKind, Timeline};
use slotwright_wire::time::parse_date;

use crate::ground::deeds::{Deed, Moved, Placing};
use crate::ground::timeline::visits_of;

/// What is put down begins and ends on a quarter of an hour, as the API has lengths.
pub const STEP: Minute = 15;

/// Jobs in hand.
#[derive(Clone)]
pub struct Carried {
    /// The job that was taken hold of, and those that come with it.
    pub jobs: Vec<Arc<BoardJob>>,
    /// In whose lane it was; `None` from the queue.
    pub from: Option<u64>,
    /// Over whose lane it is.
    pub lane: u64,
    /// When it would start.
    pub start: Minute,
    /// How long it would take.
    pub minutes: Minute,
    /// Who else would come.
    pub beside: Vec<u64>,
}

/// What a key does with what is in hand.
#[derive(Clone)]
pub enum Step {
    /// It is carried on.
    Carry(Carried),
    /// It is put down.
    PutDown,
    /// It goes back to where it was.
    PutBack,
}

/// Why somebody can't come then, as far as the page can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// They have another visit: whose, as the board calls it, by the number of its job.
    Visit {
        /// Who.
        user_id: u64,
        /// Which job.
        job_id: u64,
    },
    /// A break, time off, or a time that somebody holds.
    Closed {
        /// Who.
        user_id: u64,
        /// Why.
        kind: ClosedKind,
        /// What it is called; empty for what is held.
        name: String,
        /// When.
        time: Interval,
    },
    /// They don't work then.
    Hours {
        /// Who.
        user_id: u64,
    },
    /// Perhaps nothing: that day is not shown.
    Unseen,
}

impl Carried {
    /// Takes hold of a visit in somebody's lane, with others.
    #[must_use]
    pub fn visit(job: Arc<BoardJob>, user_id: u64, others: Vec<Arc<BoardJob>>) -> Option<Self> {
        let Placing { start, minutes, .. } = Placing::of(&job)?;
        let jobs = [job].into_iter().chain(others).collect();
        Some(Self { jobs, from: Some(user_id), lane: user_id, start, minutes, beside: Vec::new() })
    }

    /// Takes a job out of the queue.
    #[must_use]
    pub fn waiting(job: Arc<BoardJob>, lane: u64, start: Minute) -> Self {
        let minutes = job.job.length_in_minutes as Minute;
        Self { jobs: vec![job], from: None, lane, start, minutes, beside: Vec::new() }
    }

    /// The job that is open, as if it were put down there: by whose lane it is, in place of the first who comes.
    #[must_use]
    pub fn there(job: Arc<BoardJob>, lane: u64, start: Minute) -> Self {
        let crew = &job.job.user_ids;
        let from = if crew.contains(&lane) { Some(lane) } else { crew.first().copied() };
        Self { from, ..Self::waiting(job, lane, start) }
    }

    /// The job that was taken hold of.
    #[must_use]
    pub fn job(&self) -> &Arc<BoardJob> {
        // Whatever is in hand is one job at least.
        &self.jobs[0]
    }

    /// Where they would be: the first where it is held, the others as much later, and those in the same lane in the same other one.
    /// Whose lane it is over comes in place of whose lane it was in; where they come already, all come that came.
    #[must_use]
    pub fn deed(&self) -> Deed {
        let held = Placing::of(self.job());
        let later = held.as_ref().map_or(0, |held| self.start - held.start);
        let others = |crew: &[u64]| -> Vec<u64> {
            let from = self.from.filter(|_| !crew.contains(&self.lane));
            crew.iter().map(|user_id| if Some(*user_id) == from { self.lane } else { *user_id }).collect()
        };
        let mut first = match &held {
            Some(held) => others(&held.crew),
            None => vec![self.lane],
        };
        for user_id in &self.beside {
            if !first.contains(user_id) {
                first.push(*user_id);
            }
        }
        let first = Placing { start: self.start, minutes: self.minutes, crew: first };
        let rest = self.jobs.iter().skip(1).filter_map(|job| {
            let from = Placing::of(job)?;
            let to = Placing { start: from.start + later, crew: others(&from.crew), ..from.clone() };
            Some(Moved { job: job.clone(), from: Some(from), to: Some(to) })
        });
        [Moved { job: self.job().clone(), from: held, to: Some(first) }].into_iter().chain(rest).collect()
    }

    /// Whether it would be anywhere else than it is.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        self.deed().iter().any(|moved| moved.from != moved.to)
    }

    /// What a key does with it: arrows carry it by a quarter or to the next lane, with shift they change its length, Page Up and Down
    /// carry it by a day; `a` has whose lane it is over come as well. `None` for another key.
    #[must_use]
    pub fn step(&self, key: &str, shift: bool, lanes: &[u64], rtl: bool) -> Option<Step> {
        let (on, back) = if rtl { ("ArrowLeft", "ArrowRight") } else { ("ArrowRight", "ArrowLeft") };
        let place = lanes.iter().position(|user_id| *user_id == self.lane);
        let carry = |carried: Self| Some(Step::Carry(carried));
        let lane = |place: Option<usize>| {
            let lane = place.and_then(|place| lanes.get(place)).copied();
            carry(Self { lane: lane.unwrap_or(self.lane), ..self.clone() })
        };
        let later = |minutes: Minute| carry(Self { start: self.start + minutes, ..self.clone() });
        match key {
            "Enter" | " " => Some(Step::PutDown),
            "Escape" => Some(Step::PutBack),
            "ArrowUp" => lane(place.and_then(|place| place.checked_sub(1))),
            "ArrowDown" => lane(place.map(|place| place + 1)),
            "PageDown" => later(MINUTES_PER_DAY),
            "PageUp" => later(-MINUTES_PER_DAY),
            "a" | "A" => carry(self.with_lane()),
            key if key == on || key == back => {
                let minutes = if key == on { STEP } else { -STEP };
                if shift { carry(self.longer(self.minutes + minutes)) } else { later(minutes) }
            }
            _ => None,
        }
    }

    /// The same for so long: a quarter at least, a day at most.
    #[must_use]
    pub fn longer(&self, minutes: Minute) -> Self {
        Self { minutes: minutes.clamp(STEP, MINUTES_PER_DAY), ..self.clone() }
    }

    /// Has whose lane it is over come as well as whoever comes, or no longer.
    fn with_lane(&self) -> Self {
        let mut beside = self.beside.clone();
        match beside.iter().position(|user_id| *user_id == self.lane) {
            Some(place) => drop(beside.remove(place)),
            None => beside.push(self.lane),
        }
        Self { beside, ..self.clone() }
    }
}

/// What is in the way of a visit, as the page knows everybody's time: of those who come, the first thing of the first of them who
/// can't. `moving` are the jobs that leave their place with it. `None` where nothing is; the server has the last word.
#[must_use]
pub fn in_the_way(timeline: &Timeline, to: &Placing, moving: &[u64]) -> Option<Obstacle> {
    let first = parse_date(&timeline.start_date)?.start();
    let wanted = Interval::new(to.start - first, to.start - first + to.minutes)?;
    let is_shown = 0 <= wanted.start() && wanted.end() <= timeline.days as Minute * MINUTES_PER_DAY;
    if !is_shown {
        return Some(Obstacle::Unseen);
    }
    let meets = |start: Minute, end: Minute| start < wanted.end() && wanted.start() < end;
    to.crew.iter().find_map(|user_id| {
        let user_id = *user_id;
        let lane = timeline.technicians.iter().find(|lane| lane.user_id == user_id)?;
        let visit = visits_of(timeline, user_id)
            .find(|visit| meets(visit.start, visit.end) && !moving.contains(&visit.listed.job.id));
        if let Some(visit) = visit {
            return Some(Obstacle::Visit { user_id, job_id: visit.listed.job.id });
        }
        if let Some(closed) = lane.closed.iter().find(|closed| meets(closed.start, closed.end)) {
            let time = Interval::new(closed.start + first, closed.end + first)?;
            return Some(Obstacle::Closed { user_id, kind: closed.kind, name: closed.name.clone(), time });
        }
        let mut until = wanted.start();
        for open in &lane.open {
            if open.start <= until && until < open.end {
                until = open.end;
            }
        }
        (until < wanted.end()).then_some(Obstacle::Hours { user_id })
    })
}

#[cfg(test)]
mod tests {
    use slotwright_wire::slotwright::{Closed, Stretch};

    use super::*;
    use crate::ground::timeline::tests::{listed, timeline};

    const FIRST: Minute = 20_514 * MINUTES_PER_DAY;

    fn at(id: u64, user_ids: &[u64], start: Minute, minutes: u32) -> Arc<BoardJob> {
        let mut job = listed(id, user_ids);
        job.job.scheduled_datetime = Some(slotwright_wire::time::print_datetime(FIRST + start));
        job.job.length_in_minutes = minutes;
        Arc::new(job)
    }

    fn carried() -> Carried {
        Carried::visit(at(5, &[1, 2], 480, 60), 1, vec![at(6, &[1], 600, 30)]).unwrap()
    }

    fn placed(carried: &Carried) -> Vec<(u64, Minute, Minute, Vec<u64>)> {
        let place = |moved: &Moved| {
            let to = moved.to.clone().unwrap();
            (moved.job.job.id, to.start - FIRST, to.minutes, to.crew)
        };
        carried.deed().iter().map(place).collect()
    }

    fn after(keys: &[(&str, bool)]) -> Carried {
        keys.iter().fold(carried(), |carried, (key, shift)| match carried.step(key, *shift, &[1, 2, 3], false) {
            Some(Step::Carry(carried)) => carried,
            _ => panic!("{key} carries nothing"),
        })
    }

    #[test]
    fn what_comes_along_goes_as_far_and_into_the_same_lane() {
        assert!(!carried().is_moved());
        let there = after(&[("ArrowRight", false), ("ArrowDown", false), ("ArrowDown", false)]);
        assert_eq!(placed(&there), [(5, 495, 60, vec![3, 2]), (6, 615, 30, vec![3])]);
        let both = after(&[("ArrowDown", false)]);
        assert_eq!(placed(&both)[0].3, [1, 2], "nobody comes twice, and nobody stays away");
    }

    #[test]
    fn shift_changes_only_the_length_of_what_was_taken_hold_of() {
        let longer = after(&[("ArrowRight", true), ("ArrowRight", true)]);
        assert_eq!(placed(&longer), [(5, 480, 90, vec![1, 2]), (6, 600, 30, vec![1])]);
        let short = (0..9).fold(carried(), |carried, _| carried.longer(carried.minutes - STEP));
        assert_eq!(short.minutes, STEP);
    }

    #[test]
    fn whose_lane_it_is_over_can_come_as_well_and_be_left_out_again() {
        let more =
            after(&[("ArrowDown", false), ("ArrowDown", false), ("a", false), ("ArrowUp", false), ("ArrowUp", false)]);
        assert_eq!(placed(&more)[0].3, [1, 2, 3]);
        let fewer = after(&[("ArrowDown", false), ("a", false), ("a", false), ("ArrowUp", false)]);
        assert_eq!(placed(&fewer)[0].3, [1, 2]);
    }

    #[test]
    fn a_key_that_means_nothing_does_nothing_and_the_arrows_follow_the_reading_direction() {
        assert!(carried().step("x", false, &[1, 2], false).is_none());
        assert!(matches!(carried().step("Enter", false, &[1, 2], false), Some(Step::PutDown)));
        assert!(matches!(carried().step("Escape", false, &[1, 2], false), Some(Step::PutBack)));
        let Some(Step::Carry(later)) = carried().step("ArrowLeft", false, &[1, 2], true) else { panic!() };
        assert_eq!(later.start - FIRST, 495);
    }

    #[test]
    fn a_job_of_the_queue_goes_to_whose_lane_it_is_over() {
        let mut job = listed(9, &[]);
        job.job.length_in_minutes = 45;
        let waiting = Carried::waiting(Arc::new(job), 2, FIRST + 500);
        assert_eq!(placed(&waiting), [(9, 500, 45, vec![2])]);
        assert_eq!(waiting.deed()[0].from, None);
    }

    #[test]
    fn an_open_job_is_looked_at_where_it_could_be() {
        let there = |job, lane| placed(&Carried::there(job, lane, FIRST + 500));
        assert_eq!(there(at(5, &[1, 2], 480, 60), 3), [(5, 500, 60, vec![3, 2])]);
        assert_eq!(there(at(5, &[1, 2], 480, 60), 2), [(5, 500, 60, vec![1, 2])]);
        assert_eq!(there(Arc::new(listed(9, &[])), 2)[0].3, [2]);
    }

    #[test]
    fn a_visit_a_break_and_the_end_of_work_are_in_the_way_and_what_moves_along_is_not() {
        let mut shown = timeline(&[1, 2], &[(5, &[1], 540, 600), (6, &[2], 600, 660)]);
        for lane in &mut shown.technicians {
            lane.open = vec![Stretch { start: 480, end: 720 }, Stretch { start: 720, end: 1020 }];
        }
        let lunch = Closed { start: 720, end: 780, kind: ClosedKind::Break, name: "Lunch".into(), moved: false };
        shown.technicians[0].closed = vec![lunch];
        let first = parse_date(&shown.start_date).unwrap().start();
        let judge = |start: Minute, minutes: Minute, crew: &[u64], moving: &[u64]| {
            in_the_way(&shown, &Placing { start: first + start, minutes, crew: crew.to_vec() }, moving)
        };
        assert_eq!(judge(480, 60, &[1], &[]), None);
        assert_eq!(judge(480, 75, &[1], &[]), Some(Obstacle::Visit { user_id: 1, job_id: 5 }));
        assert_eq!(judge(480, 75, &[1], &[5]), None);
        assert_eq!(judge(600, 60, &[1, 2], &[]), Some(Obstacle::Visit { user_id: 2, job_id: 6 }));
        let lunch = Interval::new(first + 720, first + 780).unwrap();
        let closed = Obstacle::Closed { user_id: 1, kind: ClosedKind::Break, name: "Lunch".into(), time: lunch };
        assert_eq!(judge(700, 30, &[1], &[]), Some(closed));
        assert_eq!(judge(690, 120, &[2], &[]), None, "two stretches that touch are one");
        assert_eq!(judge(1000, 30, &[2], &[]), Some(Obstacle::Hours { user_id: 2 }));
        assert_eq!(judge(1440 + 480, 30, &[2], &[]), Some(Obstacle::Unseen), "nobody knows it to be free");
    }
}
