//! Times that somebody looks at closely enough that nobody else may take them meanwhile.
//!
//! A hold is busy for others and free for its holder: the holder of a link, or staff for the same purpose. One of their programs
//! serves many customers, and what it holds for one is not free for another. The database's clock says when a hold ends; a row
//! whose time has come is no hold any more, and its claims are swept away by the next who wants its users. The row itself stays
//! for a while: so its holder is told that it has expired, and not that there never was one.
//!
//! However often the holder of a link holds times anew, they have one deadline together until the visit is booked or moved; when
//! it is over there is a pause, so that others have their turn.
//!
//! What is held for somebody who waits for a sooner time is an offer: a hold as any other, which no other of theirs replaces and
//! nobody extends.
//!
//! A hold keeps its distance as the job would that it is for: so it has that one's type and place, and its own number where a
//! roster has jobs'. Only its holder's own holds keep nothing from each other; what they become does.

use slotwright_domain::{Actor, Hold, HoldDraft, HoldTerms, Holder, LinkClock, LinkOrigin, OwnHolds, Purpose};
use slotwright_matching::{Day, Interval, IntervalSet, Minute, Skipped};

use crate::claims::{self, Heed, Wanted};
use crate::error::{Error, Refused};
use crate::history::OURSELVES;
use crate::news::{News, Subject};
use crate::roster::{Allocate, owner_number};
use crate::sql::{Value, params};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::{jobs, links, open_links};

impl Store {
    /// Holds a time.
    pub async fn place_hold(
        &self,
        draft: HoldDraft,
        by: Actor,
        terms: HoldTerms,
        skipped: IntervalSet,
    ) -> Result<Hold, Refused> {
        self.change(move |db| place(db, &draft, &by, terms, skipped.clone())).await
    }

    /// Holds a time for longer, up to its deadline.
    pub async fn extend_hold(&self, id: u64, by: Actor, terms: HoldTerms) -> Result<Hold, Refused> {
        self.change(move |db| extend(db, id, &by, terms)).await
    }

    /// Whether the holder holds a time from this start on.
    pub async fn holds_start(&self, holder: Holder, start: Minute) -> Result<bool, Error> {
        self.ask_once(move |db| {
            let sql =
                format!("SELECT 1 FROM holds WHERE holder = ?1 AND start_minute = ?2 AND until_ms > {}", db.clock());
            db.exists(&sql, params![holder.name(), start])
        })
        .await
    }

    /// Lets a time go. Staff may let anybody's go.
    pub async fn release_hold(&self, id: u64, by: Actor) -> Result<(), Refused> {
        self.change(move |db| release(db, id, &by)).await
    }

    /// Ends a link before its time, and lets go what its holder holds. `by` is as the history names who does. Whether there is
    /// such a link.
    pub async fn revoke_link(&self, id: u64, by: String, clock: LinkClock) -> Result<bool, Error> {
        self.change(move |db| {
            let is_there = links::revoke(db, id, &by, clock)?;
            open_links::revoke_unused(db, id, clock)?;
            remove(db, "holder = ?1", params![Holder::Link(id).name()])?;
            Ok(is_there)
        })
        .await
    }
}

/// How long after its end the answer to the holder of a hold is that it has expired, and not that there is none.
const EXPIRED_KEPT_MS: i64 = 60 * 60 * 1000;

pub(crate) fn place(
    db: &Db,
    draft: &HoldDraft,
    by: &Actor,
    terms: HoldTerms,
    skipped: IntervalSet,
) -> Result<Hold, Refused> {
    let (shared_deadline_ms, origin) = refuse_link(db, by, terms)?;
    let purpose = match &draft.named {
        Some(text) => Purpose::Named(text.clone()),
        None => Purpose::of(draft.job_id, draft.place),
    };
    let own = by.own_holds(&purpose);
    let (start, user_ids) = (draft.visit.start, &draft.visit.user_ids);
    let length = draft.length_in_minutes;
    let visit = Interval::new(start, Skipped::of(&skipped).end_of(start, length as Minute));
    let visit = visit.ok_or_else(|| Error::Corrupt("a hold without length".to_owned()))?;
    let wanted = Wanted {
        user_ids,
        visit,
        job_type_id: draft.job_type_id,
        place: draft.place,
        own_job: draft.job_id,
        heed: Heed::All,
    };
    claims::all_free(db, &wanted, &own, skipped, Allocate::Nothing)?;
    let name = own.holder.name();
    if let (Some(origin), Some(newcomer)) = (&origin, draft.newcomer) {
        open_links::refuse_many_holds(db, (&name, origin), newcomer, (visit, user_ids.len()))?;
    }
    match own.holder {
        Holder::Link(_) => remove(db, "holder = ?1 AND NOT is_offer", params![name])?,
        Holder::Staff(_) => {
            // Those that nobody wanted meanwhile would stay for ever. Not yet those that their holder may still ask about.
            let are_old = format!("holder = ?1 AND until_ms < {} - {EXPIRED_KEPT_MS}", db.clock());
            remove(db, &are_old, params![name])?;
            let sql = format!("SELECT count(*) FROM holds WHERE holder = ?1 AND until_ms > {}", db.clock());
            if terms.max_of_staff <= db.value(&sql, params![name])? {
                return Err(Refused::TooManyHolds);
            }
        }
    }
    make_way(db, &own, user_ids, visit, Making::Hold)?;
    let now_ms = db.now_ms()?;
    let deadline_ms = shared_deadline_ms.unwrap_or(now_ms + ms(terms.max_seconds));
    let until_ms = (now_ms + ms(terms.seconds)).min(deadline_ms);
    if let (Holder::Link(id), None) = (own.holder, shared_deadline_ms) {
        links::set_hold_deadline(db, id, deadline_ms)?;
    }
    let times = Times { now_ms, until_ms, deadline_ms };
    tell(db, &by.name(), draft, visit);
    insert(db, draft, &own, origin.as_ref(), visit, times, IsOffer(false))
}

