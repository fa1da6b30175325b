//! What a form has posted.

use form_urlencoded::parse;

/// Fields in their order. What is too much was refused before: a body has its bound.
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a body of `application/x-www-form-urlencoded`.
    #[must_use]
    pub fn read(body: &[u8]) -> Self {
        Self(parse(body).map(|(name, value)| (name.into_owned(), value.replace("\r\n", "\n"))).collect())
    }

    /// What is in a field; empty where it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Whether it was sent.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// What a button says whose name begins so: browsers send of a button its name and its label, and the label is for people.
    #[must_use]
    pub fn pressed(&self, prefix: &str) -> Option<&str> {
        self.below(prefix).next().map(|(rest, _)| rest)
    }

    /// The fields whose names begin so: the rest of each name, and what is in it.
    pub fn below(&self, prefix: &str) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.as_str())))
    }

    /// All fields.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.below("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_name_counts_and_a_button_is_known_by_its_name() {
        let form = Form::read(b"notes=a%0D%0Ab&notes=c&start.2026-03-02+09%3A00%3A00=9%3A00+AM&%ff=%ff");
        assert_eq!((form.get("notes"), form.get("nothing")), ("a\nb", ""));
        assert_eq!(form.pressed("start."), Some("2026-03-02 09:00:00"));
        assert_eq!(form.pressed("remove."), None);
        assert!(form.has("notes") && !form.has("nothing"));
    }
}
