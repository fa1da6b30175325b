//! What takes the place of names, addresses and numbers: the same for the same within a recording, and nothing that could be looked
//! up, since it is made with a key that is random, of this recording alone, and kept nowhere.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::edge::random::random_bytes;

/// Makes things up.
pub struct MadeUp([u8; 32]);

impl std::fmt::Debug for MadeUp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("MadeUp(…)")
    }
}

impl MadeUp {
    /// With a key of its own.
    pub fn new() -> Self {
        Self(random_bytes())
    }

    /// A word that nobody is called: four syllables. Capital letters stay where they tell a name from a word.
    pub fn word(&self, word: &str) -> String {
        const CONSONANTS: &[u8] = b"bdfgklmnprstvwxz";
        const VOWELS: &[u8] = b"aeio";
        let bits = self.number("word", &word.to_lowercase());
        let syllable = |place: u64| {
            let bits = (bits >> (place * 6)) as usize;
            [CONSONANTS[bits % 16], VOWELS[bits / 16 % 4]].map(char::from)
        };
        let made: String = (0..4).flat_map(syllable).collect();
        match word.chars().next() {
            Some(first) if first.is_uppercase() => made[..1].to_uppercase() + &made[1..],
            _ => made,
        }
    }

    /// As many digits, none of them a zero at the beginning.
    pub fn digits(&self, digits: &str) -> String {
        let mut bits = self.number("digits", digits);
        let digit = |place: usize| {
            let digit = if place == 0 { 1 + bits % 9 } else { bits % 10 };
            bits = bits / 10 + u64::from(bits < 10) * 7_919;
            char::from(b'0' + digit as u8)
        };
        (0..digits.len()).map(digit).collect()
    }

    /// An address at the domain that is nobody's.
    pub fn email(&self, address: &str) -> String {
        format!("{}@example.com", self.word(&address.to_lowercase()))
    }

    /// A telephone number, of those that are kept for films.
    pub fn phone(&self, number: &str) -> String {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        format!("+1 555 01{:02}", self.number("phone", &digits) % 100)
    }

    /// A number of degrees that lies somewhere on earth, be it a latitude or a longitude.
    pub fn degrees(&self, degrees: &str) -> f64 {
        (self.number("degrees", degrees) % 160_000) as f64 / 1000.0 - 80.0
    }

    fn number(&self, kind: &str, input: &str) -> u64 {
        // Any length is a key.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return 0 };
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(input.as_bytes());
        let bytes = mac.finalize().into_bytes();
        bytes.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_the_same_within_a_recording_and_another_in_the_next() {
        let (one, other) = (MadeUp::new(), MadeUp::new());
        assert_eq!(one.word("Novak"), one.word("Novak"));
        assert_eq!(one.word("Novak").to_lowercase(), one.word("novak"));
        let of = |made_up: &MadeUp| {
            let words = ["Ada", "Novak", "Elm"].map(|word| made_up.word(word));
            (words, made_up.digits("61602"), made_up.degrees("40.5"))
        };
        assert_ne!(of(&one), of(&other));
    }

    #[test]
    fn what_is_made_up_keeps_its_form() {
        let made_up = MadeUp::new();
        assert_eq!(made_up.digits("0123456789012").len(), 13);
        assert!(made_up.email("ada@novak.example").ends_with("@example.com"));
        assert!((-80.0..=80.0).contains(&made_up.degrees("-89.5")));
        assert!(made_up.word("Ada").starts_with(char::is_uppercase));
    }
}
