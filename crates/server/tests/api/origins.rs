//! Pages of other origins: who of them may ask, what they may read, and who may put our pages into a frame.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::support::{Answer, Folder, STAFF, Server, golden_world};

const SHOP: &str = "https://shop.example";
const OTHER: &str = "https://other.example";

async fn server(allowed: &str) -> Server {
    let flags = ["--clock", "2024-05-10T12:00", "--allowed-origins", allowed];
    let server = Server::start_with_flags(Folder::new(), &golden_world(), &flags).await;
    for (name, content) in
        [("index.html", "<p>book"), ("board.html", "<p>board"), ("embed.html", "<p>try"), ("element.js", "1")]
    {
        std::fs::write(server.folder.path().join("dist").join(name), content).unwrap();
    }
    server
}

async fn asked_from(server: &Server, origin: &str, method: &str, path: &str, more: &[(&str, &str)]) -> Answer {
    let request = Request::builder().method(method).uri(path).header("origin", origin).header("host", "book.example");
    let request = more.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    server.send(request.body(Body::empty()).unwrap()).await
}

async fn preflight(server: &Server, origin: &str, path: &str) -> Answer {
    asked_from(server, origin, "OPTIONS", path, &[("access-control-request-method", "POST")]).await
}

async fn bearer(server: &Server) -> String {
    let wanted = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
    let link = server.call_as(STAFF, "POST", "/v1/links", wanted).await.json();
    format!("Bearer {}", link["handle"].as_str().unwrap())
}

#[tokio::test]
async fn a_listed_page_may_ask_and_read_and_is_remembered_for_two_hours() {
    let server = server(SHOP).await;
    let bearer = bearer(&server).await;
    for path in ["/v1/booking", "/api/v1/scheduling/jobs", "/api/v1/scheduling/jobs/find_any_available_space"] {
        let may = preflight(&server, SHOP, path).await.assert_status(204);
        assert_eq!(may.header("access-control-allow-origin"), SHOP);
        assert_eq!(may.header("access-control-max-age"), "7200");
        for header in ["authorization", "idempotency-key", "x-seen-scheduled-datetime", "content-type"] {
            assert!(may.header("access-control-allow-headers").contains(header), "{header}");
        }
        assert!(may.header("access-control-allow-methods").contains("PATCH"));
        assert_eq!(may.header("access-control-allow-credentials"), "", "nothing is sent by itself");
        assert!(may.header("vary").contains("origin"));
    }
    let booking =
        asked_from(&server, SHOP, "GET", "/v1/booking", &[("authorization", &bearer)]).await.assert_status(200);
    assert_eq!(booking.header("access-control-allow-origin"), SHOP);
    assert!(booking.header("access-control-expose-headers").contains("x-problem-code"));
    assert!(booking.headers.get_all("vary").iter().any(|name| name == "origin"));
    // Refusals can be read too.
    let refused = asked_from(&server, SHOP, "GET", "/v1/booking", &[]).await.assert_status(401);
    assert_eq!(refused.header("access-control-allow-origin"), SHOP);
}

#[tokio::test]
async fn a_page_that_is_not_listed_reads_nothing_and_is_told_the_setting() {
    for allowed in ["", SHOP] {
        let server = server(allowed).await;
        let bearer = bearer(&server).await;
        let refused = preflight(&server, OTHER, "/v1/holds").await.assert_status(403);
        assert_eq!((refused.code(), refused.header("access-control-allow-origin")), ("origin-not-allowed", ""));
        let booking = asked_from(&server, OTHER, "GET", "/v1/booking", &[("authorization", &bearer)]).await;
        assert_eq!(booking.header("access-control-allow-origin"), "");
        let told = asked_from(&server, OTHER, "GET", "/v1/origin", &[]).await.assert_status(200);
        assert_eq!(told.header("access-control-allow-origin"), "*");
        let setting = match allowed {
            "" => "ALLOWED_ORIGINS=https://other.example",
            _ => "ALLOWED_ORIGINS=https://shop.example,https://other.example",
        };
        assert_eq!(told.json(), json!({"allowed": false, "setting": setting}));
    }
    let told = asked_from(&server(SHOP).await, SHOP, "GET", "/v1/origin", &[]).await.json();
    assert_eq!(told, json!({"allowed": true, "setting": null}));
}

