//! Our own PostgreSQL: what the tests that stand on it rely on.

#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use slotwright_testing::postgres::{Durability, Postgres};

#[test]
fn each_database_is_fresh_and_a_copy_has_what_its_original_has() {
    let postgres = Postgres::shared();
    let first = postgres.database();
    first
        .connect()
        .batch_execute("CREATE EXTENSION btree_gist; CREATE TABLE t (a int); INSERT INTO t VALUES (7)")
        .unwrap();
    let copy = postgres.copy_of(&first);
    assert_eq!(copy.connect().query_one("SELECT a FROM t", &[]).unwrap().get::<_, i32>(0), 7);
    let second = postgres.database();
    assert!(second.connect().query("SELECT a FROM t", &[]).is_err());
}

#[test]
fn a_database_ends_with_its_value_though_somebody_is_connected() {
    let postgres = Postgres::shared();
    let database = postgres.database();
    let (name, mut connected) = (database.name().to_owned(), database.connect());
    drop(database);
    assert!(connected.simple_query("SELECT 1").is_err());
    let other = postgres.database();
    let left = other.connect().query("SELECT 1 FROM pg_database WHERE datname = $1", &[&name]).unwrap();
    assert!(left.is_empty());
}

#[test]
fn it_answers_on_its_socket_alone_and_not_as_superuser() {
    let database = Postgres::shared().database();
    let mut client = database.connect();
    let mut told = |sql: &str| client.query_one(sql, &[]).unwrap().get::<_, String>(0);
    assert_eq!(told("SHOW listen_addresses"), "");
    assert_eq!(told("SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user"), "false");
}

#[test]
fn dropped_it_leaves_nothing() {
    let postgres = Postgres::start(Durability::Safe).unwrap();
    let folder = postgres.folder().to_owned();
    let setting = postgres.database().connect().query_one("SHOW fsync", &[]).unwrap().get::<_, String>(0);
    assert_eq!(setting, "on");
    drop(postgres);
    assert!(!folder.exists());
}

/// Not a test of its own: the owner that the next one kills.
const OWNER: &str = "SLOTWRIGHT_TEST_OWNER";

#[test]
fn its_owner_killed_it_leaves_nothing() {
    if std::env::var_os(OWNER).is_some() {
        println!("folder={}", Postgres::shared().folder().display());
        std::thread::sleep(Duration::from_secs(600));
    }
    let mut owner = Command::new(std::env::current_exe().unwrap());
    owner.args(["--exact", "its_owner_killed_it_leaves_nothing", "--nocapture"]).env(OWNER, "1");
    let mut owner = owner.stdout(Stdio::piped()).spawn().unwrap();
    let lines = std::io::BufRead::lines(std::io::BufReader::new(owner.stdout.as_mut().unwrap()));
    let folder = lines.map_while(Result::ok).find_map(|line| Some(line.split_once("folder=")?.1.to_owned())).unwrap();
    assert!(Path::new(&folder).join("data/postmaster.pid").exists());
    // SIGKILL: nothing of the owner gets to tidy up.
    owner.kill().unwrap();
    owner.wait().unwrap();
    let killed = Instant::now();
    while Path::new(&folder).exists() {
        assert!(killed.elapsed() < Duration::from_secs(60), "{folder} is still there");
        std::thread::sleep(Duration::from_millis(20));
    }
}
