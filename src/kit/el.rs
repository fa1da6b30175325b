//! Elements, put together as in the builder syntax of Leptos: `p().class("hint").child(text::WISHES_HINT)`.
//!
//! In Leptos an element's type is made of the types of all its attributes and children, and code is generated for each such
//! type: with `view!` all views together are 31.6 kB more to download, and 13 kB with every trick we know. Here the types of
//! attributes and children are erased one by one, as they are added, so that all elements are of one type.
//!
//! A text that follows signals is set on its element as a whole. Leptos would keep the text's node, and a browser that translates
//! the page puts others in its place: what is written into a node that is in the page no more is never seen.

use std::rc::Rc;

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev::EventDescriptor;
use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::html::directive::directive;
use leptos::tachys::html::event::on;
use leptos::tachys::html::property::prop;
use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::kit::reactive::Leaving;

/// A text that follows signals.
pub type ReactiveText = Box<dyn Fn() -> String + Send>;

/// A text of an element or attribute: a string if it stays the same, a closure if it follows signals.
pub trait Text: Child {
    /// As the value of an attribute.
    fn into_attribute(self, name: &'static str) -> AnyAttribute;
}

impl Text for String {
    fn into_attribute(self, name: &'static str) -> AnyAttribute {
        custom_attribute(name, self).into_any_attr()
    }
}

impl Text for &str {
    fn into_attribute(self, name: &'static str) -> AnyAttribute {
        self.to_owned().into_attribute(name)
    }
}

impl<F: Fn() -> String + Send + 'static> Text for F {
    fn into_attribute(self, name: &'static str) -> AnyAttribute {
        custom_attribute(name, followed(Box::new(self))).into_any_attr()
    }
}

/// What can be a child of an element: other elements, views, and [`Text`].
pub trait Child {
    /// Adds it. A text that follows signals must be the only child of its element.
    fn add_to(self, parent: El) -> El;
}

impl Child for AnyView {
    fn add_to(self, mut parent: El) -> El {
        parent.children.push(self);
        parent
    }
}

impl Child for El {
    fn add_to(self, parent: El) -> El {
        self.view().add_to(parent)
    }
}

impl Child for &str {
    fn add_to(self, parent: El) -> El {
        self.to_owned().add_to(parent)
    }
}

impl Child for String {
    fn add_to(self, parent: El) -> El {
        self.into_any().add_to(parent)
    }
}

impl<F: Fn() -> String + Send + 'static> Child for F {
    fn add_to(self, parent: El) -> El {
        parent.with(prop("textContent", followed(Box::new(self))).into_any_attr())
    }
}

/// An element that is being put together.
pub struct El {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

macro_rules! tags {
    ($($tag:ident)*) => {
        $(
            #[doc = concat!("`<", stringify!($tag), ">`")]
            pub fn $tag() -> El {
                el(stringify!($tag))
            }
        )*
    };
}

tags! {
    a button dd dialog div dl dt form img input kbd label li ol option p section select span strong summary table tbody td textarea th
    thead tr ul
}

/// `<datalist>`: what can be chosen in a field in which something else can be typed.
pub fn datalist() -> El {
    el("datalist")
}

/// `<fieldset>`: questions under a heading.
pub fn fieldset() -> El {
    el("fieldset")
}

/// The heading of a `<fieldset>`.
pub fn legend() -> El {
    el("legend")
}

/// What a `<table>` shows.
pub fn caption() -> El {
    el("caption")
}

/// `<details>`: its summary, and what is seen once that is pressed.
pub fn folded() -> El {
    el("details")
}

/// `<slot>`: what the page has put into the element for it, or this text.
pub fn slot(name: &str, text: &str) -> El {
    el("slot").attr("name", name).child(text)
}

fn el(tag: &'static str) -> El {
    El { tag, attributes: Vec::new(), children: Vec::new() }
}

impl El {
    /// An attribute.
    pub fn attr(self, name: &'static str, value: impl Text) -> Self {
        self.with(value.into_attribute(name))
    }

    /// The class in our style sheet.
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// The name by which a host page styles it.
    pub fn part(self, part: impl Text) -> Self {
        self.attr("part", part)
    }

    /// The id by which other elements of the shadow tree refer to it.
    pub fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    /// The name by which effects and styles find it: `data-is`.
    pub fn is(self, is: &str) -> Self {
        self.attr("data-is", is)
    }

