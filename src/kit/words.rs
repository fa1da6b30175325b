//! The words of an element's language.

use std::sync::Arc;

use js_sys::{Array, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use slotwright_matching::Minute;
use slotwright_words::{Counted, Plural, Text, Words, text};
use wasm_bindgen::{JsCast, JsValue};

/// The words of an element's language: a handle. What says something need not follow it, since all that is seen is rendered again
/// when the language changes.
#[derive(Clone, Copy)]
pub struct Spoken(RwSignal<Arc<Words>>);

impl Spoken {
    /// The words of `texts`, an object of texts by their names; English for what it lacks, and for anything else.
    pub fn new(texts: &JsValue) -> Self {
        Self(RwSignal::new(Arc::new(words_of(texts))))
    }

    /// Takes those of another language.
    pub fn change(self, texts: &JsValue) {
        self.0.set(Arc::new(words_of(texts)));
    }

    /// Whoever calls this is run again when the language changes.
    pub fn follow(self) {
        self.0.track();
    }

    /// All of them.
    pub fn all(self) -> Arc<Words> {
        self.0.get_untracked()
    }

    /// A text.
    pub fn say(self, text: &'static Text) -> String {
        self.all().say(text).to_owned()
    }

    /// A text about `n` things.
    pub fn count(self, text: &'static Counted, n: usize) -> String {
        self.all().count(text, n)
    }

    /// Parts of a line.
    pub fn joined<T: AsRef<str>>(self, parts: impl IntoIterator<Item = T>) -> String {
        slotwright_words::joined(&self.all(), parts)
    }

    /// A length of time.
    pub fn length(self, minutes: Minute) -> String {
        slotwright_words::length(&self.all(), minutes)
    }
}

fn words_of(texts: &JsValue) -> Words {
    let Some(texts) = texts.dyn_ref::<Object>() else { return Words::default() };
    let pair = |pair: JsValue| {
        let pair = Array::from(&pair);
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    let words = Words::new(Object::entries(texts).iter().filter_map(pair).collect());
    match plural(words.say(text::LANGUAGE)) {
        Some(plural) => words.with_plural(plural),
        None => words,
    }
}

/// A text by which names are compared: small letters without marks, so that `José` is found by `jose`.
pub fn fold(text: &str) -> String {
    let text = js_sys::JsString::from(text).normalize("NFD").to_lower_case();
    String::from(text).chars().filter(|letter| !MARKS.iter().any(|marks| marks.contains(letter))).collect()
}

/// What is written above and below letters: Latin's and Arabic's.
const MARKS: [std::ops::RangeInclusive<char>; 2] = ['\u{300}'..='\u{36f}', '\u{64b}'..='\u{65f}'];

/// The browser's rule for a language; `None` for what is no language.
fn plural(language: &str) -> Option<Plural> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"PluralRules".into()).ok()?.dyn_into().ok()?;
    let rules =
        Reflect::construct(&constructor, &Array::of1(&language.into())).ok()?.unchecked_into::<Intl::PluralRules>();
    let rules = SendWrapper::new(rules);
    Some(Arc::new(move |n| rules.select(n as f64).into()))
}
