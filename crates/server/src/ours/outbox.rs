//! `/v1/outbox`: what is still to be told to webhooks, in callbacks, and to the system behind the gateway. Ours, and for staff alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use slotwright_domain::{Message, MessageState, RecipientKind};
use slotwright_store::MessageFilter;
use slotwright_wire::slotwright::OutboxMessage;
use slotwright_wire::sonar::Data;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::{NoParams, Params, path_id};
use crate::inbound::sonar::{listed, page};
use crate::outbound::payload::instant;
use crate::scheduling::Staff;
use crate::scheduling::outbox as deeds;

/// `GET /v1/outbox`
pub async fn list(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<Json<Data<Vec<OutboxMessage>>>, Refusal> {
    let mut read = params.reader();
    let words = MessageState::ALL.map(|state| (state.name(), state));
    let filter = MessageFilter {
        state: read.choice("state", &words),
        recipient_id: read.id("webhook_id"),
        job_id: read.id("job_id"),
    };
    let page = page(read)?;
    let webhooks = webhooks(&app, staff).await?;
    let (messages, total) = deeds::messages(&app, staff, filter, page).await?;
    let shown = |message: Message| {
        let webhook_id = Some(message.recipient_id).filter(|id| webhooks.contains(id));
        shown(message, webhook_id)
    };
    Ok(listed(messages.into_iter().map(shown).collect(), total, page))
}

/// `POST /v1/outbox/:id/retry`
pub async fn retry(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<OutboxMessage>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    one(&app, staff, deeds::retry(&app, staff, id).await?).await
}

/// `POST /v1/outbox/:id/drop`
pub async fn give_up(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<Json<Data<OutboxMessage>>, Refusal> {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    one(&app, staff, deeds::give_up(&app, staff, id).await?).await
}

async fn one(app: &App, staff: Staff, message: Option<Message>) -> Result<Json<Data<OutboxMessage>>, Refusal> {
    let message = message.ok_or_else(Refusal::no_item)?;
    let webhook_id = Some(message.recipient_id);
    let webhooks = webhooks(app, staff).await?;
    Ok(Json(Data::of(shown(message, webhook_id.filter(|id| webhooks.contains(id))))))
}

async fn webhooks(app: &App, staff: Staff) -> Result<BTreeSet<u64>, Refusal> {
    Ok(deeds::webhooks(app, staff).await?.into_iter().map(|webhook| webhook.id).collect())
}

/// A message to this webhook; to none it is for the system behind the gateway, or a callback.
pub fn shown(message: Message, webhook_id: Option<u64>) -> OutboxMessage {
    let kind = match (&message.callback, webhook_id) {
        (Some(_), _) => RecipientKind::Os1,
        (None, Some(_)) => RecipientKind::Webhook,
        (None, None) => RecipientKind::Upstream,
    };
    OutboxMessage {
        id: message.id,
        recipient: kind.name().to_owned(),
        webhook_id,
        job_id: message.job_id,
        event: message.name().to_owned(),
        state: message.state.name().to_owned(),
        attempts: message.attempts,
        problem: message.problem,
        created_at: instant(message.made_ms),
        due_at: Some(instant(message.due_ms)).filter(|_| message.state == MessageState::Waiting),
    }
}
