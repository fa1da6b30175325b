//! Booking links and the board's links. A handle itself is never stored.
//!
//! Whether a link has ended is decided by the database's clock, as with holds: servers agree on it, whatever their own say.

use slotwright_domain::{
    Beside, Kept, Link, LinkClock, LinkDraft, LinkHolder, LinkLife, LinkLimits, LinkOrigin, LinkScope, LinkTerms,
    ListedLink, MadeLink, OpenLink, Page, PlaceKind, PlaceRef, Right, SEALED_LEEWAY_SECONDS, StaffScope, UnixSecond,
    WishWindow,
};
use slotwright_matching::Day;

use crate::directory::place_kind;
use crate::error::{Error, Refused};
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::versions::DEFINITION_VERSION;
use crate::{directory, history};

impl Store {
    /// The link whose handle has this hash.
    pub async fn link(&self, handle_hash: [u8; 32]) -> Result<Option<Link>, Error> {
        self.ask_once(move |db| find(db, &handle_hash)).await
    }

    /// The link with this number.
    pub async fn numbered_link(&self, id: u64) -> Result<Option<Link>, Error> {
        self.ask_once(move |db| db.row(&format!("{} WHERE id = ?1", links(db)), params![id])?.map(read).transpose())
            .await
    }

    /// Stores a new link.
    pub async fn create_link(&self, draft: LinkDraft, clock: LinkClock) -> Result<MadeLink, Error> {
        self.change(move |db| create(db, &draft, clock)).await
    }

    /// Stores a sealed link that is seen for the first time; one that another server has stored meanwhile stays as it is.
    pub async fn meet_link(&self, draft: LinkDraft, clock: LinkClock) -> Result<(), Error> {
        self.change(move |db| meet(db, &draft, clock)).await
    }

    /// A part of the links, the newest first, and how many there are.
    pub async fn links(&self, page: Page) -> Result<(Vec<ListedLink>, u64), Error> {
        self.ask(move |db| list(db, page)).await
    }

    /// Notes that the holder of a link has opened it, unless that was noted a short while ago.
    pub async fn note_opening(&self, id: u64) -> Result<(), Error> {
        self.change_unkeyed(move |db| note_opening(db, id)).await
    }

    /// Another job of this type at this place, which has not ended.
    pub async fn open_job_beside(&self, place: PlaceRef, job_type_id: u64, job_id: u64) -> Result<Option<u64>, Error> {
        self.ask_once(move |db| open_job_beside(db, place, job_type_id, Some(job_id))).await
    }

    /// Notes that a link was handed on to be sent, and by whom.
    pub async fn note_link_sent(&self, id: u64, by: String) -> Result<(), Error> {
        self.change_unkeyed(move |db| history::note_link(db, &by, id, "send")).await
    }

    /// What the database's clock says: milliseconds since 1970-01-01 00:00 UTC.
    pub async fn clock_ms(&self) -> Result<i64, Error> {
        self.ask_once(|db| db.now_ms()).await
    }
}

/// How long a link counts as the one that was just opened: whoever reads a page again and again does not open it each time.
pub const OPENED_FOR_MS: i64 = 30 * 60 * 1000;

/// How long a job that waits keeps its link: for ever. In the place of a second.
const WHILE_WAITING: i64 = i64::MAX;

fn links(db: &Db) -> String {
    // In the wall-clock seconds of the instance: when the visit is over, or when the job was ended.
    format!(
        "SELECT id, salt, kind, user_id, place_kind, place_id, job_type_id, job_id, made_job, expires_at, revoked_at,
           {DEFINITION_VERSION},
           (SELECT CASE WHEN status = 'queued' THEN {WHILE_WAITING}
              WHEN start_minute IS NULL THEN completed_second ELSE 60 * (start_minute + length_in_minutes) END
            FROM jobs WHERE jobs.id = links.job_id AND links.follows_job),
           opened_ms, created_at, {}, hold_deadline_ms, scope, rights, first_day, last_day, not_before, max_changes, changes,
           embed_origins, locale, key_id, open_link_id, open_place_id, network,
           (SELECT title FROM open_links WHERE link_id = links.id),
           (SELECT job_type_ids FROM open_links WHERE link_id = links.id), windows FROM links",
        db.clock()
    )
}

