//! Set-up and chores: `cargo xtask <command>`.
//!
//! Everything a person does with this project beyond editing it. A command installs or builds what it lacks, says so,
//! and says how long it takes.

use std::process::ExitCode;

use anyhow::{Result, bail};

mod apt;
mod bench;
mod beside;
mod browser;
mod calendars;
mod contract;
mod dist;
mod finish;
mod fuzz;
mod hosts;
mod http;
mod journeys;
mod judges;
mod languages;
mod packages;
mod paths;
mod postgres;
mod prove;
mod python;
mod run;
mod scratch;
mod server;
mod shell;
mod size;
mod smoke;
mod test;
mod tools;
mod widget;

/// A command: its name and arguments, what it does, and the function that does it.
struct Command {
    name: &'static str,
    usage: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Result<()>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "run",
        usage: "run [--port N] [--keep] [-- SERVER OPTIONS]",
        about: "build everything and start it with a demo world; --keep continues the last one",
        run: run::run,
    },
    Command {
        name: "serve",
        usage: "serve [--keep] [-- SERVER OPTIONS]",
        about: "a debug server for `trunk serve`, with a demo world",
        run: run::serve,
    },
    Command { name: "test", usage: "test [--only STAGE]...", about: "all tests, browser included", run: test::test },
    Command {
        name: "widget",
        usage: "widget",
        about: "build the widget in release into dist/",
        run: |_| widget::build(),
    },
    Command {
        name: "dist",
        usage: "dist [--program FILE]",
        about: "pack the server with the widget in it for operators, into target/dist/; --program: one that is built",
        run: dist::dist,
    },
    Command {
        name: "size",
        usage: "size",
        about: "what the customer downloads, against the budget",
        run: |_| size::size(),
    },
    Command {
        name: "packages",
        usage: "packages",
        about: "pack what npm publishes into target/packages/, and print its sizes and hashes",
        run: |_| packages::pack().map(drop),
    },
    Command {
        name: "hosts",
        usage: "hosts",
        about: "check the packages, and build the journeys' pages of others with them",
        run: |_| hosts::build(),
    },
    Command {
        name: "bench",
        usage: "bench start | interact | board | mounts | find | matching | book | stampede | upstream",
        about: "from link to first opening; from press to picture; the search; its core; bookings a second; 1,000 at once; a gateway",
        run: bench::bench,
    },
    Command {
        name: "race",
        usage: "race [RACE]...",
        about: "the races and models at full length: a quarter of an hour",
        run: prove::race,
    },
    Command {
        name: "fuzz",
        usage: "fuzz [TARGET]... [--seconds N] [--keep]",
        about: "look for input that breaks a promise of matching; --keep: into the corpus",
        run: fuzz::fuzz,
    },
    Command {
        name: "sabotage",
        usage: "sabotage",
        about: "switch the server's safeguards off one at a time, and see that the races notice",
        run: |_| prove::sabotage(),
    },
    Command {
        name: "gallery",
        usage: "gallery",
        about: "every state of every view by language, direction and theme, to look at in a browser",
        run: |_| journeys::gallery(),
    },
    Command {
        name: "pictures",
        usage: "pictures [--all FOLDER]",
        about: "take the README's pictures; --all: every state in every shape, to look at",
        run: journeys::pictures,
    },
    Command {
        name: "contract",
        usage: "contract",
        about: "hold the running server against its documents with thousands of requests",
        run: |_| contract::contract(),
    },
    Command {
        name: "openapi",
        usage: "openapi",
        about: "write the APIs' documents and their examples anew",
        run: |_| contract::openapi(),
    },
    Command {
        name: "elements",
        usage: "elements",
        about: "write the elements' types, manifest and tables anew from src/reference",
        run: |_| {
            let mut tests = shell::cargo();
            shell::run(
                tests.args(["test", "--package", "slotwright", "--test", "reference"]).env("SLOTWRIGHT_WRITE", "1"),
            )
        },
    },
    Command {
        name: "smoke",
        usage: "smoke SYSTEM [OPTIONS]",
        about: "try a real account of sonar, os1, bigchange or frotcom; --help has its options",
        run: smoke::smoke,
    },
    Command {
        name: "tools",
        usage: "tools",
        about: "install what building needs into the tools folder",
        run: |_| tools::ensure(),
    },
    Command {
        name: "ready",
        usage: "ready",
        about: "build what the journeys need: tools, the widget, pages of others with it",
        run: |_| beside::ready(),
    },
    Command { name: "finish", usage: "finish", about: "Trunk's hook after each build", run: |_| finish::finish() },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((name, rest)) = arguments.split_first() else {
        println!("{}", help());
        return Ok(());
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        println!("{}", help());
        return Ok(());
    }
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(rest),
        None => bail!("no command `{name}`\n\n{}", help()),
    }
}

fn help() -> String {
    let mut text = "cargo xtask …".to_owned();
    for command in COMMANDS {
        text += &format!("\n  {:<46}{}", command.usage, command.about);
    }
    text
}
