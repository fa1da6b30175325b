//! What is still to be told to whom. Written by the transaction of the change, so that neither is there without the other;
//! taken by whoever tells, a job's messages to one recipient one after the other, and told at least once.

use serde::{Deserialize, Serialize};
use slotwright_domain::{Actor, Callback, JobEvent, Message, MessageState, Page, RecipientKind};
use slotwright_matching::Minute;

use crate::error::Error;
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;

/// A message that is to be told now.
#[derive(Clone, Debug)]
pub struct DueMessage {
    /// The message, with this attempt counted.
    pub message: Message,
    /// What its recipient is.
    pub kind: RecipientKind,
    /// The entry of the history that it is about; none in a test, and in a callback.
    pub history_id: Option<u64>,
    /// What is sent, of a callback.
    pub callback: Option<Callback>,
    /// What is held for the job's customer, where that is what it is about.
    pub offer: Option<Offered>,
}

/// A sooner time that was held for a customer who waits for one.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Offered {
    /// When the visit would start.
    pub start: Minute,
    /// How long it would take.
    pub length_in_minutes: u32,
    /// Who would come.
    pub user_ids: Vec<u64>,
    /// Until when it is held, by the database's clock: milliseconds since 1970-01-01 00:00 UTC.
    pub until_ms: i64,
}

/// What came of an attempt.
#[derive(Clone, Debug)]
pub enum Told {
    /// The recipient has it.
    Delivered,
    /// It is to be tried again, so many milliseconds from now.
    Again(i64, String),
    /// It is given up, for somebody to look at.
    Dead(String),
}

/// Which messages are meant.
#[derive(Clone, Copy, Debug, Default)]
pub struct MessageFilter {
    /// Those that stand so.
    pub state: Option<MessageState>,
    /// Those to this recipient.
    pub recipient_id: Option<u64>,
    /// Those of this job.
    pub job_id: Option<u64>,
}

/// How it stands with what is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// How many messages wait.
    pub waiting: u64,
    /// How many are dead.
    pub dead: u64,
    /// How long the oldest that waits has waited, in milliseconds.
    pub oldest_ms: i64,
}

impl Store {
    /// Takes messages that are due. Whoever takes them has `lease_ms` to say what came of it; then they are due again, so that
    /// nothing is lost with whoever took it.
    pub async fn take_due(&self, kind: RecipientKind, limit: u32, lease_ms: i64) -> Result<Vec<DueMessage>, Error> {
        self.change_unkeyed(move |db| {
            let clock = db.clock();
            // Several servers may look at once: what another has taken meanwhile is not due any more.
            let sql = format!(
                "UPDATE messages SET attempts = attempts + 1, due_ms = {clock} + ?3
                 WHERE id IN (
                   SELECT messages.id FROM messages JOIN recipients ON recipients.id = recipient_id
                   WHERE state = 'waiting' AND due_ms <= {clock} AND kind = ?1 AND is_active AND NOT EXISTS (
                     SELECT 1 FROM messages AS earlier
                     WHERE earlier.recipient_id = messages.recipient_id AND earlier.job_id = messages.job_id
                       AND coalesce(earlier.url, '') = coalesce(messages.url, '')
                       AND earlier.id < messages.id AND earlier.state = 'waiting'
                   ) ORDER BY due_ms, messages.id LIMIT ?2
                 ) AND state = 'waiting' AND due_ms <= {clock}
                 RETURNING {COLUMNS}, history_id, document"
            );
            let read = |row: &Row| {
                let (url, document) = (row.get::<Option<String>>(9)?, row.get::<Option<String>>(11)?);
                let message = read(row)?;
                let is_offer = message.event == Some(JobEvent::EarlierOffered);
                let offer = document.as_deref().filter(|_| is_offer).map(serde_json::from_str).transpose();
                let offer = offer.map_err(|error| Error::Corrupt(format!("an offer: {error}")))?;
                let letter = url.zip(document).zip(message.callback.clone());
                let callback = letter.map(|((url, document), event)| Callback { url, event, after_ms: 0, document });
                Ok(DueMessage { message, kind, history_id: row.get(10)?, callback, offer })
            };
            db.rows(&sql, params![kind.name(), limit, lease_ms])?.iter().map(read).collect()
        })
        .await
    }

