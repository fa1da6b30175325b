//! Job types.

use slotwright_domain::{JobType, LinkClock};

use super::{Editor, Error};
use crate::news::Subject;
use crate::sql::params;
use crate::{directory, holds, settings};

/// How a deletion went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is deleted.
    Done,
    /// There was none.
    NoSuchItem,
    /// It stays: others name it.
    InUse,
}

impl Editor<'_, '_> {
    /// A job type as it is.
    pub fn job_type(&self, id: u64) -> Result<Option<JobType>, Error> {
        directory::job_type(self.db, id)
    }

    /// The first of these numbers that no job type has.
    pub fn unknown_job_type(&self, ids: &[u64]) -> Result<Option<u64>, Error> {
        directory::unknown(self.db, "job_types", ids)
    }

    /// Makes a job type and gives its number; the draft's own is not looked at.
    pub fn insert_job_type(&self, job_type: &JobType) -> Result<u64, Error> {
        let id = self.next_number("job_types")?;
        let columns = directory::JOB_TYPE_COLUMNS;
        let sql = format!(
            "INSERT INTO job_types ({columns})
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
        );
        self.write_job_type(&sql, id, job_type)?;
        Ok(id)
    }

    /// Writes a job type over the one with its number. Jobs keep the lengths they have.
    pub fn update_job_type(&self, job_type: &JobType) -> Result<(), Error> {
        let columns = directory::JOB_TYPE_COLUMNS;
        let sql = format!(
            "UPDATE job_types SET ({columns})
             = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) WHERE id = ?1"
        );
        self.write_job_type(&sql, job_type.id, job_type)
    }

    /// Deletes a job type that nothing names: no job, no hold, no schedule, no rule, no policy, no fields, no booking link that works. Holds and
    /// links that have ended go with it.
    pub fn delete_job_type(&self, id: u64, clock: LinkClock) -> Result<Removal, Error> {
        let is_used = "SELECT EXISTS (SELECT 1 FROM jobs WHERE job_type_id = ?1)
            OR EXISTS (SELECT 1 FROM schedule_job_types WHERE job_type_id = ?1)
            OR EXISTS (SELECT 1 FROM links WHERE job_type_id = ?1 AND revoked_at IS NULL AND expires_at > ?2)";
        // A link that its job keeps has a job of that type.
        let now = clock.read(self.db.now_ms()?);
        let has_buffer = settings::rules(self.db)?.buffers.iter().any(|buffer| buffer.job_type_id == id);
        let has_policy = settings::policy(self.db)?.job_types.iter().any(|of_type| of_type.job_type_id == id);
        let has_fields = !settings::fields(self.db)?.of_type(id).is_empty();
        if has_buffer
            || has_policy
            || has_fields
            || holds::is_type_held(self.db, id)?
            || self.db.value(is_used, params![id, now])?
        {
            return Ok(Removal::InUse);
        }
        self.db.execute("DELETE FROM links WHERE job_type_id = ?1", params![id])?;
        Ok(if self.delete("job_types", id)? { Removal::Done } else { Removal::NoSuchItem })
    }

    fn write_job_type(&self, sql: &str, id: u64, job_type: &JobType) -> Result<(), Error> {
        let effects = &job_type.effects;
        let services = serde_json::to_string(&effects.services).map_err(|error| Error::Corrupt(error.to_string()))?;
        let values = params![
            id,
            job_type.name,
            job_type.length_in_minutes,
            job_type.color,
            job_type.icon,
            effects.change_status_on_completion,
            effects.account_status_id_completion,
            effects.change_status_on_failure,
            effects.account_status_id_failure,
            effects.create_completion_ticket,
            effects.completion_ticket_group_id,
            effects.create_failure_ticket,
            effects.failure_ticket_group_id,
            effects.allow_completion_with_uncompleted_tasks,
            effects.task_template_id,
            services,
            effects.contract_template_id,
        ];
        self.db.execute(sql, values)?;
        self.tell(Subject::JobType, "change", &[]);
        Ok(())
    }
}
