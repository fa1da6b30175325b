//! A PostgreSQL of our own for tests and figures: own data folder, unix socket only where nothing else is asked for, gone
//! when its owner is.
//!
//! Nothing of an installed cluster is used, only its programs. As root, which PostgreSQL refuses to run as, it is
//! started for the user `postgres` or `nobody`.
//!
//! A test that fails, is interrupted or killed must leave no server behind, and statics are never dropped. So a small
//! shell program stands guard: it owns server and folder, and reads a pipe whose other end only the owner holds. When
//! the owner ends, however it ends, the pipe does too, and the guard stops the server and removes the folder. Should the
//! guard itself be killed, the next start sweeps its folder away, whereupon a server in it stops by itself.

pub mod programs;
pub mod proxy;

use std::fs::{self, File};
use std::io::{self, Write};
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use ::postgres::{Client, NoTls};

/// The role that owns the databases: no superuser, as an installation's should be.
const ROLE: &str = "slotwright";
const FOLDER_PREFIX: &str = "slotwright-postgres-";
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// Its arguments: the folder, the programs' folder, then options for the server.
const GUARD: &str = r#"
folder=$1 programs=$2; shift 2
"$programs/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync \
    >"$folder/log" 2>&1 </dev/null || exit 1
"$programs/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= "$@" >>"$folder/log" 2>&1 </dev/null &
server=$!
read -r _
kill -INT $server
wait $server
rm -rf "$folder"
"#;

/// What a crash of the machine may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Everything: nothing is forced to disk. For tests, which are not about that.
    Fast,
    /// Nothing that was committed, as an installation has it. For figures.
    Safe,
}

/// A running PostgreSQL.
pub struct Postgres {
    folder: PathBuf,
    guard: Child,
    databases: AtomicU32,
    port: u16,
    /// Held as long as we live: by it the sweep knows whose folders are left.
    _lock: File,
}

impl Postgres {
    /// The one that all tests of this process share.
    ///
    /// # Panics
    ///
    /// There is none to start; the message says what to install.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(Durability::Fast).unwrap_or_else(|problem| panic!("{problem}")))
    }

    /// Starts one and waits until it answers.
    ///
    /// # Errors
    ///
    /// Its programs are missing (the message says what to install), or it does not start (the message ends with its log).
    pub fn start(durability: Durability) -> Result<Self, String> {
        Self::start_on(durability, None, &[])
    }

    /// Starts one that also answers on [`Self::port`] of 127.0.0.1; with a certificate and its key, each as PEM, it is
    /// encrypted for who asks for that.
    ///
    /// # Errors
    ///
    /// As [`Self::start`].
    pub fn start_listening(certificate: Option<[&str; 2]>) -> Result<Self, String> {
        let files = certificate.map(|pem| [("ssl_cert_file", pem[0]), ("ssl_key_file", pem[1])]);
        let start = || {
            let port = free_port().map_err(|error| format!("can't find a port for PostgreSQL: {error}"))?;
            Self::start_on(Durability::Fast, Some(port), files.as_ref().map_or(&[], |files| files))
        };
        // Somebody may be faster, and have the port that was free.
        start().or_else(|_| start()).or_else(|_| start())
    }

    fn start_on(durability: Durability, port: Option<u16>, certificate: &[(&str, &str)]) -> Result<Self, String> {
        let programs = programs::find().ok_or(programs::MISSING)?;
        sweep(&std::env::temp_dir());
        let user = User::to_run_as()?;
        let problem = |what: &str, error: io::Error| format!("{what} for PostgreSQL: {error}");
        let folder = new_folder().map_err(|error| problem("can't make a folder", error))?;
        let lock = File::create(folder.join("owner")).map_err(|error| problem("can't mark the folder", error))?;
        lock.lock().map_err(|error| problem("can't lock the folder", error))?;

        let mut guard = Command::new("sh");
        guard.args(["-c", GUARD, "guard"]).arg(&folder).arg(programs);
        for option in options(durability) {
            guard.args(["-c", option]);
        }
        if let Some(port) = port {
            guard.args(["-c", "listen_addresses=127.0.0.1", "-c", &format!("port={port}")]);
        }
        for (name, pem) in certificate {
            let file = folder.join(name);
            own_file(&file, pem, user.as_ref()).map_err(|error| problem("can't write a certificate", error))?;
            guard.args(["-c", "ssl=on", "-c", &format!("{name}={}", file.display())]);
        }
        // A group of its own: control-C at a terminal is for the owner, whose end the guard then sees.
        guard.current_dir("/").process_group(0).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Some(user) = user {
            chown(&folder, Some(user.uid), Some(user.gid))
                .map_err(|error| problem("can't give the folder away", error))?;
            guard.uid(user.uid).gid(user.gid);
        }
        let guard = guard.spawn().map_err(|error| problem("can't start a guard", error))?;
        let mut postgres =
            Self { folder, guard, databases: AtomicU32::new(0), port: port.unwrap_or(5432), _lock: lock };
        aside(|| postgres.wait_until_ready())?;
        Ok(postgres)
    }

    /// A new, empty database. It ends with the value.
    ///
    /// # Panics
    ///
    /// The server does not do it.
    pub fn database(&self) -> Database<'_> {
        self.made("")
    }

    /// A new database with all that is in `original`, to which nobody may be connected.
    ///
    /// # Panics
    ///
    /// The server does not do it, as when somebody is connected.
    pub fn copy_of(&self, original: &Database) -> Database<'_> {
        self.made(&format!("TEMPLATE {}", original.name))
    }

    fn made(&self, template: &str) -> Database<'_> {
        let name = format!("slotwright_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.administrate(&format!("CREATE DATABASE {name} OWNER {ROLE} {template}"));
        Database { postgres: self, name }
    }

    /// The folder with its socket, data and log.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where it answers beside its socket, if it listens; and a part of the socket's name.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Executes a statement as superuser.
    ///
    /// # Panics
    ///
    /// The server refuses it.
    pub fn administrate(&self, statement: &str) {
        let outcome = aside(|| self.superuser().and_then(|mut client| client.batch_execute(statement)));
        outcome.unwrap_or_else(|error| panic!("PostgreSQL: {statement}: {error:?}"));
    }

    fn superuser(&self) -> Result<Client, ::postgres::Error> {
        Client::connect(&self.url("postgres", "postgres"), NoTls)
    }

    fn url(&self, role: &str, database: &str) -> String {
        let folder = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://{role}@{folder}:{}/{database}", self.port)
    }

    fn wait_until_ready(&mut self) -> Result<(), String> {
        let start = Instant::now();
        loop {
            let problem = match self.superuser() {
                Ok(mut client) => {
                    let made = client.batch_execute(&format!("CREATE ROLE {ROLE} LOGIN CREATEDB"));
                    return made.map_err(|error| format!("PostgreSQL: {error:?}"));
                }
                Err(error) => error.to_string(),
            };
            let is_over = self.guard.try_wait().map_err(|error| error.to_string())?.is_some();
            if is_over || START_TIMEOUT < start.elapsed() {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                return Err(format!("PostgreSQL does not start: {problem}\n{log}"));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Runs this in a thread of its own: the client has a runtime inside, which can't be used within another, and a test may
/// be in one.
pub fn aside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| match scope.spawn(work).join() {
        Ok(result) => result,
        Err(panic) => std::panic::resume_unwind(panic),
    })
}

/// A database of its own. It ends when this is dropped, whoever is connected.
pub struct Database<'a> {
    postgres: &'a Postgres,
    name: String,
}

