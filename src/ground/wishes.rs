//! Wishes as the customer types them, and how they get into the job system's own field.

use slotwright_matching::{
    Concession, Day, Interval, IntervalSet, MINUTES_PER_DAY, Minute, Search, Wishes, feasibility,
};
use slotwright_wire::sonar::{DesiredDateTime, NewDesiredDateTime};
use slotwright_wire::time::{parse_date, parse_time, print_date, print_end_of_block, print_time};

use crate::ground::availability::Offer;

/// What stands in the three fields of a wish.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WishFields {
    /// `YYYY-MM-DD`, as a date field gives it.
    pub date: String,
    /// `HH:MM`.
    pub from: String,
    /// `HH:MM`; `24:00` is the end of the day.
    pub to: String,
}

/// Why a wish can't be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WishFault {
    /// There is no date, or it does not exist.
    Date,
    /// The date lies before the first or after the last that can be booked.
    OutOfRange,
    /// It has passed, or ends too soon for the notice.
    TooSoon,
    /// The end isn't after the start.
    EndBeforeStart,
    /// The visit doesn't fit between start and end.
    TooShort,
    /// The same wish is in the list.
    Duplicate,
}

impl WishFields {
    /// The fields of an existing wish, to edit it.
    #[must_use]
    pub fn of(wish: Interval) -> Self {
        let day = Day::of(wish.start());
        let text = |minute: Minute| hours_and_minutes(minute - day.start());
        Self { date: print_date(day), from: text(wish.start()), to: text(wish.end()) }
    }

    /// Sets the start; an end that would no longer come after it moves along, as long after the start as it was.
    pub fn move_from(&mut self, from: String) {
        let minute = |text: &str| parse_time(text).map(|second| (second / 60) as Minute);
        if let (Some(old), Some(new), Some(to)) = (minute(&self.from), minute(&from), minute(&self.to))
            && old < to
            && to <= new
        {
            self.to = hours_and_minutes((new + to - old).min(MINUTES_PER_DAY));
        }
        self.from = from;
    }

    /// The wish that the fields say, for what is looked for.
    ///
    /// # Errors
    /// The first fault, in the order of the fields.
    pub fn read(&self, search: &Search, others: &[Interval]) -> Result<Interval, WishFault> {
        let day = parse_date(&self.date).ok_or(WishFault::Date)?;
        if day < Day::of(search.earliest) || Day::of(search.latest - 1) < day {
            return Err(WishFault::OutOfRange);
        }
        let minute = |text: &str| parse_time(text).map(|second| day.start() + (second / 60) as Minute);
        let wish = minute(&self.from)
            .zip(minute(&self.to))
            .and_then(|(from, to)| Interval::new(from, to))
            .ok_or(WishFault::EndBeforeStart)?;
        if wish.minutes() < search.length_minutes {
            return Err(WishFault::TooShort);
        }
        if has_passed(wish, search) {
            return Err(WishFault::TooSoon);
        }
        if others.contains(&wish) {
            return Err(WishFault::Duplicate);
        }
        Ok(wish)
    }
}

/// Whether a visit within the wish would have to start before it may.
#[must_use]
pub fn has_passed(wish: Interval, search: &Search) -> bool {
    wish.end() - search.length_minutes < search.earliest
}

/// The wishes that can be met and stand nearest to one that can't: on the same day for longer or at another time, and at the
/// same time on another day. None where it can be met as it is.
///
/// `others` are the wishes in the list, of which none is named again. That a visit could be shorter or a crew smaller is for
/// the office to say.
#[must_use]
pub fn instead(
    wish: Interval,
    others: &[Interval],
    offer: Offer,
    free: &[IntervalSet],
    search: &Search,
) -> Vec<Interval> {
    let is_met = |wish: Interval| offer.feasibility(wish, free, search).best.is_some();
    if is_met(wish) {
        return Vec::new();
    }
    let at_home = offer.at_home(search);
    let to_hold = |start: Minute| Some(to_hold(wish, offer.stretch_of(start, search)?));
    // Of a start in the wish the window may begin before it or end after it.
    let mut found = vec![feasibility(wish, free, &at_home).earliest.and_then(|first| to_hold(first.start))];
    for concession in Wishes::default().concessions(wish, free, &at_home) {
        found.push(match concession {
            Concession::OtherTime { opening, .. } => to_hold(opening.start),
            Concession::OtherDay { days, .. } => moved(wish, days),
            _ => None,
        });
    }
    let mut instead = Vec::new();
    for new in found.into_iter().flatten() {
        if !others.contains(&new) && !instead.contains(&new) && is_met(new) {
            instead.push(new);
        }
    }
    instead
}

