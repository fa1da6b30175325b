//! Sealed links: whoever shows one has a link as everybody else has, whose row is made when it is first seen. Looking at it uses
//! nothing up.

use slotwright_domain::{Link, LinkEnd, LinkHolder, LinkLife, LinkScope, SEALED_LEEWAY_SECONDS};

use crate::app::App;
use crate::credentials::sealed::{Sealed, SealedFor};
use crate::edge::random::random_bytes;
use crate::edge::refusal::Refusal;
use crate::scheduling::link::{self, Secrets, WantedLink};

/// The link that a token is.
pub(super) async fn link(token: &str, app: &App) -> Result<Link, Refusal> {
    let sealed = app.link_keys.open(&app.audience, token).ok_or_else(Refusal::link_invalid)?;
    // Its key says so, whatever the row does.
    if sealed.is_revoked {
        return Err(Refusal::link_expired());
    }
    if let Some(link) = app.store.link(sealed.hash).await? {
        return Ok(link);
    }
    meet(&sealed, app).await?;
    app.store.link(sealed.hash).await?.ok_or_else(Refusal::link_invalid)
}

/// Stores one that is seen for the first time, unless it is too early or too late for that.
async fn meet(sealed: &Sealed, app: &App) -> Result<(), Refusal> {
    let life = LinkLife {
        read_ms: app.store.clock_ms().await?,
        not_before: sealed.limits.not_before,
        expires_at: sealed.expires_at,
        leeway_seconds: SEALED_LEEWAY_SECONDS,
        revoked_at: None,
        kept: None,
    };
    if !life.has_begun(app.link_clock()) {
        return Err(Refusal::link_invalid());
    }
    if life.has_ended(app.link_terms()) {
        return Err(Refusal::link_expired());
    }
    // What it is for may be gone by now: as with a link whose job was deleted.
    let holder = holder(&sealed.what, app).await?.ok_or_else(Refusal::link_expired)?;
    let wanted = WantedLink {
        holder,
        end: Some(LinkEnd::At(sealed.expires_at)),
        limits: sealed.limits.clone(),
        made_by: format!("key {}", sealed.limits.key_id.as_deref().unwrap_or_default()),
    };
    let secrets = Secrets { handle_hash: sealed.hash, salt: random_bytes() };
    Ok(link::meet(&app.store, app.link_clock(), wanted, secrets).await?)
}

/// For whom it is, where all that it names is there.
async fn holder(what: &SealedFor, app: &App) -> Result<Option<LinkHolder>, Refusal> {
    Ok(match *what {
        SealedFor::Job(job_id) => app.store.job(job_id).await?.map(|job| {
            let (place, job_type_id) = (job.place, job.job_type_id);
            LinkHolder::Customer(LinkScope { place, job_type_id, job_id: Some(job.id), made_job: false })
        }),
        SealedFor::NewJob { place, job_type_id } => {
            let are_there = app.store.place(place).await?.is_some() && app.store.job_type(job_type_id).await?.is_some();
            let scope = LinkScope { place, job_type_id, job_id: None, made_job: false };
            are_there.then_some(LinkHolder::Customer(scope))
        }
        SealedFor::Board { user_id, scope } => {
            let is_there = app.store.unknown_user(&[user_id]).await?.is_none();
            is_there.then_some(LinkHolder::Staff { user_id, scope })
        }
    })
}
