//! Buttons.

use leptos::ev::{self, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::kit::el::{self, Child, El, Text};

/// Whether something is so; follows signals.
type Flag = Box<dyn Fn() -> bool + Send>;

/// A button that is being put together.
pub struct Button {
    words: AnyView,
    class: &'static str,
    attributes: El,
    disabled: Option<Flag>,
    /// What it does; one that sends the form it stands in does nothing by itself.
    action: Option<Box<dyn Fn()>>,
}

/// A button with words on it, and what it does.
pub fn button(words: impl Text, action: impl Fn() + 'static) -> Button {
    new(words, "button", Some(Box::new(action)))
}

/// The button that sends the form it stands in: what that does stands at the form.
pub fn submit(words: impl Text) -> Button {
    new(words, "submit", None)
}

fn new(words: impl Text, kind: &str, action: Option<Box<dyn Fn()>>) -> Button {
    let attributes = el::button().attr("type", kind);
    Button { words: words.into_node(), class: "button", attributes, disabled: None, action }
}

impl Button {
    /// The class in our stylesheet, if it isn't a plain one.
    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// The one button of a step that leads on.
    pub fn primary(self) -> Self {
        self.tone("primary")
    }

    /// What it does is not undone as easily.
    pub fn danger(self) -> Self {
        self.tone("danger")
    }

    /// What a screen reader says instead of its words.
    pub fn aria_label(self, label: impl Text) -> Self {
        Self { attributes: self.attributes.aria_label(label), ..self }
    }

    /// What effects find it by.
    pub fn is(self, is: &str) -> Self {
        Self { attributes: self.attributes.is(is), ..self }
    }

    /// Whether it can't be pressed now. It stays in the order of Tab.
    pub fn disabled(self, disabled: impl Fn() -> bool + Send + 'static) -> Self {
        Self { disabled: Some(Box::new(disabled)), ..self }
    }

    /// Draws it.
    pub fn view(self) -> AnyView {
        let Self { words, class, mut attributes, disabled, action } = self;
        let part = if class == "opening" { "opening" } else { "button" };
        if let Some(disabled) = disabled {
            attributes = attributes.flag("aria-disabled", disabled);
        }
        let repeats = REPEATS.contains(&class);
        let on_click = move |event| on_click(&event, repeats, action.as_deref());
        attributes.class(class).part(part).on(ev::click, on_click).child(words).view()
    }

    fn tone(self, tone: &str) -> Self {
        Self { attributes: self.attributes.attr("data-tone", tone), ..self }
    }
}

impl Child for Button {
    fn draw(self) -> AnyView {
        self.view()
    }
}

/// The classes of buttons that may be pressed several times in a row.
const REPEATS: [&str; 2] = ["step", "small"];

fn on_click(event: &MouseEvent, repeats: bool, action: Option<&dyn Fn()>) {
    // The second click of a double click was not meant for what has been drawn under the pointer in between. `detail`
    // is the click's number in such a row, and 0 from the keyboard.
    let is_second = 1 < event.detail() && !repeats;
    // `aria-disabled` keeps the button reachable; the browser doesn't know of it.
    let button = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_disabled = button.is_some_and(|button| button.has_attribute("aria-disabled"));
    if is_disabled || is_second {
        event.prevent_default();
    } else if let Some(action) = action {
        action();
    }
}
