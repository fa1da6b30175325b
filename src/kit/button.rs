//! Buttons.

use leptos::ev::{self, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventInit};

use crate::kit::el::{self, Child, El, Text};

/// A condition that follows signals.
type Flag = Box<dyn Fn() -> bool + Send>;

/// A button that is being put together.
pub struct Button {
    class: &'static str,
    /// With its text.
    element: El,
    disabled: Option<Flag>,
    /// What it does; one that submits its form does nothing by itself.
    action: Option<Box<dyn Fn()>>,
}

/// A button with text on it, and what it does.
pub fn button(text: impl Text, action: impl Fn() + 'static) -> Button {
    new(text, "button", Some(Box::new(action)))
}

/// The button that submits the form it stands in: what that does is given to the form.
pub fn submit(text: impl Text) -> Button {
    new(text, "submit", None)
}

fn new(text: impl Text, kind: &str, action: Option<Box<dyn Fn()>>) -> Button {
    let element = el::button().attr("type", kind).child(text);
    Button { class: "button", element, disabled: None, action }
}

impl Button {
    /// The class in our style sheet, if it isn't a plain button.
    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// With something behind its text.
    pub fn child(self, child: impl Child) -> Self {
        Self { element: self.element.child(child), ..self }
    }

    /// The one button of a step that leads on.
    pub fn primary(self) -> Self {
        self.tone("primary")
    }

    /// A button whose action is not undone as easily.
    pub fn danger(self) -> Self {
        self.tone("danger")
    }

    /// What a screen reader says instead of its text.
    pub fn aria_label(self, label: impl Text) -> Self {
        Self { element: self.element.aria_label(label), ..self }
    }

    /// The name by which effects find it, to focus it.
    pub fn is(self, is: &str) -> Self {
        Self { element: self.element.is(is), ..self }
    }

    /// Whether Tab reaches it: of a row in which the arrows move the focus.
    pub fn tabindex(self, index: impl Text) -> Self {
        Self { element: self.element.tabindex(index), ..self }
    }

    /// Whether it is pressed, and stays so: of a button that switches something.
    pub fn pressed(self, is_pressed: impl Fn() -> bool + Send + 'static) -> Self {
        Self { element: self.element.attr("aria-pressed", move || is_pressed().to_string()), ..self }
    }

    /// Whether what it shows and hides is shown.
    pub fn expanded(self, is_expanded: impl Fn() -> bool + Send + 'static) -> Self {
        Self { element: self.element.attr("aria-expanded", move || is_expanded().to_string()), ..self }
    }

    /// Whether it can't be pressed now. Tab reaches it all the same.
    pub fn disabled(self, disabled: impl Fn() -> bool + Send + 'static) -> Self {
        Self { disabled: Some(Box::new(disabled)), ..self }
    }

    /// The view.
    pub fn view(self) -> AnyView {
        let Self { class, mut element, disabled, action } = self;
        let part = if class == "opening" { "opening" } else { "button" };
        if let Some(disabled) = disabled {
            element = element.flag("aria-disabled", disabled);
        }
        let repeats = REPEATS.contains(&class);
        let on_click = move |event| on_click(&event, repeats, action.as_deref());
        element.class(class).part(part).on(ev::click, on_click).view()
    }

    fn tone(self, tone: &str) -> Self {
        Self { element: self.element.attr("data-tone", tone), ..self }
    }
}

impl Child for Button {
    fn add_to(self, parent: El) -> El {
        self.view().add_to(parent)
    }
}

/// The classes of buttons that may be pressed several times in a row.
const REPEATS: [&str; 2] = ["step", "small"];

fn on_click(event: &MouseEvent, repeats: bool, action: Option<&dyn Fn()>) {
    // The second click of a double click was not meant for what has been rendered under the pointer in between. `detail`
    // is the click's number in such a row, and 0 from the keyboard.
    let is_second = 1 < event.detail() && !repeats;
    // `aria-disabled` keeps the button reachable, but doesn't keep the browser from sending the click.
    let button = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_disabled = button.is_some_and(|button| button.has_attribute("aria-disabled"));
    if is_disabled || is_second {
        event.prevent_default();
    } else if let Some(action) = action {
        action();
    } else {
        submit_form(event);
    }
}

/// Has the form do what it does. A browser's own submission does nothing at all in a frame that may not submit forms.
fn submit_form(event: &MouseEvent) {
    event.prevent_default();
    let form =
        event.current_target().and_then(|target| target.unchecked_into::<Element>().closest("form").ok().flatten());
    // Firefox submits a form itself at an event of that name that nobody can prevent.
    let can_be_prevented = EventInit::new();
    can_be_prevented.set_cancelable(true);
    let submit = web_sys::Event::new_with_event_init_dict("submit", &can_be_prevented);
    if let Some((form, submit)) = form.zip(submit.ok()) {
        let _ = form.dispatch_event(&submit);
    }
}