/// The wish made longer so that it holds a stretch of its day; or where the two don't meet, moved there.
fn to_hold(wish: Interval, stretch: Interval) -> Interval {
    let day = Day::of(stretch.start()).interval();
    let minutes = wish.minutes().max(stretch.minutes());
    let (start, end) = if wish.end() < stretch.start() {
        (stretch.start(), (stretch.start() + minutes).min(day.end()))
    } else if stretch.end() < wish.start() {
        ((stretch.end() - minutes).max(day.start()), stretch.end())
    } else {
        (wish.start().min(stretch.start()), wish.end().max(stretch.end()))
    };
    Interval::new(start, end).unwrap_or(stretch)
}

fn moved(wish: Interval, days: i32) -> Option<Interval> {
    let minutes = days.checked_mul(MINUTES_PER_DAY)?;
    Interval::new(wish.start().checked_add(minutes)?, wish.end().checked_add(minutes)?)
}

/// What stands in the form, and what the list did last.
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

    /// Undoes in the list what was done last. Gives the place of the wish that is as it was.
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

    /// The list is another one: what was done to the former can't be undone in it.
    pub fn forget_list(&mut self) {
        self.editing = None;
        self.undo.clear();
    }

    /// A field was changed: its fault is no longer known.
    pub fn change(&mut self, change: impl FnOnce(&mut WishFields)) {
        change(&mut self.fields);
        self.fault = None;
    }
}

/// A minute of the day as a wish's fields spell it: `HH:MM`.
#[must_use]
pub fn hours_and_minutes(minute_of_day: Minute) -> String {
    let mut text = print_time(minute_of_day);
    text.truncate(5);
    text
}

