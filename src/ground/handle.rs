//! The handle of a link, as it comes out of messages.

/// The handle in a text: what stands before and behind it is what a message put around a link (a quotation mark, a full stop, a
/// character that nobody sees), and can't be sent to a server at all.
///
/// ```
/// use slotwright::ground::handle::handle_in;
/// assert_eq!(handle_in("\u{200b}A-b_9\u{201d}."), "A-b_9");
/// ```
#[must_use]
pub fn handle_in(text: &str) -> &str {
    let is_foreign = |character: char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
    // Not by its place: a slice that might lie within a character would bring a sentence about that into the download.
    text.split(is_foreign).find(|part| !part.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_a_handle_is_left_of_what_stands_around_it() {
        for tail in
            ["", "。", "”", "…", "\u{200b}", "\n", "\0", "🙂", "»", ".", ",", ")", "%E2%80%9D", " and more", "\r\nx: y"]
        {
            assert_eq!(handle_in(&format!("AAAA-_9{tail}")), "AAAA-_9", "{tail:?}");
        }
        for nothing in ["", "。", "»«", "\0", " "] {
            assert_eq!(handle_in(nothing), "", "{nothing:?}");
        }
    }
}
