//! What the holder of a booking link can have done: the one visit that the link is for.

use std::collections::BTreeMap;

use axum::http::Method;
use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use slotwright_domain::Right;
use slotwright_wire::slotwright::{BOOKING_PATH, Hold};
use slotwright_wire::time::{parse_date, parse_time, print_datetime};

use super::arguments::{self, day, read, schema};
use super::tool::{Done, Effect, ForWhom, Tool, Turn};
use crate::asking::{self, Refused, Visit, Wanted, add, days, job_path};
use crate::scheduling::find::MAX_CUSTOMERS_DAYS;
use crate::scheduling::{Caller, Customer};

/// So many days are looked at where nothing is said.
const USUAL_DAYS: i32 = 14;
/// So many openings are listed where nothing is said, and at most: more is more than a model reads well.
const USUAL_OPENINGS: u32 = 40;
const MAX_OPENINGS: u32 = 400;

/// The tools, in the order in which they are mostly needed.
pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "show_visit",
        title: "Show the visit",
        about: "What this link is for: the work, its length, where, what may be booked, which fields have to be filled in, and the \
                visit as it stands. Call it first.",
        effect: Effect::Reads,
        for_whom: ForWhom::Customers(Right::View),
        schema: schema::<Nothing>,
        body: |turn, arguments| Box::pin(show_visit(turn, arguments)),
    },
    Tool {
        name: "find_openings",
        title: "Find openings",
        about: "The starts at which the visit can be booked or moved to, in their order. Only these can be booked.",
        effect: Effect::Reads,
        for_whom: ForWhom::Customers(Right::View),
        schema: schema::<FindOpenings>,
        body: |turn, arguments| Box::pin(find_openings(turn, arguments)),
    },
    Tool {
        name: "hold",
        title: "Hold a time",
        about: "Keeps a start free for a few minutes while the person decides. A second hold takes the place of the first.",
        effect: Effect::Adds,
        for_whom: ForWhom::Customers(Right::Hold),
        schema: schema::<HoldStart>,
        body: |turn, arguments| Box::pin(hold(turn, arguments)),
    },
    Tool {
        name: "book",
        title: "Book the visit",
        about: "Books the visit at a start that is listed. Ask the person first.",
        effect: Effect::Adds,
        for_whom: ForWhom::Customers(Right::Book),
        schema: schema::<Book>,
        body: |turn, arguments| Box::pin(book(turn, arguments)),
    },
    Tool {
        name: "move",
        title: "Move the visit",
        about: "Moves the booked visit to another start that is listed. Ask the person first.",
        effect: Effect::Changes,
        for_whom: ForWhom::Customers(Right::Reschedule),
        schema: schema::<Move>,
        body: |turn, arguments| Box::pin(move_visit(turn, arguments)),
    },
    Tool {
        name: "cancel",
        title: "Cancel the visit",
        about: "Gives the booked time up. Ask the person first.",
        effect: Effect::Changes,
        for_whom: ForWhom::Customers(Right::Cancel),
        schema: schema::<Cancel>,
        body: |turn, arguments| Box::pin(cancel(turn, arguments)),
    },
    Tool {
        name: "send_preferred_times",
        title: "Send preferred times",
        about: "Where no opening suits: says when the person is at home, best first, so that the office finds a time. Takes the \
                place of all that was sent before.",
        effect: Effect::Changes,
        for_whom: ForWhom::Customers(Right::Book),
        schema: schema::<PreferredTimes>,
        body: |turn, arguments| Box::pin(send_preferred_times(turn, arguments)),
    },
];