/// Holds a time for the holder of a link who waits for a sooner one. Nobody's holds have to make way for it, and none of theirs.
pub(crate) fn offer(
    db: &Db,
    draft: &HoldDraft,
    link_id: u64,
    for_ms: i64,
    skipped: IntervalSet,
) -> Result<Hold, Refused> {
    let visit = Skipped::of(&skipped).visit(draft.visit.start, draft.length_in_minutes as Minute);
    let visit = visit.ok_or_else(|| Error::Corrupt("an offer without length".to_owned()))?;
    let wanted = Wanted {
        user_ids: &draft.visit.user_ids,
        visit,
        job_type_id: draft.job_type_id,
        place: draft.place,
        own_job: draft.job_id,
        heed: Heed::All,
    };
    let nobodys = Actor::Upstream { seen_start: None }.own_holds(&Purpose::of(draft.job_id, draft.place));
    claims::all_free(db, &wanted, &nobodys, skipped, Allocate::Nothing)?;
    make_way(db, &nobodys, &draft.visit.user_ids, visit, Making::Hold)?;
    let own = OwnHolds { holder: Holder::Link(link_id), purpose: String::new(), hold_id: None };
    let now_ms = db.now_ms()?;
    let times = Times { now_ms, until_ms: now_ms + for_ms, deadline_ms: now_ms + for_ms };
    tell(db, OURSELVES, draft, visit);
    insert(db, draft, &own, None, visit, times, IsOffer(true))
}

/// Has others told that a time is held now.
fn tell(db: &Db, by: &str, draft: &HoldDraft, visit: Interval) {
    let days = (Day::of(visit.start()).0..=Day::of(visit.end() - 1).0).map(Day).collect();
    let news = News::of(Subject::Hold, "create", by);
    db.tell(News { job_id: draft.job_id, user_ids: draft.visit.user_ids.clone(), days, ..news });
}

/// Takes offers away for which nobody waits any more.
pub(crate) fn remove_stray_offers(db: &Db) -> Result<(), Error> {
    remove(db, "is_offer AND NOT EXISTS (SELECT 1 FROM earlier_requests WHERE hold_id = holds.id)", &[])
}

/// Takes an offer away.
pub(crate) fn remove_offer(db: &Db, id: u64) -> Result<(), Error> {
    remove(db, "id = ?1 AND is_offer", params![id])
}

/// From when to when something is held, by the database's clock.
struct Times {
    now_ms: i64,
    until_ms: i64,
    deadline_ms: i64,
}

/// Whether it is held for somebody who waits.
struct IsOffer(bool);

/// Writes a hold of a time that was judged free.
fn insert(
    db: &Db,
    draft: &HoldDraft,
    own: &OwnHolds,
    origin: Option<&LinkOrigin>,
    visit: Interval,
    Times { now_ms, until_ms, deadline_ms }: Times,
    IsOffer(is_offer): IsOffer,
) -> Result<Hold, Refused> {
    let (start, user_ids) = (draft.visit.start, &draft.visit.user_ids);
    let length = draft.length_in_minutes;
    let id = db.value(
        "INSERT INTO holds (holder, job_type_id, start_minute, length_in_minutes, until_ms, deadline_ms, place_kind, place_id,
           purpose, owner, open_link_id, network, is_offer)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) RETURNING id",
        params![
            own.holder.name(),
            draft.job_type_id,
            start,
            length,
            until_ms,
            deadline_ms,
            draft.place.kind.name(),
            draft.place.id,
            own.purpose,
            owner_number(own),
            origin.map(|origin| origin.open_link_id),
            origin.and_then(|origin| origin.network.clone()),
            is_offer
        ],
    )?;
    db.touch(user_ids);
    for (position, user_id) in user_ids.iter().enumerate() {
        // The job that is to be moved may overlap it.
        db.execute(
            "INSERT INTO claims (hold_id, position, user_id, start_minute, end_minute, is_exclusive)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id, position, user_id, visit.start(), visit.end(), draft.job_id.is_none()],
        )
        .map_err(|error| claims::backstop(error, user_ids))?;
    }
    Ok(Hold { id, start, length_in_minutes: length, user_ids: user_ids.clone(), now_ms, until_ms, deadline_ms })
}

