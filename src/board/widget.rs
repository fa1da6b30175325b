//! One board element, as its effects and views have it at hand.

use gloo_net::http::Method;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::board::derived::Derived;
use crate::board::state::State;
use crate::ground::failure::Failure;
use crate::kit::document::focus_soon;
use crate::kit::fetch::Endpoint;
use crate::kit::live::{Live, announce};
use crate::options::Options;

/// One board element: what the page set, what the dispatcher did, what follows.
#[derive(Clone, Copy)]
pub struct Widget {
    /// What the page set.
    pub options: Options,
    /// What the dispatcher did.
    pub state: State,
    /// What follows.
    pub derived: Derived,
    host: Live<SendWrapper<HtmlElement>>,
    /// Counts what was asked about a job: an answer to an earlier question is dropped.
    turn: Live<u32>,
}

impl Widget {
    /// An element that has not begun.
    pub fn new(options: Options, host: &HtmlElement) -> Self {
        let state = State::new();
        Self {
            options,
            state,
            derived: Derived::new(options, state),
            host: Live::new(SendWrapper::new(host.clone())),
            turn: Live::new(0),
        }
    }

    /// Asks the server.
    pub async fn get(self, path: &str) -> Result<JsValue, Failure> {
        // The element may have left meanwhile; then nobody waits for the answer.
        let (Some(source), Some(token)) = (self.options.source.try_peek(), self.options.token.try_peek()) else {
            return Err(Failure::Unreachable);
        };
        Endpoint { source, token }.text(Method::GET, path, JsValue::UNDEFINED).await
    }

    /// Has a screen reader say something.
    pub fn say(self, sentence: String) {
        announce(self.state.announcement, sentence);
    }

    /// Focuses an element once it is drawn.
    pub fn focus(self, selector: &str) {
        focus_soon(&self.host.peek(), selector);
    }

    /// The number of what is being asked now.
    pub fn turn(self) -> u32 {
        self.turn.peek()
    }

    /// Begins another question.
    pub fn next_turn(self) -> u32 {
        self.turn.update(|turn| *turn += 1);
        self.turn.peek()
    }

    /// Whether what was asked then still matters: the element may be gone, or ask something else.
    pub fn is_now(self, turn: u32) -> bool {
        self.turn.try_peek() == Some(turn)
    }
}
