//! What is heard of others' changes: whether it is to be seen where one looks, whose it is, and what has become of a job that is open.

use slotwright_wire::slotwright::{BoardJob, Changed};
use slotwright_wire::time::{parse_date, print_date};

use crate::ground::job::{Numbers, is_open};

/// So long after a change of one's own what is heard first of its job is taken for that.
const OWN_MS: i64 = 3_000;

/// Whether something that was changed can be seen on these days, or in the list of jobs that wait for a time.
///
/// ```
/// use slotwright::ground::live::is_seen;
/// use slotwright_wire::slotwright::Changed;
/// let changed = |kind: &str, dates: &[&str]| Changed {
///     kind: kind.to_owned(), operation: "create".to_owned(), by: "link 7".to_owned(), job_id: None, user_ids: vec![1],
///     dates: dates.iter().map(|date| (*date).to_owned()).collect(),
/// };
/// assert!(is_seen(&changed("hold", &["2026-03-03"]), "2026-03-02", 2));
/// assert!(!is_seen(&changed("hold", &["2026-03-04"]), "2026-03-02", 2));
/// assert!(is_seen(&changed("schedule", &[]), "2026-03-02", 1), "on any day");
/// assert!(is_seen(&changed("job", &["2026-03-04"]), "2026-03-02", 1), "it may wait for a time now");
/// ```
#[must_use]
pub fn is_seen(changed: &Changed, first: &str, days: u32) -> bool {
    is_of_job(changed) || changed.dates.is_empty() || is_on(changed, first, days)
}

/// Whether other times may be free on these days by something that was changed; from any day on where the first is not known.
///
/// ```
/// use slotwright::ground::live::is_taking;
/// use slotwright_wire::slotwright::Changed;
/// let changed = |kind: &str, dates: &[&str]| Changed {
///     kind: kind.to_owned(), operation: "create".to_owned(), by: "link 7".to_owned(), job_id: None, user_ids: vec![1],
///     dates: dates.iter().map(|date| (*date).to_owned()).collect(),
/// };
/// assert!(is_taking(&changed("job", &["2026-03-04"]), "2026-03-02", 28) && is_taking(&changed("job", &["2026-03-04"]), "", 28));
/// assert!(!is_taking(&changed("job", &["2026-04-04"]), "2026-03-02", 28));
/// assert!(!is_taking(&changed("job", &[]), "2026-03-02", 28), "it waits, and has waited");
/// assert!(is_taking(&changed("schedule", &[]), "2026-03-02", 28), "on any day");
/// ```
#[must_use]
pub fn is_taking(changed: &Changed, first: &str, days: u32) -> bool {
    changed.kind != "task" && (changed.dates.is_empty() && !is_of_job(changed) || is_on(changed, first, days))
}

fn is_of_job(changed: &Changed) -> bool {
    matches!(&*changed.kind, "job" | "wish")
}

fn is_on(changed: &Changed, first: &str, days: u32) -> bool {
    let last = parse_date(first).map(|first| print_date(first + (days as i32 - 1)));
    changed.dates.iter().any(|date| last.as_ref().is_none_or(|last| first <= &**date && date <= last))
}

/// Changes that were sent from here, so that nobody is told of them as if others had made them.
#[derive(Clone, Debug, Default)]
pub struct Own {
    sent: Vec<Sent>,
    /// Jobs that were made here and not heard of yet, and when.
    made: Vec<(u64, i64)>,
}

/// A change that was sent from here.
#[derive(Clone, Debug)]
struct Sent {
    /// Where it was sent.
    path: String,
    /// When it was answered, by the device's clock; none while it is under way.
    ended_ms: Option<i64>,
    /// Whether it was heard of: what is heard of its job after that is others'.
    is_heard: bool,
}

impl Own {
    /// One is sent to this path.
    pub fn begin(&mut self, path: &str) {
        self.sent.push(Sent { path: path.to_owned(), ended_ms: None, is_heard: false });
    }

    /// It is answered, by the device's clock.
    pub fn end(&mut self, path: &str, now_ms: i64) {
        if let Some(open) = self.sent.iter_mut().find(|sent| sent.path == path && sent.ended_ms.is_none()) {
            open.ended_ms = Some(now_ms);
        }
    }

    /// The answer says which job was made, by the device's clock.
    pub fn make(&mut self, job_id: u64, now_ms: i64) {
        self.made.push((job_id, now_ms));
    }

