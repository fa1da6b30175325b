//! The exchange of a session elsewhere for a link of the board that works for minutes (RFC 8693).

use slotwright_domain::{LinkEnd, LinkHolder, LinkLimits, StaffScope};

use super::jwt::{self, Session};
use crate::app::App;
use crate::config::{ExchangeKeys, ExchangeSetting};
use crate::edge::refusal::Refusal;
use crate::scheduling::link::WantedLink;

/// For how many seconds what is given works, at most.
const MOST_SECONDS: i64 = 900;

/// What is given.
pub struct Exchanged {
    /// A handle of the board.
    pub bearer: String,
    /// For how many seconds.
    pub seconds: u32,
    /// How far it goes.
    pub scope: StaffScope,
}

/// Why nothing is given.
pub enum NotExchanged {
    /// The session is none that is accepted. Why is for the log.
    Grant,
    /// It does not go as far as was asked for.
    Scope {
        /// How far it goes.
        most: StaffScope,
    },
    /// Nothing could be done.
    Failed(Refusal),
}

/// Reads the keys of each exchange once, so that a mistake is told at the start.
///
/// # Errors
///
/// Which exchange it is, and what is wrong.
pub fn check_keys(exchanges: &[ExchangeSetting]) -> Result<(), String> {
    for exchange in exchanges {
        let keys = text_of(&exchange.keys).and_then(|text| jwt::keys_in(&text).map(drop));
        keys.map_err(|problem| format!("[[exchange]] `{}`: keys: {problem}", exchange.name))?;
    }
    Ok(())
}

/// Exchanges a session for one here that goes as far as is `wanted`, or as far as it can.
///
/// # Errors
///
/// See [`NotExchanged`].
pub async fn exchange(app: &App, token: &str, wanted: Option<StaffScope>) -> Result<Exchanged, NotExchanged> {
    let now = app.now().unix();
    let (exchange, session) = accepted(app, token, now).await.ok_or(NotExchanged::Grant)?;
    let Some(user) = exchange.users.iter().find(|user| user.subject == session.subject) else {
        tracing::info!(exchange = exchange.name, "a session was not exchanged: its subject is nobody here");
        return Err(NotExchanged::Grant);
    };
    let unknown = app.store.unknown_user(&[user.user_id]).await.map_err(|error| NotExchanged::Failed(error.into()))?;
    if unknown.is_some() {
        let user_id = user.user_id;
        tracing::warn!(exchange = exchange.name, user_id, "a session was not exchanged: there is no such user");
        return Err(NotExchanged::Grant);
    }
    let most = user.scope.unwrap_or(exchange.scope);
    let scope = wanted.unwrap_or(most);
    if most < scope {
        return Err(NotExchanged::Scope { most });
    }
    // The minute that clocks may differ is no time to work in.
    let seconds = (session.expires_at - now).clamp(1, MOST_SECONDS) as u32;
    let wanted = WantedLink {
        holder: LinkHolder::Staff { user_id: user.user_id, scope },
        end: Some(LinkEnd::AfterSeconds(seconds)),
        limits: LinkLimits::default(),
        made_by: format!("exchange {}", exchange.name),
    };
    let (bearer, _) = app.make_link(wanted).await.map_err(|error| NotExchanged::Failed(error.into()))?;
    Ok(Exchanged { bearer: bearer.0, seconds, scope })
}

/// The first exchange that accepts a session.
async fn accepted<'a>(app: &'a App, token: &str, now: i64) -> Option<(&'a ExchangeSetting, Session)> {
    for exchange in &app.exchanges {
        let (keys, token) = (exchange.keys.clone(), token.to_owned());
        let wanted = (exchange.issuer.clone(), exchange.audience.clone());
        // A file is read and a signature checked beside those who wait for nothing.
        let checked = tokio::task::spawn_blocking(move || {
            let keys = text_of(&keys).and_then(|text| jwt::keys_in(&text))?;
            Ok::<_, String>(jwt::session(&token, &keys, (&wanted.0, &wanted.1), now))
        });
        match checked.await {
            Ok(Ok(Ok(session))) => return Some((exchange, session)),
            Ok(Ok(Err(why))) => tracing::info!(exchange = exchange.name, "a session was not exchanged: {why}"),
            Ok(Err(problem)) => tracing::error!(exchange = exchange.name, "its keys can't be read: {problem}"),
            Err(_) => {}
        }
    }
    None
}

fn text_of(keys: &ExchangeKeys) -> Result<String, String> {
    match keys {
        ExchangeKeys::Here(text) => Ok(text.clone()),
        ExchangeKeys::File(file) => {
            std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
        }
    }
}
