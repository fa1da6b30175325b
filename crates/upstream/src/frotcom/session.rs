//! The token: got for a name and a password, in the address of every call, and at an end after 20 minutes without one.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::answer;
use crate::failure::Failure;
use crate::secret::Secret;
use crate::tokens::{Token, Tokens};
use crate::transport::{Call, Method, Transport};

const AUTHORIZE: &str = "/v2/authorize";
const PROVIDER: &str = "thirdparty";
/// A token that was not used for so long is renewed: a minute before it ends.
const RENEW_AFTER: Duration = Duration::from_secs(19 * 60);

/// The way to the system, as somebody whom it knows.
pub struct Session {
    transport: Transport,
    user: String,
    password: Secret,
    tokens: Tokens,
}

impl Session {
    pub fn new(transport: Transport, user: String, password: Secret) -> Self {
        Self { transport, user, password, tokens: Tokens::prolonged_by(RENEW_AFTER) }
    }

    /// Makes a call, and gives its answer's body. A token that is refused is renewed, and the call made again, once.
    pub async fn call(&self, call: Call) -> Result<Value, Failure> {
        self.call_with(|_| call.clone()).await
    }

    /// Asks whether the token works, after getting one if there is none.
    pub async fn check(&self) -> Result<(), Failure> {
        let call = |token: &Secret| {
            Call::new(Method::Put, AUTHORIZE).json(json!({"provider": PROVIDER, "token": token.reveal()}))
        };
        self.call_with(call).await.map(drop)
    }

    async fn call_with(&self, call: impl Fn(&Secret) -> Call) -> Result<Value, Failure> {
        let send = |token: &Secret| self.transport.send(call(token).query("api_key", token.reveal()));
        let (answer, token) = self.tokens.call(|| self.log_in(), send).await?;
        answer::body(answer, &[token.reveal(), self.password.reveal()])
    }

    async fn log_in(&self) -> Result<Token, Failure> {
        let body = json!({"provider": PROVIDER, "username": self.user, "password": self.password.reveal()});
        let asked_at = Instant::now();
        let answer = self.transport.send(Call::new(Method::Post, AUTHORIZE).json(body)).await?;
        let body = answer::body(answer, &[self.password.reveal()]).map_err(Failure::of_logging_in)?;
        let text = answer::token(&body);
        let text = text.ok_or_else(|| Failure::NotSent("the answer to logging in has no token".to_owned()))?;
        Ok(Token { text, renew_at: asked_at + RENEW_AFTER })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_renewed_before_it_was_unused_for_twenty_minutes() {
        let used_at = Instant::now();
        let token = Token { text: Secret::new("T2"), renew_at: used_at + RENEW_AFTER };
        let after = |minutes: u64| token.works(used_at + Duration::from_secs(minutes * 60));
        assert_eq!([after(0), after(18), after(19), after(20)], [true, true, false, false]);
    }
}
