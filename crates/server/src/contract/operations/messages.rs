//! Who is told what becomes of jobs, and what is still to be told.

use schemars::JsonSchema;
use slotwright_wire::slotwright::{OUTBOX_PATH, OutboxMessage, WEBHOOKS_PATH, Webhook, WebhookWithSecret};

use super::super::operation::Operation;
use super::super::values::{
    EmptyOr, GivenBoolean, GivenEvents, GivenHours, GivenId, GivenLimit, GivenMessageState, GivenPage, GivenUrl, Pages,
};
use super::Group;

pub fn group() -> Group {
    Group {
        name: "Webhooks",
        about: "Other programs are told what becomes of jobs, by a `POST` to an address of theirs that is signed as Standard \
                Webhooks has it: that is how customers get mail and text messages. What is to be told is written down with the \
                change itself and told at least once, a job's changes one after the other; see `WebhookEvent` for what is said.",
        operations: vec![
            Operation::get(WEBHOOKS_PATH, "listWebhooks", "List webhooks")
                .notes("By number; never their secrets.")
                .query::<Pages>()
                .page_of::<Webhook>(),
            Operation::post(WEBHOOKS_PATH, "createWebhook", "Make a webhook")
                .notes("Its secret is shown once.")
                .body::<NewWebhook>()
                .bare::<WebhookWithSecret>(201),
            Operation::patch(&format!("{WEBHOOKS_PATH}/{{id}}"), "changeWebhook", "Change a webhook")
                .notes("What is not sent stays. While it is not active nothing is written down for it.")
                .change::<WebhookChange>()
                .bare::<Webhook>(200)
                .refuses(404, &["not-found"])
                .refuses(409, &["from-settings"]),
            Operation::delete(&format!("{WEBHOOKS_PATH}/{{id}}"), "deleteWebhook", "Delete a webhook")
                .notes("With all that it was to be told.")
                .nothing()
                .refuses(404, &["not-found"])
                .refuses(409, &["from-settings"]),
            Operation::post(
                &format!("{WEBHOOKS_PATH}/{{id}}/rotate_secret"),
                "rotateWebhookSecret",
                "Give a webhook another secret",
            )
            .notes("It is shown once. What is sent is signed with the old one too, for a day or as long as is said.")
            .body::<Rotation>()
            .bare::<WebhookWithSecret>(200)
            .refuses(404, &["not-found"])
            .refuses(409, &["from-settings"]),
            Operation::post(&format!("{WEBHOOKS_PATH}/{{id}}/test"), "testWebhook", "Send a webhook a test")
                .notes("An event `webhook.test` that is about no job. The message says what came of it.")
                .one::<OutboxMessage>(202)
                .refuses(404, &["not-found"]),
            Operation::get(OUTBOX_PATH, "listOutbox", "List what is to be told, and was")
                .notes("The newest first. What was told is kept for seven days.")
                .query::<MessagesWanted>()
                .page_of::<OutboxMessage>(),
            Operation::post(&format!("{OUTBOX_PATH}/{{id}}/retry"), "retryMessage", "Tell it now")
                .notes("Be it delivered, dead or dropped; attempts are counted anew.")
                .one::<OutboxMessage>(200)
                .refuses(404, &["not-found"]),
            Operation::post(&format!("{OUTBOX_PATH}/{{id}}/drop"), "dropMessage", "Give it up")
                .notes("It is not told any more. What was delivered stays delivered.")
                .one::<OutboxMessage>(200)
                .refuses(404, &["not-found"]),
        ],
    }
}

/// An address to be told.
#[derive(JsonSchema)]
pub struct NewWebhook {
    /// Where: `https://`, or `http://` on this machine.
    url: GivenUrl,
    /// What it is told of; nothing is all.
    events: Option<EmptyOr<GivenEvents>>,
    /// Whether it is told notes, names and addresses too.
    details: Option<GivenBoolean>,
}

/// What is to be another of a webhook.
#[derive(JsonSchema)]
pub struct WebhookChange {
    /// Where.
    url: Option<GivenUrl>,
    /// What it is told of; an empty list is all but `link.send`.
    events: Option<EmptyOr<GivenEvents>>,
    /// Whether it is told notes, names and addresses too.
    details: Option<GivenBoolean>,
    /// Whether it is told anything.
    active: Option<GivenBoolean>,
}

/// How a secret is replaced.
#[derive(JsonSchema)]
pub struct Rotation {
    /// For how many hours the old one signs too.
    old_for_hours: Option<GivenHours>,
}

/// Which messages.
#[derive(JsonSchema)]
pub struct MessagesWanted {
    /// Those that stand so.
    state: Option<GivenMessageState>,
    /// Those to this webhook.
    webhook_id: Option<GivenId>,
    /// Those of this job.
    job_id: Option<GivenId>,
    /// Records a page.
    limit: Option<GivenLimit>,
    /// Which page.
    page: Option<GivenPage>,
}