    /// Notes what came of an attempt: of this message, and of those of the same job and recipient up to the one with the number
    /// `until`, which it told too; 0 is none.
    pub async fn note_told(&self, message: Message, until: u64, told: Told) -> Result<(), Error> {
        self.change_unkeyed(move |db| {
            let (state, in_ms, problem) = match &told {
                Told::Delivered => (MessageState::Delivered, 0, None),
                Told::Again(in_ms, problem) => (MessageState::Waiting, *in_ms, Some(problem)),
                Told::Dead(problem) => (MessageState::Dead, 0, Some(problem)),
            };
            let sql = format!(
                "UPDATE messages SET state = ?3, due_ms = {} + ?4, problem = ?5
                 WHERE id = ?1 OR (?3 <> 'waiting' AND recipient_id = ?6 AND job_id = ?7 AND state = 'waiting' AND id <= ?2)",
                db.clock()
            );
            let values =
                params![message.id, until, state.name(), in_ms, problem, message.recipient_id, message.job_id];
            db.execute(&sql, values).map(drop)
        })
        .await
    }

    /// A part of the messages that a filter lets through, the newest first, and how many these are.
    pub async fn messages(&self, filter: MessageFilter, page: Page) -> Result<(Vec<Message>, u64), Error> {
        self.ask(move |db| {
            let condition = "(CAST(?1 AS TEXT) IS NULL OR state = ?1)
                AND (CAST(?2 AS BIGINT) IS NULL OR recipient_id = ?2) AND (CAST(?3 AS BIGINT) IS NULL OR job_id = ?3)";
            let values = params![filter.state.map(MessageState::name), filter.recipient_id, filter.job_id];
            let count = db.value(&format!("SELECT count(*) FROM messages WHERE {condition}"), values)?;
            let sql = format!("SELECT {COLUMNS} FROM messages WHERE {condition} ORDER BY id DESC LIMIT ?4 OFFSET ?5");
            let mut values = values.to_vec();
            values.extend_from_slice(params![page.limit, page.offset()]);
            Ok((db.rows(&sql, &values)?.iter().map(read).collect::<Result<_, _>>()?, count))
        })
        .await
    }

    /// One message.
    pub async fn message(&self, id: u64) -> Result<Option<Message>, Error> {
        self.ask_once(move |db| get(db, id)).await
    }

    /// Lets a message be told now, be it delivered, dead or dropped; its attempts are counted anew. `None` when there is none.
    pub async fn retry_message(&self, id: u64) -> Result<Option<Message>, Error> {
        self.change(move |db| {
            let sql = format!(
                "UPDATE messages SET state = 'waiting', attempts = 0, problem = NULL, due_ms = {} WHERE id = ?1",
                db.clock()
            );
            db.execute(&sql, params![id])?;
            // What may have arrived without our knowing is sent once more, since somebody has looked; the system is still asked first,
            // where it can tell.
            let sql = "UPDATE upstream_jobs SET sent_ms = 0 WHERE sent_ms IS NOT NULL AND job_id = (
                SELECT job_id FROM messages JOIN recipients ON recipients.id = recipient_id
                WHERE messages.id = ?1 AND kind = 'upstream')";
            db.execute(sql, params![id])?;
            db.note_told_later();
            get(db, id)
        })
        .await
    }

    /// Gives up a message that waits or is dead. `None` when there is none.
    pub async fn drop_message(&self, id: u64) -> Result<Option<Message>, Error> {
        self.change(move |db| {
            let sql = "UPDATE messages SET state = 'dropped' WHERE id = ?1 AND state IN ('waiting', 'dead')";
            db.execute(sql, params![id])?;
            get(db, id)
        })
        .await
    }

    /// Writes a message that is about nothing, to see whether it arrives.
    pub async fn add_test_message(&self, recipient_id: u64) -> Result<u64, Error> {
        self.change(move |db| {
            let sql = format!(
                "INSERT INTO messages (recipient_id, made_ms, due_ms) VALUES (?1, {0}, {0}) RETURNING id",
                db.clock()
            );
            let id = db.value(&sql, params![recipient_id])?;
            db.note_told_later();
            Ok(id)
        })
        .await
    }

    /// Forgets what was delivered or dropped so long ago.
    pub async fn forget_messages(&self, older_than_ms: i64) -> Result<u64, Error> {
        self.change_unkeyed(move |db| {
            let sql = format!(
                "DELETE FROM messages WHERE state IN ('delivered', 'dropped') AND made_ms < {} - ?1",
                db.clock()
            );
            db.execute(&sql, params![older_than_ms])
        })
        .await
    }

    /// How it stands with what is to be told.
    pub async fn backlog(&self) -> Result<Backlog, Error> {
        self.ask_once(|db| {
            let sql = format!(
                "SELECT count(CASE WHEN state = 'waiting' THEN 1 END), count(CASE WHEN state = 'dead' THEN 1 END),
                   coalesce({} - min(CASE WHEN state = 'waiting' THEN messages.made_ms END), 0)
                 FROM messages JOIN recipients ON recipients.id = recipient_id WHERE is_active",
                db.clock()
            );
            let row = db.row(&sql, &[])?.ok_or_else(|| Error::Corrupt("a count without a row".to_owned()))?;
            Ok(Backlog { waiting: row.get(0)?, dead: row.get(1)?, oldest_ms: row.get(2)? })
        })
        .await
    }
}

