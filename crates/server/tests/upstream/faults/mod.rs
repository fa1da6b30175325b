//! A bad day, many times over: whatever happens to the wire and to the gateway, no visit is there twice, and none that was
//! promised is lost. What is not known is told as unknown.
//!
//! A *run* is a booking at the gateway, and mostly a change to it, while one fault happens to the wire. Many are under way at once,
//! and from time to time the gateway is killed in whatever it is doing. In the end the wire is well, all is told that can be, and what
//! stands there is compared with what stands here.
//!
//! `SLOTWRIGHT_FAULT_RUNS` is how many runs each system has, `SLOTWRIGHT_FAULT_SEED` another dice; `cargo xtask race upstream` sets
//! the first.

mod bed;
mod comparison;
mod runs;

use std::fmt;
use std::thread;
use std::time::{Duration, Instant};

use self::bed::Bed;
use self::comparison::Comparison;
use crate::gateway::SYSTEMS;

/// How many runs each system has in the tests of every commit.
const FEW: u64 = 40;
/// After so many runs the gateway is killed, on average.
const RUNS_A_KILL: u64 = 40;

/// What came of all runs of a system.
struct Tally {
    system: &'static str,
    runs: u64,
    kills: u64,
    faults: usize,
    compared: Comparison,
    took: Duration,
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let Self { system, runs, kills, faults, compared, took } = self;
        let Comparison { confirmed, refused, unknown, duplicates, lost, .. } = compared;
        write!(
            formatter,
            "{system:<9} {runs:>5} runs {kills:>3} kills {faults:>5} faults: {confirmed:>5} confirmed {refused:>4} refused \
             {unknown:>4} unknown {duplicates:>2} duplicates {lost:>2} lost, {:.0} s",
            took.as_secs_f64()
        )
    }
}

fn run(system: &'static str, runs: u64, seed: u64) -> Tally {
    let began = Instant::now();
    let bed = Bed::start(system);
    let kills = (runs / RUNS_A_KILL).max(1);
    let done = runs::all(&bed, runs, kills, seed);
    let faults = bed.wire.heal();
    bed.wait_until_told();
    let compared = comparison::compare(&bed, &done);
    Tally { system, runs, kills, faults, compared, took: began.elapsed() }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is `{text}`, and no number")))
}

#[test]
fn whatever_happens_to_the_wire_and_the_gateway_no_visit_is_there_twice_and_none_is_lost() {
    let (runs, seed) = (number("SLOTWRIGHT_FAULT_RUNS"), number("SLOTWRIGHT_FAULT_SEED").unwrap_or(1));
    let tallies: Vec<Tally> = match runs {
        // One after the other, so that each has the machine for itself.
        Some(runs) => SYSTEMS
            .into_iter()
            .map(|system| {
                let tally = run(system, runs, seed);
                println!("{tally}");
                tally
            })
            .collect(),
        None => thread::scope(|scope| {
            let all = SYSTEMS.map(|system| scope.spawn(move || run(system, FEW, seed)));
            all.into_iter().map(|one| one.join().unwrap()).collect()
        }),
    };
    let broken: Vec<String> = tallies
        .iter()
        .filter(|tally| !tally.compared.broken.is_empty())
        .map(|tally| format!("{tally}\n{}", tally.compared.broken.join("\n")))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    for tally in &tallies {
        // Of what Frotcom and OS1 did not answer nobody can know; that is most of what is sent to Frotcom here.
        assert!(tally.runs / 8 < tally.compared.confirmed, "there is nothing to compare: {tally}");
        assert!(0 < tally.faults, "{tally}");
    }
}
