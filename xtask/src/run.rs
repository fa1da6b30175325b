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

/// A server with the demo world in a database of its own, fresh unless it is to be kept.
fn demo_server(program: &Path, folder: &Path, options: &Options) -> Result<std::process::Command> {
    if !options.keep && folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder)?;
    let mut command = shell::command(program);
    command.args(["--demo", "--database-url"]).arg(format!("sqlite://{}", folder.join("slotwright.db").display()));
    command.arg("--assets").arg(paths::dist());
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
