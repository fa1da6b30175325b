//! Figures: how long until a customer sees the first opening, and how long the server searches.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::server::Server;
use crate::{http, journeys, paths, server, shell};

/// The demo world is the same every time: the clock stands at a Monday morning when it starts.
const CLOCK: &str = "2026-03-02T09:00";
const PASSWORD: &str = "for-the-bench-alone";

/// `cargo xtask bench start | find`.
pub fn bench(arguments: &[String]) -> Result<()> {
    match arguments {
        [which] if which == "start" => shell::run(&mut journeys::node(&["bench-start.mjs"])?),
        [which] if which == "find" => find(),
        _ => bail!("`bench` needs `start` or `find`"),
    }
}

/// `find_any_available_space` for the demo's 12 technicians over 42 days, one request after the other.
fn find() -> Result<()> {
    const WARM_UP: usize = 20;
    const REQUESTS: usize = 200;
    let program = server::build(true)?;
    let folder = paths::target().join("bench");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let mut command = shell::command(program);
    command.args(["--demo", "--clock", CLOCK, "--listen", "127.0.0.1:0", "--database-url"]);
    command.arg(format!("sqlite://{}", folder.join("bench.db").display()));
    command.env("API_USER", "bench").env("API_PASSWORD", PASSWORD).stderr(std::process::Stdio::null());
    let server = Server::start(&mut command)?;
    let address = server.said("listening on").and_then(|url| url.strip_prefix("http://"));
    let mut client = http::Client::connect(address.context("the server named no address")?)?;
    let login = http::basic("bench", PASSWORD);

    let users = (1..=12).map(|user| format!("&users%5B%5D={user}")).collect::<String>();
    let path = format!(
        "/api/v1/scheduling/jobs/find_any_available_space\
         ?start_date=2026-03-02&end_date=2026-04-12&length_in_minutes=60&job_type_id=1&entityType=account&entityId=1{users}"
    );
    let mut times = Vec::new();
    for _ in 0..WARM_UP + REQUESTS {
        let start = Instant::now();
        client.get(&path, std::slice::from_ref(&login))?;
        times.push(start.elapsed());
    }
    let mut times = times.split_off(WARM_UP);
    times.sort_unstable();
    let plain = client.get(&path, std::slice::from_ref(&login))?;
    let compressed = client.get(&path, &[login, "accept-encoding: br".to_owned()])?;
    println!("find_any_available_space, 12 users, 42 days, {REQUESTS} requests one after the other");
    println!("  median  {}", milliseconds(times[REQUESTS / 2]));
    println!("  p99     {}", milliseconds(times[REQUESTS * 99 / 100]));
    println!("  answer  {} bytes, {} with brotli", plain.len(), compressed.len());
    Ok(())
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
