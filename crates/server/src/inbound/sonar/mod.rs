//! Sonar's scheduling API: a program written for it works against us with another address.
//!
//! [`table`] has all its paths. A file for each resource translates between its requests and `crate::scheduling`; `params` reads
//! what the vendor's clients send, `words` has the sentences of refusals and `envelope` the shape that they come in.

pub mod accounts;
pub mod calculated_schedule;
pub mod collisions;
pub mod custom_fields;
pub mod desired_job_datetimes;
pub mod envelope;
pub mod field_words;
pub mod find;
pub mod job_types;
pub mod jobs;
mod known_days;
mod own_words;
pub mod params;
pub mod replay;
pub mod schedule_blockers;
pub mod schedule_days;
pub mod scheduled_time_offs;
pub mod schedules;
mod spaces;
pub mod system;
pub mod task_templates;
pub mod tasks;
pub mod tickets;
pub mod users;
pub mod words;

use axum::Json;
use collisions::WithCollisions;
use desired_job_datetimes as wishes;
use params::Reader;
use params::bounds::{DEFAULT_LIMIT, MAX_LIMIT, MAX_PAGE};
use schedule_blockers as blockers;
use scheduled_time_offs as time_offs;
use schemars::JsonSchema;
use serde::Serialize;
use slotwright_domain::Page;
use slotwright_store::Refused;
use slotwright_wire::sonar::{Data, Paginator};

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::collisions::Done;
use crate::scheduling::{Caller, Staff};
use crate::table::{Table, get, post};

/// The vendor's addresses, under [`slotwright_wire::sonar::ROOT`].
pub fn table() -> Table {
    let scheduling = Table::new()
        .route("/jobs", get(jobs::list).post(jobs::create))
        .route("/jobs/find_any_available_space", get(find::any).post(find::any))
        .route("/jobs/find_available_space", get(find::common).post(find::common))
        .route("/jobs/{id}", get(jobs::get).patch(jobs::change).delete(jobs::delete))
        .route("/jobs/{id}/queue", post(jobs::queue))
        .route("/jobs/{id}/check_in", post(jobs::check_in))
        .route("/jobs/{id}/check_out", post(jobs::check_out))
        .route("/jobs/{id}/complete", post(jobs::complete))
        .route("/jobs/{id}/desired_job_datetimes", get(wishes::list).post(wishes::create))
        .route("/jobs/{id}/desired_job_datetimes/{did}", get(wishes::get).patch(wishes::change).delete(wishes::delete))
        .route("/job_types", get(job_types::list).post(job_types::create))
        .route("/job_types/{id}", get(job_types::get).patch(job_types::change).delete(job_types::delete))
        .route("/schedules", get(schedules::list).post(schedules::create))
        .route("/schedules/{id}", get(schedules::get).patch(schedules::change).delete(schedules::delete))
        .route("/schedules/{id}/schedule_days", get(schedule_days::list).post(schedule_days::create))
        .route(
            "/schedules/{id}/schedule_days/{day_id}",
            get(schedule_days::get).patch(schedule_days::change).delete(schedule_days::delete),
        )
        .route("/schedule_blockers", get(blockers::list).post(blockers::create))
        .route("/schedule_blockers/{id}", get(blockers::get).patch(blockers::change).delete(blockers::delete))
        .route("/schedule_blockers/{id}/schedule_blocker_overrides", post(blockers::create_override))
        .route("/scheduled_time_offs", get(time_offs::list).post(time_offs::create))
        .route("/scheduled_time_offs/{id}", get(time_offs::get).patch(time_offs::change).delete(time_offs::delete))
        .route("/calculated_schedule/{start_date}/{end_date}", get(calculated_schedule::get));
    Table::new()
        .nest("/scheduling", scheduling)
        .route("/users", get(users::list))
        .route("/users/", get(users::list)) // the vendor documents it with the slash
        .route("/users/{id}", get(users::get))
        .route("/accounts", get(accounts::list))
        .route("/accounts/{id}", get(accounts::get))
        .route("/accounts/{id}/addresses", get(accounts::addresses))
        .route("/accounts/{id}/addresses/{address_id}", get(accounts::address))
        .route("/accounts/{id}/services", get(accounts::services))
        .route("/accounts/{id}/services/{relation_id}", get(accounts::service))
        .route("/network/network_sites", get(accounts::list_network_sites))
        .route("/network/network_sites/{id}", get(accounts::get_network_site))
        .route("/network_sites/{id}/addresses", get(accounts::network_site_addresses))
        .route("/network_sites/{id}/addresses/{address_id}", get(accounts::network_site_address))
        .route("/jobs/{id}/tasks", get(tasks::list).post(tasks::create))
        .route("/jobs/{id}/tasks/{task_id}", get(tasks::get).patch(tasks::change).delete(tasks::delete))
        .route("/tickets", get(tickets::list))
        .route("/tickets/{id}", get(tickets::get))
        .route("/system/application", get(system::application))
        .route("/system/misc/task_templates", get(task_templates::list).post(task_templates::create))
        .route(
            "/system/misc/task_templates/{id}",
            get(task_templates::get).patch(task_templates::change).delete(task_templates::delete),
        )
        .route(
            "/system/misc/task_templates/{id}/template_tasks",
            get(task_templates::list_tasks).post(task_templates::create_task),
        )
        .route(
            "/system/misc/task_templates/{id}/template_tasks/{task_id}",
            get(task_templates::get_task).patch(task_templates::change_task).delete(task_templates::delete_task),
        )
        .route("/system/custom_fields", get(custom_fields::list).post(custom_fields::create))
        .route(
            "/system/custom_fields/{id}",
            get(custom_fields::get).patch(custom_fields::change).delete(custom_fields::delete),
        )
        .route("/entity_custom_fields/{entity}/{id}", get(custom_fields::list_data))
        .route(
            "/entity_custom_fields/{entity}/{id}/{custom_field_id}",
            get(custom_fields::get_data).patch(custom_fields::set_data),
        )
}

