//! The model: section by section what the rules say, for one minute.

use slotwright_matching::*;

use crate::worlds::{SUNDAY, Shape, World};

impl World {
    pub fn minutes(&self, user_id: u64) -> Vec<bool> {
        let Question { first, last, .. } = self.question;
        let mut map = Vec::new();
        for day in (first.0..=last.0).map(Day) {
            // What depends on the day only is looked up once a day, or a million worlds would take a day.
            let covers = |available| self.schedules_on(available, user_id, day, false);
            let (opening, closing) = (covers(true), covers(false));
            let blockers = self.blockers_on(user_id, day);
            for minute in 0..1440 {
                let within =
                    |schedules: &[&Schedule]| schedules.iter().any(|schedule| in_a_shift(schedule, day, minute));
                let now = day.0 * 1440 + minute;
                map.push(
                    within(&opening)
                        && !within(&closing)
                        && !blockers.iter().any(|(_, start, end)| *start <= minute && minute < *end)
                        && !self.on_time_off(user_id, now)
                        && !self.on_a_job(user_id, now)
                        && !self.is_skipped(now),
                );
            }
        }
        map
    }

    pub fn open(&self, user_id: u64, day: Day, minute: Minute) -> bool {
        let within = |available| {
            self.schedules_on(available, user_id, day, true).iter().any(|schedule| in_a_shift(schedule, day, minute))
        };
        let now = day.0 * 1440 + minute;
        !self.is_skipped(now) && !self.on_time_off(user_id, now) && within(true) && !within(false)
    }

    pub fn schedules_on(&self, available: bool, user_id: u64, day: Day, anywhere: bool) -> Vec<&Schedule> {
        let mut found = Vec::new();
        for (schedule, shapes) in self.roster.schedules.iter().zip(&self.shapes) {
            if schedule.available == available
                && schedule.user_ids.contains(&user_id)
                && schedule.job_type_ids.contains(&self.question.job_type_id)
                && self.in_an_active_week(&schedule.repetition, day)
                && (anywhere || self.is_for_the_place(shapes))
            {
                found.push(schedule);
            }
        }
        found
    }

