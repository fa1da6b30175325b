//! What the page set: one signal for each attribute.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

use crate::attributes::{Change, NAMES, Wanted, parse, refusal};
use crate::kit::console::warn;
use crate::kit::fetch::{Endpoint, is_object};
use crate::kit::intl::is_zone;
use crate::kit::locale::first_day_of_week;
use crate::kit::reactive::signal;
use crate::kit::words::Spoken;

/// How dates are written where nothing says it.
const ENGLISH: &str = "en";

/// Below which path a server has the files of this version.
const OF_VERSION: &str = concat!("/w/", env!("CARGO_PKG_VERSION"));

/// The element's settings.
#[derive(Clone, Copy)]
pub struct Options {
    /// The API's address, without a slash at its end.
    pub source: RwSignal<String>,
    /// The booking link's handle; empty when there is none.
    pub token: RwSignal<String>,
    /// The words of its language.
    pub words: Spoken,
    /// The locale for dates and times.
    pub locale: RwSignal<String>,
    /// The first day of the week as the page wants it, 0 = Sunday.
    first_day: RwSignal<Option<u8>>,
    /// Whether hours run to 12, as the page wants it.
    pub twelve_hours: RwSignal<Option<bool>>,
    /// The level of the first heading.
    pub heading_level: RwSignal<Option<u8>>,
    /// Whether support's tools are shown.
    pub support: RwSignal<bool>,
    /// What the page wants offered, and how.
    pub wanted: RwSignal<Wanted>,
    /// A zone in which times are written too; empty for none.
    pub time_zone: RwSignal<String>,
    /// What is filled in already: the text of a JSON object, or empty.
    pub prefill: RwSignal<String>,
    home: RwSignal<String>,
    host: RwSignal<SendWrapper<web_sys::HtmlElement>>,
}

impl Options {
    /// What the element's attributes say. `home` is the address that the scripts came from, `texts` what `change_texts` takes.
    ///
    /// Nothing has been rendered yet: whoever reads an option never sees a default first that the page has changed.
    pub fn new(host: &web_sys::HtmlElement, home: &str, texts: &JsValue) -> Self {
        let home = home.trim_end_matches('/');
        // Scripts of a version are below the server's address, and what they ask for is not.
        let home = home.strip_suffix(OF_VERSION).unwrap_or(home).to_owned();
        let options = Self {
            source: signal(home.clone()),
            token: signal(String::new()),
            words: Spoken::new(texts),
            locale: signal(String::new()),
            first_day: signal(None),
            twelve_hours: signal(None),
            heading_level: signal(None),
            support: signal(false),
            wanted: signal(Wanted::default()),
            time_zone: signal(String::new()),
            prefill: signal(String::new()),
            home: signal(home),
            host: signal(SendWrapper::new(host.clone())),
        };
        for name in NAMES {
            options.set(name, value_of(host, name).as_deref());
        }
        options
    }

    /// Takes an attribute's new value. A bad one is reported on the console, and the default holds.
    pub fn set(self, name: &str, value: Option<&str>) {
        match parse(name, value) {
            Ok(change) => self.apply(change),
            Err(problem) => {
                self.warn(&problem);
                parse(name, None).into_iter().for_each(|default| self.apply(default));
            }
        }
    }

    fn apply(self, change: Change) {
        match change {
            Change::Source(source) => self.source.set(source.unwrap_or_else(|| self.home.get_untracked())),
            Change::Token(token) => {
                let token = token.unwrap_or_default();
                // The same link again changes nothing: what was typed stays.
                if self.token.get_untracked() != token {
                    self.token.set(token);
                }
            }
            Change::Lang(tag) => self.locale.set(tag.unwrap_or_else(|| ENGLISH.to_owned())),
            Change::FirstDay(day) => self.first_day.set(day),
            Change::TwelveHours(twelve) => self.twelve_hours.set(twelve),
            Change::Theme => {}
            Change::HeadingLevel(level) => self.heading_level.set(level),
            Change::Support(is_shown) => self.support.set(is_shown),
            Change::TimeZone(zone) => {
                self.time_zone.set(self.known("time-zone", zone, is_zone, "names as Europe/Paris"));
            }
            Change::Prefill(texts) => self.prefill.set(self.known("prefill", texts, is_object, "JSON objects")),
            Change::Wanted(set) => self.wanted.update(|wanted| wanted.take(set)),
            Change::Nonce | Change::Texts => {}
        }
    }

    /// A value of which only the browser can tell whether it is one; else empty, and the page's author is told.
    fn known(self, name: &str, value: Option<String>, is_good: fn(&str) -> bool, allowed: &str) -> String {
        let value = value.unwrap_or_default();
        if value.is_empty() || is_good(&value) {
            return value;
        }
        self.warn(&refusal(name, &value, allowed));
        String::new()
    }

    fn warn(self, sentence: &str) {
        warn(&self.host.get_untracked(), sentence);
    }

    /// Where requests go.
    pub fn endpoint(self) -> Endpoint {
        Endpoint {
            source: self.source.get_untracked(),
            token: self.token.get_untracked(),
            seen: String::new(),
            language: self.locale.get_untracked(),
            host: self.host.get_untracked().take(),
            tag: None,
            faults: None,
        }
    }

    /// What is asked for, and where: another text for another one.
    pub fn asked(self) -> String {
        [self.source.get(), self.token.get()].concat()
    }

    /// The first day of the week, 0 = Sunday.
    pub fn first_day(self) -> u8 {
        self.first_day.get().unwrap_or_else(|| first_day_of_week(&self.locale.get()))
    }

    /// The days of the week in their order; 0 is Sunday.
    pub fn weekdays(self) -> Vec<usize> {
        let first = usize::from(self.first_day());
        (first..first + 7).map(|weekday| weekday % 7).collect()
    }
}

/// An attribute's value, which may have been set as a property alone.
fn value_of(host: &web_sys::HtmlElement, name: &str) -> Option<String> {
    let setting: js_sys::Function = js_sys::Reflect::get(host, &"setting".into()).ok()?.dyn_into().ok()?;
    setting.call1(host, &name.into()).ok()?.as_string()
}
