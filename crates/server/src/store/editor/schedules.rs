//! Schedules and their days.

use slotwright_matching::{Repetition, Shift};
use slotwright_wire::sonar;

use super::super::plan::repetition;
use super::super::schedules;
use super::super::sql::params;
use super::{Editor, Error, written};

/// What a schedule is, without its days.
#[derive(Clone, Debug, PartialEq)]
pub struct ScheduleDraft {
    /// For people.
    pub name: String,
    /// Whose hours.
    pub user_ids: Vec<u64>,
    /// For jobs of which types.
    pub job_type_ids: Vec<u64>,
    /// Whether it opens or closes.
    pub available: bool,
    /// In which weeks.
    pub repetition: Repetition,
}

impl Editor<'_, '_> {
    /// A schedule as it is.
    pub fn schedule(&self, id: u64) -> Result<Option<ScheduleDraft>, Error> {
        let sql = "SELECT name, available, start_day, weeks, repetitions, infinite_repetitions FROM schedules
            WHERE id = ?1";
        let users = "SELECT user_id FROM schedule_users WHERE schedule_id = ?1 ORDER BY position";
        let job_types = "SELECT job_type_id FROM schedule_job_types WHERE schedule_id = ?1 ORDER BY position";
        let found = self.find(sql, id, |row| {
            Ok(ScheduleDraft {
                name: row.get(0)?,
                user_ids: Vec::new(),
                job_type_ids: Vec::new(),
                available: row.get(1)?,
                repetition: repetition(row, 2)?,
            })
        })?;
        let Some(schedule) = found else { return Ok(None) };
        Ok(Some(ScheduleDraft {
            user_ids: self.db.column(users, params![id])?,
            job_type_ids: self.db.column(job_types, params![id])?,
            ..schedule
        }))
    }

    /// Makes a schedule; it opens and closes nothing until it gets days.
    pub fn insert_schedule(&self, schedule: &ScheduleDraft) -> Result<sonar::Schedule, Error> {
        let id = self.next_number("schedules")?;
        self.db.execute(
            "INSERT INTO schedules (id, name, available, start_day, weeks, repetitions, infinite_repetitions)
             VALUES (?1, '', TRUE, 0, 1, 0, FALSE)",
            params![id],
        )?;
        self.update_schedule(id, schedule)
    }

    /// Writes a schedule over the one with that number; its days and areas stay.
    pub fn update_schedule(&self, id: u64, schedule: &ScheduleDraft) -> Result<sonar::Schedule, Error> {
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
        // Row by row, so that the numbers of the days are remembered.
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
        self.db.execute(
            "INSERT INTO schedule_days (id, schedule_id, weekday, start_minute, end_minute) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, schedule_id, shift.weekday, shift.start, shift.end],
        )?;
        Ok(id)
    }

    /// Writes a day over the one with that number.
    pub fn update_schedule_day(&self, id: u64, shift: Shift) -> Result<(), Error> {
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
