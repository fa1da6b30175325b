//! Tasks of jobs, and task templates.

use slotwright_domain::{Numbered, Task, TaskTemplate};

use super::{Editor, Error, Removal, written};
use crate::news::Subject;
use crate::sql::params;
use crate::{effects, jobs, tasks};

impl Editor<'_, '_> {
    /// Keeps a job from changing until this transaction has ended, so that nobody completes it while its tasks change.
    /// Whether there is one.
    pub fn lock_job(&self, id: u64) -> Result<bool, Error> {
        Ok(jobs::get_for_update(self.db, id)?.is_some())
    }

    /// A task of a job as it is.
    pub fn task(&self, job_id: u64, id: u64) -> Result<Option<Task>, Error> {
        Ok(tasks::get(self.db, job_id, id)?.map(|task| task.record))
    }

    /// Gives a job a task.
    pub fn insert_task(&self, job_id: u64, task: &Task) -> Result<Numbered<Task>, Error> {
        let id = tasks::insert(self.db, job_id, task)?;
        self.tell_of_job(Subject::Task, "create", job_id);
        written(tasks::get(self.db, job_id, id)?)
    }

    /// Writes a task over the one with that number.
    pub fn update_task(&self, job_id: u64, id: u64, task: &Task) -> Result<Numbered<Task>, Error> {
        let (completed_at, completed_by) = task.done.map_or((None, None), |(at, by)| (Some(at), by));
        self.db.execute(
            "UPDATE tasks SET description = ?3, user_id = ?4, due_day = ?5, completed_at = ?6, completed_by_user_id = ?7
             WHERE job_id = ?1 AND id = ?2",
            params![
                job_id,
                id,
                task.description,
                task.user_id,
                task.due.map(|day| day.0),
                completed_at,
                completed_by
            ],
        )?;
        self.tell_of_job(Subject::Task, "change", job_id);
        written(tasks::get(self.db, job_id, id)?)
    }

    /// Deletes a task of a job. Whether there was one.
    pub fn delete_task(&self, job_id: u64, id: u64) -> Result<bool, Error> {
        let is_done = self.db.execute("DELETE FROM tasks WHERE job_id = ?1 AND id = ?2", params![job_id, id])? > 0;
        if is_done {
            self.tell_of_job(Subject::Task, "delete", job_id);
        }
        Ok(is_done)
    }

    /// Whether there is no template with that number, where templates are kept.
    pub fn is_unknown_task_template(&self, id: u64) -> Result<bool, Error> {
        let is_kept = self.db.exists("SELECT 1 FROM task_templates LIMIT 1", &[])?;
        Ok(is_kept && self.task_template(id)?.is_none())
    }

    /// The first of these numbers that no service has, where a list of services is kept.
    pub fn unknown_service(&self, ids: &[u64]) -> Result<Option<u64>, Error> {
        effects::unknown_service(self.db, ids)
    }

    /// A template as it is.
    pub fn task_template(&self, id: u64) -> Result<Option<TaskTemplate>, Error> {
        tasks::template(self.db, id)
    }

    /// Whether a template other than `except` has that name.
    pub fn has_task_template_named(&self, name: &str, except: Option<u64>) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM task_templates WHERE name = ?1 AND id IS DISTINCT FROM ?2";
        self.db.exists(sql, params![name, except])
    }

    /// Makes a template without tasks.
    pub fn insert_task_template(&self, name: &str) -> Result<TaskTemplate, Error> {
        let id = self.next_number("task_templates")?;
        self.db.execute("INSERT INTO task_templates (id, name) VALUES (?1, ?2)", params![id, name])?;
        written(tasks::template(self.db, id)?)
    }

    /// Gives a template another name.
    pub fn rename_task_template(&self, id: u64, name: &str) -> Result<TaskTemplate, Error> {
        self.db.execute("UPDATE task_templates SET name = ?2 WHERE id = ?1", params![id, name])?;
        written(tasks::template(self.db, id)?)
    }

    /// Deletes a template that no job type names, with its tasks. Those of jobs stay.
    pub fn delete_task_template(&self, id: u64) -> Result<Removal, Error> {
        if self.task_template(id)?.is_none() {
            return Ok(Removal::NoSuchItem);
        }
        if self.db.exists("SELECT 1 FROM job_types WHERE task_template_id = ?1 LIMIT 1", params![id])? {
            return Ok(Removal::InUse);
        }
        // Their numbers are not given out again either.
        let sql = "SELECT id FROM template_tasks WHERE task_template_id = ?1";
        for task_id in self.db.column::<u64>(sql, params![id])? {
            self.delete("template_tasks", task_id)?;
        }
        self.delete("task_templates", id)?;
        Ok(Removal::Done)
    }

    /// Gives a template a task.
    pub fn insert_template_task(&self, template_id: u64, task: &str) -> Result<Numbered<String>, Error> {
        let id = self.next_number("template_tasks")?;
        let sql = "INSERT INTO template_tasks (id, task_template_id, task) VALUES (?1, ?2, ?3)";
        self.db.execute(sql, params![id, template_id, task])?;
        written(tasks::template_task(self.db, template_id, id)?)
    }

    /// Changes a task of a template; `None` when there is none. Tasks that jobs have of it stay.
    pub fn change_template_task(
        &self,
        template_id: u64,
        id: u64,
        task: Option<&str>,
    ) -> Result<Option<Numbered<String>>, Error> {
        if let Some(task) = task {
            let sql = "UPDATE template_tasks SET task = ?3 WHERE task_template_id = ?1 AND id = ?2";
            self.db.execute(sql, params![template_id, id, task])?;
        }
        tasks::template_task(self.db, template_id, id)
    }

    /// Deletes a task of a template. Whether there was one.
    pub fn delete_template_task(&self, template_id: u64, id: u64) -> Result<bool, Error> {
        match tasks::template_task(self.db, template_id, id)? {
            Some(_) => self.delete("template_tasks", id),
            None => Ok(false),
        }
    }
}
