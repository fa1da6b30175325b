//! One booking element, as its effects and views have it at hand.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use slotwright_matching::Minute;
use slotwright_wire::time::print_datetime;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::booking::derived::Derived;
use crate::booking::state::{Booking, State};
use crate::events::{Event, When, tell};
use crate::ground::failure::Failure;
use crate::ground::once::Once;
use crate::kit::document::{bring_into_view_soon, focus_soon};
use crate::kit::fetch::Endpoint;
use crate::kit::live::{Live, announce};
use crate::options::Options;

/// One booking element. A handle: copies are the same element, and what it stands for goes when the element is unmounted.
#[derive(Clone, Copy)]
pub struct Widget(StoredValue<Parts>);

/// What an element is made of.
#[derive(Clone, Copy)]
struct Parts {
    options: Options,
    state: State,
    derived: Derived,
    host: Live<SendWrapper<HtmlElement>>,
    once: Live<Once>,
    holds: Live<u32>,
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
            once: Live::new(Once::default()),
            holds: Live::new(0),
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

    /// What the person did.
    pub fn state(self) -> State {
        self.parts().state
    }

    /// What follows; whoever asks is asked again when that changes.
    pub fn derived(self) -> Derived {
        self.parts().derived
    }

    /// What follows now.
    pub fn now<T>(self, ask: impl FnOnce(&Derived) -> T) -> T {
        untrack(|| ask(&self.derived()))
    }

    /// What is written, and not answered yet.
    pub fn once(self) -> Live<Once> {
        self.parts().once
    }

    /// Counts the times that were to be held: an answer for an earlier one is dropped.
    pub fn holds(self) -> Live<u32> {
        self.parts().holds
    }

    /// Counts the links that were opened: an answer for an earlier one is dropped.
    pub fn turn(self) -> Live<u32> {
        self.parts().turn
    }

    /// The element itself.
    pub fn host(self) -> HtmlElement {
        self.parts().host.peek().take()
    }

    /// What the link is about, once it is opened.
    pub fn booking(self) -> Option<Arc<Booking>> {
        self.state().opened.peek().map(|opened| opened.booking)
    }

    /// The number of the link's job, once there is one.
    pub fn job_id(self) -> Option<u64> {
        self.booking()?.job.as_ref().map(|job| job.id)
    }

    /// Has a screen reader say something.
    pub fn say(self, sentence: String) {
        announce(self.state().announcement, sentence);
    }

    /// Focuses an element once it is drawn.
    pub fn focus(self, selector: &str) {
        focus_soon(&self.host(), selector);
    }

    /// Scrolls as little as needed for an element to be seen.
    pub fn bring_into_view(self, selector: &str) {
        bring_into_view_soon(&self.host(), selector);
    }

    /// Tells the page.
    pub fn tell(self, event: &Event) {
        tell(&self.host(), event);
    }

    /// Tells the page what went wrong.
    pub fn tell_error(self, failure: &Failure) {
        self.tell(&Event::Error { code: failure.code() });
    }

    /// Tells the page of a time.
    pub fn tell_when(self, event: fn(When) -> Event, start: Minute) {
        let Some(booking) = self.booking() else { return };
        let is_booked = self.now(Derived::scheduled) == Some(start);
        self.tell(&event(When {
            job_id: booking.job.as_ref().map(|job| job.id),
            start: print_datetime(start),
            time_zone: booking.time_zone.clone(),
            starts_at: booking.visit.as_ref().filter(|_| is_booked).map(|visit| visit.starts_at.clone()),
        }));
    }

    /// Whom to ask.
    pub fn endpoint(self) -> Endpoint {
        self.options().endpoint()
    }

    /// Has the server do something, once.
    pub async fn write(self, method: Method, path: &str, body: JsValue) -> Result<JsValue, Failure> {
        self.endpoint().write(self.once(), method, path, body).await
    }

    /// Whether an answer for that turn still matters: the element may be gone, or show another link.
    pub fn is_over(self, turn: u32) -> bool {
        self.0.try_get_value().is_none_or(|parts| parts.turn.peek() != turn)
    }
}
