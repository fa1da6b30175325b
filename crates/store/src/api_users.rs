//! Who may use the API by name and password.

use sha2::{Digest, Sha256};
use slotwright_domain::{StaffScope, System};

use crate::error::Error;
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::versions::{self, DEFINITION_VERSION};

/// Who may use the API by name and password.
#[derive(Clone, Debug)]
pub struct ApiUser {
    /// How often what editors change had changed when this was read: what else is known of that version is so still.
    pub roster_version: u64,
    /// The hash of its password, which begins with the name of the algorithm.
    pub password_hash: String,
    /// For which user it acts.
    pub user_id: u64,
    /// Of which systems' APIs it may use.
    pub systems: Vec<System>,
    /// How far what it may do goes.
    pub scope: StaffScope,
    /// By which number its keys and holds are its own: others may act for the same user. The same for the same name.
    pub number: u64,
}

/// An API user as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiUserEntry {
    /// The name that is sent.
    pub name: String,
    /// For which user it acts.
    pub user_id: u64,
    /// That user's name.
    pub user_name: String,
    /// Of which systems' APIs it may use.
    pub systems: Vec<System>,
    /// How far what it may do goes.
    pub scope: StaffScope,
    /// Whether it may do anything now.
    pub is_active: bool,
    /// When it was made, by the database's clock: milliseconds since 1970-01-01 00:00 UTC; `None` of one from before that was kept.
    pub made_ms: Option<i64>,
    /// When it was used last, in the same, to some minutes; `None` where that was never seen.
    pub used_ms: Option<i64>,
}

impl ApiUserEntry {
    /// Whether it may set the instance up.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.is_active && self.scope == StaffScope::Admin && self.systems.contains(&System::Sonar)
    }
}

impl Store {
    /// All API users, by name.
    pub async fn api_users(&self) -> Result<Vec<ApiUserEntry>, Error> {
        self.ask_once(entries).await
    }

    /// The API user of that name, where it may do anything now.
    pub async fn api_user(&self, name: &str) -> Result<Option<ApiUser>, Error> {
        let name = name.to_owned();
        self.ask_once(move |db| api_user(db, &name)).await
    }

    /// Whether there is any API user.
    pub async fn has_api_users(&self) -> Result<bool, Error> {
        self.ask_once(has_api_users).await
    }

    /// Notes that an API user is in use, unless that was noted within so many milliseconds before.
    pub async fn note_use_of_api_user(&self, name: &str, noted_for_ms: i64) -> Result<(), Error> {
        let name = name.to_owned();
        self.change_unkeyed(move |db| {
            let now = db.clock();
            let sql =
                format!("UPDATE api_users SET used_ms = {now} WHERE name = ?1 AND coalesce(used_ms, 0) <= {now} - ?2");
            db.execute(&sql, params![name, noted_for_ms])?;
            Ok(())
        })
        .await
    }

    /// Makes an API user, or gives it a new password. It acts for the user with that username; else for the user with
    /// the lowest number; where there is none, user 1 is made. A new one may use all systems' APIs.
    pub async fn set_api_user(&self, name: &str, password_hash: &str) -> Result<(), Error> {
        let (name, password_hash) = (name.to_owned(), password_hash.to_owned());
        self.change(move |db| set_api_user(db, &name, &password_hash)).await
    }
}

pub(crate) fn api_user(db: &Db, name: &str) -> Result<Option<ApiUser>, Error> {
    let sql = format!(
        "SELECT password_hash, user_id, systems, {DEFINITION_VERSION}, scope FROM api_users WHERE name = ?1 AND is_active"
    );
    let read = |row: Row| {
        let (password_hash, user_id, roster_version) = (row.get(0)?, row.get(1)?, row.get(3)?);
        let scope = scope(&row.get::<String>(4)?)?;
        // The APIs of other systems know no scopes: whoever is held to one does not reach them.
        let mut systems = systems(&row.get::<String>(2)?);
        systems.retain(|system| *system == System::Sonar || scope == StaffScope::Admin);
        Ok(ApiUser { roster_version, password_hash, user_id, systems, scope, number: number_of(name) })
    };
    db.row(&sql, params![name])?.map(read).transpose()
}

pub(crate) fn entries(db: &Db) -> Result<Vec<ApiUserEntry>, Error> {
    let sql = "SELECT api_users.name, users.id, users.name, systems, scope, is_active, made_ms, used_ms
        FROM api_users JOIN users ON users.id = api_users.user_id ORDER BY api_users.name";
    let entry = |row: &Row| {
        Ok(ApiUserEntry {
            name: row.get(0)?,
            user_id: row.get(1)?,
            user_name: row.get(2)?,
            systems: systems(&row.get::<String>(3)?),
            scope: scope(&row.get::<String>(4)?)?,
            is_active: row.get(5)?,
            made_ms: row.get(6)?,
            used_ms: row.get(7)?,
        })
    };
    db.rows(sql, &[])?.iter().map(entry).collect()
}

/// The scope in a column.
fn scope(name: &str) -> Result<StaffScope, Error> {
    StaffScope::named(name)
        .ok_or_else(|| Error::Corrupt(format!("an API user has the scope `{name}`, which there is not")))
}

/// The systems in a column.
fn systems(text: &str) -> Vec<System> {
    text.split_whitespace().filter_map(System::named).collect()
}

/// Systems as a column has them.
pub(crate) fn systems_text(systems: &[System]) -> String {
    systems.iter().map(|system| system.name()).collect::<Vec<_>>().join(" ")
}

/// The number of an API user, of their name: as good as nobody else has it, and no link.
fn number_of(name: &str) -> u64 {
    let digest: [u8; 32] = Sha256::digest(name).into();
    let number = digest[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    // 62 bits, of which the first is set: links are counted from 1.
    number >> 2 | 1 << 61
}

pub(crate) fn has_api_users(db: &Db) -> Result<bool, Error> {
    db.exists("SELECT 1 FROM api_users LIMIT 1", &[])
}

pub(crate) fn set_api_user(db: &Db, name: &str, password_hash: &str) -> Result<(), Error> {
    let known = db.row("SELECT id FROM users ORDER BY username <> ?1, id LIMIT 1", params![name])?;
    let user_id: u64 = match known {
        Some(row) => row.get(0)?,
        None => {
            let sql = "INSERT INTO users (id, username, name, public_name) VALUES (1, ?1, ?1, ?1)";
            db.execute(sql, params![name])?;
            1
        }
    };
    db.touch(&[versions::DEFINITION]);
    let sql = format!(
        "INSERT INTO api_users (name, password_hash, user_id, systems, made_ms) VALUES (?1, ?2, ?3, ?4, {})
         ON CONFLICT (name) DO UPDATE SET password_hash = ?2",
        db.clock()
    );
    db.execute(&sql, params![name, password_hash, user_id, systems_text(&System::ALL)])?;
    Ok(())
}
