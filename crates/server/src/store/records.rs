//! What the store takes and gives.

use slotwright_matching::{Day, Interval, MINUTES_PER_DAY, Minute, Point, WeekAnchor};
use slotwright_wire::sonar::JobStatus;

use crate::world::PlaceRef;

/// Seconds since 1970-01-01 00:00 on the instance's wall clock.
pub type WallSecond = i64;
/// Seconds since 1970-01-01 00:00 UTC: an instant.
pub type UnixSecond = i64;

/// What holds for the whole instance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The zone of all stored times, an IANA name; `None` before the first start is through.
    pub time_zone: Option<String>,
    /// Random, made once: keeps this instance's names apart from others'.
    pub instance_id: Option<String>,
    /// Whose instance this is.
    pub company: Option<String>,
    /// From where repeating weeks are counted.
    pub week_anchor: WeekAnchor,
}

/// A part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// At most how many.
    pub limit: u64,
    /// Which part, from 1.
    pub number: u64,
}

impl Page {
    /// All of it.
    pub const ALL: Self = Self { limit: i64::MAX as u64, number: 1 };

    /// How many come before it.
    pub(super) fn offset(self) -> i64 {
        i64::try_from((self.number - 1).saturating_mul(self.limit)).unwrap_or(i64::MAX)
    }
}

/// A user.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// The user's number.
    pub id: u64,
    /// For signing in.
    pub username: String,
    /// For colleagues.
    pub name: String,
    /// For customers.
    pub public_name: String,
}

/// Who may use the API by name and password.
#[derive(Clone, Debug)]
pub struct ApiUser {
    /// How often what editors change had changed when this was read: what else is known of that version is so still.
    pub plan_version: u64,
    /// The Argon2 hash of the password, as a PHC string.
    pub password_hash: String,
    /// For which user it acts.
    pub user_id: u64,
    /// By which number its keys and holds are its own: others may act for the same user. The same for the same name.
    pub number: u64,
}

/// An account or network site.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Which.
    pub place: PlaceRef,
    /// The customer's or the site's name.
    pub name: String,
    /// What an account is; `None` where nobody has said, and of network sites.
    pub account_status_id: Option<u64>,
    /// On one line.
    pub address: Option<String>,
    /// Where on earth.
    pub point: Option<Point>,
}

/// For what a roster is loaded: as little as answers the question.
#[derive(Clone, Debug)]
pub struct RosterQuestion {
    /// Whose.
    pub user_ids: Vec<u64>,
    /// For jobs of this type; `None`: of all types.
    pub job_type_id: Option<u64>,
    /// The first day.
    pub first: Day,
    /// The last day, included.
    pub last: Day,
}

impl RosterQuestion {
    /// From the first minute asked for to the first that is not.
    pub(super) fn minutes(&self) -> (Minute, Minute) {
        (self.first.start(), self.last.start() + MINUTES_PER_DAY)
    }
}

/// A job.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// The job's number.
    pub id: u64,
    /// What is done.
    pub job_type_id: u64,
    /// How long.
    pub length_in_minutes: u32,
    /// Where.
    pub place: PlaceRef,
    /// The ticket it is linked to.
    pub ticket_id: Option<u64>,
    /// What the technician should know; may be empty.
    pub notes: String,
    /// What is added to the account on completion.
    pub services: Vec<u64>,
    /// Where it stands.
    pub status: JobStatus,
    /// When it starts; there exactly while scheduled.
    pub start: Option<Minute>,
    /// Who comes, in the order given; empty unless scheduled.
    pub user_ids: Vec<u64>,
    /// How many came, or were to come, when it was last scheduled; as written before, while it is scheduled now.
    pub last_crew_size: Option<usize>,
    /// Who is on site, and since when.
    pub checked_in: Vec<(u64, WallSecond)>,
    /// Who made it.
    pub created_by_user_id: Option<u64>,
    /// How it ended.
    pub completion: Option<Completion>,
}

