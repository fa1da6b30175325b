//! All that the booking element does to the world: requests, focus, announcements, events. One file for each thing a person
//! does; here what they share.

mod availability;
mod booking;
mod case;
mod hold;
mod opening;
mod wishes;

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use slotwright_matching::{Day, Minute};
use slotwright_wire::time::print_datetime;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::booking::derived::Derived;
use crate::booking::state::{Booking, Notice, Retry, State, Step};
use crate::events::{Event, When, tell};
use crate::ground::failure::Failure;
use crate::ground::month::Month;
use crate::ground::once::Once;
use crate::kit::document::{bring_into_view_soon, focus_soon};
use crate::kit::fetch::Endpoint;
use crate::kit::live::{Live, follow};
use crate::options::Options;

pub use availability::{focus_day, select_day, show_month};
pub use booking::{book, cancel, save_calendar};
pub use case::save_case;
pub use hold::{extend_hold, keep_hold};
pub use opening::{begin, begin_again, wake};
pub use wishes::{change_wishes, leave_wishes};

use availability::{choose, need_month};
use hold::{hold, let_go};

/// One booking element: what the page set, what the person did, what follows.
#[derive(Clone, Copy)]
pub struct Widget {
    /// What the page set.
    pub options: Options,
    /// What the person did.
    pub state: State,
    /// What follows.
    pub derived: Derived,
    host: Live<SendWrapper<HtmlElement>>,
    /// What is written, and not answered yet.
    once: Live<Once>,
    /// Counts the times that were to be held: an answer for an earlier one is dropped.
    holds: Live<u32>,
    /// Counts the links that were opened: an answer for an earlier one is dropped.
    turn: Live<u32>,
}

impl Widget {
    /// An element that has not begun.
    pub fn new(options: Options, host: &HtmlElement) -> Self {
        let state = State::new();
        let widget = Self {
            options,
            state,
            derived: Derived::new(options, state),
            host: Live::new(SendWrapper::new(host.clone())),
            once: Live::new(Once::default()),
            holds: Live::new(0),
            turn: Live::new(0),
        };
        // Listens to: the token (another link in the same page), but not to its first value.
        follow(move || _ = options.token.get(), move || begin(widget));
        // Listens to: the wishes. Their months are needed to tell which can be met.
        Effect::new(move |_: Option<()>| {
            for wish in state.wishes.get() {
                need_month(widget, Month::of(Day::of(wish.start())));
            }
        });
        widget
    }

    /// The element itself.
    pub fn host(self) -> HtmlElement {
        self.host.peek().take()
    }

    /// What the link is about, once it is opened.
    pub fn booking(self) -> Option<Arc<Booking>> {
        self.state.opened.peek().map(|opened| opened.booking)
    }

    /// Has a screen reader say something.
    pub fn say(self, mut sentence: String) {
        // The same words again must differ, or nothing is said.
        if self.state.announcement.peek() == sentence {
            sentence.push('\u{a0}');
        }
        self.state.announcement.set(sentence);
    }

    /// Focuses an element once it is drawn.
    pub fn focus(self, selector: &str) {
        focus_soon(&self.host(), selector);
    }

    /// Scrolls as little as needed for an element to be seen.
    pub fn bring_into_view(self, selector: &str) {
        bring_into_view_soon(&self.host(), selector);
    }

    fn tell(self, event: &Event) {
        tell(&self.host(), event);
    }

    fn tell_error(self, failure: &Failure) {
        self.tell(&Event::Error { code: failure.code() });
    }

    fn tell_when(self, event: fn(When) -> Event, start: Minute) {
        let Some(booking) = self.booking() else { return };
        let is_booked = untrack(|| self.derived.scheduled()) == Some(start);
        self.tell(&event(When {
            job_id: booking.job.as_ref().map(|job| job.id),
            start: print_datetime(start),
            time_zone: booking.time_zone.clone(),
            starts_at: booking.visit.as_ref().filter(|_| is_booked).map(|visit| visit.starts_at.clone()),
        }));
    }

    fn endpoint(self) -> Endpoint {
        Endpoint { source: self.options.source.peek(), token: self.options.token.peek() }
    }

    /// Has the server do something, once.
    async fn write(self, method: Method, path: &str, body: JsValue) -> Result<JsValue, Failure> {
        self.endpoint().write(self.once, method, path, body).await
    }

    /// Whether an answer for that turn still matters: the element may be gone, or show another link.
    fn is_over(self, turn: u32) -> bool {
        self.turn.try_peek() != Some(turn)
    }
}

/// Says why something was not done, and what can be done about it.
fn failed(w: Widget, failure: Failure, retry: Retry) {
    if matches!(failure, Failure::LinkExpired | Failure::LinkInvalid) {
        return stop(w, failure);
    }
    w.tell_error(&failure);
    w.state.notice.set(Some(Notice::Failed { failure, retry }));
    w.focus("[data-is=notice]");
}

/// The link can't be used any more, or couldn't be opened.
fn stop(w: Widget, failure: Failure) {
    w.tell_error(&failure);
    let_go(w);
    w.state.notice.set(None);
    w.state.step.set(Step::Stopped(failure));
    w.focus("[data-is=heading]");
}

/// Chooses another step by hand, and puts the focus where it begins.
pub fn go(w: Widget, step: Step) {
    w.state.notice.set(None);
    match step {
        Step::Details { start, .. } => {
            w.tell_when(Event::OpeningSelected, start);
            w.state.step.set(step);
            hold(w, start);
        }
        step => {
            let_go(w);
            if step == Step::Choose { choose(w) } else { w.state.step.set(step) }
        }
    }
    w.focus("[data-is=heading]");
}

/// Does again what failed.
pub fn retry(w: Widget, retry: Retry) {
    w.state.notice.set(None);
    match retry {
        Retry::Month(month) => need_month(w, month),
        Retry::Book(start) => book(w, start),
        Retry::SaveWishes => leave_wishes(w),
        Retry::Cancel => cancel(w),
        Retry::Calendar => save_calendar(w),
    }
    w.focus("[data-is=heading]");
}

fn job_id(w: Widget) -> Option<u64> {
    w.booking()?.job.as_ref().map(|job| job.id)
}
