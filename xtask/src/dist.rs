//! `cargo xtask dist`: one program with the widget in it, tried, and packed for operators.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::http::Client;
use crate::server::Server;
use crate::{paths, server, shell, size, widget};

/// Builds, tries and packs it; with `--program FILE` one that is built already.
pub fn dist(arguments: &[String]) -> Result<()> {
    let given = match arguments {
        [] => None,
        [flag, file] if flag == "--program" => Some(paths::root().join(file)),
        _ => bail!("`dist` knows only `--program FILE`"),
    };
    widget::build()?;
    let program = match given {
        Some(program) => program,
        None => server::release(&["--features", "embedded"])?,
    };
    let tried = shell::timed("trying the program: every file of the widget, without its folder", || try_out(&program))?;
    let target = host()?;
    let name = format!("slotwright-server-{}-{target}", env!("CARGO_PKG_VERSION"));
    let folder = paths::target().join("dist");
    let mut pack = shell::cargo();
    pack.args(["run", "--quiet", "--package", "slotwright-packing", "--"]);
    pack.arg(&program).arg(paths::root()).arg(&name).arg(&folder);
    let archive = shell::printed_or_fail(&mut pack)?;
    let bytes = |file: &Path| Ok::<_, anyhow::Error>(fs::metadata(file)?.len());
    println!("{:<10}{:>12} bytes, with {tried} files of the widget", "program", size::grouped(bytes(&program)?));
    println!("{:<10}{:>12} bytes", "archive", size::grouped(bytes(Path::new(&archive))?));
    println!("{archive}\n\nFor `integrity` in other pages (sri.json):");
    print!("{}", fs::read_to_string(paths::dist().join("sri.json"))?);
    Ok(())
}

/// Starts the program in an empty folder and compares what it answers with the files it was built with.
fn try_out(program: &Path) -> Result<usize> {
    let folder = paths::target().join("dist-tried");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let mut command = shell::command(program);
    command.args(["--demo", "--listen", "127.0.0.1:0"]).env("RUST_LOG", "warn").current_dir(&folder);
    let server = Server::start(&mut command)?;
    let address = server.said("listening on").context("the server does not say where it listens")?;
    let mut client = Client::connect(address.trim_start_matches("http://"))?;
    let mut tried = 0;
    for entry in fs::read_dir(paths::dist())? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).context("a name that is no text")?.to_owned();
        if !path.is_file() {
            continue;
        }
        if client.get(&format!("/{name}"), &[])? != fs::read(&path)? {
            bail!("the program answers something else than dist/{name}");
        }
        tried += 1;
    }
    let page = client.get("/book", &[])?;
    if page != fs::read(paths::dist().join("index.html"))? {
        bail!("the program's booking page is another than dist/index.html");
    }
    drop(server);
    fs::remove_dir_all(&folder)?;
    Ok(tried)
}

/// For which machine this toolchain builds.
fn host() -> Result<String> {
    let said = shell::printed(shell::command("rustc").arg("-vV")).context("rustc does not say for what it builds")?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say for what it builds")
}
