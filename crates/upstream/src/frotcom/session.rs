//! The token: got for a name and a password, in the address of every call, and at an end after 20 minutes without one.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::answer;
use crate::failure::Failure;
use crate::secret::Secret;
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
    /// Locked while it is renewed, so that whoever finds it refused meanwhile waits for the new one and gets no second.
    token: Mutex<Option<Token>>,
}

struct Token {
    text: Secret,
    used_at: Instant,
}

impl Token {
    fn works(&self, refused: Option<&Secret>, now: Instant) -> bool {
        now < self.used_at + RENEW_AFTER && refused != Some(&self.text)
    }
}

impl Session {
    pub fn new(transport: Transport, user: String, password: Secret) -> Self {
        Self { transport, user, password, token: Mutex::new(None) }
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
        let signed = |token: &Secret| call(token).query("api_key", token.reveal());
        let token = self.token(None).await.map_err(nothing_was_done)?;
        let mut answer = self.transport.send(signed(&token)).await?;
        let mut used = token;
        if answer.status == 401 {
            used = self.token(Some(&used)).await.map_err(nothing_was_done)?;
            answer = self.transport.send(signed(&used)).await?;
        }
        answer::body(answer).map_err(|failure| self.without_secrets(failure, Some(&used)))
    }

    /// A token that works: the one at hand, but not the one that was refused.
    async fn token(&self, refused: Option<&Secret>) -> Result<Secret, Failure> {
        let mut held = self.token.lock().await;
        if let Some(token) = &mut *held
            && token.works(refused, Instant::now())
        {
            token.used_at = Instant::now();
            return Ok(token.text.clone());
        }
        *held = None;
        let used_at = Instant::now();
        let text = self.log_in().await?;
        *held = Some(Token { text: text.clone(), used_at });
        Ok(text)
    }

    async fn log_in(&self) -> Result<Secret, Failure> {
        let body = json!({"provider": PROVIDER, "username": self.user, "password": self.password.reveal()});
        let answer = self.transport.send(Call::new(Method::Post, AUTHORIZE).json(body)).await?;
        let body = answer::body(answer).map_err(|failure| match self.without_secrets(failure, None) {
            // Whatever it says against credentials, no call will be let in with them.
            Failure::Refused { sentence, .. } => Failure::Unauthorized(sentence),
            Failure::NotThere => Failure::NotSent("there is no way to log in at this address".to_owned()),
            failure => failure,
        })?;
        answer::token(&body).ok_or_else(|| Failure::NotSent("the answer to logging in has no token".to_owned()))
    }

    /// A system may say again what it was sent.
    fn without_secrets(&self, failure: Failure, token: Option<&Secret>) -> Failure {
        token.into_iter().chain([&self.password]).fold(failure, answer::without)
    }
}

/// What is lost of logging in is not lost of the call that it was for, which hasn't been made.
fn nothing_was_done(failure: Failure) -> Failure {
    match failure {
        Failure::Lost(cause) => Failure::NotSent(format!("no token could be got: {cause}")),
        failure => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_renewed_before_it_was_unused_for_twenty_minutes_or_when_it_is_refused() {
        let used_at = Instant::now();
        let token = Token { text: Secret::new("T2"), used_at };
        let after = |minutes: u64| token.works(None, used_at + Duration::from_secs(minutes * 60));
        assert_eq!([after(0), after(18), after(19), after(20)], [true, true, false, false]);
        assert!(!token.works(Some(&Secret::new("T2")), used_at));
        // Somebody else has renewed it meanwhile.
        assert!(token.works(Some(&Secret::new("T1")), used_at));
    }

    #[test]
    fn what_is_lost_of_logging_in_has_made_nothing() {
        assert!(!nothing_was_done(Failure::Lost("status 500".to_owned())).may_have_happened());
    }
}
