//! The files of the languages beside English, for programs that carry them.

/// A language as its files have it: objects of texts by their names.
pub struct Table {
    /// Its BCP 47 name.
    pub tag: &'static str,
    /// What the elements say, which is what their downloads are made of.
    pub elements: &'static str,
    /// What the server's own pages say beside it.
    pub pages: &'static str,
}

macro_rules! tables {
    ($($tag:literal),*) => {
        [$(Table {
            tag: $tag,
            elements: include_str!(concat!("../languages/", $tag, ".json")),
            pages: include_str!(concat!("../pages/", $tag, ".json")),
        }),*]
    };
}

/// Each of them.
pub const LANGUAGES: [Table; 6] = tables!["de", "es", "fr", "pt", "pl", "ar"];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::text::plain;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    /// No page is half English.
    #[test]
    fn each_language_has_every_text_of_the_pages_with_its_values_and_no_other() {
        let source = include_str!("text/plain.rs");
        for table in LANGUAGES {
            let texts: BTreeMap<String, String> = serde_json::from_str(table.pages).unwrap();
            let names: Vec<&str> = texts.keys().map(String::as_str).collect();
            let mut all = plain::ALL.to_vec();
            all.sort_unstable();
            assert_eq!(names, all, "{}", table.tag);
            for (name, text) in &texts {
                let english = source.split(&format!(" {name} = ")).nth(1).and_then(|rest| rest.split(";\n").next());
                assert_eq!(placeholders(text), placeholders(english.unwrap()), "{}: {name}", table.tag);
            }
        }
    }
}
