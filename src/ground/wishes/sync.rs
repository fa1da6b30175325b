//! How the wishes get into the job system's own field.

use slotwright_matching::{Day, Interval};
use slotwright_wire::sonar::{DesiredDateTime, NewDesiredDateTime};
use slotwright_wire::time::{print_date, print_end_of_block, print_time};

/// One request that brings the stored wishes closer to the wanted ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncStep {
    /// Store a further wish.
    Create(NewDesiredDateTime),
    /// Give a stored wish (its number) other times.
    Change(u64, NewDesiredDateTime),
    /// Remove a stored wish (its number).
    Delete(u64),
}

/// The requests after which the stored wishes are the wanted ones, in their order.
///
/// The API knows no rank, but it lists wishes by number: so the n-th stored wish takes the n-th wanted one's times.
#[must_use]
pub fn sync_steps(stored: &[DesiredDateTime], wanted: &[Interval]) -> Vec<SyncStep> {
    let mut steps = Vec::new();
    for i in 0..stored.len().max(wanted.len()) {
        match (stored.get(i), wanted.get(i).copied().map(record)) {
            (Some(old), Some(new)) if same(old, &new) => {}
            (Some(old), Some(new)) => steps.push(SyncStep::Change(old.id, new)),
            (None, Some(new)) => steps.push(SyncStep::Create(new)),
            (Some(old), None) => steps.push(SyncStep::Delete(old.id)),
            (None, None) => {}
        }
    }
    steps
}

fn record(wish: Interval) -> NewDesiredDateTime {
    let day = Day::of(wish.start());
    NewDesiredDateTime {
        date: print_date(day),
        start_time: print_time(wish.start() - day.start()),
        end_time: print_end_of_block(wish.end() - day.start()),
    }
}

fn same(old: &DesiredDateTime, new: &NewDesiredDateTime) -> bool {
    old.date == new.date && old.start_time == new.start_time && old.end_time == new.end_time
}

#[cfg(test)]
mod tests {
    use slotwright_wire::convert::window_of;

    use super::*;
    use crate::ground::wishes::tests::wish;

    /// Carries the steps out on a list, as a server would.
    fn carry_out(stored: &mut Vec<DesiredDateTime>, steps: Vec<SyncStep>) {
        let with = |id, new: NewDesiredDateTime| DesiredDateTime {
            id,
            date: new.date,
            start_time: new.start_time,
            end_time: new.end_time,
        };
        for step in steps {
            match step {
                SyncStep::Create(new) => {
                    let id = stored.iter().map(|wish| wish.id).max().unwrap_or(0) + 1;
                    stored.push(with(id, new));
                }
                SyncStep::Change(id, new) => *stored.iter_mut().find(|wish| wish.id == id).unwrap() = with(id, new),
                SyncStep::Delete(id) => stored.retain(|wish| wish.id != id),
            }
        }
    }

    #[test]
    fn after_the_steps_the_stored_wishes_are_the_wanted_ones_in_their_order() {
        let lists = [
            vec![],
            vec![wish(1, 8, 12)],
            vec![wish(2, 9, 11), wish(1, 8, 12), wish(5, 0, 24)],
            vec![wish(1, 8, 12), wish(2, 9, 11)],
        ];
        for before in &lists {
            for after in &lists {
                let mut stored = Vec::new();
                carry_out(&mut stored, sync_steps(&[], before));
                let steps = sync_steps(&stored, after);
                carry_out(&mut stored, steps);
                let windows: Vec<_> = stored.iter().filter_map(window_of).collect();
                assert_eq!(&windows, after);
                assert_eq!(sync_steps(&stored, after), [], "a second time there is nothing to do");
            }
        }
    }
}
