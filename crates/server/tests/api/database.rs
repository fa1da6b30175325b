//! The database of a test, looked at from outside: a SQLite file, or with `SLOTWRIGHT_TEST_DATABASE=postgres` a database
//! in a PostgreSQL of the tests' own. `cargo xtask test` runs all tests on both.

use std::cell::RefCell;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use slotwright_store::Store;
use slotwright_testing::postgres::{Database as PostgresDatabase, Postgres, aside};

/// Where a server of a test stores.
pub enum Database {
    Sqlite(std::path::PathBuf),
    Postgres(PostgresDatabase<'static>),
}

impl Database {
    /// The one that was asked for, empty; a file in this folder.
    pub fn new(folder: &Path) -> Self {
        match std::env::var("SLOTWRIGHT_TEST_DATABASE").as_deref() {
            Ok("postgres") => Self::of_postgres(),
            Ok("sqlite" | "") | Err(_) => Self::Sqlite(folder.join("test.db")),
            Ok(other) => panic!("SLOTWRIGHT_TEST_DATABASE is `{other}`; expected `sqlite` or `postgres`"),
        }
    }

    /// One in PostgreSQL, whatever was asked for: for what is about that alone.
    pub fn of_postgres() -> Self {
        Self::Postgres(Postgres::shared().copy_of(with_tables()))
    }

    /// For `--database-url`.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite://{}", path.display()),
            Self::Postgres(database) => database.url(),
        }
    }

    /// A connection beside the server's.
    pub fn look(&self) -> Look {
        match self {
            Self::Sqlite(path) => Look::Sqlite(rusqlite::Connection::open(path).unwrap()),
            Self::Postgres(database) => Look::Postgres(Connected::to(database)),
        }
    }
}

/// A database that has its tables already: a copy is there sooner than they are made.
fn with_tables() -> &'static PostgresDatabase<'static> {
    static WITH_TABLES: OnceLock<PostgresDatabase<'static>> = OnceLock::new();
    WITH_TABLES.get_or_init(|| {
        let database = Postgres::shared().database();
        drop(Store::open(&database.url().parse().unwrap()).unwrap());
        // Its last connection ends a moment after the store; who is connected keeps it from being copied.
        let connected = format!("SELECT count(*) FROM pg_stat_activity WHERE datname = '{}'", database.name());
        let beside = Postgres::shared().database();
        let look = Look::Postgres(Connected::to(&beside));
        while look.count(&connected) > 0 {
            std::thread::sleep(Duration::from_millis(5));
        }
        database
    })
}

/// A look into a database.
pub enum Look {
    Sqlite(rusqlite::Connection),
    Postgres(RefCell<Option<Box<Connected>>>),
}

/// A connection to PostgreSQL, with the long question after its [`Look::state`] once that was asked.
pub struct Connected {
    client: postgres::Client,
    state: Option<postgres::Statement>,
}

impl Connected {
    fn to(database: &PostgresDatabase) -> RefCell<Option<Box<Self>>> {
        RefCell::new(Some(Box::new(aside(|| Self { client: database.connect(), state: None }))))
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        if let Self::Postgres(connected) = self {
            let connected = connected.take();
            aside(|| drop(connected));
        }
    }
}

impl Look {
    /// The number that a question gives.
    pub fn count(&self, sql: &str) -> i64 {
        match self {
            Self::Sqlite(connection) => connection.query_row(sql, [], |row| row.get(0)).unwrap(),
            Self::Postgres(_) => self.ask(|client| client.query_one(sql, &[]).unwrap().get(0)),
        }
    }

    /// A text that is stored.
    pub fn text(&self, sql: &str) -> String {
        match self {
            Self::Sqlite(connection) => connection.query_row(sql, [], |row| row.get(0)).unwrap(),
            Self::Postgres(_) => self.ask(|client| client.query_one(sql, &[]).unwrap().get(0)),
        }
    }

    /// Changes something behind the server's back.
    pub fn execute(&self, sql: &str) {
        match self {
            Self::Sqlite(connection) => connection.execute_batch(sql).unwrap(),
            Self::Postgres(_) => self.ask(|client| client.batch_execute(sql).unwrap()),
        }
    }

