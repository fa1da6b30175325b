//! Races: many clients at once on running servers, and then the checker.
//!
//! Each race is a function of its scale: the test suite runs it in seconds, `cargo xtask race` at the length that is
//! worth publishing. All clients of a race wait at one barrier with their connections open, for unsynchronised ones
//! hardly ever meet.

mod backstop;
mod crews;
mod holds;
mod keys;
mod overlaps;
mod stampede;
mod swaps;

use std::fmt::{self, Display, Formatter};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use crate::arena::{Arena, Plan};
use crate::checker::{Promises, Report, check};
use crate::desk::Desk;
use crate::history::{Action, History, Outcome};

pub use backstop::backstop;
pub use crews::crews;
pub use holds::holds;
pub use keys::keys;
pub use overlaps::overlaps;
pub use stampede::{Stampede, stampede};
pub use swaps::swaps;

/// At which length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Seconds: for the test suite.
    Short,
    /// For `cargo xtask race`.
    Full,
}

/// A race: its name, and what runs it.
pub type Race = (&'static str, fn(&Plan, Length) -> Run);

/// All of them. The number of technicians is each race's own, whatever the plan says.
pub const ALL: &[Race] = &[
    ("stampede", |plan, length| match length {
        Length::Short => stampede(plan, Stampede { clients: 200, openings: 10 }),
        Length::Full => stampede(plan, Stampede { clients: 1000, openings: 50 }),
    }),
    ("overlaps", |plan, length| overlaps(&of(plan, 5), scaled(length, 1200, 20_000))),
    ("crews", |plan, length| crews(&of(plan, 8), scaled(length, 800, 10_000))),
    ("holds", |plan, length| holds(&of(plan, 4), scaled(length, 1500, 50_000))),
    ("swaps", |plan, length| swaps(&of(plan, 3), scaled(length, 12, 400))),
    ("keys", |plan, _| keys(&of(plan, 1), 200)),
    ("backstop", |plan, _| backstop(plan)),
];

fn of<'a>(plan: &Plan<'a>, users: u64) -> Plan<'a> {
    Plan { users, ..plan.clone() }
}

fn scaled(length: Length, short: usize, full: usize) -> usize {
    if length == Length::Short { short } else { full }
}

/// Runs the race of that name.
///
/// # Panics
///
/// There is none.
#[must_use]
pub fn run(name: &str, plan: &Plan, length: Length) -> Run {
    let race = ALL.iter().find(|race| race.0 == name);
    race.unwrap_or_else(|| panic!("no race `{name}`")).1(plan, length)
}

/// What came of a race.
#[derive(Clone, Debug)]
pub struct Run {
    /// Which, how large, on which database.
    pub name: String,
    /// Requests that changed something or were to.
    pub attempts: usize,
    /// How many of them did.
    pub done: usize,
    /// How many were answered that the time is taken.
    pub conflicts: usize,
    /// How many got no answer, or a fault of the server.
    pub unknown: usize,
    /// The time of all answers, sorted.
    pub times: Vec<Duration>,
    /// From the first to the last.
    pub took: Duration,
    /// How often PostgreSQL had to break a circle of waiting transactions.
    pub deadlocks: i64,
    /// What the checker found.
    pub report: Report,
    /// What the race itself found wrong.
    pub faults: Vec<String>,
}

