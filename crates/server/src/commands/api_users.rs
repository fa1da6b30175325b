//! `slotwright-server api-user add NAME`: who may use the API by name and password.
//!
//! The first API user is made at the first start; these commands make others, give new passwords and take users away. A
//! running server knows at the next request. On SQLite the file belongs to one process, so there the server is stopped
//! first; on PostgreSQL it goes on.

use std::io::BufRead;

use clap::{Args, Subcommand};
use slotwright_domain::System;
use slotwright_store::{Editor, Error, Store};

use crate::credentials::{MIN_PASSWORD_CHARACTERS, NewPassword, api_user_name};

/// What to do about API users.
#[derive(Clone, Debug, Subcommand)]
pub enum ApiUserCommand {
    /// Add one; its password is printed once, unless it comes from the standard input
    Add {
        /// What it is called
        #[arg(value_parser = api_user_name)]
        name: String,
        /// For which user it acts [default: the one with that username, else the first]
        #[arg(long, value_name = "NUMBER")]
        user_id: Option<u64>,
        /// Of which systems' APIs it may use: sonar (with our own), os1, bigchange, frotcom
        #[arg(long, value_name = "NAMES", value_delimiter = ',', default_value = "sonar", value_parser = system)]
        systems: Vec<System>,
        /// Its password
        #[command(flatten)]
        password: PasswordSource,
    },
    /// Give one a new password; the old one no longer counts
    Password {
        /// Which one
        name: String,
        /// Its new password
        #[command(flatten)]
        password: PasswordSource,
    },
    /// Say of which systems' APIs one may use
    Systems {
        /// Which one
        name: String,
        /// sonar (with our own), os1, bigchange, frotcom
        #[arg(required = true, value_name = "NAMES", value_delimiter = ',', value_parser = system)]
        systems: Vec<System>,
    },
    /// Take one away
    Remove {
        /// Which one
        name: String,
    },
    /// List them: name, number and name of the user for whom it acts, systems
    List,
}

fn system(name: &str) -> Result<System, String> {
    let names = || System::ALL.map(System::name).join(", ");
    System::named(name).ok_or_else(|| format!("there are: {}", names()))
}

/// Where a password comes from: never from an argument, which would stand in the process list.
#[derive(Clone, Debug, Args)]
pub struct PasswordSource {
    /// Take the password from the first line of the standard input
    #[arg(long)]
    password_stdin: bool,
}

/// Does what the command says, and gives what to print.
pub(super) async fn run(command: &ApiUserCommand, store: &Store) -> Result<String, String> {
    match command.clone() {
        ApiUserCommand::Add { name, user_id, systems, password } => {
            let password = password.take()?;
            let hash = password.hash().await.map_err(|error| error.to_string())?;
            let added = name.clone();
            edit(store, move |editor| {
                if editor.has_api_user(&name)? {
                    let problem =
                        format!("there is an API user `{name}` already (for a new password: api-user password)");
                    return Err(Problem(problem));
                }
                if editor.unknown_user(user_id.as_slice())?.is_some() {
                    return Err(Problem(format!("there is no user {} (--user-id)", user_id.unwrap_or_default())));
                }
                editor.set_api_user(&name, &hash, user_id)?;
                Ok(editor.set_systems(&name, &systems)?)
            })
            .await?;
            Ok(shown(&added, &password))
        }
        ApiUserCommand::Password { name, password } => {
            let password = password.take()?;
            let hash = password.hash().await.map_err(|error| error.to_string())?;
            let changed = name.clone();
            edit(store, move |editor| match editor.has_api_user(&name)? {
                true => Ok(editor.set_api_user(&name, &hash, None)?),
                false => Err(Problem(unknown(editor, &name)?)),
            })
            .await?;
            Ok(shown(&changed, &password))
        }
        ApiUserCommand::Systems { name, systems } => {
            let changed = name.clone();
            let names = systems.iter().map(|system| system.name()).collect::<Vec<_>>().join(", ");
            edit(store, move |editor| match editor.has_api_user(&name)? {
                true => Ok(editor.set_systems(&name, &systems)?),
                false => Err(Problem(unknown(editor, &name)?)),
            })
            .await?;
            Ok(format!("{changed} may use: {names}"))
        }
        ApiUserCommand::Remove { name } => {
            let removed = name.clone();
            edit(store, move |editor| match editor.remove_api_user(&name)? {
                true => Ok(()),
                false => Err(Problem(unknown(editor, &name)?)),
            })
            .await?;
            Ok(format!("{removed} is removed"))
        }
        ApiUserCommand::List => {
            let users = edit(store, |editor| Ok(editor.api_users()?)).await?;
            let line = |user: &slotwright_store::ApiUserEntry| {
                let systems = user.systems.iter().map(|system| system.name()).collect::<Vec<_>>().join(",");
                format!("{}\t{}\t{}\t{systems}", user.name, user.user_id, user.user_name)
            };
            Ok(users.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
    }
}

impl PasswordSource {
    fn take(&self) -> Result<NewPassword, String> {
        if !self.password_stdin {
            return Ok(NewPassword::generate());
        }
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(|error| format!("--password-stdin: {error}"))?;
        let password = line.trim_end_matches(['\r', '\n']).to_owned();
        if password.chars().count() < MIN_PASSWORD_CHARACTERS {
            return Err(format!(
                "--password-stdin: the password must have at least {MIN_PASSWORD_CHARACTERS} characters"
            ));
        }
        Ok(NewPassword::Chosen(password))
    }
}

/// What is printed of an API user with a new password, which nobody else is told.
fn shown(name: &str, password: &NewPassword) -> String {
    match password.reveal_generated() {
        Some(password) => format!("{name} / {password}"),
        None => format!("{name} (as given)"),
    }
}

/// Why a command was not done.
struct Problem(String);

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

async fn edit<T: Send + 'static>(
    store: &Store,
    change: impl Fn(&Editor) -> Result<T, Problem> + Send + 'static,
) -> Result<T, String> {
    store.edit(change).await.map_err(|Problem(problem)| problem)
}

/// That there is no such API user, and who there is.
fn unknown(editor: &Editor, name: &str) -> Result<String, Error> {
    let names: Vec<_> = editor.api_users()?.into_iter().map(|user| user.name).collect();
    Ok(format!("there is no API user `{name}` (there are: {})", names.join(", ")))
}
