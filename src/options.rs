//! What the page set: one signal for each attribute.

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::attributes::Change;
use crate::kit::fetch::Endpoint;
use crate::kit::locale;

/// The element's settings.
#[derive(Clone, Copy)]
pub struct Options {
    /// The API's address, without a slash at its end.
    pub source: RwSignal<String>,
    /// The booking link's handle; empty when there is none.
    pub token: RwSignal<String>,
    /// The locale for dates and times.
    pub locale: RwSignal<String>,
    /// The first day of the week as the page wants it, 0 = Sunday.
    first_day: RwSignal<Option<u8>>,
    /// Whether hours run to 12, as the page wants it.
    pub twelve_hours: RwSignal<Option<bool>>,
    home: RwSignal<String>,
    host: RwSignal<SendWrapper<web_sys::HtmlElement>>,
}

impl Options {
    /// The defaults. `home` is the address that the scripts came from.
    pub fn new(host: &web_sys::HtmlElement, home: &str) -> Self {
        let home = home.trim_end_matches('/').to_owned();
        Self {
            source: RwSignal::new(home.clone()),
            token: RwSignal::new(String::new()),
            locale: RwSignal::new(locale::for_element(host, None)),
            first_day: RwSignal::new(None),
            twelve_hours: RwSignal::new(None),
            home: RwSignal::new(home),
            host: RwSignal::new(SendWrapper::new(host.clone())),
        }
    }

    /// Applies an attribute's value.
    pub fn apply(self, change: Change) {
        match change {
            Change::Source(source) => self.source.set(source.unwrap_or_else(|| self.home.get_untracked())),
            Change::Token(token) => {
                let token = token.unwrap_or_default();
                // The same link again changes nothing: what was typed stays.
                if self.token.get_untracked() != token {
                    self.token.set(token);
                }
            }
            Change::Lang(lang) => self.locale.set(locale::for_element(&self.host.get_untracked(), lang.as_deref())),
            Change::FirstDay(day) => self.first_day.set(day),
            Change::TwelveHours(twelve) => self.twelve_hours.set(twelve),
            Change::Theme => {}
        }
    }

    /// Where requests go.
    pub fn endpoint(self) -> Endpoint {
        Endpoint { source: self.source.get_untracked(), token: self.token.get_untracked(), seen: String::new() }
    }

    /// The first day of the week, 0 = Sunday.
    pub fn first_day(self) -> u8 {
        self.first_day.get().unwrap_or_else(|| locale::first_day_of_week(&self.locale.get()))
    }
}
