//! What the program does instead of serving.

mod api_users;
mod csp;
mod link;
mod outbox;
mod smoke;
mod transfer;

use std::path::PathBuf;

use clap::Subcommand;

pub use api_users::{ApiUserCommand, PasswordSource};
pub use csp::{CspCommand, lines as csp_lines};
pub use link::{Length, LinkCommand};
pub use outbox::OutboxCommand;
pub use smoke::SmokeCommand;

use slotwright_store::{Location, Store};

use crate::credentials::link_keys::new_entry;
use crate::credentials::sealed::Audience;

/// What to do instead of serving.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// What is about the database
    #[command(flatten)]
    Store(StoreCommand),
    /// Try a real account of the system behind the gateway, with one job that is given up again
    Smoke(SmokeCommand),
    /// Print what the Content-Security-Policy of a page around the widget needs
    Csp(CspCommand),
}

/// What to do with the database.
#[derive(Clone, Debug, Subcommand)]
pub enum StoreCommand {
    /// Who may use the API by name and password
    #[command(subcommand)]
    ApiUser(ApiUserCommand),
    /// Links for customers, and for the board
    #[command(subcommand)]
    Link(LinkCommand),
    /// What is still to be told to webhooks and to the system behind the gateway
    #[command(subcommand)]
    Outbox(OutboxCommand),
    /// Write the whole database to the standard output, to be imported elsewhere
    Export,
    /// Write the whole database to a new file, beside a server that goes on; `import` restores it
    Backup {
        /// Where to; nothing may be there yet
        file: PathBuf,
    },
    /// Fill an empty database from an export or a backup
    Import {
        /// What `export` or `backup` has written
        file: PathBuf,
    },
}

/// What commands need of the settings beside the database.
#[derive(Clone, Debug)]
pub struct Around {
    /// Under which address the server is reached, without a slash at its end.
    pub public_url: String,
    /// For whom links are sealed.
    pub audience: Audience,
    /// The file with the keys that they are sealed with.
    pub link_keys: Option<PathBuf>,
    /// The folder of time zone rules.
    pub zoneinfo: Option<PathBuf>,
    /// How many days a link to a job works after the visit.
    pub link_days_after_visit: u32,
}

/// Runs the command, and returns what to print.
///
/// # Errors
///
/// A sentence for the operator. Nothing was changed then.
pub async fn run(command: &StoreCommand, location: &Location, around: &Around) -> Result<String, String> {
    // A key is of no database yet.
    if let StoreCommand::Link(LinkCommand::Key) = command {
        return Ok(new_entry());
    }
    // Nobody means to create a database by reading it.
    let makes_database = matches!(command, StoreCommand::Import { .. });
    if let Location::Sqlite(path) = location
        && !makes_database
        && !path.exists()
    {
        return Err(format!("there is no database at {location} (--database-url)"));
    }
    let opened = location.clone();
    // Beside a running server: its file is its own on SQLite, and whether tables are changed is up to it.
    let open = if let StoreCommand::Backup { .. } = command { Store::open_to_read } else { Store::open };
    let store = tokio::task::spawn_blocking(move || open(&opened)).await.map_err(|error| error.to_string())?;
    let store = store.map_err(|error| format!("{error} (--database-url {location})"))?;
    match command {
        StoreCommand::ApiUser(command) => api_users::run(command, &store).await,
        StoreCommand::Link(command) => link::run(command, &store, around).await,
        StoreCommand::Outbox(command) => outbox::run(command, &store).await,
        StoreCommand::Export => transfer::export(&store).await,
        StoreCommand::Backup { file } => transfer::backup(&store, file).await,
        StoreCommand::Import { file } => transfer::import(&store, file).await,
    }
}
