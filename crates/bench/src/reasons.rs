//! Why a start isn't offered, asked about many people.

use std::hint::black_box;

use slotwright_matching::{
    Around, Blocker, Buffer, Day, Interval, JobFacts, Minute, Occupied, Point, Question, Repetition, Roster, Schedule,
    Search, Shift, TimeOff, Travel, WeekAnchor, WhyNot,
};

use crate::Size;

/// The day asked about, a Monday, and the job type.
const MONDAY: Day = Day(19_856);
const INSTALL: u64 = 7;
/// Visits of each on that day, and on each day around it.
const VISITS: usize = 6;

/// A roster and a question, ready to be asked.
pub struct Asked {
    roster: Roster,
    around: Around,
    question: Question,
    search: Search,
    users: Vec<u64>,
}

impl Asked {
    /// People who work from 8 to 18, have lunch, six visits a day for a week, and now and then a day off; with buffers and
    /// ways around their visits and a cap on each day, or without.
    #[must_use]
    pub fn new(people: usize, with_around: bool) -> Asked {
        let users: Vec<u64> = (1..=people as u64).collect();
        let repetition = Repetition { start: MONDAY + -70, weeks: 1, repetitions: 0, infinite: true };
        let shifts = (0..7).map(|weekday| Shift { weekday, start: 480, end: 1080 }).collect();
        let mut roster = Roster {
            schedules: vec![Schedule {
                user_ids: users.clone(),
                job_type_ids: vec![INSTALL],
                available: true,
                repetition,
                shifts,
                areas: None,
            }],
            blockers: vec![Blocker {
                id: 1,
                user_ids: users.clone(),
                weekdays: [true; 7],
                start: 720,
                end: 750,
                repetition,
            }],
            week_anchor: WeekAnchor::Start,
            ..Roster::default()
        };
        let mut around = Around::default();
        if with_around {
            around = Around {
                buffers: vec![Buffer { job_type_id: INSTALL, before_minutes: 10, after_minutes: 5 }],
                travel: Some(Travel { speed_km_h: 50, detour_percent: 130, least_minutes: 5 }),
                jobs_per_day: Some(8),
                ..Around::default()
            };
        }
        let mut facts = Vec::new();
        for user in &users {
            for day in -3..4 {
                for visit in 0..VISITS {
                    let id = roster.occupied.len() as u64 + 1;
                    let start = (MONDAY + day).start() + 480 + visit as Minute * 85 + (*user as Minute * 7) % 60;
                    let interval = Interval::new(start, start + 45);
                    roster.occupied.extend(interval.map(|interval| Occupied { job_id: id, user_id: *user, interval }));
                    let place = Point {
                        latitude: 41.8 + (id % 17) as f64 / 100.0,
                        longitude: -87.7 + (id % 23) as f64 / 100.0,
                    };
                    facts.push((id, JobFacts { job_type_id: INSTALL, place: Some(place) }));
                }
            }
            if user % 10 == 0 {
                roster.time_offs.push(TimeOff { user_id: *user, interval: MONDAY.interval() });
            }
        }
        around.jobs = facts.into_iter().collect();
        let search = Search {
            earliest: MONDAY.start(),
            latest: (MONDAY + 1).start(),
            ..Size { people, days: 1, busy: VISITS }.search()
        };
        let place = Some(Point { latitude: 41.9, longitude: -87.6 });
        let question = Question { job_type_id: INSTALL, place, first: MONDAY, last: MONDAY, except_job_id: None };
        Asked { roster, around, question, search, users }
    }

    /// Why nobody is sent at ten, all of it; tells how many reasons there are.
    #[must_use]
    pub fn why_not(&self) -> usize {
        let start = MONDAY.start() + 600;
        let why_not = self.roster.why_not(&self.users, start, &self.question, &self.search, &self.around);
        let WhyNot { start, people } = black_box(&why_not);
        start.len() + people.iter().map(Vec::len).sum::<usize>()
    }
}