pub(crate) fn find(db: &Db, handle_hash: &[u8; 32]) -> Result<Option<Link>, Error> {
    db.row(&format!("{} WHERE handle_hash = ?1", links(db)), params![handle_hash])?.map(read).transpose()
}

/// The link with this number, for a change: it stands as it is until this transaction has ended.
pub(crate) fn get_for_update(db: &Db, id: u64) -> Result<Option<Link>, Error> {
    db.row(&format!("{} WHERE id = ?1{}", links(db), db.for_update()), params![id])?.map(read).transpose()
}

/// The link as it stands now: it may have ended, or got its job, since the caller was let in.
pub(crate) fn standing(db: &Db, link_id: u64, terms: LinkTerms) -> Result<(Link, LinkScope), Refused> {
    let link = get_for_update(db, link_id)?.ok_or(Refused::LinkEnded)?;
    match link.holder {
        LinkHolder::Customer(scope) if !link.life.has_ended(terms) => Ok((link, scope)),
        _ => Err(Refused::LinkEnded),
    }
}

/// For what place those ask who come by an open link, as that stands now.
pub(crate) fn open(db: &Db, link_id: u64, terms: LinkTerms) -> Result<PlaceRef, Refused> {
    let link = get_for_update(db, link_id)?.ok_or(Refused::LinkEnded)?;
    match link.holder {
        LinkHolder::Open(_) if !link.life.has_ended(terms) => {
            let id = db.value("SELECT place_id FROM links WHERE id = ?1", params![link_id])?;
            Ok(PlaceRef { kind: PlaceKind::Account, id })
        }
        _ => Err(Refused::LinkEnded),
    }
}

/// Locks the links to a job: whoever changes both a link and its job takes the link first.
pub(crate) fn lock_those_to(db: &Db, job_id: u64) -> Result<(), Error> {
    db.rows(&format!("SELECT id FROM links WHERE job_id = ?1 ORDER BY id{}", db.for_update()), params![job_id])?;
    Ok(())
}

fn list(db: &Db, page: Page) -> Result<(Vec<ListedLink>, u64), Error> {
    let count = db.value("SELECT count(*) FROM links", &[])?;
    let sql = format!("{} ORDER BY id DESC LIMIT ?1 OFFSET ?2", links(db));
    let listed = |row: Row| {
        let created_at = row.get(14)?;
        let Link { id, holder, life, limits, changes, opened_ms, .. } = read(row)?;
        let (whom, job_type) = (String::new(), String::new());
        Ok(ListedLink { id, holder, whom, job_type, created_at, life, limits, changes, opened_ms, bookings: 0 })
    };
    let rows = db.rows(&sql, params![page.limit, page.offset()])?;
    let mut links: Vec<ListedLink> = rows.into_iter().map(listed).collect::<Result<_, Error>>()?;
    for link in links.iter_mut().filter(|link| matches!(link.holder, LinkHolder::Open(_))) {
        let sql = "SELECT count(*) FROM links WHERE open_link_id = ?1 AND booked_ms IS NOT NULL";
        link.bookings = db.value(sql, params![link.id])?;
    }
    name(db, &mut links)?;
    Ok((links, count))
}