/// Writes what became of a job for everybody who is told of that: right after its entry in the history.
pub(crate) fn write(db: &Db, by: &Actor, job_id: u64, event: JobEvent) -> Result<(), Error> {
    let clock = db.clock();
    // What the system behind the gateway has said itself, it isn't told again.
    // Programs with a callback are told of what they have asked for, and of nothing else.
    let others = "is_active AND kind <> 'os1' AND (kind <> 'upstream' OR ?3 <> 'upstream')";
    let sql = format!(
        "INSERT INTO messages (recipient_id, job_id, event, history_id, made_ms, due_ms)
         SELECT id, CAST(?1 AS BIGINT), ?2, {}, {clock}, {clock} FROM recipients
         WHERE {others} AND (events = '' OR ' ' || events || ' ' LIKE '% ' || ?2 || ' %')",
        db.last_id("job_history")
    );
    db.pipeline(&sql, params![job_id, event.name(), by.name()])?;
    let sql = "INSERT INTO upstream_jobs (job_id, marker, state)
         SELECT CAST(?1 AS BIGINT), 'sw-' || substr(value, 1, 12) || '-' || CAST(?1 AS TEXT), 'pending'
         FROM settings WHERE name = 'instance_id' AND EXISTS (
           SELECT 1 FROM recipients WHERE kind = 'upstream' AND is_active AND ?2 <> 'upstream'
         )
         ON CONFLICT (job_id) DO UPDATE SET state = 'pending', reason = NULL";
    db.pipeline(sql, params![job_id, by.name()])?;
    db.note_told_later();
    Ok(())
}

/// Writes what is held for a job's customer for every webhook that is told of that: right after its entry in the history. The
/// system behind the gateway has nothing to do with it until it is taken.
pub(crate) fn write_offer(db: &Db, job_id: u64, offer: &Offered) -> Result<(), Error> {
    let (clock, event) = (db.clock(), JobEvent::EarlierOffered.name());
    let document = serde_json::to_string(offer).map_err(|error| Error::Corrupt(error.to_string()))?;
    let sql = format!(
        "INSERT INTO messages (recipient_id, job_id, event, history_id, made_ms, due_ms, document)
         SELECT id, CAST(?1 AS BIGINT), ?2, {}, {clock}, {clock}, CAST(?3 AS TEXT) FROM recipients
         WHERE is_active AND kind = 'webhook' AND (events = '' OR ' ' || events || ' ' LIKE '% ' || ?2 || ' %')",
        db.last_id("job_history")
    );
    db.pipeline(&sql, params![job_id, event, document])?;
    db.note_told_later();
    Ok(())
}

fn get(db: &Db, id: u64) -> Result<Option<Message>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE id = ?1");
    db.row(&sql, params![id])?.as_ref().map(read).transpose()
}

const COLUMNS: &str = "id, recipient_id, job_id, event, made_ms, state, attempts, due_ms, problem, url";

fn read(row: &Row) -> Result<Message, Error> {
    let state = row.get::<String>(5)?;
    let state = MessageState::named(&state).ok_or_else(|| Error::Corrupt(format!("a message is `{state}`")))?;
    let event = row.get::<Option<String>>(3)?;
    let is_callback = row.get::<Option<String>>(9)?.is_some();
    Ok(Message {
        id: row.get(0)?,
        recipient_id: row.get(1)?,
        job_id: row.get(2)?,
        event: event.as_deref().filter(|_| !is_callback).and_then(JobEvent::named),
        callback: event.filter(|_| is_callback),
        made_ms: row.get(4)?,
        state,
        attempts: row.get(6)?,
        due_ms: row.get(7)?,
        problem: row.get(8)?,
    })
}

