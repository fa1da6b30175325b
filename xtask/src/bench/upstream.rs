//! What a gateway costs: the same search asked of the system itself and through the gateway before it, and what it answers once the
//! system is gone. The system is the server itself with the demo world, and so is the gateway.

use std::time::{Duration, Instant};

use anyhow::Result;

use super::find::{PASSWORD, login, start_named};
use super::milliseconds;
use crate::{http, server};

/// How many questions, each another, so that none is answered from what is kept.
const QUESTIONS: u32 = 300;
/// After so many questions that nobody answers the gateway knows that the system is gone.
const UNTIL_KNOWN: usize = 3;

/// `cargo xtask bench upstream`.
pub fn upstream() -> Result<()> {
    let program = server::release(&[])?;
    let (system, mut direct) = start_named(&program, "system", &["--demo"], &[])?;
    let address = system.said("listening on").unwrap_or_default().to_owned();
    let settings = [
        ("UPSTREAM", "sonar".to_owned()),
        ("UPSTREAM_URL", address),
        ("UPSTREAM_USER", "bench".to_owned()),
        ("UPSTREAM_PASSWORD", PASSWORD.to_owned()),
    ];
    let (_gateway, mut through) = start_named(&program, "gateway", &["--demo"], &settings)?;
    let (_alone, mut alone) = start_named(&program, "alone", &["--demo"], &[])?;
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for question in 0..QUESTIONS {
        // In turn, so that whatever else the machine does is shared.
        for (client, times) in [&mut direct, &mut alone, &mut through].into_iter().zip(&mut times) {
            times.push(ask(client, question)?);
        }
    }
    let [direct, alone, through_it] = times.map(sorted);
    let median = |times: &[Duration]| times[times.len() / 2];
    println!("find_any_available_space, 12 users, 7 days, {QUESTIONS} different questions one after the other, median");
    println!("  asked of the system itself    {}", milliseconds(median(&direct)));
    println!("  of a server that stands alone {}", milliseconds(median(&alone)));
    println!("  through the gateway           {}", milliseconds(median(&through_it)));
    let both = median(&direct) + median(&alone);
    let added = median(&through_it).as_secs_f64() * 1000.0 - both.as_secs_f64() * 1000.0;
    println!("  which adds to both searches   {added:.2} ms");
    drop(system);
    let mut down: Vec<_> = (0..QUESTIONS).map(|question| ask(&mut through, question)).collect::<Result<_>>()?;
    let first = down.drain(..UNTIL_KNOWN).max().unwrap_or_default();
    let down = sorted(down);
    println!("the same with the system gone");
    println!("  the first {UNTIL_KNOWN} at most           {}", milliseconds(first));
    println!("  the others at most            {}", milliseconds(down[down.len() - 1]));
    Ok(())
}

fn sorted(mut times: Vec<Duration>) -> Vec<Duration> {
    times.sort_unstable();
    times
}

/// One question of `QUESTIONS`: how long its answer takes.
fn ask(client: &mut http::Client, question: u32) -> Result<Duration> {
    let (from, users) = (2 + question % 20, 1 + question / 20 % 12);
    let path = format!(
        "/api/v1/scheduling/jobs/find_any_available_space?start_date=2026-03-{from:02}&end_date=2026-03-{:02}\
         &length_in_minutes={}&job_type_id=1&entityType=account&entityId={users}",
        from + 7,
        30 + 15 * (question / 240)
    );
    let start = Instant::now();
    client.get(&path, &[login()])?;
    Ok(start.elapsed())
}
