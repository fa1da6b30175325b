//! Blockers and their overrides.

use slotwright_domain::{Blocker, Numbered};
use slotwright_matching::{BlockerOverride, Repetition};

use super::{Editor, Error, written};
use crate::news::Subject;
use crate::schedules;
use crate::sql::params;

impl Editor<'_, '_> {
    /// A blocker as it is.
    pub fn blocker(&self, id: u64) -> Result<Option<Blocker>, Error> {
        Ok(schedules::blocker(self.db, id)?.map(|blocker| blocker.record))
    }

    /// Makes a blocker.
    pub fn insert_blocker(&self, blocker: &Blocker) -> Result<Numbered<Blocker>, Error> {
        let id = self.next_number("blockers")?;
        self.db.execute(
            "INSERT INTO blockers (id, name, weekdays, start_minute, end_minute, start_day, weeks, repetitions,
               infinite_repetitions)
             VALUES (?1, '', 0, 0, 1, 0, 1, 0, FALSE)",
            params![id],
        )?;
        self.update_blocker(id, blocker)?;
        written(schedules::blocker(self.db, id)?)
    }

    /// Writes a blocker over the one with that number; its overrides stay.
    pub fn update_blocker(&self, id: u64, blocker: &Blocker) -> Result<(), Error> {
        self.tell(Subject::Blocker, "change", &[]);
        let Repetition { start, weeks, repetitions, infinite } = blocker.repetition;
        let days = (0..7).filter(|&weekday| blocker.weekdays[weekday]).fold(0_u8, |bits, weekday| bits | 1 << weekday);
        self.db.execute(
            "UPDATE blockers SET name = ?2, weekdays = ?3, start_minute = ?4, end_minute = ?5, start_day = ?6,
               weeks = ?7, repetitions = ?8, infinite_repetitions = ?9
             WHERE id = ?1",
            params![id, blocker.name, days, blocker.start, blocker.end, start.0, weeks, repetitions, infinite],
        )?;
        self.replace_list("blocker_users", "blocker_id", "user_id", id, &blocker.user_ids)
    }

    /// Deletes a blocker with its overrides. Whether there was one.
    pub fn delete_blocker(&self, id: u64) -> Result<bool, Error> {
        self.delete("blockers", id)
    }

    /// Whether there is such a blocker.
    pub fn has_blocker(&self, id: u64) -> Result<bool, Error> {
        self.db.exists("SELECT 1 FROM blockers WHERE id = ?1", params![id])
    }

    /// Moves a blocker for one user and day; it wins over an earlier move of the same.
    pub fn insert_override(&self, moved: &BlockerOverride) -> Result<(), Error> {
        self.db.execute(
            "INSERT INTO overrides (blocker_id, user_id, day, start_minute, end_minute) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![moved.blocker_id, moved.user_id, moved.day.0, moved.start, moved.end],
        )?;
        self.tell_of_days(Subject::Blocker, "change", &[moved.user_id], vec![moved.day]);
        Ok(())
    }
}
