//! How long a connection is waited for.
//!
//! hyper has one clock for both: the time in which a client that has begun has to send the head of its request, and the time
//! for which a connection may rest between two. The first must be short, since who sends a byte a second holds a place that
//! others wait for; the second long, since a client that comes back to a connection which is just being closed loses a request.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// How long a client may take for the head of a request, and for the first one from when it has connected.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// The head of a request is coming.
const HEAD: u8 = 0;
/// A request is answered: its body and its answer have limits of their own.
const ANSWER: u8 = 1;
/// Nothing is asked.
const REST: u8 = 2;

/// What a connection is about at the moment; all clones share it.
#[derive(Clone, Default)]
pub struct Progress(Arc<State>);

#[derive(Default)]
struct State {
    now: AtomicU8,
    /// Whoever waits for the client while a request is answered. It has to look at the clock when that is over, and nothing else
    /// would wake it.
    waiting: Mutex<Option<Waker>>,
}

impl Progress {
    /// A request is there whole, but for its body.
    pub fn begin(&self) {
        self.0.now.store(ANSWER, Ordering::Relaxed);
    }

    /// The same answer; when all of it is on its way, the connection rests.
    pub fn until_sent(&self, body: Body) -> Body {
        Body::new(Sent { body, _end: End(self.clone()) })
    }

    fn is(&self) -> u8 {
        self.0.now.load(Ordering::Relaxed)
    }
}

/// A body at whose end the connection rests, whether or not it was taken.
struct Sent {
    body: Body,
    _end: End,
}

struct End(Progress);

impl Drop for End {
    fn drop(&mut self) {
        let State { now, waiting } = &*self.0.0;
        now.store(REST, Ordering::Relaxed);
        if let Some(waiting) = waiting.lock().unwrap_or_else(PoisonError::into_inner).take() {
            waiting.wake();
        }
    }
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A stream that fails when what is to come has not come in time.
pub struct Patient<S> {
    stream: S,
    progress: Progress,
    rest_time: Duration,
    /// For what the deadline is.
    awaited: u8,
    deadline: Pin<Box<Sleep>>,
}

impl<S> Patient<S> {
    /// A new connection, from which a request is expected at once, and which may rest so long after each.
    pub fn new(stream: S, progress: Progress, rest_time: Duration) -> Self {
        Self { stream, progress, rest_time, awaited: HEAD, deadline: Box::pin(tokio::time::sleep(HEAD_TIME)) }
    }

    /// Sets the deadline anew when the connection is about something else than before.
    fn follow(&mut self) {
        let now = self.progress.is();
        if now != self.awaited {
            self.awaited = now;
            let time = if now == REST { self.rest_time } else { HEAD_TIME };
            self.deadline.as_mut().reset(Instant::now() + time);
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context, buffer: &mut ReadBuf) -> Poll<io::Result<()>> {
        self.follow();
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if self.awaited == REST && before < buffer.filled().len() {
            self.progress.0.now.store(HEAD, Ordering::Relaxed);
            self.follow();
        }
        if read.is_ready() {
            return read;
        }
        if self.awaited == ANSWER {
            let mut waiting = self.progress.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            *waiting = Some(context.waker().clone());
            return Poll::Pending;
        }
        self.deadline.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context,
        slices: &[io::IoSlice],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