/// Looks up for whom and for what they are.
fn name(db: &Db, links: &mut [ListedLink]) -> Result<(), Error> {
    let scopes: Vec<LinkScope> = links.iter().filter_map(|link| link.holder.scope()).collect();
    let types = directory::names(db, "job_types", scopes.iter().map(|scope| scope.job_type_id).collect())?;
    let places = |kind| {
        let of_kind = scopes.iter().filter(|scope| scope.place.kind == kind);
        directory::named_places(db, kind, of_kind.map(|scope| scope.place.id).collect())
    };
    let (accounts, sites) = (places(PlaceKind::Account)?, places(PlaceKind::NetworkSite)?);
    let user_id = |link: &ListedLink| match link.holder {
        LinkHolder::Staff { user_id, .. } => Some(user_id),
        LinkHolder::Customer(_) | LinkHolder::Open(_) => None,
    };
    let users = directory::names(db, "users", links.iter().filter_map(user_id).collect())?;
    for link in links {
        if let Some(scope) = link.holder.scope() {
            let places = if scope.place.kind == PlaceKind::Account { &accounts } else { &sites };
            link.whom = places.get(&scope.place.id).map(|place| place.name.clone()).unwrap_or_default();
            link.job_type = types.get(&scope.job_type_id).cloned().unwrap_or_default();
        } else if let Some(user_id) = user_id(link) {
            link.whom = users.get(&user_id).cloned().unwrap_or_default();
        }
    }
    Ok(())
}

fn read(row: Row) -> Result<Link, Error> {
    let open = row.get::<Option<String>>(30)?.zip(row.get::<Option<String>>(31)?);
    let holder = match row.get::<String>(2)?.as_str() {
        _ if let Some((title, job_type_ids)) = open => LinkHolder::Open(OpenLink {
            title,
            job_type_ids: serde_json::from_str(&job_type_ids)
                .map_err(|error| Error::Corrupt(format!("types of an open link: {error}")))?,
        }),
        "staff" => LinkHolder::Staff { user_id: row.get(3)?, scope: staff_scope(&row.get::<String>(17)?)? },
        _ => LinkHolder::Customer(LinkScope {
            place: PlaceRef { kind: place_kind(&row.get::<String>(4)?)?, id: row.get(5)? },
            job_type_id: row.get(6)?,
            job_id: row.get(7)?,
            made_job: row.get(8)?,
        }),
    };
    let kept = row.get::<Option<i64>>(12)?.map(|end| match end {
        WHILE_WAITING => Kept::WhileWaiting,
        end => Kept::After(end),
    });
    let limits = limits(&row)?;
    let origin = row.get::<Option<u64>>(27)?.zip(row.get::<Option<u64>>(28)?);
    let network = row.get(29)?;
    Ok(Link {
        id: row.get(0)?,
        roster_version: row.get(11)?,
        salt: row.get(1)?,
        holder,
        life: LinkLife {
            read_ms: row.get(15)?,
            not_before: limits.not_before,
            expires_at: row.get(9)?,
            leeway_seconds: if limits.key_id.is_some() { SEALED_LEEWAY_SECONDS } else { 0 },
            revoked_at: row.get(10)?,
            kept,
        },
        limits,
        changes: row.get(23)?,
        opened_ms: row.get(13)?,
        hold_deadline_ms: row.get(16)?,
        origin: origin.map(|(open_link_id, id)| LinkOrigin {
            open_link_id,
            place: PlaceRef { kind: PlaceKind::Account, id },
            network,
        }),
    })
}

