//! Requests with an `Idempotency-Key`, and what was answered to them.
//!
//! The row of a key is written in the transaction of the change itself, so there is no moment at which one is there
//! without the other. The answer follows when it is known. Where it never came (the process was killed), the row says
//! what was done, and the answer can be made from that.

use slotwright_domain::Holder;

use crate::error::Error;
use crate::sql::{Transaction, params};

/// A request with a key.
#[derive(Clone, Debug)]
pub struct KeyedRequest {
    /// Whose key.
    pub subject: Holder,
    /// The key.
    pub key: String,
    /// SHA-256 of what is asked.
    pub fingerprint: [u8; 32],
    /// Random: which try it is.
    pub owner: [u8; 16],
}

/// What a change did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Made or changed this job.
    Job(u64),
    /// Made or changed this wish.
    Wish {
        /// Of which job.
        job_id: u64,
        /// Its number.
        id: u64,
    },
    /// Deleted something.
    Deletion,
    /// Something else, of which no more is known.
    Change,
}

/// An answer to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The code of a refusal.
    pub code: Option<String>,
    /// The body.
    pub body: String,
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// Nothing: the request is new.
    Nothing,
    /// It was used for something else.
    Reused,
    /// A request with it is at work.
    Running,
    /// It was answered.
    Answered(Answer),
    /// It was done; the answer got lost.
    Done(Effect),
}

/// How long the answer to what was done is waited for, in case that the process was killed before it. A request takes 20 seconds
/// at most, but for those that a slow database keeps.
const LEASE_MS: i64 = 30_000;
/// How long answers are kept.
const KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;

tokio::task_local! {
    static CURRENT: KeyedRequest;
}

/// The request that the running task is for.
pub(crate) fn current() -> Option<KeyedRequest> {
    CURRENT.try_with(Clone::clone).ok()
}

/// Runs `work` such that all its changes are those of this request.
pub async fn for_request<T>(request: KeyedRequest, work: impl Future<Output = T>) -> T {
    CURRENT.scope(request, work).await
}

/// Takes the key for a try, in the transaction of what it changes.
pub(crate) fn begin(db: &Transaction, request: &KeyedRequest) -> Result<(), Error> {
    // A row that stands is of a change that was made, also where this very try made it and did not hear of it. Of two at once
    // the second waits here for the first one's commit.
    let sql = format!(
        "INSERT INTO idempotency_keys (subject, key, fingerprint, owner, started_ms, effect)
         VALUES (?1, ?2, ?3, ?4, {}, ?5) ON CONFLICT (subject, key) DO NOTHING",
        db.clock()
    );
    let subject = request.subject.name();
    // Whatever is kept of this transaction was done, also where nobody notes what it was.
    let effect = Effect::Change.text();
    if db.execute(&sql, params![subject, request.key, request.fingerprint, request.owner, effect])? == 0 {
        return Err(Error::KeyInUse);
    }
    Ok(())
}

/// Notes what the change of a request did.
pub(crate) fn note(db: &Transaction, request: &KeyedRequest, effect: Effect) -> Result<(), Error> {
    let sql = "UPDATE idempotency_keys SET effect = ?3 WHERE subject = ?1 AND key = ?2";
    db.pipeline(sql, params![request.subject.name(), request.key, effect.text()])
}

/// What is known of a request's key.
pub(crate) fn known(db: &Transaction, request: &KeyedRequest) -> Result<Known, Error> {
    let sql = format!(
        "SELECT fingerprint, status, code, body, effect, {} - started_ms FROM idempotency_keys
         WHERE subject = ?1 AND key = ?2",
        db.clock()
    );
    let Some(row) = db.row(&sql, params![request.subject.name(), request.key])? else { return Ok(Known::Nothing) };
    if row.get::<Vec<u8>>(0)? != request.fingerprint {
        return Ok(Known::Reused);
    }
    if let Some(status) = row.get::<Option<u16>>(1)? {
        let body = row.get::<Option<String>>(3)?.unwrap_or_default();
        return Ok(Known::Answered(Answer { status, code: row.get(2)?, body }));
    }
    if row.get::<i64>(5)? < LEASE_MS {
        return Ok(Known::Running);
    }
    let effect: Option<String> = row.get(4)?;
    Ok(Known::Done(effect.as_deref().and_then(Effect::parse).unwrap_or(Effect::Change)))
}

