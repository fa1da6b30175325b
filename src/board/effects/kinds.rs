//! The types of jobs, and what is asked of each.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_wire::slotwright::{FIELDS_PATH, OwnFields};
use slotwright_wire::sonar::{Data, ROOT};

use crate::board::list_state::Kind;
use crate::board::widget::Widget;
use crate::kit::fetch::read;

/// Loads them. Once is enough: types are not made while a board is open.
pub async fn load_kinds(w: Widget) {
    if !w.is_mounted() || !w.state().list.kinds.get_untracked().is_empty() {
        return;
    }
    let list = w.state().list;
    let kinds = w.get(&[ROOT, "/scheduling/job_types?limit=1000"].concat()).await.and_then(read::<Data<Vec<Kind>>>);
    let fields = w.get(FIELDS_PATH).await.and_then(read::<OwnFields>);
    if !w.is_mounted() {
        return;
    }
    if let Ok(Data { data, .. }) = kinds {
        list.kinds.set(Arc::new(data));
    }
    if let Ok(fields) = fields {
        list.fields.set(Arc::new(fields));
    }
}
