//! What programs find the APIs by.

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;

use crate::support::{Answer, Folder, Server, golden_world};

const URL: &str = "https://book.example.com";

async fn server() -> Server {
    let flags = ["--clock", "2024-05-10T12:00", "--public-url", URL];
    Server::start_with_flags(Folder::new(), &golden_world(), &flags).await
}

async fn ask(server: &Server, method: &str, path: &str) -> Answer {
    server.send(Request::builder().method(method).uri(path).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn the_catalogue_lists_every_document_and_each_address_in_it_answers() {
    let server = server().await;
    let catalog = ask(&server, "GET", "/.well-known/api-catalog").await.assert_status(200);
    assert!(
        catalog.header("content-type").starts_with("application/linkset+json; profile=\"https://www.rfc-editor.org/")
    );
    let mut documents = Vec::new();
    for entry in catalog.json()["linkset"].as_array().unwrap() {
        assert!(entry["anchor"].as_str().unwrap().starts_with(URL), "{entry}");
        let relations = entry.as_object().unwrap().iter().filter(|(name, _)| *name != "anchor");
        for (relation, links) in relations {
            let link = &links[0];
            let path = link["href"].as_str().unwrap().strip_prefix(URL).unwrap().to_owned();
            let answer = ask(&server, "GET", &path).await.assert_status(200);
            let kind = link["type"].as_str().unwrap();
            assert!(answer.header("content-type").starts_with(kind), "{path}: {}", answer.header("content-type"));
            if relation == "service-desc" {
                assert!(answer.json()["openapi"].as_str().unwrap().starts_with("3.1."), "{path}");
                documents.push(path);
            }
        }
    }
    documents.dedup();
    assert_eq!(documents, ["/openapi.json", "/os1/openapi.json", "/bigchange/openapi.json", "/frotcom/openapi.json"]);
}

#[tokio::test]
async fn who_asks_for_the_head_of_the_catalogue_reads_that_it_is_one() {
    let head = ask(&server().await, "HEAD", "/.well-known/api-catalog").await.assert_status(200);
    assert!(head.bytes.is_empty());
    assert_eq!(head.header("link"), format!("<{URL}/.well-known/api-catalog>; rel=\"api-catalog\""));
    assert!(head.header("content-type").starts_with("application/linkset+json"));
}

#[tokio::test]
async fn the_text_for_language_models_has_its_form_and_each_address_in_it_is_there() {
    let server = server().await;
    let answer = ask(&server, "GET", "/llms.txt").await.assert_status(200);
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    let text = String::from_utf8(answer.bytes).unwrap();
    assert!(text.starts_with("# Prairie Networks: appointments\n\n> "), "{text}");
    assert!(!text.contains('{') && text.contains("\n## Documents\n") && text.contains("\n## Optional\n"), "{text}");
    let links: Vec<&str> =
        text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap().strip_prefix(URL).unwrap()).collect();
    assert_eq!(links.len(), 6, "{links:?}");
    for path in links {
        ask(&server, "GET", path).await.assert_status(200);
    }
    // What it says of the way to book is there too: refused for want of a link, and not unknown.
    let document: Value = ask(&server, "GET", "/openapi.json").await.json();
    for line in
        text.lines().filter(|line| line.contains("`GET ") || line.contains("`POST ") || line.contains("`PATCH "))
    {
        let (method, rest) = line.split_once('`').unwrap().1.split_once(' ').unwrap();
        let path = rest.split('`').next().unwrap().strip_prefix(URL).unwrap().replace("/ID", "/{id}");
        assert!(document["paths"][&path][method.to_lowercase()].is_object(), "{method} {path}");
    }
}