/// Keeps an answer, unless another try has left one.
pub(crate) fn keep(db: &Transaction, request: &KeyedRequest, answer: &Answer) -> Result<Known, Error> {
    let sql = format!(
        "INSERT INTO idempotency_keys (subject, key, fingerprint, owner, started_ms, status, code, body)
         VALUES (?1, ?2, ?3, ?4, {clock}, ?5, ?6, ?7)
         ON CONFLICT (subject, key) DO UPDATE SET status = excluded.status, code = excluded.code, body = excluded.body
         WHERE idempotency_keys.status IS NULL
           AND (idempotency_keys.owner = excluded.owner OR idempotency_keys.started_ms < {clock} - {LEASE_MS})",
        clock = db.clock()
    );
    let Answer { status, code, body } = answer;
    let subject = request.subject.name();
    let kept =
        db.execute(&sql, params![subject, request.key, request.fingerprint, request.owner, status, code, body])?;
    if kept == 0 {
        return known(db, request);
    }
    // A few with each answer: more than come in, and no more than one can wait for.
    let expire = format!(
        "DELETE FROM idempotency_keys WHERE (subject, key) IN
           (SELECT subject, key FROM idempotency_keys WHERE started_ms < {} - {KEPT_MS} ORDER BY started_ms LIMIT 100)",
        db.clock()
    );
    db.execute(&expire, &[])?;
    Ok(Known::Answered(answer.clone()))
}

/// Ends a try without an answer: what it did, if it did anything, can be told at once.
pub(crate) fn end_try(db: &Transaction, request: &KeyedRequest) -> Result<(), Error> {
    let sql = format!(
        "UPDATE idempotency_keys SET started_ms = started_ms - {LEASE_MS}
         WHERE subject = ?1 AND key = ?2 AND owner = ?3 AND status IS NULL"
    );
    db.execute(&sql, params![request.subject.name(), request.key, request.owner]).map(drop)
}

impl Effect {
    fn text(self) -> String {
        match self {
            Self::Job(id) => format!("job {id}"),
            Self::Wish { job_id, id } => format!("wish {job_id} {id}"),
            Self::Deletion => "deletion".to_owned(),
            Self::Change => "change".to_owned(),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let kind = words.next()?;
        let mut number = || words.next()?.parse().ok();
        match kind {
            "job" => Some(Self::Job(number()?)),
            "wish" => Some(Self::Wish { job_id: number()?, id: number()? }),
            "deletion" => Some(Self::Deletion),
            "change" => Some(Self::Change),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use slotwright_testing::postgres::Postgres;

    use super::*;
    use crate::testing::open;

    #[tokio::test]
    async fn a_try_that_has_made_its_change_does_not_make_another() {
        let database = Postgres::shared().database();
        let store = open(&database.url()).await;
        let request =
            KeyedRequest { subject: Holder::Staff(1), key: "k1".to_owned(), fingerprint: [1; 32], owner: [2; 16] };
        let change = async |zone| for_request(request.clone(), store.set_time_zone(zone)).await;
        change("Europe/Berlin").await.unwrap();
        assert!(matches!(change("Asia/Kolkata").await, Err(Error::KeyInUse)));
        assert_eq!(store.settings().await.unwrap().time_zone.as_deref(), Some("Europe/Berlin"));
    }

    #[test]
    fn what_was_done_is_read_as_it_was_written() {
        for effect in [Effect::Job(8), Effect::Wish { job_id: 8, id: 3 }, Effect::Deletion, Effect::Change] {
            assert_eq!(Effect::parse(&effect.text()), Some(effect));
        }
        assert_eq!(Effect::parse("job"), None);
        assert_eq!(Effect::parse("wish 1"), None);
    }
}
