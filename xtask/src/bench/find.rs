//! The search for openings: in the demo world, and as users and jobs grow, beside an answer that is ready.
//!
//! How long a search takes says little by itself. Beside it stands an answer of the same size that the same server sends
//! from a file, uncompressed, over the same connection, the two in turn: what is left of the difference is the search.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::milliseconds;
use crate::server::Server;
use crate::{http, paths, server, shell};

/// The demo world is the same every time: the clock stands at a Monday morning when it starts.
const CLOCK: &str = "2026-03-02T09:00";
pub(super) const PASSWORD: &str = "for-the-bench-alone";
/// Visits of a user on a day in the grown worlds, an hour each, in the ten hours of work.
const VISITS_A_DAY: usize = 6;
const DAYS: usize = 31;
const JOBS_OF_A_USER: usize = 200;
/// Whatever can be kept around jobs, so that each job is looked at.
const RULES: &str = r#"{"buffers": [{"job_type_id": 1, "before_minutes": 5, "after_minutes": 10}],
    "travel": {"speed_km_h": 50, "detour_percent": 130, "least_minutes": 5}, "jobs_per_day": 7,
    "day_ends": [{"user_id": 1, "start": {"latitude": 40.7, "longitude": -89.6}}]}"#;

/// `cargo xtask bench find`.
pub fn find() -> Result<()> {
    let program = server::release(&[])?;
    demo(&program)?;
    println!("\nfind_any_available_space, {DAYS} days, {JOBS_OF_A_USER} jobs a user, beside an equally large file");
    heading();
    for users in [10, 30, 100, 300, 1000] {
        grown(&program, users, "{}")?;
    }
    println!("\nthe same under rules for time around jobs and jobs a day");
    heading();
    for users in [10, 100, 1000] {
        grown(&program, users, RULES)?;
    }
    Ok(())
}

fn heading() {
    println!("{:>7}{:>9}{:>12}{:>12}{:>12}{:>9}{:>12}", "users", "jobs", "search", "p99", "file", "ratio", "bytes");
}

/// The demo's 12 technicians over 42 days, one request after the other.
fn demo(program: &Path) -> Result<()> {
    const REQUESTS: usize = 200;
    let (_server, mut client) = start(program, &["--demo"])?;
    let users = (1..=12).map(|user| format!("&users%5B%5D={user}")).collect::<String>();
    let path = format!("{}&end_date=2026-04-12{users}", question());
    let times = in_turn(&mut client, &[&path], REQUESTS)?.remove(0);
    let plain = client.get(&path, &[login()])?;
    let compressed = client.get(&path, &[login(), "accept-encoding: br".to_owned()])?;
    println!("find_any_available_space, 12 users, 42 days, {REQUESTS} requests one after the other");
    println!("  median  {}", milliseconds(times[REQUESTS / 2]));
    println!("  p99     {}", milliseconds(times[REQUESTS * 99 / 100]));
    println!("  answer  {} bytes, {} with brotli", plain.len(), compressed.len());
    Ok(())
}

/// So many users for a month, under these rules.
fn grown(program: &Path, users: usize, rules: &str) -> Result<()> {
    const REQUESTS: usize = 100;
    let folder = fresh_folder()?;
    let world = folder.join("world.json");
    fs::write(&world, world_of(users, rules))?;
    let assets = folder.join("assets");
    fs::create_dir_all(&assets)?;
    let flag = |path: &Path| path.display().to_string();
    let (_server, mut client) = start(program, &["--world", &flag(&world), "--assets", &flag(&assets)])?;
    let path = format!("{}&end_date=2026-04-01", question());
    let answer = client.get(&path, &[login()])?;
    fs::write(assets.join("ready.json"), &answer)?;
    let times = in_turn(&mut client, &[&path, "/ready.json"], REQUESTS)?;
    let median = |times: &[Duration]| times[times.len() / 2];
    let (search, file) = (median(&times[0]), median(&times[1]));
    println!(
        "{users:>7}{:>9}{:>12}{:>12}{:>12}{:>9.2}{:>12}",
        users * JOBS_OF_A_USER,
        milliseconds(search),
        milliseconds(times[0][REQUESTS * 99 / 100]),
        milliseconds(file),
        search.as_secs_f64() / file.as_secs_f64(),
        answer.len()
    );
    Ok(())
}