fn limits(row: &Row) -> Result<LinkLimits, Error> {
    let words =
        |column| Ok::<_, Error>(row.get::<String>(column)?.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    let right = |name: &String| {
        Right::named(name).ok_or_else(|| Error::Corrupt(format!("a link has the right `{name}`, which there is not")))
    };
    Ok(LinkLimits {
        rights: words(18)?.iter().map(right).collect::<Result<_, _>>()?,
        first_day: row.get::<Option<i32>>(19)?.map(Day),
        last_day: row.get::<Option<i32>>(20)?.map(Day),
        not_before: row.get(21)?,
        max_changes: row.get(22)?,
        embed_origins: words(24)?,
        locale: row.get(25)?,
        key_id: row.get(26)?,
        windows: read_windows(&row.get::<String>(32)?)?,
    })
}

/// As they are written: of each its day, and its first and last second.
fn read_windows(json: &str) -> Result<Vec<WishWindow>, Error> {
    let corrupt = |error| Error::Corrupt(format!("windows of a link: {error}"));
    let windows: Vec<(i32, u32, u32)> = serde_json::from_str(json).map_err(corrupt)?;
    let window = |(day, start_second, end_second)| WishWindow { day: Day(day), start_second, end_second };
    Ok(windows.into_iter().map(window).collect())
}

fn staff_scope(name: &str) -> Result<StaffScope, Error> {
    StaffScope::named(name).ok_or_else(|| Error::Corrupt(format!("a link has the scope `{name}`, which there is not")))
}

pub(crate) fn create(db: &Db, draft: &LinkDraft, clock: LinkClock) -> Result<MadeLink, Error> {
    let now = clock.read(db.now_ms()?);
    let expires_at = draft.end.after(now);
    let id = insert(db, draft, now)?.ok_or_else(|| Error::Corrupt("two links have the same handle".to_owned()))?;
    let beside = match draft.holder {
        LinkHolder::Customer(LinkScope { place, job_type_id, job_id: None, .. }) => Beside {
            link_id: unused_beside(db, place, job_type_id, id, now)?,
            job_id: open_job_beside(db, place, job_type_id, None)?,
        },
        _ => Beside::default(),
    };
    Ok(MadeLink { id, expires_at, beside })
}

fn meet(db: &Db, draft: &LinkDraft, clock: LinkClock) -> Result<(), Error> {
    insert(db, draft, clock.read(db.now_ms()?)).map(drop)
}

/// Writes a link down, and gives its number; `None` where it is there already.
fn insert(db: &Db, draft: &LinkDraft, now: UnixSecond) -> Result<Option<u64>, Error> {
    let (kind, user_id, staff_scope, scope) = match &draft.holder {
        LinkHolder::Staff { user_id, scope } => ("staff", Some(*user_id), *scope, None),
        // Means nothing of a customer's, and so is the least.
        LinkHolder::Customer(scope) => ("customer", None, StaffScope::View, Some(*scope)),
        LinkHolder::Open(_) => return Err(Error::Corrupt("an open link is made with its account".to_owned())),
    };
    let LinkLimits { rights, first_day, last_day, windows, not_before, max_changes, embed_origins, locale, key_id } =
        &draft.limits;
    let windows = windows.iter().map(|window| (window.day.0, window.start_second, window.end_second));
    let id = db.column(
        "INSERT INTO links (handle_hash, salt, kind, user_id, place_kind, place_id, job_type_id, job_id, made_job,
           created_at, expires_at, follows_job, scope, rights, first_day, last_day, not_before, max_changes, embed_origins,
           locale, key_id, windows)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
         ON CONFLICT (handle_hash) DO NOTHING RETURNING id",
        params![
            draft.handle_hash,
            draft.salt,
            kind,
            user_id,
            scope.map(|scope| scope.place.kind.name()),
            scope.map(|scope| scope.place.id),
            scope.map(|scope| scope.job_type_id),
            scope.and_then(|scope| scope.job_id),
            scope.is_some_and(|scope| scope.made_job),
            now,
            draft.end.after(now),
            draft.follows_job,
            staff_scope.name(),
            rights.names().collect::<Vec<_>>().join(" "),
            first_day.map(|day| day.0),
            last_day.map(|day| day.0),
            *not_before,
            *max_changes,
            embed_origins.join(" "),
            locale.clone(),
            key_id.clone(),
            serde_json::json!(windows.collect::<Vec<_>>()).to_string(),
        ],
    )?;
    let Some(id) = id.into_iter().next() else { return Ok(None) };
    history::note_link(db, &draft.made_by, id, "create")?;
    Ok(Some(id))
}

