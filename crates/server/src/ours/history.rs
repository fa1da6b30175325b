//! `/v1/history`: what was done to jobs, links and API users, and by whom. Ours, and for staff alone.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_domain::StaffScope;
use slotwright_store::{Deed as Done, HistoryFilter};
use slotwright_wire::slotwright::Deed;
use slotwright_wire::sonar::Data;
use slotwright_wire::time::print_datetime;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::Params;
use crate::inbound::sonar::params::bounds::MAX_NAME;
use crate::inbound::sonar::{listed, page};
use crate::outbound::payload::instant;
use crate::scheduling::Staff;

/// So many characters the longest actor has.
const MAX_ACTOR: usize = 200;

/// `GET /v1/history`
pub async fn list(State(app): State<Arc<App>>, staff: Staff, params: Params) -> Result<Json<Data<Vec<Deed>>>, Refusal> {
    let mut read = params.reader();
    let (job_id, link_id) = (read.id("job_id"), read.id("link_id"));
    if job_id.is_some() && link_id.is_some() {
        read.fault("link_id", "What was done to a link is asked for without a job id.");
    }
    let api_user = read.short_text("api_user", MAX_NAME).filter(|name| !name.is_empty());
    if api_user.is_some() && job_id.or(link_id).is_some() {
        read.fault("api_user", "What was done to an API user is asked for without a job id and a link id.");
    }
    let actor = read.short_text("actor", MAX_ACTOR);
    let page = page(read)?;
    // Who there is is for those alone who make them.
    if api_user.is_some() && staff.scope < StaffScope::Admin {
        return Err(Refusal::scope_missing(StaffScope::Admin, staff.scope));
    }
    let (deeds, total) = app.store.history(HistoryFilter { job_id, link_id, api_user, actor }, page).await?;
    Ok(listed(deeds.into_iter().map(shown).collect(), total, page))
}

fn shown(deed: Done) -> Deed {
    Deed {
        id: deed.id,
        at: instant(deed.at_ms),
        job_id: deed.job_id,
        link_id: deed.link_id,
        api_user: deed.api_user,
        actor: deed.actor,
        operation: deed.operation,
        reason: deed.reason,
        status: deed.status,
        scheduled_datetime: deed.start.map(print_datetime),
        length_in_minutes: deed.length_in_minutes,
        user_ids: deed.user_ids,
    }
}
