//! API users as an operator and staff make, change and remove them.

use slotwright_domain::{StaffScope, System};

use super::{Editor, Error};
use crate::api_users::{self, ApiUserEntry, systems_text};
use crate::history;
use crate::sql::params;

impl Editor<'_, '_> {
    /// All API users, by name.
    pub fn api_users(&self) -> Result<Vec<ApiUserEntry>, Error> {
        api_users::entries(self.db)
    }

    /// The API user of that name.
    pub fn api_user(&self, name: &str) -> Result<Option<ApiUserEntry>, Error> {
        Ok(self.api_users()?.into_iter().find(|user| user.name == name))
    }

    /// Whether there is an API user of that name.
    pub fn has_api_user(&self, name: &str) -> Result<bool, Error> {
        self.db.exists("SELECT 1 FROM api_users WHERE name = ?1", params![name])
    }

    /// Whether an API user beside this one may set the instance up.
    pub fn has_other_admin(&self, name: &str) -> Result<bool, Error> {
        Ok(self.api_users()?.iter().any(|user| user.name != name && user.is_admin()))
    }

    /// Makes an API user, or gives it a new password; with `user_id` it acts for that user from now on, else as
    /// [`Store::set_api_user`](crate::store::Store::set_api_user) has it.
    pub fn set_api_user(&self, name: &str, password_hash: &str, user_id: Option<u64>) -> Result<(), Error> {
        let operation = if self.has_api_user(name)? { "rotate_password" } else { "create" };
        api_users::set_api_user(self.db, name, password_hash)?;
        if user_id.is_some() {
            self.db.execute("UPDATE api_users SET user_id = ?2 WHERE name = ?1", params![name, user_id])?;
        }
        history::note_api_user(self.db, self.by, name, operation)
    }

    /// Says of which systems' APIs an API user may use, and how far what it may do goes.
    pub fn set_reach(&self, name: &str, systems: &[System], scope: StaffScope) -> Result<(), Error> {
        let sql = "UPDATE api_users SET systems = ?2, scope = ?3 WHERE name = ?1";
        self.db.execute(sql, params![name, systems_text(systems), scope.name()])?;
        Ok(())
    }

    /// Writes one over the one of its name: for whom it acts, which systems' APIs it may use, how far it goes, and whether it may
    /// do anything.
    pub fn change_api_user(&self, user: &ApiUserEntry) -> Result<(), Error> {
        let Some(before) = self.api_user(&user.name)? else { return Ok(()) };
        let ApiUserEntry { name, user_id, systems, scope, is_active, .. } = user;
        let sql = "UPDATE api_users SET user_id = ?2, is_active = ?3 WHERE name = ?1";
        self.db.execute(sql, params![name, user_id, is_active])?;
        self.set_reach(name, systems, *scope)?;
        let operation = match (before.is_active, is_active) {
            (true, false) => "disable",
            (false, true) => "enable",
            _ => "change",
        };
        history::note_api_user(self.db, self.by, name, operation)
    }

    /// Takes an API user away. Whether there was one.
    pub fn remove_api_user(&self, name: &str) -> Result<bool, Error> {
        if self.db.execute("DELETE FROM api_users WHERE name = ?1", params![name])? == 0 {
            return Ok(false);
        }
        history::note_api_user(self.db, self.by, name, "remove")?;
        Ok(true)
    }
}
