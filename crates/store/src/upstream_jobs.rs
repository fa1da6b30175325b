//! What jobs are called in the system behind the gateway, and whether it has said yes to what they are now.

use std::collections::HashSet;

use crate::error::Error;
use crate::sql::{Row, Value, params};
use crate::store::Store;
use crate::unit_of_work::Db;

/// A job as the system behind the gateway is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpstreamLink {
    /// Which.
    pub job_id: u64,
    /// By which it is found there again.
    pub marker: String,
    /// What it is called there; `None` until it is known to be there.
    pub upstream_id: Option<String>,
    /// What the adapter wants to be given again.
    pub kept: String,
    /// Whether the system has said yes.
    pub state: Confirmation,
    /// Why not, in the system's own sentence.
    pub reason: Option<String>,
    /// What it finds wrong with which field, by the name that it has there.
    pub wrong_fields: Vec<(String, String)>,
    /// Since when it may be there without our knowing, by the database's clock: milliseconds since 1970.
    pub sent_ms: Option<i64>,
    /// What it was there when it was last written or read: JSON of whoever speaks to it.
    pub seen: Option<String>,
}

/// Whether the system behind the gateway has said yes to what a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// It has yet to be asked, or is being asked.
    Pending,
    /// It has said yes.
    Confirmed,
    /// It has said no, and the job is what it was before.
    Refused,
    /// It was asked, and what it said is not known.
    Unknown,
    /// It has a job that it can't be told to be what it is here: somebody has to tell it by hand.
    Local,
}

impl Confirmation {
    const ALL: [Self; 5] = [Self::Pending, Self::Confirmed, Self::Refused, Self::Unknown, Self::Local];

    /// By which programs know it, and by which it is stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Local => "local",
        }
    }
}

impl Store {
    /// A job's; `None` when the system behind the gateway has never been concerned.
    pub async fn upstream_link(&self, job_id: u64) -> Result<Option<UpstreamLink>, Error> {
        self.ask_once(move |db| get(db, job_id)).await
    }

    /// Those of these jobs that the system has not said yes to.
    pub async fn unconfirmed(&self, job_ids: Vec<u64>) -> Result<Vec<(u64, Confirmation)>, Error> {
        self.ask_once(move |db| {
            let sql = "SELECT job_id, state FROM upstream_jobs
                WHERE job_id IN (SELECT value FROM json_each(?1)) AND state <> 'confirmed'";
            let read = |row: &Row| Ok((row.get(0)?, confirmation(&row.get::<String>(1)?)?));
            db.rows(sql, params![job_ids])?.iter().map(read).collect()
        })
        .await
    }

    /// Which of these names are those of jobs of ours there.
    pub async fn told_upstream(&self, upstream_ids: Vec<String>) -> Result<HashSet<String>, Error> {
        // One statement for any number of them, so that it is prepared once.
        const AT_ONCE: usize = 50;
        if upstream_ids.is_empty() {
            return Ok(HashSet::new());
        }
        let places: Vec<String> = (1..=AT_ONCE).map(|place| format!("?{place}")).collect();
        let sql = format!("SELECT upstream_id FROM upstream_jobs WHERE upstream_id IN ({})", places.join(", "));
        self.ask_once(move |db| {
            let mut told = HashSet::new();
            for some in upstream_ids.chunks(AT_ONCE) {
                // Nothing is called so.
                let mut values = vec![Value::Text(String::new()); AT_ONCE];
                for (value, id) in values.iter_mut().zip(some) {
                    *value = Value::Text(id.clone());
                }
                told.extend(db.column::<String>(&sql, &values)?);
            }
            Ok(told)
        })
        .await
    }

    /// Writes one over the one that is there, but for its state where the job was changed meanwhile: `asked` is the number of the
    /// last message that was known when it was asked.
    pub async fn set_upstream_link(&self, link: UpstreamLink, asked: u64) -> Result<(), Error> {
        self.change_unkeyed(move |db| set(db, &link, asked)).await
    }

    /// Notes that a job is sent to be made now.
    pub async fn note_sent(&self, job_id: u64) -> Result<(), Error> {
        self.change_unkeyed(move |db| {
            let sql = format!("UPDATE upstream_jobs SET sent_ms = {} WHERE job_id = ?1", db.clock());
            db.execute(&sql, params![job_id]).map(drop)
        })
        .await
    }
}

