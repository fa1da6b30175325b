//! One board element: the handle that its effects and views pass around.

use gloo_net::http::Method;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use slotwright_matching::Minute;
use slotwright_words::Text;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, NodeList};

use crate::board::derived::Derived;
use crate::board::state::State;
use crate::events::{Event, dispatch};
use crate::ground::failure::Failure;
use crate::ground::live::job_of;
use crate::kit::announce::announce;
use crate::kit::document::{
    bring_into_view_soon, device_now, focus_if_lost_soon, focus_soon, focused_name, with_rendered,
};
use crate::options::Options;

/// One board element. A handle into the arena of Leptos: copies are the same element, whose parts are dropped when it is
/// unmounted. Small, since every closure of a view keeps one.
#[derive(Clone, Copy)]
pub struct Widget(StoredValue<Parts>);

/// What an element is made of.
#[derive(Clone, Copy)]
struct Parts {
    options: Options,
    state: State,
    derived: Derived,
    host: RwSignal<SendWrapper<HtmlElement>>,
    generation: RwSignal<u32>,
    drawing: RwSignal<u32>,
}

impl Widget {
    /// An element that has requested nothing yet.
    pub fn new(options: Options, host: &HtmlElement) -> Self {
        let state = State::new();
        Self(StoredValue::new(Parts {
            options,
            state,
            derived: Derived::new(options, state),
            host: RwSignal::new(SendWrapper::new(host.clone())),
            generation: RwSignal::new(0),
            drawing: RwSignal::new(0),
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

    /// A text in the element's language.
    pub fn say(self, text: &'static Text) -> String {
        self.options().words.say(text)
    }

    /// A length of time in words.
    pub fn length_text(self, minutes: Minute) -> String {
        self.options().words.length(minutes)
    }

    /// What follows from options and state. Its reads are tracked.
    pub fn derived(self) -> Derived {
        self.parts().derived
    }

    /// Counts what was asked about a job: an answer to an earlier question is dropped.
    pub fn generation(self) -> RwSignal<u32> {
        self.parts().generation
    }

    /// Asks for something.
    pub async fn get(self, path: &str) -> Result<JsValue, Failure> {
        self.send(Method::GET, path).await
    }

    /// Sends a request without a body.
    pub async fn send(self, method: Method, path: &str) -> Result<JsValue, Failure> {
        // The element may be unmounted meanwhile; then nobody waits for the answer.
        let parts = self.0.try_get_value().ok_or(Failure::Unreachable)?;
        parts.options.endpoint().text(method, path, JsValue::UNDEFINED).await
    }

    /// Asks for something with a body.
    pub async fn ask(self, path: &str, body: JsValue) -> Result<JsValue, Failure> {
        let parts = self.0.try_get_value().ok_or(Failure::Unreachable)?;
        parts.options.endpoint().text(Method::POST, path, body).await
    }

    /// Sends a change, which is made once; the page is told of the job that is another by it.
    pub async fn write(self, method: Method, path: &str, body: JsValue) -> Result<JsValue, Failure> {
        let parts = self.0.try_get_value().ok_or(Failure::Unreachable)?;
        parts.state.own.update_untracked(|own| own.begin(path));
        let answer = parts.options.endpoint().write(parts.state.idempotency, method, path, body).await;
        let _ = parts.state.own.try_update_untracked(|own| own.end(path, device_now().0));
        if let Some(job_id) = job_of(path).filter(|_| answer.is_ok() && self.is_mounted()) {
            self.dispatch(&Event::JobChanged { job_id });
        }
        answer
    }

    /// Begins to draw other days, or the same anew.
    pub fn next_drawing(self) -> u32 {
        let drawing = self.parts().drawing;
        drawing.update(|drawing| *drawing += 1);
        drawing.get_untracked()
    }

    /// Whether that is what is to be drawn still: the element may be unmounted, or show other days.
    pub fn is_drawn(self, drawing: u32) -> bool {
        self.0.try_get_value().is_some_and(|parts| parts.drawing.get_untracked() == drawing)
    }

    /// The element.
    pub fn host(self) -> HtmlElement {
        self.parts().host.get_untracked().take()
    }

    /// Has a screen reader say a sentence.
    pub fn announce(self, sentence: String) {
        announce(self.state().announcement, sentence);
    }

    /// Tells the page.
    pub fn dispatch(self, event: &Event) {
        dispatch(&self.parts().host.get_untracked(), event);
    }

    /// Focuses the first element that matches, once pending changes are rendered.
    pub fn focus(self, selector: &str) {
        focus_soon(&self.parts().host.get_untracked(), selector);
    }

    /// Scrolls as little as needed for the first element that matches to be seen, once pending changes are rendered.
    pub fn bring_into_view(self, selector: &str) {
        bring_into_view_soon(&self.parts().host.get_untracked(), selector);
    }

    /// The `data-is` name of what has the focus, if it matches; empty for another.
    pub fn focused_name(self, selector: &str) -> String {
        focused_name(&self.parts().host.get_untracked(), selector)
    }

    /// Does something with the first element that matches, once pending changes are rendered.
    pub fn with_rendered(self, selector: &str, act: impl FnOnce(HtmlElement) + 'static) {
        with_rendered(&self.parts().host.get_untracked(), selector, act);
    }

    /// What is rendered by now and matches.
    pub fn rendered(self, selector: &str) -> Vec<Element> {
        let root = self.parts().host.get_untracked().shadow_root();
        let found = root.and_then(|root| root.query_selector_all(selector).ok());
        let of = |found: NodeList| (0..found.length()).filter_map(move |nth| found.get(nth)?.dyn_into().ok()).collect();
        found.map(of).unwrap_or_default()
    }

    /// Focuses the first element that matches where nothing has the focus any more: what had it was rendered anew.
    pub fn focus_if_lost(self, selector: &str) {
        focus_if_lost_soon(&self.parts().host.get_untracked(), selector);
    }

    /// Whether the element is still mounted.
    pub fn is_mounted(self) -> bool {
        self.0.try_get_value().is_some()
    }

    /// Begins another question.
    pub fn next_generation(self) -> u32 {
        self.generation().update(|generation| *generation += 1);
        self.generation().get_untracked()
    }

    /// Whether the answer to that question is still wanted: the element may be unmounted, or ask something else.
    pub fn is_current(self, generation: u32) -> bool {
        self.0.try_get_value().is_some_and(|parts| parts.generation.get_untracked() == generation)
    }
}
