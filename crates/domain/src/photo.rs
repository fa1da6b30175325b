//! Pictures that a customer adds to a job: what stands at the door, what the leak looks like.

use crate::UnixSecond;

/// A picture, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// Its number.
    pub id: u64,
    /// What it is.
    pub kind: PhotoKind,
    /// How long it is.
    pub bytes: u64,
    /// When it came.
    pub made_at: UnixSecond,
}

/// What a picture can be: what every browser shows, and nothing that could carry a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

impl Photo {
    /// The most that one field takes.
    pub const MAX_OF_FIELD: u32 = 5;
    /// The most bytes of one: three times what a picture of 1600 pixels needs.
    pub const MAX_BYTES: usize = 2 * 1024 * 1024;
    /// So many of one link may wait for their job.
    pub const MAX_WAITING_OF_LINK: u64 = 15;
    /// So many may wait in all: whoever makes links to fill the disk fills no more of it.
    pub const MAX_WAITING: u64 = 3_000;
    /// For so many seconds one waits that no job names.
    pub const WAITS_SECONDS: i64 = 86_400;
}

impl PhotoKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Jpeg, Self::Png, Self::WebP];

    /// What these bytes are, by how they begin: what somebody says of them counts for nothing.
    ///
    /// ```
    /// use slotwright_domain::PhotoKind;
    /// assert_eq!(PhotoKind::of(b"\xff\xd8\xff\xe0rest"), Some(PhotoKind::Jpeg));
    /// assert_eq!(PhotoKind::of(b"RIFF\x10\0\0\0WEBPVP8 "), Some(PhotoKind::WebP));
    /// assert_eq!(PhotoKind::of(b"<svg onload='alert(1)'>"), None);
    /// ```
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\xff\xd8\xff") {
            return Some(Self::Jpeg);
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
        is_webp.then_some(Self::WebP)
    }

    /// Its media type, as it is stored too.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }

    /// The one of this media type.
    #[must_use]
    pub fn named(media_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.media_type() == media_type)
    }

    /// How the names of such files end.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }
}

/// The numbers of photos that a field holds: `12 15`; `None` where it holds something else.
///
/// ```
/// assert_eq!(slotwright_domain::photo_ids("12 15"), Some(vec![12, 15]));
/// assert_eq!(slotwright_domain::photo_ids(""), Some(vec![]));
/// assert_eq!(slotwright_domain::photo_ids("12,15"), None);
/// ```
#[must_use]
pub fn photo_ids(text: &str) -> Option<Vec<u64>> {
    text.split_whitespace().map(|id| id.parse().ok().filter(|id| 0 < *id)).collect()
}
