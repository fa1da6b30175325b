//! Keys of what is written: a request whose answer got lost is sent again under its key, and so is not done twice.

/// The last write, as long as its answer is owed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Once {
    owed: Option<(String, String)>,
}

impl Once {
    /// The key to send a write under: the one it was sent under before, if that is still owed an answer, else a `fresh` one.
    ///
    /// `write` is all of it, method, address and body: what differs in anything is another deed.
    ///
    /// ```
    /// use slotwright::ground::once::Once;
    /// let mut once = Once::default();
    /// assert_eq!(once.key("POST /jobs {}", || "a".to_owned()), "a");
    /// assert_eq!(once.key("POST /jobs {}", || "b".to_owned()), "a", "no answer came: it is the same deed");
    /// assert!(once.is_owed());
    /// once.answered();
    /// assert_eq!(once.key("POST /jobs {}", || "c".to_owned()), "c", "it was answered: this is a new one");
    /// ```
    pub fn key(&mut self, write: &str, fresh: impl FnOnce() -> String) -> String {
        match &self.owed {
            Some((owed, key)) if owed == write => key.clone(),
            _ => {
                let key = fresh();
                self.owed = Some((write.to_owned(), key.clone()));
                key
            }
        }
    }

    /// Whether there is a write whose answer is owed.
    #[must_use]
    pub fn is_owed(&self) -> bool {
        self.owed.is_some()
    }

    /// An answer came that settles it.
    pub fn answered(&mut self) {
        self.owed = None;
    }
}

/// Random bytes as a key.
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
    fn another_deed_has_another_key_and_the_first_is_forgotten() {
        let mut once = Once::default();
        assert_eq!(once.key("book nine", fresh("a")), "a");
        assert_eq!(once.key("book ten", fresh("b")), "b");
        assert_eq!(once.key("book nine", fresh("c")), "c");
    }

    #[test]
    fn a_key_is_printable_and_tells_all_the_bytes() {
        assert_eq!(key_of(&[0x00, 0x0f, 0xf0, 0xa5]), "000ff0a5");
    }
}