    /// Whether a job is being made whose number only the answer will say: what is heard meanwhile may be of it.
    ///
    /// ```
    /// use slotwright::ground::live::Own;
    /// let mut own = Own::default();
    /// own.begin("/api/v1/scheduling/jobs");
    /// assert!(own.is_making() && !own.is_made(12, 0));
    /// own.end("/api/v1/scheduling/jobs", 1_000);
    /// own.make(12, 1_000);
    /// assert!(!own.is_making() && own.is_made(12, 2_000));
    /// assert!(!own.is_made(12, 2_000) && !own.is_of(12, 2_000), "what comes then is somebody else's");
    /// own.make(13, 1_000);
    /// assert!(!own.is_made(13, 10_000), "its news were missed");
    /// ```
    #[must_use]
    pub fn is_making(&self) -> bool {
        self.sent.iter().any(|sent| sent.ended_ms.is_none() && sent.path.ends_with("/jobs"))
    }

    /// Whether a job that was heard of was made here.
    pub fn is_made(&mut self, job_id: u64, now_ms: i64) -> bool {
        self.made.retain(|(_, made_ms)| now_ms < made_ms + OWN_MS);
        let before = self.made.len();
        self.made.retain(|(made, _)| *made != job_id);
        self.made.len() < before
    }

    /// Whether what is heard now of a job was done here: each change is heard of once. What was sent long ago is forgotten.
    ///
    /// ```
    /// use slotwright::ground::live::Own;
    /// let mut own = Own::default();
    /// own.begin("/api/v1/scheduling/jobs/12/queue");
    /// own.end("/api/v1/scheduling/jobs/12/queue", 1_000);
    /// assert!(own.is_of(12, 2_000) && !own.is_of(1, 2_000));
    /// assert!(!own.is_of(12, 2_001), "that is somebody else's");
    /// own.begin("/api/v1/scheduling/jobs/12/queue");
    /// own.end("/api/v1/scheduling/jobs/12/queue", 2_500);
    /// assert!(!own.is_of(12, 10_000));
    /// ```
    pub fn is_of(&mut self, job_id: u64, now_ms: i64) -> bool {
        self.sent.retain(|sent| sent.ended_ms.is_none_or(|ended| now_ms < ended + OWN_MS));
        if self.is_made(job_id, now_ms) {
            return true;
        }
        match self.sent.iter_mut().find(|sent| !sent.is_heard && job_of(&sent.path) == Some(job_id)) {
            Some(sent) => {
                sent.is_heard = true;
                true
            }
            None => false,
        }
    }
}

/// The job that a path leads to.
///
/// ```
/// use slotwright::ground::live::job_of;
/// assert_eq!(job_of("/api/v1/scheduling/jobs/12/queue"), Some(12));
/// assert_eq!(job_of("/api/v1/scheduling/jobs"), None);
/// ```
#[must_use]
pub fn job_of(path: &str) -> Option<u64> {
    let mut parts = path.split(['/', '?']);
    parts.find(|part| *part == "jobs")?;
    parts.next()?.parse().ok()
}

/// What is another than it was, of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Its time, its length or its crew.
    Visit,
    /// It has no time any more.
    Unplanned,
    /// Where it stands.
    Status,
    /// When its customer would like it.
    Wishes,
    /// Its notes.
    Notes,
    /// Something else.
    Other,
}

/// What is another than it was. What people care for most comes first; something else only where there is nothing of that.
#[must_use]
pub fn differences(before: &BoardJob, after: &BoardJob) -> Vec<Difference> {
    let visit = |listed: &BoardJob| {
        (listed.job.scheduled_datetime.clone(), listed.job.length_in_minutes, listed.job.user_ids.clone())
    };
    let has_time = |listed: &BoardJob| listed.job.scheduled_datetime.is_some();
    let mut found = Vec::new();
    let mut note = |is_so: bool, difference: Difference| {
        if is_so {
            found.push(difference);
        }
    };
    let stays_open = is_open(&before.job) && is_open(&after.job);
    note(stays_open && has_time(before) && !has_time(after), Difference::Unplanned);
    note(has_time(after) && visit(before) != visit(after), Difference::Visit);
    note(!stays_open && before.job.status != after.job.status, Difference::Status);
    note(before.wishes != after.wishes, Difference::Wishes);
    note(before.job.notes != after.job.notes, Difference::Notes);
    if found.is_empty() && before != after {
        found.push(Difference::Other);
    }
    found
}

/// What of a job somebody is about to change.
#[derive(Clone, Copy, Debug)]
pub struct Touched {
    /// Its notes.
    pub notes: bool,
    /// Its length.
    pub length: bool,
    /// Its ticket, or its services.
    pub numbers: bool,
    /// What is in its fields.
    pub fields: bool,
}

impl Touched {
    /// Whether others have changed the same of it, from what it was to what it is now.
    #[must_use]
    pub fn collides(self, before: &BoardJob, now: &BoardJob) -> bool {
        self.notes && before.job.notes.as_deref().unwrap_or_default() != now.job.notes.as_deref().unwrap_or_default()
            || self.length && before.job.length_in_minutes != now.job.length_in_minutes
            || self.numbers && Numbers::of(&before.job) != Numbers::of(&now.job)
            || self.fields && before.fields != now.fields
            || is_open(&before.job) != is_open(&now.job)
    }
}

