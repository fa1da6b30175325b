//! `/v1/links`: staff make booking links and links of the board, see them and end them. Ours; no part of the vendor's API.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use jiff::Timestamp;
use slotwright_domain::{Beside, LinkEnd, LinkHolder, LinkLimits, LinkScope, ListedLink};
use slotwright_store as store;
use slotwright_wire::slotwright::write::day_window;
use slotwright_wire::slotwright::{Link, LinkKind, LinkSent, ListedLink as Listed, WebhookLink, WebhookWhom};
use slotwright_wire::sonar::{Data, write};
use slotwright_wire::time::print_date;

use super::link_limits;
use crate::access::Secret;
use crate::app::App;
use crate::credentials::sealed::MAX_SEALED_DAYS;
use crate::credentials::{Handle, LinkForm};
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::jobs::place;
use crate::inbound::sonar::params::bounds::MAX_LINK_DAYS;
use crate::inbound::sonar::params::{NoParams, Params, Reader, path_id};
use crate::inbound::sonar::words::{NO_SUCH_USER, Names, refusal, refused_as};
use crate::inbound::sonar::{listed, page};
use crate::outbound;
use crate::scheduling::link::{self, NewLink, WantedLink, Whom};
use crate::scheduling::{Caller, Staff, open};

/// What a booking link is about; prohibited of one of the board, and of an open one.
const OF_BOOKING: [&str; 4] = ["job_id", "assigned_type", "assigned_id", "job_type_id"];
/// What an open link allows; prohibited of others.
const OF_OPEN: [&str; 2] = ["job_type_ids", "title"];

/// `POST /v1/links`
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<(StatusCode, Extension<Secret>, Json<Link>), Refusal> {
    let mut read = params.reader();
    let is_sealed = read.boolean("sealed").unwrap_or(false);
    let is_open = read.boolean("open").unwrap_or(false);
    let most_days = match (is_open, is_sealed) {
        (true, _) => u64::from(open::MAX_DAYS),
        (false, true) => MAX_SEALED_DAYS.into(),
        (false, false) => MAX_LINK_DAYS,
    };
    let days: Option<u32> = read.integer_up_to("expires_in_days", 1, most_days);
    if is_open {
        return create_open(&app, staff, days, read).await;
    }
    OF_OPEN.into_iter().for_each(|name| read.prohibit(name));
    if is_sealed && app.link_keys.sealing_key().is_none() {
        read.fault("sealed", "No link can be sealed: this server has no keys for it (LINK_KEYS).");
    }
    let is_of_board = read.boolean("board").unwrap_or(false);
    if is_of_board {
        read.prohibit("send");
    }
    let is_sent = read.boolean("send").unwrap_or(false);
    let limits = link_limits::read(&mut read, is_of_board);
    let holder = match is_of_board {
        true => {
            let user_id = of_board(&mut read);
            let scope = link_limits::scope(&mut read);
            // Nobody gives away more than they have.
            if staff.scope < scope {
                return Err(Refusal::scope_missing(scope, staff.scope));
            }
            link::board_of(&app, staff, user_id, scope, !read.is_good()).await
        }
        false => {
            let wanted = of_booking(&mut read);
            link::scope(&app, staff, wanted, !read.is_good()).await.map(LinkHolder::Customer)
        }
    };
    let holder = match holder {
        Ok(holder) => holder,
        Err(refused) => {
            let names = if is_of_board { &Names::OF_ONE_USER } else { &Names::OF_JOBS };
            return Err(refusal(refused, read, names, &app, &Caller::Staff(staff)));
        }
    };
    let windows: Vec<_> = limits.windows.iter().copied().map(day_window).collect();
    let handed_on = holder.scope().filter(|_| is_sent).map(|scope| (scope, limits.clone()));
    let wanted = WantedLink { holder, end: days.map(LinkEnd::AfterDays), limits, made_by: staff.actor().name() };
    let form = match is_sealed {
        true => {
            let (keys, audience) = (&*app.link_keys, &app.audience);
            LinkForm::Sealed { keys, audience, days: days.unwrap_or(MAX_SEALED_DAYS) }
        }
        false => LinkForm::Handle,
    };
    let made = app.make_link_as(wanted, form).await?;
    // The keys may have been changed a moment ago.
    let (bearer, made) = made.ok_or_else(|| Refusal::field("sealed", "No link can be sealed at the moment."))?;
    let mut made = Link {
        id: made.id,
        url: if is_of_board { app.board_url(&bearer.0) } else { app.booking_url(&bearer.0) },
        handle: bearer.0,
        expires_at: instant(made.expires_at),
        windows,
        sent: None,
        warnings: warnings(&made.beside),
    };
    if let Some((scope, limits)) = handed_on {
        // The link is made, whatever comes of this, and nobody else could say which it is.
        let sent = hand_on(&app, staff, &made, scope, limits).await;
        made.sent = Some(sent.unwrap_or_else(|error| {
            tracing::warn!(link = made.id, "a link can't be handed on to be sent: {error}");
            LinkSent::default()
        }));
    }
    Ok((StatusCode::CREATED, Extension(Secret), Json(made)))
}

