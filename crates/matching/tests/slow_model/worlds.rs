//! The random worlds.

use std::ops::RangeInclusive;

use slotwright_matching::*;

pub const USERS: [u64; 2] = [1, 2];
const JOB_TYPES: [u64; 2] = [1, 2];
/// A Sunday in spring 2024; every rule starts within the weeks around it.
pub const SUNDAY: i32 = 19_848;

#[derive(Clone, Debug)]
pub struct World {
    pub roster: Roster,
    /// The areas of each schedule, in the model's own words.
    pub shapes: Vec<Option<Vec<Shape>>>,
    pub question: Question,
    pub search: Search,
    pub visit: Interval,
    pub around: Around,
    pub windows: Windows,
    pub wishes: Wishes,
}

/// An area with corners on whole degrees.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// From one corner to the opposite one.
    Rectangle([i32; 2], [i32; 2]),
    /// A corner of a square of this size is cut away: `[0, 0]` to `[2 * size, 2 * size]` without the upper right quarter.
    Angle(i32),
    Triangle([[i32; 2]; 3]),
}

impl Shape {
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

impl World {
    pub fn random(seed: u64) -> World {
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
            align: [Align::Clock, Align::ClockOrFirst, Align::Block][r.number(0..=2) as usize],
            earliest,
            latest: earliest + r.number(0..=3) * 1440 + r.number(0..=1440),
            skipped: Skipped::of(&roster.skipped),
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
        let around = r.around();
        let windows = Windows {
            window_minutes: r.number(1..=16) * 15,
            step_minutes: [15, 30, 50, 60, 120][r.number(0..=4) as usize],
            promise: Promise::SomeStart,
        };
        // Half of the wishes where the first user has time, or few could be met.
        let free = roster.free(USERS[0], &question);
        let wish = |r: &mut Random| match free.as_slice() {
            free if r.one_in(2) && !free.is_empty() => {
                let within = free[r.number(0..=free.len() as i32 - 1) as usize];
                Interval::new(within.start() - r.number(-30..=60), within.end() + r.number(0..=60)).unwrap_or(within)
            }
            _ => r.interval(first, 400),
        };
        let rather_not = |r: &mut Random| {
            let longest = if r.one_in(2) { 4 * 1440 } else { 600 };
            r.interval(first, longest)
        };
        let wishes = Wishes {
            wishes: r.list(0..=2, |r| Wish { window: wish(r), rank: r.number(1..=2) as u32 }),
            rather_not: r.list(0..=3, |r| rather_not(r)).into_iter().collect(),
        };
        World { roster, shapes, question, search, visit, around, windows, wishes }
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

    fn around(&mut self) -> Around {
        let buffers = self.list(0..=2, |r| Buffer {
            job_type_id: r.number(1..=2) as u64,
            before_minutes: r.number(-5..=40),
            after_minutes: r.number(0..=90),
        });
        let travel = self.one_in(2).then(|| Travel {
            speed_km_h: self.number(200..=900) as u32,
            detour_percent: self.number(100..=150) as u32,
            least_minutes: self.number(-5..=20),
        });
        let day_ends = self.list(0..=2, |r| DayEnds {
            user_id: r.number(1..=2) as u64,
            start: r.one_in(2).then(|| r.place()),
            end: r.one_in(2).then(|| r.place()),
        });
        let jobs = self.list(0..=5, |r| {
            let place = if r.one_in(4) { None } else { Some(r.place()) };
            (r.number(1..=5) as u64, JobFacts { job_type_id: r.number(1..=2) as u64, place })
        });
        let mut cap = |one_in| self.one_in(one_in).then(|| self.number(1..=3) as u32);
        let (jobs_per_day, own, jobs_per_day_of_all) = (cap(3), cap(3), cap(4));
        let jobs_per_day_of = own.map(|own| (self.number(1..=2) as u64, own)).into_iter().collect();
        let jobs = jobs.into_iter().collect();
        Around { buffers, travel, day_ends, jobs_per_day, jobs_per_day_of, jobs_per_day_of_all, jobs }
    }

    fn place(&mut self) -> Point {
        let mut degrees = || f64::from(self.number(-2..=9)) / 2.0;
        Point { latitude: degrees(), longitude: degrees() }
    }
}
