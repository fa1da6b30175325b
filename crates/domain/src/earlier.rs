//! Customers who have a visit and would rather have it sooner: they wait until something becomes free, and it is held for one
//! of them at a time.

use slotwright_matching::{Day, IntervalSet, MINUTES_PER_DAY, Minute};

/// That the customer of a job would rather have its visit sooner.
#[derive(Clone, Debug, PartialEq)]
pub struct Earlier {
    /// Not before this; as soon as the notice allows where nothing is said.
    pub not_before: Option<Minute>,
    /// What is held for them now.
    pub offer: Option<EarlierOffer>,
}

/// A sooner time that is held for somebody who waits.
#[derive(Clone, Debug, PartialEq)]
pub struct EarlierOffer {
    /// The hold, which a change of the visit makes use of.
    pub hold_id: u64,
    /// When the visit would start.
    pub start: Minute,
    /// How long it would take.
    pub length_in_minutes: u32,
    /// Who would come.
    pub user_ids: Vec<u64>,
    /// For so long yet, in milliseconds.
    pub remaining_ms: i64,
}

/// Somebody who waits, in the order in which they asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The number of what they asked: who asked first has the lower one.
    pub id: u64,
    /// Whose visit.
    pub job_id: u64,
    /// By which link they asked.
    pub link_id: u64,
    /// Not before this.
    pub not_before: Option<Minute>,
    /// Starts that are no news to them: free when they asked, or offered since.
    pub seen: IntervalSet,
    /// Whether something is held for them.
    pub has_offer: bool,
}

/// A sooner time to be held for somebody who waits.
#[derive(Clone, Debug)]
pub struct EarlierDraft {
    /// For whom, as they were when it was found.
    pub waiting: Waiting,
    /// When their visit was to start then.
    pub present: Minute,
    /// How long it takes.
    pub length_in_minutes: u32,
    /// When it could start instead.
    pub start: Minute,
    /// Who would come.
    pub user_ids: Vec<u64>,
    /// For how long it is held, in milliseconds.
    pub for_ms: i64,
    /// What is no news to them any more, with this.
    pub seen: IntervalSet,
    /// How often people's time had changed when it was looked who is first; where it has changed since, somebody else may be.
    pub expected_changes: Option<u64>,
}

/// From when to when in the day the minutes of an offer pass. Who sleeps can't answer: what becomes free at night is held until
/// they had their time in the morning, and the one who asked first is not passed over for it.
pub const WAKING: (Minute, Minute) = (8 * 60, 20 * 60);

/// Until when something is held that is offered `now`, so that somebody had so many minutes to answer while people are awake.
#[must_use]
pub fn held_until(now: Minute, minutes: u32) -> Minute {
    let (wake, sleep) = WAKING;
    let (mut at, mut left) = (now, minutes as Minute);
    loop {
        let midnight = Day::of(at).start();
        at = at.max(midnight + wake);
        let today = (midnight + sleep - at).max(0);
        if left <= today {
            return at + left;
        }
        left -= today;
        at = midnight + MINUTES_PER_DAY;
    }
}

#[cfg(test)]
mod tests {
    use slotwright_wire::time::{parse_minute, print_datetime};

    use super::*;

    #[test]
    fn the_minutes_of_an_offer_pass_while_people_are_awake() {
        let until = |now: &str, minutes| print_datetime(held_until(parse_minute(now).unwrap(), minutes));
        assert_eq!(until("2026-03-02 14:58", 120), "2026-03-02 16:58:00");
        assert_eq!(until("2026-03-02 03:00", 120), "2026-03-02 10:00:00");
        assert_eq!(until("2026-03-02 19:00", 120), "2026-03-03 09:00:00");
        assert_eq!(until("2026-03-02 22:00", 120), "2026-03-03 10:00:00");
        assert_eq!(until("2026-03-02 18:00", 120), "2026-03-02 20:00:00");
        assert_eq!(until("2026-03-02 09:00", 1500), "2026-03-04 10:00:00", "twelve hours a day");
    }
}
