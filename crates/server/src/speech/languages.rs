//! Which languages there are, and which of them a customer reads.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use slotwright_words::{LANGUAGES, Words};

/// A language that the server speaks.
pub struct Language {
    /// By BCP 47, without a region.
    pub tag: &'static str,
    /// What its readers call it.
    pub name: &'static str,
    /// Its words.
    pub words: Arc<Words>,
}

/// What its readers call each.
const NAMES: [(&str, &str); 6] = [
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("pt", "Português"),
    ("pl", "Polski"),
    ("ar", "العربية"),
];

static ALL: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let language = |tag, name, words| Language { tag, name, words: Arc::new(words) };
    let read = |(tag, file): (&'static str, &str)| {
        let texts: BTreeMap<String, String> = serde_json::from_str(file).unwrap_or_default();
        let name = NAMES.iter().find(|(known, _)| *known == tag).map_or(tag, |(_, name)| name);
        language(tag, name, Words::new(texts.into_iter().collect()))
    };
    let english = language("en", "English", Words::default());
    [english].into_iter().chain(LANGUAGES.into_iter().map(read)).collect()
});

/// All of them; the first is spoken to those who read none of them.
#[must_use]
pub fn languages() -> &'static [Language] {
    &ALL
}

/// The language that is asked for, else the link's, else the first of the browser's that there is; with the name by which dates are
/// written, which keeps a region.
pub(super) fn chosen(asked: &str, link: Option<&str>, accepted: &str) -> (String, &'static Language) {
    let of_browser = by_weight(accepted);
    let wanted = [asked, link.unwrap_or_default()].into_iter().chain(of_browser.iter().map(String::as_str));
    let spoken = |tag: &str| {
        let primary = tag.split('-').next().unwrap_or_default();
        languages().iter().find(|language| language.tag.eq_ignore_ascii_case(primary))
    };
    let found = wanted.into_iter().find_map(|tag| Some((tag.to_owned(), spoken(tag)?)));
    found.unwrap_or_else(|| (ALL[0].tag.to_owned(), &ALL[0]))
}

/// The languages of an `Accept-Language`, the most wanted first.
fn by_weight(accepted: &str) -> Vec<String> {
    let read = |part: &str| {
        let (tag, parameter) = part.split_once(';').unwrap_or((part, "q=1"));
        let weight: f32 = parameter.trim().strip_prefix("q=")?.parse().ok()?;
        let tag = tag.trim();
        let is_tag = tag.len() <= 35 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (is_tag && 0.0 < weight).then(|| (weight, tag.to_owned()))
    };
    let mut found: Vec<_> = accepted.split(',').filter_map(read).collect();
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().map(|(_, tag)| tag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_goes_before_the_link_and_that_before_the_browser() {
        let tag = |asked, link, accepted| chosen(asked, link, accepted).0;
        assert_eq!(tag("en-AU", Some("en-GB"), "en-US"), "en-AU");
        assert_eq!(tag("", Some("en-GB"), "en-US"), "en-GB");
        assert_eq!(tag("", None, "xx;q=0.9, en-CA;q=0.5, en-US;q=0.8"), "en-US");
        assert_eq!(tag("xx", Some("<script>"), "*"), "en");
        assert_eq!(tag("", Some("de-CH"), "fr"), "de-CH");
        assert_eq!(tag("", None, ""), "en");
    }

    #[test]
    fn each_language_is_read_has_a_name_and_says_its_own_tag() {
        for language in languages() {
            assert_eq!(language.words.say(slotwright_words::text::LANGUAGE), language.tag);
            assert_ne!(language.name, language.tag);
        }
    }

    #[test]
    fn a_browsers_languages_come_by_their_weights_and_what_is_none_is_left_out() {
        assert_eq!(by_weight("da, en-gb;q=0.8, en;q=0.7, *;q=0.5, fr;q=0, ;;q=x"), ["da", "en-gb", "en"]);
    }
}
