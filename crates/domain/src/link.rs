//! Links: who holds one may do what it is for.

use std::borrow::Cow;

use slotwright_matching::{Day, Interval, IntervalSet, MINUTES_PER_DAY, Minute};

use crate::{Breach, LinkOrigin, OpenLink, PlaceRef, Rights, StaffScope, UnixSecond, WallSecond, WishWindow};

/// What a handle resolves to.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its row.
    pub id: u64,
    /// How often what editors change had changed when this was read: what else is known of that version is so still.
    pub roster_version: u64,
    /// Makes the aliases of users.
    pub salt: Vec<u8>,
    /// For whom it is.
    pub holder: LinkHolder,
    /// How long it works.
    pub life: LinkLife,
    /// What it allows less than another.
    pub limits: LinkLimits,
    /// How often its holder has booked and moved.
    pub changes: u32,
    /// When it was last noted that its holder opened it, by the database's clock: milliseconds since 1970-01-01 00:00 UTC.
    pub opened_ms: Option<i64>,
    /// Until when its holder may hold times for its job, in the same; `None` where nothing was held yet.
    pub hold_deadline_ms: Option<i64>,
    /// By which open link its holder came, where staff did not make it for them.
    pub origin: Option<LinkOrigin>,
}

impl Link {
    /// Whether its holder may book or move once more.
    #[must_use]
    pub fn has_changes_left(&self) -> bool {
        self.limits.max_changes.is_none_or(|most| self.changes < most)
    }
}

/// What a link allows less than another: whoever makes it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkLimits {
    /// What its holder may do, of a customer's.
    pub rights: Rights,
    /// The first day that may be booked.
    pub first_day: Option<Day>,
    /// The last.
    pub last_day: Option<Day>,
    /// In one of which the whole visit has to lie, up to [`MOST_LINK_WINDOWS`]; anywhere where there are none.
    pub windows: Vec<WishWindow>,
    /// Before this it opens nothing.
    pub not_before: Option<UnixSecond>,
    /// How often its holder may book and move; `None` is any number. Cancelling is not counted.
    pub max_changes: Option<u32>,
    /// On which pages of other origins the booking may stand, of those that the instance allows; none named are all of those.
    pub embed_origins: Vec<String>,
    /// The language of whom it is sent to, as BCP 47 writes it.
    pub locale: Option<String>,
    /// The key that it is sealed with, where it is.
    pub key_id: Option<String>,
}

impl Default for LinkLimits {
    fn default() -> Self {
        Self {
            rights: Rights::ALL,
            first_day: None,
            last_day: None,
            windows: Vec::new(),
            not_before: None,
            max_changes: None,
            embed_origins: Vec::new(),
            locale: None,
            key_id: None,
        }
    }
}

impl LinkLimits {
    /// Refuses a visit, or when somebody would like one, for which the link is not.
    ///
    /// # Errors
    ///
    /// [`Breach::NotInDays`], [`Breach::NotInWindows`].
    pub fn admit(&self, visit: Interval) -> Result<(), Breach> {
        let day = Day::of(visit.start());
        let is_early = self.first_day.is_some_and(|first| day < first);
        let is_late = self.last_day.is_some_and(|last| last < day);
        if is_early || is_late {
            return Err(Breach::NotInDays);
        }
        match self.times().0 {
            Some(times) if !times.covers(visit) => Err(Breach::NotInWindows(visit)),
            _ => Ok(()),
        }
    }

    /// What is left of these days.
    #[must_use]
    pub fn cut(&self, (first, last): (Day, Day)) -> (Day, Day) {
        let windows = self.windows.iter().map(|window| window.day);
        let (of_first, of_last) = (windows.clone().min(), windows.max());
        let own = |day: Option<Day>, of_windows: Option<Day>| [day, of_windows].into_iter().flatten();
        (own(self.first_day, of_first).fold(first, Day::max), own(self.last_day, of_last).fold(last, Day::min))
    }

    /// The times of its windows.
    #[must_use]
    pub fn times(&self) -> LinkTimes {
        let windows = self.windows.iter().filter_map(minutes);
        LinkTimes((!self.windows.is_empty()).then(|| windows.collect()))
    }
}

/// So many windows a link may have.
pub const MOST_LINK_WINDOWS: usize = 20;

