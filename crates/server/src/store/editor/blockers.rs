//! Blockers and their overrides.

use slotwright_matching::{BlockerOverride, Minute, Repetition};

use super::super::plan::{repetition, weekdays};
use super::super::schedules;
use super::super::sql::params;
use super::{Editor, Error, written};
use slotwright_wire::sonar;

/// What a blocker is.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockerDraft {
    /// For people.
    pub name: String,
    /// Whose break; may be nobody's.
    pub user_ids: Vec<u64>,
    /// On which days of the week, Sunday first.
    pub weekdays: [bool; 7],
    /// From which minute of the day.
    pub start: Minute,
    /// Until which minute of the day, after `start`, up to 1440.
    pub end: Minute,
    /// In which weeks.
    pub repetition: Repetition,
}

impl Editor<'_, '_> {
    /// A blocker as it is.
    pub fn blocker(&self, id: u64) -> Result<Option<BlockerDraft>, Error> {
        let sql = "SELECT name, weekdays, start_minute, end_minute, start_day, weeks, repetitions, infinite_repetitions
            FROM blockers WHERE id = ?1";
        let found = self.find(sql, id, |row| {
            Ok(BlockerDraft {
                name: row.get(0)?,
                user_ids: Vec::new(),
                weekdays: weekdays(row.get(1)?),
                start: row.get(2)?,
                end: row.get(3)?,
                repetition: repetition(row, 4)?,
            })
        })?;
        let Some(blocker) = found else { return Ok(None) };
        let users = "SELECT user_id FROM blocker_users WHERE blocker_id = ?1 ORDER BY position";
        Ok(Some(BlockerDraft { user_ids: self.db.column(users, params![id])?, ..blocker }))
    }

    /// Makes a blocker.
    pub fn insert_blocker(&self, blocker: &BlockerDraft) -> Result<sonar::ScheduleBlocker, Error> {
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
    pub fn update_blocker(&self, id: u64, blocker: &BlockerDraft) -> Result<(), Error> {
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
        Ok(())
    }
}
