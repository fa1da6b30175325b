//! What tickets are about.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::sonar::{Data, ROOT};

use crate::board::list_state::Ticket;
use crate::board::widget::Widget;
use crate::kit::fetch::read;

/// Loads them for who is about to name one, as many as are answered at once. Where that fails, its number is typed.
pub fn load_tickets(w: Widget) {
    let tickets = w.state().list.tickets;
    if tickets.with_untracked(|tickets| !tickets.is_empty()) {
        return;
    }
    spawn_local(async move {
        let answer = w.get(&[ROOT, "/tickets?limit=1000"].concat()).await;
        if let Ok(Data { data, .. }) = answer.and_then(read::<Data<Vec<Ticket>>>)
            && w.is_mounted()
        {
            tickets.set(Arc::new(data));
        }
    });
}
