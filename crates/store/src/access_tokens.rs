//! Who has logged in to a system's API by a token. Only a token's hash is kept.
//!
//! How long one works is the system's affair; times are seconds since 1970 by the instance's clock.

use slotwright_domain::{AccessToken, System};

use crate::api_users::{self, ApiUser};
use crate::error::Error;
use crate::sql::params;
use crate::store::Store;

impl Store {
    /// Keeps a new one, and forgets those of the system that were used last before `forgotten_before`.
    pub async fn add_access_token(
        &self,
        hash: [u8; 32],
        system: System,
        api_user: &str,
        at: i64,
        forgotten_before: i64,
    ) -> Result<(), Error> {
        let api_user = api_user.to_owned();
        self.change_unkeyed(move |db| {
            let sql = "DELETE FROM access_tokens WHERE system = ?1 AND used_at < ?2";
            db.execute(sql, params![system.name(), forgotten_before])?;
            let sql =
                "INSERT INTO access_tokens (hash, system, api_user, made_at, used_at) VALUES (?1, ?2, ?3, ?4, ?4)";
            db.execute(sql, params![hash, system.name(), api_user, at])?;
            Ok(())
        })
        .await
    }

    /// The one with this hash, and the API user whose it is.
    pub async fn access_token(&self, hash: [u8; 32], system: System) -> Result<Option<(AccessToken, ApiUser)>, Error> {
        self.ask_once(move |db| {
            let sql = "SELECT api_user, made_at, used_at FROM access_tokens WHERE hash = ?1 AND system = ?2";
            let Some(row) = db.row(sql, params![hash, system.name()])? else { return Ok(None) };
            let token = AccessToken { api_user: row.get(0)?, made_at: row.get(1)?, used_at: row.get(2)? };
            let api_user = api_users::api_user(db, &token.api_user)?;
            Ok(api_user.map(|api_user| (token, api_user)))
        })
        .await
    }

    /// Notes that one was used.
    pub async fn use_access_token(&self, hash: [u8; 32], at: i64) -> Result<(), Error> {
        self.change_unkeyed(move |db| {
            db.execute("UPDATE access_tokens SET used_at = ?2 WHERE hash = ?1 AND used_at < ?2", params![hash, at])?;
            Ok(())
        })
        .await
    }

    /// Takes one away. Whether it was there.
    pub async fn remove_access_token(&self, hash: [u8; 32]) -> Result<bool, Error> {
        self.change_unkeyed(move |db| Ok(0 < db.execute("DELETE FROM access_tokens WHERE hash = ?1", params![hash])?))
            .await
    }
}
