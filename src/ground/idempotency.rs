//! Idempotency keys: a write whose answer got lost is sent again under the same key, and so is not applied twice.

/// The last write, until its answer is here, and its key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Idempotency {
    pending: Option<(String, String)>,
}

impl Idempotency {
    /// The key to send a write under: the same as before, if this write was sent already and has no answer yet, else a `fresh`
    /// one.
    ///
    /// `write` is all of it, method, path and body: what differs in any of them is another write.
    ///
    /// ```
    /// use slotwright::ground::idempotency::Idempotency;
    /// let mut idempotency = Idempotency::default();
    /// assert_eq!(idempotency.key("POST /jobs {}", || "a".to_owned()), "a");
    /// assert_eq!(idempotency.key("POST /jobs {}", || "b".to_owned()), "a", "no answer came: it is the same write");
    /// assert!(idempotency.is_pending());
    /// idempotency.answered();
    /// assert_eq!(idempotency.key("POST /jobs {}", || "c".to_owned()), "c", "it was answered: this is a new one");
    /// ```
    pub fn key(&mut self, write: &str, fresh: impl FnOnce() -> String) -> String {
        match &self.pending {
            Some((pending, key)) if pending == write => key.clone(),
            _ => {
                let key = fresh();
                self.pending = Some((write.to_owned(), key.clone()));
                key
            }
        }
    }

    /// Whether there is a write without an answer.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// The answer is here: whatever is written next is another write.
    pub fn answered(&mut self) {
        self.pending = None;
    }
}

/// Random bytes as a key, in hexadecimal.
#[must_use]
pub fn key_of(random: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    random.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh(key: &str) -> impl FnOnce() -> String {
        move || key.to_owned()
    }

    #[test]
    fn another_write_has_another_key_and_the_first_is_forgotten() {
        let mut idempotency = Idempotency::default();
        assert_eq!(idempotency.key("book nine", fresh("a")), "a");
        assert_eq!(idempotency.key("book ten", fresh("b")), "b");
        assert_eq!(idempotency.key("book nine", fresh("c")), "c");
    }

    #[test]
    fn a_key_is_printable_and_has_all_the_bytes() {
        assert_eq!(key_of(&[0x00, 0x0f, 0xf0, 0xa5]), "000ff0a5");
    }
}