fn set(db: &Db, link: &UpstreamLink, asked: u64) -> Result<(), Error> {
    let newer = "EXISTS (
        SELECT 1 FROM messages JOIN recipients ON recipients.id = recipient_id
        WHERE kind = 'upstream' AND messages.job_id = ?1 AND messages.id > ?8)";
    let sql = format!(
        "UPDATE upstream_jobs SET upstream_id = ?2, kept = ?3,
           state = CASE WHEN {newer} THEN 'pending' ELSE ?4 END, reason = CASE WHEN {newer} THEN NULL ELSE ?5 END,
           wrong_fields = CASE WHEN {newer} THEN '[]' ELSE ?9 END, sent_ms = ?6, seen = ?7
         WHERE job_id = ?1"
    );
    let UpstreamLink { job_id, upstream_id, kept, state, reason, sent_ms, seen, wrong_fields, .. } = link;
    let wrong_fields = serde_json::to_string(wrong_fields).map_err(|error| Error::Corrupt(error.to_string()))?;
    let values = params![job_id, upstream_id, kept, state.name(), reason, sent_ms, seen, asked, wrong_fields];
    db.execute(&sql, values).map(drop)
}

pub(crate) fn get(db: &Db, job_id: u64) -> Result<Option<UpstreamLink>, Error> {
    let sql = "SELECT job_id, marker, upstream_id, kept, state, reason, sent_ms, seen, wrong_fields FROM upstream_jobs WHERE job_id = ?1";
    db.row(sql, params![job_id])?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<UpstreamLink, Error> {
    Ok(UpstreamLink {
        job_id: row.get(0)?,
        marker: row.get(1)?,
        upstream_id: row.get(2)?,
        kept: row.get(3)?,
        state: confirmation(&row.get::<String>(4)?)?,
        reason: row.get(5)?,
        sent_ms: row.get(6)?,
        seen: row.get(7)?,
        wrong_fields: serde_json::from_str(&row.get::<String>(8)?)
            .map_err(|error| Error::Corrupt(format!("wrong fields: {error}")))?,
    })
}

fn confirmation(name: &str) -> Result<Confirmation, Error> {
    let found = Confirmation::ALL.into_iter().find(|state| state.name() == name);
    found.ok_or_else(|| Error::Corrupt(format!("a job is `{name}` upstream")))
}

#[cfg(test)]
mod tests {
    use slotwright_domain::Actor;
    use slotwright_matching::IntervalSet;
    use slotwright_testing::postgres::Postgres;
    use slotwright_testing::sqlite::SqliteFile;
    use slotwright_world as world;

    use super::*;
    use crate::testing::{MONDAYS, draft, open};

    #[tokio::test]
    async fn what_is_ours_there_is_known_among_any_number_of_others() {
        let (file, database) = (SqliteFile::new("told-upstream"), Postgres::shared().database());
        for url in [file.url(), database.url()] {
            let store = open(&url).await;
            store.set_instance_id("0123456789abcdef").await.unwrap();
            store
                .load_world(world::read("world", MONDAYS).unwrap().world, "UTC", IntervalSet::default())
                .await
                .unwrap();
            store.set_upstream(true).await.unwrap();
            // A Monday at ten.
            let start = slotwright_wire::time::parse_minute("2026-01-05 10:00").unwrap();
            let by = Actor::Staff { user_id: 1, caller: 1 };
            let job = store.create_job(draft(start, &[1]), by, IntervalSet::default(), None).await.unwrap();
            let link = store.upstream_link(job.id).await.unwrap().unwrap();
            store.set_upstream_link(UpstreamLink { upstream_id: Some("120".to_owned()), ..link }, 0).await.unwrap();
            let others = || (0..120).map(|id: u32| id.to_string());
            assert!(store.told_upstream(Vec::new()).await.unwrap().is_empty());
            assert!(store.told_upstream(others().collect()).await.unwrap().is_empty());
            let all = others().chain(["120".to_owned()]).collect();
            assert_eq!(store.told_upstream(all).await.unwrap(), HashSet::from(["120".to_owned()]), "{url}");
        }
    }
}
