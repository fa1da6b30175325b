//! Who may use the API by name and password: for staff alone.
//!
//! Somebody may always set the instance up: the last who may is neither held to less nor disabled nor removed.

use slotwright_domain::{StaffScope, System};
use slotwright_store::{ApiUserEntry, Editor, Error};

use super::Staff;
use crate::instance::Instance;

/// An API user that is to be made.
#[derive(Clone, Debug)]
pub struct NewApiUser {
    /// The name that it sends.
    pub name: String,
    /// For which user it acts.
    pub user_id: u64,
    /// How far it goes.
    pub scope: StaffScope,
    /// Of which systems' APIs it may use.
    pub systems: Vec<System>,
}

/// What is to be another of an API user; what is not said stays.
#[derive(Clone, Debug, Default)]
pub struct ApiUserChange {
    /// For which user it acts.
    pub user_id: Option<u64>,
    /// How far it goes.
    pub scope: Option<StaffScope>,
    /// Of which systems' APIs it may use.
    pub systems: Option<Vec<System>>,
    /// Whether it may do anything.
    pub is_active: Option<bool>,
}

/// Why nothing was done about an API user.
#[derive(Debug)]
pub enum NotDone {
    /// There is none of that name.
    Unknown,
    /// There is one of that name already.
    NameTaken,
    /// There is no user of that number for whom it could act.
    UnknownUser,
    /// What is held to a scope reaches our own API alone.
    ScopeElsewhere,
    /// Nobody could set the instance up any more.
    LastAdmin,
    /// The store failed.
    Store(Error),
}

impl From<Error> for NotDone {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

/// All of them, by name.
pub async fn all(instance: &Instance, _: Staff) -> Result<Vec<ApiUserEntry>, Error> {
    instance.store.api_users().await
}

/// Makes one with a password of this hash.
///
/// # Errors
///
/// The name is taken, or what it is for is not there.
pub async fn add(instance: &Instance, staff: Staff, wanted: NewApiUser, hash: String) -> Result<ApiUserEntry, NotDone> {
    edit(instance, staff, move |editor| {
        let NewApiUser { name, user_id, scope, systems } = wanted.clone();
        if editor.has_api_user(&name)? {
            return Err(NotDone::NameTaken);
        }
        check(editor, user_id, scope, &systems)?;
        editor.set_api_user(&name, &hash, Some(user_id))?;
        editor.set_reach(&name, &systems, scope)?;
        known(editor, &name)
    })
    .await
}

/// Changes one.
///
/// # Errors
///
/// There is none of that name, what it is for is not there, or it is the last who may set the instance up.
pub async fn change(
    instance: &Instance,
    staff: Staff,
    name: String,
    change: ApiUserChange,
) -> Result<ApiUserEntry, NotDone> {
    edit(instance, staff, move |editor| {
        let ApiUserChange { user_id, scope, systems, is_active } = change.clone();
        let before = known(editor, &name)?;
        let was_admin = before.is_admin();
        let after = ApiUserEntry {
            user_id: user_id.unwrap_or(before.user_id),
            scope: scope.unwrap_or(before.scope),
            systems: systems.unwrap_or_else(|| before.systems.clone()),
            is_active: is_active.unwrap_or(before.is_active),
            ..before
        };
        check(editor, after.user_id, after.scope, &after.systems)?;
        if was_admin && !after.is_admin() && !editor.has_other_admin(&name)? {
            return Err(NotDone::LastAdmin);
        }
        editor.change_api_user(&after)?;
        known(editor, &name)
    })
    .await
}

/// Gives one another password, of this hash; the old one no longer counts.
///
/// # Errors
///
/// There is none of that name.
pub async fn rotate(instance: &Instance, staff: Staff, name: String, hash: String) -> Result<ApiUserEntry, NotDone> {
    edit(instance, staff, move |editor| {
        known(editor, &name)?;
        editor.set_api_user(&name, &hash, None)?;
        known(editor, &name)
    })
    .await
}

/// Takes one away.
///
/// # Errors
///
/// There is none of that name, or it is the last who may set the instance up.
pub async fn remove(instance: &Instance, staff: Staff, name: String) -> Result<(), NotDone> {
    edit(instance, staff, move |editor| {
        if known(editor, &name)?.is_admin() && !editor.has_other_admin(&name)? {
            return Err(NotDone::LastAdmin);
        }
        editor.remove_api_user(&name)?;
        Ok(())
    })
    .await
}

async fn edit<T: Send + 'static>(
    instance: &Instance,
    staff: Staff,
    change: impl Fn(&Editor) -> Result<T, NotDone> + Send + 'static,
) -> Result<T, NotDone> {
    instance.store.edit_as(staff.actor().name(), change).await
}

fn known(editor: &Editor, name: &str) -> Result<ApiUserEntry, NotDone> {
    editor.api_user(name)?.ok_or(NotDone::Unknown)
}

fn check(editor: &Editor, user_id: u64, scope: StaffScope, systems: &[System]) -> Result<(), NotDone> {
    if editor.unknown_user(&[user_id])?.is_some() {
        return Err(NotDone::UnknownUser);
    }
    match scope == StaffScope::Admin || systems == [System::Sonar] {
        true => Ok(()),
        false => Err(NotDone::ScopeElsewhere),
    }
}
