//! `/v1/webhooks`: who is told what becomes of jobs. Ours; no part of the vendor's API, and for staff alone.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use slotwright_domain::{JobEvent, Recipient};
use slotwright_wire::slotwright::{OutboxMessage, Webhook, WebhookWithSecret};
use slotwright_wire::sonar::Data;

use super::outbox;
use crate::access::Secret;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::bounds::{MAX_OLD_HOURS, MAX_URL};
use crate::inbound::sonar::params::{NoParams, Params, Reader, path_id, shortened};
use crate::inbound::sonar::{self, page};
use crate::outbound::address::{self, EXCEPTION, RULE};
use crate::outbound::payload::instant;
use crate::outbound::signature::new_secret;
use crate::scheduling::Staff;
use crate::scheduling::outbox::{self as deeds, NewWebhook};

/// For how many hours an old secret signs too where nothing is said.
const OLD_HOURS: u32 = 24;

/// `GET /v1/webhooks`
pub async fn list(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<Json<Data<Vec<Webhook>>>, Refusal> {
    let page = page(params.reader())?;
    let webhooks = deeds::webhooks(&app, staff).await?;
    let mut listed = deeds::listed_webhooks(&app, staff).await?;
    let total = webhooks.len() as u64;
    // There are few: who tells the whole world does it elsewhere.
    let part = webhooks.into_iter().skip(page.offset() as usize).take(page.limit as usize);
    let shown = part.map(|webhook| {
        let name = listed.remove(&webhook.id);
        shown(webhook, name)
    });
    Ok(sonar::listed(shown.collect(), total, page))
}

/// `POST /v1/webhooks`
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<(StatusCode, Extension<Secret>, Json<WebhookWithSecret>), Refusal> {
    let mut read = params.reader();
    read.require("url");
    let url = url(&mut read);
    let events = events(&mut read).unwrap_or_default();
    let has_details = read.boolean("details").unwrap_or(false);
    read.finish()?;
    let Some(url) = url else { return Err(Refusal::no_item()) };
    let secret = new_secret();
    let made = deeds::add_webhook(&app, staff, NewWebhook { url, events, has_details }, secret.clone()).await?;
    Ok((StatusCode::CREATED, Extension(Secret), Json(WebhookWithSecret { webhook: shown(made, None), secret })))
}

/// `PATCH /v1/webhooks/:id`
pub async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Webhook>, Refusal> {
    let before = changeable(&app, staff, &id).await?;
    let mut read = params.reader();
    let url = url(&mut read);
    let events = events(&mut read);
    let (details, active) = (read.boolean("details"), read.boolean("active"));
    read.finish()?;
    let webhook = Recipient {
        url: url.unwrap_or(before.url),
        events: events.unwrap_or(before.events),
        has_details: details.unwrap_or(before.has_details),
        is_active: active.unwrap_or(before.is_active),
        ..before
    };
    match deeds::change_webhook(&app, staff, webhook.clone()).await? {
        true => Ok(Json(shown(webhook, None))),
        false => Err(Refusal::no_item()),
    }
}

/// `DELETE /v1/webhooks/:id`
pub async fn remove(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<StatusCode, Refusal> {
    let webhook = changeable(&app, staff, &id).await?;
    match deeds::remove_webhook(&app, staff, webhook.id).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Refusal::no_item()),
    }
}

/// `POST /v1/webhooks/:id/rotate_secret`
pub async fn rotate_secret(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    params: Params,
) -> Result<(Extension<Secret>, Json<WebhookWithSecret>), Refusal> {
    let webhook = changeable(&app, staff, &id).await?;
    let mut read = params.reader();
    let hours = read.integer_up_to("old_for_hours", 0, MAX_OLD_HOURS);
    read.finish()?;
    let secret = new_secret();
    match deeds::rotate_secret(&app, staff, webhook.id, secret.clone(), hours.unwrap_or(OLD_HOURS)).await? {
        true => Ok((Extension(Secret), Json(WebhookWithSecret { webhook: shown(webhook, None), secret }))),
        false => Err(Refusal::no_item()),
    }
}

/// `POST /v1/webhooks/:id/test`
pub async fn test(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<(StatusCode, Json<Data<OutboxMessage>>), Refusal> {
    let webhook = known(&app, staff, &id).await?;
    let message = deeds::test_webhook(&app, staff, webhook.id).await?.ok_or_else(Refusal::no_item)?;
    Ok((StatusCode::ACCEPTED, Json(Data::of(outbox::shown(message, Some(webhook.id))))))
}

async fn known(app: &App, staff: Staff, id: &str) -> Result<Recipient, Refusal> {
    let id = path_id(id).ok_or_else(Refusal::no_item)?;
    deeds::webhook(app, staff, id).await?.ok_or_else(Refusal::no_item)
}

/// One that may be changed here. The next start would undo what is changed in one of the settings file.
async fn changeable(app: &App, staff: Staff, id: &str) -> Result<Recipient, Refusal> {
    let webhook = known(app, staff, id).await?;
    match deeds::listed_webhooks(app, staff).await?.get(&webhook.id) {
        None => Ok(webhook),
        Some(name) => {
            let sentence = format!(
                "This webhook comes from the server's settings file, where it is called `{name}`. Change it there."
            );
            Err(Refusal::sentence(StatusCode::CONFLICT, "from-settings", sentence))
        }
    }
}

/// An address, which must be encrypted unless it is on this machine.
fn url(read: &mut Reader) -> Option<String> {
    let text = read.short_text("url", MAX_URL)?;
    let is_good = address::is_allowed(&text);
    if !is_good {
        let text = shortened(&text);
        read.fault("url", format!("The url must be {RULE}, is `{text}`. {EXCEPTION}"));
    }
    is_good.then_some(text)
}

fn events(read: &mut Reader) -> Option<Vec<JobEvent>> {
    if read.is_empty_list("events") {
        return Some(Vec::new());
    }
    let words = JobEvent::ALL.map(|event| (event.name(), event));
    read.choices("events", &words)
}

fn shown(webhook: Recipient, from_settings: Option<String>) -> Webhook {
    Webhook {
        id: webhook.id,
        url: webhook.url,
        events: webhook.events.into_iter().map(|event| event.name().to_owned()).collect(),
        details: webhook.has_details,
        active: webhook.is_active,
        created_at: instant(webhook.made_ms),
        from_settings,
    }
}
