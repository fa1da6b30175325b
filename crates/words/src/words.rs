//! The words of one language.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use crate::{Counted, Text, fill};

/// Which of a language's plural categories a number belongs to, as CLDR calls them: `zero`, `one`, `two`, `few`, `many`, `other`.
pub type Plural = Arc<dyn Fn(usize) -> String + Send + Sync>;

/// The words of one language: its own texts, and English for what it lacks.
#[derive(Clone)]
pub struct Words {
    /// By name, ascending.
    own: Vec<(String, String)>,
    plural: Plural,
}

impl Words {
    /// Words of these texts by their names, with English plurals.
    #[must_use]
    pub fn new(texts: Vec<(String, String)>) -> Self {
        // One after the other to its place: a sort of the standard library would be 2 kB more to download.
        let mut own: Vec<(String, String)> = Vec::with_capacity(texts.len());
        for text in texts {
            let place = own.partition_point(|known| by_name(known, &text) != Ordering::Greater);
            own.insert(place, text);
        }
        Self { own, plural: Arc::new(|n| if n == 1 { "one" } else { "other" }.to_owned()) }
    }

    /// The same with the plurals of their language.
    #[must_use]
    pub fn with_plural(self, plural: Plural) -> Self {
        Self { plural, ..self }
    }

    /// A text.
    #[must_use]
    pub fn say(&self, text: &'static Text) -> &str {
        self.own(text.name).unwrap_or(text.english)
    }

    /// A text about `n` things.
    #[must_use]
    pub fn count(&self, text: &'static Counted, n: usize) -> String {
        let category = (self.plural)(n);
        let named = |category: &str| self.own(&[text.name, ".", category].concat());
        let english = if n == 1 { text.one } else { text.other };
        let found = named(&category).or_else(|| named("other")).unwrap_or(english);
        fill(found, &[("n", &n.to_string())])
    }

    fn own(&self, name: &str) -> Option<&str> {
        let place = self.own.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        Some(&self.own[place].1)
    }
}

impl Default for Words {
    /// English.
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Words").field("own", &self.own).finish_non_exhaustive()
    }
}

fn by_name(one: &(String, String), other: &(String, String)) -> Ordering {
    one.0.cmp(&other.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{OPENINGS, RETRY};

    fn words(own: &[(&str, &str)]) -> Words {
        Words::new(own.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn one_thing_is_told_apart_from_many() {
        let english = Words::default();
        assert_eq!(english.count(OPENINGS, 1), "1 opening");
        assert_eq!(english.count(OPENINGS, 0), "0 openings");
        assert_eq!(english.count(OPENINGS, 12), "12 openings");
    }

    #[test]
    fn a_number_takes_the_text_of_its_category_and_else_that_of_all_others() {
        let polish = words(&[("OPENINGS.few", "{n} terminy"), ("OPENINGS.other", "{n} terminu")])
            .with_plural(Arc::new(|n| if n == 2 { "few" } else { "many" }.to_owned()));
        assert_eq!(polish.count(OPENINGS, 2), "2 terminy");
        assert_eq!(polish.count(OPENINGS, 5), "5 terminu");
    }

    #[test]
    fn what_a_language_lacks_is_said_in_english() {
        assert_eq!(words(&[("LOADING", "Wird geladen …")]).say(RETRY), RETRY.english);
    }
}