impl Job {
    /// From when to when, while scheduled.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        let start = self.start?;
        Interval::new(start, start + self.length_in_minutes as Minute)
    }

    /// How many are to come: as many as do, else as many as last time, else one.
    #[must_use]
    pub fn crew_size(&self) -> usize {
        match self.user_ids.len() {
            0 => self.last_crew_size.unwrap_or(1),
            scheduled => scheduled,
        }
    }
}

/// How a job ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    /// When.
    pub at: WallSecond,
    /// Who says so.
    pub by_user_id: Option<u64>,
    /// Completed, or failed.
    pub successfully: bool,
    /// Why it failed, or a remark.
    pub reason: Option<String>,
}

/// A job to be made.
#[derive(Clone, Debug)]
pub struct JobDraft {
    /// What is done.
    pub job_type_id: u64,
    /// Whose tasks it begins with.
    pub task_template_id: Option<u64>,
    /// How long.
    pub length_in_minutes: u32,
    /// Where.
    pub place: PlaceRef,
    /// The ticket it is linked to.
    pub ticket_id: Option<u64>,
    /// What the technician should know.
    pub notes: String,
    /// What is added to the account on completion.
    pub services: Vec<u64>,
    /// When and by whom; `None` leaves it in the queue.
    pub visit: Option<VisitDraft>,
    /// The hold that the visit is to make use of.
    pub hold_id: Option<u64>,
}

/// When a job is to start, and who is to come.
#[derive(Clone, Debug)]
pub struct VisitDraft {
    /// When it starts.
    pub start: Minute,
    /// Who comes; not empty.
    pub user_ids: Vec<u64>,
}

/// What is to change in a job; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct JobChange {
    /// Where.
    pub place: Option<PlaceRef>,
    /// How long.
    pub length_in_minutes: Option<u32>,
    /// What the technician should know.
    pub notes: Option<NotesChange>,
    /// The ticket it is linked to; `Some(None)` unlinks.
    pub ticket_id: Option<Option<u64>>,
    /// What is added to the account on completion.
    pub services: Option<Vec<u64>>,
    /// When; needs `user_ids`.
    pub start: Option<Minute>,
    /// Who comes; ignored unless the job is scheduled or `start` is given.
    pub user_ids: Option<Vec<u64>>,
    /// The hold that the visit is to make use of.
    pub hold_id: Option<u64>,
    /// Of which length the job was when this was judged, where that mattered: one that has another by now is not changed.
    pub judged_length: Option<u32>,
    /// Whether users were named and left out, since the job was not scheduled: one that is by now is not changed.
    pub leaves_users_out: bool,
}

/// What becomes of a job's notes.
#[derive(Clone, Debug)]
pub enum NotesChange {
    /// They are this.
    Whole(String),
    /// A part of them is this. The function makes the new notes of those that are stored when the change is written, and
    /// of the part.
    Part(String, fn(stored: &str, part: &str) -> String),
}

/// Who asks for a change, and what is to hold for it in the same transaction.
#[derive(Clone, Debug)]
pub enum By {
    /// Staff, for this user. May do anything.
    Staff {
        /// For which user.
        user_id: u64,
        /// Which of those who may act for that user.
        caller: u64,
    },
    /// The holder of a link.
    Customer {
        /// [`Link::id`].
        link_id: u64,
        /// The present instant: the link must still be good.
        now: UnixSecond,
        /// A visit that starts before this can't be changed any more.
        changeable_from: Minute,
        /// How many wishes a job may have.
        max_wishes: u32,
    },
}

impl By {
    /// Whose holds count as the caller's own.
    #[must_use]
    pub fn holder(&self) -> Holder {
        match self {
            Self::Staff { caller, .. } => Holder::Staff(*caller),
            Self::Customer { link_id, .. } => Holder::Link(*link_id),
        }
    }

