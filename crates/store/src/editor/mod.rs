//! Changes to what stands around jobs: types, schedules, blockers, time off, rules, custom fields, tasks;
//! and to who may use the API.
//!
//! Here a change is judged by its caller, inside the transaction: [`Store::edit`] gives it an [`Editor`], with which it
//! asks what is there, finds fault or not, and writes. Nothing can come between the look and the write, and all that is
//! wrong can be returned at once. Jobs are judged by the store itself (`booking`), because there it is a matter of who gets
//! the last free hour.
//!
//! A change to the roster never touches jobs: what is scheduled stays, and is held against the roster again only when
//! it is moved.

mod api_users;
mod blockers;
mod collisions;
mod fields;
mod job_types;
mod rules;
mod schedules;
mod tasks;
mod time_offs;

use slotwright_matching::Day;

use crate::error::Error;
use crate::history::OURSELVES;
use crate::news::{News, Subject};
use crate::sql::{FromValue, Lock, Value, params};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::{directory, versions};

pub use collisions::Visit;
pub use job_types::Removal;

impl Store {
    /// Runs `change` in one transaction, alone; what it refuses is taken back whole.
    ///
    /// # Errors
    ///
    /// What `change` refuses with, or that the store failed.
    pub async fn edit<T, E, F>(&self, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Editor) -> Result<T, E> + Send + 'static,
    {
        self.edit_as(OURSELVES.to_owned(), change).await
    }

    /// As [`Store::edit`], for somebody who is named to those who are told of it: `by` is as the history names them.
    ///
    /// # Errors
    ///
    /// What `change` refuses with, or that the store failed.
    pub async fn edit_as<T, E, F>(&self, by: String, change: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Editor) -> Result<T, E> + Send + 'static,
    {
        self.change(move |db| {
            db.lock(Lock::Roster)?;
            db.touch(&[versions::DEFINITION]);
            change(&Editor { db, by: &by })
        })
        .await
    }
}

/// Asks and writes within one transaction.
pub struct Editor<'a, 'b> {
    db: &'a Db<'b>,
    /// Who asks, as the history names them.
    by: &'a str,
}

impl Editor<'_, '_> {
    /// The first of these numbers that no user has.
    pub fn unknown_user(&self, user_ids: &[u64]) -> Result<Option<u64>, Error> {
        directory::unknown_user(self.db, user_ids)
    }

    /// The number of a table's next record: higher than all it has and had.
    fn next_number(&self, table: &str) -> Result<u64, Error> {
        let present: u64 = self.db.value(&format!("SELECT coalesce(max(id), 0) FROM {table}"), &[])?;
        let deleted = self.first("SELECT highest FROM deleted_numbers WHERE table_name = ?1", params![table])?;
        Ok(present.max(deleted.unwrap_or(0)) + 1)
    }

    /// The first column of the first row that a question gives.
    fn first<T: FromValue>(&self, sql: &str, values: &[Value]) -> Result<Option<T>, Error> {
        self.db.row(sql, values)?.map(|row| row.get(0)).transpose()
    }

    /// Deletes a record and keeps its number. Whether there was one.
    fn delete(&self, table: &str, id: u64) -> Result<bool, Error> {
        if self.db.execute(&format!("DELETE FROM {table} WHERE id = ?1"), params![id])? == 0 {
            return Ok(false);
        }
        self.db.execute(
            "INSERT INTO deleted_numbers (table_name, highest) VALUES (?1, ?2)
             ON CONFLICT (table_name) DO UPDATE SET highest = excluded.highest
             WHERE deleted_numbers.highest < excluded.highest",
            params![table, id],
        )?;
        if let Some(subject) = Subject::of_table(table) {
            self.tell(subject, "delete", &[]);
        }
        Ok(true)
    }

    /// Has others told of a change: of whom it is, where it is not anybody's.
    fn tell(&self, subject: Subject, operation: &str, user_ids: &[u64]) {
        self.tell_of_days(subject, operation, user_ids, Vec::new());
    }

    /// As [`Editor::tell`], with the days on which it matters.
    fn tell_of_days(&self, subject: Subject, operation: &str, user_ids: &[u64], days: Vec<Day>) {
        self.db.tell(News { user_ids: user_ids.to_vec(), days, ..News::of(subject, operation, self.by) });
    }

    /// Has others told of a change of something that belongs to a job.
    fn tell_of_job(&self, subject: Subject, operation: &str, job_id: u64) {
        self.db.tell(News { job_id: Some(job_id), ..News::of(subject, operation, self.by) });
    }

    /// Puts a list of numbers in the place of the one that is there. `table` has an owner, a position, a number.
    fn replace_list(&self, table: &str, owner: &str, number: &str, id: u64, numbers: &[u64]) -> Result<(), Error> {
        self.db.execute(&format!("DELETE FROM {table} WHERE {owner} = ?1"), params![id])?;
        let sql = format!("INSERT INTO {table} ({owner}, position, {number}) VALUES (?1, ?2, ?3)");
        for (position, number) in numbers.iter().enumerate() {
            self.db.execute(&sql, params![id, position, number])?;
        }
        Ok(())
    }
}

/// What was written a moment ago in the same transaction.
fn written<T>(record: Option<T>) -> Result<T, Error> {
    record.ok_or_else(|| Error::Corrupt("what was written is not there".to_owned()))
}
