//! Elements, put together as in the builder syntax of Leptos: `p().class("hint").child(text::WISHES_HINT)`.
//!
//! In Leptos an element's type is made of the types of all its attributes and children, and code is generated for each such
//! type: about a kilobyte of download. Here attributes and children lose their types one by one, as they are added, so that
//! all elements are of one type.

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev::EventDescriptor;
use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::html::event::on;
use leptos::tachys::html::property::prop;
use wasm_bindgen::JsValue;

/// Words that follow signals.
pub type Words = Box<dyn Fn() -> String + Send>;

/// What words can be given as: those that stay as a text, those that follow signals as a closure.
pub trait Text {
    /// As a text in the page.
    fn into_node(self) -> AnyView;
    /// As the value of an attribute.
    fn into_attribute(self, name: &'static str) -> AnyAttribute;
}

impl Text for String {
    fn into_node(self) -> AnyView {
        self.into_any()
    }

    fn into_attribute(self, name: &'static str) -> AnyAttribute {
        custom_attribute(name, self).into_any_attr()
    }
}

impl Text for &str {
    fn into_node(self) -> AnyView {
        self.to_owned().into_node()
    }

    fn into_attribute(self, name: &'static str) -> AnyAttribute {
        self.to_owned().into_attribute(name)
    }
}

impl<F: Fn() -> String + Send + 'static> Text for F {
    fn into_node(self) -> AnyView {
        let words: Words = Box::new(self);
        words.into_any()
    }

    fn into_attribute(self, name: &'static str) -> AnyAttribute {
        let words: Words = Box::new(self);
        custom_attribute(name, words).into_any_attr()
    }
}

/// What can stand in an element: other elements, views, and [`Text`].
pub trait Child {
    /// Draws it.
    fn draw(self) -> AnyView;
}

impl Child for AnyView {
    fn draw(self) -> AnyView {
        self
    }
}

impl Child for El {
    fn draw(self) -> AnyView {
        self.view()
    }
}

impl Child for &str {
    fn draw(self) -> AnyView {
        self.into_node()
    }
}

impl Child for String {
    fn draw(self) -> AnyView {
        self.into_node()
    }
}

impl<F: Fn() -> String + Send + 'static> Child for F {
    fn draw(self) -> AnyView {
        self.into_node()
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
    button dd div dl dt form h1 h2 h3 h4 header input label li ol option p section select span strong table tbody td textarea th
    thead tr ul
}

fn el(tag: &'static str) -> El {
    El { tag, attributes: Vec::new(), children: Vec::new() }
}

impl El {
    /// An attribute.
    pub fn attr(self, name: &'static str, value: impl Text) -> Self {
        self.with(value.into_attribute(name))
    }

    /// The class in our stylesheet.
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// The name by which a host styles it.
    pub fn part(self, part: impl Text) -> Self {
        self.attr("part", part)
    }

    /// By which other elements refer to it.
    pub fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    /// What effects and styles find it by: a `data-` attribute.
    pub fn is(self, is: &str) -> Self {
        self.attr("data-is", is)
    }

    /// Its state, for styles: a `data-` attribute.
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

    /// What stands in a field, and follows signals.
    pub fn value(self, value: impl Fn() -> String + Send + 'static) -> Self {
        let value: Words = Box::new(value);
        self.with(prop("value", value).into_any_attr())
    }

    /// Whether it is the chosen option.
    pub fn selected(self, is_selected: bool) -> Self {
        self.with(prop("selected", is_selected).into_any_attr())
    }

    /// An attribute that is `true` or not there.
    pub fn flag(self, name: &'static str, is: Box<dyn Fn() -> bool + Send>) -> Self {
        let value: Box<dyn Fn() -> Option<&'static str> + Send> = Box::new(move || is().then_some("true"));
        self.with(custom_attribute(name, value).into_any_attr())
    }

    /// Acts on an event.
    pub fn on<E: EventDescriptor + Send + 'static>(self, event: E, act: impl FnMut(E::EventType) + 'static) -> Self
    where
        E::EventType: From<JsValue>,
    {
        let act: Box<dyn FnMut(E::EventType)> = Box::new(act);
        self.with(on(event, act).into_any_attr())
    }

    /// Puts something into it, after what is there.
    pub fn child(mut self, child: impl Child) -> Self {
        self.children.push(child.draw());
        self
    }

    /// Puts any number of things into it: all of a list, or what may be there.
    pub fn children<C: Child>(mut self, children: impl IntoIterator<Item = C>) -> Self {
        self.children.extend(children.into_iter().map(C::draw));
        self
    }

    /// Draws it.
    pub fn view(self) -> AnyView {
        custom(self.tag).add_any_attr(self.attributes).child(self.children).into_any()
    }

    fn with(mut self, attribute: AnyAttribute) -> Self {
        self.attributes.push(attribute);
        self
    }
}

/// A region that is drawn anew when its signals change.
pub fn live(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn Fn() -> AnyView + Send> = Box::new(draw);
    draw.into_any()
}

/// Nothing.
pub fn nothing() -> AnyView {
    ().into_any()
}
