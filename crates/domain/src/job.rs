//! Jobs: what is done, where, when and by whom; drafts and changes of them.

use std::collections::BTreeMap;

use slotwright_matching::{Interval, Minute, Skipped};

use crate::{Callback, Particulars, PlaceDraft, PlaceRef, Status, WallSecond, WishWindow};

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
    pub status: Status,
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
    /// What is in the fields of its type, by their keys: texts that aren't empty.
    pub fields: BTreeMap<String, String>,
}

impl Job {
    /// From when to when its crew is needed, while scheduled, where clocks skip these minutes: for its length, and for none of them.
    #[must_use]
    pub fn visit(&self, skipped: Skipped) -> Option<Interval> {
        let start = self.start?;
        Interval::new(start, skipped.end_of(start, self.length_in_minutes as Minute))
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
    pub place: PlaceDraft,
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
    /// When the customer would like it, best first.
    pub wishes: Vec<WishWindow>,
    /// What is in the fields of its type.
    pub fields: BTreeMap<String, String>,
    /// The keys of those fields that hold photos.
    pub photo_keys: Vec<String>,
    /// What a system's program says of it besides.
    pub particulars: Option<Particulars>,
    /// What that program is told of it.
    pub callback: Option<Callback>,
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
    /// What is in these fields from then on; empty where nothing is.
    pub fields: BTreeMap<String, String>,
    /// The keys of the fields of its type that hold photos.
    pub photo_keys: Vec<String>,
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
