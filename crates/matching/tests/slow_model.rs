//! A slow model of a roster, minute by minute, agrees with the fast one on a hundred thousand random worlds.
//!
//! `SLOTWRIGHT_WORLDS` sets another number of worlds: `cargo xtask race` asks about a million. In wasm, where the widget's
//! matching runs, the same hundred thousand are asked by `cargo xtask test --only wasm`.
//!
//! The model asks the one question, is this user free for such a job at this place in this minute, and answers it the
//! way one would explain it to a dispatcher. It has nothing in common with the fast version but the types of its input.

use std::ops::RangeInclusive;

use slotwright_matching::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const WORLDS: u64 = 100_000;

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_slow_model_agrees_on_a_hundred_thousand_random_worlds() {
    let worlds =
        std::env::var("SLOTWRIGHT_WORLDS").map_or(WORLDS, |worlds| worlds.parse().expect("a number of worlds"));
    let threads = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || (thread..worlds).step_by(threads as usize).for_each(agree));
        }
    });
}

#[cfg(target_arch = "wasm32")]
#[test]
fn the_slow_model_agrees_on_a_hundred_thousand_random_worlds() {
    (0..WORLDS).for_each(agree);
}

#[test]
fn the_random_worlds_are_worth_the_name() {
    let (mut some_free, mut nothing_free, mut bookable, mut wished) = (0, 0, 0, 0);
    for seed in 0..1000 {
        let world = World::random(seed);
        let free = world.roster.free(USERS[0], &world.question);
        some_free += usize::from(free.as_slice().len() > 3);
        nothing_free += usize::from(free.is_empty());
        let Question { job_type_id, place, except_job_id, .. } = world.question;
        bookable += usize::from(
            world.roster.first_not_free(&USERS[..1], world.visit, job_type_id, place, except_job_id).is_none(),
        );
        wished += usize::from(!openings(&[free], &world.search).is_empty());
    }
    let share = [some_free, nothing_free, bookable, wished];
    assert!(share.iter().all(|worlds| (100..900).contains(worlds)), "of 1000 worlds: {share:?}");
}

/// Compares all answers about one world.
fn agree(seed: u64) {
    let world = World::random(seed);
    let World { roster, question: q, search, visit, .. } = &world;
    let fail = |what: &str, slow: &dyn std::fmt::Debug, fast: &dyn std::fmt::Debug| {
        panic!("{what} differs in the world of seed {seed}\nslow {slow:?}\nfast {fast:?}\n{world:#?}");
    };

    let days: Vec<Day> = (q.first.0..=q.last.0).map(Day).collect();
    let maps = USERS.map(|user_id| world.minutes(user_id));
    let sets = USERS.map(|user_id| roster.free(user_id, q));
    for (map, set) in maps.iter().zip(&sets) {
        let (slow, fast) = (runs(map, q.first, false), set.as_slice());
        if slow != fast {
            fail("free", &slow, &fast);
        }
        let slow: Vec<(Day, Vec<Interval>)> = days
            .iter()
            .map(|day| (*day, runs(&map[world.minutes_of(*day)], *day, true)))
            .map(|(day, blocks)| {
                (day, blocks.into_iter().filter(|b| b.end() - b.start() >= search.length_minutes).collect())
            })
            .filter(|(_, blocks): &(Day, Vec<Interval>)| !blocks.is_empty())
            .collect();
        let fast = blocks(set, q.first, q.last, search.length_minutes);
        if slow != fast {
            fail("blocks", &slow, &fast);
        }
    }

    let both: Vec<bool> = maps[0].iter().zip(&maps[1]).map(|(one, other)| *one && *other).collect();
    let (slow, fast) = (runs(&both, q.first, false), roster.free_in_common(&USERS, q));
    if slow != fast.as_slice() {
        fail("free in common", &slow, &fast);
    }

    let slow = USERS.iter().zip(&maps).find(|(_, map)| !world.has(map, *visit)).map(|(user_id, _)| *user_id);
    let fast = roster.first_not_free(&USERS, *visit, q.job_type_id, q.place, q.except_job_id);
    if slow != fast {
        fail("first not free", &slow, &fast);
    }

    let (slow, fast) = (world.openings(&maps), openings(&sets, search));
    if slow != fast {
        fail("openings", &slow, &fast);
    }

    let open: Vec<bool> = (0..MINUTES_PER_DAY).map(|minute| world.open(USERS[0], q.first, minute)).collect();
    let (slow, fast) = (runs(&open, q.first, true), roster.open(USERS[0], q.job_type_id, q.first));
    if slow != fast.as_slice() {
        fail("open", &slow, &fast);
    }
}

