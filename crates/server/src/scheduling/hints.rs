//! What is told of days beside who is free on them: so that openings can be recommended, and no more is known than is offered.

use std::collections::{HashMap, HashSet};

use slotwright_matching::{Beside, Hints, Interval, Minute, Skipped};

use super::find::Block;

/// What is told of days by whom the caller knows under these names: of the days with such blocks, and of the starts that lie in
/// them, for a visit of that length where clocks skip these minutes. Whose time isn't told has no neighbours either.
pub(super) fn told(
    hints: Vec<Hints>,
    blocks: &[Block],
    (length, skipped): (Minute, Skipped),
    name_of: &dyn Fn(u64) -> u64,
) -> Vec<Hints> {
    let mut days = HashSet::new();
    let mut own = HashMap::<_, Vec<Interval>>::new();
    for (day, name, block) in blocks {
        days.insert(*day);
        own.entry((*day, *name)).or_default().push(*block);
    }
    let told = |Hints { day, load_percent, beside }: Hints| {
        let offered = |beside: Beside| {
            let user_id = name_of(beside.user_id);
            own.get(&(day, user_id)).into_iter().flatten().filter_map(move |block| {
                let last = skipped.start_of(block.end(), length);
                let starts = beside.starts.intersection(Interval::new(block.start(), last + 1)?)?;
                Some(Beside { user_id, starts, ..beside })
            })
        };
        let mut beside: Vec<Beside> = beside.into_iter().flat_map(offered).collect();
        // Not in the order in which the instance numbers its people.
        beside.sort_unstable_by_key(|beside| (beside.user_id, beside.starts.start(), beside.starts.end()));
        days.contains(&day).then_some(Hints { day, load_percent, beside })
    };
    hints.into_iter().filter_map(told).collect()
}
