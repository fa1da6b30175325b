//! What programs find the APIs by: the catalogue (RFC 9727), and a text for language models (llmstxt.org).

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use slotwright_wire::sonar;

use crate::contract::{self, DOCUMENT_PATH, PAGE_PATH};
use crate::inbound::ROOTS;

/// Where the catalogue is, by RFC 9727.
pub const CATALOG_PATH: &str = "/.well-known/api-catalog";
/// Where the text is.
pub const LLMS_PATH: &str = "/llms.txt";

const LLMS: &str = include_str!("llms.md");
const CATALOG_TYPE: &str = "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"";

/// What both say, put together once at the start.
#[derive(Clone)]
pub struct ForPrograms {
    catalog: String,
    link: HeaderValue,
    llms: String,
}

impl ForPrograms {
    /// For the server at this address, and the company whose it is.
    #[must_use]
    pub fn of(url: &str, company: Option<&str>) -> Self {
        let link = format!("<{url}{CATALOG_PATH}>; rel=\"api-catalog\"");
        let systems = |root: &str| {
            let name = root.trim_start_matches('/');
            format!("- [Like {name}]({url}{root}{}): for programs that were written for that system\n", document())
        };
        let llms = LLMS
            .replace("{name}", company.unwrap_or("Slotwright"))
            .replace("{systems}\n", &ROOTS.map(|root| systems(root.path)).concat())
            .replace("{url}", url);
        let link = HeaderValue::try_from(link).unwrap_or_else(|_| HeaderValue::from_static(""));
        Self { catalog: catalog(url).to_string(), link, llms }
    }

    /// The catalogue. Who asks for the head alone reads in `Link` that it is one.
    pub fn catalog(self) -> Response {
        let kind = HeaderValue::from_static(CATALOG_TYPE);
        ([(header::CONTENT_TYPE, kind), (header::LINK, self.link)], self.catalog).into_response()
    }

    /// The text for language models. It is Markdown, and its readers expect plain text.
    pub fn llms(self) -> Response {
        ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], self.llms).into_response()
    }
}

/// An entry for each API: its root, what describes it for programs and for people, and whether the server is well.
fn catalog(url: &str) -> Value {
    let at = |path: &str, kind: &str| json!([{"href": format!("{url}{path}"), "type": kind}]);
    let api = |root: &str, document: &str, page: &str, kind: &str| {
        json!({
            "anchor": format!("{url}{root}"), "service-desc": at(document, "application/json"),
            "service-doc": at(page, kind), "status": at("/readyz", "application/json"),
        })
    };
    let ours = [sonar::ROOT, "/v1"].map(|root| api(root, DOCUMENT_PATH, PAGE_PATH, "text/html"));
    let systems = ROOTS.map(|root| {
        let document = format!("{}{}", root.path, document());
        // Its document is all that there is about it.
        json!({
            "anchor": format!("{url}{}", root.path), "service-desc": at(&document, "application/json"),
            "status": at("/readyz", "application/json"),
        })
    });
    let agents = json!({
        "anchor": format!("{url}/mcp"), "service-doc": at(LLMS_PATH, "text/plain"),
        "status": at("/readyz", "application/json"),
    });
    json!({"linkset": ours.into_iter().chain(systems).chain([agents]).collect::<Vec<_>>()})
}

/// Where a system's document is below its root.
fn document() -> &'static str {
    contract::systems::DOCUMENT_PATH
}