/// Asks for each path in turn, so that whatever else the machine does is shared; gives each one's times, sorted.
fn in_turn(client: &mut http::Client, paths: &[&str], requests: usize) -> Result<Vec<Vec<Duration>>> {
    const WARM_UP: usize = 20;
    let mut times = vec![Vec::new(); paths.len()];
    for request in 0..WARM_UP + requests {
        for (path, times) in paths.iter().zip(&mut times) {
            let start = Instant::now();
            client.get(path, &[login()])?;
            if WARM_UP <= request {
                times.push(start.elapsed());
            }
        }
    }
    times.iter_mut().for_each(|times| times.sort_unstable());
    Ok(times)
}

fn question() -> String {
    "/api/v1/scheduling/jobs/find_any_available_space\
     ?start_date=2026-03-02&length_in_minutes=60&job_type_id=1&entityType=account&entityId=1"
        .to_owned()
}

pub(super) fn login() -> String {
    http::basic("bench", PASSWORD)
}

fn fresh_folder() -> Result<PathBuf> {
    let folder = paths::target().join("bench");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn start(program: &Path, flags: &[&str]) -> Result<(Server, http::Client)> {
    start_named(program, "bench", flags, &[])
}

/// Starts a server on a fresh database of that name, with further settings by their variables.
pub(super) fn start_named(
    program: &Path,
    name: &str,
    flags: &[&str],
    settings: &[(&str, String)],
) -> Result<(Server, http::Client)> {
    let folder = paths::target().join("bench");
    fs::create_dir_all(&folder)?;
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(folder.join(format!("{name}.db{end}")));
    }
    let mut command = shell::command(program);
    command.args(flags).args(["--clock", CLOCK, "--listen", "127.0.0.1:0", "--database-url"]);
    command.arg(format!("sqlite://{}", folder.join(format!("{name}.db")).display()));
    command.envs(settings.iter().map(|(name, value)| (name, value)));
    command.env("API_USER", "bench").env("API_PASSWORD", PASSWORD).stderr(Stdio::null());
    let server = Server::start(&mut command)?;
    let address = server.said("listening on").and_then(|url| url.strip_prefix("http://"));
    let client = http::Client::connect(address.context("the server named no address")?)?;
    Ok((server, client))
}

/// Users who work from 8 to 18 and have visits strewn over each day, never two at once.
fn world_of(users: usize, rules: &str) -> String {
    let ids: Vec<_> = (1..=users).map(|user| user.to_string()).collect();
    let days: Vec<_> = (0..7)
        .map(|day| format!(r#"{{"day": {day}, "start_timestamp": "08:00", "end_timestamp": "18:00"}}"#))
        .collect();
    let mut jobs = Vec::new();
    for user in 1..=users {
        for job in 0..JOBS_OF_A_USER {
            let (day, of_day) = (job % DAYS, job / DAYS);
            // Six or seven of them, each within its own part of the ten hours; where in it differs.
            let part = 600 / (VISITS_A_DAY + 1);
            let minute = 480 + of_day * part + (user * 7 + day * 3) % (part - 60);
            let (month, of_month) = if day < 30 { (3, day + 2) } else { (4, day - 29) };
            jobs.push(format!(
                r#"{{"scheduled_datetime": "2026-{month:02}-{of_month:02} {:02}:{:02}:00", "length_in_minutes": 60, "user_ids": [{user}]}}"#,
                minute / 60,
                minute % 60
            ));
        }
    }
    format!(
        r#"{{"time_zone": "America/Chicago", "users": [{}], "job_types": [1], "entities": {{"account:1": {{"latitude": 40.5,
            "longitude": -89.5}}}}, "rules": {rules},
            "schedules": [{{"user_ids": [{0}], "job_type_ids": [1], "start": "2026-01-05", "days": [{}]}}], "jobs": [{}]}}"#,
        ids.join(", "),
        days.join(", "),
        jobs.join(",\n")
    )
}
