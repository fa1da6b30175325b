//! Starting it all, to use or to develop.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::server::Server;
use crate::{paths, server, shell, widget};

/// Where `trunk serve` is found (Trunk.toml).
const TRUNK_ADDRESS: &str = "http://127.0.0.1:8080";

/// `cargo xtask run`: everything in release, with a demo world.
pub fn run(arguments: &[String]) -> Result<()> {
    let options = Options::read(arguments)?;
    widget::build()?;
    let program = server::release(&[])?;
    let folder = paths::target().join("demo");
    let mut command = demo_server(&program, &folder, &options)?;
    if let Some(port) = &options.port {
        command.arg("--listen").arg(format!("127.0.0.1:{port}"));
    }
    let server = Server::start(command.args(&options.for_server))?;
    println!("\nSlotwright runs. Control-C stops it.\n");
    print_links(&server, str::to_owned);
    server.wait()
}

/// `cargo xtask serve`: a debug server behind `trunk serve`.
pub fn serve(arguments: &[String]) -> Result<()> {
    let options = Options::read(arguments)?;
    let program = server::debug()?;
    let mut command = demo_server(&program, &paths::target().join("demo-debug"), &options)?;
    command.args(["--listen", server::DEBUG_ADDRESS, "--public-url", TRUNK_ADDRESS]);
    let server = Server::start(command.args(&options.for_server))?;
    println!("\nThe server runs; now start `trunk serve`. Control-C stops it.\n");
    // Trunk serves files by their names and anything else as index.html.
    print_links(&server, |link| link.replace("/board#", "/board.html#"));
    server.wait()
}

/// What may stand behind `run` and `serve`.
#[derive(Default)]
struct Options {
    port: Option<String>,
    keep: bool,
    for_server: Vec<String>,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--keep" => options.keep = true,
                "--port" => options.port = Some(arguments.next().context("--port needs a number")?.clone()),
                "--" => options.for_server = arguments.by_ref().cloned().collect(),
                other => bail!("`{other}` is not an option here (what follows `--` goes to the server)"),
            }
        }
        Ok(options)
    }
}

/// Whose the demo world is, beside its name. Telephone and address are nobody's: both are kept for examples.
const COMPANY: [&str; 8] = [
    "--company-logo",
    "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20viewBox=%220%200%2032%2032%22%3E\
     %3Crect%20width=%2232%22%20height=%2232%22%20rx=%228%22%20fill=%22%230b6b5d%22/%3E\
     %3Cpath%20d=%22M7%2020a9%209%200%200%201%2018%200M11.5%2020a4.5%204.5%200%200%201%209%200%22%20fill=%22none%22%20\
     stroke=%22%23fff%22%20stroke-width=%223%22%20stroke-linecap=%22round%22/%3E%3C/svg%3E",
    "--company-phone",
    "(312) 555-0142",
    "--company-email",
    "help@prairieloop.example",
    "--company-hours",
    "Mon–Fri, 8 AM–6 PM",
];

/// A server with the demo world in a database of its own, fresh unless it is to be kept.
fn demo_server(program: &Path, folder: &Path, options: &Options) -> Result<std::process::Command> {
    if !options.keep && folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder)?;
    let mut command = shell::command(program);
    command.args(["--demo", "--database-url"]).arg(format!("sqlite://{}", folder.join("slotwright.db").display()));
    command.arg("--assets").arg(paths::dist());
    command.args(COMPANY);
    Ok(command)
}

fn print_links(server: &Server, adapt: impl Fn(&str) -> String) {
    let about = [
        ("booking link", "A customer's link", "what a customer gets in a message: choose a time for the visit"),
        ("board", "The board", "what the office sees: the jobs and their states"),
        ("api", "The API", "Sonar's scheduling API, by HTTP Basic"),
    ];
    for (name, title, purpose) in about {
        if let Some(link) = server.said(name) {
            println!("  {title:<18}{}\n  {:<18}{purpose}\n", adapt(link), "");
        }
    }
    if let Some(user) = server.said("api user") {
        println!("  {:<18}{user}\n", "API user");
    }
}
