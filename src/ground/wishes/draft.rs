//! The wish that is being written beside the list, and the changes of the list that can be undone.

use slotwright_matching::Interval;

use super::{WishFault, WishFields};

/// The form's content, and what can be undone in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The three fields.
    pub fields: WishFields,
    /// Why the wish can't be added.
    pub fault: Option<WishFault>,
    /// The wish that is being edited, by its place in the list.
    pub editing: Option<usize>,
    /// What can be undone, the last at the end.
    pub undo: Vec<Undo>,
}

/// What was done to the list and can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undo {
    /// A wish was removed.
    Removed {
        /// From where.
        place: usize,
        /// The wish.
        wish: Interval,
    },
    /// A wish was changed to one that can be met.
    Changed {
        /// What it was.
        from: Interval,
        /// What it is.
        to: Interval,
    },
}

impl Draft {
    /// Two neighbours of the list have changed places: the edit stays with its wish.
    pub fn swapped(&mut self, from: usize, to: usize) {
        self.editing = self.editing.map(|i| {
            if i == from {
                to
            } else if i == to {
                from
            } else {
                i
            }
        });
    }

    /// A wish was removed: it can be put back, and the edit of another stays with that other.
    pub fn removed(&mut self, place: usize, wish: Interval) {
        self.undo.push(Undo::Removed { place, wish });
        self.editing = self.editing.filter(|i| *i != place).map(|i| i - usize::from(place < i));
        self.fault = None;
    }

    /// Undoes in the list what was done last. Returns the place of the wish that is as it was.
    pub fn undo(&mut self, wishes: &mut Vec<Interval>) -> Option<usize> {
        match self.undo.pop()? {
            Undo::Removed { place, wish } => {
                let place = place.min(wishes.len());
                wishes.insert(place, wish);
                self.editing = self.editing.map(|i| i + usize::from(place <= i));
                Some(place)
            }
            Undo::Changed { from, to } => {
                let place = wishes.iter().position(|wish| *wish == to)?;
                wishes[place] = from;
                Some(place)
            }
        }
    }

    /// The list was replaced by another: what was done to the former can't be undone in it.
    pub fn list_replaced(&mut self) {
        self.editing = None;
        self.undo.clear();
    }

    /// A field was changed: its fault is no longer known.
    pub fn change(&mut self, change: impl FnOnce(&mut WishFields)) {
        change(&mut self.fields);
        self.fault = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::wishes::tests::wish;

    #[test]
    fn an_edit_stays_with_its_wish_whatever_the_list_does() {
        let mut draft = Draft { editing: Some(1), ..Draft::default() };
        draft.swapped(1, 0);
        assert_eq!(draft.editing, Some(0));
        draft.swapped(1, 2);
        assert_eq!(draft.editing, Some(0));
        draft.swapped(1, 0);
        draft.removed(0, wish(1, 8, 12));
        assert_eq!(draft.editing, Some(0));
        draft.removed(1, wish(2, 8, 12));
        assert_eq!(draft.editing, Some(0));
        let mut wishes = vec![wish(5, 8, 12)];
        assert_eq!(draft.undo(&mut wishes), Some(1), "the last that was removed");
        assert_eq!(draft.undo(&mut wishes), Some(0));
        assert_eq!(wishes, [wish(1, 8, 12), wish(5, 8, 12), wish(2, 8, 12)]);
        assert_eq!((draft.editing, draft.undo(&mut wishes)), (Some(1), None));
        draft.removed(1, wish(3, 8, 12));
        assert_eq!(draft.editing, None, "the edited wish is gone");
    }

    #[test]
    fn a_changed_wish_becomes_what_it_was_wherever_it_stands_by_then() {
        let (before, after) = (wish(1, 3, 5), wish(1, 8, 12));
        let mut draft = Draft { undo: vec![Undo::Changed { from: before, to: after }], ..Draft::default() };
        draft.removed(0, wish(2, 8, 12));
        let mut wishes = vec![wish(3, 8, 12), after];
        assert_eq!(draft.undo(&mut wishes), Some(0));
        assert_eq!(draft.undo(&mut wishes), Some(2));
        assert_eq!(wishes, [wish(2, 8, 12), wish(3, 8, 12), before]);
        draft.removed(0, wish(2, 8, 12));
        draft.list_replaced();
        assert_eq!(draft.undo(&mut wishes), None);
    }
}
