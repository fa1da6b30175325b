//! Where races are run: a database of its own, and servers on it, each a process with a socket.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::http::{Client, basic};
use crate::postgres::{Database, Postgres};
use crate::rows::Rows;
use crate::time::{Minute, midnight};

const PASSWORD: &str = "for the races alone";
/// What the servers' clocks say at their start, before the first day that is booked: the one that is right, and those of
/// further servers where clocks are to be apart.
const CLOCKS: [&str; 3] = ["2030-06-02T08:00", "2030-06-02T08:05", "2030-06-02T07:55"];

/// The first day on which visits are booked, a Monday.
#[must_use]
pub fn monday() -> Minute {
    midnight(2030, 6, 3)
}

/// Which database.
#[derive(Clone, Copy)]
pub enum Backend<'a> {
    /// A file; one server process at most.
    Sqlite,
    /// A database of this server.
    Postgres(&'a Postgres),
}

impl Backend<'_> {
    /// For tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }
}

/// What is to be set up.
#[derive(Clone)]
pub struct Plan<'a> {
    /// The built server.
    pub program: &'a Path,
    /// Its database.
    pub backend: Backend<'a>,
    /// How many servers; on SQLite always one.
    pub processes: usize,
    /// How many technicians, each at work every day from 8 to 18.
    pub users: u64,
    /// How many API users with the same rights, who are strangers to each other.
    pub callers: usize,
    /// Whether the servers' clocks are minutes apart.
    pub is_skewed: bool,
    /// Further settings, by their environment variables.
    pub settings: Vec<(&'static str, String)>,
}

impl<'a> Plan<'a> {
    /// One server and one caller on this database.
    #[must_use]
    pub fn new(program: &'a Path, backend: Backend<'a>, users: u64) -> Self {
        Self { program, backend, processes: 1, users, callers: 1, is_skewed: false, settings: Vec::new() }
    }
}

/// The database and the servers. They end with the value.
pub struct Arena<'a> {
    servers: Vec<Server>,
    database: Store<'a>,
    /// Declared last: it goes when nobody uses it any more.
    folder: Folder,
    callers: usize,
}

enum Store<'a> {
    File(PathBuf),
    Database(Database<'a>),
}

impl<'a> Arena<'a> {
    /// Sets everything up; the servers are ready.
    ///
    /// # Panics
    ///
    /// A server does not start; the message ends with what it said.
    #[must_use]
    pub fn open(plan: &Plan<'a>) -> Self {
        let folder = Folder::new();
        fs::write(folder.0.join("world.json"), world(plan.users).to_string()).expect("the world can be written");
        let database = match plan.backend {
            Backend::Sqlite => Store::File(folder.0.join("races.db")),
            Backend::Postgres(postgres) => Store::Database(postgres.database()),
        };
        let mut arena = Self { servers: Vec::new(), database, folder, callers: plan.callers };
        if 1 < plan.callers {
            drop(arena.start(plan, 0));
            arena.add_callers();
        }
        let processes = if matches!(plan.backend, Backend::Sqlite) { 1 } else { plan.processes };
        for number in 0..processes {
            let server = arena.start(plan, number);
            arena.servers.push(server);
        }
        // Each server checks each password once, slowly on purpose.
        for (server, caller) in (0..processes).flat_map(|server| (0..plan.callers).map(move |caller| (server, caller)))
        {
            let answer = arena.client(server, caller).send("GET", "/api/v1/users", &[], None);
            assert!(answer.is_ok_and(|answer| answer.status == 200), "caller {caller} is not let in");
        }
        arena
    }

    fn start(&self, plan: &Plan, number: usize) -> Server {
        let mut command = Command::new(plan.program);
        let clock = CLOCKS[if plan.is_skewed { number % CLOCKS.len() } else { 0 }];
        command.args(["--listen", "127.0.0.1:0", "--clock", clock, "--log-format", "json", "--world"]);
        command.arg(self.folder.0.join("world.json")).current_dir(&self.folder.0);
        command.env("DATABASE_URL", self.database_url()).env("API_USER", caller_name(0)).env("API_PASSWORD", PASSWORD);
        command.env("RUST_LOG", "warn").envs(plan.settings.iter().map(|(name, value)| (name, value)));
        Server::start(command, self.folder.0.join(format!("log-{number}")))
    }

    /// The setting that leads to the database.
    #[must_use]
    pub fn database_url(&self) -> String {
        match &self.database {
            Store::File(file) => format!("sqlite://{}", file.display()),
            Store::Database(database) => database.url(),
        }
    }

    /// Further API users, with the first one's password. Each acts for a user of its own, by whom the server tells
    /// callers apart.
    fn add_callers(&self) {
        let statements = |caller: usize| {
            let (id, name) = (user_of(caller), caller_name(caller));
            [
                format!(
                    "INSERT INTO users (id, username, name, public_name) VALUES ({id}, '{name}', '{name}', '{name}')"
                ),
                format!(
                    "INSERT INTO api_users (name, password_hash, user_id) SELECT '{name}', password_hash, {id} \
                     FROM api_users WHERE name = '{}'",
                    caller_name(0)
                ),
            ]
        };
        for statement in (1..self.callers).flat_map(statements) {
            match &self.database {
                Store::File(file) => {
                    let connection = rusqlite::Connection::open(file).expect("the database opens");
                    connection.execute(&statement, []).expect("a caller can be added");
                }
                Store::Database(database) => {
                    database.connect().batch_execute(&statement).expect("a caller can be added");
                }
            }
        }
    }

