//! From a socket to answers, until the process is asked to stop.
//!
//! hyper is driven directly: `axum::serve` gives a client all the time it likes for its headers, takes any number of
//! connections, and does not announce with `Connection: close` that a connection ends with the next answer.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Version, header};
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use crate::edge::address::Peer;
use crate::edge::limits::MAX_BUFFER_BYTES;
use crate::edge::line_ends::LineEnds;
use crate::edge::patience::{Patient, Progress};
use crate::edge::stop::{Phase, Stop};
use crate::metrics::Present;

/// Connections at once; more wait in the system's queue until one ends. A rush of a thousand customers fits in, and so do
/// some hundreds who send a byte a second beside them.
const MAX_CONNECTIONS: usize = 4096;
/// For how long a connection may rest between two requests unless asked otherwise: longer than load balancers let theirs rest,
/// which then are the ones to close it.
pub const KEEP_ALIVE: Duration = Duration::from_secs(75);
/// A client that comes back in the last moment of what it was told is waited for.
const GRACE: Duration = Duration::from_secs(1);
const KEEP_ALIVE_HEADER: HeaderName = HeaderName::from_static("keep-alive");
/// How long a client may take nothing of an answer.
const TAKING_TIME: Duration = Duration::from_secs(10);
/// How long requests that are running at the end of the grace may take: as long as a request may at all
/// (`router::REQUEST_SECONDS`). With the longest grace that makes 24 seconds, and process managers kill after 30.
const CLOSING_TIME: Duration = Duration::from_secs(20);
/// The pause after the system gave no connection, mostly for want of file descriptors.
const PAUSE: Duration = Duration::from_millis(200);

/// Serves for ever.
///
/// # Errors
///
/// The socket fails.
pub async fn serve(listener: TcpListener, router: Router) -> io::Result<()> {
    serve_until(listener, router, Stop::default(), KEEP_ALIVE).await
}

/// Serves until stopping has come to [`Phase::Closing`], then finishes what is running. A connection may rest for the time to
/// `keep_alive` it, in whole seconds.
///
/// # Errors
///
/// The socket fails.
pub async fn serve_until(listener: TcpListener, router: Router, stop: Stop, keep_alive: Duration) -> io::Result<()> {
    let told = HeaderValue::from_str(&format!("timeout={}", keep_alive.as_secs())).map_err(io::Error::other)?;
    let running = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let place = tokio::select! {
            place = room.clone().acquire_owned() => place.map_err(io::Error::other)?,
            () = stop.until(Phase::Closing) => break,
        };
        let (stream, peer) = tokio::select! {
            // In this order: whoever connected before the end is answered, and not dropped with the socket's queue.
            biased;
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => (stream, Peer(peer.ip())),
                Err(error) => {
                    if !is_of_one_connection(&error) {
                        tracing::error!("can't take another connection: {error}");
                        tokio::time::sleep(PAUSE).await;
                    }
                    continue;
                }
            },
            () = stop.until(Phase::Closing) => break,
        };
        let with = (keep_alive, told.clone());
        let connection = running.watch(connection((stream, peer), router.clone(), stop.clone(), with));
        tokio::spawn(async move {
            let _present = Present::connection();
            // An error is the client's: it disconnected, was too slow, or did not speak HTTP.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    tracing::info!("stopping: no new requests, running ones are finished");
    tokio::select! {
        // Those that are answered, and then what goes on though its client has disconnected.
        () = async { running.shutdown().await; stop.until_finished().await } => {}
        () = tokio::time::sleep(CLOSING_TIME) => tracing::warn!("stopped with requests unfinished"),
        () = stop.until(Phase::GivenUp) => tracing::warn!("asked again: stopped with requests unfinished"),
    }
    Ok(())
}

/// One connection, on which one request after the other is answered.
fn connection(
    (stream, peer): (TcpStream, Peer),
    router: Router,
    stop: Stop,
    (keep_alive, told): (Duration, HeaderValue),
) -> impl GracefulConnection<Error = hyper::Error> + Send {
    // Answers are written in one go: nothing is gained by waiting for more.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(TAKING_TIME));
    let (stream, is_unsure) = LineEnds::of(Box::pin(stream));
    let progress = Progress::default();
    let stream = Patient::new(stream, progress.clone(), keep_alive + GRACE);
    let answer = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        progress.begin();
        let (router, stop, told, progress) = (router.clone(), stop.clone(), told.clone(), progress.clone());
        let is_last = request.version() != Version::HTTP_11 || is_closing(request.headers());
        let is_unsure = is_unsure.clone();
        async move {
            let answer = router.oneshot(request).await;
            answer.map(|mut answer| {
                let headers = answer.headers_mut();
                if stop.phase() != Phase::Serving || is_unsure.load(Relaxed) {
                    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
                } else if !is_last && !is_closing(headers) {
                    headers.insert(header::CONNECTION, HeaderValue::from_static("keep-alive"));
                    headers.insert(KEEP_ALIVE_HEADER, told);
                }
                answer.map(|body| progress.until_sent(body))
            })
        }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        // `Patient` has two of them.
        .header_read_timeout(None)
        .max_buf_size(MAX_BUFFER_BYTES)
        .serve_connection(TokioIo::new(stream), answer)
}

/// Whether this is the last request or answer of its connection.
fn is_closing(headers: &HeaderMap) -> bool {
    let said = headers.get_all(header::CONNECTION).iter().filter_map(|value| value.to_str().ok());
    said.flat_map(|value| value.split(',')).any(|word| word.trim().eq_ignore_ascii_case("close"))
}

/// Whether only the one connection that was to be accepted is lost.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