/// For which times a link is: those of its windows, of which such as overlap or touch count as one; any where it has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkTimes(Option<IntervalSet>);

impl LinkTimes {
    /// What is left of somebody's free time. What can start and end in that is what [`LinkLimits::admit`] admits.
    #[must_use]
    pub fn leave<'f>(&self, free: Cow<'f, IntervalSet>) -> Cow<'f, IntervalSet> {
        match &self.0 {
            Some(times) => Cow::Owned(free.intersection(times)),
            None => free,
        }
    }
}

/// A window on the axis, in whole minutes of it. The last minute of a day is the whole of it, as in wishes.
fn minutes(window: &WishWindow) -> Option<Interval> {
    let midnight = window.day.start();
    let end = match (window.end_second / 60) as Minute {
        end if end == MINUTES_PER_DAY - 1 => MINUTES_PER_DAY,
        end => end,
    };
    Interval::new(midnight + window.start_second.div_ceil(60) as Minute, midnight + end)
}

/// What decides whether a link has ended, as it was at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkLife {
    /// When this was read, by the database's clock: milliseconds since 1970-01-01 00:00 UTC.
    pub read_ms: i64,
    /// Before this it opens nothing.
    pub not_before: Option<UnixSecond>,
    /// When it ends, unless its job keeps it for longer.
    pub expires_at: UnixSecond,
    /// By how many seconds both may be off: whoever sealed it went by another clock.
    pub leeway_seconds: i64,
    /// When it was ended before its time.
    pub revoked_at: Option<UnixSecond>,
    /// What keeps it for longer; `None` where it has no job, or ends by the day whatever becomes of that.
    pub kept: Option<Kept>,
}

/// For how long a job keeps the link to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As long as it waits for a time.
    WhileWaiting,
    /// Until some days after this: the end of its visit, or of the job itself.
    After(WallSecond),
}

impl LinkLife {
    /// Whether the link has ended.
    #[must_use]
    pub fn has_ended(&self, terms: LinkTerms) -> bool {
        let now = terms.clock.read(self.read_ms);
        let is_kept = match self.kept {
            None => false,
            Some(Kept::WhileWaiting) => true,
            Some(Kept::After(end)) => now + terms.utc_offset < end + terms.seconds_after_visit(),
        };
        self.revoked_at.is_some() || (self.expires_at + self.leeway_seconds <= now && !is_kept)
    }

    /// Whether it opens anything yet.
    #[must_use]
    pub fn has_begun(&self, clock: LinkClock) -> bool {
        self.not_before.is_none_or(|not_before| not_before <= clock.read(self.read_ms) + self.leeway_seconds)
    }
}

/// How links end.
#[derive(Clone, Copy, Debug)]
pub struct LinkTerms {
    /// By which clock.
    pub clock: LinkClock,
    /// How many seconds the instance's clocks are ahead of UTC.
    pub utc_offset: i64,
    /// How many days a link to a job works after the visit.
    pub days_after_visit: u32,
}

impl LinkTerms {
    /// How long a link to a job works after the visit.
    #[must_use]
    pub fn seconds_after_visit(self) -> i64 {
        i64::from(self.days_after_visit) * SECONDS_PER_DAY
    }
}

/// By how much the clock of whoever seals a link may differ from the database's.
pub const SEALED_LEEWAY_SECONDS: i64 = 60;

/// A day.
pub const SECONDS_PER_DAY: i64 = 86_400;

/// By which clock links end: by the database's, which is the same for all servers on it.
#[derive(Clone, Copy, Debug)]
pub enum LinkClock {
    /// The database's. That of a demonstration was set, and is ahead of it by so many seconds; else 0.
    Database {
        /// How many.
        ahead: i64,
    },
    /// One that stands still. For tests.
    Standing(UnixSecond),
}

impl LinkClock {
    /// What it shows when the database's clock shows `database_ms`, in milliseconds since 1970-01-01 00:00 UTC.
    #[must_use]
    pub fn read(self, database_ms: i64) -> UnixSecond {
        match self {
            Self::Database { ahead } => database_ms.div_euclid(1000) + ahead,
            Self::Standing(at) => at,
        }
    }
}

/// For whom a link is, and what it allows.
#[derive(Clone, Debug)]
pub enum LinkHolder {
    /// The board; acts for this user.
    Staff {
        /// For which user.
        user_id: u64,
        /// How far it goes.
        scope: StaffScope,
    },
    /// A customer.
    Customer(LinkScope),
    /// Anybody: whoever opens it gets a link of their own.
    Open(OpenLink),
}