impl Run {
    fn of(name: String, arena: Arena, history: &History, promises: &Promises, rush: Rush) -> Self {
        let left = arena.close();
        let attempts = history.attempts();
        let count = |is: fn(&Outcome) -> bool| attempts.iter().filter(|attempt| is(&attempt.outcome)).count();
        let mut times = rush.times;
        times.sort_unstable();
        let mut faults = rush.faults;
        for log in left.logs {
            let is_bad = |line: &&str| line.contains("database is locked") || line.contains("\"level\":\"ERROR\"");
            let logged = |line: &str| {
                let line: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|_| line.into());
                format!("a server logged an error: {}", line.get("message").unwrap_or(&line))
            };
            faults.extend(log.lines().filter(is_bad).take(3).map(logged));
        }
        Self {
            name,
            done: count(|outcome| matches!(outcome, Outcome::Done(_))),
            conflicts: count(|outcome| matches!(outcome, Outcome::Conflict(_))),
            unknown: count(|outcome| *outcome == Outcome::Unknown),
            attempts: attempts.len(),
            times,
            took: rush.took,
            deadlocks: left.deadlocks,
            report: check(&attempts, &left.rows, promises),
            faults,
        }
    }

    /// The time within which so many of a hundred answers came.
    #[must_use]
    pub fn percentile(&self, percent: usize) -> Duration {
        self.times.get((self.times.len() * percent / 100).min(self.times.len().max(1) - 1)).copied().unwrap_or_default()
    }

    /// Whether all was as promised: every invariant, every request answered, no deadlock.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.report.is_good() && self.unknown == 0 && self.deadlocks == 0 && self.faults.is_empty()
    }

    /// What was not, in a few words.
    #[must_use]
    pub fn complaint(&self) -> String {
        let mut broken: Vec<_> = self.report.findings.iter().map(|finding| finding.promise).collect();
        broken.dedup();
        let mut parts: Vec<String> = broken.into_iter().map(str::to_owned).collect();
        if 0 < self.unknown {
            parts.push(format!("{} without answer", self.unknown));
        }
        if 0 < self.deadlocks {
            parts.push(format!("{} deadlocks", self.deadlocks));
        }
        parts.extend(self.faults.first().cloned());
        parts.join(", ")
    }

    /// Demands it.
    ///
    /// # Panics
    ///
    /// Something was not.
    #[track_caller]
    pub fn assert(&self) {
        assert!(self.is_good(), "{self}");
    }
}

impl Display for Run {
    fn fmt(&self, out: &mut Formatter) -> fmt::Result {
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        writeln!(
            out,
            "{}: {} attempts, {} done, {} taken, {} without answer, {} deadlocks; {:.1} s, median {:.1} ms, p99 {:.1} ms",
            self.name,
            self.attempts,
            self.done,
            self.conflicts,
            self.unknown,
            self.deadlocks,
            self.took.as_secs_f64(),
            milliseconds(self.percentile(50)),
            milliseconds(self.percentile(99)),
        )?;
        const SHOWN: usize = 5;
        for fault in self.faults.iter().take(SHOWN) {
            writeln!(out, "  ! {fault}")?;
        }
        if SHOWN < self.faults.len() {
            writeln!(out, "  ! and {} more", self.faults.len() - SHOWN)?;
        }
        write!(out, "{}", self.report)
    }
}

/// What clients bring back.
#[derive(Default)]
struct Rush {
    times: Vec<Duration>,
    faults: Vec<String>,
    took: Duration,
}

impl Rush {
    fn find(&mut self, fault: Option<String>) {
        self.faults.extend(fault);
    }
}

/// Runs so many clients, each a thread with a desk of its own, that all begin at one moment. A client may return what
/// it found wrong.
fn rush<'a>(
    clients: usize,
    desk: impl Fn(usize) -> Desk<'a> + Sync,
    client: impl Fn(usize, &mut Desk<'a>) -> Result<(), String> + Sync,
) -> Rush {
    // A thousand threads need no megabytes each.
    const STACK: usize = 256 * 1024;
    let start = Barrier::new(clients + 1);
    thread::scope(|scope| {
        let running: Vec<_> = (0..clients)
            .map(|number| {
                let (start, desk, client) = (&start, &desk, &client);
                let run = move || {
                    let mut desk = desk(number);
                    start.wait();
                    let outcome = client(number, &mut desk);
                    (desk.took, outcome)
                };
                thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run).expect("a thread can be started")
            })
            .collect();
        start.wait();
        let begun = Instant::now();
        let mut rush = Rush::default();
        for thread in running {
            let (times, outcome) = thread.join().expect("a client does not panic");
            rush.times.extend(times);
            rush.find(outcome.err());
        }
        rush.took = begun.elapsed();
        rush
    })
}

/// Faults of a run in which nothing may be refused but for a taken time.
fn refusals(history: &History) -> Option<String> {
    let refused = history.attempts().into_iter().find(|attempt| matches!(attempt.outcome, Outcome::Refused(..)))?;
    Some(format!("attempt {} was refused: {:?}", refused.number, refused.outcome))
}

/// How many were booked.
fn booked(history: &History) -> usize {
    let is_booked = |action, outcome: &Outcome| action == Action::Book && matches!(outcome, Outcome::Done(_));
    history.attempts().iter().filter(|attempt| is_booked(attempt.call.action, &attempt.outcome)).count()
}
