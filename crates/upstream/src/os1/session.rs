//! The token: got for the client's id and secret, sent with every call, renewed before it ends and when it is refused.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::answer;
use crate::failure::Failure;
use crate::secret::Secret;
use crate::tokens::{Token, Tokens};
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
    tokens: Tokens,
}

impl Session {
    pub fn new(transport: Transport, credentials: Credentials) -> Self {
        Self { transport, credentials, tokens: Tokens::default() }
    }

    /// Makes a call, and gives what its answer says. A token that is refused is renewed, and the call made again, once.
    pub async fn call(&self, call: Call) -> Result<Value, Failure> {
        let send = |token: &Secret| self.transport.send(self.signed(call.clone(), token));
        let (answer, token) = self.tokens.call(|| self.log_in(), send).await?;
        answer::data(answer, &[token.reveal(), self.credentials.client_secret.reveal()])
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
        let secrets = [self.credentials.client_secret.reveal()];
        let data = answer::data(answer, &secrets).map_err(Failure::of_logging_in)?;
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
}
