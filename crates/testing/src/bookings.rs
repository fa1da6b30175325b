//! How many bookings a second: the server's, beside what the database itself does with the same writes.
//!
//! The bare loop is the database's own limit: the same rows into the same tables by prepared statements, from as many
//! connections as the servers have writers, and nothing else: no HTTP, no look whether anybody is free, no lock. Both
//! run on the same machine one after the other, with commits that are forced to disk.

use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use postgres::NoTls;
use rusqlite::{Connection, TransactionBehavior, params};

use crate::arena::{Arena, Backend, Plan, monday};
use crate::desk::Desk;
use crate::history::{History, Outcome};

/// Bookings of one round; none meets another.
const BOOKINGS: usize = 2000;
/// Bookings before those that are measured: each connection of the database plans each statement once.
const WARM_UP: usize = 1000;
/// Both are measured in turn so often: what else the machine does is shared.
const ROUNDS: u32 = 4;
const TECHNICIANS: u64 = 40;
/// Clients at once.
const CLIENTS: usize = 48;
/// Connections that write: of each server on PostgreSQL eight.
const WRITERS: usize = 24;

/// What came of a measurement.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Bookings a second by way of the servers.
    pub served: f64,
    /// The same writes in a bare loop, a second.
    pub bare: f64,
}

/// Measures both.
///
/// # Panics
///
/// A booking is refused, or the database fails.
#[must_use]
pub fn rate(program: &Path, backend: Backend) -> Rate {
    let plan = Plan { processes: 3, ..Plan::new(program, backend, TECHNICIANS) };
    let (mut served_for, mut bare_for) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..ROUNDS {
        served_for += served(&plan);
        let mut arena = Arena::open(&plan);
        arena.stop();
        let url = arena.database_url();
        bare_for += match backend {
            Backend::Sqlite => bare_sqlite(Path::new(url.trim_start_matches("sqlite://"))),
            Backend::Postgres(_) => bare_postgres(&url),
        };
    }
    Rate { served: per_second(served_for), bare: per_second(bare_for) }
}

fn per_second(took: Duration) -> f64 {
    (BOOKINGS * ROUNDS as usize) as f64 / took.as_secs_f64()
}

/// Gives out the numbers of bookings, and measures from the first after the warm-up on.
#[derive(Default)]
struct Numbers {
    next: AtomicUsize,
    begun: OnceLock<Instant>,
}

impl Numbers {
    fn next(&self) -> Option<usize> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        if number == WARM_UP {
            self.begun.get_or_init(Instant::now);
        }
        Some(number).filter(|number| *number < WARM_UP + BOOKINGS)
    }

    fn took(&self) -> Duration {
        self.begun.get().map(Instant::elapsed).unwrap_or_default()
    }
}

/// The user and the time of a booking: each hour of each technician once.
fn visit(number: usize) -> (u64, (i64, i64)) {
    let (user, hour) = (number as u64 % TECHNICIANS + 1, number / TECHNICIANS as usize);
    let start = monday() + 1440 * (hour / 10) as i64 + 480 + 60 * (hour % 10) as i64;
    (user, (start, start + 60))
}

fn served(plan: &Plan) -> Duration {
    let arena = Arena::open(plan);
    let (history, numbers) = (History::default(), Numbers::default());
    thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (arena, history, numbers) = (&arena, &history, &numbers);
            scope.spawn(move || {
                let mut desk = Desk::new(arena, client, 0, history);
                while let Some(number) = numbers.next() {
                    let (user, time) = visit(number);
                    let outcome = desk.book(&[user], time);
                    assert!(matches!(outcome, Outcome::Done(_)), "{outcome:?}");
                }
            });
        }
    });
    numbers.took()
}

const JOB: &str = "INSERT INTO jobs (job_type_id, length_in_minutes, place_kind, place_id, notes, services, status, \
                   start_minute, created_by_user_id, crew_size) \
                   VALUES (1, 60, 'accounts', 1, '', '[]', 'scheduled', $1, 1, 1) RETURNING id";
const CLAIM: &str =
    "INSERT INTO claims (job_id, position, user_id, start_minute, end_minute) VALUES ($1, 0, $2, $3, $4)";
const ENTRY: &str = "INSERT INTO job_history (at_ms, job_id, actor, operation, status) \
                     VALUES (0, $1, 'user 1', 'create', 'scheduled')";

fn bare_sqlite(file: &Path) -> Duration {
    let mut connection = Connection::open(file).expect("the database opens");
    // As the server has it.
    connection.pragma_update(None, "synchronous", "FULL").expect("commits can be forced to disk");
    connection.pragma_update(None, "foreign_keys", true).expect("references can be held");
    let numbers = Numbers::default();
    while let Some(number) = numbers.next() {
        let (user, time) = visit(number);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).expect("it begins");
        let job: i64 = transaction
            .prepare_cached(JOB)
            .and_then(|mut insert| insert.query_row([time.0], |row| row.get(0)))
            .expect("a job is taken");
        let claim =
            transaction.prepare_cached(CLAIM).and_then(|mut insert| insert.execute(params![job, user, time.0, time.1]));
        claim.expect("a claim is taken");
        transaction.prepare_cached(ENTRY).and_then(|mut insert| insert.execute([job])).expect("an entry is taken");
        transaction.commit().expect("it is kept");
    }
    numbers.took()
}

fn bare_postgres(url: &str) -> Duration {
    let numbers = Numbers::default();
    thread::scope(|scope| {
        for _ in 0..WRITERS {
            let numbers = &numbers;
            scope.spawn(move || {
                let mut client = postgres::Client::connect(url, NoTls).expect("the database takes connections");
                let statements = [JOB, CLAIM, ENTRY].map(|sql| client.prepare(sql).expect("a statement is taken"));
                while let Some(number) = numbers.next() {
                    let (user, time) = visit(number);
                    let mut transaction = client.transaction().expect("it begins");
                    let job: i64 = transaction.query_one(&statements[0], &[&time.0]).expect("a job is taken").get(0);
                    let claim = transaction.execute(&statements[1], &[&job, &(user as i64), &time.0, &time.1]);
                    claim.expect("a claim is taken");
                    transaction.execute(&statements[2], &[&job]).expect("an entry is taken");
                    transaction.commit().expect("it is kept");
                }
            });
        }
    });
    numbers.took()
}