/// The times a wish may begin (or, `is_end`, end) at: every half hour of a day, and what stands in the field now, since
/// the office may have stored another time.
#[must_use]
pub fn times(is_end: bool, now: &str) -> Vec<Minute> {
    let first = Minute::from(is_end) * 30;
    let mut times: Vec<Minute> = (0..48).map(|half| first + half * 30).collect();
    if let Some(minute) = parse_time(now).map(|second| (second / 60) as Minute)
        && let Err(place) = times.binary_search(&minute)
    {
        times.insert(place, minute);
    }
    times
}

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
    use super::*;
    use slotwright_matching::{Align, Promise};
    use slotwright_wire::convert::window_of;

    const FIRST: Day = Day(20_000);
    const LAST: Day = Day(20_030);
    const SEARCH: Search = Search {
        length_minutes: 60,
        crew: 1,
        step_minutes: 30,
        align: Align::Clock,
        earliest: FIRST.0 * MINUTES_PER_DAY + 7 * 60,
        latest: (LAST.0 + 1) * MINUTES_PER_DAY,
    };

    fn wish(day: i32, from: i32, to: i32) -> Interval {
        Interval::new((FIRST + day).start() + from * 60, (FIRST + day).start() + to * 60).unwrap()
    }

    fn fields(date: &str, from: &str, to: &str) -> WishFields {
        WishFields { date: date.into(), from: from.into(), to: to.into() }
    }

    #[test]
    fn what_a_wish_says_is_what_its_fields_say() {
        for wish in [wish(0, 8, 12), wish(30, 0, 24), wish(3, 16, 18)] {
            assert_eq!(WishFields::of(wish).read(&SEARCH, &[]), Ok(wish));
        }
    }

    #[test]
    fn a_time_that_is_on_no_half_hour_can_be_chosen_too() {
        assert_eq!(times(false, "08:00").first().zip(times(false, "08:00").last()), Some((&0, &1410)));
        assert_eq!(times(true, "12:00").first().zip(times(true, "12:00").last()), Some((&30, &1440)));
        assert!(times(true, "09:15").contains(&555));
    }

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
        draft.forget_list();
        assert_eq!(draft.undo(&mut wishes), None);
    }

    fn people(free: &[(i32, i32, i32)]) -> [IntervalSet; 1] {
        [free.iter().map(|(day, from, to)| wish(*day, *from, *to)).collect()]
    }

    #[test]
    fn what_would_have_to_give_is_a_wish_that_can_be_met() {
        let free = people(&[(1, 8, 12), (2, 14, 17), (5, 3, 6)]);
        for (unmet, expected) in [
            (wish(1, 9, 12), vec![]),
            // Nobody comes at night on that day, but three days later somebody does.
            (wish(2, 3, 5), vec![wish(2, 14, 16), wish(5, 3, 5)]),
            (wish(2, 18, 20), vec![wish(2, 15, 17)]),
            // To be at home an hour longer is enough.
            (wish(1, 12, 14), vec![wish(1, 11, 14)]),
            (wish(5, 1, 3), vec![wish(5, 1, 4)]),
            // Nothing that day, but the day before.
            (wish(3, 15, 16), vec![wish(2, 15, 16)]),
        ] {
            assert_eq!(instead(unmet, &[unmet], Offer::default(), &free, &SEARCH), expected, "{unmet:?}");
        }
        let listed = [wish(2, 3, 5), wish(5, 3, 5)];
        assert_eq!(
            instead(listed[0], &listed, Offer::default(), &free, &SEARCH),
            [wish(2, 14, 16)],
            "the other is there"
        );
    }

    #[test]
    fn a_wish_that_holds_a_visit_but_not_its_window_grows_to_hold_that_too() {
        let offer = |promise| Offer::in_windows(120, promise);
        let free = people(&[(1, 8, 12)]);
        let grown = |unmet, promise| instead(unmet, &[], offer(promise), &free, &SEARCH);
        assert_eq!(grown(wish(1, 9, 10), Promise::SomeStart), [wish(1, 8, 10)]);
        assert_eq!(
            grown(wish(1, 9, 10), Promise::EveryStart),
            [wish(1, 8, 11)],
            "whenever they come, they stay for an hour"
        );
    }

    #[test]
    fn whatever_is_offered_instead_can_be_met_and_is_in_one_day() {
        let free = people(&[(0, 22, 30), (1, 8, 12), (2, 14, 24), (4, 0, 3)]);
        for offer in
            [Offer::default(), Offer::in_windows(90, Promise::EveryStart), Offer::in_windows(420, Promise::SomeStart)]
        {
            let mut count = 0;
            for day in 0..6 {
                for from in 0..24 {
                    for to in from + 1..=24 {
                        let unmet = wish(day, from, to);
                        for new in instead(unmet, &[], offer, &free, &SEARCH) {
                            assert!(
                                offer.feasibility(new, &free, &SEARCH).best.is_some(),
                                "{offer:?} {unmet:?} {new:?}"
                            );
                            assert_eq!(WishFields::of(new).read(&SEARCH, &[]), Ok(new), "the form can say it");
                            count += 1;
                        }
                    }
                }
            }
            assert!(200 < count, "{offer:?} {count}");
        }
    }

    #[test]
    fn the_end_moves_along_when_the_start_passes_it() {
        for (from, to, new, expected) in [
            ("08:00", "12:00", "13:00", "17:00"),
            ("08:00", "12:00", "12:00", "16:00"),
            ("08:00", "12:00", "22:00", "24:00"),
            ("08:00", "12:00", "10:00", "12:00"),
            ("12:00", "08:00", "13:00", "08:00"),
        ] {
            let mut fields = fields("2026-03-02", from, to);
            fields.move_from(new.into());
            assert_eq!((fields.from.as_str(), fields.to.as_str()), (new, expected), "{from} to {to}, then from {new}");
        }
    }

    #[test]
    fn each_fault_of_a_wish_has_its_name() {
        let date = print_date(FIRST);
        for (fields, fault) in [
            (fields("", "08:00", "12:00"), WishFault::Date),
            (fields("2025-02-30", "08:00", "12:00"), WishFault::Date),
            (fields("1999-01-01", "08:00", "12:00"), WishFault::OutOfRange),
            (fields(&print_date(LAST + 1), "08:00", "12:00"), WishFault::OutOfRange),
            (fields(&date, "12:00", "08:00"), WishFault::EndBeforeStart),
            (fields(&date, "12:00", "12:00"), WishFault::EndBeforeStart),
            (fields(&date, "noon", "13:00"), WishFault::EndBeforeStart),
            (fields(&date, "12:00", "12:30"), WishFault::TooShort),
            (fields(&date, "00:00", "07:30"), WishFault::TooSoon),
            (fields(&date, "08:00", "12:00"), WishFault::Duplicate),
        ] {
            assert_eq!(fields.read(&SEARCH, &[wish(0, 8, 12)]), Err(fault), "{fields:?}");
        }
    }

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
