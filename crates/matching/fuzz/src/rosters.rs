//! Rosters: what is found can be booked, and what isn't has a cause.

use slotwright_matching::*;

use super::bytes::Bytes;

const USERS: [u64; 3] = [1, 2, 3];

/// Finding, booking and reasons agree about a roster.
pub fn rosters(bytes: &[u8]) {
    let bytes = &mut Bytes(bytes);
    let first = if bytes.is() { Day(0) } else { Day(bytes.number()) };
    let roster = roster(bytes, first);
    let around = around(bytes);
    let place = bytes.option(Bytes::point);
    let except_job_id = bytes.option(|bytes| u64::from(bytes.byte() % 4));
    let q = Question { job_type_id: 1, place, first, last: first + (bytes.up_to(3) - 1), except_job_id };
    let mut search = Search { skipped: Skipped::of(&roster.skipped), ..bytes.search() };
    if bytes.is() {
        // Otherwise the first day is rarely within notice and horizon.
        (search.earliest, search.latest) = (first.start(), first.start().saturating_add(4 * 1440));
    }

    let free = USERS.map(|user_id| roster.free(user_id, &q));
    assert_eq!(roster.free_each(&USERS, &q), free);
    let around_jobs = USERS.map(|user_id| roster.free_around(user_id, &q, &around));
    for ((user_id, free), around_jobs) in USERS.into_iter().zip(&free).zip(&around_jobs) {
        assert!(around_jobs.difference(free).is_empty());
        let jobs = roster.occupied.iter().filter(|job| job.user_id == user_id && Some(job.job_id) != except_job_id);
        jobs.for_each(|job| assert!(free.cut_at(search.skipped).clip(job.interval).is_empty()));
        let _ = (roster.open(user_id, 1, q.first), roster.blocker_occurrences(user_id, q.last));
    }

    // Bookability.
    let visit = bytes.interval(600);
    let asked = Interval::new(q.first.start(), q.last.interval().end());
    if asked.is_some_and(|asked| asked.covers(visit)) {
        let is_skipped = |minute: Minute| roster.skipped.iter().any(|skipped| skipped.contains(minute));
        let is_shown = !is_skipped(visit.start()) && !is_skipped(visit.end() - 1);
        let of_a_day = is_shown && Day::of(visit.start()).interval().covers(visit);
        let is_free = |free: &IntervalSet| of_a_day && free.covers(visit);
        let refused =
            |free: &[IntervalSet; 3]| (0..3).find(|person| !is_free(&free[*person])).map(|person| USERS[person]);
        assert_eq!(roster.first_not_free(&USERS, visit, 1, place, except_job_id), refused(&free));
        assert_eq!(roster.first_not_free_around(&USERS, visit, &q, &around), refused(&around_jobs));
    }

    // Reasons.
    let crew = Crew {
        seats: bytes.list(3, |bytes| Seat {
            first_minutes: bytes.option(Bytes::number),
            skills: bytes.list(1, |bytes| u64::from(bytes.byte() % 3)),
            person: bytes.option(|bytes| usize::from(bytes.byte() % 4)),
        }),
        with_skill: bytes.list(2, |bytes| (u64::from(bytes.byte() % 3), usize::from(bytes.byte() % 3))),
    };
    let skills: Vec<Vec<u64>> = USERS.iter().map(|_| bytes.list(2, |bytes| u64::from(bytes.byte() % 3))).collect();
    let candidates: Vec<Candidate> =
        USERS.into_iter().zip(&skills).map(|(user_id, skills)| Candidate { user_id, skills }).collect();
    let people: Vec<Person> = around_jobs.iter().zip(&skills).map(|(free, skills)| Person { free, skills }).collect();
    let found = openings(&around_jobs, &search);
    let of_crew = crew.openings(&people, &search);
    let some = |found: &[Opening]| found.get(found.len() / 2).map_or(visit.start(), |opening| opening.start);
    let (one, other) = (some(&found), some(&of_crew));
    for start in [one, one.saturating_add(1), other, other.saturating_sub(1), visit.start()] {
        let why_not = roster.why_not(&USERS, start, &q, &search, &around);
        let is_opening = found.iter().any(|opening| opening.start == start);
        assert_eq!(why_not.is_opening(), is_opening, "{start} {why_not:?}\n{q:?} {search:?}\n{roster:#?}");
        let why_no_crew = crew.why_not(&roster, &candidates, start, &q, &search, &around);
        let is_opening = of_crew.iter().any(|opening| opening.start == start);
        assert_eq!(
            why_no_crew.is_opening(),
            is_opening,
            "{start} {why_no_crew:?}\n{crew:?} {q:?} {search:?}\n{roster:#?}"
        );
        assert!(!is_opening || crew.choose(&people, start, &search, Choice::LeastLoaded).is_some());
        for reason in [why_not, why_no_crew].iter().flat_map(|w| w.start.iter().chain(w.people.iter().flatten())) {
            assert!(reason.interval().is_none_or(|interval| interval.start() < interval.end()), "{reason:?}");
        }
    }
}

