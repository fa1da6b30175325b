//! What the page set: one signal for each attribute.

use send_wrapper::SendWrapper;

use crate::attributes::Change;
use crate::kit::fetch::Endpoint;
use crate::kit::live::Live;
use crate::kit::locale;

/// The element's settings.
#[derive(Clone, Copy)]
pub struct Options {
    /// The API's address, without a slash at its end.
    pub source: Live<String>,
    /// The booking link's handle; empty when there is none.
    pub token: Live<String>,
    /// The locale for dates and times.
    pub locale: Live<String>,
    /// The first day of the week as the page wants it, 0 = Sunday.
    first_day: Live<Option<u8>>,
    /// Whether hours run to 12, as the page wants it.
    pub twelve_hours: Live<Option<bool>>,
    home: Live<String>,
    host: Live<SendWrapper<web_sys::HtmlElement>>,
}

impl Options {
    /// The defaults. `home` is the address that the scripts came from.
    pub fn new(host: &web_sys::HtmlElement, home: &str) -> Self {
        let home = home.trim_end_matches('/').to_owned();
        Self {
            source: Live::new(home.clone()),
            token: Live::new(String::new()),
            locale: Live::new(locale::for_element(host, None)),
            first_day: Live::new(None),
            twelve_hours: Live::new(None),
            home: Live::new(home),
            host: Live::new(SendWrapper::new(host.clone())),
        }
    }

    /// Takes what an attribute says.
    pub fn apply(self, change: Change) {
        match change {
            Change::Source(source) => self.source.set(source.unwrap_or_else(|| self.home.peek())),
            Change::Token(token) => {
                let token = token.unwrap_or_default();
                // The same link again changes nothing: what was typed stays.
                if self.token.peek() != token {
                    self.token.set(token);
                }
            }
            Change::Lang(lang) => self.locale.set(locale::for_element(&self.host.peek(), lang.as_deref())),
            Change::FirstDay(day) => self.first_day.set(day),
            Change::TwelveHours(twelve) => self.twelve_hours.set(twelve),
            Change::Theme => {}
        }
    }

    /// Whom to ask.
    pub fn endpoint(self) -> Endpoint {
        Endpoint { source: self.source.peek(), token: self.token.peek() }
    }

    /// The first day of the week, 0 = Sunday.
    pub fn first_day(self) -> u8 {
        self.first_day.get().unwrap_or_else(|| locale::first_day_of_week(&self.locale.get()))
    }
}
