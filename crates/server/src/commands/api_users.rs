//! `slotwright-server api-user add NAME`: who may use the API by name and password.
//!
//! The first API user is made at the first start; these commands make others, give new passwords and take users away. A
//! running server knows at the next request. On SQLite the file belongs to one process, so there the server is stopped
//! first; on PostgreSQL it goes on.

use std::io::BufRead;

use clap::{Args, Subcommand};
use slotwright_domain::{StaffScope, System};
use slotwright_store::{ApiUserEntry, Editor, Error, Store};

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
        /// How far what it may do goes: view, schedule, override, admin; others than admin with sonar alone
        #[arg(long, default_value = "admin", value_parser = staff_scope)]
        scope: StaffScope,
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
    /// Let one do nothing for a while
    Disable {
        /// Which one
        name: String,
    },
    /// Let one do again what it may
    Enable {
        /// Which one
        name: String,
    },
    /// List them: name, number and name of the user for whom it acts, systems, scope, `disabled` where it is
    List,
}

fn system(name: &str) -> Result<System, String> {
    let names = || System::ALL.map(System::name).join(", ");
    System::named(name).ok_or_else(|| format!("there are: {}", names()))
}

fn staff_scope(name: &str) -> Result<StaffScope, String> {
    let names = || StaffScope::ALL.map(StaffScope::name).join(", ");
    StaffScope::named(name).ok_or_else(|| format!("there are: {}", names()))
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
        ApiUserCommand::Add { name, user_id, systems, scope, password } => {
            if scope != StaffScope::Admin && systems != [System::Sonar] {
                return Err(
                    "what is held to a --scope uses --systems sonar alone: the others' APIs know no scopes".to_owned()
                );
            }
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
                Ok(editor.set_reach(&name, &systems, scope)?)
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
            edit(store, move |editor| {
                let Some(user) = editor.api_user(&name)? else { return Err(Problem(unknown(editor, &name)?)) };
                if user.scope != StaffScope::Admin && systems != [System::Sonar] {
                    let problem = format!("`{name}` is held to a scope, which the others' APIs don't know");
                    return Err(Problem(problem));
                }
                Ok(editor.change_api_user(&ApiUserEntry { systems: systems.clone(), ..user })?)
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
        ApiUserCommand::Disable { name } => set_active(store, name, false).await,
        ApiUserCommand::Enable { name } => set_active(store, name, true).await,
        ApiUserCommand::List => {
            let users = store.api_users().await.map_err(|error| error.to_string())?;
            let line = |user: &ApiUserEntry| {
                let systems = user.systems.iter().map(|system| system.name()).collect::<Vec<_>>().join(",");
                let (scope, disabled) = (user.scope.name(), if user.is_active { "" } else { "\tdisabled" });
                format!("{}\t{}\t{}\t{systems}\t{scope}{disabled}", user.name, user.user_id, user.user_name)
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

async fn set_active(store: &Store, name: String, is_active: bool) -> Result<String, String> {
    let changed = name.clone();
    edit(store, move |editor| match editor.api_user(&name)? {
        Some(user) => Ok(editor.change_api_user(&ApiUserEntry { is_active, ..user })?),
        None => Err(Problem(unknown(editor, &name)?)),
    })
    .await?;
    Ok(format!("{changed} is {}", if is_active { "enabled" } else { "disabled" }))
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
