//! The booking page in a frame that the page around has put into a sandbox without `allow-same-origin`.
//!
//! Such a page has the origin `null`, as every page in any sandbox has, so nobody is let in by that. Ours is known by a pass: it goes to
//! an address that leads it back to itself with one, which no page of others can read, and asks below the pass from then on. What
//! it may do is what its link may, and nothing of staff.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderName, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower::ServiceExt;

use crate::app::App;
use crate::edge::origin::OfOurPage;

/// Leads the page back to itself with a pass. It is beside the page, so it follows where a proxy has put that.
const GATE: &str = "/frame/sandboxed";
/// What is asked with a pass is below it, and has the path behind it that it has without: `/sandboxed/PASS/v1/booking`.
const ROOT: &str = "/sandboxed/";

/// Around the pages: lets what has a pass on to the addresses that may be `asked`.
pub fn around(pages: Router, asked: Router, app: Arc<App>) -> Router {
    let gate = {
        let app = app.clone();
        get(move || async move { lead_back(&app) })
    };
    pages.route(GATE, gate).layer(from_fn(move |mut request: Request, next: Next| {
        let (asked, app) = (asked.clone(), app.clone());
        async move {
            if is_let_through(&app, &mut request) {
                asked.oneshot(request).await.into_response()
            } else {
                next.run(request).await
            }
        }
    }))
}

fn lead_back(app: &App) -> Response {
    // Where no page may have ours in a frame, there is no sandbox to be in.
    if app.allowed_origins.frame_ancestors(false) == "'none'" {
        return StatusCode::NOT_FOUND.into_response();
    }
    let address = format!("../frame?pass={}", app.passes.make(app.now().unix()));
    let never_kept: (HeaderName, &str) = (header::CACHE_CONTROL, "no-store");
    (StatusCode::SEE_OTHER, [never_kept, (header::LOCATION, address.as_str())]).into_response()
}

/// Whether a request shows a pass that holds; then it is as it would be without.
fn is_let_through(app: &App, request: &mut Request) -> bool {
    let path = request.uri().path_and_query().map(PathAndQuery::as_str).unwrap_or_default();
    let Some(below) = path.strip_prefix(ROOT) else { return false };
    let Some((pass, asked)) = below.find('/').map(|end| below.split_at(end)) else { return false };
    let Ok(uri) = asked.parse::<Uri>() else { return false };
    let holds = app.passes.holds(pass, app.now().unix());
    if holds {
        *request.uri_mut() = uri;
        request.extensions_mut().insert(OfOurPage);
    }
    holds
}

#[cfg(test)]
mod tests {
    use crate::testing::on_both;

    #[tokio::test]
    async fn the_servers_of_an_instance_know_each_others_passes() {
        on_both(async |app| {
            let key = app.store.key_of_passes("another server's".to_owned()).await.unwrap();
            assert_ne!(key, "another server's");
            let pass = app.passes.make(app.now().unix());
            assert!(crate::credentials::Passes::new(&key).holds(&pass, app.now().unix()));
        })
        .await;
    }
}
