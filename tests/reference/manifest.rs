//! `custom-elements.json`: what editors and catalogues read of the elements (schema 1.0.0 of the Custom Elements Manifest).

use serde_json::{Value, json};
use slotwright::reference::{ATTRIBUTES, ELEMENTS, EVENTS, PARTS, SLOTS, TOKENS, is_of, property};

/// The scripts that define the elements, in the order of [`ELEMENTS`].
const SCRIPTS: [&str; 2] = ["element.js", "board.js"];

/// The manifest's text.
pub fn manifest() -> String {
    let modules = ELEMENTS.iter().zip(SCRIPTS).map(|((element, meaning), script)| {
        json!({
            "kind": "javascript-module",
            "path": script,
            "declarations": [declaration(element, meaning)],
            "exports": [{
                "kind": "custom-element-definition",
                "name": element,
                "declaration": { "name": class(element), "module": script },
            }],
        })
    });
    let manifest = json!({ "schemaVersion": "1.0.0", "modules": modules.collect::<Vec<_>>() });
    serde_json::to_string_pretty(&manifest).expect("a manifest") + "\n"
}

/// `SlotwrightBookingElement` of `slotwright-booking`.
pub fn class(element: &str) -> String {
    let name = property(element);
    format!("{}{}Element", name[..1].to_uppercase(), &name[1..])
}

fn declaration(element: &str, meaning: &str) -> Value {
    let attributes = ATTRIBUTES.iter().filter(|attribute| is_of(attribute.of, element));
    let members = attributes.clone().map(|attribute| {
        json!({
            "kind": "field",
            "name": property(attribute.name),
            "type": { "text": attribute.ts },
            "description": attribute.meaning,
            "attribute": attribute.name,
        })
    });
    let described = attributes.clone().map(|attribute| {
        json!({
            "name": attribute.name,
            "type": { "text": attribute.ts },
            "description": attribute.meaning,
            "fieldName": property(attribute.name),
        })
    });
    let events = EVENTS.iter().filter(|event| is_of(event.of, element)).map(|event| {
        json!({
            "name": event.name,
            "type": { "text": format!("CustomEvent<{}>", super::types::detail(event)) },
            "description": event.remark,
        })
    });
    let tokens = TOKENS.iter().flat_map(|token| {
        let dark = token.has_dark.then(|| format!("{}-dark", token.name));
        [Some(token.name.to_owned()), dark]
            .into_iter()
            .flatten()
            .map(|name| json!({ "name": name, "description": token.meaning }))
    });
    let mut declaration = json!({
        "kind": "class",
        "customElement": true,
        "tagName": element,
        "name": class(element),
        "superclass": { "name": "HTMLElement" },
        "description": meaning,
        "attributes": described.collect::<Vec<_>>(),
        "members": members.collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
        "cssProperties": tokens.collect::<Vec<_>>(),
        "cssParts": PARTS.iter().map(|part| json!({ "name": part.name, "description": part.meaning })).collect::<Vec<_>>(),
    });
    if element == ELEMENTS[0].0 {
        let slots = SLOTS.iter().map(|slot| json!({ "name": slot.name, "description": slot.meaning }));
        declaration["slots"] = slots.collect();
    }
    declaration
}