    /// As whom the history names them: `user 3`, `link 7`.
    #[must_use]
    pub fn actor(&self) -> String {
        match self {
            Self::Staff { user_id, .. } => format!("user {user_id}"),
            Self::Customer { link_id, .. } => format!("link {link_id}"),
        }
    }
}

/// Whose a hold is, and whose an idempotency key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// The API user or the board with this number ([`By::Staff::caller`]).
    Staff(u64),
    /// The holder of this link.
    Link(u64),
}

impl Holder {
    /// As it is stored: `staff 3`, `link 7`; no number of either has more than 63 bits.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Staff(number) => format!("staff {number}"),
            Self::Link(id) => format!("link {id}"),
        }
    }
}

/// A time to be held.
#[derive(Clone, Debug)]
pub struct HoldDraft {
    /// For a job of which type.
    pub job_type_id: u64,
    /// How long.
    pub length_in_minutes: u32,
    /// Where.
    pub place: PlaceRef,
    /// When, and who.
    pub visit: VisitDraft,
    /// The job that is to be moved there: its present time is not in the way.
    pub job_id: Option<u64>,
}

/// How long times are held, by the database's clock, and how many.
#[derive(Clone, Copy, Debug)]
pub struct HoldTerms {
    /// From its placing, and from each extension.
    pub seconds: u32,
    /// From its placing, however often it is extended.
    pub max_seconds: u32,
    /// How many one holder may have who is staff. The holder of a link has one: a new one takes its place.
    pub max_of_staff: u64,
}

/// A time that is held.
#[derive(Clone, Debug, PartialEq)]
pub struct Hold {
    /// Its number.
    pub id: u64,
    /// When the visit would start.
    pub start: Minute,
    /// How long it would take.
    pub length_in_minutes: u32,
    /// Who would come.
    pub user_ids: Vec<u64>,
    /// What the database's clock says: milliseconds since 1970-01-01 00:00 UTC.
    pub now_ms: i64,
    /// Until when it is held, in the same.
    pub until_ms: i64,
    /// Until when it can be held at most, in the same.
    pub deadline_ms: i64,
}

/// A stored wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Its number; a job's wishes rank by it.
    pub id: u64,
    /// When the customer is at home.
    pub window: WishWindow,
}

/// When a customer is at home. Seconds of the day, `start < end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WishWindow {
    /// On which day.
    pub day: Day,
    /// From when, 0 to 86,399.
    pub start_second: u32,
    /// Until when, up to 86,400.
    pub end_second: u32,
}

/// What is to change in a wish; what is `None` stays.
#[derive(Clone, Copy, Debug, Default)]
pub struct WishChange {
    /// On which day.
    pub day: Option<Day>,
    /// From when.
    pub start_second: Option<u32>,
    /// Until when.
    pub end_second: Option<u32>,
}

/// What a handle resolves to.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its row.
    pub id: u64,
    /// How often what editors change had changed when this was read: what else is known of that version is so still.
    pub plan_version: u64,
    /// Makes the aliases of users.
    pub salt: Vec<u8>,
    /// For whom it is.
    pub holder: LinkHolder,
    /// When it ends.
    pub expires_at: UnixSecond,
    /// When it was ended before its time.
    pub revoked_at: Option<UnixSecond>,
}

impl Link {
    /// Whether it has ended.
    #[must_use]
    pub fn has_ended(&self, now: UnixSecond) -> bool {
        self.revoked_at.is_some() || self.expires_at <= now
    }
}

/// For whom a link is, and what it allows.
#[derive(Clone, Debug)]
pub enum LinkHolder {
    /// The board; acts for this user.
    Staff {
        /// For which user.
        user_id: u64,
    },
    /// A customer.
    Customer(LinkScope),
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
    /// When it was made.
    pub created_at: UnixSecond,
    /// When it ends.
    pub expires_at: UnixSecond,
}
