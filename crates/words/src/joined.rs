use crate::Words;
use crate::text::DIRECTION;

/// Parts of a line with a point between, those that are empty left out. Where one reads from right to left each part is kept
/// together (U+2068, U+2069): a number would stand apart from its unit, and a name change places with what is beside it.
#[must_use]
pub fn joined<T: AsRef<str>>(words: &Words, parts: impl IntoIterator<Item = T>) -> String {
    let isolates = words.say(DIRECTION) == "rtl";
    let mut line = String::new();
    for part in parts {
        let part = part.as_ref();
        if part.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push_str(" · ");
        }
        if isolates {
            line.extend(["\u{2068}", part, "\u{2069}"]);
        } else {
            line.push_str(part);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_together_where_one_reads_from_right_to_left() {
        let parts = ["Site survey", "", "45 د"];
        let arabic = Words::new(vec![("DIRECTION".to_owned(), "rtl".to_owned())]);
        assert_eq!(joined(&Words::default(), parts), "Site survey · 45 د");
        assert_eq!(joined(&arabic, parts), "\u{2068}Site survey\u{2069} · \u{2068}45 د\u{2069}");
    }
}
