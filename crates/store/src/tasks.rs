//! What is to be done on jobs, and the templates that it comes from.

use slotwright_domain::{Numbered, Page, Task, TaskTemplate, UnixSecond};
use slotwright_matching::Day;

use crate::error::Error;
use crate::jobs;
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;

impl Store {
    /// A part of a job's tasks, and how many there are; `None` when there is no such job.
    pub async fn tasks(&self, job_id: u64, page: Page) -> Result<Option<(Vec<Numbered<Task>>, u64)>, Error> {
        self.ask(move |db| list(db, job_id, page)).await
    }

    /// One task of a job.
    pub async fn task(&self, job_id: u64, id: u64) -> Result<Option<Numbered<Task>>, Error> {
        self.ask(move |db| get(db, job_id, id)).await
    }

    /// A part of the task templates, by number, and how many there are.
    pub async fn task_templates(&self, page: Page) -> Result<(Vec<TaskTemplate>, u64), Error> {
        self.ask(move |db| templates(db, page)).await
    }

    /// One task template.
    pub async fn task_template(&self, id: u64) -> Result<Option<TaskTemplate>, Error> {
        self.ask(move |db| template(db, id)).await
    }

    /// A part of a template's tasks, and how many there are; `None` when there is no such template.
    pub async fn template_tasks(
        &self,
        template_id: u64,
        page: Page,
    ) -> Result<Option<(Vec<Numbered<String>>, u64)>, Error> {
        self.ask(move |db| template_tasks(db, template_id, page)).await
    }

    /// One task of a template.
    pub async fn template_task(&self, template_id: u64, id: u64) -> Result<Option<Numbered<String>>, Error> {
        self.ask(move |db| template_task(db, template_id, id)).await
    }
}

/// A part of a list, and how many there are in all.
type Part<T> = (Vec<T>, u64);

const COLUMNS: &str = "id, description, user_id, due_day, completed_at, completed_by_user_id";

/// A part of a job's tasks, in the order in which they were made, and how many there are; `None` when there is no such
/// job.
pub(crate) fn list(db: &Db, job_id: u64, page: Page) -> Result<Option<Part<Numbered<Task>>>, Error> {
    if jobs::get(db, job_id)?.is_none() {
        return Ok(None);
    }
    let count = db.value("SELECT count(*) FROM tasks WHERE job_id = ?1", params![job_id])?;
    let sql = format!("SELECT {COLUMNS} FROM tasks WHERE job_id = ?1 ORDER BY id LIMIT ?2 OFFSET ?3");
    let rows = db.rows(&sql, params![job_id, page.limit, page.offset()])?;
    Ok(Some((rows.iter().map(shown).collect::<Result<_, _>>()?, count)))
}

pub(crate) fn get(db: &Db, job_id: u64, id: u64) -> Result<Option<Numbered<Task>>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM tasks WHERE job_id = ?1 AND id = ?2");
    db.row(&sql, params![job_id, id])?.as_ref().map(shown).transpose()
}

pub(crate) fn insert(db: &Db, job_id: u64, task: &Task) -> Result<u64, Error> {
    let (completed_at, completed_by) = task.done.map_or((None, None), |(at, by)| (Some(at), by));
    db.value(
        "INSERT INTO tasks (job_id, description, user_id, due_day, completed_at, completed_by_user_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
        params![job_id, task.description, task.user_id, task.due.map(|day| day.0), completed_at, completed_by],
    )
}

/// Whether something is still to be done on a job.
pub(crate) fn has_open(db: &Db, job_id: u64) -> Result<bool, Error> {
    db.exists("SELECT 1 FROM tasks WHERE job_id = ?1 AND completed_at IS NULL LIMIT 1", params![job_id])
}

/// Gives a job the tasks of a template. One that is kept elsewhere has none here.
pub(crate) fn add_from_template(db: &Db, job_id: u64, template_id: u64) -> Result<(), Error> {
    let sql = "SELECT task FROM template_tasks WHERE task_template_id = ?1 ORDER BY id";
    for description in db.column(sql, params![template_id])? {
        insert(db, job_id, &Task { description, ..Task::default() })?;
    }
    Ok(())
}

pub(crate) fn templates(db: &Db, page: Page) -> Result<(Vec<TaskTemplate>, u64), Error> {
    let count = db.value("SELECT count(*) FROM task_templates", &[])?;
    let sql = "SELECT id, name FROM task_templates ORDER BY id LIMIT ?1 OFFSET ?2";
    let rows = db.rows(sql, params![page.limit, page.offset()])?;
    Ok((rows.iter().map(shown_template).collect::<Result<_, _>>()?, count))
}

pub(crate) fn template(db: &Db, id: u64) -> Result<Option<TaskTemplate>, Error> {
    let found = db.row("SELECT id, name FROM task_templates WHERE id = ?1", params![id])?;
    found.as_ref().map(shown_template).transpose()
}

/// A part of a template's tasks, and how many there are; `None` when there is no such template.
pub(crate) fn template_tasks(db: &Db, id: u64, page: Page) -> Result<Option<Part<Numbered<String>>>, Error> {
    if template(db, id)?.is_none() {
        return Ok(None);
    }
    let count = db.value("SELECT count(*) FROM template_tasks WHERE task_template_id = ?1", params![id])?;
    let sql = "SELECT id, task FROM template_tasks WHERE task_template_id = ?1 ORDER BY id LIMIT ?2 OFFSET ?3";
    let rows = db.rows(sql, params![id, page.limit, page.offset()])?;
    Ok(Some((rows.iter().map(shown_template_task).collect::<Result<_, _>>()?, count)))
}

pub(crate) fn template_task(db: &Db, template_id: u64, id: u64) -> Result<Option<Numbered<String>>, Error> {
    let sql = "SELECT id, task FROM template_tasks WHERE task_template_id = ?1 AND id = ?2";
    db.row(sql, params![template_id, id])?.as_ref().map(shown_template_task).transpose()
}

fn shown(row: &Row) -> Result<Numbered<Task>, Error> {
    let completed_by: Option<u64> = row.get(5)?;
    let record = Task {
        description: row.get(1)?,
        user_id: row.get(2)?,
        due: row.get::<Option<i32>>(3)?.map(Day),
        done: row.get::<Option<UnixSecond>>(4)?.map(|at| (at, completed_by)),
    };
    Ok(Numbered { id: row.get(0)?, record })
}

fn shown_template(row: &Row) -> Result<TaskTemplate, Error> {
    Ok(TaskTemplate { id: row.get(0)?, name: row.get(1)? })
}

fn shown_template_task(row: &Row) -> Result<Numbered<String>, Error> {
    Ok(Numbered { id: row.get(0)?, record: row.get(1)? })
}
