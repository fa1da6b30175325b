//! Where the files of the built widget are: in a folder, or in the program itself.
//!
//! Both are served by one service and look the same from outside. That service makes a file's tag of its size and its time. A file
//! that is carried has no time, and those of a folder are when somebody unpacked it, on each server another: so the tag is made of
//! what is in the file, wherever it is.

use std::collections::BTreeMap;
use std::future::{Future, ready};
use std::io::{self, Cursor, SeekFrom};
use std::path::{Component, Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use axum::body::Bytes;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::fs::{Backend, File, Metadata};

/// Files by their names; the widget has no folders below.
#[derive(Clone, Debug)]
pub enum Files {
    /// As they lie in a folder now: it may be built while the server runs.
    Folder(PathBuf),
    /// In the program.
    Carried(Arc<BTreeMap<String, Held>>),
}

/// What is in a file, and what its tag is made of.
#[derive(Clone, Debug)]
pub struct Held {
    content: Bytes,
    digest: SystemTime,
}

impl Held {
    fn new(content: Bytes) -> Self {
        let digest = digest(&content);
        Self { content, digest }
    }
}

impl Files {
    /// Files that are no folder's: their names, and what is in them.
    fn carried(files: impl IntoIterator<Item = (String, Bytes)>) -> Self {
        Self::Carried(Arc::new(files.into_iter().map(|(name, content)| (name, Held::new(content))).collect()))
    }

    /// What this program carries; `None` in one that was built without the widget.
    fn built_in() -> Option<Self> {
        #[cfg(feature = "embedded")]
        const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/widget.rs"));
        #[cfg(not(feature = "embedded"))]
        const FILES: &[(&str, &[u8])] = &[];
        let files = FILES.iter().map(|(name, content)| ((*name).to_owned(), Bytes::from_static(content)));
        (!FILES.is_empty()).then(|| Self::carried(files))
    }

    /// Those of the folder that the operator names, else those that the program carries, else those of `dist`.
    #[must_use]
    pub fn of(folder: Option<&Path>) -> Self {
        match folder {
            Some(folder) => Self::Folder(folder.to_owned()),
            None => Self::built_in().unwrap_or_else(|| Self::Folder("dist".into())),
        }
    }

    /// Whether there is a file of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::Folder(folder) => folder.join(name).is_file(),
            Self::Carried(files) => files.contains_key(name),
        }
    }

    fn find(&self, path: &Path) -> io::Result<Found> {
        let inside: PathBuf = path.components().filter(|part| matches!(part, Component::Normal(_))).collect();
        match self {
            Self::Folder(folder) => {
                let path = folder.join(inside);
                if path.is_dir() {
                    return Ok(Found::Folder);
                }
                let content = std::fs::read(path).map_err(|error| match error.kind() {
                    // No file has such a name. The service would take it for its own fault when asked for the head alone.
                    io::ErrorKind::InvalidInput => io::ErrorKind::NotFound.into(),
                    _ => error,
                })?;
                Ok(Found::File(Held::new(content.into())))
            }
            Self::Carried(_) if inside.as_os_str().is_empty() => Ok(Found::Folder),
            Self::Carried(files) => {
                let file = inside.to_str().and_then(|name| files.get(name));
                file.cloned().map(Found::File).ok_or_else(|| io::ErrorKind::NotFound.into())
            }
        }
    }
}

/// What is at a path.
pub enum Found {
    Folder,
    File(Held),
}

impl Backend for Files {
    type File = Opened;
    type Metadata = Found;
    type OpenFuture = Pin<Box<dyn Future<Output = io::Result<Opened>> + Send>>;
    type MetadataFuture = Pin<Box<dyn Future<Output = io::Result<Found>> + Send>>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        let found = self.metadata(path);
        Box::pin(async move {
            match found.await? {
                Found::File(held) => Ok(Opened { held: held.clone(), reader: Cursor::new(held.content) }),
                Found::Folder => Err(io::ErrorKind::NotFound.into()),
            }
        })
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        if let Self::Carried(_) = self {
            return Box::pin(ready(self.find(&path)));
        }
        let files = self.clone();
        // A disk may be slow.
        Box::pin(async move { tokio::task::spawn_blocking(move || files.find(&path)).await.map_err(io::Error::other)? })
    }
}

impl Metadata for Found {
    fn is_dir(&self) -> bool {
        matches!(self, Self::Folder)
    }

    fn modified(&self) -> io::Result<SystemTime> {
        match self {
            Self::File(held) => Ok(held.digest),
            Self::Folder => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    fn len(&self) -> u64 {
        match self {
            Self::File(held) => held.content.len() as u64,
            Self::Folder => 0,
        }
    }
}

/// A file that is being read.
pub struct Opened {
    held: Held,
    reader: Cursor<Bytes>,
}

impl AsyncRead for Opened {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.reader).poll_read(context, into)
    }
}

impl AsyncSeek for Opened {
    fn start_seek(mut self: Pin<&mut Self>, position: SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.reader).start_seek(position)
    }

    fn poll_complete(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.reader).poll_complete(context)
    }
}

impl File for Opened {
    type Metadata = Found;
    type MetadataFuture<'a> = std::future::Ready<io::Result<Found>>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        ready(Ok(Found::File(self.held.clone())))
    }
}

