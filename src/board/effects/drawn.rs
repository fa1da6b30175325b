//! Pictures: small ones of numbers where they are shown, and the days as one that is saved. `src/picture.js` draws them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_words::text;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::board::widget::Widget;
use crate::ground::figures::Figure;
use crate::ground::picture::Picture;

#[wasm_bindgen(raw_module = "./drawn.js")]
extern "C" {
    /// Draws a figure into `box`: a class and a path each line.
    fn figure(place: &HtmlElement, width: i32, height: i32, name: &str, words: &str, paths: &str);

    /// Draws a picture and saves it as a file: whether it could.
    async fn save(file: &str, width: i32, height: i32, is_rtl: bool, shapes: &str) -> JsValue;
}

/// Draws a figure in the element of this name, once that is there.
pub fn show_figure(w: Widget, place: &str, drawn: Figure, name: String, words: String) {
    let lines: Vec<String> = drawn.paths.iter().map(|(class, path)| [class, " ", path].concat()).collect();
    w.with_rendered(&["[data-is=", place, "]"].concat(), move |place| {
        figure(&place, drawn.width, drawn.height, &name, &words, &lines.join("\n"));
    });
}

/// Saves a picture as a file of this name.
pub fn save_picture(w: Widget, file: String, picture: Picture) {
    w.state().is_picture_failed.set(false);
    let is_rtl = w.say(text::DIRECTION) == "rtl";
    spawn_local(async move {
        let is_saved = save(&file, picture.width, picture.height, is_rtl, &picture.lines()).await;
        if !w.is_mounted() {
            return;
        }
        let is_saved = is_saved == JsValue::TRUE;
        w.state().is_picture_failed.set(!is_saved);
        if is_saved {
            w.announce(w.say(text::BOARD_PICTURE_SAVED));
        }
    });
}
