//! Where things stand on the board's timeline: which hours of each day are drawn, and which visit is beside which.

use slotwright_wire::slotwright::{PlannedVisit, Timeline};
use slotwright_words::fill;

/// Minutes of a day.
const DAY: i32 = 1440;
/// What is drawn at least of each day, from eight to six: a short day is no reason for huge hours.
const USUAL: (i32, i32) = (480, 1080);

/// The hours that are drawn of each day, the same of all: from this minute of the day to that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// The first minute, on a whole hour.
    pub from: i32,
    /// The first minute after them, on a whole hour.
    pub to: i32,
}

/// A visit in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose lane.
    pub user_id: u64,
    /// Which job.
    pub job_id: u64,
}

impl Place {
    /// The name by which it is found in the page.
    #[must_use]
    pub fn name(self) -> String {
        fill("visit-{user}-{job}", &[("user", &self.user_id.to_string()), ("job", &self.job_id.to_string())])
    }
}

impl Hours {
    /// As much of each day as somebody works or has a visit in.
    #[must_use]
    pub fn of(timeline: &Timeline) -> Self {
        let open = timeline.technicians.iter().flat_map(|lane| &lane.open).map(|open| (open.start, open.end));
        let visits = timeline.visits.iter().map(|visit| (visit.start, visit.end));
        let (from, to) = open.chain(visits).fold(USUAL, |(from, to), (start, end)| {
            let day = start.div_euclid(DAY) * DAY;
            // What goes on over midnight fills the day.
            let (start, end) = if DAY < end - day { (0, DAY) } else { (start - day, end - day) };
            (from.min(start), to.max(end))
        });
        Self { from: from.div_euclid(60) * 60, to: (to + 59).div_euclid(60) * 60 }
    }

    /// How many minutes are drawn of a day.
    #[must_use]
    pub fn length(self) -> i32 {
        self.to - self.from
    }

    /// Where a stretch is drawn, in minutes from the beginning of what is drawn: at, and how long. In parts where it goes on over
    /// hours that are not drawn; none where it lies in those alone.
    ///
    /// ```
    /// use slotwright::ground::timeline::Hours;
    /// let hours = Hours { from: 480, to: 1080 };
    /// assert_eq!(hours.drawn(540, 600, 2), [(60, 60)]);
    /// assert_eq!(hours.drawn(1020, 1440 + 540, 2), [(540, 60), (600, 60)], "over night");
    /// assert_eq!(hours.drawn(0, 300, 2), []);
    /// ```
    #[must_use]
    pub fn drawn(self, start: i32, end: i32, days: u32) -> Vec<(i32, i32)> {
        let of_day = |day: i32| {
            let (from, to) = (day * DAY + self.from, day * DAY + self.to);
            let (start, end) = (start.max(from), end.min(to));
            (start < end).then(|| (day * self.length() + start - from, end - start))
        };
        (0..days as i32).filter_map(of_day).collect()
    }

    /// Which minute is drawn there, so many minutes from the beginning of what is drawn; counted as [`Timeline`] does.
    ///
    /// ```
    /// use slotwright::ground::timeline::Hours;
    /// let hours = Hours { from: 480, to: 1080 };
    /// assert_eq!((hours.minute(60), hours.minute(630)), (540, 1440 + 510));
    /// ```
    #[must_use]
    pub fn minute(self, at: i32) -> i32 {
        at.div_euclid(self.length()) * DAY + self.from + at.rem_euclid(self.length())
    }

    /// Where a moment is drawn, if it is.
    #[must_use]
    pub fn at(self, minute: i32, days: u32) -> Option<i32> {
        self.drawn(minute, minute + 1, days).first().map(|(at, _)| *at)
    }
}

/// The visits of a lane, by their start.
pub fn visits_of(timeline: &Timeline, user_id: u64) -> impl Iterator<Item = &PlannedVisit> {
    timeline.visits.iter().filter(move |visit| visit.listed.job.user_ids.contains(&user_id))
}

