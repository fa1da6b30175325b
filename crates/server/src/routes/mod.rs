//! What is done at each address. [`crate::router`] says which.

pub mod accounts;
pub mod booking;
pub mod calculated_schedule;
pub mod changes;
pub mod clock;
pub mod contract;
pub mod custom_fields;
pub mod desired_job_datetimes;
pub mod find;
pub mod health;
pub mod holds;
pub mod job_types;
pub mod jobs;
mod known_days;
pub mod links;
pub mod metrics;
pub mod pages;
mod references;
pub mod rules;
pub mod schedules;
pub mod system;
pub mod task_templates;
pub mod tasks;
pub mod tickets;
pub mod users;
pub mod why_not;

mod show;
mod spaces;

use axum::Json;
use schemars::JsonSchema;
use serde::Serialize;
use slotwright_wire::sonar::{Data, Paginator};

use crate::params::Reader;
use crate::refusal::Refusal;
use crate::store::Page;

/// Records a page unless asked otherwise.
const DEFAULT_LIMIT: u64 = 100;
/// Records a page at most.
const MAX_LIMIT: u64 = 1000;
/// The last page that is looked for: whoever reads ten thousand pages reads them with a greater limit.
const MAX_PAGE: u64 = 10_000;

/// Reads `limit` and `page`.
fn page(mut read: Reader) -> Result<Page, Refusal> {
    let limit = read.integer("limit", 1);
    if limit.is_some_and(|limit| MAX_LIMIT < limit) {
        read.fault("limit", format!("The limit may not be greater than {MAX_LIMIT}."));
    }
    let number = read.integer("page", 1);
    if number.is_some_and(|number| MAX_PAGE < number) {
        read.fault("page", format!("The page may not be greater than {MAX_PAGE}."));
    }
    read.finish()?;
    Ok(Page { limit: limit.unwrap_or(DEFAULT_LIMIT), number: number.unwrap_or(1) })
}

/// The part of a whole list that is asked for.
fn cut<T>(all: Vec<T>, page: Page) -> Vec<T> {
    let before = usize::try_from((page.number - 1).saturating_mul(page.limit)).unwrap_or(usize::MAX);
    all.into_iter().skip(before).take(page.limit as usize).collect()
}

fn listed<T: Serialize>(data: Vec<T>, total_count: u64, page: Page) -> Json<Data<Vec<T>>> {
    let total_pages = total_count.div_ceil(page.limit).max(1);
    let paginator = Paginator { total_count, total_pages, current_page: page.number, limit: page.limit };
    Json(Data { data, paginator: Some(paginator) })
}

/// `{"data": {"success": true}}`: something was deleted.
#[derive(JsonSchema, Serialize)]
pub struct Success {
    /// Always true.
    pub success: bool,
}

fn success() -> Json<Data<Success>> {
    Json(Data::of(Success { success: true }))
}
