//! A slow model of a roster, minute by minute, agrees with the fast one on ten thousand random worlds; in wasm too, where
//! the widget's matching runs.
//!
//! `SLOTWRIGHT_WORLDS` sets another number of worlds: `cargo xtask race matching` asks about a million, and in wasm about a hundred
//! thousand.
//!
//! The model asks the one question, is this user free for such a job at this place in this minute, and answers it the
//! way one would explain it to a dispatcher. It has nothing in common with the fast version but the types of its input.

mod around;
mod model;
mod reasons;
mod wishes;
mod worlds;

use slotwright_matching::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
use worlds::{USERS, World};

const WORLDS: u64 = 10_000;

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_slow_model_agrees_on_thousands_of_random_worlds() {
    let worlds = worlds(std::env::var("SLOTWRIGHT_WORLDS").ok().as_deref());
    let threads = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || (thread..worlds).step_by(threads as usize).for_each(agree));
        }
    });
}

// There is no environment in wasm but that of the compiler.
#[cfg(target_arch = "wasm32")]
#[test]
fn the_slow_model_agrees_on_thousands_of_random_worlds() {
    (0..worlds(option_env!("SLOTWRIGHT_WORLDS"))).for_each(agree);
}

fn worlds(set: Option<&str>) -> u64 {
    set.map_or(WORLDS, |worlds| worlds.parse().expect("a number of worlds"))
}

#[test]
fn the_random_worlds_are_worth_the_name() {
    let (mut some_free, mut nothing_free, mut bookable, mut wished) = (0, 0, 0, 0);
    let (mut met, mut met_reluctantly, mut concessions) = (0, 0, [0; 4]);
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

        let sets = USERS.map(|user_id| world.roster.free(user_id, &world.question));
        for (wish, found) in world.wishes.wishes.iter().zip(world.wishes.feasibility(&sets, &world.search)) {
            met += usize::from(found.best.is_some());
            met_reluctantly += usize::from(found.is_rather_not);
            for concession in world.wishes.concessions(wish.window, &sets, &world.search) {
                let kind = match concession {
                    Concession::Shorter { .. } => 0,
                    Concession::OtherTime { .. } => 1,
                    Concession::OtherDay { .. } => 2,
                    _ => 3,
                };
                concessions[kind] += 1;
            }
        }
    }
    let share = [some_free, nothing_free, bookable, wished, met];
    assert!(share.iter().all(|worlds| (100..900).contains(worlds)), "of 1000 worlds: {share:?}");
    let rare = [&concessions[..], &[met_reluctantly]].concat();
    assert!(rare.iter().all(|worlds| (20..900).contains(worlds)), "of 1000 worlds: {rare:?}");
}

/// Compares all answers about one world.
fn agree(seed: u64) {
    let world = World::random(seed);
    let World { roster, question: q, search, visit, around, .. } = &world;
    let fail = |what: &str, slow: &dyn std::fmt::Debug, fast: &dyn std::fmt::Debug| {
        panic!("{what} differs in the world of seed {seed}\nslow {slow:?}\nfast {fast:?}\n{world:#?}");
    };

    let days: Vec<Day> = (q.first.0..=q.last.0).map(Day).collect();
    let maps = USERS.map(|user_id| world.minutes(user_id));
    let sets = USERS.map(|user_id| roster.free(user_id, q));
    for (map, set) in maps.iter().zip(&sets) {
        let shown = set.cut_at(search.skipped);
        let (slow, fast) = (runs(map, q.first, false), shown.as_slice());
        if slow != fast || *set != shown.clone().joined_over(search.skipped) {
            fail("free", &slow, &set);
        }
        let slow: Vec<(Day, Vec<Interval>)> = days
            .iter()
            .map(|day| (*day, runs(&map[world.minutes_of(*day)], *day, true)))
            .map(|(day, blocks)| {
                (day, blocks.into_iter().filter(|b| b.end() - b.start() >= search.length_minutes).collect())
            })
            .filter(|(_, blocks): &(Day, Vec<Interval>)| !blocks.is_empty())
            .collect();
        let fast = blocks(&shown, q.first, q.last, search.length_minutes);
        if slow != fast {
            fail("blocks", &slow, &fast);
        }
    }

    let both: Vec<bool> = maps[0].iter().zip(&maps[1]).map(|(one, other)| *one && *other).collect();
    let (slow, fast) = (runs(&both, q.first, false), roster.free_in_common(&USERS, q));
    if slow != fast.cut_at(search.skipped).as_slice() {
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

    // The rest is asked of every fourth world: the model takes its time to look around and to explain itself.
    if seed.is_multiple_of(4) {
        let maps = [0, 1].map(|i| world.minutes_around(USERS[i], &maps[i]));
        let sets = USERS.map(|user_id| roster.free_around(user_id, q, around));
        for (map, set) in maps.iter().zip(&sets) {
            let (slow, fast) = (runs(map, q.first, false), set.cut_at(search.skipped));
            if slow != fast.as_slice() {
                fail("free around jobs", &slow, &fast);
            }
        }
        let slow = USERS.iter().zip(&maps).find(|(_, map)| !world.has(map, *visit)).map(|(user_id, _)| *user_id);
        let fast = roster.first_not_free_around(&USERS, *visit, q, around);
        if slow != fast {
            fail("first not free around jobs", &slow, &fast);
        }
        let (slow, fast) = (world.openings(&maps), openings(&sets, search));
        if slow != fast {
            fail("openings around jobs", &slow, &fast);
        }
        for start in world.asked_about(&fast) {
            let why_not = roster.why_not(&USERS, start, q, search, around);
            let is_opening = slow.iter().any(|opening| opening.start == start);
            if why_not.is_opening() != is_opening {
                fail("being an opening", &(start, is_opening), &why_not);
            }
            for ((user_id, map), reasons) in USERS.iter().zip(&maps).zip(&why_not.people) {
                let (slow, fast) = (world.causes(*user_id, map, start), reasons::named(reasons));
                if slow != fast {
                    fail("the reasons", &(user_id, start, slow), &reasons);
                }
            }
            let (slow, fast) = (world.causes_of_the_start(&maps, start), reasons::named(&why_not.start));
            if slow != fast {
                fail("the reasons of a start", &(start, slow), &why_not.start);
            }
        }
    }

    for (promise, every) in [(Promise::EveryStart, true), (Promise::SomeStart, false)] {
        let windows = Windows { promise, ..world.windows };
        let slow = world.arrival_windows(&maps, every);
        let fast = arrival_windows(&sets, search, &windows);
        if slow != fast {
            fail("arrival windows", &(every, slow), &fast);
        }
    }

    let (slow, fast) = (world.feasibility(&maps), world.wishes.feasibility(&sets, search));
    if slow != fast {
        fail("wishes", &slow, &fast);
    }
    let (slow, fast) = (world.best_wish(&maps), world.wishes.best(&sets, search));
    if slow != fast {
        fail("the best wish", &slow, &fast);
    }
    for wish in &world.wishes.wishes {
        let (slow, fast) =
            (world.concessions(wish.window, &maps), world.wishes.concessions(wish.window, &sets, search));
        if slow != fast {
            fail("what would have to give", &(wish, slow), &fast);
        }
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