#[tokio::test]
async fn a_star_opens_booking_to_all_pages_and_the_work_of_staff_to_none() {
    let server = server("*").await;
    let bearer = bearer(&server).await;
    for origin in [OTHER, "null"] {
        preflight(&server, origin, "/v1/holds").await.assert_status(204);
        let booking = asked_from(&server, origin, "GET", "/v1/booking", &[("authorization", &bearer)]).await;
        assert_eq!(booking.assert_status(200).header("access-control-allow-origin"), origin);
        let refused = asked_from(&server, origin, "GET", "/v1/links", &[("authorization", STAFF)]).await;
        assert_eq!(refused.assert_status(403).code(), "origin-not-allowed");
        let board = format!("Bearer {}", server.told_handle("board"));
        let refused = asked_from(&server, origin, "GET", "/v1/board", &[("authorization", &board)]).await;
        assert_eq!(refused.assert_status(403).code(), "origin-not-allowed");
        let made = asked_from(&server, origin, "POST", "/api/v1/scheduling/jobs", &[("authorization", STAFF)]).await;
        made.assert_status(403);
    }
}

#[tokio::test]
async fn files_of_a_version_are_kept_for_a_year_and_those_of_another_are_not_there() {
    let server = server("*").await;
    let of_version = format!("/w/{}/element.js", env!("CARGO_PKG_VERSION"));
    let script = asked_from(&server, OTHER, "GET", &of_version, &[]).await.assert_status(200);
    assert_eq!(script.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(script.header("access-control-allow-origin"), "*");
    for path in ["/w/0.0.0/element.js", &of_version.replace("element", "nothing")] {
        let missing = asked_from(&server, OTHER, "GET", path, &[]).await.assert_status(404);
        assert_eq!(missing.header("cache-control"), "no-cache", "{path}");
    }
    assert_eq!(asked_from(&server, OTHER, "GET", "/element.js", &[]).await.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn files_of_an_earlier_version_stay_where_they_were_if_the_operator_keeps_them() {
    let folder = Folder::new();
    let kept = folder.path().join("earlier/0.0.9");
    std::fs::create_dir_all(&kept).unwrap();
    std::fs::write(kept.join("element.js"), "export {};").unwrap();
    let earlier = folder.path().join("earlier").display().to_string();
    let flags = ["--clock", "2024-05-10T12:00", "--earlier-assets", &earlier, "--allowed-origins", "*"];
    let server = Server::start_with_flags(folder, &golden_world(), &flags).await;
    let script = asked_from(&server, OTHER, "GET", "/w/0.0.9/element.js", &[]).await.assert_status(200);
    assert_eq!(
        (script.bytes.as_slice(), script.header("cache-control")),
        (&b"export {};"[..], "public, max-age=31536000, immutable")
    );
    std::fs::write(server.folder.path().join("dist/element.js"), "1").unwrap();
    let own = format!("/w/{}/element.js", env!("CARGO_PKG_VERSION"));
    asked_from(&server, OTHER, "GET", &own, &[]).await.assert_status(200);
    for path in ["/w/0.0.8/element.js", "/w/0.0.9/", "/w/0.0.9/../../api.db", "/w/0.0.9/%2e%2e/%2e%2e/api.db", "/w"] {
        asked_from(&server, OTHER, "GET", path, &[]).await.assert_status(404);
    }
}

#[tokio::test]
async fn our_own_pages_are_no_other_origin() {
    let server = server("").await;
    for (origin, host) in [("http://book.example", "book.example"), ("https://book.example", "book.example")] {
        let request = Request::builder().uri("/v1/links").header("origin", origin).header("host", host);
        let request = request.header("authorization", STAFF).body(Body::empty()).unwrap();
        server.send(request).await.assert_status(200);
    }
}

#[tokio::test]
async fn pages_for_frames_stand_in_listed_pages_alone_and_the_others_in_none() {
    let framed = |answer: &Answer| {
        let policy = answer.header("content-security-policy").to_owned();
        let ancestors = policy.split("frame-ancestors ").nth(1).unwrap().split(';').next().unwrap().to_owned();
        (ancestors, answer.header("x-frame-options").to_owned())
    };
    let denied = ("'none'".to_owned(), "DENY".to_owned());
    for (allowed, of_customers, of_staff) in
        [("", "", ""), (SHOP, SHOP, SHOP), ("*", "*", ""), ("https://shop.example,*", "*", SHOP)]
    {
        let server = server(allowed).await;
        for (path, ancestors) in [("/frame", of_customers), ("/frame-board", of_staff)] {
            let page = asked_from(&server, OTHER, "GET", path, &[]).await.assert_status(200);
            // The playground is a page of ours.
            let ancestors = if ancestors == "*" { "*" } else { &format!("'self' {ancestors}") };
            assert_eq!(framed(&page), (ancestors.trim().to_owned(), String::new()), "{allowed} {path}");
        }
        for path in ["/", "/book", "/board", "/embed"] {
            let page = asked_from(&server, OTHER, "GET", path, &[]).await.assert_status(200);
            assert_eq!(framed(&page), denied, "{allowed} {path}");
        }
        let script = asked_from(&server, OTHER, "GET", "/element.js", &[]).await.assert_status(200);
        assert_eq!(script.header("access-control-allow-origin"), "*");
        assert_eq!(script.header("cross-origin-resource-policy"), "cross-origin");
    }
}

#[tokio::test]
async fn our_page_in_a_sandbox_books_by_a_pass_that_no_other_page_can_read() {
    let server = server(SHOP).await;
    let bearer = bearer(&server).await;
    let back = asked_from(&server, SHOP, "GET", "/frame/sandboxed", &[]).await.assert_status(303);
    assert_eq!((back.header("cache-control"), back.header("access-control-allow-origin")), ("no-store", ""));
    let pass = back.header("location").strip_prefix("../frame?pass=").unwrap().to_owned();
    let below = format!("/sandboxed/{pass}");

    let may = preflight(&server, "null", &format!("{below}/v1/holds")).await.assert_status(204);
    assert_eq!(may.header("access-control-allow-origin"), "null");
    let path = format!("{below}/v1/booking");
    let booking = asked_from(&server, "null", "GET", &path, &[("authorization", &bearer)]).await.assert_status(200);
    assert_eq!(booking.header("access-control-allow-origin"), "null");
    let path = format!("{below}/api/v1/scheduling/job_types?limit=2");
    asked_from(&server, "null", "GET", &path, &[("authorization", &bearer)]).await.assert_status(404);

    // Neither without a pass, nor by another's, nor for pages that have an origin, nor for what staff may.
    let refused = preflight(&server, "null", "/v1/holds").await.assert_status(403);
    assert_eq!(refused.header("access-control-allow-origin"), "");
    preflight(&server, "null", "/sandboxed/20000-AAAA/v1/holds").await.assert_status(405);
    preflight(&server, OTHER, &format!("{below}/v1/holds")).await.assert_status(403);
    for authorization in [STAFF.to_owned(), format!("Bearer {}", server.told_handle("board"))] {
        let path = format!("{below}/v1/board");
        let refused = asked_from(&server, "null", "GET", &path, &[("authorization", &authorization)]).await;
        assert_eq!(refused.assert_status(403).code(), "origin-not-allowed");
    }
    for path in ["/frame", "/element.js", "/sandboxed", "/sandboxed/", ""] {
        asked_from(&server, "null", "GET", &format!("{below}{path}"), &[]).await.assert_status(404);
    }
    // Where nobody may have our page in a frame there is no gate.
    let closed = self::server("").await;
    asked_from(&closed, SHOP, "GET", "/frame/sandboxed", &[]).await.assert_status(404);
}

#[tokio::test]
async fn a_page_that_embeds_under_a_policy_of_its_own_may_have_ours_in_a_frame() {
    let server = server(SHOP).await;
    for path in ["/frame", "/frame-board"] {
        let page = asked_from(&server, OTHER, "GET", path, &[]).await.assert_status(200);
        assert_eq!(page.header("cross-origin-embedder-policy"), "require-corp", "{path}");
        assert_eq!(page.header("cross-origin-resource-policy"), "cross-origin", "{path}");
    }
}
