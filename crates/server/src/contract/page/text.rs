//! Words for the page: escaped, marked up, and the kinds of values in plain English.

use serde_json::Value;

/// Text that may stand in HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// `Job types` → `job-types`
pub fn anchor(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

/// What the document's descriptions use of Markdown: paragraphs, `##`, `**`, backticks.
pub fn marked_up(text: &str) -> String {
    let mut html = String::new();
    for block in text.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        let (tag, block) = match block.strip_prefix("## ") {
            Some(heading) => ("h2", heading),
            None => ("p", block),
        };
        html += &format!("<{tag}>{}</{tag}>\n", inline(block));
    }
    html
}

/// A line of it.
pub fn inline(text: &str) -> String {
    let paired = |text: String, mark: &str, tag: &str| -> String {
        text.split(mark)
            .enumerate()
            .map(|(index, part)| if index % 2 == 1 { format!("<{tag}>{part}</{tag}>") } else { part.to_owned() })
            .collect()
    };
    paired(paired(escaped(text), "`", "code"), "**", "b")
}

/// What a schema allows, in words; what has a name is linked.
pub fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap_or_default();
        // The word that describes it is shorter than the name of the schema.
        return format!("<a href=\"#schema-{name}\">{}</a>", name.strip_prefix("Given").unwrap_or(name));
    }
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<String> = values.iter().map(|value| format!("<code>{}</code>", plain(value))).collect();
        return values.join(" ");
    }
    if let Some(choices) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
        let kinds: Vec<String> = choices.iter().filter(|choice| !is_nothing(choice)).map(kind).collect();
        let is_optional = choices.iter().any(|choice| choice["type"] == "null");
        return kinds.join(" or ") + if is_optional { " or null" } else { "" };
    }
    if let Some(value) = schema.get("const") {
        return format!("<code>{}</code>", plain(value));
    }
    let kind = match &schema["type"] {
        Value::String(kind) => named(kind, schema),
        Value::Array(kinds) => {
            kinds.iter().filter_map(Value::as_str).map(|kind| named(kind, schema)).collect::<Vec<_>>().join(" or ")
        }
        _ => "anything".to_owned(),
    };
    kind + &range(schema)
}

fn named(kind: &str, schema: &Value) -> String {
    match kind {
        "integer" => "whole number".to_owned(),
        "string" => "text".to_owned(),
        "boolean" => "<code>true</code> <code>false</code>".to_owned(),
        "array" if schema["maxItems"] == 0 => "<code>[]</code>".to_owned(),
        "array" => format!("list of {}", self::kind(&schema["items"])),
        "object" if schema["additionalProperties"].is_object() => {
            format!("map to {}", self::kind(&schema["additionalProperties"]))
        }
        other => other.to_owned(),
    }
}

fn range(schema: &Value) -> String {
    // Beyond this nobody cares for the exact number.
    let great = |value: &&Value| value.as_u64().is_none_or(|value| value < u64::from(u32::MAX));
    match (schema.get("minimum"), schema.get("maximum").filter(great)) {
        (Some(min), Some(max)) => format!(", {min} to {max}"),
        (Some(min), None) if *min != 0 => format!(", from {min}"),
        _ => String::new(),
    }
}

fn is_nothing(choice: &Value) -> bool {
    choice["type"] == "null" || choice["$ref"].as_str().is_some_and(|reference| reference.ends_with("/Nothing"))
}

fn plain(value: &Value) -> String {
    escaped(value.as_str().map_or_else(|| value.to_string(), str::to_owned).as_str())
}