/// Whether the caller may hold a time: the link stands, and its job can still be given another. Gives the deadline under which
/// times are held for it already, and by which open link the caller came.
fn refuse_link(db: &Db, by: &Actor, terms: HoldTerms) -> Result<(Option<i64>, Option<LinkOrigin>), Refused> {
    let Actor::Customer { link_id, links: link_terms, changeable_from, .. } = by else { return Ok((None, None)) };
    let (link, scope) = links::standing(db, *link_id, *link_terms)?;
    if let Some(job_id) = scope.job_id {
        let job = jobs::get_for_update(db, job_id)?.ok_or(Refused::NoSuchJob)?;
        if job.place != scope.place {
            return Err(Refused::LinkEnded);
        }
        if job.status.has_ended() {
            return Err(Refused::AlreadyCompleted);
        }
        if job.start.is_some_and(|start| start < *changeable_from) {
            return Err(Refused::TooLateToChange);
        }
    }
    let Some(deadline_ms) = link.hold_deadline_ms else { return Ok((None, link.origin)) };
    let (now_ms, again_ms) = (link.life.read_ms, deadline_ms + ms(terms.pause_seconds));
    match now_ms {
        _ if now_ms < deadline_ms => Ok((Some(deadline_ms), link.origin)),
        _ if now_ms < again_ms => {
            let wait_seconds = u64::try_from((again_ms - now_ms).div_euclid(1000) + 1).unwrap_or_default();
            Err(Refused::HeldLongEnough { wait_seconds })
        }
        _ => Ok((None, link.origin)),
    }
}

fn ms(seconds: u32) -> i64 {
    i64::from(seconds) * 1000
}

pub(crate) fn extend(db: &Db, id: u64, by: &Actor, terms: HoldTerms) -> Result<Hold, Refused> {
    // Its users first, as everybody does: who books them meanwhile must see the hold as ended, or as it is now.
    db.lock_users(&users(db, id)?)?;
    let hold = get(db, id, by.holder())?.ok_or(Refused::NoSuchHold)?;
    if hold.until_ms <= hold.now_ms {
        return Err(Refused::HoldExpired);
    }
    let until_ms = (hold.now_ms + ms(terms.seconds)).min(hold.deadline_ms);
    db.touch(&hold.user_ids);
    let day = Day::of(hold.start);
    let news = News::of(Subject::Hold, "change", &by.name());
    db.tell(News { user_ids: hold.user_ids.clone(), days: vec![day], ..news });
    db.execute("UPDATE holds SET until_ms = ?2 WHERE id = ?1", params![id, until_ms])?;
    Ok(Hold { until_ms, ..hold })
}

pub(crate) fn release(db: &Db, id: u64, by: &Actor) -> Result<(), Refused> {
    let user_ids = users(db, id)?;
    db.touch(&user_ids);
    let deleted = match by {
        Actor::Staff { .. } | Actor::Upstream { .. } => db.execute("DELETE FROM holds WHERE id = ?1", params![id])?,
        Actor::Customer { .. } => {
            db.execute("DELETE FROM holds WHERE id = ?1 AND holder = ?2", params![id, by.holder().name()])?
        }
    };
    match deleted {
        0 => Err(Refused::NoSuchHold),
        _ => {
            db.tell(News { user_ids, ..News::of(Subject::Hold, "delete", &by.name()) });
            Ok(())
        }
    }
}

/// Whether a hold is this holder's, and then whether it has expired: `None` where there is none of theirs with that number, since
/// it was let go, made good or replaced, or is another's. Not locked: whoever asks may be about to lock its users, who come first.
pub(crate) fn has_expired(db: &Db, id: u64, holder: Holder) -> Result<Option<bool>, Error> {
    let sql = format!("SELECT until_ms <= {} FROM holds WHERE id = ?1 AND holder = ?2", db.clock());
    db.row(&sql, params![id, holder.name()])?.map(|row| row.get(0)).transpose()
}

