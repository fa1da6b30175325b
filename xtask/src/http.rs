//! Just enough HTTP to ask our own server on loopback over one connection.
//!
//! Why not ureq, which the tests use: xtask is built on every fresh machine before anything is seen, and ureq is twelve crates
//! and seven seconds of a processor more, for the one command that measures the search.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use anyhow::{Context, Result, bail};

/// A kept connection.
pub struct Client {
    host: String,
    stream: BufReader<TcpStream>,
}

impl Client {
    /// Connects to `host:port`.
    pub fn connect(host: &str) -> Result<Self> {
        let stream = TcpStream::connect(host).with_context(|| format!("cannot connect to {host}"))?;
        stream.set_nodelay(true)?;
        Ok(Self { host: host.to_owned(), stream: BufReader::new(stream) })
    }

    /// Asks for `path` with further header lines; gives the body as it came. Anything but 200 is an error.
    pub fn get(&mut self, path: &str, headers: &[String]) -> Result<Vec<u8>> {
        self.ask("GET", path, headers, "")
    }

    /// Sends a body to `path` with further header lines; gives the answer's body as it came. Anything but 200 is an error.
    pub fn post(&mut self, path: &str, headers: &[String], body: &str) -> Result<Vec<u8>> {
        let headers = [headers, &[format!("content-length: {}", body.len())]].concat();
        self.ask("POST", path, &headers, body)
    }

    fn ask(&mut self, method: &str, path: &str, headers: &[String], body: &str) -> Result<Vec<u8>> {
        let headers = headers.iter().map(|line| format!("{line}\r\n")).collect::<String>();
        let request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n{headers}\r\n{body}", self.host);
        self.stream.get_mut().write_all(request.as_bytes())?;
        let status = self.line()?;
        let (mut length, mut chunked) = (None, false);
        loop {
            let line = self.line()?.to_ascii_lowercase();
            match line.split_once(": ") {
                Some(("content-length", value)) => length = Some(value.parse()?),
                Some(("transfer-encoding", "chunked")) => chunked = true,
                Some(_) => {}
                None => break,
            }
        }
        let mut body = Vec::new();
        if chunked {
            loop {
                let size = usize::from_str_radix(&self.line()?, 16)?;
                self.read_into(&mut body, size)?;
                self.line()?;
                if size == 0 {
                    break;
                }
            }
        } else {
            self.read_into(&mut body, length.context("an answer without length")?)?;
        }
        if !status.contains(" 200") {
            bail!("{path} answered {status}: {}", String::from_utf8_lossy(&body));
        }
        Ok(body)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }

    fn read_into(&mut self, body: &mut Vec<u8>, size: usize) -> Result<()> {
        let start = body.len();
        body.resize(start + size, 0);
        Ok(self.stream.read_exact(&mut body[start..])?)
    }
}

/// A header line of HTTP Basic.
pub fn basic(user: &str, password: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = "authorization: Basic ".to_owned();
    for three in format!("{user}:{password}").into_bytes().chunks(3) {
        let bits = (0..3).fold(0, |bits, index| bits << 8 | usize::from(*three.get(index).unwrap_or(&0)));
        for index in 0..4 {
            let letter = LETTERS[bits >> (18 - 6 * index) & 63];
            text.push(if index <= three.len() { letter.into() } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn basic_is_padded_base64() {
        assert_eq!(super::basic("a", "b"), "authorization: Basic YTpi");
        assert_eq!(super::basic("a", ""), "authorization: Basic YTo=");
        assert_eq!(super::basic("", ""), "authorization: Basic Og==");
    }
}
