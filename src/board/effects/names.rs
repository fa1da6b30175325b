//! The technicians' names.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_wire::sonar::{Data, ROOT, User};
use slotwright_words::fill;

use crate::board::widget::Widget;
use crate::kit::fetch::read;

/// Loads them. Once is enough: nobody is hired while a board is open.
pub async fn load_names(w: Widget) {
    if !w.is_mounted() || !w.state().names.get_untracked().is_empty() {
        return;
    }
    let (names, mut known) = (w.state().names, Vec::new());
    for page in 1_u32.. {
        let path = fill("{root}/users?limit=1000&page={page}", &[("root", ROOT), ("page", &page.to_string())]);
        // Without names, ids are shown.
        let Ok(Data { data, .. }) = w.get(&path).await.and_then(read::<Data<Vec<User>>>) else { break };
        let is_last = data.len() < 1000;
        known.extend(data.into_iter().map(|user| (user.id, user.name)));
        if is_last {
            break;
        }
    }
    // Ignored where the element is unmounted meanwhile.
    names.set(Arc::new(known));
}
