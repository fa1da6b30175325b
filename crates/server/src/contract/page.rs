//! The document for people: one page, made of the document and nothing else, that needs no script.

mod parts;
mod text;

use std::fmt::Write;

use parts::{answers, body, callers, everywhere, fields, parameters};
use serde_json::Value;
use text::{anchor, marked_up};
pub use text::{escaped, inline};

/// The page.
#[must_use]
pub fn print(document: &Value) -> String {
    let title = escaped(document["info"]["title"].as_str().unwrap_or_default());
    let mut page = head(&format!("{title} API"));
    page.push_str("<a class=\"skip\" href=\"#main\">Skip to the text</a>\n");
    // Writing to a String does not fail.
    let _ = header(&mut page, document, &title);
    let _ = main(&mut page, document);
    let _ = contents(&mut page, document);
    page.push_str("</body>\n</html>\n");
    page
}

/// How a page with this title begins, up to its body.
pub fn head(title: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"{}\">\n</head>\n<body>\n",
        super::STYLE_PATH
    )
}

fn header(page: &mut String, document: &Value, title: &str) -> std::fmt::Result {
    let info = &document["info"];
    let version = escaped(info["version"].as_str().unwrap_or_default());
    let summary = escaped(info["summary"].as_str().unwrap_or_default());
    writeln!(
        page,
        "<header><p class=\"name\"><a href=\"#main\">{title}</a> <span>API {version}</span></p><p>{summary}</p>\
         <p><a class=\"contents\" href=\"#contents\">Contents</a> <a href=\"{}\">openapi.json</a></p></header>",
        super::DOCUMENT_PATH
    )
}

/// The list of all operations: at the side or, on a phone, at the end, with a link to it at the top.
fn contents(page: &mut String, document: &Value) -> std::fmt::Result {
    page.push_str("<nav id=\"contents\" aria-label=\"Contents\" tabindex=\"-1\"><ul>");
    page.push_str("<li><a href=\"#introduction\">Introduction</a></li>");
    for tag in items(&document["tags"]) {
        let name = tag["name"].as_str().unwrap_or_default();
        write!(page, "<li><a href=\"#{}\">{}</a><ul>", anchor(name), escaped(name))?;
        for (_, method, operation) in operations(document, name) {
            let (id, summary) = (operation["operationId"].as_str(), operation["summary"].as_str());
            write!(
                page,
                "<li><a href=\"#{}\">{}<i class=\"{method}\">{method}</i></a></li>",
                id.unwrap_or_default(),
                escaped(summary.unwrap_or_default())
            )?;
        }
        page.push_str("</ul></li>");
    }
    page.push_str("<li><a href=\"#records\">Records</a></li></ul></nav>\n");
    Ok(())
}

fn main(page: &mut String, document: &Value) -> std::fmt::Result {
    page.push_str("<main id=\"main\" tabindex=\"-1\">\n<section id=\"introduction\"><h1>Introduction</h1>\n");
    page.push_str(&marked_up(document["info"]["description"].as_str().unwrap_or_default()));
    page.push_str("<h2 id=\"everywhere\">Refusals of every operation</h2>\n");
    everywhere(page, document)?;
    page.push_str("</section>\n");
    for tag in items(&document["tags"]) {
        let name = tag["name"].as_str().unwrap_or_default();
        writeln!(page, "<section id=\"{}\"><h1>{}</h1>", anchor(name), escaped(name))?;
        page.push_str(&marked_up(tag["description"].as_str().unwrap_or_default()));
        for (path, method, described) in operations(document, name) {
            operation(page, document, path, method, described)?;
        }
        page.push_str("</section>\n");
    }
    page.push_str("<section id=\"records\"><h1>Records</h1>\n<p>What answers and parameters are made of.</p>\n");
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        writeln!(page, "<article id=\"schema-{name}\"><h2><a href=\"#schema-{name}\">{name}</a></h2>")?;
        page.push_str(&marked_up(schema["description"].as_str().unwrap_or_default()));
        match schema["properties"].is_object() {
            true => fields(page, schema)?,
            false => writeln!(page, "<p class=\"type\">{}</p>", text::kind(schema))?,
        }
        page.push_str("</article>\n");
    }
    page.push_str("</section>\n</main>\n");
    Ok(())
}

fn operation(page: &mut String, document: &Value, path: &str, method: &str, described: &Value) -> std::fmt::Result {
    let id = described["operationId"].as_str().unwrap_or_default();
    let summary = escaped(described["summary"].as_str().unwrap_or_default());
    write!(
        page,
        "<article id=\"{id}\"><h2><a href=\"#{id}\">{summary}</a></h2>\n<p class=\"address\"><b class=\"{method}\">{}</b> \
         <code>{}</code></p>\n",
        method.to_uppercase(),
        escaped(path).replace('/', "/<wbr>"),
    )?;
    let description = described["description"].as_str().unwrap_or_default();
    // Where there is no more to say, it is the summary again.
    if description.trim_end_matches('.') != described["summary"].as_str().unwrap_or_default().trim_end_matches('?') {
        page.push_str(&marked_up(description));
    }
    callers(page, described)?;
    parameters(page, document, described)?;
    body(page, described)?;
    answers(page, document, described)?;
    page.push_str("</article>\n");
    Ok(())
}

/// The operations of a group: path, method, what is said of it.
fn operations<'a>(document: &'a Value, tag: &str) -> Vec<(&'a str, &'a str, &'a Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let all = paths.flat_map(|(path, item)| {
        item.as_object()
            .into_iter()
            .flatten()
            .map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    });
    all.filter(|(_, _, operation)| operation["tags"][0] == tag).collect()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