    /// Whether the database takes a statement, written past the servers. It is taken back again.
    ///
    /// # Panics
    ///
    /// The database can't be asked.
    #[must_use]
    pub fn tries(&self, statement: &str) -> bool {
        match &self.database {
            Store::File(file) => {
                let mut connection = rusqlite::Connection::open(file).expect("the database opens");
                let transaction = connection.transaction().expect("a transaction begins");
                transaction.execute(statement, []).is_ok()
            }
            Store::Database(database) => {
                let mut client = database.connect();
                let mut transaction = client.transaction().expect("a transaction begins");
                transaction.execute(statement, &[]).is_ok()
            }
        }
    }

    /// Ends the servers; the database stays.
    pub fn stop(&mut self) {
        self.servers.clear();
    }

    /// How many servers run.
    #[must_use]
    pub fn processes(&self) -> usize {
        self.servers.len()
    }

    /// The address of one of the servers.
    #[must_use]
    pub fn address(&self, server: usize) -> &str {
        &self.servers[server % self.servers.len()].address
    }

    /// A client of one of the servers, for one of the callers.
    #[must_use]
    pub fn client(&self, server: usize, caller: usize) -> Client {
        self.client_with(server, &authorization(caller))
    }

    /// A client of one of the servers, with this `Authorization`.
    #[must_use]
    pub fn client_with(&self, server: usize, authorization: &str) -> Client {
        Client::new(self.address(server), authorization)
    }

    /// Ends the servers, and reads what they left.
    ///
    /// SIGKILL: everybody was answered, so nothing that a server would do before it ends may be needed.
    #[must_use]
    pub fn close(mut self) -> Left {
        let logs = self.servers.iter().map(|server| fs::read_to_string(&server.log).unwrap_or_default()).collect();
        self.servers.clear();
        let rows = match &self.database {
            Store::File(file) => Rows::of_sqlite(file),
            Store::Database(database) => Rows::of_postgres(&mut database.connect()),
        };
        let deadlocks = match &self.database {
            Store::File(_) => 0,
            Store::Database(database) => deadlocks(database),
        };
        Left { rows, deadlocks, logs }
    }
}

/// What servers left.
pub struct Left {
    /// The database's rows.
    pub rows: Rows,
    /// How often PostgreSQL had to break a circle of waiting transactions.
    pub deadlocks: i64,
    /// What each server logged: warnings and errors.
    pub logs: Vec<String>,
}

/// Counts when all who were connected are gone: they report their last actions as they go.
fn deadlocks(database: &Database) -> i64 {
    let mut client = database.connect();
    loop {
        let others =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                      AND backend_type = 'client backend'";
        if client.query_one(others, &[]).expect("activity can be read").get::<_, i64>(0) == 0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let counted = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
    client.query_one(counted, &[]).expect("statistics can be read").get(0)
}

/// For whom a caller acts: the first one for the first technician, the others for users who do no jobs.
fn user_of(caller: usize) -> usize {
    if caller == 0 { 1 } else { 1000 + caller }
}

/// Under which name the server notes what a caller did.
#[must_use]
pub fn actor(caller: usize) -> String {
    format!("user {}", user_of(caller))
}

/// What a caller sends to be let in.
#[must_use]
pub fn authorization(caller: usize) -> String {
    basic(&caller_name(caller), PASSWORD)
}

/// The name of a caller.
fn caller_name(caller: usize) -> String {
    format!("caller-{caller}")
}

fn world(users: u64) -> Value {
    let days: Vec<_> =
        (0..7).map(|day| json!({"day": day, "start_timestamp": "08:00", "end_timestamp": "18:00"})).collect();
    let users: Vec<_> = (1..=users).collect();
    json!({
        "time_zone": "America/Chicago",
        "users": users,
        "job_types": [{"id": 1, "name": "Visit", "length_in_minutes": 60, "color": "blue", "icon": "smile"}],
        "entities": {"account:1": {"name": "Ada Novak"}},
        "schedules": [{"user_ids": users, "job_type_ids": [1], "start": "2030-01-07", "days": days}],
        "jobs": []
    })
}

/// A server's process. It ends when this is dropped.
struct Server {
    child: Child,
    address: String,
    log: PathBuf,
}

impl Server {
    fn start(mut command: Command, log: PathBuf) -> Self {
        // A file: a pipe that nobody empties stops the server once it is full.
        let errors = File::create(&log).expect("a log can be made");
        let mut child = command.stdout(Stdio::piped()).stderr(errors).spawn().expect("the server can be started");
        let mut address = None;
        let stdout = child.stdout.take().expect("stdout is piped");
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            let (name, value) = line.split_once("  ").unwrap_or((&line, ""));
            if name == "listening on" {
                address = value.trim().strip_prefix("http://").map(str::to_owned);
            }
            if name == "api" {
                break;
            }
        }
        let server = Self { child, address: address.unwrap_or_default(), log };
        assert!(
            !server.address.is_empty(),
            "the server does not start: {}",
            fs::read_to_string(&server.log).unwrap_or_default()
        );
        server
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder that goes with the value.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("slotwright-races-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder can be made");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
