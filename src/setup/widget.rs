//! One element for setting up: the handle that its effects and views pass around.

use gloo_net::http::Method;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use slotwright_matching::Minute;
use slotwright_words::Text;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::ground::failure::Failure;
use crate::kit::announce::announce;
use crate::kit::dates::Dates;
use crate::kit::document::{focus_if_lost_soon, focus_soon, focused_name};
use crate::kit::faults::faults_in;
use crate::kit::fetch::{Endpoint, Tag};
use crate::options::Options;
use crate::setup::state::State;

/// One element for setting up. A handle into the arena of Leptos: copies are the same element, whose parts are dropped when it is
/// unmounted. Small, since every closure of a view keeps one.
#[derive(Clone, Copy)]
pub struct Widget(StoredValue<Parts>);

/// What an element is made of.
#[derive(Clone, Copy)]
struct Parts {
    options: Options,
    state: State,
    dates: Dates,
    host: RwSignal<SendWrapper<HtmlElement>>,
}

impl Widget {
    /// An element that has requested nothing yet.
    pub fn new(options: Options, host: &HtmlElement) -> Self {
        Self(StoredValue::new(Parts {
            options,
            state: State::new(),
            dates: Dates::new(options.locale, options.twelve_hours, options.words),
            host: RwSignal::new(SendWrapper::new(host.clone())),
        }))
    }

    fn parts(self) -> Parts {
        self.0.get_value()
    }

    /// What the page set.
    pub fn options(self) -> Options {
        self.parts().options
    }

    /// What is known, and what somebody is about to change of it.
    pub fn state(self) -> State {
        self.parts().state
    }

    /// Days and times in the element's language.
    pub fn dates(self) -> Dates {
        self.parts().dates
    }

    /// A text in the element's language.
    pub fn say(self, text: &'static Text) -> String {
        self.options().words.say(text)
    }

    /// A length of time in words.
    pub fn length_text(self, minutes: Minute) -> String {
        self.options().words.length(minutes)
    }

    /// Asks for something.
    pub async fn get(self, path: &str) -> Result<JsValue, Failure> {
        // The element may be unmounted meanwhile; then nobody waits for the answer.
        let parts = self.0.try_get_value().ok_or(Failure::Unreachable)?;
        parts.options.endpoint().text(Method::GET, path, JsValue::UNDEFINED).await
    }

    /// Asks for a document that is replaced as a whole, with its tag.
    pub async fn get_whole(self, path: &str, tag: &Tag) -> Result<JsValue, Failure> {
        let parts = self.0.try_get_value().ok_or(Failure::Unreachable)?;
        let endpoint = Endpoint { tag: Some(tag.clone()), ..parts.options.endpoint() };
        endpoint.text(Method::GET, path, JsValue::UNDEFINED).await
    }

    /// Sends a change, which is made once; what is wrong with its members is told by member. Of a document that is replaced as a
    /// whole the tag says which.
    pub async fn settle(self, method: Method, path: &str, body: JsValue, tag: Option<Tag>) -> Result<JsValue, Failure> {
        let parts = self.0.try_get_value().ok_or(Failure::Unreachable)?;
        let endpoint = Endpoint { tag, faults: Some(faults_in), ..parts.options.endpoint() };
        endpoint.write(parts.state.idempotency, method, path, body).await
    }

    /// Has a screen reader say a sentence.
    pub fn announce(self, sentence: String) {
        announce(self.state().announcement, sentence);
    }

    /// Focuses the first element that matches, once pending changes are rendered.
    pub fn focus(self, selector: &str) {
        focus_soon(&self.parts().host.get_untracked(), selector);
    }

    /// Focuses the first element that matches where nothing has the focus any more: what had it was rendered anew.
    pub fn focus_if_lost(self, selector: &str) {
        focus_if_lost_soon(&self.parts().host.get_untracked(), selector);
    }

    /// The name of what has the focus, if it has one.
    pub fn focused_name(self) -> String {
        focused_name(&self.parts().host.get_untracked(), "[data-is]")
    }

    /// Whether the element is still mounted.
    pub fn is_mounted(self) -> bool {
        self.0.try_get_value().is_some()
    }
}