/// The visit to which a key leads: by the arrows to the one before or after it in its lane, or to the one nearest in time of the
/// next lane that has some; Home and End to the first and the last of the lane. From nowhere, to the first of all. `None` for another
/// key, and where there is no such visit.
#[must_use]
pub fn next_visit(timeline: &Timeline, from: Option<Place>, key: &str, rtl: bool) -> Option<Place> {
    let lanes: Vec<(u64, Vec<&PlannedVisit>)> = timeline
        .technicians
        .iter()
        .map(|lane| (lane.user_id, visits_of(timeline, lane.user_id).collect::<Vec<_>>()))
        .filter(|(_, visits)| !visits.is_empty())
        .collect();
    let place = |lane: usize, visit: usize| {
        let (user_id, visits) = lanes.get(lane)?;
        Some(Place { user_id: *user_id, job_id: visits.get(visit)?.listed.job.id })
    };
    let here = from.and_then(|from| {
        let lane = lanes.iter().position(|(user_id, _)| *user_id == from.user_id)?;
        Some((lane, lanes[lane].1.iter().position(|visit| visit.listed.job.id == from.job_id)?))
    });
    let (on, back) = if rtl { ("ArrowLeft", "ArrowRight") } else { ("ArrowRight", "ArrowLeft") };
    if ![on, back, "ArrowUp", "ArrowDown", "Home", "End"].contains(&key) {
        return None;
    }
    let Some((lane, visit)) = here else { return place(0, 0) };
    let nearest = |lane: usize| {
        let start = lanes[here?.0].1[here?.1].start;
        let visits = &lanes.get(lane)?.1;
        let nearest = (0..visits.len()).min_by_key(|other| (visits[*other].start - start).abs())?;
        place(lane, nearest)
    };
    match key {
        "Home" => place(lane, 0),
        "End" => place(lane, lanes[lane].1.len() - 1),
        "ArrowUp" => nearest(lane.checked_sub(1)?),
        "ArrowDown" => nearest(lane + 1),
        key if key == on => place(lane, visit + 1),
        _ => place(lane, visit.checked_sub(1)?),
    }
}

/// The visit to which Tab leads: the one that was last focused, in whose lane it is by now, else the first of all.
#[must_use]
pub fn tab_stop(timeline: &Timeline, focused: Option<Place>) -> Option<Place> {
    let by_now = |Place { user_id, job_id }| {
        let visit = timeline.visits.iter().find(|visit| visit.listed.job.id == job_id)?;
        let crew = &visit.listed.job.user_ids;
        Some(Place { user_id: *crew.iter().find(|one| **one == user_id).or(crew.first())?, job_id })
    };
    focused.and_then(by_now).or_else(|| next_visit(timeline, None, "Home", false))
}

#[cfg(test)]
pub(crate) mod tests {
    use slotwright_wire::slotwright::{BoardJob, Lane, Stretch};

    use super::*;
    use crate::ground::job::tests::job;

    /// A job of this number with this crew, and no names.
    pub(crate) fn listed(id: u64, user_ids: &[u64]) -> BoardJob {
        BoardJob {
            job: slotwright_wire::sonar::Job { id, user_ids: user_ids.to_vec(), ..job() },
            job_type: String::new(),
            color: String::new(),
            place: String::new(),
            address: String::new(),
            telephone: None,
            crew: vec![],
            crew_size: 1,
            wishes: vec![],
            rather_not: vec![],
            fields: vec![],
            particulars: vec![],
            confirmation: None,
        }
    }

