//! Proofs of work: where it is switched on, somebody who begins something takes some trouble first, so that to begin it many
//! thousand times costs as many times that.
//!
//! As with ALTCHA the server keeps nothing of the challenges that it gives: each carries until when it is good, and its signature.
//! What it keeps are those that were solved, until they have ended, since each is good once. Beside the salt stands a full stop,
//! so that no digit of it can be taken for one of the number: else one solution would be several.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use slotwright_wire::slotwright::Challenge;

use crate::edge::random::{hex, random_bytes};

/// Who has to prove work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Demand {
    /// Nobody.
    #[default]
    Off,
    /// Who comes by an open link, when they begin.
    Open,
    /// They, and every customer for each time that is held.
    All,
}

/// How work is demanded.
pub struct ProofOfWork {
    /// Of whom.
    pub demand: Demand,
    /// The number to be found is none above this: half as many are tried on average.
    pub max_number: u32,
    /// Signs challenges: the same for all servers of an instance.
    pub key: Vec<u8>,
}

/// For how many seconds a challenge is good.
const LIFE_SECONDS: i64 = 600;

impl ProofOfWork {
    /// A new challenge.
    #[must_use]
    pub fn challenge(&self, now: i64) -> Challenge {
        let salt = format!("{}.{}.", now + LIFE_SECONDS, hex(&random_bytes::<12>()));
        let number = u32::from_le_bytes(random_bytes()) % self.max_number.saturating_add(1).max(1);
        let challenge = digest(&salt, &number.to_string());
        Challenge {
            algorithm: "SHA-256".to_owned(),
            signature: hex(&self.mac(&challenge).finalize().into_bytes()),
            salt,
            challenge,
            max_number: self.max_number.into(),
        }
    }

    fn mac(&self, challenge: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("any length is a key");
        mac.update(challenge.as_bytes());
        mac
    }

    /// The salt of a solved challenge, and until when it is good; `None` where it is none of ours or not solved.
    #[must_use]
    pub fn judge<'s>(&self, solved: &'s str) -> Option<(&'s str, i64)> {
        let mut parts = solved.split(',');
        let (salt, number, signature) = (parts.next()?, parts.next()?, parts.next()?);
        let until = salt.strip_suffix('.')?.split_once('.')?.0.parse().ok()?;
        // One spelling of each number, or one solution would be several.
        let is_number = number.parse::<u32>().is_ok_and(|read| read.to_string() == number);
        let signature = unhex(signature).filter(|_| is_number && parts.next().is_none())?;
        self.mac(&digest(salt, number)).verify_slice(&signature).ok()?;
        Some((salt, until))
    }
}

fn digest(salt: &str, number: &str) -> String {
    hex(&Sha256::new().chain_update(salt).chain_update(number).finalize())
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let is_hex = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| (0..32).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap_or_default()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof_of_work() -> ProofOfWork {
        ProofOfWork { demand: Demand::Open, max_number: 500, key: vec![7; 32] }
    }

    fn solve(challenge: &Challenge) -> u64 {
        let is_it = |number: &u64| digest(&challenge.salt, &number.to_string()) == challenge.challenge;
        (0..=challenge.max_number).find(is_it).unwrap()
    }

    #[test]
    fn a_solved_challenge_is_taken_and_no_other_spelling_of_it_nor_another_servers() {
        let ours = proof_of_work();
        let challenge = ours.challenge(1000);
        let (number, Challenge { salt, signature, .. }) = (solve(&challenge), challenge);
        let sent = format!("{salt},{number},{signature}");
        assert_eq!(ours.judge(&sent), Some((salt.as_str(), 1600)));
        let other = ProofOfWork { key: vec![8; 32], ..proof_of_work() };
        assert_eq!(other.judge(&sent), None);
        let bare = salt.trim_end_matches('.');
        for wrong in [
            format!("{salt},{},{signature}", number + 1),
            format!("{salt},0{number},{signature}"),
            format!("{salt},{number},{signature},"),
            format!("{bare},{number},{signature}"),
            format!("9{salt},{number},{signature}"),
            format!("{salt},{number},"),
            String::new(),
            ",,".to_owned(),
        ] {
            assert_eq!(ours.judge(&wrong), None, "{wrong}");
        }
    }
}
