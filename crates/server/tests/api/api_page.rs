//! The API's document as a page.

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use slotwright_server::contract;

use crate::support::{Answer, Server};

async fn get(path: &str) -> Answer {
    let server = Server::start().await;
    server.send(Request::builder().uri(path).body(Body::empty()).unwrap()).await.assert_status(200)
}

#[tokio::test]
async fn the_page_tells_every_operation_and_every_record_under_an_anchor_of_its_own() {
    let page = String::from_utf8(get("/docs").await.bytes).unwrap();
    let document: Value = serde_json::from_str(contract::text()).unwrap();
    let mut anchors = Vec::new();
    for operations in document["paths"].as_object().unwrap().values() {
        for operation in operations.as_object().unwrap().values() {
            anchors.push(operation["operationId"].as_str().unwrap().to_owned());
        }
    }
    anchors.extend(document["components"]["schemas"].as_object().unwrap().keys().map(|name| format!("schema-{name}")));
    assert!(100 < anchors.len());
    for anchor in anchors {
        assert_eq!(page.matches(&format!("id=\"{anchor}\"")).count(), 1, "{anchor}");
    }
}

#[tokio::test]
async fn no_link_of_the_page_leads_nowhere() {
    let page = String::from_utf8(get("/docs").await.bytes).unwrap();
    for link in page.split("href=\"#").skip(1) {
        let anchor = link.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    }
}

#[tokio::test]
async fn the_page_holds_to_the_policy_of_all_pages_and_needs_no_script() {
    let answer = get("/docs").await;
    assert!(answer.header("content-security-policy").contains("style-src 'self'"));
    let page = String::from_utf8(answer.bytes).unwrap();
    for forbidden in ["<script", "<style", " style=", "onclick=", "=\"http://", "https://unpkg", "javascript:"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert_eq!(get("/docs.css").await.header("content-type"), "text/css; charset=utf-8");
}

/// Whoever reads it is told nothing that the document does not say, letter by letter.
#[test]
fn what_looks_like_markup_is_shown_and_not_obeyed() {
    let page = contract::page_of(&serde_json::json!({
        "info": {"title": "<b>", "description": "`<i>`"}, "tags": [], "paths": {}, "components": {},
    }));
    assert!(page.contains("<title>&lt;b&gt; API</title>") && page.contains("<code>&lt;i&gt;</code>"));
}