#[cfg(test)]
mod tests {
    use slotwright_domain::Recipient;
    use slotwright_testing::postgres::Postgres;
    use slotwright_testing::sqlite::SqliteFile;

    use super::*;
    use crate::testing::open;

    const KIND: RecipientKind = RecipientKind::Webhook;

    async fn on_both(name: &str, test: impl AsyncFn(Store, u64)) {
        let (file, database) = (SqliteFile::new(name), Postgres::shared().database());
        for url in [file.url(), database.url()] {
            let store = open(&url).await;
            let webhook = Recipient {
                id: 0,
                kind: KIND,
                url: "https://crm.example.com".to_owned(),
                events: vec![JobEvent::Booked],
                has_details: false,
                is_active: true,
                made_ms: 0,
            };
            let id = store.add_webhook(webhook, "whsec_old".to_owned()).await.unwrap();
            test(store, id).await;
        }
    }

    #[tokio::test]
    async fn what_is_taken_is_not_taken_again_until_its_lease_ends() {
        on_both("messages-taken", async |store, recipient| {
            let id = store.add_test_message(recipient).await.unwrap();
            let taken = store.take_due(KIND, 9, 200).await.unwrap();
            assert_eq!((taken[0].message.id, taken[0].message.attempts, taken.len()), (id, 1, 1));
            assert!(store.take_due(KIND, 9, 200).await.unwrap().is_empty(), "somebody has it");
            tokio::time::sleep(std::time::Duration::from_millis(250)).await;
            let again = store.take_due(KIND, 9, 60_000).await.unwrap();
            assert_eq!(again[0].message.attempts, 2, "who had it is gone");
        })
        .await;
    }

    #[tokio::test]
    async fn what_came_of_it_decides_whether_it_is_told_again_and_staff_may_decide_otherwise() {
        on_both("messages-told", async |store, recipient| {
            let id = store.add_test_message(recipient).await.unwrap();
            let take = async || store.take_due(KIND, 9, 60_000).await.unwrap().remove(0).message;
            store.note_told(take().await, id, Told::Again(0, "status 500".to_owned())).await.unwrap();
            store.note_told(take().await, id, Told::Dead("status 410".to_owned())).await.unwrap();
            let dead = store.message(id).await.unwrap().unwrap();
            assert_eq!((dead.state, dead.problem.as_deref()), (MessageState::Dead, Some("status 410")));
            assert_eq!(store.backlog().await.unwrap().dead, 1);
            assert_eq!(store.retry_message(id).await.unwrap().unwrap().attempts, 0);
            store.note_told(take().await, id, Told::Delivered).await.unwrap();
            assert_eq!(store.drop_message(id).await.unwrap().unwrap().state, MessageState::Delivered);
            assert_eq!(store.forget_messages(60_000).await.unwrap(), 0, "it may be told again for some days");
            assert_eq!(store.forget_messages(-1).await.unwrap(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn nobody_who_was_switched_off_is_told_and_an_old_secret_signs_for_as_long_as_was_said() {
        on_both("messages-secrets", async |store, recipient| {
            store.rotate_secret(recipient, "whsec_new".to_owned(), 60_000).await.unwrap();
            let (mut webhook, secrets) = store.recipient(recipient).await.unwrap().unwrap();
            assert_eq!(secrets, ["whsec_new", "whsec_old"]);
            store.rotate_secret(recipient, "whsec_newer".to_owned(), 0).await.unwrap();
            assert_eq!(store.recipient(recipient).await.unwrap().unwrap().1, ["whsec_newer"]);
            store.add_test_message(recipient).await.unwrap();
            webhook.is_active = false;
            assert!(store.change_webhook(webhook).await.unwrap());
            assert!(store.take_due(KIND, 9, 60_000).await.unwrap().is_empty());
            assert!(store.remove_webhook(recipient).await.unwrap());
            assert_eq!(store.messages(MessageFilter::default(), Page::ALL).await.unwrap().1, 0);
        })
        .await;
    }
}
