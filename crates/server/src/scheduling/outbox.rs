//! Who is told what becomes of jobs, and what is still to be told: for staff alone.

use std::collections::BTreeMap;

use slotwright_domain::{JobEvent, Message, Page, Recipient, RecipientKind};
use slotwright_store::{Error, MessageFilter};

use super::Staff;
use crate::instance::Instance;

/// An address to be told, as far as it is not yet known here.
#[derive(Clone, Debug)]
pub struct NewWebhook {
    /// Where.
    pub url: String,
    /// What it is told of; nothing named is all.
    pub events: Vec<JobEvent>,
    /// Whether it is told notes, names and addresses too.
    pub has_details: bool,
}

/// All addresses, by number.
pub async fn webhooks(instance: &Instance, _: Staff) -> Result<Vec<Recipient>, Error> {
    instance.store.webhooks().await
}

/// Whether any of them takes booking links, to send them.
pub async fn sends_links(instance: &Instance, staff: Staff) -> Result<bool, Error> {
    Ok(webhooks(instance, staff).await?.iter().any(Recipient::sends_links))
}

/// Which of them stand in the settings file, and what they are called there.
pub async fn listed_webhooks(instance: &Instance, _: Staff) -> Result<BTreeMap<u64, String>, Error> {
    instance.store.listed_webhooks().await
}

/// One of them.
pub async fn webhook(instance: &Instance, _: Staff, id: u64) -> Result<Option<Recipient>, Error> {
    let found = instance.store.recipient(id).await?;
    Ok(found.map(|(recipient, _)| recipient).filter(|recipient| recipient.kind == RecipientKind::Webhook))
}

/// Takes up an address; what is sent there is signed with this secret.
pub async fn add_webhook(
    instance: &Instance,
    staff: Staff,
    wanted: NewWebhook,
    secret: String,
) -> Result<Recipient, Error> {
    let NewWebhook { url, events, has_details } = wanted;
    let draft =
        Recipient { id: 0, kind: RecipientKind::Webhook, url, events, has_details, is_active: true, made_ms: 0 };
    let id = instance.store.add_webhook(draft, secret).await?;
    let made = webhook(instance, staff, id).await?;
    made.ok_or_else(|| Error::Corrupt(format!("webhook {id} is gone at once")))
}

/// Writes one over the one that is there. Whether it is there.
pub async fn change_webhook(instance: &Instance, _: Staff, webhook: Recipient) -> Result<bool, Error> {
    instance.store.change_webhook(webhook).await
}

/// Another secret; the old one signs too for so many hours. Whether the address is there.
pub async fn rotate_secret(
    instance: &Instance,
    _: Staff,
    id: u64,
    secret: String,
    old_for_hours: u32,
) -> Result<bool, Error> {
    instance.store.rotate_secret(id, secret, i64::from(old_for_hours) * 60 * 60 * 1000).await
}

/// Forgets an address, and what it was to be told. Whether it was there.
pub async fn remove_webhook(instance: &Instance, _: Staff, id: u64) -> Result<bool, Error> {
    instance.store.remove_webhook(id).await
}

/// Tells an address something that is about nothing, to see whether it arrives.
pub async fn test_webhook(instance: &Instance, _: Staff, id: u64) -> Result<Option<Message>, Error> {
    let message_id = instance.store.add_test_message(id).await?;
    instance.store.message(message_id).await
}

/// A part of what is to be told and was, the newest first, and how many these are.
pub async fn messages(
    instance: &Instance,
    _: Staff,
    filter: MessageFilter,
    page: Page,
) -> Result<(Vec<Message>, u64), Error> {
    instance.store.messages(filter, page).await
}

/// Tells it now, be it for another time. `None` when there is no such message.
pub async fn retry(instance: &Instance, _: Staff, id: u64) -> Result<Option<Message>, Error> {
    instance.store.retry_message(id).await
}

/// Gives it up. `None` when there is no such message.
pub async fn give_up(instance: &Instance, _: Staff, id: u64) -> Result<Option<Message>, Error> {
    instance.store.drop_message(id).await
}
