//! `/livez`, `/readyz`, request ids.

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;

use crate::support::Server;

#[tokio::test]
async fn a_server_that_can_store_is_live_and_ready() {
    let server = Server::start().await;
    for path in ["/livez", "/readyz"] {
        let answer = server.call_as("", "GET", path, Value::Null).await.assert_status(200);
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn each_answer_has_an_id_and_a_tame_one_is_taken_over() {
    let server = Server::start().await;
    let send = |id: &str| {
        server.send(Request::builder().uri("/livez").header("x-request-id", id).body(Body::empty()).unwrap())
    };
    assert_eq!(send("0af7651916cd43dd").await.header("x-request-id"), "0af7651916cd43dd");
    for wild in ["", "short", "with blanks in it", "<script>alert(1)"] {
        let id = send(wild).await.header("x-request-id").to_owned();
        assert!(id != wild && id.len() == 16, "{id}");
    }
}