impl LinkHolder {
    /// What a customer's link is about; `None` for links that aren't one's.
    #[must_use]
    pub fn scope(&self) -> Option<LinkScope> {
        match self {
            Self::Customer(scope) => Some(*scope),
            Self::Staff { .. } | Self::Open(_) => None,
        }
    }
}

/// What a customer's link is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkScope {
    /// For which account or site.
    pub place: PlaceRef,
    /// What is to be done.
    pub job_type_id: u64,
    /// The job, once there is one.
    pub job_id: Option<u64>,
    /// Whether the job was made with this link.
    pub made_job: bool,
}

/// A link to be remembered.
#[derive(Clone, Debug)]
pub struct LinkDraft {
    /// SHA-256 of its handle.
    pub handle_hash: [u8; 32],
    /// Random; not derived from the handle.
    pub salt: [u8; 16],
    /// For whom.
    pub holder: LinkHolder,
    /// When it ends.
    pub end: LinkEnd,
    /// Whether it works for longer where its job keeps it.
    pub follows_job: bool,
    /// What it allows less than another.
    pub limits: LinkLimits,
    /// Who makes it, as the history names them.
    pub made_by: String,
}

/// When a link ends that is made now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    /// After so many days.
    AfterDays(u32),
    /// After so many seconds.
    AfterSeconds(u32),
    /// At this moment.
    At(UnixSecond),
}

impl LinkEnd {
    /// The moment, of a link that is made `now`.
    #[must_use]
    pub fn after(self, now: UnixSecond) -> UnixSecond {
        match self {
            Self::AfterDays(days) => now + i64::from(days) * SECONDS_PER_DAY,
            Self::AfterSeconds(seconds) => now + i64::from(seconds),
            Self::At(end) => end,
        }
    }
}

/// A link that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct MadeLink {
    /// Its number.
    pub id: u64,
    /// When it ends, unless its job keeps it for longer.
    pub expires_at: UnixSecond,
    /// What staff should know: what is there for the same customer already.
    pub beside: Beside,
}

/// What there is beside a link for a new job, or beside a job: for the same place, of the same type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// Another link that works and has no job yet.
    pub link_id: Option<u64>,
    /// Another job that has not ended.
    pub job_id: Option<u64>,
}

/// A link as staff see it in a list. Its handle is nowhere.
#[derive(Clone, Debug)]
pub struct ListedLink {
    /// Its number.
    pub id: u64,
    /// For whom it is.
    pub holder: LinkHolder,
    /// The name of the account or site, or of the user who the board's acts for; empty where nothing has it.
    pub whom: String,
    /// The name of the type of job; empty for a link of no single one.
    pub job_type: String,
    /// When it was made.
    pub created_at: UnixSecond,
    /// How long it works.
    pub life: LinkLife,
    /// What it allows less than another.
    pub limits: LinkLimits,
    /// How often its holder has booked and moved.
    pub changes: u32,
    /// When it was last noted that its holder opened it, by the database's clock, in milliseconds.
    pub opened_ms: Option<i64>,
    /// How many visits were booked by those who came by it; of an open link.
    pub bookings: u64,
}