/// Another link for a new job of this type at this place, which works.
fn unused_beside(db: &Db, place: PlaceRef, job_type_id: u64, id: u64, now: UnixSecond) -> Result<Option<u64>, Error> {
    let sql =
        "SELECT max(id) FROM links WHERE place_kind = ?1 AND place_id = ?2 AND job_type_id = ?3 AND job_id IS NULL
        AND revoked_at IS NULL AND expires_at > ?5 AND id <> ?4";
    db.value(sql, params![place.kind.name(), place.id, job_type_id, id, now])
}

/// Another job of this type at this place, which has not ended.
pub(crate) fn open_job_beside(
    db: &Db,
    place: PlaceRef,
    job_type_id: u64,
    job_id: Option<u64>,
) -> Result<Option<u64>, Error> {
    let sql = "SELECT min(id) FROM jobs WHERE place_kind = ?1 AND place_id = ?2 AND job_type_id = ?3
        AND status IN ('queued', 'scheduled', 'in_progress') AND id <> ?4";
    db.value(sql, params![place.kind.name(), place.id, job_type_id, job_id.unwrap_or_default()])
}

fn note_opening(db: &Db, id: u64) -> Result<(), Error> {
    let clock = db.clock();
    let sql = format!(
        "UPDATE links SET opened_ms = {clock}
         WHERE id = ?1 AND (opened_ms IS NULL OR opened_ms + {OPENED_FOR_MS} <= {clock})"
    );
    if 0 < db.execute(&sql, params![id])? {
        history::note_link(db, &format!("link {id}"), id, "open")?;
    }
    Ok(())
}

/// Ends a link before its time. Whether there is one.
pub(crate) fn revoke(db: &Db, id: u64, by: &str, clock: LinkClock) -> Result<bool, Error> {
    let now = clock.read(db.now_ms()?);
    let sql = "UPDATE links SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL";
    if 0 < db.execute(sql, params![id, now])? {
        history::note_link(db, by, id, "revoke")?;
        return Ok(true);
    }
    db.exists("SELECT 1 FROM links WHERE id = ?1", params![id])
}

/// Notes that the link's holder has made this job, which is one of the changes that it is good for.
pub(crate) fn bind(db: &Db, id: u64, job_id: u64) -> Result<(), Error> {
    db.pipeline(
        "UPDATE links SET job_id = ?2, made_job = TRUE, hold_deadline_ms = NULL, changes = changes + 1 WHERE id = ?1",
        params![id, job_id],
    )
}

/// Notes until when the link's holder may hold times for its job.
pub(crate) fn set_hold_deadline(db: &Db, id: u64, deadline_ms: i64) -> Result<(), Error> {
    db.pipeline("UPDATE links SET hold_deadline_ms = ?2 WHERE id = ?1", params![id, deadline_ms])
}

/// Notes that the link's holder has given its job another time, which is one of the changes that it is good for; and forgets how
/// long times were held with it.
pub(crate) fn note_move(db: &Db, id: u64) -> Result<(), Error> {
    db.pipeline("UPDATE links SET hold_deadline_ms = NULL, changes = changes + 1 WHERE id = ?1", params![id])
}

/// The job is about to be deleted. A link that made it may make another, for as long as it would have worked after the visit;
/// one that was for it has nothing left to open.
pub(crate) fn release(db: &Db, job_id: u64, terms: LinkTerms) -> Result<(), Error> {
    let now = terms.clock.read(db.now_ms()?);
    db.pipeline(
        "UPDATE links SET revoked_at = ?2 WHERE job_id = ?1 AND made_job = FALSE AND revoked_at IS NULL",
        params![job_id, now],
    )?;
    db.pipeline(
        "UPDATE links SET job_id = NULL, made_job = FALSE, hold_deadline_ms = NULL,
           place_id = coalesce(open_place_id, place_id),
           expires_at = CASE WHEN follows_job AND expires_at < CAST(?2 AS BIGINT) THEN ?2 ELSE expires_at END
         WHERE job_id = ?1",
        params![job_id, now + terms.seconds_after_visit()],
    )
}
