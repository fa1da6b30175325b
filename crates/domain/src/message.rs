//! Who is told what becomes of jobs, and what is still to be told.

use crate::JobEvent;

/// Somebody who is told what becomes of jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Its number.
    pub id: u64,
    /// Of which kind.
    pub kind: RecipientKind,
    /// Where; empty of the system behind the gateway, which the settings name, and of programs that send it along.
    pub url: String,
    /// What it is told of; nothing named is all.
    pub events: Vec<JobEvent>,
    /// Whether it is told notes, names and addresses too.
    pub has_details: bool,
    /// Whether it is told anything now.
    pub is_active: bool,
    /// By the database's clock: milliseconds since 1970-01-01 00:00 UTC.
    pub made_ms: i64,
}

impl Recipient {
    /// Whether it takes booking links, to send them. Whoever is told all that becomes of jobs did not ask for that: a link is all that
    /// its customer may do.
    #[must_use]
    pub fn sends_links(&self) -> bool {
        self.is_active && self.events.contains(&JobEvent::LinkSend)
    }
}

/// What a recipient is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientKind {
    /// An address of an integrator's.
    Webhook,
    /// The system behind the gateway.
    Upstream,
    /// The programs that were written for OS1, each at the address that it has sent along.
    Os1,
}

impl RecipientKind {
    /// By which it is stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::Upstream => "upstream",
            Self::Os1 => "os1",
        }
    }
}

/// Something that a recipient is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its number: of one job and recipient, the lower is told first.
    pub id: u64,
    /// Who is told.
    pub recipient_id: u64,
    /// Of which job, which may be deleted; none in a test, and in a callback that is of none.
    pub job_id: Option<u64>,
    /// What became of it; none in a test, and in a callback.
    pub event: Option<JobEvent>,
    /// Of a callback: what was done, in the word of the program's system.
    pub callback: Option<String>,
    /// When: milliseconds since 1970 by the database's clock.
    pub made_ms: i64,
    /// Where it stands.
    pub state: MessageState,
    /// How often it was tried to be told.
    pub attempts: u32,
    /// Not before this, while it waits.
    pub due_ms: i64,
    /// What came of the last attempt, where it failed.
    pub problem: Option<String>,
}

impl Message {
    /// What it says of a test, as what it is about.
    pub const TEST: &str = "webhook.test";

    /// What it is about, as whoever is told knows it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.callback.as_deref().unwrap_or_else(|| self.event.map_or(Self::TEST, JobEvent::name))
    }
}

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageState {
    /// To be told, again where it was tried before.
    Waiting,
    /// The recipient has it.
    Delivered,
    /// Given up after too many attempts: somebody has to look.
    Dead,
    /// Somebody has looked, and it is not to be told any more.
    Dropped,
}

impl MessageState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Delivered, Self::Dead, Self::Dropped];

    /// By which programs know it, and by which it is stored.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Dead => "dead",
            Self::Dropped => "dropped",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}
