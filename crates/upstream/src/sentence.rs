//! What a system says in its own words, as it may be shown and written into a log.

/// No sentence of theirs is kept longer.
const MAX_CHARACTERS: usize = 500;

/// A text of theirs, which may repeat what it was sent: without these, and then not too long, so that no part of one is left at
/// its end.
pub(crate) fn shown(text: &str, secrets: &[&str]) -> String {
    let secrets = secrets.iter().filter(|secret| !secret.is_empty());
    let clean = secrets.fold(text.to_owned(), |text, secret| text.replace(secret, "…"));
    clean.chars().take(MAX_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_taken_out_before_the_text_is_cut() {
        let text = format!("{}s3cret", "é".repeat(497));
        assert_eq!(shown(&text, &["s3cret", ""]), format!("{}…", "é".repeat(497)));
        assert_eq!(shown(&"é".repeat(600), &[]), "é".repeat(500));
    }
}