/// Hands a link that was made on to those who send it to its customer.
async fn hand_on(
    app: &App,
    staff: Staff,
    made: &Link,
    scope: LinkScope,
    limits: LinkLimits,
) -> Result<LinkSent, store::Error> {
    let Whom { name, address, email, telephone } = link::whom(app, &scope).await?;
    let known = |text: String| Some(text).filter(|text| !text.is_empty());
    let whom =
        WebhookWhom { name: known(name), address: known(address), email: known(email), telephone: known(telephone) };
    let by = staff.actor().name();
    let link = WebhookLink {
        link_id: made.id,
        url: made.url.clone(),
        by: by.clone(),
        job_id: scope.job_id,
        job_type_id: scope.job_type_id,
        assigned_type: write::assigned_type(scope.place.kind).to_owned(),
        assigned_id: scope.place.id,
        locale: limits.locale,
        expires_at: made.expires_at.clone(),
        rights: limits.rights.names().map(str::to_owned).collect(),
        earliest_date: limits.first_day.map(print_date),
        latest_date: limits.last_day.map(print_date),
        windows: made.windows.clone(),
        max_changes: limits.max_changes,
        details: None,
    };
    let sent = outbound::link::send(app, link, whom).await?;
    if 0 < sent.taken
        && let Err(error) = app.store.note_link_sent(made.id, by).await
    {
        tracing::warn!(link = made.id, "that a link was handed on could not be noted: {error}");
    }
    Ok(sent)
}

async fn create_open(
    app: &App,
    staff: Staff,
    days: Option<u32>,
    mut read: Reader<'_>,
) -> Result<(StatusCode, Extension<Secret>, Json<Link>), Refusal> {
    OF_BOOKING.into_iter().chain(["board", "user_id", "send"]).for_each(|name| read.prohibit(name));
    if app.upstream.is_some() {
        read.fault("open", "An open link makes accounts, which the system behind this server would take for others.");
    }
    let job_type_ids = read.require("job_type_ids").ids("job_type_ids", "The selected job type ids is invalid.");
    let title = read.short_text("title", open::MAX_TITLE).map(|title| title.trim().to_owned());
    let title = title.filter(|title| !title.is_empty());
    let scope = open::scope(app, staff, job_type_ids.unwrap_or_default(), title, !read.is_good()).await;
    let scope = match scope {
        Ok(scope) => scope,
        Err(refused) => return Err(refusal(refused, read, &Names::OF_JOBS, app, &Caller::Staff(staff))),
    };
    let handle = Handle::random();
    let wanted = (scope, days, staff.actor().name());
    let made = open::make(&app.store, app.link_clock(), wanted, handle.secrets()).await?;
    let made = Link {
        id: made.id,
        url: app.booking_url(&handle.reveal()),
        handle: handle.reveal(),
        expires_at: instant(made.expires_at),
        windows: Vec::new(),
        sent: None,
        warnings: Vec::new(),
    };
    Ok((StatusCode::CREATED, Extension(Secret), Json(made)))
}