/// Whether somebody holds a time for a job of this type, which may not go as long as that is so. Holds for one that have
/// expired are taken away.
pub(crate) fn is_type_held(db: &Db, job_type_id: u64) -> Result<bool, Error> {
    // Their users first, as everybody does: of who extends one meanwhile we see the hold as it is then. Then the type, so that
    // nobody places another.
    let users = "SELECT DISTINCT user_id FROM claims JOIN holds ON holds.id = hold_id WHERE job_type_id = ?1
        ORDER BY user_id";
    db.lock_users(&db.column::<u64>(users, params![job_type_id])?)?;
    db.row(&format!("SELECT 1 FROM job_types WHERE id = ?1{}", db.for_update()), params![job_type_id])?;
    let is_held = format!("SELECT 1 FROM holds WHERE job_type_id = ?1 AND until_ms > {} LIMIT 1", db.clock());
    if db.exists(&is_held, params![job_type_id])? {
        return Ok(true);
    }
    remove(db, "job_type_id = ?1", params![job_type_id])?;
    Ok(false)
}

/// For what the caller's own holds make way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Making {
    /// For another hold, beside which an offer stays: whoever looks closely at what they are offered has not taken it yet.
    Hold,
    /// For the visit itself.
    Visit,
}

/// Takes away what stands in the way of a claim that was judged free: the caller's own holds and expired ones. Of those that have
/// expired a short while ago only the claims, so that their holders are told the truth.
pub(crate) fn make_way(
    db: &Db,
    own: &OwnHolds,
    user_ids: &[u64],
    visit: Interval,
    making: Making,
) -> Result<(), Error> {
    const ARE_IN_THE_WAY: &str = "id IN (SELECT hold_id FROM claims WHERE hold_id IS NOT NULL
        AND user_id IN (SELECT value FROM json_each(?1)) AND start_minute < ?3 AND ?2 < end_minute)";
    let clock = db.clock();
    let owned = if making == Making::Hold { "owner = ?4 AND NOT is_offer" } else { "owner = ?4" };
    let are_gone = format!("(({owned}) OR id = ?5 OR until_ms <= {clock} - {EXPIRED_KEPT_MS}) AND {ARE_IN_THE_WAY}");
    let hold_id = own.hold_id.unwrap_or_default();
    remove(db, &are_gone, params![user_ids, visit.start(), visit.end(), owner_number(own), hold_id])?;
    let have_expired = format!("until_ms <= {clock} AND {ARE_IN_THE_WAY}");
    let expired: Vec<u64> = db
        .column(&format!("SELECT id FROM holds WHERE {have_expired}"), params![user_ids, visit.start(), visit.end()])?;
    if expired.is_empty() {
        return Ok(());
    }
    touch(db, &expired)?;
    db.pipeline("DELETE FROM claims WHERE hold_id IN (SELECT value FROM json_each(?1))", params![expired])
}

/// Notes that the holds' users have other claims, for those too who are told of it.
fn touch(db: &Db, ids: &[u64]) -> Result<(), Error> {
    for user_ids in claims::claimants(db, "hold_id", ids)?.into_values() {
        db.touch(&user_ids);
        db.tell(News { user_ids, ..News::of(Subject::Hold, "delete", OURSELVES) });
    }
    Ok(())
}

/// Takes holds away.
fn remove(db: &Db, which: &str, values: &[Value]) -> Result<(), Error> {
    let ids: Vec<u64> = db.column(&format!("SELECT id FROM holds WHERE {which}"), values)?;
    if ids.is_empty() {
        return Ok(());
    }
    touch(db, &ids)?;
    db.pipeline("DELETE FROM holds WHERE id IN (SELECT value FROM json_each(?1))", params![ids])
}

fn get(db: &Db, id: u64, holder: Holder) -> Result<Option<Hold>, Error> {
    let sql = format!(
        "SELECT start_minute, length_in_minutes, until_ms, deadline_ms, {} FROM holds
         WHERE id = ?1 AND holder = ?2 AND NOT is_offer{}",
        db.clock(),
        db.for_update()
    );
    let Some(row) = db.row(&sql, params![id, holder.name()])? else { return Ok(None) };
    Ok(Some(Hold {
        id,
        start: row.get(0)?,
        length_in_minutes: row.get(1)?,
        user_ids: users(db, id)?,
        until_ms: row.get(2)?,
        deadline_ms: row.get(3)?,
        now_ms: row.get(4)?,
    }))
}

fn users(db: &Db, id: u64) -> Result<Vec<u64>, Error> {
    let mut users = claims::claimants(db, "hold_id", &[id])?;
    Ok(users.remove(&id).unwrap_or_default())
}
