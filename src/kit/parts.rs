//! The few shapes that all views are made of.
//!
//! Each `view!` of its own type costs the download about a kilobyte of generated code. So views are put together from
//! these functions, whose types are erased: closures are boxed, children are [`AnyView`]s.

use leptos::html::custom;
use leptos::prelude::*;

/// Words that follow signals.
pub type Words = Box<dyn Fn() -> String + Send>;
/// Whether something is so; follows signals.
pub type Flag = Box<dyn Fn() -> bool + Send>;

/// Words that stay.
pub fn words(text: &str) -> Words {
    let text = text.to_owned();
    Box::new(move || text.clone())
}

/// A text node that follows signals.
pub fn text(words: Words) -> AnyView {
    words.into_any()
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

/// An element with a class, and what else most elements need.
#[derive(Default)]
pub struct Node {
    /// The tag; `div` when empty.
    pub tag: &'static str,
    /// The class in our stylesheet.
    pub class: &'static str,
    /// The name by which a host styles it.
    pub part: Option<&'static str>,
    /// Its role, where the tag doesn't say it.
    pub role: Option<&'static str>,
    /// Its name for screen readers.
    pub label: Option<Words>,
    /// What effects and styles find it by: a `data-` attribute's value under `data-is`.
    pub is: Option<&'static str>,
    /// Its state, for styles: `data-state`.
    pub state: Option<Words>,
    /// The language of the words in it.
    pub language: Option<Words>,
    /// By which other elements refer to it.
    pub id: Option<&'static str>,
    /// Of what a header cell is the head.
    pub scope: Option<&'static str>,
    /// Whether it is the selected one of its kind.
    pub selected: Option<Words>,
    /// Whether it can have the focus: `-1` from code only, `0` by Tab too.
    pub tab: Option<&'static str>,
    /// What is inside.
    pub children: Vec<AnyView>,
}

impl Node {
    /// Draws it.
    pub fn view(self) -> AnyView {
        custom(if self.tag.is_empty() { "div" } else { self.tag })
            .attr("class", self.class)
            .attr("part", self.part)
            .attr("role", self.role)
            .attr("aria-label", self.label)
            .attr("data-is", self.is)
            .attr("data-state", self.state)
            .attr("lang", self.language)
            .attr("id", self.id)
            .attr("scope", self.scope)
            .attr("aria-selected", self.selected)
            .attr("tabindex", self.tab)
            .child(self.children)
            .into_any()
    }
}

/// An element with a class and children.
pub fn node(tag: &'static str, class: &'static str, children: Vec<AnyView>) -> AnyView {
    Node { tag, class, children, ..Node::default() }.view()
}

/// An element with words in it.
pub fn say(tag: &'static str, class: &'static str, words: Words) -> AnyView {
    node(tag, class, vec![text(words)])
}

/// The heading of a step, under the summary's. Not reachable by Tab, but a new step puts the focus there.
pub fn heading(text: &str) -> AnyView {
    title("h2", text)
}

/// The heading of a step of any level.
pub fn title(tag: &'static str, text: &str) -> AnyView {
    let children = vec![self::text(words(text))];
    Node { tag, class: "heading", is: Some("heading"), tab: Some("-1"), children, ..Node::default() }.view()
}

/// Shown only to screen readers while something loads.
pub fn skeleton() -> AnyView {
    node("div", "skeleton", vec![say("p", "unseen", words(crate::ground::text::LOADING))])
}

/// A button.
pub struct Button {
    /// What stands on it.
    pub words: Words,
    /// What a screen reader says instead.
    pub label: Option<Words>,
    /// The class in our stylesheet.
    pub class: &'static str,
    /// `primary` or `danger`, for styles.
    pub tone: Option<&'static str>,
    /// What effects find it by.
    pub is: Option<String>,
    /// Whether it can't be pressed now. It stays in the order of Tab.
    pub disabled: Flag,
    /// Whether it sends the form it stands in; its deed is then the form's.
    pub submits: bool,
    /// What it does.
    pub deed: Box<dyn Fn() + Send>,
}

impl Button {
    /// A plain button.
    pub fn new(words: Words, deed: impl Fn() + Send + 'static) -> Self {
        Self {
            words,
            label: None,
            class: "button",
            tone: None,
            is: None,
            disabled: Box::new(|| false),
            submits: false,
            deed: Box::new(deed),
        }
    }

    /// A plain button with words that stay.
    pub fn named(text: &str, deed: impl Fn() + Send + 'static) -> Self {
        Self::new(words(text), deed)
    }

    /// The one button of a step that leads on.
    pub fn primary(self) -> Self {
        Self { tone: Some("primary"), ..self }
    }

    /// Draws it.
    pub fn view(self) -> AnyView {
        let Self { words, label, class, tone, is, disabled, submits, deed } = self;
        let part = if class == "opening" { "opening" } else { "button" };
        custom("button")
            .attr("type", if submits { "submit" } else { "button" })
            .attr("class", class)
            .attr("part", part)
            .attr("aria-label", label)
            .attr("data-tone", tone)
            .attr("data-is", is)
            .attr(
                "aria-disabled",
                Box::new(move || disabled().then_some("true")) as Box<dyn Fn() -> Option<&'static str> + Send>,
            )
            .child(words)
            .on(leptos::ev::click, on_click(submits, REPEATS.contains(&class), deed))
            .into_any()
    }
}

/// The classes of buttons that may be pressed several times in a row.
const REPEATS: [&str; 2] = ["step", "small"];

fn on_click(submits: bool, repeats: bool, deed: Box<dyn Fn() + Send>) -> Box<dyn FnMut(leptos::ev::MouseEvent)> {
    Box::new(move |event| {
        // The second click of a double click was not meant for what has been drawn under the pointer in between. `detail`
        // is the click's number in such a row, and 0 from the keyboard.
        let is_second = 1 < event.detail() && !repeats;
        // `aria-disabled` keeps the button reachable; the browser doesn't know of it.
        let is_disabled = event
            .current_target()
            .and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(target).ok())
            .is_some_and(|button| button.has_attribute("aria-disabled"));
        if is_disabled || is_second {
            event.prevent_default();
        } else if !submits {
            deed();
        }
    })
}

/// A form; what it does when it is sent stands here, not at its button.
pub fn form(class: &'static str, children: Vec<AnyView>, send: impl Fn() + 'static) -> AnyView {
    let send: Box<dyn Fn()> = Box::new(send);
    let on_submit: Box<dyn FnMut(leptos::ev::SubmitEvent)> = Box::new(move |event| {
        event.prevent_default();
        send();
    });
    custom("form")
        .attr("class", class)
        .attr("part", "form")
        .attr("novalidate", "")
        .child(children)
        .on(leptos::ev::submit, on_submit)
        .into_any()
}

/// A field with its name.
pub fn field(name: &str, input: AnyView) -> AnyView {
    let children = vec![say("span", "", words(name)), input];
    Node { tag: "label", class: "field", part: Some("field"), children, ..Node::default() }.view()
}

/// Buttons in a row.
pub fn buttons(buttons: Vec<AnyView>) -> AnyView {
    node("div", "buttons", buttons)
}
