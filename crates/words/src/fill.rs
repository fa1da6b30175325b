//! Values in texts.

/// Puts values into a text's placeholders.
///
/// ```
/// use slotwright_words::fill;
/// assert_eq!(fill("Until {time}", &[("time", "16:00")]), "Until 16:00");
/// ```
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, placeholder)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = placeholder.split_once('}') else { break };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}
