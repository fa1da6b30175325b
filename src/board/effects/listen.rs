//! What happens by itself when options change.

use super::jobs::load;
use crate::board::widget::Widget;
use crate::kit::live::follow;

/// Begins to listen, for as long as the element is mounted.
pub fn listen(w: Widget) {
    // Listens to: the token, but not to its first value.
    follow(move || _ = w.options().token.get(), move || load(w, 1));
}
