//! What jobs bring about besides the visit: services of accounts, their status, tickets.
//!
//! An instance may keep its lists of services and tickets elsewhere. Then there are none of it here, and any number is
//! accepted; where there is a list, a number must be on it.

use slotwright_domain::{AccountService, Job, JobType, Page, PlaceKind, PlaceRef, Status, Ticket, UnixSecond};

use crate::directory;
use crate::error::Error;
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;

impl Store {
    /// A part of the services of an account, and how many there are; `None` when there is no such account.
    pub async fn account_services(
        &self,
        account_id: u64,
        page: Page,
    ) -> Result<Option<(Vec<AccountService>, u64)>, Error> {
        self.ask(move |db| account_services(db, account_id, page)).await
    }

    /// One service of an account, by the number of the relation between the two.
    pub async fn account_service(&self, account_id: u64, id: u64) -> Result<Option<AccountService>, Error> {
        self.ask(move |db| account_service(db, account_id, id)).await
    }

    /// A part of the tickets, by number, and how many there are.
    pub async fn tickets(&self, page: Page) -> Result<(Vec<Ticket>, u64), Error> {
        self.ask(move |db| tickets(db, page)).await
    }

    /// One ticket.
    pub async fn ticket(&self, id: u64) -> Result<Option<Ticket>, Error> {
        self.ask(move |db| ticket(db, id)).await
    }
}

/// What the end of a job brings about: `job` is as it is now, completed or failed.
pub(crate) fn of_end(db: &Db, job: &Job, job_type: &JobType, now: UnixSecond) -> Result<(), Error> {
    let (effects, is_success) = (&job_type.effects, job.status == Status::Completed);
    let (changes_status, status_id) = match is_success {
        true => (effects.change_status_on_completion, effects.account_status_id_completion),
        false => (effects.change_status_on_failure, effects.account_status_id_failure),
    };
    let (creates_ticket, group_id) = match is_success {
        true => (effects.create_completion_ticket, effects.completion_ticket_group_id),
        false => (effects.create_failure_ticket, effects.failure_ticket_group_id),
    };
    let kind = job.place.kind.name();
    let is_of_account = job.place.kind == PlaceKind::Account;
    if is_of_account && changes_status {
        let sql = "UPDATE places SET account_status_id = ?3 WHERE kind = ?1 AND id = ?2";
        db.execute(sql, params![kind, job.place.id, status_id])?;
    }
    if is_of_account && is_success {
        // What both the type and the job add is added once.
        let own = job.services.iter().filter(|service_id| !effects.services.contains(service_id));
        for service_id in effects.services.iter().chain(own) {
            db.execute(
                "INSERT INTO account_services (place_kind, place_id, service_id, job_id) VALUES (?1, ?2, ?3, ?4)",
                params![kind, job.place.id, service_id, job.id],
            )?;
        }
    }
    if creates_ticket {
        let subject = format!("{} {}: job {}", job_type.name, if is_success { "completed" } else { "failed" }, job.id);
        db.execute(
            "INSERT INTO tickets (subject, ticket_group_id, place_kind, place_id, job_id, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![subject, group_id, kind, job.place.id, job.id, now],
        )?;
    }
    Ok(())
}

/// The first of these numbers that no service has, where a list of services is kept.
pub(crate) fn unknown_service(db: &Db, ids: &[u64]) -> Result<Option<u64>, Error> {
    if ids.is_empty() || !db.exists("SELECT 1 FROM services LIMIT 1", &[])? {
        return Ok(None);
    }
    directory::unknown(db, "services", ids)
}

/// A part of the services of an account, in the order in which it got them, and how many there are; `None` when there is
/// no such account.
pub(crate) fn account_services(
    db: &Db,
    account_id: u64,
    page: Page,
) -> Result<Option<(Vec<AccountService>, u64)>, Error> {
    if directory::place(db, PlaceRef { kind: PlaceKind::Account, id: account_id })?.is_none() {
        return Ok(None);
    }
    let count = db.value("SELECT count(*) FROM account_services WHERE place_id = ?1", params![account_id])?;
    let sql = "SELECT id, service_id FROM account_services WHERE place_id = ?1 ORDER BY id LIMIT ?2 OFFSET ?3";
    let rows = db.rows(sql, params![account_id, page.limit, page.offset()])?;
    Ok(Some((rows.iter().map(shown_service).collect::<Result<_, _>>()?, count)))
}

/// One service of an account, by the number of the relation between the two.
pub(crate) fn account_service(db: &Db, account_id: u64, id: u64) -> Result<Option<AccountService>, Error> {
    let sql = "SELECT id, service_id FROM account_services WHERE place_id = ?1 AND id = ?2";
    db.row(sql, params![account_id, id])?.as_ref().map(shown_service).transpose()
}

const TICKET_COLUMNS: &str = "id, subject, ticket_group_id, place_kind, place_id, created_at";

pub(crate) fn tickets(db: &Db, page: Page) -> Result<(Vec<Ticket>, u64), Error> {
    let count = db.value("SELECT count(*) FROM tickets", &[])?;
    let sql = format!("SELECT {TICKET_COLUMNS} FROM tickets ORDER BY id LIMIT ?1 OFFSET ?2");
    let rows = db.rows(&sql, params![page.limit, page.offset()])?;
    Ok((rows.iter().map(shown_ticket).collect::<Result<_, _>>()?, count))
}

pub(crate) fn ticket(db: &Db, id: u64) -> Result<Option<Ticket>, Error> {
    let sql = format!("SELECT {TICKET_COLUMNS} FROM tickets WHERE id = ?1");
    db.row(&sql, params![id])?.as_ref().map(shown_ticket).transpose()
}

fn shown_service(row: &Row) -> Result<AccountService, Error> {
    Ok(AccountService { id: row.get(0)?, service_id: row.get(1)? })
}

fn shown_ticket(row: &Row) -> Result<Ticket, Error> {
    let place = match row.get::<Option<String>>(3)?.zip(row.get::<Option<u64>>(4)?) {
        Some((kind, id)) => Some(PlaceRef { kind: directory::place_kind(&kind)?, id }),
        None => None,
    };
    Ok(Ticket { id: row.get(0)?, subject: row.get(1)?, ticket_group_id: row.get(2)?, place, created_at: row.get(5)? })
}
