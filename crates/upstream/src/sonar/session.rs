//! Who calls: HTTP Basic with every call. There is no token, and nothing to renew.

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
        let credentials = base64(format!("{user}:{}", password.reveal()).as_bytes());
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

/// Bytes in base64 (RFC 4648, section 4), as HTTP Basic wants them: too little to depend on something for.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        let known = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("api:secret", "YXBpOnNlY3JldA==")];
        for (text, expected) in known {
            assert_eq!(base64(text.as_bytes()), expected);
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfb]), "//77");
    }
}
