//! Each language has every text, with the same values in it, and none that nobody says.

use std::collections::{BTreeMap, BTreeSet};

use slotwright_words::LANGUAGES;
use slotwright_words::text::{board, booking, plain, setup, shared, staff};

/// The plural categories of whole numbers below a million, by CLDR 48 (Language Plural Rules).
const PLURALS: [(&str, &[&str]); 6] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("de", &["one", "other"]),
    ("es", &["one", "other"]),
    ("fr", &["one", "other"]),
    ("pl", &["one", "few", "many", "other"]),
    ("pt", &["one", "other"]),
];

/// In these categories a text may leave the number out: it is one number.
const SINGLE: [&str; 3] = ["zero", "one", "two"];

#[test]
fn no_two_texts_have_one_name() {
    let names: BTreeSet<_> = all().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), all().len());
}

#[test]
fn each_language_has_every_text_and_no_other() {
    for (language, texts) in languages() {
        let categories = PLURALS.iter().find(|(of, _)| *of == language).expect("its plurals").1;
        let spelled = |(name, _): (&str, &str)| match name.ends_with('.') {
            true => categories.iter().map(|category| [name, category].concat()).collect(),
            false => vec![name.to_owned()],
        };
        let needed: BTreeSet<String> = all().into_iter().flat_map(spelled).collect();
        let there: BTreeSet<String> = texts.keys().cloned().collect();
        let missing: Vec<_> = needed.difference(&there).collect();
        let unsaid: Vec<_> = there.difference(&needed).collect();
        assert!(missing.is_empty() && unsaid.is_empty(), "{language} lacks {missing:?}, and nobody says {unsaid:?}");
        assert_eq!(texts["LANGUAGE"], language);
    }
}

#[test]
fn a_text_has_the_values_that_it_has_in_english() {
    for (language, texts) in languages() {
        for (own, text) in &texts {
            let is_own = |name: &str| name == own || name.ends_with('.') && own.starts_with(name);
            let Some((name, english)) = all().into_iter().find(|(name, _)| is_own(name)) else { continue };
            let mut expected = placeholders(english);
            let is_single = own.strip_prefix(name).is_some_and(|category| SINGLE.contains(&category));
            if is_single && !placeholders(text).contains("n") {
                expected.remove("n");
            }
            assert_eq!(placeholders(text), expected, "{language}: {own} = {text}");
            assert!(!text.is_empty() && text.trim() == text, "{language}: {own} = {text:?}");
        }
    }
}

/// Names and English texts of all parts.
fn all() -> Vec<(&'static str, &'static str)> {
    [shared::ALL, booking::ALL, plain::ALL, staff::ALL, board::ALL, setup::ALL].concat()
}

fn languages() -> impl Iterator<Item = (&'static str, BTreeMap<String, String>)> {
    LANGUAGES.into_iter().map(|(language, file)| (language, serde_json::from_str(file).expect("an object of texts")))
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().expect("a placeholder")).collect()
}
