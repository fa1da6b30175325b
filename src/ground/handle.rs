//! The handle of a link, as it comes out of messages.

/// What a sealed link begins with. It has a full stop in its middle, and a handle has none.
const SEALED: &str = "v4.local.";

/// The handle, or the sealed link, in a text: what stands before and behind it is what a message put around a link (a quotation
/// mark, a full stop, a character that nobody sees), and can't be sent to a server at all.
///
/// ```
/// use slotwright::ground::handle::handle_in;
/// assert_eq!(handle_in("\u{200b}A-b_9\u{201d}."), "A-b_9");
/// assert_eq!(handle_in("(v4.local.A-b_9.c.)"), "v4.local.A-b_9.c");
/// ```
#[must_use]
pub fn handle_in(text: &str) -> &str {
    let is_foreign = |character: char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
    // Not by its place: a slice that might lie within a character would bring a sentence about that into the download.
    if let Some((_, sealed)) = text.split_once(SEALED) {
        let body = sealed.split(is_foreign).next().unwrap_or_default();
        let behind = sealed.get(body.len()..).and_then(|rest| rest.strip_prefix('.')).unwrap_or_default();
        let footer = behind.split(is_foreign).next().unwrap_or_default();
        let length = SEALED.len() + body.len() + if footer.is_empty() { 0 } else { 1 + footer.len() };
        let start = text.len() - sealed.len() - SEALED.len();
        return text.get(start..start + length).unwrap_or_default();
    }
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
            assert_eq!(handle_in(&format!("»v4.local.A-_9.eyJ9{tail}")), "v4.local.A-_9.eyJ9", "{tail:?}");
            assert_eq!(handle_in(&format!("v4.local.A-_9{tail}")), "v4.local.A-_9", "{tail:?}");
        }
        for nothing in ["", "。", "»«", "\0", " "] {
            assert_eq!(handle_in(nothing), "", "{nothing:?}");
        }
        assert_eq!(handle_in("v4.local.A-_9."), "v4.local.A-_9");
        assert_eq!(handle_in("v4.local."), "v4.local.");
    }

    #[test]
    fn a_sealed_link_of_any_length_stays_whole() {
        let sealed = format!("v4.local.{}.eyJraWQiOiIyMDI2LTExYSJ9", "Ab-_".repeat(250));
        assert_eq!(handle_in(&sealed), sealed);
    }
}