/// A time that no other content has: what the tag is made of. Nobody is told it as a time.
fn digest(content: &[u8]) -> SystemTime {
    let digest = Sha256::digest(content);
    let part = |at: usize| u32::from_be_bytes([digest[at], digest[at + 1], digest[at + 2], digest[at + 3]]);
    // As far as both can be written down as a date.
    SystemTime::UNIX_EPOCH + Duration::new((part(0) >> 1).into(), part(4) % 1_000_000_000)
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::{HeaderMap, Request, StatusCode};
    use tower::ServiceExt;

    use super::*;
    use crate::pages::{ForPrograms, Headers, router};

    const WIDGET: [(&str, &str); 9] = [
        ("index.html", "<p>book"),
        ("index.html.br", "small book"),
        ("board.html", "<p>board"),
        ("element.js", "export {}; // long enough for a part of it"),
        ("element.js.br", "small"),
        ("element.js.gz", "small too"),
        ("slotwright_bg.wasm", "\0asm"),
        ("slotwright.css", ""),
        ("sri.json", "{}"),
    ];
    const NAMES_OF_NOTHING: [&str; 9] = [
        "",
        "nothing.js",
        "element.js/",
        "element.js/x",
        "..%2felement.js",
        "%00",
        "w/0.0.0/element.js",
        "BOOK/",
        "folder",
    ];

    struct Both {
        path: PathBuf,
        folder: Files,
        carried: Files,
    }

    impl Drop for Both {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }

    fn both(name: &str, widget: &[(&str, &str)]) -> Both {
        let path = std::env::temp_dir().join(format!("slotwright-files-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        for (name, content) in widget {
            std::fs::write(path.join(name), content).unwrap();
        }
        let copied = |(name, content): &(&str, &str)| ((*name).to_owned(), Bytes::from((*content).to_owned()));
        Both { folder: Files::of(Some(&path)), carried: Files::carried(widget.iter().map(copied)), path }
    }

    async fn ask(files: &Files, method: &str, path: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Bytes) {
        let request = Request::builder().method(method).uri(path);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let for_programs = ForPrograms::of("http://127.0.0.1:8787", None);
        let router = router(
            files,
            None,
            Headers { allowed: Default::default(), is_encrypted: false, images: None },
            for_programs,
        );
        let (head, body) = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap().into_parts();
        (head.status, head.headers, to_bytes(body, usize::MAX).await.unwrap())
    }

    #[tokio::test]
    async fn a_file_that_is_carried_is_answered_as_one_in_a_folder() {
        let both = both("same", &WIDGET);
        let names = WIDGET.iter().map(|(name, _)| *name).chain(NAMES_OF_NOTHING);
        let of_version = concat!("w/", env!("CARGO_PKG_VERSION"), "/");
        let paths = names.flat_map(|name| [format!("/{name}"), format!("/{of_version}{name}")]);
        let pages = ["/book", "/board", "/frame", "/frame-board", "/embed"].map(str::to_owned);
        for path in paths.chain(pages) {
            for encoding in ["", "br", "gzip", "gzip, br", "br;q=0", "zstd"] {
                let accepted = ("accept-encoding", encoding);
                let (_, first, _) = ask(&both.folder, "GET", &path, &[accepted]).await;
                let tag = first.get("etag").map_or("\"other\"", |tag| tag.to_str().unwrap());
                for (method, more) in [
                    ("GET", ("range", "bytes=1-3")),
                    ("GET", ("range", "bytes=100-")),
                    ("GET", ("if-none-match", tag)),
                    ("GET", ("if-none-match", "\"other\"")),
                    ("GET", ("if-modified-since", "Sun, 29 Nov 2026 12:00:00 GMT")),
                    ("HEAD", ("accept", "*/*")),
                    ("POST", ("accept", "*/*")),
                ] {
                    let in_folder = ask(&both.folder, method, &path, &[accepted, more]).await;
                    let carried = ask(&both.carried, method, &path, &[accepted, more]).await;
                    assert_eq!(carried, in_folder, "{method} {path} {encoding} {more:?}");
                    if in_folder.1.contains_key("etag") && more == ("if-none-match", tag) {
                        assert_eq!(carried.0, StatusCode::NOT_MODIFIED, "{path}");
                    }
                    assert!(!carried.1.contains_key("last-modified"), "{path}");
                }
            }
        }
        let (status, _, body) = ask(&both.carried, "GET", "/element.js", &[("accept-encoding", "br")]).await;
        assert_eq!((status, &body[..]), (StatusCode::OK, &b"small"[..]));
    }

    /// By size and time alone two versions of a file could have one tag.
    #[tokio::test]
    async fn another_content_of_the_same_length_has_another_tag() {
        let tag = async |content: &str| {
            let both = both(content, &[("element.js", content)]);
            ask(&both.carried, "GET", "/element.js", &[]).await.1["etag"].clone()
        };
        assert_eq!(tag("one").await, tag("one").await);
        assert_ne!(tag("one").await, tag("two").await);
    }

    #[tokio::test]
    async fn a_folder_that_is_named_goes_before_what_the_program_carries() {
        let both = both("named", &[("index.html", "named")]);
        assert_eq!(ask(&both.folder, "GET", "/book", &[]).await.2, "named");
        assert!(matches!(Files::of(None), Files::Carried(_)) == cfg!(feature = "embedded"));
    }
}