    pub fn is_for_the_place(&self, shapes: &Option<Vec<Shape>>) -> bool {
        match (shapes, self.question.place) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(shapes), Some(place)) => shapes.iter().any(|shape| shape.has(place)),
        }
    }

    pub fn blockers_on(&self, user_id: u64, day: Day) -> Vec<(u64, Minute, Minute)> {
        let mut found = Vec::new();
        for blocker in &self.roster.blockers {
            let flag = blocker.weekdays[weekday(day) as usize];
            if flag && blocker.user_ids.contains(&user_id) && self.in_an_active_week(&blocker.repetition, day) {
                let mut times = (blocker.start, blocker.end);
                for moved in &self.roster.overrides {
                    if moved.blocker_id == blocker.id && moved.user_id == user_id && moved.day == day {
                        times = (moved.start, moved.end);
                    }
                }
                found.push((blocker.id, times.0, times.1));
            }
        }
        found
    }

    /// Walks from the rule's first week to the day, one week after the other.
    pub fn in_an_active_week(&self, rule: &Repetition, day: Day) -> bool {
        if day.0 < rule.start.0 {
            return false;
        }
        let mut week = rule.start;
        while self.roster.week_anchor == WeekAnchor::Sunday && weekday(week) != 0 {
            week.0 -= 1;
        }
        let (mut active_weeks_so_far, mut idle_weeks_left) = (0, 0);
        loop {
            let active = idle_weeks_left == 0;
            if active {
                idle_weeks_left = rule.weeks;
                active_weeks_so_far += 1;
            }
            idle_weeks_left -= 1;
            if day.0 < week.0 + 7 {
                return active && (rule.infinite || active_weeks_so_far - 1 <= rule.repetitions);
            }
            week.0 += 7;
        }
    }

    pub fn on_time_off(&self, user_id: u64, now: Minute) -> bool {
        self.roster
            .time_offs
            .iter()
            .any(|off| off.user_id == user_id && off.interval.start() <= now && now < off.interval.end())
    }

    pub fn on_a_job(&self, user_id: u64, now: Minute) -> bool {
        self.roster.occupied.iter().any(|job| {
            job.user_id == user_id
                && self.question.except_job_id != Some(job.job_id)
                && job.interval.start() <= now
                && now < job.interval.end()
        })
    }

    pub fn minutes_of(&self, day: Day) -> std::ops::Range<usize> {
        let first = ((day.0 - self.question.first.0) * 1440) as usize;
        first..first + 1440
    }

    pub fn is_skipped(&self, now: Minute) -> bool {
        self.roster.skipped.iter().any(|gap| gap.start() <= now && now < gap.end())
    }

    /// Waits until so many minutes have passed; until the first that are skipped, all do.
    pub fn end(&self, start: Minute, minutes: Minute) -> Minute {
        let is_near = |gap: &Interval| start < gap.end() && gap.start() < start + minutes;
        let (mut now, mut left) =
            if self.roster.skipped.iter().any(|gap| is_near(&gap)) { (start, minutes) } else { (start + minutes, 0) };
        while 0 < left {
            left -= i32::from(!self.is_skipped(now));
            now += 1;
        }
        now
    }

    /// Whether all minutes of the visit are true and of one day, but for those that are skipped in the middle of it.
    pub fn has(&self, map: &[bool], visit: Interval) -> bool {
        let first = self.question.first.0 * 1440;
        let one_day = visit.start() / 1440 == (visit.end() - 1) / 1440;
        let is_free = |now: Minute| map.get((now - first) as usize) == Some(&true);
        let has_ends = is_free(visit.start()) && is_free(visit.end() - 1);
        one_day && has_ends && (visit.start()..visit.end()).all(|now| is_free(now) || self.is_skipped(now))
    }

    /// The first minute of the same day after those skipped that begin here.
    pub fn beyond(&self, now: Minute) -> Minute {
        let after = (now..).find(|now| !self.is_skipped(*now)).unwrap();
        if after.div_euclid(1440) == now.div_euclid(1440) { after } else { now }
    }

    /// Tries every minute as a start.
    pub fn openings(&self, maps: &[Vec<bool>]) -> Vec<Opening> {
        let Search { length_minutes, crew, step_minutes, align, earliest, latest, .. } = self.search;
        let midnight = self.question.first.0 * 1440;
        let mut found = Vec::new();
        // For how long each of the people has been free today; none yet when they aren't.
        let mut free_since = vec![None; maps.len()];
        for (minute, start) in (midnight..).take(maps[0].len()).enumerate() {
            for (since, map) in free_since.iter_mut().zip(maps) {
                let before = since.filter(|_| start % 1440 != 0);
                *since = map[minute].then(|| before.map_or(0, |minutes| minutes + 1));
            }
            let Some(visit) = Interval::new(start, self.end(start, length_minutes)) else { continue };
            if start < earliest || latest < visit.end() {
                continue;
            }
            let on_grid = |since: Option<i32>| match align {
                Align::Clock => start % 1440 % step_minutes == 0,
                Align::ClockOrFirst => self.is_clock_or_first(maps, start),
                Align::Block => since.is_some_and(|minutes| minutes % step_minutes == 0),
            };
            let may_start = free_since.iter().any(|since| on_grid(*since));
            let able = |person: &usize| may_start && self.has(&maps[*person], visit);
            let people: Vec<usize> = (0..maps.len()).filter(able).collect();
            // It is no use to start where somebody's block does who has no time for the whole visit.
            if crew <= people.len() && people.iter().any(|person| on_grid(free_since[*person])) {
                found.push(Opening { start, people: people.len() as u32 });
            }
        }
        found
    }

    /// Whether enough people have time for a visit that starts there.
    pub fn could(&self, maps: &[Vec<bool>], start: Minute) -> bool {
        let visit = Interval::new(start, self.end(start, self.search.length_minutes)).unwrap();
        let able = maps.iter().filter(|map| self.has(map, visit)).count();
        0 < able && self.search.crew <= able
    }

    /// Whether the start is one of the clock's, or the first of those possible one after the other, none of which is.
    pub fn is_clock_or_first(&self, maps: &[Vec<bool>], start: Minute) -> bool {
        let today = start.div_euclid(1440);
        let could = |start: &Minute| start.div_euclid(1440) == today && self.could(maps, *start);
        let is_on_clock = |start: Minute| start % 1440 % self.search.step_minutes == 0;
        is_on_clock(start) || could(&start) && !could(&(start - 1)) && !(start..).take_while(could).any(is_on_clock)
    }

    /// Goes through the windows of each day and asks about each start in them.
    pub fn arrival_windows(&self, maps: &[Vec<bool>], every: bool) -> Vec<ArrivalWindow> {
        let Windows { window_minutes, step_minutes, .. } = self.windows;
        let openings = self.openings(maps);
        let mut found = Vec::new();
        for midnight in (self.question.first.0..=self.question.last.0).map(|day| day * 1440) {
            for start in (midnight..=midnight + 1440 - window_minutes).step_by(step_minutes as usize) {
                let window = start..start + window_minutes;
                let visit = |start| Interval::new(start, self.end(start, self.search.length_minutes)).unwrap();
                let is_kept_by = |map: &&Vec<bool>| window.clone().all(|start| self.has(map, visit(start)));
                let first = if every {
                    let people = maps.iter().filter(is_kept_by).count();
                    let is_promised = visit(window.end - 1).end() <= self.search.latest && self.search.crew <= people;
                    is_promised.then_some(Opening { start, people: people as u32 })
                } else {
                    openings.iter().find(|opening| window.contains(&opening.start)).copied()
                };
                if let Some(first) = first.filter(|_| self.search.earliest <= start) {
                    let window = Interval::new(start, start + window_minutes).unwrap();
                    found.push(ArrivalWindow { window, first });
                }
            }
        }
        found
    }
}