/// No arguments.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct FindOpenings {
    /// The first day, YYYY-MM-DD; today when left out.
    from: Option<String>,
    /// The last day, YYYY-MM-DD; two weeks from the first day when left out, and at most 62 days.
    until: Option<String>,
    /// How many to list at most, 1 to 400; 40 when left out.
    limit: Option<u32>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct HoldStart {
    /// A start as find_openings lists it, YYYY-MM-DD HH:MM:SS.
    start: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Book {
    /// A start as find_openings lists it, YYYY-MM-DD HH:MM:SS.
    start: String,
    /// What the technician should know.
    notes: Option<String>,
    /// What show_visit asks in `fields`: key → text. Those that are required have to be there.
    fields: Option<BTreeMap<String, String>>,
    /// The number of the hold, where the start is held.
    hold_id: Option<u64>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Move {
    /// A start as find_openings lists it, YYYY-MM-DD HH:MM:SS.
    start: String,
    /// The number of the hold, where the start is held.
    hold_id: Option<u64>,
    /// When the visit is booked for as the person knows it, YYYY-MM-DD HH:MM:SS. Where that is another by now, nothing is done.
    booked: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Cancel {
    /// When the visit is booked for as the person knows it, YYYY-MM-DD HH:MM:SS. Where that is another by now, nothing is done.
    booked: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PreferredTimes {
    /// When the person is at home, best first.
    times: Vec<PreferredTime>,
    /// What the technician should know.
    notes: Option<String>,
}

/// A stretch of a day in which the person is at home.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PreferredTime {
    /// The day, YYYY-MM-DD.
    date: String,
    /// From when, HH:MM.
    start_time: String,
    /// Until when, HH:MM, after start_time.
    end_time: String,
}

async fn show_visit(turn: &Turn, _: JsonObject) -> Result<Done, Refused> {
    let booking: Value = turn.api.get(BOOKING_PATH).await?;
    let name = booking["job_type"]["name"].as_str().unwrap_or_default();
    let sentence = match booking["job"]["scheduled_datetime"].as_str() {
        Some(start) => format!("{name}: booked for {start}."),
        None => format!("{name}: no time is booked."),
    };
    Ok(Done { sentence, data: booking })
}

async fn find_openings(turn: &Turn, arguments: JsonObject) -> Result<Done, Refused> {
    let FindOpenings { from, until, limit } = read(arguments)?;
    let customer = customer(turn)?;
    let (first, last) = (day("from", from.as_deref())?, day("until", until.as_deref())?);
    let limit = limited(limit)?;
    let today = turn.app.now().today();
    let first = first.unwrap_or(today).max(today);
    let last = last.unwrap_or(first + (USUAL_DAYS - 1)).min(customer.bounds.last_day(today));
    if last < first {
        let (today, horizon) = days(today, customer.bounds.last_day(today));
        return Err(Refused::argument(
            "until",
            format!("`until` must be a day from `from` on, between {today} and {horizon}."),
        ));
    }
    if MAX_CUSTOMERS_DAYS <= last - first {
        return Err(Refused::argument("until", format!("`until` must be within {MAX_CUSTOMERS_DAYS} days of `from`.")));
    }
    let offer = visit(turn)?.offer(first, last).await?;
    let (openings, are_more) = offer.written(limit, customer.job.as_ref().and_then(|job| job.start));
    let (from, until) = days(first, last);
    let sentence = match openings.len() {
        0 => format!("There is no opening from {from} to {until}. Look at later days, or send preferred times."),
        count => {
            format!("{count} openings from {from} to {until}{}.", if are_more { ", and more after these" } else { "" })
        }
    };
    let data = json!({
        "from": from, "until": until, "time_zone": turn.app.zone.name(), "length_in_minutes": customer.length_in_minutes,
        "openings": openings, "are_more": are_more,
    });
    Ok(Done { sentence, data })
}

async fn hold(turn: &Turn, arguments: JsonObject) -> Result<Done, Refused> {
    let HoldStart { start } = read(arguments)?;
    let start = arguments::start("start", &start)?;
    let held: Hold = asking::read(visit(turn)?.with_crew(start, &Wanted::Hold).await?)?;
    let sentence = format!("{} is held for {} seconds.", held.scheduled_datetime, held.remaining_seconds);
    let data = json!({
        "hold_id": held.id, "start": held.scheduled_datetime, "expires_at": held.expires_at,
        "remaining_seconds": held.remaining_seconds,
    });
    Ok(Done { sentence, data })
}

async fn book(turn: &Turn, arguments: JsonObject) -> Result<Done, Refused> {
    let Book { start, notes, fields, hold_id } = read(arguments)?;
    let start = arguments::start("start", &start)?;
    let customer = customer(turn)?;
    match customer.job.as_ref().and_then(|job| job.start) {
        Some(booked) if booked == start => return now(turn, "The visit is booked for then already.").await,
        Some(booked) => {
            let sentence = format!("A visit is booked already, for {}.", print_datetime(booked));
            return Err(Refused::new("already-booked", sentence));
        }
        None => {}
    }
    let mut body = json!({"scheduled_datetime": print_datetime(start)});
    add(&mut body, "notes", notes);
    add(&mut body, "fields", fields.filter(|fields| !fields.is_empty()).map(|fields| json!(fields)));
    add(&mut body, "hold_id", hold_id);
    visit(turn)?.with_crew(start, &Wanted::Visit(body)).await?;
    now(turn, &format!("The visit is booked for {}.", print_datetime(start))).await
}

async fn move_visit(turn: &Turn, arguments: JsonObject) -> Result<Done, Refused> {
    let Move { start, hold_id, booked } = read(arguments)?;
    let start = arguments::start("start", &start)?;
    let customer = customer(turn)?;
    refuse_stale(customer, booked.as_deref())?;
    let Some(booked) = customer.job.as_ref().and_then(|job| job.start) else {
        return Err(Refused::new("not-scheduled", "No visit is booked that could be moved: book it."));
    };
    if booked == start {
        return now(turn, "The visit is booked for then already.").await;
    }
    let mut body = json!({"scheduled_datetime": print_datetime(start)});
    add(&mut body, "hold_id", hold_id);
    visit(turn)?.with_crew(start, &Wanted::Visit(body)).await?;
    now(turn, &format!("The visit is moved from {} to {}.", print_datetime(booked), print_datetime(start))).await
}

async fn cancel(turn: &Turn, arguments: JsonObject) -> Result<Done, Refused> {
    let Cancel { booked } = read(arguments)?;
    let customer = customer(turn)?;
    refuse_stale(customer, booked.as_deref())?;
    let Some((job, start)) = customer.job.as_ref().and_then(|job| Some((job, job.start?))) else {
        return now(turn, "No visit is booked; there is nothing to cancel.").await;
    };
    visit(turn)?.cancel(job.id, None).await?;
    now(turn, &format!("The visit at {} is cancelled.", print_datetime(start))).await
}

async fn send_preferred_times(turn: &Turn, arguments: JsonObject) -> Result<Done, Refused> {
    let PreferredTimes { times, notes } = read(arguments)?;
    // All of them are looked at before any is stored.
    for (place, time) in times.iter().enumerate() {
        let fault = |what: &str| Refused::argument("times", format!("`times`, number {}: {what}", place + 1));
        let wrong = |name, value, form| fault(&format!("`{name}` must be {form}, not `{value}`."));
        parse_date(&time.date).ok_or_else(|| wrong("date", &time.date, "a date YYYY-MM-DD"))?;
        let start =
            parse_time(&time.start_time).ok_or_else(|| wrong("start_time", &time.start_time, "a time HH:MM"))?;
        let end = parse_time(&time.end_time).ok_or_else(|| wrong("end_time", &time.end_time, "a time HH:MM"))?;
        if end <= start {
            return Err(fault("`end_time` must be after `start_time`."));
        }
    }
    let most = turn.app.policy.max_wishes as usize;
    if times.is_empty() || most < times.len() {
        return Err(Refused::argument("times", format!("`times` must have 1 to {most} items, not {}.", times.len())));
    }
    let customer = customer(turn)?;
    let job_id = match (&customer.job, notes) {
        (Some(job), Some(notes)) => {
            turn.api.write(Method::PATCH, &job_path(job.id, ""), json!({"notes": notes})).await?;
            job.id
        }
        (Some(job), None) => job.id,
        (None, notes) => {
            let mut body = json!({});
            add(&mut body, "notes", notes);
            let made = visit(turn)?.post(body, Vec::new()).await?;
            made["data"]["id"].as_u64().unwrap_or_default()
        }
    };
    let booking: Value = turn.api.get(BOOKING_PATH).await?;
    let stored: Vec<u64> =
        booking["wishes"].as_array().into_iter().flatten().filter_map(|wish| wish["id"].as_u64()).collect();
    let wishes = job_path(job_id, "/desired_job_datetimes");
    for (place, PreferredTime { date, start_time, end_time }) in times.iter().enumerate() {
        let body = json!({"date": date, "start_time": start_time, "end_time": end_time});
        // They rank by their numbers, so that those which are there are changed in their order.
        match stored.get(place) {
            Some(id) => turn.api.write(Method::PATCH, &format!("{wishes}/{id}"), body).await?,
            None => turn.api.write(Method::POST, &wishes, body).await?,
        };
    }
    for id in stored.iter().skip(times.len()) {
        turn.api.write(Method::DELETE, &format!("{wishes}/{id}"), Value::Null).await?;
    }
    now(turn, &format!("{} preferred times are sent to the office, best first.", times.len())).await
}

/// Refuses what was decided on another start than the visit has. That it still has it when something is changed is seen to where
/// that is done.
fn refuse_stale(customer: &Customer, booked: Option<&str>) -> Result<(), Refused> {
    let Some(booked) = booked.map(|booked| arguments::start("booked", booked)).transpose()? else { return Ok(()) };
    match customer.job.as_ref().and_then(|job| job.start) {
        Some(start) if start != booked => {
            let sentence = format!("The visit is booked for {} by now. Nothing was changed.", print_datetime(start));
            Err(Refused::new("changed-by-staff", sentence))
        }
        _ => Ok(()),
    }
}

/// The visit as it is by now.
async fn now(turn: &Turn, sentence: &str) -> Result<Done, Refused> {
    Ok(Done { sentence: sentence.to_owned(), data: turn.api.get(BOOKING_PATH).await? })
}

/// The visit of whoever calls.
fn visit(turn: &Turn) -> Result<Visit<'_>, Refused> {
    Ok(Visit { app: &turn.app, api: &turn.api, customer: customer(turn)? })
}

fn customer(turn: &Turn) -> Result<&Customer, Refused> {
    match &*turn.caller {
        Caller::Customer(customer) => Ok(customer),
        Caller::Staff(_) => Err(Refused::new("not-found", "This is for the holder of a booking link.")),
    }
}

/// How many openings to list.
pub(super) fn limited(limit: Option<u32>) -> Result<usize, Refused> {
    let limit = limit.unwrap_or(USUAL_OPENINGS);
    if !(1..=MAX_OPENINGS).contains(&limit) {
        return Err(Refused::argument("limit", format!("`limit` must be 1 to {MAX_OPENINGS}, not {limit}.")));
    }
    Ok(limit as usize)
}
