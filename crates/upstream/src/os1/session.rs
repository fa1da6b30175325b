//! The token: got for the client's id and secret, sent with every call, renewed before it ends and when it is refused.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::answer;
use crate::failure::Failure;
use crate::secret::Secret;
use crate::transport::{Call, Method, Transport};

/// A token is renewed so long before it ends.
const MARGIN: Duration = Duration::from_secs(60);
/// How long a token works whose end is not said: what the vendor's programs have.
const USUAL_LIFE_SECONDS: u64 = 86_400;
/// No token is kept for longer.
const LONGEST_LIFE_SECONDS: u64 = 366 * 86_400;

/// Who calls.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub client_id: String,
    pub client_secret: Secret,
    pub tenant_id: String,
    pub audience: Option<String>,
}

/// The way to the system, as somebody whom it knows.
pub struct Session {
    transport: Transport,
    credentials: Credentials,
    /// Locked while it is renewed, so that whoever finds it refused meanwhile waits for the new one and gets no second.
    token: Mutex<Option<Token>>,
}

struct Token {
    text: Secret,
    renew_at: Instant,
}

impl Session {
    pub fn new(transport: Transport, credentials: Credentials) -> Self {
        Self { transport, credentials, token: Mutex::new(None) }
    }

    /// Makes a call, and gives what its answer says. A token that is refused is renewed, and the call made again, once.
    pub async fn call(&self, call: Call) -> Result<Value, Failure> {
        let token = self.token(None).await.map_err(nothing_was_done)?;
        let mut answer = self.transport.send(self.signed(call.clone(), &token)).await?;
        let mut used = token;
        if answer.status == 401 {
            used = self.token(Some(&used)).await.map_err(nothing_was_done)?;
            answer = self.transport.send(self.signed(call, &used)).await?;
        }
        answer::data(answer).map_err(|failure| self.without_secrets(failure, Some(&used)))
    }

    /// A token that works: the one at hand, but not the one that was refused.
    async fn token(&self, refused: Option<&Secret>) -> Result<Secret, Failure> {
        let mut held = self.token.lock().await;
        if let Some(token) = &*held
            && Instant::now() < token.renew_at
            && refused != Some(&token.text)
        {
            return Ok(token.text.clone());
        }
        *held = None;
        let token = self.log_in().await?;
        Ok(held.insert(token).text.clone())
    }

    async fn log_in(&self) -> Result<Token, Failure> {
        let mut body = json!({
            "clientId": self.credentials.client_id,
            "clientSecret": self.credentials.client_secret.reveal(),
        });
        if let Some(audience) = &self.credentials.audience {
            body["audience"] = json!(audience);
        }
        let asked_at = Instant::now();
        let call = Call::new(Method::Post, "/core/api/v1/aaa/auth/client-credentials").json(body);
        let answer = self.transport.send(self.with_origin(call)).await?;
        let data = answer::data(answer).map_err(|failure| match self.without_secrets(failure, None) {
            // Whatever it says against credentials, no call will be let in with them.
            Failure::Refused { sentence, .. } => Failure::Unauthorized(sentence),
            Failure::NotThere => Failure::NotSent("there is no way to log in at this address".to_owned()),
            failure => failure,
        })?;
        let text = data.get("accessToken").and_then(Value::as_str).filter(|text| !text.is_empty());
        let text = text.ok_or_else(|| Failure::NotSent("the answer to logging in has no token".to_owned()))?;
        let life = data.get("expiresIn").and_then(answer::whole).and_then(|seconds| u64::try_from(seconds).ok());
        let life = Duration::from_secs(life.unwrap_or(USUAL_LIFE_SECONDS).min(LONGEST_LIFE_SECONDS));
        // Of a very short life half is used.
        Ok(Token { text: Secret::new(text), renew_at: asked_at + life - MARGIN.min(life / 2) })
    }

    fn signed(&self, call: Call, token: &Secret) -> Call {
        let caller = json!({"id": "slotwright", "name": "Slotwright", "user": self.credentials.client_id});
        self.with_origin(call).header("x-coreos-access", token.reveal()).header("x-coreos-userinfo", caller.to_string())
    }

    fn with_origin(&self, call: Call) -> Call {
        call.header("x-coreos-tid", self.credentials.tenant_id.clone()).header("x-coreos-request-id", request_id())
    }

    /// A system may say again what it was sent.
    fn without_secrets(&self, failure: Failure, token: Option<&Secret>) -> Failure {
        let secrets = token.into_iter().chain([&self.credentials.client_secret]);
        secrets.fold(failure, answer::without)
    }
}

/// What is lost of logging in is not lost of the call that it was for, which hasn't been made.
fn nothing_was_done(failure: Failure) -> Failure {
    match failure {
        Failure::Lost(cause) => Failure::NotSent(format!("no token could be got: {cause}")),
        failure => failure,
    }
}

/// An id of no other request, in the form of a UUID.
fn request_id() -> String {
    // Each state has keys of its own: this is random enough for what is not a secret.
    let random = || RandomState::new().build_hasher().finish();
    let hex = format!("{:016x}{:016x}", random(), random());
    let part = |from, until| hex.get(from..until).unwrap_or_default();
    format!("{}-{}-4{}-a{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_an_id_of_its_own() {
        let (one, other) = (request_id(), request_id());
        assert_eq!(one.len(), 36);
        assert_ne!(one, other);
    }

    #[test]
    fn what_is_lost_of_logging_in_has_made_nothing() {
        assert!(!nothing_was_done(Failure::Lost("status 500".to_owned())).may_have_happened());
    }
}
