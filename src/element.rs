//! What the custom element's script calls: mount, attributes, unmount.

use std::any::Any;

use leptos::mount::mount_to;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::attributes;
use crate::effects::{self, Widget};
use crate::options::Options;
use crate::views;

/// A mounted element. Dropped by `unmount`, and with it all its signals, listeners and nodes.
#[wasm_bindgen]
pub struct Mounted {
    host: HtmlElement,
    options: Options,
    begin: Box<dyn Fn()>,
    _handle: Box<dyn Any>,
}

/// Draws an element's inside into `container`. `home` is the address that the script came from.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, container: HtmlElement, home: &str) -> Mounted {
    let is_board = host.local_name() == "slotwright-board";
    let mut made = None;
    let owner = leptos::prelude::Owner::new();
    let handle: Box<dyn Any> = owner.with(|| {
        let options = Options::new(&host, home);
        if is_board {
            let board = views::board::Board::new(options);
            made = Some((options, Box::new(move || board.load(1)) as Box<dyn Fn()>));
            Box::new(mount_to(container, move || views::board::board(board))) as Box<dyn Any>
        } else {
            let widget = Widget::new(options, &host);
            made = Some((options, Box::new(move || effects::begin(widget)) as Box<dyn Fn()>));
            Box::new(mount_to(container, move || views::root(widget)))
        }
    });
    let (options, begin) = made.expect("both arms set it");
    Mounted { host, options, begin, _handle: Box::new((handle, owner)) }
}

#[wasm_bindgen]
impl Mounted {
    /// Tells of an attribute's new value; a bad one keeps the default and is told on the console.
    pub fn attribute(&self, name: &str, value: Option<String>) {
        match attributes::parse(name, value.as_deref()) {
            Ok(change) => self.options.apply(change),
            Err(problem) => {
                let mut line = self.host.local_name();
                line.push_str(": ");
                line.push_str(&problem);
                web_sys::console::warn_1(&line.into());
            }
        }
    }

    /// All attributes are told: the first request may go out.
    pub fn begin(&self) {
        (self.begin)();
    }

    /// Takes everything away again.
    pub fn unmount(self) {}
}
