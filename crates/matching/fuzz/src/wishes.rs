//! Openings, wishes, windows, alternatives and digests of whatever sets.

use slotwright_matching::*;

use super::bytes::Bytes;

/// What is offered fits, and wishes, windows and alternatives are about nothing else.
pub fn wishes(bytes: &[u8]) {
    let bytes = &mut Bytes(bytes);
    let people = bytes.list(4, Bytes::set);
    let search = bytes.search();
    let found = openings(&people, &search);
    let visit = |start: Minute| Interval::new(start, start + search.length_minutes).expect("visits have a length");
    for opening in &found {
        let visit = visit(opening.start);
        assert!(search.earliest <= visit.start() && visit.end() <= search.latest);
        let could_come = who(&people, visit).count();
        assert!(opening.people as usize == could_come && search.crew <= could_come);
        assert_eq!(choose_crew(&people, visit, search.crew).map(|crew| crew.len()), Some(search.crew));
    }
    assert!(found.windows(2).all(|pair| pair[0].start < pair[1].start));

    let wishes = Wishes {
        wishes: bytes.list(3, |bytes| Wish { window: bytes.interval(3000), rank: u32::from(bytes.byte() % 3) }),
        rather_not: bytes.set(),
    };
    let is_rather_not = |opening: &&Opening| !wishes.rather_not.clip(visit(opening.start)).is_empty();
    let met = wishes.feasibility(&people, &search);
    for (wish, met) in wishes.wishes.iter().zip(&met) {
        let within: Vec<&Opening> = found.iter().filter(|opening| wish.window.covers(visit(opening.start))).collect();
        let best = within.iter().copied().min_by_key(|opening| (is_rather_not(opening), opening.start));
        assert_eq!((met.openings, met.best), (within.len(), best.copied()));
        assert_eq!(met.is_rather_not, best.as_ref().is_some_and(is_rather_not));
        let concessions = wishes.concessions(wish.window, &people, &search);
        assert!(concessions.is_empty() || best.is_none());
        for concession in concessions {
            gives(concession, wish.window, &people, &search, &found);
        }
    }
    let best = wishes.best(&people, &search);
    assert_eq!(best.is_some(), met.iter().any(|met| met.best.is_some()));
    assert!(best.is_none_or(|(index, opening)| met[index].best == Some(opening)));

    let wanted = bytes.number();
    let begin = bytes.list(3, Bytes::number);
    for near in [Near::Time, Near::Clock { minutes_per_day: search.latest }, Near::PartOfDay { begin: &begin }] {
        let mut all: Vec<Opening> = alternatives(&found, wanted, near, usize::MAX).collect();
        all.sort_unstable_by_key(|opening| opening.start);
        assert_eq!(all, found);
    }
    assert!(alternatives(&found, wanted, Near::Time, 5).eq(nearest(&found, wanted, 5)));

    for promise in [Promise::EveryStart, Promise::SomeStart] {
        let windows = Windows { window_minutes: bytes.number(), step_minutes: 1 + bytes.up_to(300), promise };
        let promised = arrival_windows(&people, &search, &windows);
        assert!(promised.windows(2).all(|pair| pair[0].window < pair[1].window));
        for ArrivalWindow { window, first } in promised {
            assert!(window.contains(first.start) && search.earliest <= window.start());
            assert!(search.crew <= who(&people, visit(first.start)).count());
            assert!(promise == Promise::EveryStart || found.contains(&first));
        }
    }

    let numbered: Vec<(u64, &IntervalSet)> = (0..).zip(&people).collect();
    let (first, last) = (Day::of(wanted), Day::of(wanted) + bytes.up_to(5));
    let known = digests(&numbered, first, last);
    assert!(known.iter().all(|(_, digest)| Digest::read(&digest.text()) == Some(*digest)));
    let reversed: Vec<(u64, &IntervalSet)> = numbered.iter().rev().copied().collect();
    assert_eq!(changed_days(&known, &reversed), []);
}

/// What would have to give is enough.
fn gives(concession: Concession, window: Interval, people: &[IntervalSet], search: &Search, found: &[Opening]) {
    let is_met = |window, search| feasibility(window, people, &search).earliest.is_some();
    let is_enough = match concession {
        Concession::Shorter { minutes, .. } => {
            minutes < search.length_minutes
                && is_met(window, Search { length_minutes: minutes, ..*search })
                && !is_met(window, Search { length_minutes: minutes + 1, ..*search })
        }
        Concession::OtherTime { minutes, opening } => 0 < minutes && found.contains(&opening),
        Concession::OtherDay { days, opening } => {
            let start = i64::from(window.start()) + i64::from(days) * 1440;
            days != 0 && found.contains(&opening) && start <= i64::from(opening.start)
        }
        Concession::SmallerCrew { crew, .. } => {
            crew < search.crew
                && is_met(window, Search { crew, ..*search })
                && !is_met(window, Search { crew: crew + 1, ..*search })
        }
        other => panic!("{other:?} is not known here"),
    };
    assert!(is_enough, "{concession:?} {window:?} {search:?} {people:?}");
}
