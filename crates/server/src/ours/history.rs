//! `/v1/history`: what was done to jobs and links, and by whom. Ours, and for staff alone.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_store::{Deed as Done, HistoryFilter};
use slotwright_wire::slotwright::Deed;
use slotwright_wire::sonar::Data;
use slotwright_wire::time::print_datetime;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::Params;
use crate::inbound::sonar::{listed, page};
use crate::outbound::payload::instant;
use crate::scheduling::Staff;

/// So many characters the longest actor has.
const MAX_ACTOR: usize = 200;

/// `GET /v1/history`
pub async fn list(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<Json<Data<Vec<Deed>>>, Refusal> {
    let mut read = params.reader();
    let (job_id, link_id) = (read.id("job_id"), read.id("link_id"));
    if job_id.is_some() && link_id.is_some() {
        read.fault("link_id", "What was done to a link is asked for without a job id.");
    }
    let actor = read.short_text("actor", MAX_ACTOR);
    let page = page(read)?;
    let (deeds, total) = app.store.history(HistoryFilter { job_id, link_id, actor }, page).await?;
    Ok(listed(deeds.into_iter().map(shown).collect(), total, page))
}

fn shown(deed: Done) -> Deed {
    Deed {
        id: deed.id,
        at: instant(deed.at_ms),
        job_id: deed.job_id,
        link_id: deed.link_id,
        actor: deed.actor,
        operation: deed.operation,
        reason: deed.reason,
        status: deed.status,
        scheduled_datetime: deed.start.map(print_datetime),
        length_in_minutes: deed.length_in_minutes,
        user_ids: deed.user_ids,
    }
}
