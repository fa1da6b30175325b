//! What a page's author reads.

use web_sys::{HtmlElement, console};

/// Writes a sentence on the console, after the name of the element that it is about.
pub fn warn(host: &HtmlElement, sentence: &str) {
    console::warn_1(&[&host.local_name(), ": ", sentence].concat().into());
}
