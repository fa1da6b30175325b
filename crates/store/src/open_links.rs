//! Open links, and what those do who come by them.
//!
//! Whoever opens one gets a link of their own, which from then on is a booking link as any other: so what is booked with it is
//! booked by the same transaction. It differs in whose place it is for. Until somebody has said who they are that is the open
//! link's own, and from then on the account that is found, or made, by what they said; they are never shown which.

use slotwright_domain::{
    Contact, Link, LinkClock, LinkOrigin, LinkTerms, MadeForNewcomer, MadeLink, NewcomerBound, NewcomerDraft,
    NewcomerHold, NewcomerTerms, OpenLinkDraft, PlaceKind, PlaceRef, SECONDS_PER_DAY, UnixSecond,
};
use slotwright_matching::{Day, Interval};

use crate::error::{Error, Refused};
use crate::sql::{Lock, params};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::{directory, history, links};

impl Store {
    /// Stores a new open link, and the account that stands for the places of those who come by it.
    pub async fn create_open_link(&self, draft: OpenLinkDraft, clock: LinkClock) -> Result<MadeLink, Error> {
        self.change(move |db| create(db, &draft, clock)).await
    }

    /// A link of their own for somebody who came by an open one.
    pub async fn welcome(&self, draft: NewcomerDraft, terms: LinkTerms) -> Result<MadeForNewcomer, Refused> {
        self.change(move |db| welcome(db, &draft, terms)).await
    }

    /// Notes that a proof of work was used, which is good until this second. Whether it is the first time.
    pub async fn use_proof(&self, salt: String, until: UnixSecond, now: UnixSecond) -> Result<bool, Error> {
        self.change_unkeyed(move |db| {
            db.pipeline("DELETE FROM used_proofs WHERE until_second <= ?1", params![now])?;
            let sql = "INSERT INTO used_proofs (salt, until_second) VALUES (?1, ?2) ON CONFLICT (salt) DO NOTHING";
            Ok(0 < db.execute(sql, params![salt, until])?)
        })
        .await
    }

    /// What signs challenges for proofs of work: the same for all servers of the instance; `fresh` where there is none yet.
    pub async fn proof_key(&self, fresh: String) -> Result<String, Error> {
        self.change_unkeyed(move |db| {
            let sql = "INSERT INTO settings (name, value) VALUES ('proof_key', ?1) ON CONFLICT (name) DO NOTHING";
            db.execute(sql, params![fresh])?;
            db.value("SELECT value FROM settings WHERE name = 'proof_key'", &[])
        })
        .await
    }
}

/// How many days a newcomer's link works unless something is booked with it.
const NEWCOMER_DAYS: i64 = 7;
/// How many links of newcomers who booked nothing are cleared away with each that is made, at most.
const CLEARED_AT_ONCE: u32 = 100;
const HOUR_MS: i64 = 60 * 60 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;

fn create(db: &Db, draft: &OpenLinkDraft, clock: LinkClock) -> Result<MadeLink, Error> {
    db.lock(Lock::Roster)?;
    let place = directory::add_account(db, &draft.open.title, None, None)?;
    let now = clock.read(db.now_ms()?);
    let expires_at = now + i64::from(draft.days) * SECONDS_PER_DAY;
    let id: u64 = db.value(
        "INSERT INTO links (handle_hash, salt, kind, place_kind, place_id, job_type_id, created_at, expires_at)
         VALUES (?1, ?2, 'customer', ?3, ?4, ?5, ?6, ?7) RETURNING id",
        params![
            draft.handle_hash,
            draft.salt,
            place.kind.name(),
            place.id,
            draft.open.job_type_ids.first().copied(),
            now,
            expires_at
        ],
    )?;
    let job_type_ids =
        serde_json::to_string(&draft.open.job_type_ids).map_err(|error| Error::Corrupt(error.to_string()))?;
    db.execute(
        "INSERT INTO open_links (link_id, title, job_type_ids) VALUES (?1, ?2, ?3)",
        params![id, draft.open.title, job_type_ids],
    )?;
    history::note_link(db, &draft.made_by, id, "create")?;
    Ok(MadeLink { id, expires_at, beside: slotwright_domain::Beside::default() })
}

fn welcome(db: &Db, draft: &NewcomerDraft, terms: LinkTerms) -> Result<MadeForNewcomer, Refused> {
    let open = links::open(db, draft.open_link_id, terms)?;
    let now = terms.clock.read(db.now_ms()?);
    // Nobody misses them: whoever came by an open link can come by it again.
    db.pipeline(
        &format!(
            "DELETE FROM links WHERE id IN (SELECT id FROM links WHERE open_link_id IS NOT NULL AND booked_ms IS NULL
               AND job_id IS NULL AND expires_at < ?1 LIMIT {CLEARED_AT_ONCE})"
        ),
        params![now],
    )?;
    let expires_at = now + NEWCOMER_DAYS * SECONDS_PER_DAY;
    let id = db.value(
        "INSERT INTO links (handle_hash, salt, kind, place_kind, place_id, job_type_id, created_at, expires_at, follows_job,
           open_link_id, open_place_id, network)
         VALUES (?1, ?2, 'customer', ?3, ?4, ?5, ?6, ?7, TRUE, ?8, ?4, ?9) RETURNING id",
        params![
            draft.handle_hash,
            draft.salt,
            open.kind.name(),
            open.id,
            draft.job_type_id,
            now,
            expires_at,
            draft.open_link_id,
            draft.network
        ],
    )?;
    Ok(MadeForNewcomer { id, expires_at })
}