    /// A day on which these technicians have these visits: the job, its crew, from and until when.
    pub(crate) fn timeline(lanes: &[u64], visits: &[(u64, &[u64], i32, i32)]) -> Timeline {
        let lane = |user_id: &u64| Lane {
            user_id: *user_id,
            name: String::new(),
            job_types: vec![],
            areas: vec![],
            schedules: vec![],
            open: vec![],
            closed: vec![],
            margins: vec![],
        };
        let visit = |(id, user_ids, start, end): &(u64, &[u64], i32, i32)| PlannedVisit {
            start: *start,
            end: *end,
            was_left: false,
            listed: listed(*id, user_ids),
        };
        Timeline {
            now: "2026-03-02 09:00:00".to_owned(),
            time_zone: "America/Chicago".to_owned(),
            start_date: "2026-03-02".to_owned(),
            days: 1,
            technicians: lanes.iter().map(lane).collect(),
            visits: visits.iter().map(visit).collect(),
        }
    }

    #[test]
    fn as_much_of_each_day_is_drawn_as_somebody_works_or_has_a_visit_in() {
        let mut shown = timeline(&[1, 2], &[]);
        assert_eq!(Hours::of(&shown), Hours { from: 480, to: 1080 });
        shown.technicians[0].open = vec![Stretch { start: 1440 + 450, end: 1440 + 900 }];
        assert_eq!(Hours::of(&shown), Hours { from: 420, to: 1080 }, "whole hours");
        let late = timeline(&[1], &[(7, &[1], 1140, 1145)]);
        assert_eq!(Hours::of(&late), Hours { from: 480, to: 1200 });
        let over_midnight = timeline(&[1], &[(7, &[1], 1380, 1500)]);
        assert_eq!(Hours::of(&over_midnight), Hours { from: 0, to: 1440 });
    }

    #[test]
    fn the_present_is_drawn_only_in_hours_that_are() {
        let hours = Hours { from: 480, to: 1080 };
        assert_eq!((hours.at(480, 1), hours.at(479, 1), hours.at(1440 + 540, 2)), (Some(0), None, Some(660)));
    }

    #[test]
    fn arrows_lead_along_a_lane_and_to_the_nearest_visit_of_the_next_lane_that_has_some() {
        let shown = timeline(&[1, 2, 3], &[(5, &[1, 3], 480, 540), (6, &[1], 600, 660), (7, &[3], 650, 700)]);
        let step = |from: Option<(u64, u64)>, key| {
            let from = from.map(|(user_id, job_id)| Place { user_id, job_id });
            next_visit(&shown, from, key, false).map(|place| (place.user_id, place.job_id))
        };
        assert_eq!(step(None, "ArrowDown"), Some((1, 5)));
        assert_eq!(step(Some((1, 5)), "ArrowRight"), Some((1, 6)));
        assert_eq!(step(Some((1, 6)), "ArrowRight"), None, "there it ends");
        assert_eq!(step(Some((1, 6)), "ArrowDown"), Some((3, 7)), "lane 2 is empty");
        assert_eq!(step(Some((3, 7)), "Home"), Some((3, 5)), "a visit of two has a place in both lanes");
        assert_eq!(step(Some((3, 5)), "ArrowUp"), Some((1, 5)));
        assert_eq!(step(Some((1, 5)), "x"), None);
        let mirrored = next_visit(&shown, Some(Place { user_id: 1, job_id: 5 }), "ArrowLeft", true);
        assert_eq!(mirrored.map(|place| place.job_id), Some(6));
    }

    #[test]
    fn tab_leads_to_the_visit_that_was_focused_and_to_the_first_where_it_is_gone() {
        let shown = timeline(&[1], &[(5, &[1], 480, 540), (6, &[1], 600, 660)]);
        let stop = |job_id| tab_stop(&shown, Some(Place { user_id: 1, job_id })).map(|place| place.job_id);
        assert_eq!((stop(6), stop(9)), (Some(6), Some(5)));
        let moved = timeline(&[1, 2], &[(5, &[1], 480, 540), (6, &[2], 600, 660)]);
        let stop = tab_stop(&moved, Some(Place { user_id: 1, job_id: 6 }));
        assert_eq!(stop, Some(Place { user_id: 2, job_id: 6 }), "it is another's by now");
        assert_eq!(tab_stop(&timeline(&[1], &[]), None), None);
    }
}
