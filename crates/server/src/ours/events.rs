//! `/v1/events`: what is changed, as it is changed. Ours, and for staff alone.
//!
//! Server-sent events, which a browser reads with `fetch`, since its `EventSource` sends no credentials. An event says what is to be
//! read again, and nothing of what it says there: so nobody hears what they may not read.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use slotwright_store::News;
use slotwright_wire::slotwright::{CHANGED, Changed, READY, RESYNC};
use slotwright_wire::time::print_date;
use tokio::time::{Instant, sleep, sleep_until};

use crate::app::App;
use crate::edge::concurrency::Permit;
use crate::edge::refusal::Refusal;
use crate::edge::stop::Phase;
use crate::inbound::sonar::params::Params;
use crate::live::{Begin, Follower, Heard};
use crate::scheduling::Staff;

/// So often something is sent though nothing was changed, and looked whether the caller may still hear it.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long whoever was cut off is to wait before they come again.
const RETRY: Duration = Duration::from_secs(1);
/// How long it takes until news that could not be read is read again.
const PAUSE: Duration = Duration::from_secs(1);
/// What proxies are told that would collect what is sent.
const ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");
/// By which a browser says what it has heard last.
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// `GET /v1/events`
pub async fn get(
    State(app): State<Arc<App>>,
    staff: Staff,
    mut parts: Parts,
    params: Params,
) -> Result<Response, Refusal> {
    // Others have their turn while this goes on.
    parts.extensions.remove::<Permit>();
    let mut read = params.reader();
    let after: Option<u64> = read.integer_up_to("after", 0, MAX_ID);
    read.finish()?;
    let begin = match (parts.headers.get(LAST_EVENT_ID), after) {
        (Some(heard), _) => number(heard).map_or(Begin::Unknown, Begin::After),
        (None, Some(after)) => Begin::After(after),
        (None, None) => Begin::Now,
    };
    let place =
        app.live.join(&format!("{} {}", staff.user_id, staff.caller)).ok_or_else(Refusal::too_many_followers)?;
    let follower = Follower::new(&app.live, place, begin);
    let goes_on = parts.headers.get_all(header::ACCEPT).iter().any(wants_events);
    let mut answer = Sse::new(events(app, follower, parts, goes_on)).into_response();
    answer.headers_mut().insert(ACCEL_BUFFERING, HeaderValue::from_static("no"));
    Ok(answer)
}

/// The highest number of an event.
const MAX_ID: u64 = i64::MAX as u64;

fn number(header: &HeaderValue) -> Option<u64> {
    header.to_str().ok()?.trim().parse().ok()
}

/// Whether somebody asks for events by name. Who does not, and may not know that they have no end, gets those that there are.
fn wants_events(accept: &HeaderValue) -> bool {
    accept.to_str().is_ok_and(|accept| accept.to_ascii_lowercase().contains("text/event-stream"))
}

fn events(
    app: Arc<App>,
    follower: Follower,
    caller: Parts,
    goes_on: bool,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let first = Open { app, follower, caller, goes_on, beat: Instant::now() + HEARTBEAT };
    stream::unfold(first, |mut open| async { Some((Ok(open.next().await?), open)) })
}

/// A stream that somebody reads.
struct Open {
    app: Arc<App>,
    follower: Follower,
    /// The request, whose credentials are looked at again and again.
    caller: Parts,
    /// Whether it goes on when everything that is known was sent.
    goes_on: bool,
    beat: Instant,
}

impl Open {
    /// What is sent next; `None` where it ends: the server is stopping, or the caller may not hear more.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if !self.goes_on && self.follower.knows_all() {
                return None;
            }
            tokio::select! {
                heard = self.follower.next() => match heard {
                    Ok(heard) => return Some(event(heard)),
                    // The store says so itself, to those who ask something that it has to answer.
                    Err(_) if self.goes_on => sleep(PAUSE).await,
                    Err(_) => return None,
                },
                () = sleep_until(self.beat) => {
                    self.beat = Instant::now() + HEARTBEAT;
                    Staff::from_request_parts(&mut self.caller, &self.app).await.ok()?;
                    return Some(Event::default().comment(""));
                }
                () = self.app.stop.until(Phase::Draining) => return None,
            }
        }
    }
}

fn event(heard: Heard) -> Event {
    let named = |name: &str, id: u64, data: &str| Event::default().event(name).id(id.to_string()).data(data);
    match heard {
        Heard::Ready(id) => named(READY, id, "{}").retry(RETRY),
        Heard::Lost(id) => named(RESYNC, id, "{}"),
        Heard::News(news) => named(CHANGED, news.id, &serde_json::to_string(&changed(&news)).unwrap_or_default()),
    }
}

fn changed(news: &News) -> Changed {
    Changed {
        kind: news.subject.name().to_owned(),
        operation: news.operation.clone(),
        by: news.actor.clone(),
        job_id: news.job_id,
        user_ids: news.user_ids.clone(),
        dates: news.days.iter().map(|day| print_date(*day)).collect(),
    }
}
