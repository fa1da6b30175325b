//! One booking element: the handle that its effects and views pass around.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::SEEN_WITHOUT_TIME;
use slotwright_wire::time::print_datetime;
use slotwright_words::{Counted, Text};
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::booking::derived::Derived;
use crate::booking::state::{Booking, State};
use crate::events::{Event, When, dispatch};
use crate::ground::failure::Failure;
use crate::ground::idempotency::Idempotency;
use crate::kit::announce::announce;
use crate::kit::document::{bring_into_view_soon, focus_soon, focused_name};
use crate::kit::fetch::Endpoint;
use crate::options::Options;

/// One booking element. A handle into the arena of Leptos: copies are the same element, whose parts are dropped when it is
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
    idempotency: RwSignal<Idempotency>,
    hold_generation: RwSignal<u32>,
    generation: RwSignal<u32>,
    typed: RwSignal<u32>,
    own_link: RwSignal<String>,
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
            idempotency: RwSignal::new(Idempotency::default()),
            hold_generation: RwSignal::new(0),
            generation: RwSignal::new(0),
            typed: RwSignal::new(0),
            own_link: RwSignal::new(String::new()),
        }))
    }

    fn parts(self) -> Parts {
        self.0.get_value()
    }

    /// What the page set.
    pub fn options(self) -> Options {
        self.parts().options
    }

    /// What the person did.
    pub fn state(self) -> State {
        self.parts().state
    }

    /// A text in the element's language.
    pub fn say(self, text: &'static Text) -> String {
        self.options().words.say(text)
    }

    /// A text about `n` things.
    pub fn count(self, text: &'static Counted, n: usize) -> String {
        self.options().words.count(text, n)
    }

    /// A length of time in words.
    pub fn length_text(self, minutes: Minute) -> String {
        self.options().words.length(minutes)
    }

    /// What follows from options and state. Its reads are tracked.
    pub fn derived(self) -> Derived {
        self.parts().derived
    }

    /// What follows from options and state, read without tracking.
    pub fn now<T>(self, ask: impl FnOnce(&Derived) -> T) -> T {
        untrack(|| ask(&self.derived()))
    }

    /// The write that has no answer yet.
    pub fn idempotency(self) -> RwSignal<Idempotency> {
        self.parts().idempotency
    }

    /// Counts the holds that were requested: an answer for an earlier one is dropped.
    pub fn hold_generation(self) -> RwSignal<u32> {
        self.parts().hold_generation
    }

    /// Counts the links that were opened: an answer for an earlier one is dropped.
    pub fn generation(self) -> RwSignal<u32> {
        self.parts().generation
    }

    /// Counts what was typed: it is kept when nothing more has come.
    pub fn typed(self) -> RwSignal<u32> {
        self.parts().typed
    }

    /// The handle of the link that the element has made itself; empty where it has made none.
    pub fn own_link(self) -> RwSignal<String> {
        self.parts().own_link
    }

    /// The element itself.
    pub fn host(self) -> HtmlElement {
        self.parts().host.get_untracked().take()
    }

    /// What the link is about, once it is opened.
    pub fn booking(self) -> Option<Arc<Booking>> {
        self.state().opened.get_untracked().map(|opened| opened.booking)
    }

    /// The id of the link's job, once there is one.
    pub fn job_id(self) -> Option<u64> {
        self.booking()?.job.as_ref().map(|job| job.id)
    }

    /// Has a screen reader say a sentence.
    pub fn announce(self, sentence: String) {
        announce(self.state().announcement, sentence);
    }

    /// Focuses the first element that matches, once pending changes are rendered.
    pub fn focus(self, selector: &str) {
        focus_soon(&self.host(), selector);
    }

    /// The `data-is` name of the element that has the focus, if it matches; empty for another.
    pub fn focused(self, selector: &str) -> String {
        focused_name(&self.host(), selector)
    }

    /// Scrolls as little as needed for an element to be seen.
    pub fn bring_into_view(self, selector: &str) {
        bring_into_view_soon(&self.host(), selector);
    }

    /// Dispatches an event to the page.
    pub fn dispatch(self, event: &Event) {
        dispatch(&self.host(), event);
    }

    /// Dispatches what went wrong.
    pub fn dispatch_error(self, failure: &Failure) {
        self.dispatch(&Event::error(failure));
    }

    /// Dispatches an event about a time.
    pub fn dispatch_when(self, event: fn(When) -> Event, start: Minute) {
        let Some(booking) = self.booking() else { return };
        let is_booked = self.now(Derived::scheduled) == Some(start);
        self.dispatch(&event(When {
            job_id: booking.job.as_ref().map(|job| job.id),
            start: print_datetime(start),
            time_zone: booking.time_zone.clone(),
            starts_at: booking.visit.as_ref().filter(|_| is_booked).map(|visit| visit.starts_at.clone()),
        }));
    }

    /// Where requests go, and what is seen of the visit when they are sent.
    pub fn endpoint(self) -> Endpoint {
        let scheduled = self.booking().and_then(|booking| booking.job.as_ref()?.scheduled_datetime.clone());
        Endpoint { seen: scheduled.unwrap_or_else(|| SEEN_WITHOUT_TIME.to_owned()), ..self.options().endpoint() }
    }

    /// The link itself, on our own page.
    pub fn link(self) -> String {
        let mut link = self.booking().map(|booking| booking.page_url.clone()).unwrap_or_default();
        link.push_str("#l=");
        link.push_str(&self.options().token.get_untracked());
        link
    }

    /// Sends a write that is applied once.
    pub async fn write(self, method: Method, path: &str, body: JsValue) -> Result<JsValue, Failure> {
        self.endpoint().write(self.idempotency(), method, path, body).await
    }

    /// Whether an answer for that generation is of no use any more: the element is unmounted, or shows another link.
    pub fn is_stale(self, generation: u32) -> bool {
        self.0.try_get_value().is_none_or(|parts| parts.generation.get_untracked() != generation)
    }
}