/// What stands in a field whose record others have changed: what was typed where it is another than it was, and else what it is now.
#[must_use]
pub fn stays(typed: &str, before: &str, now: String) -> String {
    if typed == before { now } else { typed.to_owned() }
}

#[cfg(test)]
mod tests {
    use slotwright_wire::sonar::{Job, JobStatus};

    use super::*;

    fn listed() -> BoardJob {
        let job: Job = serde_json::from_value(serde_json::json!({
            "id": 9, "job_type_id": 1, "status": "scheduled", "scheduled_datetime": "2024-05-13 09:15:00",
            "length_in_minutes": 30, "user_ids": [1], "assigned_type": "accounts", "assigned_id": 1, "ticket_id": null,
            "created_by_user_id": 1, "notes": null, "completed_at": null, "completed_by_user_id": null,
            "completed_successfully": null, "completion_reason": null, "services": [], "checked_in_users": []
        }))
        .unwrap();
        BoardJob {
            job,
            job_type: "Installation".to_owned(),
            color: "blue".to_owned(),
            place: "Ada Novak".to_owned(),
            address: String::new(),
            telephone: None,
            crew: vec!["Sam".to_owned()],
            crew_size: 1,
            wishes: Vec::new(),
            rather_not: Vec::new(),
            fields: Vec::new(),
            particulars: Vec::new(),
            confirmation: None,
        }
    }

    fn after(change: impl FnOnce(&mut BoardJob)) -> Vec<Difference> {
        let mut after = listed();
        change(&mut after);
        differences(&listed(), &after)
    }

    #[test]
    fn what_has_become_of_a_job_is_said_by_what_people_care_for() {
        assert_eq!(after(|_| {}), []);
        assert_eq!(
            after(|listed| listed.job.scheduled_datetime = Some("2024-05-13 10:00:00".to_owned())),
            [Difference::Visit]
        );
        assert_eq!(after(|listed| listed.job.user_ids = vec![2]), [Difference::Visit]);
        assert_eq!(after(|listed| listed.job.notes = Some("Ring twice".to_owned())), [Difference::Notes]);
        assert_eq!(after(|listed| listed.address = "12 Elm St".to_owned()), [Difference::Other]);
    }

    #[test]
    fn a_job_without_a_time_waits_and_one_that_has_ended_has_another_state() {
        let queued = after(|listed| {
            listed.job.status = JobStatus::Queued;
            listed.job.scheduled_datetime = None;
            listed.job.user_ids.clear();
        });
        assert_eq!(queued, [Difference::Unplanned]);
        let done = after(|listed| {
            listed.job.status = JobStatus::Completed;
            listed.job.scheduled_datetime = None;
        });
        assert_eq!(done, [Difference::Status]);
    }

    #[test]
    fn two_collide_where_both_change_the_same_and_nowhere_else() {
        let touched = |notes, length, fields| Touched { notes, length, numbers: fields, fields };
        let mut now = listed();
        now.job.notes = Some("Ring twice".to_owned());
        assert!(touched(true, false, false).collides(&listed(), &now));
        let mut other_ticket = listed();
        other_ticket.job.ticket_id = Some(1);
        let numbers = Touched { numbers: true, ..touched(false, false, false) };
        assert!(
            numbers.collides(&listed(), &other_ticket)
                && !touched(true, true, false).collides(&listed(), &other_ticket)
        );
        assert!(!touched(false, true, true).collides(&listed(), &now));
        assert!(!touched(true, true, true).collides(&now, &now));
        now.job.status = JobStatus::Completed;
        assert!(touched(false, true, false).collides(&listed(), &now), "nothing of what has ended is changed");
        assert_eq!((&*stays("60", "60", "90".to_owned()), &*stays("45", "60", "90".to_owned())), ("90", "45"));
    }

    #[test]
    fn a_change_that_is_under_way_is_ones_own_until_it_is_answered_and_a_while_longer() {
        let path = "/api/v1/scheduling/jobs/9";
        let mut own = Own::default();
        own.begin(path);
        assert!(own.is_of(9, i64::MAX), "it has no answer yet");
        own.end(path, 0);
        for (ended, heard, is_own) in [(1_000, 3_500, true), (5_000, 8_000, false)] {
            own.begin(path);
            own.end(path, ended);
            assert_eq!(own.is_of(9, heard), is_own);
        }
    }

    #[test]
    fn what_somebody_else_does_right_after_ones_own_is_theirs() {
        let mut own = Own::default();
        for path in ["/api/v1/scheduling/jobs/9", "/api/v1/scheduling/jobs/9/desired_job_datetimes"] {
            own.begin(path);
            own.end(path, 0);
        }
        assert!(own.is_of(9, 100) && own.is_of(9, 200), "two of one's own");
        assert!(!own.is_of(9, 300));
    }
}
