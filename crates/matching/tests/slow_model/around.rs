//! The model's time around jobs: for one minute, everything that keeps it from being offered.

use std::collections::BTreeSet;

use slotwright_matching::*;

use crate::model::in_a_shift;
use crate::worlds::World;

impl World {
    /// Which minutes are free when time around jobs is kept too.
    pub fn minutes_around(&self, user_id: u64, map: &[bool]) -> Vec<bool> {
        let first = self.question.first.0 * 1440;
        let kept = self.kept(user_id);
        (first..).zip(map).map(|(now, free)| *free && !kept.iter().any(|kept| kept.has(now))).collect()
    }

    /// What keeps time from the user: each cause with its own stretch.
    pub fn kept(&self, user_id: u64) -> Vec<Kept> {
        let mut all = Vec::new();
        let mut keep = |cause: String, from: Minute, to: Minute| all.push(Kept { cause, from, to });
        let q = &self.question;
        let buffer = |job_type_id: u64| {
            let found = self.around.buffers.iter().find(|buffer| buffer.job_type_id == job_type_id);
            found.map_or((0, 0), |buffer| (buffer.before_minutes.max(0), buffer.after_minutes.max(0)))
        };
        let jobs: Vec<&Occupied> =
            self.roster.occupied.iter().filter(|job| Some(job.job_id) != q.except_job_id).collect();
        let (before, after) = buffer(q.job_type_id);
        for job in jobs.iter().filter(|job| job.user_id == user_id) {
            let facts = self.around.jobs.get(job.job_id);
            let (its_before, its_after) = facts.map_or((0, 0), |facts| buffer(facts.job_type_id));
            let way = self.way(facts.and_then(|facts| facts.place), q.place);
            // Walk away from the job, first into the evening and then into the morning.
            let mut now = job.interval.end();
            for (cause, minutes) in [("buffer", its_after), ("travel", way), ("buffer", before)] {
                let end = self.end(now, minutes);
                keep(format!("{cause} {}", job.job_id), now, end);
                now = end;
            }
            let mut now = job.interval.start();
            for (cause, minutes) in [("buffer", its_before), ("travel", way), ("buffer", after)] {
                let start = self.start(now, minutes);
                keep(format!("{cause} {}", job.job_id), start, now);
                now = start;
            }
        }
        if let Some(ends) = self.around.day_ends.iter().find(|ends| ends.user_id == user_id) {
            let days = (q.first.0 - 1)..=(q.last.0 + 1);
            for midnight in days.map(|day| day * 1440) {
                let today = self.works(user_id, midnight);
                let works_before = self.works(user_id, midnight - 1440)[1439];
                let works_after = self.works(user_id, midnight + 1440)[0];
                let first = today.iter().position(|works| *works).map(|minute| minute as Minute);
                let last = today.iter().rposition(|works| *works).map(|minute| minute as Minute);
                if let (Some(first), Some(home)) = (first, ends.start)
                    && !(first == 0 && works_before)
                {
                    let start = midnight + first;
                    keep("travel None".into(), start, self.end(start, self.way(Some(home), q.place)));
                }
                if let (Some(last), Some(home)) = (last, ends.end)
                    && !(last == 1439 && works_after)
                {
                    let end = midnight + last + 1;
                    keep("travel None".into(), self.start(end, self.way(Some(home), q.place)), end);
                }
            }
        }
        for midnight in (q.first.0..=q.last.0).map(|day| day * 1440) {
            let of_today = |job: &&&Occupied| job.interval.start() < midnight + 1440 && midnight < job.interval.end();
            let count = |jobs: Vec<&&Occupied>| jobs.iter().map(|job| job.job_id).collect::<BTreeSet<_>>().len();
            let own = count(jobs.iter().filter(of_today).filter(|job| job.user_id == user_id).collect());
            let cap_of = |(id, cap): &(u64, u32)| (*id == user_id).then_some(*cap);
            let cap = self.around.jobs_per_day_of.iter().find_map(cap_of).or(self.around.jobs_per_day);
            if cap.is_some_and(|cap| cap as usize <= own) {
                keep("cap".into(), midnight, midnight + 1440);
            }
            let all_jobs = count(jobs.iter().filter(of_today).collect());
            if self.around.jobs_per_day_of_all.is_some_and(|cap| cap as usize <= all_jobs) {
                keep("cap_of_all".into(), midnight, midnight + 1440);
            }
        }
        all
    }

    /// Goes back until so many minutes have passed.
    fn start(&self, end: Minute, minutes: Minute) -> Minute {
        let (mut now, mut left) = (end, minutes);
        while 0 < left {
            now -= 1;
            left -= i32::from(!self.is_skipped(now));
        }
        now
    }

    /// Which minutes of a day schedules give the user, whatever is in the way.
    fn works(&self, user_id: u64, midnight: Minute) -> Vec<bool> {
        let day = Day(midnight.div_euclid(1440));
        let [opening, closing] = [true, false].map(|available| self.schedules_on(available, user_id, day, false));
        let within =
            |schedules: &[&Schedule], minute| schedules.iter().any(|schedule| in_a_shift(schedule, day, minute));
        (0..1440).map(|minute| within(&opening, minute) && !within(&closing, minute)).collect()
    }

    /// By the haversine formula and the system's sines.
    fn way(&self, from: Option<Point>, to: Option<Point>) -> Minute {
        let Some(travel) = self.around.travel else { return 0 };
        let mut minutes = 0;
        if let (Some(from), Some(to)) = (from, to) {
            let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
            let cosines = from.latitude.to_radians().cos() * to.latitude.to_radians().cos();
            let h = half(from.latitude, to.latitude) + cosines * half(from.longitude, to.longitude);
            let km = 2.0 * h.sqrt().asin() * 6371.0088 * f64::from(travel.detour_percent) / 100.0;
            minutes = (km / f64::from(travel.speed_km_h) * 60.0).ceil() as Minute;
        }
        minutes.max(travel.least_minutes).max(0)
    }
}

pub struct Kept {
    pub cause: String,
    from: Minute,
    to: Minute,
}

impl Kept {
    pub fn has(&self, now: Minute) -> bool {
        self.from <= now && now < self.to
    }
}
