//! Who calls, and for which customer: a token from the token address, renewed before it runs out and where it is refused.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::Mutex;

use super::answer;
use crate::{Answer, Call, Failure, Method, Secret, Transport, TransportSettings};

/// How long before its end a token is renewed, at most: longer than any call takes.
const MARGIN: Duration = Duration::from_secs(60);

/// The way to BigChange, with who calls.
pub(super) struct Session {
    transport: Transport,
    client_id: String,
    client_secret: Secret,
    customer_id: u64,
    /// What came of the latest asking for a token; locked while one goes on.
    latest: Mutex<Option<Result<Token, Failure>>>,
    /// How many askings have ended.
    ended: AtomicU64,
}

#[derive(Clone)]
struct Token {
    text: Secret,
    /// When it is to be renewed.
    renewed_at: Instant,
}

impl Session {
    pub(super) fn new(
        transport: &TransportSettings,
        client_id: String,
        client_secret: Secret,
        customer_id: u64,
    ) -> Result<Self, String> {
        let transport = Transport::new(transport)?;
        Ok(Self {
            transport,
            client_id,
            client_secret,
            customer_id,
            latest: Mutex::default(),
            ended: AtomicU64::new(0),
        })
    }

    /// Makes a call, once; again with a new token where the token was refused, since then nothing was done. What it answers when
    /// it was done.
    pub(super) async fn send(&self, call: Call) -> Result<Value, Failure> {
        let (token, asking) = self.token(None).await?;
        let mut answer = self.call(call.clone(), &token).await?;
        let mut used = token;
        if answer.status == 401 {
            (used, _) = self.token(Some(asking)).await?;
            answer = self.call(call, &used).await?;
        }
        match answer.is_success() {
            true => Ok(answer.body),
            false => {
                let secrets = [used.text.reveal(), self.client_secret.reveal()];
                Err(answer::failure(answer.status, &answer.body, &secrets))
            }
        }
    }

    async fn call(&self, call: Call, token: &Token) -> Result<Answer, Failure> {
        let call = call
            .header("authorization", format!("Bearer {}", token.text.reveal()))
            .header("customer-id", self.customer_id.to_string())
            .header("accept", "application/json, application/problem+json");
        self.transport.send(call).await
    }

    /// A token that works, and the how-manieth asking it came of. `refused` is that of one that works no longer.
    ///
    /// Whoever waits for an asking takes what comes of it, be it a failure: wrong credentials are sent once, not once for each call.
    async fn token(&self, refused: Option<u64>) -> Result<(Token, u64), Failure> {
        let ended_before = self.ended.load(Ordering::SeqCst);
        let mut latest = self.latest.lock().await;
        let ended = self.ended.load(Ordering::SeqCst);
        match &*latest {
            Some(Ok(token)) if refused != Some(ended) && Instant::now() < token.renewed_at => {
                return Ok((token.clone(), ended));
            }
            Some(Err(failure)) if ended_before < ended => return Err(failure.clone()),
            _ => {}
        }
        let outcome = self.ask().await;
        *latest = Some(outcome.clone());
        let ended = self.ended.fetch_add(1, Ordering::SeqCst) + 1;
        outcome.map(|token| (token, ended))
    }

    /// Asks for a token.
    async fn ask(&self) -> Result<Token, Failure> {
        let form = vec![
            ("grant_type", "client_credentials".to_owned()),
            ("client_id", self.client_id.clone()),
            ("client_secret", self.client_secret.reveal().to_owned()),
        ];
        let asked_at = Instant::now();
        let call = Call::new(Method::Post, "/auth/tokens").form(form).header("accept", "application/json");
        let answer = match self.transport.send(call).await {
            Ok(answer) => answer,
            // The call that needs the token is not sent without it: nothing of that has happened.
            Err(Failure::Lost(cause)) => return Err(Failure::NotSent(format!("no token: {cause}"))),
            Err(other) => return Err(other),
        };
        if !answer.is_success() {
            let sentence = answer::sentence(answer.status, &answer.body, &[self.client_secret.reveal()]);
            return Err(Failure::Unauthorized(sentence));
        }
        let (text, seconds) =
            answer::token(&answer.body).ok_or_else(|| Failure::NotSent("an answer without a token".to_owned()))?;
        let life = Duration::from_secs(seconds);
        Ok(Token { text: Secret::new(text), renewed_at: asked_at + life.saturating_sub(MARGIN.min(life / 5)) })
    }
}
