//! How refusals look that no handler of ours has made.

use axum::body::Body;
use axum::http::Request;

use crate::support::{STAFF, Server};

/// The router's own refusals were once sent as plain JSON under `content-encoding: gzip`, which no client could read.
#[tokio::test]
async fn a_refusal_says_what_its_body_is() {
    let server = Server::start().await;
    for encoding in ["gzip", "br", "gzip, br", "identity"] {
        for path in ["/api/v1/scheduling/jobs/%ff", "/api/v1/users/%ff", "/api/v1/scheduling/jobs/%ff/queue"] {
            let method = if path.ends_with("queue") { "POST" } else { "GET" };
            let request = Request::builder().method(method).uri(path).header("authorization", STAFF);
            let request = request.header("accept-encoding", encoding).body(Body::empty()).unwrap();
            let refused = server.send(request).await.assert_status(400);
            assert_eq!(refused.header("content-encoding"), "", "{path} {encoding}");
            assert_eq!(refused.header("content-type"), "application/json");
            assert_eq!(refused.json()["error"]["status_code"], 400, "{path} {encoding}");
        }
    }
}
