//! The parts of an operation on the page: who calls, what it takes, what it answers.

use std::fmt::{Result, Write};

use serde_json::Value;

use super::items;
use super::text::{escaped, inline, kind};

/// Who may call.
pub fn callers(page: &mut String, operation: &Value) -> Result {
    let names: Vec<&str> = items(&operation["security"])
        .filter_map(|scheme| scheme.as_object()?.keys().next())
        .map(|scheme| if scheme == "link" { "the holder of a booking link" } else { "staff" })
        .collect();
    let who = if names.is_empty() { "everybody".to_owned() } else { names.join(", ") };
    writeln!(page, "<p class=\"who\">For {who}.</p>")
}

/// Those in the path, the query and the headers.
pub fn parameters(page: &mut String, document: &Value, operation: &Value) -> Result {
    let parameters: Vec<&Value> = items(&operation["parameters"]).map(|it| resolved(document, it)).collect();
    if parameters.is_empty() {
        return Ok(());
    }
    table(page, "Parameters", &["Name", "In", "Value", "Meaning"])?;
    for parameter in parameters {
        let name = parameter["name"].as_str().unwrap_or_default();
        let place = parameter["in"].as_str().unwrap_or_default();
        row(page, name, parameter["required"] == true, Some(place), &parameter["schema"], &parameter["description"])?;
    }
    end(page)
}

/// The members of a body.
pub fn body(page: &mut String, operation: &Value) -> Result {
    let json = &operation["requestBody"]["content"]["application/json"];
    if json.is_null() {
        return Ok(());
    }
    table(page, "Body, as JSON or as a form", &["Name", "Value", "Meaning"])?;
    rows(page, &json["schema"])?;
    end(page)?;
    for example in json["examples"].as_object().into_iter().flatten().map(|(_, example)| example) {
        self::example(page, "Sent", example)?;
    }
    Ok(())
}

/// The members of a record.
pub fn fields(page: &mut String, schema: &Value) -> Result {
    table(page, "Members", &["Name", "Value", "Meaning"])?;
    rows(page, schema)?;
    end(page)
}

/// Every status with its codes and its examples.
pub fn answers(page: &mut String, document: &Value, operation: &Value) -> Result {
    let responses = || operation["responses"].as_object().into_iter().flatten();
    table(page, "Answers", &["Status", "Body", "Meaning"])?;
    for (status, response) in responses().filter(|(_, response)| !is_everywhere(response)) {
        answer(page, status, resolved(document, response))?;
    }
    end(page)?;
    let everywhere: Vec<&str> =
        responses().filter(|(_, response)| is_everywhere(response)).map(|(status, _)| status.as_str()).collect();
    if !everywhere.is_empty() {
        writeln!(
            page,
            "<p class=\"who\">And, <a href=\"#everywhere\">as everywhere</a>: {}.</p>",
            everywhere.join(", ")
        )?;
    }
    for (status, response) in responses().filter(|(_, response)| response["$ref"].is_null()) {
        for (_, content) in response["content"].as_object().into_iter().flatten() {
            for (_, example) in content["examples"].as_object().into_iter().flatten() {
                self::example(page, status, example)?;
            }
        }
    }
    Ok(())
}

/// The refusals that every operation shares.
pub fn everywhere(page: &mut String, document: &Value) -> Result {
    table(page, "Everywhere", &["Status", "Body", "Meaning"])?;
    for (name, response) in document["components"]["responses"].as_object().into_iter().flatten() {
        let reference = serde_json::json!({"$ref": format!("#/components/responses/{name}")});
        if is_everywhere(&reference) && !name.ends_with("Problem") {
            answer(page, status_of(name), response)?;
        }
    }
    end(page)
}

/// The shared responses that say nothing of an operation, and their statuses.
const EVERYWHERE: [(&str, &str); 8] = [
    ("Malformed", "400"),
    ("MalformedWrite", "400"),
    ("TooSlow", "408"),
    ("TooLarge", "413"),
    ("AddressTooLong", "414"),
    ("UnsupportedMediaType", "415"),
    ("HeadersTooLong", "431"),
    ("Internal", "500"),
];

