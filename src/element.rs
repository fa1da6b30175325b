//! What the custom elements' life cycle (`life.js`) calls: mount, by way of the programs in `bin/`; attributes, unmount.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::AnyView;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::options::Options;
use crate::{board, booking, setup};

type Action = Box<dyn Fn()>;
type Heard = Box<dyn Fn(&str)>;
type Told = Box<dyn Fn() -> String>;
/// Renders an element. Returns its view, what begins it, what is called when the page is visible again, what hears of the tab, and
/// what tells support of it.
type Render = fn(Options, &HtmlElement) -> (AnyView, Action, Action, Heard, Told);

/// A mounted element. `unmount` drops it, and with it all its signals, listeners and nodes.
#[wasm_bindgen]
pub struct Mounted {
    options: Options,
    begin: Action,
    wake: Action,
    tab: Heard,
    offered: Told,
    _handle: Box<dyn Any>,
}

/// Mounts what `<slotwright-booking>` shows in `container`. `home` is the address that the script came from, `texts` an object of
/// the texts of the element's language by their names.
#[must_use]
pub fn booking(host: HtmlElement, container: HtmlElement, home: &str, texts: &JsValue) -> Mounted {
    mount(host, container, home, texts, |options, host| {
        let widget = booking::widget::Widget::new(options, host);
        booking::effects::listen(widget);
        let (begin, wake) = (move || booking::effects::begin(widget), move || booking::effects::wake(widget));
        let tab = move |event: &str| booking::effects::tell(widget, event);
        let offered = move || booking::effects::case(widget, None).unwrap_or_default();
        (booking::views::root(widget), Box::new(begin), Box::new(wake), Box::new(tab), Box::new(offered))
    })
}

/// Mounts what `<slotwright-board>` shows in `container`.
#[must_use]
pub fn board(host: HtmlElement, container: HtmlElement, home: &str, texts: &JsValue) -> Mounted {
    mount(host, container, home, texts, |options, host| {
        let widget = board::widget::Widget::new(options, host);
        board::effects::listen(widget);
        let begin = move || board::effects::begin(widget);
        (board::views::root(widget), Box::new(begin), Box::new(|| {}), Box::new(|_| {}), Box::new(String::new))
    })
}

/// Mounts what `<slotwright-setup>` shows in `container`.
#[must_use]
pub fn setup(host: HtmlElement, container: HtmlElement, home: &str, texts: &JsValue) -> Mounted {
    mount(host, container, home, texts, |options, host| {
        let widget = setup::widget::Widget::new(options, host);
        setup::effects::listen(widget);
        let begin = move || setup::effects::begin(widget);
        (setup::views::root(widget), Box::new(begin), Box::new(|| {}), Box::new(|_| {}), Box::new(String::new))
    })
}

fn mount(host: HtmlElement, container: HtmlElement, home: &str, texts: &JsValue, render: Render) -> Mounted {
    // In release a panic's message is not in the program; the page's console shows the trap.
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| web_sys::console::error_1(&panic.to_string().into())));
    let (home, texts) = (home.to_owned(), texts.clone());
    let made = Rc::new(RefCell::new(None));
    let make = made.clone();
    // Signals are made in here, where their owner is what is mounted.
    let handle = mount_to(container, move || {
        let options = Options::new(&host, &home, &texts);
        let (view, begin, wake, tab, offered) = render(options, &host);
        make.replace(Some((options, begin, wake, tab, offered)));
        view
    });
    let (options, begin, wake, tab, offered) = made.take().expect("mount_to renders at once");
    Mounted { options, begin, wake, tab, offered, _handle: Box::new(handle) }
}

#[wasm_bindgen]
impl Mounted {
    /// An attribute's new value; none where it was removed.
    pub fn attribute(&self, name: &str, value: Option<String>) {
        self.options.set(name, value.as_deref());
    }

    /// The texts of another language.
    pub fn words(&self, texts: &JsValue) {
        self.options.words.change(texts);
    }

    /// The page is visible again: what it shows may be old.
    pub fn wake(&self) {
        (self.wake)();
    }

    /// The tab tells something: the name of a window's event, `popstate`, `pagehide` or `pageshow`.
    pub fn tab(&self, event: &str) {
        (self.tab)(event);
    }

    /// What it offers, as a file for support has it; empty where it knows of nothing.
    pub fn offered(&self) -> String {
        (self.offered)()
    }

    /// The first request may be sent.
    pub fn begin(&self) {
        (self.begin)();
    }

    /// Removes everything again.
    pub fn unmount(self) {}
}
