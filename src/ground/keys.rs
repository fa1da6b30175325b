//! The keys of the board: one table, by which they are pressed and from which they are told.

use slotwright_words::{Text, Words, text};

/// Where a key does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Wherever one is in the board, but not while something is typed, unless Ctrl is held: then also where nothing has the focus. Only
    /// what a field itself does with a key, as undoing what was typed, is left to it.
    Board,
    /// On the schedule and in the queue beside it.
    Schedule,
    /// While a job is in hand.
    Hand,
    /// In the job that is open.
    Job,
}

/// The places, with what they are called.
pub const PLACES: [(Place, &Text); 4] = [
    (Place::Board, text::KEYS_BOARD),
    (Place::Schedule, text::KEYS_SCHEDULE),
    (Place::Hand, text::KEYS_HAND),
    (Place::Job, text::KEYS_JOB),
];

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Shows the keys.
    Keys,
    /// Opens the search for everything.
    Find,
    /// Lists who waits for time that is free again.
    Freed,
    /// Takes the last deed back.
    Undo,
    /// Does it again.
    Redo,
    /// Takes hold of a job.
    TakeUp,
    /// Chooses a visit, or no longer.
    Choose,
    /// Takes the suggested time that the digit names.
    Suggested,
    /// Has one more come, or one fewer.
    Come,
    /// Leaves what is typed, and then the job.
    Leave,
    /// What the schedule itself does with it: [`next_visit`](crate::ground::timeline::next_visit).
    Focus,
    /// What is in hand does: [`Carried::step`](crate::ground::moving::Carried::step).
    Carry,
    /// What a browser does with a button.
    Press,
}

/// A key with what is held with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cap {
    /// `KeyboardEvent.key`; letters are small.
    pub key: &'static str,
    /// Whether Ctrl is held, or Cmd.
    pub command: bool,
    /// Whether Shift is held. Where it isn't said of a letter or a sign, it doesn't matter.
    pub shift: bool,
}

/// A line of the table: where, which keys, what they do, and how that is told.
pub type Key = (Place, &'static [Cap], Does, &'static Text);

const fn plain(key: &'static str) -> Cap {
    Cap { key, command: false, shift: false }
}

const fn command(key: &'static str) -> Cap {
    Cap { key, command: true, shift: false }
}

const fn shift(cap: Cap) -> Cap {
    Cap { shift: true, ..cap }
}

const ACROSS: &[Cap] = &[plain("ArrowLeft"), plain("ArrowRight")];
const ALONG: &[Cap] = &[plain("ArrowUp"), plain("ArrowDown")];
/// One for each time that is suggested.
const DIGITS: &[Cap] =
    &[plain("1"), plain("2"), plain("3"), plain("4"), plain("5"), plain("6"), plain("7"), plain("8"), plain("9")];

/// All keys.
pub const KEYS: [Key; 21] = [
    (Place::Board, &[plain("?")], Does::Keys, text::KEY_KEYS),
    (Place::Board, &[command("k")], Does::Find, text::BOARD_FIND),
    (Place::Board, &[plain("f")], Does::Freed, text::KEY_FREED),
    (Place::Board, &[command("z")], Does::Undo, text::UNDO_PLANNED),
    (Place::Board, &[shift(command("z")), command("y")], Does::Redo, text::REDO_PLANNED),
    (Place::Schedule, ACROSS, Does::Focus, text::KEY_VISIT),
    (Place::Schedule, ALONG, Does::Focus, text::KEY_LANE),
    (Place::Schedule, &[plain("Home"), plain("End")], Does::Focus, text::KEY_ENDS),
    (Place::Schedule, &[plain("Enter")], Does::Press, text::KEY_OPEN),
    (Place::Schedule, &[plain(" ")], Does::TakeUp, text::KEY_TAKE_UP),
    (Place::Schedule, &[plain("x")], Does::Choose, text::KEY_CHOOSE),
    (Place::Hand, ACROSS, Does::Carry, text::KEY_QUARTER),
    (Place::Hand, ALONG, Does::Carry, text::KEY_OTHER_LANE),
    (Place::Hand, &[plain("PageUp"), plain("PageDown")], Does::Carry, text::KEY_DAY),
    (Place::Hand, &[shift(plain("ArrowLeft")), shift(plain("ArrowRight"))], Does::Carry, text::KEY_LENGTH),
    (Place::Hand, &[plain("a")], Does::Carry, text::KEY_CREW),
    (Place::Hand, &[plain("Enter"), plain(" ")], Does::Carry, text::KEY_PUT_DOWN),
    (Place::Hand, &[plain("Escape")], Does::Carry, text::KEY_PUT_BACK),
    (Place::Job, DIGITS, Does::Suggested, text::KEY_SUGGESTED),
    (Place::Job, &[plain("+"), plain("-")], Does::Come, text::KEY_COME),
    (Place::Job, &[plain("Escape")], Does::Leave, text::KEY_LEAVE),
];

