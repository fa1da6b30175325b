//! The widget's files.

use axum::body::Body;
use axum::http::Request;

use crate::support::{Answer, Server};

async fn get(server: &Server, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request =
        headers.iter().fold(Request::builder().uri(path), |request, (name, value)| request.header(*name, *value));
    server.send(request.body(Body::empty()).unwrap()).await
}

async fn with_files(files: &[(&str, &str)]) -> Server {
    let server = Server::start().await;
    for (name, content) in files {
        std::fs::write(server.folder.path().join("dist").join(name), content).unwrap();
    }
    server
}

#[tokio::test]
async fn each_page_has_its_address() {
    let server = with_files(&[("index.html", "<p>book"), ("board.html", "<p>board")]).await;
    for (path, content) in [("/", "<p>book"), ("/book", "<p>book"), ("/book?x=1", "<p>book"), ("/board", "<p>board")] {
        let page = get(&server, path, &[]).await.assert_status(200);
        assert_eq!(page.bytes, content.as_bytes(), "{path}");
        assert!(page.header("content-type").starts_with("text/html"));
    }
}

#[tokio::test]
async fn a_misspelt_way_to_a_page_leads_to_it() {
    let server = with_files(&[("index.html", "<p>book"), ("board.html", "<p>board")]).await;
    for (path, meant) in [
        ("/book/", "/book"),
        ("/BOOK", "/book"),
        ("/Book/?x=1", "/book?x=1"),
        ("/book.", "/book"),
        ("/book%23l=AAAA-_1", "/book#l=AAAA-_1"),
        ("/BOOK/%23l=AAAA", "/book#l=AAAA"),
        ("/board/", "/board"),
        ("/Board%23s=AAAA", "/board#s=AAAA"),
    ] {
        let led = get(&server, path, &[]).await.assert_status(302);
        assert_eq!(led.header("location"), meant, "{path}");
    }
    for path in ["/books", "/book/x", "//book", "/bo%6Fk", "/%23l=AAAA", "/nothing/book"] {
        get(&server, path, &[]).await.assert_status(404);
    }
}

