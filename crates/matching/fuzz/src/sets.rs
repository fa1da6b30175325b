//! Interval algebra, held against a map of minutes.

use slotwright_matching::*;

use super::bytes::Bytes;

/// So many minutes of the axis, somewhere.
const MINUTES: usize = 400;

/// A minute is in a set as the operation says; sets stay sorted and merged.
pub fn sets(bytes: &[u8]) {
    let bytes = &mut Bytes(bytes);
    let first = bytes.one_of(&[0, -200, 1440 * 19_000 - 200, Minute::MIN, Minute::MAX - MINUTES as Minute]);
    let interval = |bytes: &mut Bytes| {
        let start = bytes.up_to(MINUTES as u16 - 2);
        let end = (start + 1 + bytes.up_to(99)).min(MINUTES as i32);
        Interval::new(first + start, first + end).expect("it starts before it ends")
    };
    let all: Vec<Vec<Interval>> = (0..3).map(|_| bytes.list(12, interval)).collect();
    let [a, b, c] = [0, 1, 2].map(|set| IntervalSet::from_unsorted(all[set].clone()));
    let maps: Vec<Vec<bool>> = all.iter().map(|intervals| map(intervals, first)).collect();

    let holds = |set: &IntervalSet, is_in: &dyn Fn(usize) -> bool| {
        assert!(set.as_slice().windows(2).all(|pair| pair[0].end() < pair[1].start()), "{set:?}");
        let expected: Vec<bool> = (0..MINUTES).map(is_in).collect();
        assert_eq!(map(set.as_slice(), first), expected, "{all:?}");
        assert_eq!(set.total_minutes() as usize, expected.iter().filter(|is_in| **is_in).count());
    };
    holds(&a, &|minute| maps[0][minute]);
    holds(&a.union(&b), &|minute| maps[0][minute] || maps[1][minute]);
    holds(&a.intersection(&b), &|minute| maps[0][minute] && maps[1][minute]);
    holds(&a.difference(&b), &|minute| maps[0][minute] && !maps[1][minute]);
    let free = |minute: usize| maps.iter().filter(|map| map[minute]).count();
    for k in 0..5 {
        holds(&free_for_at_least(k, &[&a, &b, &c]), &|minute| 0 < k && k <= free(minute));
    }

    let window = interval(bytes);
    let within = |minute: usize| window.contains(first + minute as Minute);
    holds(&a.clip(window), &|minute| maps[0][minute] && within(minute));
    assert_eq!(a.covers(window), (0..MINUTES).all(|minute| !within(minute) || maps[0][minute]));
    let least = bytes.up_to(255);
    let long: Vec<Interval> = a.iter().filter(|interval| least <= interval.minutes()).collect();
    assert_eq!(a.at_least(least).as_slice(), long);

    let (day, last) = (Day::of(window.start()), Day::of(window.end()));
    let by_day: IntervalSet = blocks(&a, day, last, 0).into_iter().flat_map(|(_, blocks)| blocks).collect();
    let asked = Interval::new(day.start(), last.interval().end());
    assert_eq!(by_day, asked.map(|asked| a.clip(asked)).unwrap_or_default());
}

fn map(intervals: &[Interval], first: Minute) -> Vec<bool> {
    let mut map = vec![false; MINUTES];
    for interval in intervals {
        map[(interval.start() - first) as usize..(interval.end() - first) as usize].fill(true);
    }
    map
}
