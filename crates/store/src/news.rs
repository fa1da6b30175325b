//! What others are told of a change: one row each, written last in the transaction of the change, so that neither is there without
//! the other.

use slotwright_matching::Day;

use crate::error::Error;
use crate::sql::{Row, Transaction, params};

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A job: its visit, its state, what is kept of it.
    Job,
    /// A wish of a job.
    Wish,
    /// A time that somebody holds.
    Hold,
    /// A task of a job.
    Task,
    /// A blocker, or one that was moved.
    Blocker,
    /// A time off.
    TimeOff,
    /// A schedule, or a day of one.
    Schedule,
    /// A type of jobs.
    JobType,
    /// What is kept around jobs, what customers may book and what they are asked.
    Rules,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Job,
        Self::Wish,
        Self::Hold,
        Self::Task,
        Self::Blocker,
        Self::TimeOff,
        Self::Schedule,
        Self::JobType,
        Self::Rules,
    ];

    /// By which it is stored, and by which programs know it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Job => "job",
            Self::Wish => "wish",
            Self::Hold => "hold",
            Self::Task => "task",
            Self::Blocker => "blocker",
            Self::TimeOff => "time_off",
            Self::Schedule => "schedule",
            Self::JobType => "job_type",
            Self::Rules => "rules",
        }
    }

    /// That of the records of a table which staff edit, if it is one that others are told of.
    pub(crate) fn of_table(table: &str) -> Option<Self> {
        match table {
            "blockers" => Some(Self::Blocker),
            "time_offs" => Some(Self::TimeOff),
            "schedules" | "schedule_days" => Some(Self::Schedule),
            "job_types" => Some(Self::JobType),
            _ => None,
        }
    }
}

/// What others are told of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Its place in the order of the changes; 0 until it is written.
    pub id: u64,
    /// When, by the database's clock: milliseconds since 1970-01-01 00:00 UTC.
    pub at_ms: i64,
    /// What was changed.
    pub subject: Subject,
    /// How: `create`, `change`, `delete` and the like, as in the history.
    pub operation: String,
    /// Of which job.
    pub job_id: Option<u64>,
    /// Of whom, before or after; nobody is anybody.
    pub user_ids: Vec<u64>,
    /// On which days, before or after; none is any.
    pub days: Vec<Day>,
    /// By whom, as the history names them.
    pub actor: String,
}

impl News {
    /// News of something that is nobody's in particular, to be written.
    pub(crate) fn of(subject: Subject, operation: &str, actor: &str) -> Self {
        Self {
            id: 0,
            at_ms: 0,
            subject,
            operation: operation.to_owned(),
            job_id: None,
            user_ids: Vec::new(),
            days: Vec::new(),
            actor: actor.to_owned(),
        }
    }
}

/// Writes news. On PostgreSQL it goes with the commit, so that a number is given out only a moment before others can see it.
pub(crate) fn write(db: &Transaction, news: &[News]) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO news (at_ms, subject, operation, job_id, user_ids, days, actor) VALUES ({}, ?1, ?2, ?3, ?4, ?5, ?6)",
        db.clock()
    );
    for each in news {
        let days: Vec<i32> = each.days.iter().map(|day| day.0).collect();
        let values =
            params![each.subject.name(), each.operation, each.job_id, list(&each.user_ids)?, list(&days)?, each.actor];
        db.pipeline(&sql, values)?;
    }
    Ok(())
}

fn list<T: serde::Serialize>(numbers: &[T]) -> Result<String, Error> {
    serde_json::to_string(numbers).map_err(|error| Error::Corrupt(error.to_string()))
}

/// What [`read`] reads.
pub(crate) const COLUMNS: &str = "id, at_ms, subject, operation, job_id, user_ids, days, actor";

/// News from its row.
pub(crate) fn read(row: &Row) -> Result<News, Error> {
    let subject: String = row.get(2)?;
    let known = Subject::ALL.into_iter().find(|known| known.name() == subject);
    let days: Vec<i32> = read_list(&row.get::<String>(6)?)?;
    Ok(News {
        id: row.get(0)?,
        at_ms: row.get(1)?,
        subject: known.ok_or_else(|| Error::Corrupt(format!("there is news of `{subject}`")))?,
        operation: row.get(3)?,
        job_id: row.get(4)?,
        user_ids: read_list(&row.get::<String>(5)?)?,
        days: days.into_iter().map(Day).collect(),
        actor: row.get(7)?,
    })
}

fn read_list<T: serde::de::DeserializeOwned>(text: &str) -> Result<Vec<T>, Error> {
    serde_json::from_str(text).map_err(|error| Error::Corrupt(format!("news: {error}")))
}