    /// Its own declarations. A host's policy that refuses the attribute lets the property pass.
    pub fn style(self, declarations: &str) -> Self {
        self.with(prop("style", declarations.to_owned()).into_any_attr())
    }

    /// Its own declarations, which follow signals.
    pub fn styled(self, declarations: impl Fn() -> String + Send + 'static) -> Self {
        self.with(prop("style", followed(Box::new(declarations))).into_any_attr())
    }

    /// Its state, for styles: `data-state`.
    pub fn state(self, state: impl Text) -> Self {
        self.attr("data-state", state)
    }

    /// Its role, where the tag doesn't say it.
    pub fn role(self, role: &str) -> Self {
        self.attr("role", role)
    }

    /// Its name for screen readers.
    pub fn aria_label(self, label: impl Text) -> Self {
        self.attr("aria-label", label)
    }

    /// Whether it can have the focus: `-1` from code only, `0` by Tab too.
    pub fn tabindex(self, index: impl Text) -> Self {
        self.attr("tabindex", index)
    }

    /// The value of a field, which follows signals.
    pub fn value(self, value: impl Fn() -> String + Send + 'static) -> Self {
        self.with(prop("value", followed(Box::new(value))).into_any_attr())
    }

    /// Whether a box is ticked.
    pub fn checked(self, is_checked: bool) -> Self {
        self.with(prop("checked", is_checked).into_any_attr())
    }

    /// Whether it is the selected option.
    pub fn selected(self, is_selected: bool) -> Self {
        self.with(prop("selected", is_selected).into_any_attr())
    }

    /// An attribute that is `true` while the condition holds, and otherwise not there.
    pub fn flag(self, name: &'static str, is: Box<dyn Fn() -> bool + Send>) -> Self {
        let leaving = Leaving::new();
        let value: Box<dyn Fn() -> Option<&'static str> + Send> = Box::new(move || {
            leaving.follow();
            is().then_some("true")
        });
        self.with(custom_attribute(name, value).into_any_attr())
    }

    /// Handles an event.
    pub fn on<E: EventDescriptor + Send + 'static>(self, event: E, handler: impl FnMut(E::EventType) + 'static) -> Self
    where
        E::EventType: From<JsValue>,
    {
        let handler: Box<dyn FnMut(E::EventType)> = Box::new(handler);
        self.with(on(event, handler).into_any_attr())
    }

    /// Has something done with the element once it is made, and when it is made use of for the same anew.
    pub fn made(self, act: impl Fn(Element) + 'static) -> Self {
        let act: Rc<dyn Fn(Element)> = Rc::new(act);
        self.with(directive(move |element: Element| act(element), ()).into_any_attr())
    }

    /// Holds an element that is no view of ours, as long as it is there itself.
    pub fn holding(self, held: Element) -> Self {
        self.made(move |holder| {
            if !holder.contains(Some(&held)) {
                let _ = holder.append_child(&held);
            }
        })
    }

    /// Adds a child.
    pub fn child(self, child: impl Child) -> Self {
        child.add_to(self)
    }

    /// Adds any number of children: all of a list, or an `Option`.
    pub fn children<C: Child>(self, children: impl IntoIterator<Item = C>) -> Self {
        children.into_iter().fold(self, |parent, child| child.add_to(parent))
    }

    /// The view.
    pub fn view(self) -> AnyView {
        custom(self.tag).add_any_attr(self.attributes).child(self.children).into_any()
    }

    fn with(mut self, attribute: AnyAttribute) -> Self {
        self.attributes.push(attribute);
        self
    }
}

/// A view that is rendered again when a signal changes that it reads.
pub fn reactive(render: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let render: Box<dyn Fn() -> AnyView + Send> = Box::new(render);
    let leaving = Leaving::new();
    let render: Box<dyn Fn() -> AnyView + Send> = Box::new(move || {
        leaving.follow();
        render()
    });
    render.into_any()
}

/// A text that leaves the signals that it follows with what it is part of.
fn followed(text: ReactiveText) -> ReactiveText {
    let leaving = Leaving::new();
    Box::new(move || {
        leaving.follow();
        text()
    })
}

/// An empty view.
pub fn nothing() -> AnyView {
    ().into_any()
}