/// What becomes of a job when its customer cancels the visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnCancel {
    /// The customer made the job: it is deleted.
    Delete,
    /// The work is the provider's: the job goes back to the queue.
    Queue,
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: UnixSecond = 1_715_342_400;
    const LIFE: LinkLife =
        LinkLife { read_ms: 0, not_before: None, expires_at: NOON, leeway_seconds: 0, revoked_at: None, kept: None };

    fn has_ended(kept: Option<Kept>, now: UnixSecond) -> bool {
        let life = LinkLife { read_ms: now * 1000 + 999, kept, ..LIFE };
        let clock = LinkClock::Database { ahead: 0 };
        life.has_ended(LinkTerms { clock, utc_offset: -5 * 3600, days_after_visit: 14 })
    }

    #[test]
    fn a_link_without_a_job_ends_with_its_time() {
        assert!(!has_ended(None, NOON - 1));
        assert!(has_ended(None, NOON));
    }

    #[test]
    fn a_link_lives_as_long_as_its_job_keeps_it_and_some_days_more() {
        assert!(!has_ended(Some(Kept::WhileWaiting), NOON + 1000 * SECONDS_PER_DAY));
        // The visit ended at noon of the instance's clocks, five hours after UTC's.
        let kept = Some(Kept::After(NOON));
        assert!(!has_ended(kept, NOON + 5 * 3600 + 14 * SECONDS_PER_DAY - 1));
        assert!(has_ended(kept, NOON + 5 * 3600 + 14 * SECONDS_PER_DAY));
        assert!(!has_ended(Some(Kept::After(0)), NOON - 1), "its own time is not over");
    }

    #[test]
    fn a_sealed_link_begins_and_ends_to_a_minute() {
        let life = LinkLife { not_before: Some(NOON - 600), leeway_seconds: SEALED_LEEWAY_SECONDS, ..LIFE };
        let clock = LinkClock::Database { ahead: 0 };
        let terms = LinkTerms { clock, utc_offset: 0, days_after_visit: 14 };
        let at = |now: UnixSecond| LinkLife { read_ms: now * 1000, ..life };
        assert!(!at(NOON - 661).has_begun(clock) && at(NOON - 660).has_begun(clock));
        assert!(!at(NOON + 59).has_ended(terms) && at(NOON + 60).has_ended(terms));
        assert!(LIFE.has_begun(clock), "what says nothing of it has always begun");
    }

    #[test]
    fn the_days_of_a_link_are_both_included() {
        let limits = LinkLimits { first_day: Some(Day(3)), last_day: Some(Day(5)), ..LinkLimits::default() };
        let visit = |day: i32| Interval::new(Day(day).start() + 540, Day(day).start() + 600).unwrap();
        let admitted: Vec<_> = (2..=6).filter(|day| limits.admit(visit(*day)).is_ok()).collect();
        assert_eq!(admitted, [3, 4, 5]);
        assert_eq!(limits.cut((Day(0), Day(9))), (Day(3), Day(5)));
        assert_eq!(LinkLimits::default().cut((Day(0), Day(9))), (Day(0), Day(9)));
    }

    #[test]
    fn a_visit_lies_as_a_whole_in_windows_that_touch_or_in_one_and_what_is_free_is_cut_to_the_same() {
        let hours = |day: i32, from: Minute, to: Minute| {
            Interval::new(Day(day).start() + from * 60, Day(day).start() + to * 60).unwrap()
        };
        let window = |day, from: u32, to: u32| WishWindow {
            day: Day(day),
            start_second: from * 3600,
            end_second: if to == 24 { 86_340 } else { to * 3600 },
        };
        let windows = vec![window(5, 0, 1), window(3, 10, 12), window(3, 8, 10), window(3, 14, 16), window(4, 20, 24)];
        let limits = LinkLimits { windows, last_day: Some(Day(4)), ..LinkLimits::default() };
        for visit in [hours(3, 8, 12), hours(3, 9, 11), hours(3, 14, 16), hours(4, 22, 25)] {
            assert_eq!(limits.admit(visit), Ok(()));
        }
        for visit in [hours(3, 7, 9), hours(3, 11, 13), hours(3, 12, 14), hours(4, 19, 24), hours(4, 22, 26)] {
            assert_eq!(limits.admit(visit), Err(Breach::NotInWindows(visit)));
        }
        assert_eq!(limits.admit(hours(5, 0, 1)), Err(Breach::NotInDays));
        assert_eq!(limits.cut((Day(0), Day(9))), (Day(3), Day(4)));
        let free: IntervalSet = [hours(3, 0, 24), hours(6, 8, 12)].into_iter().collect();
        let left: IntervalSet = [hours(3, 8, 12), hours(3, 14, 16)].into_iter().collect();
        assert_eq!(*limits.times().leave(Cow::Borrowed(&free)), left);
        assert_eq!(*LinkTimes::default().leave(Cow::Borrowed(&free)), free);
    }

    #[test]
    fn what_was_revoked_has_ended_whatever_keeps_it() {
        let life = LinkLife { revoked_at: Some(0), kept: Some(Kept::WhileWaiting), ..LIFE };
        let clock = LinkClock::Standing(0);
        assert!(life.has_ended(LinkTerms { clock, utc_offset: 0, days_after_visit: 14 }));
    }
}
