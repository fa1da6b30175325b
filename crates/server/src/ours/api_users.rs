//! `/v1/api_users`: who may use the API by name and password. Ours; no part of the vendor's API, and for staff alone.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use slotwright_domain::{StaffScope, System};
use slotwright_store::ApiUserEntry;
use slotwright_wire::slotwright::{ApiUser, ApiUserWithPassword};
use slotwright_wire::sonar::Data;

use crate::access::Secret;
use crate::app::App;
use crate::credentials::{NewPassword, api_user_name};
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::bounds::MAX_API_USER_NAME;
use crate::inbound::sonar::params::{NoParams, Params, Reader, shortened};
use crate::inbound::sonar::{self, page};
use crate::outbound::payload::instant;
use crate::scheduling::Staff;
use crate::scheduling::api_user::{self as deeds, ApiUserChange, NewApiUser, NotDone};

/// `GET /v1/api_users`
pub async fn list(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<Json<Data<Vec<ApiUser>>>, Refusal> {
    let page = page(params.reader())?;
    let all = deeds::all(&app, staff).await?;
    let total = all.len() as u64;
    let part = all.into_iter().skip(page.offset() as usize).take(page.limit as usize);
    Ok(sonar::listed(part.map(|user| shown(&app, user)).collect(), total, page))
}

/// `POST /v1/api_users`
pub async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<(StatusCode, Extension<Secret>, Json<ApiUserWithPassword>), Refusal> {
    let mut read = params.reader();
    let name = name(&mut read);
    read.require("scope");
    let (scope, systems) = (scope(&mut read), systems(&mut read).unwrap_or_else(|| vec![System::Sonar]));
    let user_id = read.id("user_id").unwrap_or(staff.user_id);
    read.finish()?;
    let (Some(name), Some(scope)) = (name, scope) else { return Err(Refusal::no_item()) };
    let (password, hash) = new_password().await?;
    let wanted = NewApiUser { name: name.clone(), user_id, scope, systems };
    let made = deeds::add(&app, staff, wanted, hash).await.map_err(|not_done| refused(not_done, &name))?;
    let made = ApiUserWithPassword { api_user: shown(&app, made), password };
    Ok((StatusCode::CREATED, Extension(Secret), Json(made)))
}

/// `PATCH /v1/api_users/:name`
pub async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(name): Path<String>,
    params: Params,
) -> Result<Json<ApiUser>, Refusal> {
    let mut read = params.reader();
    let change = ApiUserChange {
        user_id: read.id("user_id"),
        scope: scope(&mut read),
        systems: systems(&mut read),
        is_active: read.boolean("active"),
    };
    read.finish()?;
    let changed = deeds::change(&app, staff, name.clone(), change).await;
    Ok(Json(shown(&app, changed.map_err(|not_done| refused(not_done, &name))?)))
}

/// `POST /v1/api_users/:name/rotate_password`
pub async fn rotate_password(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(name): Path<String>,
    _: NoParams,
) -> Result<(Extension<Secret>, Json<ApiUserWithPassword>), Refusal> {
    refuse_of_settings(&app, &name)?;
    let (password, hash) = new_password().await?;
    let changed = deeds::rotate(&app, staff, name.clone(), hash).await;
    let api_user = shown(&app, changed.map_err(|not_done| refused(not_done, &name))?);
    Ok((Extension(Secret), Json(ApiUserWithPassword { api_user, password })))
}

/// `DELETE /v1/api_users/:name`
pub async fn remove(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(name): Path<String>,
    _: NoParams,
) -> Result<StatusCode, Refusal> {
    refuse_of_settings(&app, &name)?;
    deeds::remove(&app, staff, name.clone()).await.map_err(|not_done| refused(not_done, &name))?;
    Ok(StatusCode::NO_CONTENT)
}

/// The next start would give it the password of the settings again, and make it anew.
fn refuse_of_settings(app: &App, name: &str) -> Result<(), Refusal> {
    if app.api_user_of_settings.as_deref() != Some(name) {
        return Ok(());
    }
    let sentence = format!("The password of `{name}` stands in the server's settings. Change it there.");
    Err(Refusal::sentence(StatusCode::CONFLICT, "from-settings", sentence))
}

fn refused(not_done: NotDone, name: &str) -> Refusal {
    match not_done {
        NotDone::Unknown => Refusal::no_item(),
        NotDone::NameTaken => {
            let name = shortened(name);
            Refusal::field("name", format!("There is an API user `{name}` already. Please choose another name."))
        }
        NotDone::UnknownUser => Refusal::field("user_id", "The selected user id is invalid."),
        NotDone::ScopeElsewhere => {
            let sentence =
                "With another scope than `admin` the systems must be `sonar` alone: the others' APIs know no scopes.";
            Refusal::field("systems", sentence)
        }
        NotDone::LastAdmin => {
            let sentence = format!(
                "`{name}` is the last API user who may set this up. Please make another with the scope `admin` first."
            );
            Refusal::sentence(StatusCode::CONFLICT, "last-admin", sentence)
        }
        NotDone::Store(error) => error.into(),
    }
}

/// One that is generated: nobody chooses it, so that nobody can guess it.
async fn new_password() -> Result<(String, String), Refusal> {
    let password = NewPassword::generate();
    let hash = password.hash().await?;
    Ok((password.reveal_generated().unwrap_or_default(), hash))
}

fn name(read: &mut Reader) -> Option<String> {
    read.require("name");
    let name = read.short_text("name", MAX_API_USER_NAME)?;
    // It stands in addresses, of which browsers take dots out.
    let is_good = api_user_name(&name).is_ok()
        && !name.chars().any(|any| any.is_control() || any == '/')
        && !["", ".", ".."].contains(&name.trim())
        && name.trim() == name;
    if !is_good && !name.is_empty() {
        let told = shortened(&name);
        let sentence =
            format!("The name must have no colon, slash or line break, and no blank at its ends, is `{told}`.");
        read.fault("name", sentence);
    }
    Some(name).filter(|_| is_good)
}

fn scope(read: &mut Reader) -> Option<StaffScope> {
    read.choice("scope", &StaffScope::ALL.map(|scope| (scope.name(), scope)))
}

fn systems(read: &mut Reader) -> Option<Vec<System>> {
    let mut systems = read.choices("systems", &System::ALL.map(|system| (system.name(), system)))?;
    systems.sort_unstable();
    systems.dedup();
    Some(systems)
}

fn shown(app: &App, user: ApiUserEntry) -> ApiUser {
    ApiUser {
        from_settings: app.api_user_of_settings.as_ref() == Some(&user.name),
        name: user.name,
        user_id: user.user_id,
        user_name: user.user_name,
        scope: user.scope.name().to_owned(),
        systems: user.systems.into_iter().map(|system| system.name().to_owned()).collect(),
        active: user.is_active,
        created_at: user.made_ms.map(instant),
        last_used_at: user.used_ms.map(instant),
    }
}