/// A key that was pressed, with what was held.
#[derive(Clone, Copy, Debug)]
pub struct Pressed<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// Whether Ctrl was held, or Cmd.
    pub command: bool,
    /// Whether Shift was held.
    pub shift: bool,
    /// Whether Alt was held: then it is no key of ours.
    pub alt: bool,
}

/// What a key does there; `None` for one that the table doesn't have.
///
/// ```
/// use slotwright::ground::keys::{Does, Place, Pressed, does};
/// let pressed = |key, command, shift| Pressed { key, command, shift, alt: false };
/// assert_eq!(does(Place::Board, pressed("?", false, true)), Some(Does::Keys), "a sign may need Shift");
/// assert_eq!(does(Place::Board, pressed("k", true, false)), Some(Does::Find));
/// assert_eq!(does(Place::Board, pressed("k", false, false)), None);
/// assert_eq!(does(Place::Board, pressed("Z", true, true)), Some(Does::Redo));
/// ```
#[must_use]
pub fn does(at: Place, pressed: Pressed) -> Option<Does> {
    let is_meant = |cap: &Cap| {
        let shift_counts = cap.shift || cap.command;
        cap.command == pressed.command
            && (!shift_counts || cap.shift == pressed.shift)
            && cap.key.eq_ignore_ascii_case(pressed.key)
    };
    let found = KEYS.iter().find(|(place, caps, ..)| *place == at && caps.iter().any(is_meant));
    found.filter(|_| !pressed.alt).map(|(_, _, does, _)| *does)
}

/// What stands on a key: an arrow, a letter as it is on the key, or what the language calls it.
#[must_use]
pub fn named(key: &str, words: &Words) -> String {
    let name = match key {
        "ArrowLeft" => return "←".to_owned(),
        "ArrowRight" => return "→".to_owned(),
        "ArrowUp" => return "↑".to_owned(),
        "ArrowDown" => return "↓".to_owned(),
        " " => text::KEY_SPACE,
        "Enter" => text::KEY_ENTER,
        "Escape" => text::KEY_ESCAPE,
        "Home" => text::KEY_HOME,
        "End" => text::KEY_END,
        "PageUp" => text::KEY_PAGE_UP,
        "PageDown" => text::KEY_PAGE_DOWN,
        letter => return letter.to_ascii_uppercase(),
    };
    words.say(name).to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ground::moving::Carried;
    use crate::ground::timeline::tests::{listed, timeline};
    use crate::ground::timeline::{self, next_visit};

    fn caps(place: Place, does: Does) -> Vec<Cap> {
        let lines = KEYS.iter().filter(|(at, _, what, _)| (*at, *what) == (place, does));
        lines.flat_map(|(_, caps, ..)| caps.iter().copied()).collect()
    }

    /// All that any place has, and some more.
    fn all() -> Vec<Cap> {
        let known = KEYS.iter().flat_map(|(_, caps, ..)| caps.iter().copied());
        known.chain(["Tab", "b", "F1", "0", "Delete"].map(plain)).collect()
    }

    #[test]
    fn no_key_does_two_things_in_one_place() {
        for (place, _) in PLACES {
            let of_place = KEYS.iter().filter(|(at, ..)| *at == place).flat_map(|(_, caps, ..)| caps.iter());
            let of_place: Vec<_> = of_place.collect();
            for (nth, cap) in of_place.iter().enumerate() {
                assert!(!of_place[..nth].contains(cap), "{place:?}: {cap:?}");
            }
        }
    }

    #[test]
    fn what_the_table_tells_of_the_schedule_is_what_the_schedule_does() {
        let shown = timeline(
            &[1, 2, 3],
            &[(4, &[1], 480, 540), (5, &[2], 480, 540), (6, &[2], 600, 660), (7, &[2], 700, 760), (8, &[3], 600, 660)],
        );
        let told = caps(Place::Schedule, Does::Focus);
        let from = Some(timeline::Place { user_id: 2, job_id: 6 });
        for cap in all().into_iter().filter(|cap| !cap.command && !cap.shift) {
            assert_eq!(next_visit(&shown, from, cap.key, false).is_some(), told.contains(&cap), "{cap:?}");
        }
    }

    #[test]
    fn what_the_table_tells_of_a_job_in_hand_is_what_it_does() {
        let told = caps(Place::Hand, Does::Carry);
        let carried = Carried::waiting(Arc::new(listed(5, &[])), 2, 600);
        for cap in all().into_iter().filter(|cap| !cap.command) {
            let is_done = carried.step(cap.key, cap.shift, &[1, 2, 3], false).is_some();
            assert_eq!(is_done, told.contains(&cap), "{cap:?}");
        }
    }

    #[test]
    fn a_key_is_called_what_stands_on_it() {
        let words = Words::default();
        assert_eq!(["x", "ArrowLeft", " ", "?"].map(|key| named(key, &words)), ["X", "←", "Space", "?"]);
    }
}