/// Reads `limit` and `page`.
pub(crate) fn page(mut read: Reader) -> Result<Page, Refusal> {
    let limit = read.integer_up_to("limit", 1, MAX_LIMIT);
    let number = read.integer_up_to("page", 1, MAX_PAGE);
    read.finish()?;
    Ok(Page { limit: limit.unwrap_or(DEFAULT_LIMIT), number: number.unwrap_or(1) })
}

/// The part of a whole list that is asked for.
fn cut<T>(all: Vec<T>, page: Page) -> Vec<T> {
    let before = usize::try_from((page.number - 1).saturating_mul(page.limit)).unwrap_or(usize::MAX);
    all.into_iter().skip(before).take(page.limit as usize).collect()
}

/// A part of a list of so many, in the envelope, with where it stands in the whole.
pub(crate) fn listed<T: Serialize>(data: Vec<T>, total_count: u64, page: Page) -> Json<Data<Vec<T>>> {
    Json(Data { data, paginator: Some(paginator(total_count, page)) })
}

/// Where a part of a list of so many stands in the whole.
pub(crate) fn paginator(total_count: u64, page: Page) -> Paginator {
    let total_pages = total_count.div_ceil(page.limit).max(1);
    Paginator { total_count, total_pages, current_page: page.number, limit: page.limit }
}

/// `{"data": {"success": true}}`: something was deleted.
#[derive(JsonSchema, Serialize)]
pub struct Success {
    /// Always true.
    pub success: bool,
}

pub(crate) fn success() -> Json<Data<Success>> {
    Json(Data::of(Success { success: true }))
}

/// The answer to a deletion that visits may have stood in the way of.
fn deleted_with_collisions(
    done: Result<Done<()>, Refused>,
    what: &str,
    app: &App,
    staff: Staff,
) -> Result<Json<WithCollisions<Success>>, Refusal> {
    match done {
        Ok(done) => Ok(WithCollisions::of(done, |()| Success { success: true })),
        Err(Refused::NoSuchRecord) => Err(Refusal::does_not_exist(what)),
        Err(refused) => Err(words::refused_as(refused, app, &Caller::Staff(staff))),
    }
}

/// The answer to a deletion. One that finds nothing says that `what` does not exist.
fn deleted(done: Result<(), Refused>, what: &str, app: &App, staff: Staff) -> Result<Json<Data<Success>>, Refusal> {
    match done {
        Ok(()) => Ok(success()),
        Err(Refused::NoSuchRecord) => Err(Refusal::does_not_exist(what)),
        Err(refused) => Err(words::refused_as(refused, app, &Caller::Staff(staff))),
    }
}

/// Does what takes a while beside the threads that serve the sockets: a question about everybody for two months must not
/// keep `/livez` from answering.
pub(crate) async fn working<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Refusal::internal())
}
