//! The secret of a link, or of an API user whose password was generated.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::edge::random::random_bytes;
use crate::scheduling::link::Secrets;

/// 128 random bits, written as 22 characters of `A-Z a-z 0-9 - _`. Only its hash is ever stored.
#[derive(Clone)]
pub struct Handle([u8; 16]);

impl Handle {
    /// A new one.
    #[must_use]
    pub fn random() -> Self {
        Self(random_bytes())
    }

    /// Reads the 22 characters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        (URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) == Ok(16)).then_some(Self(bytes))
    }

    /// The 22 characters: for the address that is sent to the holder, and for nothing else.
    #[must_use]
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// By which the link is found.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }

    /// What a new link is stored with.
    #[must_use]
    pub fn secrets(&self) -> Secrets {
        Secrets { handle_hash: self.hash(), salt: random_bytes() }
    }
}

/// The address of the booking page that opens with a handle or a sealed link. It stands in the fragment, which no browser sends
/// and no server logs.
#[must_use]
pub fn booking_url(public_url: &str, bearer: &str) -> String {
    format!("{public_url}/book#l={bearer}")
}

/// The address of the board, as [`booking_url`].
#[must_use]
pub fn board_url(public_url: &str, bearer: &str) -> String {
    format!("{public_url}/board#s={bearer}")
}

impl fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("Handle(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_22_characters_and_reads_back() {
        let handle = Handle::random();
        let text = handle.reveal();
        assert_eq!(text.len(), 22);
        assert_eq!(Handle::parse(&text).unwrap().hash(), handle.hash());
    }

    #[test]
    fn nothing_else_is_a_handle() {
        for bad in [
            "",
            "short",
            "AAAAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAB",
            "AAAAAAAAAA AAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAA==",
        ] {
            assert!(Handle::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_handle_does_not_print() {
        assert_eq!(format!("{:?}", Handle::random()), "Handle(…)");
    }
}
