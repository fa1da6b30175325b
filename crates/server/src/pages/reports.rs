//! What browsers report of a page's policy: counted, and logged without anything of who reads the page.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::Value;

use crate::metrics;

/// So many bytes of a report are read.
const MOST_BYTES: usize = 16 * 1024;
/// So many reports of one request are.
const MOST_REPORTS: usize = 20;
/// The directives that our policies have: a report of another is not of our pages.
const DIRECTIVES: [&str; 8] = [
    "script-src-elem",
    "script-src-attr",
    "script-src",
    "style-src-elem",
    "style-src-attr",
    "connect-src",
    "img-src",
    "frame-ancestors",
];

/// `POST /csp-reports`, in both forms in which browsers send them: one `csp-report`, or a list of reports.
pub async fn take(headers: HeaderMap, body: Body) -> StatusCode {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/csp-report") && !kind.starts_with("application/reports+json") {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE;
    }
    let Ok(bytes) = to_bytes(body, MOST_BYTES).await else { return StatusCode::PAYLOAD_TOO_LARGE };
    let Ok(told) = serde_json::from_slice::<Value>(&bytes) else { return StatusCode::BAD_REQUEST };
    let reports = match &told {
        Value::Array(reports) => reports.as_slice(),
        one => std::slice::from_ref(one),
    };
    for report in reports.iter().take(MOST_REPORTS) {
        let body = report.get("csp-report").or_else(|| report.get("body")).unwrap_or(&Value::Null);
        let text = |names: [&str; 2]| names.iter().find_map(|name| body[*name].as_str()).unwrap_or_default();
        let said = text(["effective-directive", "effectiveDirective"]);
        let directive = DIRECTIVES.into_iter().find(|known| *known == said).unwrap_or("other");
        metrics::csp_report(directive);
        // What was forbidden, up to its host: a path may be somebody's.
        let blocked = text(["blocked-uri", "blockedURL"]);
        let blocked: String = blocked.split('/').take(3).collect::<Vec<_>>().join("/").chars().take(100).collect();
        tracing::warn!(directive, blocked, "a page's policy has forbidden something");
    }
    StatusCode::NO_CONTENT
}
