//! What is to be done on jobs, and the templates that it comes from.

use slotwright_matching::Day;
use slotwright_wire::sonar::{Task, TaskTemplate, TemplateTask};
use slotwright_wire::time::print_date;

use super::sql::{Db, Row, params};
use super::{Error, Page, UnixSecond, jobs};
use crate::clock::print_second;

/// What a task is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskDraft {
    /// What is to be done.
    pub description: String,
    /// Who is to do it.
    pub user_id: Option<u64>,
    /// Until when.
    pub due: Option<Day>,
    /// When it was done, and by whom; `None` while it is open.
    pub done: Option<(UnixSecond, Option<u64>)>,
}

const COLUMNS: &str = "id, description, user_id, due_day, completed_at, completed_by_user_id";

/// A part of a job's tasks, in the order in which they were made, and how many there are; `None` when there is no such
/// job.
pub(super) fn list(db: &Db, job_id: u64, page: Page) -> Result<Option<(Vec<Task>, u64)>, Error> {
    if jobs::get(db, job_id)?.is_none() {
        return Ok(None);
    }
    let count = db.value("SELECT count(*) FROM tasks WHERE job_id = ?1", params![job_id])?;
    let sql = format!("SELECT {COLUMNS} FROM tasks WHERE job_id = ?1 ORDER BY id LIMIT ?2 OFFSET ?3");
    let rows = db.rows(&sql, params![job_id, page.limit, page.offset()])?;
    Ok(Some((rows.iter().map(shown).collect::<Result<_, _>>()?, count)))
}

pub(super) fn get(db: &Db, job_id: u64, id: u64) -> Result<Option<Task>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM tasks WHERE job_id = ?1 AND id = ?2");
    db.row(&sql, params![job_id, id])?.as_ref().map(shown).transpose()
}

pub(super) fn insert(db: &Db, job_id: u64, task: &TaskDraft) -> Result<u64, Error> {
    let (completed_at, completed_by) = task.done.map_or((None, None), |(at, by)| (Some(at), by));
    db.value(
        "INSERT INTO tasks (job_id, description, user_id, due_day, completed_at, completed_by_user_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
        params![job_id, task.description, task.user_id, task.due.map(|day| day.0), completed_at, completed_by],
    )
}

/// Whether something is still to be done on a job.
pub(super) fn has_open(db: &Db, job_id: u64) -> Result<bool, Error> {
    db.exists("SELECT 1 FROM tasks WHERE job_id = ?1 AND completed_at IS NULL LIMIT 1", params![job_id])
}

/// Gives a job the tasks of a template. One that is kept elsewhere has none here.
pub(super) fn add_from_template(db: &Db, job_id: u64, template_id: u64) -> Result<(), Error> {
    let sql = "SELECT task FROM template_tasks WHERE task_template_id = ?1 ORDER BY id";
    for description in db.column(sql, params![template_id])? {
        insert(db, job_id, &TaskDraft { description, ..TaskDraft::default() })?;
    }
    Ok(())
}

pub(super) fn templates(db: &Db, page: Page) -> Result<(Vec<TaskTemplate>, u64), Error> {
    let count = db.value("SELECT count(*) FROM task_templates", &[])?;
    let sql = "SELECT id, name FROM task_templates ORDER BY id LIMIT ?1 OFFSET ?2";
    let rows = db.rows(sql, params![page.limit, page.offset()])?;
    Ok((rows.iter().map(shown_template).collect::<Result<_, _>>()?, count))
}

pub(super) fn template(db: &Db, id: u64) -> Result<Option<TaskTemplate>, Error> {
    let found = db.row("SELECT id, name FROM task_templates WHERE id = ?1", params![id])?;
    found.as_ref().map(shown_template).transpose()
}

/// A part of a template's tasks, and how many there are; `None` when there is no such template.
pub(super) fn template_tasks(db: &Db, id: u64, page: Page) -> Result<Option<(Vec<TemplateTask>, u64)>, Error> {
    if template(db, id)?.is_none() {
        return Ok(None);
    }
    let count = db.value("SELECT count(*) FROM template_tasks WHERE task_template_id = ?1", params![id])?;
    let sql = "SELECT id, task FROM template_tasks WHERE task_template_id = ?1 ORDER BY id LIMIT ?2 OFFSET ?3";
    let rows = db.rows(sql, params![id, page.limit, page.offset()])?;
    Ok(Some((rows.iter().map(shown_template_task).collect::<Result<_, _>>()?, count)))
}

pub(super) fn template_task(db: &Db, template_id: u64, id: u64) -> Result<Option<TemplateTask>, Error> {
    let sql = "SELECT id, task FROM template_tasks WHERE task_template_id = ?1 AND id = ?2";
    db.row(sql, params![template_id, id])?.as_ref().map(shown_template_task).transpose()
}

fn shown(row: &Row) -> Result<Task, Error> {
    let (due_day, completed_at): (Option<i32>, Option<UnixSecond>) = (row.get(3)?, row.get(4)?);
    Ok(Task {
        id: row.get(0)?,
        description: row.get(1)?,
        user_id: row.get(2)?,
        due_date: due_day.map(|day| print_date(Day(day))),
        complete: completed_at.is_some(),
        completed_by: row.get(5)?,
        completed_at: completed_at.map(print_second),
    })
}

fn shown_template(row: &Row) -> Result<TaskTemplate, Error> {
    Ok(TaskTemplate { id: row.get(0)?, name: row.get(1)? })
}

fn shown_template_task(row: &Row) -> Result<TemplateTask, Error> {
    Ok(TemplateTask { id: row.get(0)?, task: row.get(1)? })
}
