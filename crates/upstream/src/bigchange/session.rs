//! Who calls, and for which customer: a token from the token address, renewed before it runs out and where it is refused.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::answer;
use crate::tokens::{Token, Tokens};
use crate::{Call, Failure, Method, Secret, Transport, TransportSettings};

/// How long before its end a token is renewed, at most: longer than any call takes.
const MARGIN: Duration = Duration::from_secs(60);

/// The way to BigChange, with who calls.
pub(super) struct Session {
    transport: Transport,
    client_id: String,
    client_secret: Secret,
    customer_id: u64,
    tokens: Tokens,
}

impl Session {
    pub(super) fn new(
        transport: &TransportSettings,
        client_id: String,
        client_secret: Secret,
        customer_id: u64,
    ) -> Result<Self, String> {
        let transport = Transport::new(transport)?;
        Ok(Self { transport, client_id, client_secret, customer_id, tokens: Tokens::default() })
    }

    /// Makes a call, once; again with a new token where the token was refused, since then nothing was done. What it answers when
    /// it was done.
    pub(super) async fn send(&self, call: Call) -> Result<Value, Failure> {
        let send = |token: &Secret| self.transport.send(self.signed(call.clone(), token));
        let (answer, token) = self.tokens.call(|| self.log_in(), send).await?;
        match answer.is_success() {
            true => Ok(answer.body),
            false => {
                let secrets = [token.reveal(), self.client_secret.reveal()];
                Err(answer::failure(answer.status, &answer.body, &secrets))
            }
        }
    }

    fn signed(&self, call: Call, token: &Secret) -> Call {
        call.header("authorization", format!("Bearer {}", token.reveal()))
            .header("customer-id", self.customer_id.to_string())
            .header("accept", "application/json, application/problem+json")
    }

    async fn log_in(&self) -> Result<Token, Failure> {
        let form = vec![
            ("grant_type", "client_credentials".to_owned()),
            ("client_id", self.client_id.clone()),
            ("client_secret", self.client_secret.reveal().to_owned()),
        ];
        let asked_at = Instant::now();
        let call = Call::new(Method::Post, "/auth/tokens").form(form).header("accept", "application/json");
        let answer = self.transport.send(call).await?;
        if !answer.is_success() {
            let sentence = answer::sentence(answer.status, &answer.body, &[self.client_secret.reveal()]);
            return Err(Failure::Unauthorized(sentence));
        }
        let (text, seconds) =
            answer::token(&answer.body).ok_or_else(|| Failure::NotSent("an answer without a token".to_owned()))?;
        let life = Duration::from_secs(seconds);
        Ok(Token { text: Secret::new(text), renew_at: asked_at + life.saturating_sub(MARGIN.min(life / 5)) })
    }
}
