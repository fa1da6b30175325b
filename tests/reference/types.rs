//! The types for TypeScript: the elements, their attributes and events, and both in the maps of the DOM. `react.d.ts` makes React's of them.

use std::fmt::Write;

use slotwright::reference::{ATTRIBUTES, ELEMENTS, EVENTS, Event, WHEN, is_of, property};

use crate::manifest::class;

/// What every HTML element has already.
const INHERITED: [&str; 2] = ["lang", "nonce"];

/// The declarations' text.
pub fn types() -> String {
    let mut text = String::from(
        "// Written by `cargo xtask elements` from the tables in src/reference.\n\n\
         /** A time at the place of the visit. */\nexport interface When {\n",
    );
    for member in WHEN {
        let _ = write!(text, "  /** {} */\n  {}: {};\n", sentence(member.meaning), member.name, member.ts);
    }
    text += "}\n";
    for (element, meaning) in ELEMENTS {
        text += &attributes(element);
        text += &events(element);
        text += &declaration(element, meaning);
    }
    text += GLOBAL_HEAD;
    text += "  interface HTMLElementTagNameMap {\n";
    for (element, _) in ELEMENTS {
        let _ = writeln!(text, "    \"{element}\": {};", class(element));
    }
    text += "  }\n\n  interface GlobalEventHandlersEventMap {\n";
    for event in &EVENTS {
        let _ = writeln!(text, "    \"{}\": CustomEvent<{}>;", event.name, detail(event));
    }
    text + "  }\n}\n"
}

const GLOBAL_HEAD: &str = "\ndeclare global {\n";

/// The type of an event's `detail`.
pub fn detail(event: &Event) -> String {
    match event.detail {
        [] => "Record<string, never>".to_owned(),
        all if std::ptr::eq(all, WHEN) => "When".to_owned(),
        members => {
            let members: Vec<_> = members.iter().map(|member| format!("{}: {}", member.name, member.ts)).collect();
            format!("{{ {} }}", members.join("; "))
        }
    }
}

/// What a page can set, as attributes: the names of HTML.
fn attributes(element: &str) -> String {
    let mut text =
        format!("\n/** The attributes of `<{element}>`. */\nexport interface {}Attributes {{\n", class(element));
    for attribute in ATTRIBUTES.iter().filter(|attribute| is_of(attribute.of, element)) {
        let name =
            if attribute.name.contains('-') { format!("\"{}\"", attribute.name) } else { attribute.name.to_owned() };
        let _ = write!(text, "  /** {} */\n  {name}?: {};\n", sentence(attribute.meaning), attribute.ts);
    }
    text + "}\n"
}

fn events(element: &str) -> String {
    let mut text = format!("\n/** The events of `<{element}>`. */\nexport interface {}EventMap {{\n", class(element));
    for event in EVENTS.iter().filter(|event| is_of(event.of, element)) {
        if !event.remark.is_empty() {
            let _ = writeln!(text, "  /** {} */", sentence(event.remark));
        }
        let _ = writeln!(text, "  \"{}\": CustomEvent<{}>;", event.name, detail(event));
    }
    text + "}\n"
}

fn declaration(element: &str, meaning: &str) -> String {
    let class = class(element);
    let mut text = format!("\n/** {meaning}. */\nexport interface {class} extends HTMLElement {{\n");
    for attribute in ATTRIBUTES.iter().filter(|attribute| is_of(attribute.of, element)) {
        if INHERITED.contains(&attribute.name) {
            continue;
        }
        let (name, ts) = (property(attribute.name), attribute.ts);
        // What is not set reads as null; a flag is there or not.
        let null = if ts == "boolean" { "" } else { " | null" };
        let _ = writeln!(text, "  /** {} */", sentence(attribute.meaning));
        if name == "prefill" {
            let _ = write!(text, "  get prefill(): string | null;\n  set prefill(value: {ts} | null | undefined);\n");
        } else {
            let got = if ts.contains("number") { "string".to_owned() } else { ts.to_owned() };
            let _ = write!(text, "  get {name}(): {got}{null};\n  set {name}(value: {ts} | null | undefined);\n");
        }
    }
    text + "}\n"
}

/// As a sentence of a comment.
fn sentence(text: &str) -> String {
    let (head, tail) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    format!("{}{tail}.", head.to_uppercase())
}
