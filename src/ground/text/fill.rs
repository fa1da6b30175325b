//! Values and counts in texts.

/// Puts values into a text's placeholders.
///
/// ```
/// use slotwright::ground::text::fill;
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

/// A text for one and for other numbers of things.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// For exactly one.
    pub one: &'static str,
    /// For all others; `{n}` is the number.
    pub other: &'static str,
}

impl Counted {
    /// The text for `n` things.
    #[must_use]
    pub fn of(self, n: usize) -> String {
        if n == 1 { self.one.to_owned() } else { fill(self.other, &[("n", &n.to_string())]) }
    }
}

#[cfg(test)]
mod tests {
    use crate::ground::text::OPENINGS;

    #[test]
    fn one_thing_is_told_apart_from_many() {
        assert_eq!(OPENINGS.of(1), "1 opening");
        assert_eq!(OPENINGS.of(0), "0 openings");
        assert_eq!(OPENINGS.of(12), "12 openings");
    }
}
