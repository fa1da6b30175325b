//! The technicians' names.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_wire::sonar::{Data, ROOT, User};

use crate::board::widget::Widget;
use crate::kit::fetch::read;

/// Loads them. Idempotency is enough: nobody is hired while a board is open.
pub async fn load_names(w: Widget) {
    if !w.is_mounted() || !w.state().names.get_untracked().is_empty() {
        return;
    }
    let names = w.state().names;
    let users = w.get(&[ROOT, "/users?limit=1000"].concat()).await.and_then(read::<Data<Vec<User>>>);
    // Without names, ids are shown.
    if let Ok(Data { data, .. }) = users {
        names.set(Arc::new(data.into_iter().map(|user| (user.id, user.name)).collect()));
    }
}
