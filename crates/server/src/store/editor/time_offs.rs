//! Scheduled time off.

use slotwright_matching::Minute;
use slotwright_wire::sonar;

use super::super::schedules;
use super::super::sql::params;
use super::{Editor, Error, written};

/// What a time off is.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeOffDraft {
    /// For people.
    pub name: String,
    /// Whose.
    pub user_id: u64,
    /// From when.
    pub start: Minute,
    /// Until when, after `start`.
    pub end: Minute,
}

impl Editor<'_, '_> {
    /// A time off as it is.
    pub fn time_off(&self, id: u64) -> Result<Option<TimeOffDraft>, Error> {
        let sql = "SELECT name, user_id, start_minute, end_minute FROM time_offs WHERE id = ?1";
        self.find(sql, id, |row| {
            Ok(TimeOffDraft { name: row.get(0)?, user_id: row.get(1)?, start: row.get(2)?, end: row.get(3)? })
        })
    }

    /// Whether a time off other than `except` has that name.
    pub fn has_time_off_named(&self, name: &str, except: Option<u64>) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM time_offs WHERE name = ?1 AND id IS DISTINCT FROM ?2";
        self.db.exists(sql, params![name, except])
    }

    /// Makes a time off.
    pub fn insert_time_off(&self, off: &TimeOffDraft) -> Result<sonar::ScheduledTimeOff, Error> {
        let id = self.next_number("time_offs")?;
        self.db.execute(
            "INSERT INTO time_offs (id, name, user_id, start_minute, end_minute) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, off.name, off.user_id, off.start, off.end],
        )?;
        written(schedules::time_off(self.db, id)?)
    }

    /// Writes a time off over the one with that number.
    pub fn update_time_off(&self, id: u64, off: &TimeOffDraft) -> Result<sonar::ScheduledTimeOff, Error> {
        self.db.execute(
            "UPDATE time_offs SET name = ?2, user_id = ?3, start_minute = ?4, end_minute = ?5 WHERE id = ?1",
            params![id, off.name, off.user_id, off.start, off.end],
        )?;
        written(schedules::time_off(self.db, id)?)
    }

    /// Deletes a time off. Whether there was one.
    pub fn delete_time_off(&self, id: u64) -> Result<bool, Error> {
        self.delete("time_offs", id)
    }
}
