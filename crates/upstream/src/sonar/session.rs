//! Who calls: HTTP Basic with every call. There is no token, and nothing to renew.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use tokio::sync::Semaphore;

use super::answer;
use crate::{Call, Failure, Secret, Transport, TransportSettings};

/// How many calls go on at once: no limit is documented, and the programs that are known to speak to it keep to this one.
const CALLS_AT_ONCE: usize = 5;

/// The way to Sonar, with who calls.
pub(super) struct Session {
    transport: Transport,
    authorization: Secret,
    password: Secret,
    turns: Semaphore,
}

impl Session {
    pub(super) fn new(transport: &TransportSettings, user: &str, password: Secret) -> Result<Self, String> {
        let credentials = STANDARD.encode(format!("{user}:{}", password.reveal()));
        Ok(Self {
            transport: Transport::new(transport)?,
            authorization: Secret::new(credentials),
            password,
            turns: Semaphore::new(CALLS_AT_ONCE),
        })
    }

    /// Makes a call, once. What it answers when it was done.
    pub(super) async fn send(&self, call: Call) -> Result<Value, Failure> {
        let _turn = self.turns.acquire().await.map_err(|_| Failure::NotSent("no more calls are made".to_owned()))?;
        let call = call
            .header("authorization", format!("Basic {}", self.authorization.reveal()))
            .header("accept", "application/json");
        let answer = self.transport.send(call).await?;
        match answer.is_success() {
            true => Ok(answer.body),
            false => {
                let secrets = [self.authorization.reveal(), self.password.reveal()];
                Err(answer::failure(answer.status, &answer.body, &secrets))
            }
        }
    }
}
