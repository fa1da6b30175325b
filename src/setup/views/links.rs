//! Links that are made here: of the board, and for anybody. All that there are stand in the board's own list.

use leptos::prelude::*;
use slotwright_words::text;

use crate::ground::setup::link::For;
use crate::kit::button::{Button, button};
use crate::kit::el::{div, reactive};
use crate::kit::parts::buttons;
use crate::setup::effects::open_form;
use crate::setup::state::What;
use crate::setup::views::empty;
use crate::setup::views::form::opened;
use crate::setup::views::secret::shown_once;
use crate::setup::widget::Widget;

/// What makes one, or the form that is open.
pub fn links(w: Widget) -> AnyView {
    reactive(move || {
        let name = |of| if of == For::Staff { text::SETUP_NEW_BOARD_LINK } else { text::SETUP_NEW_OPEN_LINK };
        if let Some(What::Link(of)) = w.state().open.get() {
            return untrack(|| opened(w, &w.say(name(of)), false));
        }
        let add = |of| -> Button { button(w.say(name(of)), move || open_form(w, What::Link(of))).class("small") };
        let made = reactive(move || shown_once(w, text::SETUP_LINK_ONCE, text::SETUP_LINK));
        div()
            .child(made)
            .child(empty(w, text::SETUP_LINKS_HINT))
            .child(buttons().child(add(For::Staff)).child(add(For::Anybody)))
            .view()
    })
}
