//! Schedules and their days.

use slotwright_domain::{Numbered, Schedule};
use slotwright_matching::{Repetition, Shift};

use super::{Editor, Error, written};
use crate::news::Subject;
use crate::schedules;
use crate::sql::params;

impl Editor<'_, '_> {
    /// A schedule as it is.
    pub fn schedule(&self, id: u64) -> Result<Option<Schedule>, Error> {
        Ok(schedules::schedule(self.db, id)?.map(|schedule| schedule.record))
    }

    /// Makes a schedule; it opens and closes nothing until it gets days.
    pub fn insert_schedule(&self, schedule: &Schedule) -> Result<Numbered<Schedule>, Error> {
        let id = self.next_number("schedules")?;
        self.db.execute(
            "INSERT INTO schedules (id, name, available, start_day, weeks, repetitions, infinite_repetitions)
             VALUES (?1, '', TRUE, 0, 1, 0, FALSE)",
            params![id],
        )?;
        self.update_schedule(id, schedule)
    }

    /// Writes a schedule over the one with that number; its days and areas stay.
    pub fn update_schedule(&self, id: u64, schedule: &Schedule) -> Result<Numbered<Schedule>, Error> {
        self.tell(Subject::Schedule, "change", &[]);
        let Repetition { start, weeks, repetitions, infinite } = schedule.repetition;
        self.db.execute(
            "UPDATE schedules SET name = ?2, available = ?3, start_day = ?4, weeks = ?5, repetitions = ?6,
               infinite_repetitions = ?7
             WHERE id = ?1",
            params![id, schedule.name, schedule.available, start.0, weeks, repetitions, infinite],
        )?;
        self.replace_list("schedule_users", "schedule_id", "user_id", id, &schedule.user_ids)?;
        self.replace_list("schedule_job_types", "schedule_id", "job_type_id", id, &schedule.job_type_ids)?;
        written(schedules::schedule(self.db, id)?)
    }

    /// Deletes a schedule with its days. Whether there was one.
    pub fn delete_schedule(&self, id: u64) -> Result<bool, Error> {
        // Row by row, so that the numbers of the days are kept.
        for day in self.db.column::<u64>("SELECT id FROM schedule_days WHERE schedule_id = ?1", params![id])? {
            self.delete("schedule_days", day)?;
        }
        self.delete("schedules", id)
    }

    /// Whether there is such a schedule.
    pub fn has_schedule(&self, id: u64) -> Result<bool, Error> {
        self.db.exists("SELECT 1 FROM schedules WHERE id = ?1", params![id])
    }

    /// A day of a schedule as it is; that of another schedule is none.
    pub fn schedule_day(&self, schedule_id: u64, id: u64) -> Result<Option<Shift>, Error> {
        let sql = "SELECT weekday, start_minute, end_minute FROM schedule_days WHERE schedule_id = ?1 AND id = ?2";
        let found = self.db.row(sql, params![schedule_id, id])?;
        found.map(|row| Ok(Shift { weekday: row.get(0)?, start: row.get(1)?, end: row.get(2)? })).transpose()
    }

    /// Adds a day to a schedule and gives its number.
    pub fn insert_schedule_day(&self, schedule_id: u64, shift: Shift) -> Result<u64, Error> {
        let id = self.next_number("schedule_days")?;
        self.tell(Subject::Schedule, "change", &[]);
        self.db.execute(
            "INSERT INTO schedule_days (id, schedule_id, weekday, start_minute, end_minute) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, schedule_id, shift.weekday, shift.start, shift.end],
        )?;
        Ok(id)
    }

    /// Writes a day over the one with that number.
    pub fn update_schedule_day(&self, id: u64, shift: Shift) -> Result<(), Error> {
        self.tell(Subject::Schedule, "change", &[]);
        self.db.execute(
            "UPDATE schedule_days SET weekday = ?2, start_minute = ?3, end_minute = ?4 WHERE id = ?1",
            params![id, shift.weekday, shift.start, shift.end],
        )?;
        Ok(())
    }

    /// Deletes a day of a schedule. Whether there was one.
    pub fn delete_schedule_day(&self, schedule_id: u64, id: u64) -> Result<bool, Error> {
        match self.schedule_day(schedule_id, id)? {
            Some(_) => self.delete("schedule_days", id),
            None => Ok(false),
        }
    }
}