/// The maximal runs of true minutes, the first of which is the first of `day`; cut at midnight if `by_day`.
fn runs(map: &[bool], day: Day, by_day: bool) -> Vec<Interval> {
    let mut found: Vec<(Minute, Minute)> = Vec::new();
    for (minute, _) in map.iter().enumerate().filter(|(_, free)| **free) {
        let minute = day.0 * 1440 + minute as Minute;
        match found.last_mut() {
            Some((_, end)) if *end == minute && !(by_day && minute % 1440 == 0) => *end += 1,
            _ => found.push((minute, minute + 1)),
        }
    }
    found.into_iter().map(|(start, end)| Interval::new(start, end).unwrap()).collect()
}

const USERS: [u64; 2] = [1, 2];
const JOB_TYPES: [u64; 2] = [1, 2];
/// A Sunday in spring 2024; every rule starts within the weeks around it.
const SUNDAY: i32 = 19_848;

#[derive(Debug)]
struct World {
    roster: Roster,
    /// The areas of each schedule, in the model's own words.
    shapes: Vec<Option<Vec<Shape>>>,
    question: Question,
    search: Search,
    visit: Interval,
}

/// An area with corners on whole degrees.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// From one corner to the opposite one.
    Rectangle([i32; 2], [i32; 2]),
    /// A corner of a square of this size is cut away: `[0, 0]` to `[2 * size, 2 * size]` without the upper right quarter.
    Angle(i32),
    Triangle([[i32; 2]; 3]),
}

