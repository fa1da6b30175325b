//! The window that is being written beside the lists, and the changes of the lists that can be undone.

use slotwright_matching::Interval;

use super::{Kind, WishFault, WishFields};

/// The form's content, and what can be undone in the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The three fields.
    pub fields: WishFields,
    /// Why the wish can't be added.
    pub fault: Option<WishFault>,
    /// The window that is being edited: in which list, and its place there.
    pub editing: Option<(Kind, usize)>,
    /// What can be undone, the last at the end.
    pub undo: Vec<Undo>,
}

/// What was done to a list and can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undo {
    /// A window was removed.
    Removed {
        /// From which list.
        kind: Kind,
        /// From where.
        place: usize,
        /// The window.
        window: Interval,
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
    /// Two neighbours of the wishes have changed places: the edit stays with its wish.
    pub fn swapped(&mut self, from: usize, to: usize) {
        self.editing = self.editing.map(|(kind, i)| match kind {
            Kind::Wish if i == from => (kind, to),
            Kind::Wish if i == to => (kind, from),
            _ => (kind, i),
        });
    }

    /// A window was removed: it can be put back, and the edit of another stays with that other.
    pub fn removed(&mut self, kind: Kind, place: usize, window: Interval) {
        self.undo.push(Undo::Removed { kind, place, window });
        self.editing = self.editing.filter(|edited| *edited != (kind, place));
        if let Some((edited, i)) = &mut self.editing {
            *i -= usize::from(*edited == kind && place < *i);
        }
        self.fault = None;
    }

    /// Undoes in its list what was done last. Returns the list and the place of what is as it was.
    pub fn undo(&mut self, wishes: &mut Vec<Interval>, rather_not: &mut Vec<Interval>) -> Option<(Kind, usize)> {
        match self.undo.pop()? {
            Undo::Removed { kind, place, window } => {
                let list = if kind == Kind::Wish { wishes } else { rather_not };
                let place = place.min(list.len());
                list.insert(place, window);
                if let Some((edited, i)) = &mut self.editing {
                    *i += usize::from(*edited == kind && place <= *i);
                }
                Some((kind, place))
            }
            Undo::Changed { from, to } => {
                let place = wishes.iter().position(|wish| *wish == to)?;
                wishes[place] = from;
                Some((Kind::Wish, place))
            }
        }
    }

    /// The lists were replaced by others: what was done to the former can't be undone in them.
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
        let mut draft = Draft { editing: Some((Kind::Wish, 1)), ..Draft::default() };
        draft.swapped(1, 0);
        assert_eq!(draft.editing, Some((Kind::Wish, 0)));
        draft.swapped(1, 2);
        assert_eq!(draft.editing, Some((Kind::Wish, 0)));
        draft.swapped(1, 0);
        draft.removed(Kind::Wish, 0, wish(1, 8, 12));
        assert_eq!(draft.editing, Some((Kind::Wish, 0)));
        draft.removed(Kind::Wish, 1, wish(2, 8, 12));
        assert_eq!(draft.editing, Some((Kind::Wish, 0)));
        let (mut wishes, mut rather_not) = (vec![wish(5, 8, 12)], Vec::new());
        assert_eq!(draft.undo(&mut wishes, &mut rather_not), Some((Kind::Wish, 1)), "the last that was removed");
        assert_eq!(draft.undo(&mut wishes, &mut rather_not), Some((Kind::Wish, 0)));
        assert_eq!(wishes, [wish(1, 8, 12), wish(5, 8, 12), wish(2, 8, 12)]);
        assert_eq!((draft.editing, draft.undo(&mut wishes, &mut rather_not)), (Some((Kind::Wish, 1)), None));
        draft.removed(Kind::Wish, 1, wish(3, 8, 12));
        assert_eq!(draft.editing, None, "the edited wish is gone");
    }

    #[test]
    fn what_is_done_to_one_list_is_nothing_to_the_other() {
        let mut draft = Draft { editing: Some((Kind::RatherNot, 1)), ..Draft::default() };
        draft.swapped(1, 0);
        draft.removed(Kind::Wish, 0, wish(1, 8, 12));
        assert_eq!(draft.editing, Some((Kind::RatherNot, 1)));
        draft.removed(Kind::RatherNot, 0, wish(2, 8, 10));
        assert_eq!(draft.editing, Some((Kind::RatherNot, 0)));
        let (mut wishes, mut rather_not) = (Vec::new(), vec![wish(3, 8, 10)]);
        assert_eq!(draft.undo(&mut wishes, &mut rather_not), Some((Kind::RatherNot, 0)));
        assert_eq!(draft.undo(&mut wishes, &mut rather_not), Some((Kind::Wish, 0)));
        assert_eq!((wishes, rather_not), (vec![wish(1, 8, 12)], vec![wish(2, 8, 10), wish(3, 8, 10)]));
        assert_eq!(draft.editing, Some((Kind::RatherNot, 1)));
    }

    #[test]
    fn a_changed_wish_becomes_what_it_was_wherever_it_stands_by_then() {
        let (before, after) = (wish(1, 3, 5), wish(1, 8, 12));
        let mut draft = Draft { undo: vec![Undo::Changed { from: before, to: after }], ..Draft::default() };
        draft.removed(Kind::Wish, 0, wish(2, 8, 12));
        let (mut wishes, mut rather_not) = (vec![wish(3, 8, 12), after], Vec::new());
        assert_eq!(draft.undo(&mut wishes, &mut rather_not), Some((Kind::Wish, 0)));
        assert_eq!(draft.undo(&mut wishes, &mut rather_not), Some((Kind::Wish, 2)));
        assert_eq!(wishes, [wish(2, 8, 12), wish(3, 8, 12), before]);
        draft.removed(Kind::Wish, 0, wish(2, 8, 12));
        draft.list_replaced();
        assert_eq!(draft.undo(&mut wishes, &mut rather_not), None);
    }
}