    /// Puts the clock of this database so many seconds ahead, for everybody who connects from now on: a function of its own goes
    /// before PostgreSQL's.
    pub fn put_clock_ahead(&self, seconds: i64) {
        self.execute(&format!(
            "CREATE OR REPLACE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
               'SELECT pg_catalog.clock_timestamp() + interval ''{seconds} seconds''';
             DO $$ BEGIN
               EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database());
             END $$"
        ));
    }

    /// Has every statement fail that sets this column.
    pub fn forbid(&self, table: &str, column: &str) {
        let before = format!("CREATE TRIGGER forbidden BEFORE UPDATE OF {column} ON {table}");
        self.execute(&match self {
            Self::Sqlite(_) => format!("{before} BEGIN SELECT RAISE(ABORT, 'no room'); END"),
            Self::Postgres(_) => format!(
                "CREATE FUNCTION forbidden() RETURNS trigger LANGUAGE plpgsql AS $$
                   BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$;
                 {before} FOR EACH ROW EXECUTE FUNCTION forbidden()"
            ),
        });
    }

    /// Another value whenever anybody else has changed anything.
    pub fn state(&self) -> String {
        match self {
            Self::Sqlite(connection) => {
                connection.pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0)).unwrap().to_string()
            }
            // Planned once: it is asked thousands of times.
            Self::Postgres(connected) => {
                let mut connected = connected.borrow_mut();
                let Connected { client, state } = connected.as_deref_mut().unwrap();
                aside(|| {
                    let question = &*state.get_or_insert_with(|| {
                        let sql = question_after_all(client);
                        client.prepare(&sql).unwrap()
                    });
                    client.query_one(question, &[]).unwrap().get(0)
                })
            }
        }
    }

    fn ask<T: Send>(&self, question: impl FnOnce(&mut postgres::Client) -> T + Send) -> T {
        let Self::Postgres(connected) = self else { unreachable!() };
        let mut connected = connected.borrow_mut();
        let Connected { client, .. } = connected.as_deref_mut().unwrap();
        aside(|| question(client))
    }

    /// Whether [`Look::state`] changes with writes that change nothing as well.
    pub fn sees_every_write(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// What must hold of claims in every database at every time: nobody is in two places, and a job has the claims of its
    /// crew exactly while it is scheduled.
    pub fn check_claims(&self) {
        for (promise, counted) in [
            (
                "no two claims of one user overlap",
                "SELECT count(*) FROM claims AS one JOIN claims AS other ON one.user_id = other.user_id
                   AND one.id < other.id
                   AND one.start_minute < other.end_minute AND other.start_minute < one.end_minute",
            ),
            (
                "a job has claims exactly while it is scheduled",
                "SELECT count(*) FROM jobs
                 WHERE (status = 'scheduled') <> EXISTS (SELECT 1 FROM claims WHERE job_id = jobs.id)",
            ),
            (
                "a claim is as long as its job and starts with it",
                "SELECT count(*) FROM claims JOIN jobs ON jobs.id = job_id
                 WHERE claims.start_minute <> jobs.start_minute OR end_minute <> jobs.start_minute + length_in_minutes",
            ),
        ] {
            assert_eq!(self.count(counted), 0, "{promise}");
        }
        if let Self::Sqlite(_) = self {
            let broken = "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'";
            assert_eq!(self.count(broken), 0, "the file is whole");
            assert_eq!(self.count("SELECT count(*) FROM pragma_foreign_key_check"), 0, "all references lead somewhere");
        }
    }
}

/// The SQL that gives one text for all that stands in all tables.
fn question_after_all(client: &mut postgres::Client) -> String {
    let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1";
    let sums = client.query(tables, &[]).unwrap().into_iter().map(|table| {
        let table: String = table.get(0);
        format!("(SELECT count(*)::text || coalesce(sum(hashtext(t::text))::text, '') FROM {table} AS t)")
    });
    format!("SELECT concat_ws(' ', {})", sums.collect::<Vec<_>>().join(", "))
}