// The model: section by section what the rules say, for one minute.
impl World {
    fn minutes(&self, user_id: u64) -> Vec<bool> {
        let Question { first, last, .. } = self.question;
        let mut map = Vec::new();
        for day in (first.0..=last.0).map(Day) {
            // What depends on the day only is looked up once a day, or a hundred thousand worlds would take an hour.
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
                        && !blockers.iter().any(|(start, end)| *start <= minute && minute < *end)
                        && !self.on_time_off(user_id, now)
                        && !self.on_a_job(user_id, now)
                        && !self.roster.skipped.iter().any(|gap| gap.start() <= now && now < gap.end()),
                );
            }
        }
        map
    }

    fn open(&self, user_id: u64, day: Day, minute: Minute) -> bool {
        let within = |available| {
            self.schedules_on(available, user_id, day, true).iter().any(|schedule| in_a_shift(schedule, day, minute))
        };
        !self.on_time_off(user_id, day.0 * 1440 + minute) && within(true) && !within(false)
    }

    fn schedules_on(&self, available: bool, user_id: u64, day: Day, anywhere: bool) -> Vec<&Schedule> {
        let mut found = Vec::new();
        for (schedule, shapes) in self.roster.schedules.iter().zip(&self.shapes) {
            let admits = match (shapes, self.question.place) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(shapes), Some(place)) => shapes.iter().any(|shape| shape.has(place)),
            };
            if schedule.available == available
                && schedule.user_ids.contains(&user_id)
                && schedule.job_type_ids.contains(&self.question.job_type_id)
                && self.in_an_active_week(&schedule.repetition, day)
                && (anywhere || admits)
            {
                found.push(schedule);
            }
        }
        found
    }

    fn blockers_on(&self, user_id: u64, day: Day) -> Vec<(Minute, Minute)> {
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
                found.push(times);
            }
        }
        found
    }

    /// Walks from the rule's first week to the day, one week after the other.
    fn in_an_active_week(&self, rule: &Repetition, day: Day) -> bool {
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

    fn on_time_off(&self, user_id: u64, now: Minute) -> bool {
        self.roster
            .time_offs
            .iter()
            .any(|off| off.user_id == user_id && off.interval.start() <= now && now < off.interval.end())
    }

    fn on_a_job(&self, user_id: u64, now: Minute) -> bool {
        self.roster.occupied.iter().any(|job| {
            job.user_id == user_id
                && self.question.except_job_id != Some(job.job_id)
                && job.interval.start() <= now
                && now < job.interval.end()
        })
    }

    fn minutes_of(&self, day: Day) -> std::ops::Range<usize> {
        let first = ((day.0 - self.question.first.0) * 1440) as usize;
        first..first + 1440
    }

    /// Whether all minutes of the visit are true and of one day.
    fn has(&self, map: &[bool], visit: Interval) -> bool {
        let first = self.question.first.0 * 1440;
        let one_day = visit.start() / 1440 == (visit.end() - 1) / 1440;
        one_day && (visit.start()..visit.end()).all(|now| map.get((now - first) as usize) == Some(&true))
    }

    /// Tries every minute as a start.
    fn openings(&self, maps: &[Vec<bool>]) -> Vec<Opening> {
        let Search { length_minutes, crew, step_minutes, align, earliest, latest } = self.search;
        let midnight = self.question.first.0 * 1440;
        let mut found = Vec::new();
        // For how long each of the people has been free today; none yet when they aren't.
        let mut free_since = vec![None; maps.len()];
        for (minute, start) in (midnight..).take(maps[0].len()).enumerate() {
            for (since, map) in free_since.iter_mut().zip(maps) {
                let before = since.filter(|_| start % 1440 != 0);
                *since = map[minute].then(|| before.map_or(0, |minutes| minutes + 1));
            }
            let Some(visit) = Interval::new(start, start + length_minutes) else { continue };
            if start < earliest || latest < visit.end() {
                continue;
            }
            let on_grid = |since: Option<i32>| match align {
                Align::Clock => start % 1440 % step_minutes == 0,
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
}

fn in_a_shift(schedule: &Schedule, day: Day, minute: Minute) -> bool {
    schedule.shifts.iter().any(|shift| shift.weekday == weekday(day) && shift.start <= minute && minute < shift.end)
}

fn weekday(day: Day) -> u8 {
    ((day.0 - SUNDAY + 7 * 1000) % 7) as u8
}

impl Shape {
    fn has(self, place: Point) -> bool {
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

    fn polygon(self) -> Polygon {
        let corners = match self {
            Shape::Rectangle([left, low], [right, high]) => {
                vec![[left, low], [left, high], [right, high], [right, low]]
            }
            Shape::Angle(size) => {
                vec![[0, 0], [2 * size, 0], [2 * size, size], [size, size], [size, 2 * size], [0, 2 * size]]
            }
            Shape::Triangle(corners) => corners.to_vec(),
        };
        let point = |[x, y]: [i32; 2]| Point { latitude: f64::from(y), longitude: f64::from(x) };
        Polygon(corners.into_iter().map(point).collect())
    }
}

// The worlds.
impl World {
    fn random(seed: u64) -> World {
        let mut r = Random(seed);
        let mut shapes = Vec::new();
        let schedules = r.list(1..=6, |r| {
            let here = if r.one_in(4) { Some(r.list(0..=2, Random::shape)) } else { None };
            let areas = here.as_ref().map(|shapes| shapes.iter().map(|shape| shape.polygon()).collect());
            shapes.push(here);
            Schedule {
                user_ids: r.some_of(&USERS),
                job_type_ids: r.some_of(&JOB_TYPES),
                available: !r.one_in(6),
                repetition: r.repetition(),
                shifts: r.list(0..=16, |r| {
                    // Often a quarter hour's grid, so that ranges touch.
                    let (start, end) = r.part_of_day();
                    Shift { weekday: r.number(0..=6) as u8, start: start / 15 * 15, end: (end + 14) / 15 * 15 }
                }),
                areas,
            }
        });
        let blockers = r.list(0..=3, |r| {
            let (start, end) = r.part_of_day();
            let end = if r.one_in(4) { end } else { end.min(start + 90) };
            let weekdays = [(); 7].map(|()| !r.one_in(3));
            let id = r.number(1..=3) as u64;
            Blocker { id, user_ids: r.some_of(&USERS), weekdays, start, end, repetition: r.repetition() }
        });
        let first = Day(SUNDAY + r.number(0..=30));
        let question = Question {
            job_type_id: r.number(1..=2) as u64,
            place: if r.one_in(5) { None } else { Some(r.place()) },
            first,
            last: first + r.number(0..=2),
            except_job_id: if r.one_in(2) { Some(r.number(1..=4) as u64) } else { None },
        };
        let overrides = r.list(0..=4, |r| {
            let (start, end) = r.part_of_day();
            BlockerOverride {
                blocker_id: r.number(1..=3) as u64,
                user_id: r.number(1..=2) as u64,
                day: first + r.number(-1..=2),
                start,
                end: end.min(start + 120),
            }
        });
        let time_offs = r.list(0..=2, |r| {
            let longest = if r.one_in(4) { 3 * 1440 } else { 300 };
            TimeOff { user_id: r.number(1..=2) as u64, interval: r.interval(first, longest) }
        });
        let mut occupied = Vec::new();
        for job_id in 1..=r.number(0..=4) as u64 {
            let interval = r.interval(first, 300);
            occupied.extend(r.some_of(&USERS).into_iter().map(|user_id| Occupied { job_id, user_id, interval }));
        }
        let skipped = r.list(0..=1, |r| r.interval(first, 60)).into_iter().collect();
        let week_anchor = if r.one_in(2) { WeekAnchor::Start } else { WeekAnchor::Sunday };
        let roster = Roster { schedules, blockers, overrides, time_offs, occupied, skipped, week_anchor };

        let earliest = first.0 * 1440 + r.number(-200..=700);
        let search = Search {
            length_minutes: r.number(1..=12) * 15 + if r.one_in(4) { r.number(-14..=14) } else { 0 },
            crew: r.number(1..=2) as usize,
            step_minutes: [1, 5, 7, 15, 30, 45, 60, 90][r.number(0..=7) as usize],
            align: if r.one_in(2) { Align::Clock } else { Align::Block },
            earliest,
            latest: earliest + r.number(0..=3) * 1440 + r.number(0..=1440),
        };
        // A visit inside the days asked for; half of them where the first user has time, or none would be bookable.
        let last_minute = (question.last.0 + 1) * 1440;
        let start = first.0 * 1440 + r.number(0..=last_minute - first.0 * 1440 - 1);
        let start = match roster.free(USERS[0], &question).as_slice() {
            free if r.one_in(2) && !free.is_empty() => {
                let within = free[r.number(0..=free.len() as i32 - 1) as usize];
                r.number(within.start() - 1..=within.end()).clamp(first.0 * 1440, last_minute - 1)
            }
            _ => start,
        };
        let visit = Interval::new(start, (start + r.number(1..=180)).min(last_minute)).unwrap();
        World { roster, shapes, question, search, visit }
    }
}

/// SplitMix64: small, and the same worlds everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn number(&mut self, range: RangeInclusive<i32>) -> i32 {
        let (low, high) = range.into_inner();
        low + (self.next() % (high - low + 1) as u64) as i32
    }

    fn one_in(&mut self, many: i32) -> bool {
        self.number(1..=many) == 1
    }

    fn list<T>(&mut self, length: RangeInclusive<i32>, mut item: impl FnMut(&mut Random) -> T) -> Vec<T> {
        (0..self.number(length)).map(|_| item(self)).collect()
    }

    /// Usually both, sometimes one, rarely none.
    fn some_of(&mut self, ids: &[u64]) -> Vec<u64> {
        ids.iter().copied().filter(|_| !self.one_in(5)).collect()
    }

    fn part_of_day(&mut self) -> (Minute, Minute) {
        let start = self.number(0..=1439);
        let end = match self.number(1..=8) {
            1 => 1440,
            _ => (start + self.number(1..=600)).min(1440),
        };
        (if self.one_in(8) { 0 } else { start }, end)
    }

    fn repetition(&mut self) -> Repetition {
        Repetition {
            start: Day(SUNDAY + self.number(-30..=18)),
            weeks: if self.one_in(2) { 1 } else { self.number(1..=4) as u32 },
            repetitions: if self.one_in(8) { u32::MAX } else { self.number(0..=4) as u32 },
            infinite: !self.one_in(3),
        }
    }

    /// Up to so long, from the day before `first` on.
    fn interval(&mut self, first: Day, longest: Minute) -> Interval {
        let start = first.0 * 1440 + self.number(-1440..=3 * 1440);
        Interval::new(start, start + self.number(1..=longest)).unwrap()
    }

    fn shape(&mut self) -> Shape {
        let mut corner = || [self.number(-1..=4), self.number(-1..=4)];
        let [a, b, c] = [corner(), corner(), corner()];
        match self.number(0..=2) {
            0 => Shape::Rectangle([a[0].min(b[0]), a[1].min(b[1])], [a[0].max(b[0]), a[1].max(b[1])]),
            1 => Shape::Angle(self.number(1..=2)),
            _ => Shape::Triangle([a, b, c]),
        }
    }

    fn place(&mut self) -> Point {
        let mut degrees = || f64::from(self.number(-2..=9)) / 2.0;
        Point { latitude: degrees(), longitude: degrees() }
    }
}
