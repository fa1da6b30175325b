//! What the program does instead of serving.

mod api_users;
mod link;
mod outbox;
mod transfer;

use std::path::PathBuf;

use clap::Subcommand;

pub use api_users::{ApiUserCommand, PasswordSource};
pub use link::{Length, LinkCommand};
pub use outbox::OutboxCommand;

use slotwright_store::{Location, Store};

/// What to do instead of serving.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
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
pub async fn run(command: &Command, location: &Location, around: &Around) -> Result<String, String> {
    // Nobody means to create a database by reading it.
    let makes_database = matches!(command, Command::Import { .. });
    if let Location::Sqlite(path) = location
        && !makes_database
        && !path.exists()
    {
        return Err(format!("there is no database at {location} (--database-url)"));
    }
    let opened = location.clone();
    // Beside a running server: its file is its own on SQLite, and whether tables are changed is up to it.
    let open = if let Command::Backup { .. } = command { Store::open_to_read } else { Store::open };
    let store = tokio::task::spawn_blocking(move || open(&opened)).await.map_err(|error| error.to_string())?;
    let store = store.map_err(|error| format!("{error} (--database-url {location})"))?;
    match command {
        Command::ApiUser(command) => api_users::run(command, &store).await,
        Command::Link(command) => link::run(command, &store, around).await,
        Command::Outbox(command) => outbox::run(command, &store).await,
        Command::Export => transfer::export(&store).await,
        Command::Backup { file } => transfer::backup(&store, file).await,
        Command::Import { file } => transfer::import(&store, file).await,
    }
}