impl Database<'_> {
    /// For `DATABASE_URL`.
    pub fn url(&self) -> String {
        self.postgres.url(ROLE, &self.name)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A connection to look into it.
    ///
    /// # Panics
    ///
    /// The server takes none.
    pub fn connect(&self) -> Client {
        Client::connect(&self.url(), NoTls).unwrap_or_else(|error| panic!("PostgreSQL: {error:?}"))
    }
}

impl Drop for Database<'_> {
    fn drop(&mut self) {
        aside(|| {
            if let Ok(mut client) = self.postgres.superuser() {
                let _ = client.batch_execute(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
            }
        });
    }
}

fn options(durability: Durability) -> Vec<&'static str> {
    let mut options = vec!["max_connections=300", "shared_buffers=128MB", "unix_socket_permissions=0700"];
    if durability == Durability::Fast {
        options.extend(["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
    }
    options
}

/// Below the temporary folder, ours alone; the name is short, a socket's path may have some 100 bytes.
fn new_folder() -> io::Result<PathBuf> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("{FOLDER_PREFIX}{}-{number}", std::process::id()));
    fs::DirBuilder::new().mode(0o700).create(&folder)?;
    Ok(folder)
}

/// One that nobody listens on.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Writes a file that only the server may read, as it demands of a key.
fn own_file(path: &Path, text: &str, owner: Option<&User>) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    match owner {
        Some(user) => chown(path, Some(user.uid), Some(user.gid)),
        None => Ok(()),
    }
}

/// Removes folders whose owners are gone, and their guards with them.
fn sweep(below: &Path) {
    for entry in fs::read_dir(below).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(FOLDER_PREFIX));
        let lock = File::open(entry.path().join("owner"));
        if is_ours && lock.is_ok_and(|lock| lock.try_lock().is_ok()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whom the server runs as when we are root.
struct User {
    uid: u32,
    gid: u32,
}

impl User {
    fn to_run_as() -> Result<Option<Self>, String> {
        if id("-u", "") != Some(0) {
            return Ok(None);
        }
        let known =
            ["postgres", "nobody"].iter().find_map(|name| Some(Self { uid: id("-u", name)?, gid: id("-g", name)? }));
        known
            .map(Some)
            .ok_or_else(|| "PostgreSQL does not run as root, and there is no user `postgres` or `nobody`".to_owned())
    }
}

/// What the program `id` says; an empty name is ourselves.
fn id(what: &str, name: &str) -> Option<u32> {
    let mut command = Command::new("id");
    command.arg(what).args(Some(name).filter(|name| !name.is_empty()));
    let output = command.stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
