//! What a request refers to by number: whether it is there, in one question, or in none.
//!
//! Types, places, users, services and the policy are changed by editors only. So an answer holds for as long as the roster's definition has
//! the same version, which is read with whoever calls; tickets are written by jobs too, and always asked for.

use std::collections::BTreeSet;

use slotwright_domain::Place;
use slotwright_wire::slotwright::OwnFields;

use crate::directory::{self, JOB_TYPE_COLUMNS, PLACE_COLUMNS};
use crate::error::Error;
use crate::roster_cache::references::{References, Referred};
use crate::settings::{self, FIELDS, POLICY};
use crate::sql::params;
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::versions::DEFINITION_VERSION;

impl Store {
    /// What there is of what a request refers to. `definition_version` is what its caller was let in with.
    ///
    /// # Errors
    ///
    /// The database can't be asked.
    pub async fn referred(&self, references: References, definition_version: u64) -> Result<Referred, Error> {
        if is_kept(&references)
            && let Some(known) = self.cache.referred(&references, definition_version)
        {
            return Ok(known);
        }
        self.ask_once(move |db| asked(db, references)).await
    }
}

/// Tickets come with jobs; and who names half the team names it once.
fn is_kept(references: &References) -> bool {
    references.ticket_id.is_none() && references.user_ids.len() + references.services.len() <= 16
}

fn asked(db: &Db, references: References) -> Result<Referred, Error> {
    let (referred, definition_version) = of_version(db, &references)?;
    if is_kept(&references) {
        db.cache.keep_referred(references, referred.clone(), definition_version);
    }
    Ok(referred)
}

pub(crate) fn referred(db: &Db, references: &References) -> Result<Referred, Error> {
    Ok(of_version(db, references)?.0)
}

/// And the version of the roster's definition.
fn of_version(db: &Db, references: &References) -> Result<(Referred, u64), Error> {
    let References { job_type_id, place, user_ids, ticket_id, services } = references;
    let of = |table: &str, columns: &str| {
        columns.split(',').map(|column| format!("{table}.{}", column.trim())).collect::<Vec<_>>().join(", ")
    };
    // Our own reports of jobs are no list of tickets.
    let sql = format!(
        "SELECT (SELECT count(*) FROM users WHERE id IN (SELECT value FROM json_each(?4))),
           EXISTS (SELECT 1 FROM tickets WHERE id = ?5) OR NOT EXISTS (SELECT 1 FROM tickets WHERE job_id IS NULL),
           (SELECT count(*) FROM services WHERE id IN (SELECT value FROM json_each(?6))),
           EXISTS (SELECT 1 FROM services), {DEFINITION_VERSION},
           (SELECT value FROM settings WHERE name = '{POLICY}'),
           (SELECT value FROM settings WHERE name = '{FIELDS}'), {}, {}
         FROM (SELECT 1 AS one) AS one
         LEFT JOIN job_types ON job_types.id = ?1 LEFT JOIN places ON places.kind = ?2 AND places.id = ?3",
        of("places", PLACE_COLUMNS),
        of("job_types", JOB_TYPE_COLUMNS)
    );
    let kind = place.map(|place| place.kind.name());
    let place_id = place.map(|place| place.id);
    let row = db.row(&sql, params![job_type_id, kind, place_id, user_ids, ticket_id, services])?;
    let row = row.ok_or_else(|| Error::Corrupt("a question has no answer".to_owned()))?;
    let different = |ids: &[u64]| ids.iter().collect::<BTreeSet<_>>().len() as u64;
    let (first_of_place, first_of_type) = (7, 7 + PLACE_COLUMNS.split(',').count());
    let place = match (place, row.get::<Option<u64>>(first_of_place)?) {
        // What an account's status is changes with jobs.
        (Some(place), Some(_)) => {
            Some(Place { account_status_id: None, ..directory::read_place(place.kind, &row, first_of_place)? })
        }
        _ => None,
    };
    let job_type = match row.get::<Option<u64>>(first_of_type)? {
        Some(_) => Some(directory::read_job_type(&row, first_of_type)?),
        None => None,
    };
    let referred = Referred {
        job_type,
        place,
        has_users: row.get::<u64>(0)? == different(user_ids),
        has_ticket: ticket_id.is_none() || row.get(1)?,
        has_services: services.is_empty() || row.get::<u64>(2)? == different(services) || !row.get::<bool>(3)?,
        policy: settings::read(POLICY, row.get(5)?)?,
        fields: settings::read::<OwnFields>(FIELDS, row.get(6)?)?.of_type(job_type_id.unwrap_or_default()).to_vec(),
    };
    Ok((referred, row.get(4)?))
}
