//! Passes: by which our own booking page is known where it has no origin, in a frame in a sandbox.
//!
//! A pass opens nothing. It says that whoever shows it has read an answer of this server, which no page of another origin can, unless
//! it could ask the server by other means too.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use slotwright_domain::UnixSecond;

use crate::edge::random::random_bytes;

const DAY: UnixSecond = 24 * 60 * 60;

/// What makes passes and knows them again.
pub struct Passes(Vec<u8>);

impl Passes {
    /// With the key that the instance's servers share.
    #[must_use]
    pub fn new(key: &str) -> Self {
        Self(key.as_bytes().to_vec())
    }

    /// A key for an instance that has none.
    #[must_use]
    pub fn fresh_key() -> String {
        URL_SAFE_NO_PAD.encode(random_bytes::<32>())
    }

    /// A pass for today and tomorrow, UTC: `20583-` and letters that stand in any address as they are.
    #[must_use]
    pub fn make(&self, now: UnixSecond) -> String {
        let day = now.div_euclid(DAY);
        format!("{day}-{}", URL_SAFE_NO_PAD.encode(self.of(day).finalize().into_bytes()))
    }

    /// Whether a pass is ours, and still holds.
    #[must_use]
    pub fn holds(&self, pass: &str, now: UnixSecond) -> bool {
        let Some((day, signature)) = pass.split_once('-') else { return false };
        let (Ok(day), Ok(signature)) = (day.parse::<UnixSecond>(), URL_SAFE_NO_PAD.decode(signature)) else {
            return false;
        };
        let today = now.div_euclid(DAY);
        (today - 1..=today).contains(&day) && self.of(day).verify_slice(&signature).is_ok()
    }

    fn of(&self, day: UnixSecond) -> Hmac<Sha256> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.chain_update(day.to_be_bytes())
    }
}

impl fmt::Debug for Passes {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("Passes(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_holds_today_and_tomorrow_and_for_its_own_instance() {
        let (passes, others) = (Passes::new(&Passes::fresh_key()), Passes::new(&Passes::fresh_key()));
        let noon = 20_000 * DAY + DAY / 2;
        let pass = passes.make(noon);
        for (now, holds) in [(noon, true), (noon + DAY, true), (noon + 2 * DAY, false), (noon - DAY, false)] {
            assert_eq!(passes.holds(&pass, now), holds, "{now}");
        }
        assert!(!others.holds(&pass, noon));
        let later = pass.replacen("20000-", "20001-", 1);
        for wrong in ["", "-", "20000-", "20000", &later, &format!("{pass}A"), "x-AAAA", "99999999999999999999-A"] {
            assert!(!passes.holds(wrong, noon + DAY), "{wrong}");
        }
    }
}
