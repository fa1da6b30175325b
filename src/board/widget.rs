//! One board element, as its effects and views have it at hand.

use gloo_net::http::Method;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::board::derived::Derived;
use crate::board::state::State;
use crate::ground::failure::Failure;
use crate::kit::document::focus_soon;
use crate::kit::live::{Live, announce};
use crate::options::Options;

/// One board element. A handle: copies are the same element, and what it stands for goes when the element is unmounted.
#[derive(Clone, Copy)]
pub struct Widget(StoredValue<Parts>);

/// What an element is made of.
#[derive(Clone, Copy)]
struct Parts {
    options: Options,
    state: State,
    derived: Derived,
    host: Live<SendWrapper<HtmlElement>>,
    turn: Live<u32>,
}

impl Widget {
    /// An element that has not begun.
    pub fn new(options: Options, host: &HtmlElement) -> Self {
        let state = State::new();
        Self(StoredValue::new(Parts {
            options,
            state,
            derived: Derived::new(options, state),
            host: Live::new(SendWrapper::new(host.clone())),
            turn: Live::new(0),
        }))
    }

    fn parts(self) -> Parts {
        self.0.get_value()
    }

    /// What the page set.
    pub fn options(self) -> Options {
        self.parts().options
    }

    /// What the dispatcher did.
    pub fn state(self) -> State {
        self.parts().state
    }

    /// What follows; whoever asks is asked again when that changes.
    pub fn derived(self) -> Derived {
        self.parts().derived
    }

    /// Counts what was asked about a job: an answer to an earlier question is dropped.
    pub fn turn(self) -> Live<u32> {
        self.parts().turn
    }

    /// Asks the server.
    pub async fn get(self, path: &str) -> Result<JsValue, Failure> {
        // The element may have left meanwhile; then nobody waits for the answer.
        let parts = self.0.try_get_value().ok_or(Failure::Unreachable)?;
        parts.options.endpoint().text(Method::GET, path, JsValue::UNDEFINED).await
    }

    /// Has a screen reader say something.
    pub fn say(self, sentence: String) {
        announce(self.state().announcement, sentence);
    }

    /// Focuses an element once it is drawn.
    pub fn focus(self, selector: &str) {
        focus_soon(&self.parts().host.peek(), selector);
    }

    /// Whether the element is still in the page.
    pub fn is_here(self) -> bool {
        self.0.try_get_value().is_some()
    }

    /// Begins another question.
    pub fn next_turn(self) -> u32 {
        self.turn().update(|turn| *turn += 1);
        self.turn().peek()
    }

    /// Whether what was asked then still matters: the element may be gone, or ask something else.
    pub fn is_now(self, turn: u32) -> bool {
        self.0.try_get_value().is_some_and(|parts| parts.turn.peek() == turn)
    }
}
