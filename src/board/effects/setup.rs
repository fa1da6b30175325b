//! Setting up: an element of its own within the board, whose program is fetched when somebody opens it for the first time
//! (`src/setup_element.js`). From then on it stays, so that what was typed into it does.

use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use crate::attributes::View;
use crate::board::state::SetupElement;
use crate::board::widget::Widget;
use crate::kit::reactive::{effect, heed};

#[wasm_bindgen(raw_module = "./setup_element.js")]
extern "C" {
    /// The element for a board, once its program has started; rejects where that can't be fetched.
    #[wasm_bindgen(catch, js_name = settingUp)]
    async fn setting_up(board: &HtmlElement) -> Result<JsValue, JsValue>;

    /// Has it take what the page has said to the board meanwhile.
    fn follow(element: &HtmlElement);
}

/// Fetches it, unless it is here or on its way.
pub fn fetch_setup(w: Widget) {
    let setup = w.state().setup;
    if matches!(setup.get_untracked(), SetupElement::Loading | SetupElement::Here(_)) {
        return;
    }
    setup.set(SetupElement::Loading);
    spawn_local(async move {
        let element = setting_up(&w.host()).await.ok().and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if w.is_mounted() {
            setup.set(element.map_or(SetupElement::Failed, |element| {
                show_in(&element, untrack(|| w.derived().shown()));
                SetupElement::Here(SendWrapper::new(element))
            }));
        }
    });
}

/// Fetches it once more. What was pressed goes with the failure, so the focus goes to where it will be.
pub fn fetch_setup_again(w: Widget) {
    w.focus("[data-is=setting-up]");
    fetch_setup(w);
}

/// Has it follow the board for as long as that is mounted.
pub fn lead_setup(w: Widget) {
    let options = w.options();
    // Listens to: what is shown.
    effect(move || {
        let shown = w.derived().shown();
        if let SetupElement::Here(element) = w.state().setup.get_untracked() {
            show_in(&element, shown);
        }
    });
    // Listens to: what the page says that holds in it too.
    let said = move || {
        options.asked();
        options.words.follow();
        options.first_day();
        options.twelve_hours.track();
        options.heading_level.track();
    };
    heed(said, move || {
        if let SetupElement::Here(element) = w.state().setup.get_untracked() {
            follow(&element);
        }
    });
}

/// Tells it what the board shows: it loads what has become of its own meanwhile.
fn show_in(element: &HtmlElement, shown: View) {
    let _ = element.set_attribute("view", if shown == View::Setup { "setup" } else { "timeline" });
}
