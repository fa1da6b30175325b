//! API users as an operator makes and removes them.

use slotwright_domain::System;

use super::{Editor, Error};
use crate::sql::params;
use crate::{api_users, versions};

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
}

impl Editor<'_, '_> {
    /// All API users, by name.
    pub fn api_users(&self) -> Result<Vec<ApiUserEntry>, Error> {
        let sql = "SELECT api_users.name, users.id, users.name, api_users.systems FROM api_users
            JOIN users ON users.id = api_users.user_id ORDER BY api_users.name";
        let rows = self.db.rows(sql, &[])?;
        rows.iter()
            .map(|row| {
                let systems = api_users::systems(&row.get::<String>(3)?);
                Ok(ApiUserEntry { name: row.get(0)?, user_id: row.get(1)?, user_name: row.get(2)?, systems })
            })
            .collect()
    }

    /// Whether there is an API user of that name.
    pub fn has_api_user(&self, name: &str) -> Result<bool, Error> {
        Ok(api_users::api_user(self.db, name)?.is_some())
    }

    /// Makes an API user, or gives it a new password; with `user_id` it acts for that user from now on, else as
    /// [`Store::set_api_user`](crate::store::Store::set_api_user) has it.
    pub fn set_api_user(&self, name: &str, password_hash: &str, user_id: Option<u64>) -> Result<(), Error> {
        api_users::set_api_user(self.db, name, password_hash)?;
        if user_id.is_some() {
            self.db.execute("UPDATE api_users SET user_id = ?2 WHERE name = ?1", params![name, user_id])?;
        }
        Ok(())
    }

    /// Says of which systems' APIs an API user may use.
    pub fn set_systems(&self, name: &str, systems: &[System]) -> Result<(), Error> {
        self.db.touch(&[versions::DEFINITION]);
        let systems = api_users::systems_text(systems);
        self.db.execute("UPDATE api_users SET systems = ?2 WHERE name = ?1", params![name, systems])?;
        Ok(())
    }

    /// Takes an API user away. Whether there was one.
    pub fn remove_api_user(&self, name: &str) -> Result<bool, Error> {
        Ok(self.db.execute("DELETE FROM api_users WHERE name = ?1", params![name])? > 0)
    }
}