/// `GET /v1/links`
pub async fn list(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<Json<Data<Vec<Listed>>>, Refusal> {
    let page = page(params.reader())?;
    let (links, total) = app.store.links(page).await?;
    Ok(listed(links.into_iter().map(|link| shown(&app, link)).collect(), total, page))
}

/// `DELETE /v1/links/:id`
pub async fn revoke(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<StatusCode, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    let revoked = link::revoke(&app, staff, id).await;
    revoked.map_err(|refused| refused_as(refused, &app, &Caller::Staff(staff)))?;
    Ok(StatusCode::NO_CONTENT)
}

fn of_board(read: &mut Reader) -> Option<u64> {
    for name in OF_BOOKING {
        read.prohibit(name);
    }
    read.id_or("user_id", NO_SUCH_USER)
}

fn of_booking(read: &mut Reader) -> NewLink {
    read.prohibit("user_id");
    if read.has("job_id") {
        for name in &OF_BOOKING[1..] {
            read.prohibit(name);
        }
        return NewLink::OfJob(read.id("job_id"));
    }
    read.require("assigned_type").require("assigned_id").require("job_type_id");
    let place = place(read, &Names::OF_JOBS);
    NewLink::ForNewJob { job_type_id: read.id("job_type_id"), place }
}

/// What staff should know who make another link for the same customer.
fn warnings(beside: &Beside) -> Vec<String> {
    let link = beside.link_id.map(|id| {
        format!("Link {id} works too, for a new job of the same type for the same account or site: with both, two can be booked.")
    });
    let job =
        beside.job_id.map(|id| format!("Job {id} of the same type for the same account or site is open already."));
    link.into_iter().chain(job).collect()
}

fn shown(app: &App, link: ListedLink) -> Listed {
    let scope = link.holder.scope();
    let (kind, user_id, staff_scope) = match &link.holder {
        LinkHolder::Staff { user_id, scope } => (LinkKind::Board, Some(*user_id), Some(*scope)),
        LinkHolder::Customer(_) => (LinkKind::Booking, None, None),
        LinkHolder::Open(_) => (LinkKind::Open, None, None),
    };
    let open = match link.holder {
        LinkHolder::Open(open) => Some(open),
        _ => None,
    };
    let rights = scope.map(|_| link.limits.rights.names().map(str::to_owned).collect());
    let is_sealed = link.limits.key_id.is_some();
    Listed {
        id: link.id,
        kind,
        whom: link.whom,
        job_type: link.job_type,
        works: link.life.has_begun(app.link_clock()) && !link.life.has_ended(app.link_terms()),
        assigned_type: scope.map(|scope| write::assigned_type(scope.place.kind).to_owned()),
        assigned_id: scope.map(|scope| scope.place.id),
        job_type_id: scope.map(|scope| scope.job_type_id),
        job_id: scope.and_then(|scope| scope.job_id),
        user_id,
        scope: staff_scope.map(|scope| scope.name().to_owned()),
        rights,
        earliest_date: link.limits.first_day.map(print_date),
        latest_date: link.limits.last_day.map(print_date),
        windows: link.limits.windows.into_iter().map(day_window).collect(),
        max_changes: link.limits.max_changes,
        changes: link.changes,
        embed_origins: link.limits.embed_origins,
        locale: link.limits.locale,
        sealed: is_sealed,
        not_before: link.limits.not_before.map(instant),
        title: open.as_ref().map(|open| open.title.clone()),
        bookings: open.as_ref().map(|_| link.bookings),
        job_type_ids: open.map(|open| open.job_type_ids),
        created_at: instant(link.created_at),
        expires_at: instant(link.life.expires_at),
        revoked_at: link.life.revoked_at.map(instant),
        opened_at: link.opened_ms.map(|ms| instant(ms.div_euclid(1000))),
    }
}

fn instant(second: i64) -> String {
    Timestamp::from_second(second).map(|instant| instant.to_string()).unwrap_or_default()
}
