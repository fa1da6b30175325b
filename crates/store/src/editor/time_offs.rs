//! Scheduled time off.

use slotwright_domain::{Numbered, TimeOff};
use slotwright_matching::Day;

use super::{Editor, Error, written};
use crate::news::Subject;
use crate::schedules;
use crate::sql::params;

impl Editor<'_, '_> {
    /// A time off as it is.
    pub fn time_off(&self, id: u64) -> Result<Option<TimeOff>, Error> {
        Ok(schedules::time_off(self.db, id)?.map(|off| off.record))
    }

    /// Whether a time off other than `except` has that name.
    pub fn has_time_off_named(&self, name: &str, except: Option<u64>) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM time_offs WHERE name = ?1 AND id IS DISTINCT FROM ?2";
        self.db.exists(sql, params![name, except])
    }

    /// Makes a time off.
    pub fn insert_time_off(&self, off: &TimeOff) -> Result<Numbered<TimeOff>, Error> {
        let id = self.next_number("time_offs")?;
        self.tell_of_time_off("create", off);
        self.db.execute(
            "INSERT INTO time_offs (id, name, user_id, start_minute, end_minute) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, off.name, off.user_id, off.start, off.end],
        )?;
        written(schedules::time_off(self.db, id)?)
    }

    /// Writes a time off over the one with that number.
    pub fn update_time_off(&self, id: u64, off: &TimeOff) -> Result<Numbered<TimeOff>, Error> {
        for off in self.time_off(id)?.iter().chain([off]) {
            self.tell_of_time_off("change", off);
        }
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

    fn tell_of_time_off(&self, operation: &str, off: &TimeOff) {
        let (first, last) = (Day::of(off.start), Day::of((off.end - 1).max(off.start)));
        // Of one that goes on for months nobody needs to know each day.
        let days = if last.0 - first.0 < 31 { (first.0..=last.0).map(Day).collect() } else { Vec::new() };
        self.tell_of_days(Subject::TimeOff, operation, off.user_id.as_slice(), days);
    }
}