pub fn in_a_shift(schedule: &Schedule, day: Day, minute: Minute) -> bool {
    schedule.shifts.iter().any(|shift| shift.weekday == weekday(day) && shift.start <= minute && minute < shift.end)
}

fn weekday(day: Day) -> u8 {
    ((day.0 - SUNDAY + 7 * 1000) % 7) as u8
}

impl Shape {
    pub fn has(self, place: Point) -> bool {
        // Twice the coordinates are whole numbers.
        let [x, y] = [place.longitude, place.latitude].map(|degrees| (degrees * 2.0) as i32);
        let within =
            |low: [i32; 2], high: [i32; 2]| 2 * low[0] <= x && x <= 2 * high[0] && 2 * low[1] <= y && y <= 2 * high[1];
        match self {
            Shape::Rectangle(low, high) => within(low, high),
            Shape::Angle(size) => within([0, 0], [2 * size, size]) || within([0, 0], [size, 2 * size]),
            Shape::Triangle(corners) => {
                let side = |a: [i32; 2], b: [i32; 2]| {
                    ((b[0] - a[0]) * (y - 2 * a[1]) - (b[1] - a[1]) * (x - 2 * a[0])).signum()
                };
                let [a, b, c] = corners;
                let sides = [side(a, b), side(b, c), side(c, a)];
                let least = [0, 1].map(|axis| corners.iter().map(|corner| corner[axis]).min().unwrap());
                let most = [0, 1].map(|axis| corners.iter().map(|corner| corner[axis]).max().unwrap());
                within(least, most) && !(sides.contains(&1) && sides.contains(&-1))
            }
        }
    }
}
