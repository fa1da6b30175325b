//! `slotwright-server smoke`: tries a real account of the system behind the gateway, step by step, and says what came of each.
//!
//! It is a command of the server's program, and not of the workspace's chores: who has the account has that program, its settings
//! and perhaps its database, and no compiler.

mod plan;
mod record;
mod said;
mod walk;

use std::io::{BufRead, IsTerminal, Write};
use std::sync::Arc;

use slotwright_upstream::{Listener, Upstream};

use crate::commands::SmokeCommand;
use crate::config::{Settings, UpstreamSystem};
use plan::Plan;
use record::Recording;
use said::Report;
use walk::Walk;

/// What came of it, as the process's exit code says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All steps went well.
    Well,
    /// One didn't.
    Badly,
    /// Nobody has agreed to write there, so nothing was written.
    NotAgreed,
}

impl Outcome {
    /// 0, 1 or 2.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::Badly => 1,
            Self::NotAgreed => 2,
        }
    }
}

/// Tries the system of these settings, and prints a line for each step.
///
/// # Errors
///
/// Which setting or option is missing or wrong: nothing was sent then.
pub async fn run(command: &SmokeCommand, settings: &Settings) -> Result<Outcome, String> {
    let Some(system) = settings.upstream.system else {
        return Err("which system? --upstream (UPSTREAM): `sonar`, `os1`, `bigchange` or `frotcom`".to_owned());
    };
    let plan = Plan::make(command, settings).await?;
    let recording = match &command.record {
        Some(folder) => Some(Arc::new(Recording::begin(folder, &plan.texts(), &settings.upstream)?)),
        None => None,
    };
    let open = |settings: &crate::config::UpstreamSettings| {
        let listener = recording.clone().map(|recording| recording as Arc<dyn Listener>);
        settings
            .open_with(settings.pace()?, listener)?
            .ok_or_else(|| "there is no system behind the gateway".to_owned())
    };
    let upstream = open(&settings.upstream)?;
    // A Sonar that takes what is given up back into its queue would keep the job there for ever.
    let remover = match system {
        UpstreamSystem::Sonar => {
            let mut deleting = settings.upstream.clone();
            deleting.table.cancel_mode = Some("delete".to_owned());
            Some(open(&deleting)?)
        }
        _ => None,
    };
    said::line(&plan.sentence(name(system), &upstream, command.read_only));
    if !command.read_only && !command.yes && !is_agreed() {
        return Ok(Outcome::NotAgreed);
    }
    let mut report = Report::default();
    let mut walk = Walk::new(&upstream, remover.as_ref(), &plan);
    // Whoever stops it wants the job gone all the same.
    tokio::select! {
        () = walk.steps(&mut report, command.read_only) => {}
        _ = tokio::signal::ctrl_c() => said::line("stopped"),
    }
    walk.tidy_up(&mut report).await;
    if let Some(recording) = &recording {
        said::line(&recording.sentence());
        if let Some(problem) = recording.problem() {
            report.note_failure(&problem);
        }
    }
    said::line(&report.sum());
    Ok(if report.is_good() { Outcome::Well } else { Outcome::Badly })
}

/// What people call it.
fn name(system: UpstreamSystem) -> &'static str {
    match system {
        UpstreamSystem::Sonar => "Sonar",
        UpstreamSystem::Os1 => "OS1 Dispatch",
        UpstreamSystem::Bigchange => "BigChange",
        UpstreamSystem::Frotcom => "Frotcom",
    }
}

/// Whether somebody at a terminal says yes.
fn is_agreed() -> bool {
    if !std::io::stdin().is_terminal() {
        said::line("Nothing was sent: there is no terminal to ask at. --yes agrees beforehand, --read-only only asks.");
        return false;
    }
    print!("Go on? [y/N] ");
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    let is_agreed = matches!(answer.trim(), "y" | "Y" | "yes");
    if !is_agreed {
        said::line("Nothing was sent.");
    }
    is_agreed
}

/// Whether a job that was made there can be taken back from here.
fn can_take_back(upstream: &Upstream) -> bool {
    use slotwright_upstream::{Operation, Scheduler};
    upstream.capabilities().of(Operation::Cancel).is_sent()
}
