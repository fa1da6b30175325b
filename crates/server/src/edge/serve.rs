//! From a socket to answers, until the process is asked to stop.
//!
//! hyper is driven directly: `axum::serve` gives a client all the time it likes for its headers, takes any number of
//! connections, and does not announce with `Connection: close` that a connection ends with the next answer.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderValue, header};
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
use crate::edge::stop::{Phase, Stop};
use crate::metrics::Present;

/// Connections at once; more wait in the system's queue until one ends. A rush of a thousand customers fits in, and so do
/// some hundreds who send a byte a second beside them.
const MAX_CONNECTIONS: usize = 4096;
/// How long a client may take for the head of a request, and how long a connection may rest between two.
const HEAD_TIME: Duration = Duration::from_secs(10);
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
    serve_until(listener, router, Stop::default()).await
}

/// Serves until stopping has come to [`Phase::Closing`], then finishes what is running.
///
/// # Errors
///
/// The socket fails.
pub async fn serve_until(listener: TcpListener, router: Router, stop: Stop) -> io::Result<()> {
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
        let connection = running.watch(connection((stream, peer), router.clone(), stop.clone()));
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
) -> impl GracefulConnection<Error = hyper::Error> + Send {
    // Answers are written in one go: nothing is gained by waiting for more.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(TAKING_TIME));
    let answer = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(peer);
        let (router, stop) = (router.clone(), stop.clone());
        async move {
            let answer = router.oneshot(request).await;
            answer.map(|mut answer| {
                if stop.phase() != Phase::Serving {
                    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
                }
                answer
            })
        }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(MAX_BUFFER_BYTES)
        .serve_connection(TokioIo::new(Box::pin(stream)), answer)
}

/// Whether only the one connection that was to be accepted is lost.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