#[tokio::test]
async fn a_page_runs_only_our_own_scripts_and_stands_in_no_other_page() {
    let server = with_files(&[("index.html", "<p>book"), ("element.js", "1")]).await;
    let page = get(&server, "/book", &[]).await;
    let policy = page.header("content-security-policy");
    for part in
        ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "frame-ancestors 'none'", "connect-src 'self'"]
    {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("upgrade-insecure-requests"));
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    let script = get(&server, "/element.js", &[]).await;
    assert_eq!(script.header("content-security-policy"), "");
    assert_eq!(script.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn files_have_their_types_and_come_small_to_who_reads_brotli() {
    let server =
        with_files(&[("slotwright_bg.wasm", "plain"), ("slotwright_bg.wasm.br", "small"), ("slotwright.css", "a{}")])
            .await;
    let plain = get(&server, "/slotwright_bg.wasm", &[]).await.assert_status(200);
    assert_eq!((plain.header("content-type"), &plain.bytes[..]), ("application/wasm", &b"plain"[..]));
    let small = get(&server, "/slotwright_bg.wasm", &[("accept-encoding", "gzip, br")]).await.assert_status(200);
    assert_eq!((small.header("content-encoding"), &small.bytes[..]), ("br", &b"small"[..]));
    assert_eq!(small.header("content-type"), "application/wasm");
    assert_eq!(get(&server, "/slotwright.css", &[]).await.header("content-type"), "text/css");
}

#[tokio::test]
async fn a_file_that_has_not_changed_is_not_sent_again() {
    let server = with_files(&[("element.js", "1")]).await;
    let first = get(&server, "/element.js", &[]).await.assert_status(200);
    assert_eq!(first.header("cache-control"), "no-cache");
    let known = first.header("etag");
    assert!(!known.is_empty());
    let second = get(&server, "/element.js", &[("if-none-match", known)]).await.assert_status(304);
    assert!(second.bytes.is_empty());
}

#[tokio::test]
async fn without_a_built_widget_the_page_says_how_to_build_it() {
    let server = with_files(&[]).await;
    for path in ["/", "/book", "/board"] {
        let page = get(&server, path, &[]).await.assert_status(404);
        assert!(String::from_utf8(page.bytes).unwrap().contains("cargo xtask run"));
    }
    std::fs::write(server.folder.path().join("dist/index.html"), "<p>built").unwrap();
    get(&server, "/", &[]).await.assert_status(200);
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let server = with_files(&[]).await;
    for path in
        ["/../world.json", "/%2e%2e/world.json", "/..%2fworld.json", "/%2e%2e%2fworld.json", "//etc/passwd", "/nothing"]
    {
        let answer = get(&server, path, &[]).await;
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn asking_without_the_body_tells_the_same() {
    let server = with_files(&[("index.html", "<p>book"), ("index.html.br", "small"), ("element.js", "1")]).await;
    for (path, encoding) in
        [("/book", ""), ("/book", "br"), ("/book", "br;q=0"), ("/element.js", "br"), ("/none", "br")]
    {
        let whole = get(&server, path, &[("accept-encoding", encoding)]).await;
        let request = Request::builder().method("HEAD").uri(path).header("accept-encoding", encoding);
        let head = server.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(head.status, whole.status, "{path} {encoding}");
        for name in ["content-type", "content-encoding", "content-security-policy", "etag", "cache-control", "vary"] {
            assert_eq!(head.header(name), whole.header(name), "{path} {encoding} {name}");
        }
        assert_eq!(whole.header("content-encoding"), if path == "/book" && encoding == "br" { "br" } else { "" });
    }
}

/// The page's policy allows nothing inline: what stood in the page would silently not run.
#[test]
fn the_pages_have_nothing_that_their_policy_forbids() {
    for page in [include_str!("../../../../index.html"), include_str!("../../../../board.html")] {
        for script in page.split("<script").skip(1) {
            assert!(script.split('>').next().unwrap().contains("src="), "{script}");
        }
        for inline in ["<style", "style=", "onload=", "onclick=", "javascript:", "<base", "<iframe", "http://"] {
            assert!(!page.contains(inline), "{inline}");
        }
        // Those of customers lead to the page without script, and to nothing else.
        for form in page.split("<form").skip(1) {
            assert!(form.starts_with(" method=\"post\" action=\"plain\">"), "{form}");
        }
    }
}

#[tokio::test]
async fn the_type_of_a_problem_leads_to_a_page_about_it() {
    let server = Server::start().await;
    let told = get(&server, "/v1/nothing", &[]).await.assert_status(404).json();
    let page = get(&server, told["type"].as_str().unwrap(), &[]).await.assert_status(200);
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert!(page.headers.contains_key("content-security-policy"));
    let text = String::from_utf8(page.bytes).unwrap();
    assert!(text.contains("<h1>Not found</h1>") && text.contains("<p>Nothing with this number"), "{text}");
    get(&server, "/problems/none-of-ours", &[]).await.assert_status(404);
}

#[tokio::test]
async fn what_browsers_report_of_a_policy_is_taken_in_both_forms_and_nothing_else() {
    let server = Server::start().await;
    let report = async |kind: &str, body: String| {
        let request = Request::builder().method("POST").uri("/csp-reports").header("content-type", kind);
        server.send(request.body(Body::from(body)).unwrap()).await.status
    };
    let old = r#"{"csp-report":{"effective-directive":"script-src-elem","blocked-uri":"https://evil.example/a?b=c"}}"#;
    let new = r#"[{"type":"csp-violation","body":{"effectiveDirective":"connect-src","blockedURL":"inline"}}]"#;
    assert_eq!(report("application/csp-report", old.to_owned()).await, 204);
    assert_eq!(report("application/reports+json; charset=utf-8", new.to_owned()).await, 204);
    for odd in ["[]", "{}", "7", r#"[{"body":7}]"#, r#"{"csp-report":null}"#] {
        assert_eq!(report("application/csp-report", odd.to_owned()).await, 204, "{odd}");
    }
    assert_eq!(report("application/json", old.to_owned()).await, 415);
    assert_eq!(report("application/csp-report", "{".to_owned()).await, 400);
    assert_eq!(report("application/csp-report", format!("\"{}\"", "x".repeat(20_000))).await, 413);
}