fn status_of(name: &str) -> &'static str {
    EVERYWHERE.iter().find(|(known, _)| *known == name).map_or("", |(_, status)| status)
}

fn is_everywhere(response: &Value) -> bool {
    let name = response["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    name.is_some_and(|name| !status_of(name.trim_end_matches("Problem")).is_empty())
}

fn answer(page: &mut String, status: &str, response: &Value) -> Result {
    let codes: Vec<String> = items(&response["headers"]["X-Problem-Code"]["schema"]["enum"])
        .filter_map(|code| Some(format!("<code>{}</code>", escaped(code.as_str()?))))
        .collect();
    let content = response["content"].as_object().into_iter().flatten().next();
    let body = content.map_or_else(String::new, |(media_type, content)| match media_type.ends_with("json") {
        true => shape(&content["schema"]),
        false => format!("<code>{}</code>", escaped(media_type)),
    });
    let class = if status.starts_with('2') { "done" } else { "refused" };
    writeln!(
        page,
        "<tr><th scope=\"row\"><b class=\"{class}\">{status}</b></th><td>{body}</td><td>{} {}</td></tr>",
        inline(response["description"].as_str().unwrap_or_default()),
        codes.join(" ")
    )
}

/// `{data: Job}`, `{data: list of Job, paginator}` or the record itself.
fn shape(schema: &Value) -> String {
    let data = &schema["properties"]["data"];
    let pages = if schema["properties"]["paginator"].is_null() { "" } else { ", <code>paginator</code>" };
    if data.is_null() { kind(schema) } else { format!("<code>data</code>: {}{pages}", kind(data)) }
}

fn rows(page: &mut String, schema: &Value) -> Result {
    let is_required = |name: &str| items(&schema["required"]).any(|required| required == name);
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        row(page, name, is_required(name), None, property, &property["description"])?;
    }
    Ok(())
}

fn row(
    page: &mut String,
    name: &str,
    is_required: bool,
    place: Option<&str>,
    schema: &Value,
    description: &Value,
) -> Result {
    let required = if is_required { " <em>required</em>" } else { "" };
    let place = place.map(|place| format!("<td>{place}</td>")).unwrap_or_default();
    let meaning = inline(description.as_str().unwrap_or_default());
    let name = escaped(name).replace('_', "_<wbr>");
    writeln!(
        page,
        "<tr><th scope=\"row\"><code>{name}</code>{required}</th>{place}<td>{}</td><td>{meaning}</td></tr>",
        kind(schema)
    )
}

fn example(page: &mut String, about: &str, example: &Value) -> Result {
    let summary = escaped(example["summary"].as_str().unwrap_or_default());
    let text = match &example["value"] {
        // What is no text, such as a picture, has characters that HTML forbids.
        Value::String(text) if text.chars().any(|character| character.is_control() && !character.is_whitespace()) => {
            escaped(&text.escape_default().to_string())
        }
        Value::String(text) => escaped(text),
        value => escaped(&format!("{value:#}")),
    };
    writeln!(
        page,
        "<details class=\"example\"><summary><span>{about}</span> {summary}</summary>\
         <pre tabindex=\"0\"><code>{text}</code></pre></details>"
    )
}

/// A table that scrolls by itself where the page is narrow.
fn table(page: &mut String, caption: &str, columns: &[&str]) -> Result {
    write!(
        page,
        "<div class=\"table\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\"><table><caption>{caption}</caption><thead><tr>"
    )?;
    for column in columns {
        write!(page, "<th scope=\"col\">{column}</th>")?;
    }
    page.push_str("</tr></thead><tbody>\n");
    Ok(())
}

fn end(page: &mut String) -> Result {
    page.push_str("</tbody></table></div>\n");
    Ok(())
}

fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).unwrap_or(&Value::Null),
        None => value,
    }
}
