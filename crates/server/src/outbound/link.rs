//! Links are handed on to whoever sends them to customers: at once and from memory. What is to be told is else written down first, and
//! a handle is written down nowhere; so what is not taken now is not told again, and who made the link hears of it.

use std::time::Duration;

use slotwright_domain::JobEvent;
use slotwright_store::Error;
use slotwright_upstream::Poster;
use slotwright_wire::slotwright::{LinkSent, WebhookLink, WebhookLinkEvent, WebhookWhom};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::payload::instant;
use super::webhooks::signed;
use crate::app::App;

/// So long all of them have: whoever made the link waits for it.
const PATIENCE: Duration = Duration::from_secs(5);

/// Hands a link on to each webhook that takes links; whom it is for is told to those that are told names and addresses.
pub async fn send(app: &App, link: WebhookLink, whom: WebhookWhom) -> Result<LinkSent, Error> {
    let id = format!("msg_{}_link_{}", app.instance_id, link.link_id);
    let timestamp = instant(app.store.clock_ms().await?);
    let mut posts = JoinSet::new();
    for webhook in app.store.webhooks().await?.iter().filter(|webhook| webhook.sends_links()) {
        let Some((recipient, secrets)) = app.store.recipient(webhook.id).await? else { continue };
        let details = recipient.has_details.then(|| whom.clone());
        let (kind, timestamp) = (JobEvent::LinkSend.name().to_owned(), timestamp.clone());
        let event = WebhookLinkEvent { kind, timestamp, data: WebhookLink { details, ..link.clone() } };
        let Ok(body) = serde_json::to_string(&event) else { continue };
        let post = signed(recipient.url, &secrets, id.clone(), body);
        posts.spawn(timeout(PATIENCE, async move { Poster::new().ok()?.send(post).await.ok() }));
    }
    let answers = posts.join_all().await;
    let is_taken = |answer: &Result<Option<(u16, _)>, _>| matches!(answer, Ok(Some((200..=299, _))));
    let taken = answers.iter().filter(|answer| is_taken(answer)).count();
    // What is said against it is nobody's business but theirs: an answer may repeat what it was sent.
    tracing::info!(link = link.link_id, taken, refused = answers.len() - taken, "a link is handed on to be sent");
    Ok(LinkSent { taken: taken as u32, refused: (answers.len() - taken) as u32 })
}
