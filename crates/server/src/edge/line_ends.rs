//! A head's lines end with CR and LF, and nothing else does.
//!
//! hyper takes a lone LF for the end of a line as well, as RFC 9112 lets it. A proxy in front of us may not, and then the two
//! disagree where a header ends: what it has let through as part of a value is a header here, or a request. So such a LF is
//! replaced by a byte that no head may have, and hyper refuses the request with 400.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::limits::MAX_BUFFER_BYTES;

/// A connection whose heads are looked at as they are read.
pub struct LineEnds<S> {
    stream: S,
    heads: Heads,
}

impl<S> LineEnds<S> {
    /// Looks at what is read from `stream`. What it gives besides says whether the connection has to end with the next answer.
    pub fn of(stream: S) -> (Self, Arc<AtomicBool>) {
        let heads = Heads::default();
        let is_last = heads.is_last.clone();
        (Self { stream, heads }, is_last)
    }
}

/// Where in the stream we are. Bodies are passed over by their length; one whose length isn't told beforehand is the last of its
/// connection, so that no head comes after it.
#[derive(Default)]
struct Heads {
    place: Place,
    /// The line so far.
    line: Vec<u8>,
    /// Whether a line of this head has been read: empty ones before it don't count.
    has_begun: bool,
    body_bytes: Option<u64>,
    is_unsure: bool,
    is_last: Arc<AtomicBool>,
}

#[derive(Default)]
enum Place {
    #[default]
    Head,
    Body(u64),
    /// From here on nothing is looked at.
    Rest,
}

impl Heads {
    fn look(&mut self, mut bytes: &mut [u8]) {
        while !bytes.is_empty() {
            match self.place {
                Place::Rest => return,
                Place::Body(left) => {
                    let here = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                    bytes = &mut bytes[here..];
                    let left = left - here as u64;
                    self.place = if left == 0 { Place::Head } else { Place::Body(left) };
                }
                Place::Head => {
                    let (first, rest) = bytes.split_at_mut(1);
                    self.take(&mut first[0]);
                    bytes = rest;
                }
            }
        }
    }

    fn take(&mut self, byte: &mut u8) {
        if *byte != b'\n' {
            // A longer head than this is refused by its length.
            if self.line.len() < MAX_BUFFER_BYTES {
                self.line.push(*byte);
            }
            return;
        }
        let line = std::mem::take(&mut self.line);
        match line.split_last() {
            Some((b'\r', line)) if !line.is_empty() => self.read(line),
            Some((b'\r', _)) => self.end(),
            _ => {
                // With the refusal the connection ends.
                *byte = 0;
                self.place = Place::Rest;
            }
        }
    }

    fn read(&mut self, line: &[u8]) {
        self.has_begun = true;
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { return };
        let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
        if name.eq_ignore_ascii_case(b"content-length") {
            let length = std::str::from_utf8(value).ok().and_then(|value| value.parse().ok());
            self.is_unsure |= length.is_none() || self.body_bytes.is_some();
            self.body_bytes = length;
        }
        // Who expects to be told to go on may send no body at all.
        self.is_unsure |= [b"transfer-encoding".as_slice(), b"expect", b"upgrade"]
            .iter()
            .any(|unsure| name.eq_ignore_ascii_case(unsure));
    }

    fn end(&mut self) {
        if !std::mem::take(&mut self.has_begun) {
            return;
        }
        let body_bytes = self.body_bytes.take().unwrap_or_default();
        self.place = match (self.is_unsure, body_bytes) {
            (true, _) => Place::Rest,
            (false, 0) => Place::Head,
            (false, bytes) => Place::Body(bytes),
        };
        if self.is_unsure {
            self.is_last.store(true, Relaxed);
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for LineEnds<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context, buffer: &mut ReadBuf) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if let Poll::Ready(Ok(())) = read {
            self.heads.look(&mut buffer.filled_mut()[before..]);
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for LineEnds<S> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What hyper gets of these bytes, read `step` by `step`, and whether the connection is to end.
    fn passed(bytes: &str, step: usize) -> (String, bool) {
        let mut heads = Heads::default();
        let mut bytes = bytes.as_bytes().to_vec();
        bytes.chunks_mut(step).for_each(|chunk| heads.look(chunk));
        (String::from_utf8(bytes).unwrap(), heads.is_last.load(Relaxed))
    }

    #[test]
    fn a_lone_line_feed_in_any_head_of_a_connection_is_replaced_and_nothing_else_is() {
        let good = "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\na\nb\n\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n";
        for step in [1, 2, 3, 7, 1000] {
            assert_eq!(passed(good, step), (good.to_owned(), false));
            for (bad, replaced) in [
                ("GET / HTTP/1.1\nHost: a\r\n\r\n", "GET / HTTP/1.1\0Host: a\r\n\r\n"),
                ("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\0X: b\r\n\r\n"),
                ("\nGET /", "\0GET /"),
                ("GET /\r\n\n", "GET /\r\n\0"),
            ] {
                for before in ["", good, "\r\n\r\n"] {
                    let expected = format!("{before}{replaced}");
                    assert_eq!(passed(&format!("{before}{bad}"), step), (expected, false));
                }
            }
        }
    }

    #[test]
    fn a_connection_ends_with_a_body_whose_length_is_not_told_beforehand() {
        for header in [
            "Transfer-Encoding: chunked",
            "transfer-ENCODING:gzip",
            "Expect: 100-continue",
            "Content-Length: x",
            "Content-Length: 1\r\nContent-Length: 1",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
        ] {
            let request = format!("POST / HTTP/1.1\r\n{header}\r\n\r\n1\na\n");
            assert_eq!(passed(&request, 4), (request.clone(), true), "{header}");
        }
    }
}
