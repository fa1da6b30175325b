//! Photos of a visit, which `src/photos.js` makes small, sends and shows.

use slotwright_wire::slotwright::{BOOKING_PHOTOS_PATH, MAX_PHOTOS};
use slotwright_words::{Text, text};

use crate::booking::widget::Widget;
use crate::kit::document::with_rendered;
use crate::kit::tab;

/// What is said of them, in the order in which `src/photos.js` reads the lines.
const TEXTS: [&Text; 10] = [
    text::PHOTO,
    text::PHOTO_REMOVE,
    text::PHOTO_SENDING,
    text::PHOTO_SENT,
    text::PHOTO_REMOVED,
    text::PHOTO_WAITS,
    text::PHOTO_TOO_LARGE,
    text::PHOTO_UNREADABLE,
    text::PHOTO_REFUSED,
    text::PHOTOS_FULL,
];

/// Fills the field of this name, the `i`th that is asked, once it is rendered.
pub fn show_photos(w: Widget, i: usize, is: &str) {
    let Some(booking) = w.booking() else { return };
    let most = booking.fields.get(i).and_then(|asked| asked.max).map_or(MAX_PHOTOS as u32, |max| max as u32);
    let endpoint = w.endpoint();
    let mut url = endpoint.source.clone();
    url.push_str(BOOKING_PHOTOS_PATH);
    let mut texts = String::new();
    for text in TEXTS {
        texts.push_str(&w.say(text));
        texts.push('\n');
    }
    let mut selector = String::from("[data-is=");
    selector.push_str(is);
    selector.push(']');
    with_rendered(&w.host(), &selector, move |field| {
        tab::photos(&endpoint.host, &field, &url, &endpoint.bearer(), most, &texts);
    });
}
