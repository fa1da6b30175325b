//! Suggestions: what could be met instead of a wish that can't.

use slotwright_matching::{Concession, Day, Interval, IntervalSet, MINUTES_PER_DAY, Minute, Search, Wishes};

use crate::ground::offer::Offer;

/// The wishes that can be met and stand nearest to one that can't: on the same day for longer or at another time, and at the
/// same time on another day. None where it can be met as it is.
///
/// `wishes` are those in the list, of which none is named again; of two ways to give equally little the better leads to no time
/// that the customer would rather not have. That a visit could be shorter or a crew smaller is for
/// the office to say.
#[must_use]
pub fn suggestions(
    wish: Interval,
    wishes: &Wishes,
    offer: Offer,
    free: &[IntervalSet],
    search: &Search,
) -> Vec<Interval> {
    let is_met = |wish: Interval| offer.feasibility(wish, wishes, free, search).best.is_some();
    if is_met(wish) {
        return Vec::new();
    }
    let at_home = offer.at_home(search);
    let to_hold = |start: Minute| Some(to_hold(wish, offer.stretch_of(start, search)?));
    // Of a start in the wish the window may begin before it or end after it.
    let mut found = vec![wishes.met(wish, None, free, &at_home).best.and_then(|best| to_hold(best.start))];
    for concession in wishes.concessions(wish, free, &at_home) {
        found.push(match concession {
            Concession::OtherTime { opening, .. } => to_hold(opening.start),
            Concession::OtherDay { days, .. } => moved(wish, days),
            _ => None,
        });
    }
    let mut suggestions = Vec::new();
    for new in found.into_iter().flatten() {
        if wishes.wishes.iter().all(|other| other.window != new) && !suggestions.contains(&new) && is_met(new) {
            suggestions.push(new);
        }
    }
    suggestions
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

#[cfg(test)]
mod tests {
    use slotwright_matching::Promise;

    use super::*;
    use crate::ground::wishes::tests::{SEARCH, wish};
    use crate::ground::wishes::{Kind, WishFields};

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
            assert_eq!(suggestions(unmet, &listed(&[unmet]), Offer::default(), &free, &SEARCH), expected, "{unmet:?}");
        }
        let both = [wish(2, 3, 5), wish(5, 3, 5)];
        assert_eq!(
            suggestions(both[0], &listed(&both), Offer::default(), &free, &SEARCH),
            [wish(2, 14, 16)],
            "the other is there"
        );
    }

    fn listed(windows: &[Interval]) -> Wishes {
        Wishes::ranked(windows, IntervalSet::default())
    }

    #[test]
    fn of_what_is_equally_near_that_is_suggested_which_is_no_rather_not() {
        let free = people(&[(1, 8, 12), (3, 8, 12)]);
        let unmet = wish(2, 8, 10);
        let rather_not = |days: &[i32]| {
            let rather_not = days.iter().map(|day| wish(*day, 0, 24)).collect();
            suggestions(unmet, &Wishes::ranked(&[unmet], rather_not), Offer::default(), &free, &SEARCH)
        };
        assert_eq!(rather_not(&[]), [wish(1, 8, 10)]);
        assert_eq!(rather_not(&[1]), [wish(3, 8, 10)]);
        assert_eq!(rather_not(&[1, 3]), [wish(1, 8, 10)]);
    }

    #[test]
    fn a_wish_that_holds_a_visit_but_not_its_window_grows_to_hold_that_too() {
        let offer = |promise| Offer::in_windows(120, promise);
        let free = people(&[(1, 8, 12)]);
        let grown = |unmet, promise| suggestions(unmet, &listed(&[]), offer(promise), &free, &SEARCH);
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
                        for new in suggestions(unmet, &listed(&[]), offer, &free, &SEARCH) {
                            assert!(
                                offer.feasibility(new, &listed(&[]), &free, &SEARCH).best.is_some(),
                                "{offer:?} {unmet:?} {new:?}"
                            );
                            assert_eq!(
                                WishFields::of(new).read(Kind::Wish, &SEARCH, &[]),
                                Ok(new),
                                "the form can say it"
                            );
                            count += 1;
                        }
                    }
                }
            }
            assert!(200 < count, "{offer:?} {count}");
        }
    }
}
