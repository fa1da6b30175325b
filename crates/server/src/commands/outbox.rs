//! What is still to be told, on the command line.

use clap::{Subcommand, ValueEnum};
use slotwright_domain::{Message, MessageState, Page, RecipientKind};
use slotwright_store::{Error, MessageFilter, Store};

/// What to do about what is still to be told.
#[derive(Clone, Debug, Subcommand)]
pub enum OutboxCommand {
    /// List it, the newest first: number, recipient, job, what became of it, state, attempts, what came of the last attempt
    List {
        /// Only what stands so [default: what waits and what is dead]
        #[arg(long, value_enum)]
        state: Option<State>,
    },
    /// Tell it now, be it delivered, dead or dropped
    Retry {
        /// Its number
        number: u64,
    },
    /// Give it up: it is not told any more
    Drop {
        /// Its number
        number: u64,
    },
}

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum State {
    /// To be told.
    Waiting,
    /// Told.
    Delivered,
    /// Given up after too many attempts.
    Dead,
    /// Given up by staff.
    Dropped,
}

/// Does what the command says, and gives what to print.
pub(super) async fn run(command: &OutboxCommand, store: &Store) -> Result<String, String> {
    let told = |error: Error| error.to_string();
    match *command {
        OutboxCommand::List { state } => {
            let states = match state {
                None => vec![MessageState::Waiting, MessageState::Dead],
                Some(State::Waiting) => vec![MessageState::Waiting],
                Some(State::Delivered) => vec![MessageState::Delivered],
                Some(State::Dead) => vec![MessageState::Dead],
                Some(State::Dropped) => vec![MessageState::Dropped],
            };
            let mut lines = Vec::new();
            for state in states {
                let filter = MessageFilter { state: Some(state), ..MessageFilter::default() };
                for message in store.messages(filter, Page::ALL).await.map_err(told)?.0 {
                    lines.push(line(store, message).await.map_err(told)?);
                }
            }
            Ok(lines.join("\n"))
        }
        OutboxCommand::Retry { number } => match store.retry_message(number).await.map_err(told)? {
            Some(_) => Ok(format!("message {number} is told within a second by the server that runs")),
            None => Err(format!("there is no message {number} (outbox list)")),
        },
        OutboxCommand::Drop { number } => match store.drop_message(number).await.map_err(told)? {
            Some(message) if message.state == MessageState::Delivered => {
                Err(format!("message {number} was delivered already"))
            }
            Some(_) => Ok(format!("message {number} is not told any more")),
            None => Err(format!("there is no message {number} (outbox list)")),
        },
    }
}

async fn line(store: &Store, message: Message) -> Result<String, Error> {
    let recipient = store.recipient(message.recipient_id).await?.map(|(recipient, _)| recipient);
    let recipient = match recipient {
        Some(recipient) if recipient.kind == RecipientKind::Webhook => format!("webhook {}", recipient.id),
        Some(recipient) => recipient.kind.name().to_owned(),
        None => "-".to_owned(),
    };
    let job = message.job_id.map_or_else(|| "-".to_owned(), |job_id| format!("job {job_id}"));
    let event = message.name().to_owned();
    let problem = message.problem.unwrap_or_else(|| "-".to_owned());
    let (id, state, attempts) = (message.id, message.state.name(), message.attempts);
    Ok(format!("{id}\t{recipient}\t{job}\t{event}\t{state}\t{attempts}\t{problem}"))
}