fn roster(bytes: &mut Bytes, first: Day) -> Roster {
    let near = |bytes: &mut Bytes| {
        // Most of what happens, happens on the days that are asked about.
        let shift = first.start();
        let interval = bytes.interval(1500);
        Interval::new(interval.start().saturating_add(shift), interval.end().saturating_add(shift)).unwrap_or(interval)
    };
    Roster {
        schedules: bytes.list(3, |bytes| Schedule {
            user_ids: users(bytes),
            job_type_ids: bytes.list(2, |bytes| u64::from(bytes.byte() % 2)),
            available: bytes.byte() % 4 != 3,
            repetition: repetition(bytes, first),
            shifts: bytes.list(3, |bytes| Shift {
                weekday: (first + bytes.up_to(2)).weekday() + bytes.one_of(&[0, 0, 0, 7]),
                start: bytes.number(),
                end: bytes.number(),
            }),
            areas: bytes.option(|bytes| bytes.list(1, |bytes| Polygon(bytes.list(4, Bytes::point)))),
        }),
        blockers: bytes.list(2, |bytes| Blocker {
            id: u64::from(bytes.byte() % 2),
            user_ids: users(bytes),
            weekdays: [(); 7].map(|()| bytes.is()),
            start: bytes.number(),
            end: bytes.number(),
            repetition: repetition(bytes, first),
        }),
        overrides: bytes.list(2, |bytes| BlockerOverride {
            blocker_id: u64::from(bytes.byte() % 2),
            user_id: u64::from(bytes.byte() % 4),
            day: first + bytes.up_to(2),
            start: bytes.number(),
            end: bytes.number(),
        }),
        time_offs: bytes.list(2, |bytes| TimeOff { user_id: u64::from(bytes.byte() % 4), interval: near(bytes) }),
        occupied: bytes.list(4, |bytes| Occupied {
            job_id: u64::from(bytes.byte() % 4),
            user_id: u64::from(bytes.byte() % 4),
            interval: near(bytes),
        }),
        skipped: bytes.list(1, near).into_iter().collect(),
        week_anchor: bytes.one_of(&[WeekAnchor::Start, WeekAnchor::Sunday]),
    }
}

fn users(bytes: &mut Bytes) -> Vec<u64> {
    let which = bytes.byte();
    USERS.into_iter().filter(|user_id| which >> user_id & 1 == 0).collect()
}

fn repetition(bytes: &mut Bytes, first: Day) -> Repetition {
    Repetition {
        start: if bytes.is() { first + -bytes.up_to(20) } else { Day(bytes.number()) },
        weeks: bytes.one_of(&[1, 1, 0, 2, 3, u32::MAX]),
        repetitions: bytes.one_of(&[0, 1, 2, u32::MAX]),
        infinite: !bytes.is(),
    }
}

fn around(bytes: &mut Bytes) -> Around {
    let cap = |bytes: &mut Bytes| bytes.option(|bytes| u32::from(bytes.byte() % 4));
    Around {
        buffers: bytes.list(2, |bytes| Buffer {
            job_type_id: u64::from(bytes.byte() % 2),
            before_minutes: bytes.number(),
            after_minutes: bytes.number(),
        }),
        travel: bytes.option(|bytes| Travel {
            speed_km_h: u32::from(bytes.byte()) * 4,
            detour_percent: u32::from(bytes.byte()),
            least_minutes: bytes.number(),
        }),
        day_ends: bytes.list(2, |bytes| DayEnds {
            user_id: u64::from(bytes.byte() % 4),
            start: bytes.option(Bytes::point),
            end: bytes.option(Bytes::point),
        }),
        jobs_per_day: cap(bytes),
        jobs_per_day_of: bytes.list(1, |bytes| (u64::from(bytes.byte() % 4), u32::from(bytes.byte() % 4))),
        jobs_per_day_of_all: cap(bytes),
        jobs: bytes
            .list(4, |bytes| {
                let facts = JobFacts { job_type_id: u64::from(bytes.byte() % 2), place: bytes.option(Bytes::point) };
                (u64::from(bytes.byte() % 4), facts)
            })
            .into_iter()
            .collect(),
    }
}
