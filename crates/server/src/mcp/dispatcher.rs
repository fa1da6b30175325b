//! What the holder of a link of the board can have done: the jobs of all customers.

use axum::http::Method;
use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use slotwright_domain::{Arrival, StaffScope};
use slotwright_matching::{Day, Minute, Skipped};
use slotwright_wire::slotwright::{AnySpaceFound, OwnPolicy, POLICY_PATH, read};
use slotwright_wire::sonar::{Data, Job, JobStatus, ROOT};
use slotwright_wire::time::{parse_minute, print_date, print_datetime};

use super::arguments::{self, day, schema};
use super::customer::limited;
use super::tool::{Done, Effect, ForWhom, Tool, Turn};
use crate::asking::{self, Offer, Refused, add, days, job_path};
use crate::scheduling::find::MAX_DAYS;

/// So many days are looked at where nothing is said.
const USUAL_DAYS: i32 = 14;

/// The tools, in the order in which they are mostly needed.
pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "list_jobs",
        title: "List jobs",
        about: "Jobs with their state, time, crew and customer, by filters; with the names of their types and users.",
        effect: Effect::Reads,
        for_whom: ForWhom::Staff(StaffScope::View),
        schema: schema::<ListJobs>,
        body: |turn, arguments| Box::pin(list_jobs(turn, arguments)),
    },
    Tool {
        name: "find_openings_for_job",
        title: "Find openings for a job",
        about: "The starts at which a job can be scheduled or moved to, and who would come.",
        effect: Effect::Reads,
        for_whom: ForWhom::Staff(StaffScope::View),
        schema: schema::<FindOpenings>,
        body: |turn, arguments| Box::pin(find_openings(turn, arguments)),
    },
    Tool {
        name: "schedule_job",
        title: "Schedule a job",
        about: "Gives a job that waits in the queue a time and a crew.",
        effect: Effect::Adds,
        for_whom: ForWhom::Staff(StaffScope::Schedule),
        schema: schema::<Schedule>,
        body: |turn, arguments| Box::pin(schedule(turn, arguments, false)),
    },
    Tool {
        name: "move_job",
        title: "Move a job",
        about: "Gives a scheduled job another time, with its own crew unless another is named.",
        effect: Effect::Changes,
        for_whom: ForWhom::Staff(StaffScope::Schedule),
        schema: schema::<Schedule>,
        body: |turn, arguments| Box::pin(schedule(turn, arguments, true)),
    },
    Tool {
        name: "cancel_job",
        title: "Cancel a job",
        about: "Takes a job's time away, so that it waits in the queue again; or deletes it, which nobody can take back.",
        effect: Effect::Changes,
        for_whom: ForWhom::Staff(StaffScope::Schedule),
        schema: schema::<Cancel>,
        body: |turn, arguments| Box::pin(cancel(turn, arguments)),
    },
];

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ListJobs {
    /// Where they stand: queued, scheduled, completed or failed; several between commas.
    status: Option<String>,
    /// Visits that start on this day or later, YYYY-MM-DD.
    start_date: Option<String>,
    /// Visits that start on this day or before, YYYY-MM-DD.
    end_date: Option<String>,
    /// Of one of these types, by number.
    job_type_ids: Option<Vec<u64>>,
    /// Whether their customers have said when they are at home.
    has_wishes: Option<bool>,
    /// How many to list at most, 1 to 400; 40 when left out.
    limit: Option<u32>,
    /// Which page of them, from 1.
    page: Option<u32>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct FindOpenings {
    /// The job's number.
    job_id: u64,
    /// The first day, YYYY-MM-DD; today when left out.
    from: Option<String>,
    /// The last day, YYYY-MM-DD; two weeks from the first day when left out.
    until: Option<String>,
    /// Whose time, by number; everybody's when left out.
    user_ids: Option<Vec<u64>>,
    /// How many to list at most, 1 to 400; 40 when left out.
    limit: Option<u32>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Schedule {
    /// The job's number.
    job_id: u64,
    /// When it starts, YYYY-MM-DD HH:MM:SS.
    start: String,
    /// Who comes, by number. When left out, a scheduled job keeps its crew, and others get whoever is free.
    user_ids: Option<Vec<u64>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Cancel {
    /// The job's number.
    job_id: u64,
    /// Whether it is deleted; when left out, it waits in the queue again.
    delete: Option<bool>,
}

async fn list_jobs(turn: &Turn, arguments: JsonObject) -> Result<Done, Refused> {
    let ListJobs { status, start_date, end_date, job_type_ids, has_wishes, limit, page } = arguments::read(arguments)?;
    let limit = limited(limit)?;
    // What writes it down can't be kept while something is asked.
    let query = {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for status in status.iter().flat_map(|status| status.split(',')).map(str::trim) {
            query.append_pair("status[]", status);
        }
        for id in job_type_ids.iter().flatten() {
            query.append_pair("job_type_id[]", &id.to_string());
        }
        let others = [
            ("start_date", start_date),
            ("end_date", end_date),
            ("has_wishes", has_wishes.map(|has_wishes| has_wishes.to_string())),
            ("page", page.map(|page| page.to_string())),
            ("limit", Some(limit.to_string())),
        ];
        for (name, value) in others.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            query.append_pair(name, &value);
        }
        query.finish()
    };
    let mut found: Value = turn.api.get(&format!("{ROOT}/scheduling/jobs?{query}")).await?;
    let (count, total) = (found["data"].as_array().map_or(0, Vec::len), found["paginator"]["total_count"].clone());
    let data = json!({
        "jobs": found["data"].take(), "paginator": found["paginator"].take(),
        "job_types": names(turn, &format!("{ROOT}/scheduling/job_types?limit=1000")).await?,
        "users": names(turn, &format!("{ROOT}/users?limit=1000")).await?,
    });
    Ok(Done { sentence: format!("{count} of {total} jobs."), data })
}

/// Number → name.
async fn names(turn: &Turn, path: &str) -> Result<Value, Refused> {
    let found: Value = turn.api.get(path).await?;
    let records = found["data"].as_array().cloned().unwrap_or_default();
    let name = |record: &Value| {
        let name =
            ["name", "public_name", "username"].iter().find_map(|name| record[*name].as_str().map(str::to_owned));
        Some((record["id"].as_u64()?.to_string(), Value::from(name.unwrap_or_default())))
    };
    Ok(records.iter().filter_map(name).collect::<JsonObject>().into())
}

async fn find_openings(turn: &Turn, arguments: JsonObject) -> Result<Done, Refused> {
    let FindOpenings { job_id, from, until, user_ids, limit } = arguments::read(arguments)?;
    let (first, last) = (day("from", from.as_deref())?, day("until", until.as_deref())?);
    let limit = limited(limit)?;
    let job = job(turn, job_id).await?;
    let today = turn.app.now().today();
    let first = first.unwrap_or(today).max(today);
    let last = last.unwrap_or(first + (USUAL_DAYS - 1));
    if last < first || MAX_DAYS <= last - first {
        let sentence = format!("`until` must be a day from {} on, within {MAX_DAYS} days of it.", print_date(first));
        return Err(Refused::argument("until", sentence));
    }
    let offer = offer(turn, &job, first, last, user_ids.as_deref()).await?;
    let (mut openings, are_more) = offer.written(limit, start_of(&job));
    for opening in &mut openings {
        let crew = opening["start"].as_str().and_then(parse_minute).and_then(|start| offer.crew(start));
        add(opening, "user_ids", crew);
    }
    let (from, until) = days(first, last);
    let more = if are_more { ", and more after these" } else { "" };
    let data = json!({
        "job_id": job_id, "from": from, "until": until, "length_in_minutes": job.length_in_minutes, "openings": openings,
        "are_more": are_more,
    });
    Ok(Done { sentence: format!("{} openings from {from} to {until}{more}.", openings.len()), data })
}

async fn schedule(turn: &Turn, arguments: JsonObject, moves: bool) -> Result<Done, Refused> {
    let Schedule { job_id, start, user_ids } = arguments::read(arguments)?;
    let start = arguments::start("start", &start)?;
    let job = job(turn, job_id).await?;
    let is_there = start_of(&job);
    match (moves, is_there) {
        (false, Some(booked)) if booked != start => {
            let sentence = format!("Job {job_id} is scheduled already, for {}: move it.", print_datetime(booked));
            return Err(Refused::new("already-booked", sentence));
        }
        (true, None) => {
            return Err(Refused::new(
                "not-scheduled",
                format!("Job {job_id} has no time that could be moved: schedule it."),
            ));
        }
        _ => {}
    }
    let user_ids = match user_ids {
        Some(user_ids) => user_ids,
        None if is_there.is_some() => job.user_ids,
        None => {
            let offer = offer(turn, &job, Day::of(start), Day::of(start), None).await?;
            offer
                .crew(start)
                .ok_or_else(|| Refused::new("slot-taken", format!("Nobody is free at {}.", print_datetime(start))))?
        }
    };
    let body = json!({"scheduled_datetime": print_datetime(start), "user_ids": user_ids});
    let mut changed = turn.api.write(Method::PATCH, &job_path(job_id, ""), body).await?;
    let done = if moves { "moved to" } else { "scheduled for" };
    Ok(Done {
        sentence: format!("Job {job_id} is {done} {}.", print_datetime(start)),
        data: json!({"job": changed["data"].take()}),
    })
}

async fn cancel(turn: &Turn, arguments: JsonObject) -> Result<Done, Refused> {
    let Cancel { job_id, delete } = arguments::read(arguments)?;
    if delete == Some(true) {
        turn.api.write(Method::DELETE, &job_path(job_id, ""), Value::Null).await?;
        return Ok(Done { sentence: format!("Job {job_id} is deleted."), data: json!({"job": null}) });
    }
    let mut queued = turn.api.write(Method::POST, &job_path(job_id, "/queue"), Value::Null).await?;
    Ok(Done { sentence: format!("Job {job_id} waits in the queue."), data: json!({"job": queued["data"].take()}) })
}

async fn job(turn: &Turn, id: u64) -> Result<Job, Refused> {
    Ok(turn.api.get::<Data<Job>>(&job_path(id, "")).await?.data)
}

fn start_of(job: &Job) -> Option<Minute> {
    parse_minute(job.scheduled_datetime.as_deref()?).filter(|_| job.status == JobStatus::Scheduled)
}

/// What can be done with a job from one day to another: at once, since staff need no notice, and by the starts of customers.
async fn offer(turn: &Turn, job: &Job, first: Day, last: Day, user_ids: Option<&[u64]>) -> Result<Offer, Refused> {
    let app = &turn.app;
    let mut body = json!({
        "start_date": print_date(first), "end_date": print_date(last), "length_in_minutes": job.length_in_minutes,
        "job_type_id": job.job_type_id, "entityType": job.assigned_type, "entityId": job.assigned_id,
    });
    add(&mut body, "users", user_ids.filter(|user_ids| !user_ids.is_empty()).map(<[u64]>::to_vec));
    let path = format!("{ROOT}/scheduling/jobs/find_any_available_space");
    let found: AnySpaceFound = asking::read(turn.api.write(Method::POST, &path, body).await?)?;
    let own: OwnPolicy = turn.api.get(POLICY_PATH).await?;
    let bounds = read::bounds(&own, job.job_type_id, app.policy.bounds);
    let skipped = Skipped::of(&app.zone.skipped(first, last + 1));
    let crew = job.user_ids.len().max(1);
    let search = bounds.search(job.length_in_minutes, crew, app.first_minute_in(0), last, skipped);
    Ok(Offer::of(&found, search, Arrival { window_minutes: 0, ..app.policy.arrival }))
}
