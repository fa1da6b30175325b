//! What the page of a booking link opens with. Ours; no part of the vendor's API.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use slotwright_store as store;
use slotwright_wire::slotwright::{
    AskedField, Booking, CancelledVisit, ClockChange, Confirmation, JobField, JobTypeSummary, Place, Visit, WITH,
    WITH_AVAILABILITY, write,
};
use slotwright_wire::sonar::{self, Job};
use slotwright_wire::time::print_datetime;
use tokio::time::timeout;

use super::{earlier, rather_not};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::find::{self, First};
use crate::inbound::sonar::params::Params;
use crate::scheduling::{self, Customer, contact, overview};

/// For so long the link waits for what is free, which is found in milliseconds unless a system behind the gateway is slow to say it:
/// who asks for that by itself shows the rest meanwhile.
const PATIENCE: Duration = Duration::from_secs(1);

/// `GET /v1/booking`
pub async fn get(
    State(app): State<Arc<App>>,
    customer: Customer,
    params: Params,
) -> Result<(HeaderMap, Json<Booking<Job, First>>), Refusal> {
    let mut read = params.reader();
    let with = read.choice(WITH, &[(WITH_AVAILABILITY, ())]);
    read.finish_naming(&[(WITH, "`availability`")])?;
    customer.note_opening(&app).await;
    let wishes = overview::wishes(&app, &customer).await?;
    let asked_upstream = upstream_link(&app, &customer).await?;
    let now = app.now();
    let change = |(from, to)| ClockChange { from: print_datetime(from), to: print_datetime(to) };
    let booking = Booking {
        now: now.text(),
        time_zone: app.zone.name().to_owned(),
        clock_changes: app
            .zone
            .changes(now.instant, customer.bounds.last_day(now.today()))
            .into_iter()
            .map(change)
            .collect(),
        page_url: app.booking_page(),
        job_type: JobTypeSummary {
            id: customer.job_type.id,
            name: customer.job_type.name.clone(),
            prepare: customer.prepare.clone(),
        },
        length_in_minutes: customer.length_in_minutes,
        crew_size: customer.crew_size() as u32,
        place: Place {
            assigned_type: sonar::write::assigned_type(customer.place.place.kind).to_owned(),
            assigned_id: customer.place.place.id,
            name: customer.place.name.clone(),
            address: customer.place.address.clone(),
        },
        policy: write::policy(&app.policy, customer.bounds, customer.weights, customer.on_cancel()),
        rights: customer.rights_now().map(|right| right.name().to_owned()).collect(),
        windows: customer.limits().windows.iter().copied().map(write::day_window).collect(),
        visit: overview::visit(&app, &customer)
            .map(|(starts_at, ends_at)| Visit { starts_at: starts_at.to_string(), ends_at: ends_at.to_string() }),
        job: customer.job.clone().map(|job| sonar::write::job(customer.view(job))),
        confirmation: asked_upstream.as_ref().map(|link| confirmation(link.state)),
        company: app.company.clone(),
        answer_by: if wishes.is_empty() {
            None
        } else {
            overview::answer_by(&app, &customer).await?.map(print_datetime)
        },
        cancelled: overview::cancelled_last(&app, &customer)
            .await?
            .map(|(job_id, start)| CancelledVisit { job_id, scheduled_datetime: print_datetime(start) }),
        wishes: wishes.into_iter().map(sonar::write::wish).collect(),
        rather_not: rather_not::written(scheduling::rather_not::get(&app, &customer).await?).rather_not,
        fields: asked_fields(&app, &customer, asked_upstream.as_ref()),
        earlier: earlier::shown(&app, &customer).await?,
        availability: None,
    };
    let first = match with {
        Some(()) => timeout(PATIENCE, find::first(&app, customer)).await.ok().flatten(),
        None => None,
    };
    let (headers, availability) = first.map_or_else(Default::default, |(told, first)| (told, Some(first)));
    Ok((headers, Json(Booking { availability, ..booking })))
}

/// What the holder's job is in the system behind the gateway, where there is one.
async fn upstream_link(app: &App, customer: &Customer) -> Result<Option<store::UpstreamLink>, Refusal> {
    match (&customer.job, &app.upstream) {
        (Some(job), Some(_)) => Ok(app.store.upstream_link(job.id).await?),
        _ => Ok(None),
    }
}

/// What it has to say, as pages read it.
pub(super) fn confirmation(said: store::Confirmation) -> Confirmation {
    match said {
        store::Confirmation::Pending => Confirmation::Pending,
        store::Confirmation::Confirmed => Confirmation::Confirmed,
        store::Confirmation::Refused => Confirmation::Refused,
        store::Confirmation::Unknown => Confirmation::Unknown,
        store::Confirmation::Local => Confirmation::Local,
    }
}

/// What the holder is asked, with what is there already and what the system behind the gateway has against it.
fn asked_fields(app: &App, customer: &Customer, link: Option<&store::UpstreamLink>) -> Vec<AskedField> {
    let system = app.upstream.as_ref().map(|upstream| upstream.system());
    let asked = |field: &JobField| {
        let value = customer.job.as_ref().and_then(|job| job.fields.get(&field.key).cloned()).unwrap_or_default();
        let name = system.map(|system| field.name_in(system));
        let wrong = link.and_then(|link| link.wrong_fields.iter().find(|(wrong, _)| Some(wrong.as_str()) == name));
        let JobField { key, label, hint, kind, required, choices, min, max, pattern, shown_if, names: _ } =
            field.clone();
        let fault = wrong.map(|(_, sentence)| sentence.clone());
        let (autocomplete, alternative) = (contact::autocomplete(&key), contact::alternative(&key));
        let (autocomplete, alternative) = (autocomplete.map(str::to_owned), alternative.map(str::to_owned));
        AskedField {
            key,
            label,
            hint,
            kind,
            required,
            choices,
            min,
            max,
            pattern,
            shown_if,
            autocomplete,
            alternative,
            value,
            fault,
        }
    };
    customer.fields.iter().map(asked).collect()
}
