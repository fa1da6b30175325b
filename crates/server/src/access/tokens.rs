//! Logging in to a system's API with a name and a password, and the token that is sent from then on.

use slotwright_domain::System;
use slotwright_store::ApiUser;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::app::App;
use crate::credentials::{Handle, staff_of};
use crate::edge::address::Client;
use crate::edge::refusal::Refusal;
use crate::metrics;
use crate::scheduling::Staff;

/// How long a token works, in seconds.
#[derive(Clone, Copy, Debug)]
pub enum Life {
    /// From when it was made.
    Fixed(i64),
    /// From when it was used last: until then, included.
    Idle(i64),
}

impl Life {
    fn seconds(self) -> i64 {
        match self {
            Self::Fixed(seconds) | Self::Idle(seconds) => seconds,
        }
    }
}

/// Who has sent a token.
#[derive(Clone, Debug)]
pub struct TokenHolder {
    /// The name of the API user.
    pub name: String,
    /// As whom they act.
    pub staff: Staff,
    /// Of which systems' APIs they may use.
    pub systems: Vec<System>,
}

/// A new token for whoever has this name and password, whatever systems they may use; `None` where these are wrong.
///
/// # Errors
///
/// Too many were wrong, or the store can't be asked.
pub async fn log_in(
    app: &App,
    (system, life): (System, Life),
    (name, password): (&str, &str),
    client: Option<Client>,
) -> Result<Option<String>, Refusal> {
    let credentials = STANDARD.encode(format!("{name}:{password}"));
    let address = client.and_then(|Client(address)| address);
    if let Err(wait) = app.api_users.may_try(&credentials, address) {
        metrics::over_quota();
        return Err(Refusal::too_many_guesses(wait));
    }
    let user: Option<ApiUser> = app.api_users.api_user(&credentials, &app.store).await?;
    if user.is_none() {
        app.api_users.was_wrong(&credentials, address);
        return Ok(None);
    }
    let (token, now) = (Handle::random(), app.now().unix());
    app.store.add_access_token(token.hash(), system, name, now, now - life.seconds()).await?;
    Ok(Some(token.reveal()))
}

/// Who has sent this token; `None` where it is none, or works no longer. It counts as used now.
///
/// # Errors
///
/// The store can't be asked.
pub async fn holder(app: &App, (system, life): (System, Life), token: &str) -> Result<Option<TokenHolder>, Refusal> {
    let Some(token) = Handle::parse(token) else { return Ok(None) };
    let Some((known, user)) = app.store.access_token(token.hash(), system).await? else { return Ok(None) };
    let now = app.now().unix();
    let since = match life {
        Life::Fixed(_) => known.made_at,
        Life::Idle(_) => known.used_at,
    };
    if since + life.seconds() < now {
        return Ok(None);
    }
    if let Life::Idle(_) = life
        && known.used_at < now
    {
        app.store.use_access_token(token.hash(), now).await?;
    }
    app.api_users.note_use(&known.api_user, &app.store).await;
    Ok(Some(TokenHolder { name: known.api_user, staff: staff_of(&user), systems: user.systems }))
}

/// Ends a token. Whether it was one.
///
/// # Errors
///
/// The store can't be asked.
pub async fn log_out(app: &App, token: &str) -> Result<bool, Refusal> {
    let Some(token) = Handle::parse(token) else { return Ok(false) };
    Ok(app.store.remove_access_token(token.hash()).await?)
}