/// Ends the links of those who came by an open one and have booked nothing.
pub(crate) fn revoke_unused(db: &Db, open_link_id: u64, clock: LinkClock) -> Result<(), Error> {
    let now = clock.read(db.now_ms()?);
    let sql = "UPDATE links SET revoked_at = ?2 WHERE open_link_id = ?1 AND job_id IS NULL AND revoked_at IS NULL";
    db.pipeline(sql, params![open_link_id, now])
}

/// Refuses a newcomer's hold where newcomers hold as much as they may already, beside what this one holds so far.
pub(crate) fn refuse_many_holds(
    db: &Db,
    (holder, origin): (&str, &LinkOrigin),
    wanted: NewcomerHold,
    (visit, crew): (Interval, usize),
) -> Result<(), Refused> {
    db.lock(Lock::Newcomers)?;
    let NewcomerTerms { holds_of_network, held_percent, .. } = wanted.terms;
    let clock = db.clock();
    let refuse = |bound, until_ms: Option<i64>| -> Result<(), Refused> {
        let wait_ms = until_ms.unwrap_or_default() - db.now_ms()?;
        Err(Refused::TooManyNewcomers { bound, wait_seconds: seconds_of(wait_ms) })
    };
    if let Some(network) = origin.network.as_ref().filter(|_| 0 < holds_of_network) {
        let sql = format!(
            "SELECT count(*), min(until_ms) FROM holds WHERE network = ?1 AND holder <> ?2 AND until_ms > {clock}"
        );
        let row = db.row(&sql, params![network, holder])?.ok_or_else(no_answer)?;
        if u64::from(holds_of_network) <= row.get(0)? {
            return refuse(NewcomerBound::HoldsOfNetwork, row.get(1)?);
        }
    }
    let day = Day::of(visit.start());
    let sql = format!(
        "SELECT CAST(coalesce(sum(claims.end_minute - claims.start_minute), 0) AS BIGINT), min(until_ms)
         FROM holds JOIN claims ON claims.hold_id = holds.id
         WHERE open_link_id IS NOT NULL AND holder <> ?1 AND until_ms > {clock}
           AND ?2 <= claims.start_minute AND claims.start_minute < ?3"
    );
    let row = db.row(&sql, params![holder, day.start(), day.interval().end()])?.ok_or_else(no_answer)?;
    let held: u64 = row.get(0)?;
    let wanted_minutes = (visit.end() - visit.start()) as u64 * crew as u64;
    let may_be_held = (wanted.free_minutes + held) * u64::from(held_percent) / 100;
    if 0 < held && may_be_held < held + wanted_minutes {
        return refuse(NewcomerBound::HeldOfDay, row.get(1)?);
    }
    Ok(())
}

/// Refuses a newcomer's booking where there were as many as may be already.
pub(crate) fn refuse_many_bookings(db: &Db, link: &Link, terms: NewcomerTerms) -> Result<(), Refused> {
    let Some(origin) = &link.origin else { return Ok(()) };
    db.lock(Lock::Newcomers)?;
    let refuse_from = |most: u32, within_ms: i64, which: &str, network: Option<&String>, bound| {
        if most == 0 {
            return Ok(());
        }
        let clock = db.clock();
        let sql = format!(
            "SELECT count(*), min(booked_ms) FROM links
             WHERE {which} AND booked_ms > {clock} - {within_ms} AND id <> ?1"
        );
        let values = [params![link.id].to_vec(), network.map_or_else(Vec::new, |network| params![network].to_vec())];
        let row = db.row(&sql, &values.concat())?.ok_or_else(no_answer)?;
        if row.get::<u64>(0)? < u64::from(most) {
            return Ok(());
        }
        let wait_ms = row.get::<Option<i64>>(1)?.unwrap_or_default() + within_ms - db.now_ms()?;
        Err(Refused::TooManyNewcomers { bound, wait_seconds: seconds_of(wait_ms) })
    };
    if let Some(network) = &origin.network {
        let most = terms.bookings_of_network;
        refuse_from(most, DAY_MS, "network = ?2", Some(network), NewcomerBound::BookingsOfNetwork)?;
    }
    refuse_from(terms.bookings_an_hour, HOUR_MS, "open_link_id IS NOT NULL", None, NewcomerBound::BookingsOfAll)
}

/// The account of whom a newcomer says they are. Whether it was there is nothing that they are told.
pub(crate) fn account_of(db: &Db, contact: &Contact) -> Result<PlaceRef, Error> {
    // Of two who name the same customer one makes the account.
    db.lock(Lock::Roster)?;
    let kind = PlaceKind::Account;
    for (column, value) in [("email", contact.same_email()), ("telephone", contact.same_telephone())] {
        let Some(value) = value else { continue };
        let sql = format!("SELECT min(id) FROM places WHERE kind = ?1 AND {column} = ?2");
        if let Some(id) = db.value::<Option<u64>>(&sql, params![kind.name(), value])? {
            return Ok(PlaceRef { kind, id });
        }
    }
    let place = directory::add_account(db, &contact.name, contact.address().as_deref(), None)?;
    db.execute(
        "UPDATE places SET email = ?3, telephone = ?4 WHERE kind = ?1 AND id = ?2",
        params![kind.name(), place.id, contact.same_email(), contact.same_telephone()],
    )?;
    Ok(place)
}

/// Notes for whose place a newcomer has booked.
pub(crate) fn note_booking(db: &Db, link_id: u64, place: PlaceRef) -> Result<(), Error> {
    let sql = format!("UPDATE links SET place_id = ?2, booked_ms = {} WHERE id = ?1", db.clock());
    db.pipeline(&sql, params![link_id, place.id])
}

/// At least one: whoever waits none would ask again at once.
fn seconds_of(ms: i64) -> u64 {
    u64::try_from(ms.div_euclid(1000) + 1).unwrap_or(0).max(1)
}

fn no_answer() -> Error {
    Error::Corrupt("a sum without a row".to_owned())
}
