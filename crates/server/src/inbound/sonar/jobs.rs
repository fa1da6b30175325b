//! `/scheduling/jobs` and what is done with one.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use slotwright_domain::{CancelReason, Job, Member, PlaceRef};
use slotwright_store::{JobFilter, JobOrder, Refused};
use slotwright_wire::sonar::{self, Data, read::PLACE_KINDS, read::STATUSES, write};

use super::params::bounds::{LENGTH_STEP, MAX_LENGTH};
use super::params::{NoParams, Params, Reader, path_id};
use super::words::{NO_SUCH_USER, Names, refusal, refused_as};
use super::{Success, listed, page, success};
use crate::access::CachedCaller;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::book::{NewJob, book};
use crate::scheduling::change::Change;
use crate::scheduling::work::{End, OnSite};
use crate::scheduling::{Attempt, Caller, Staff, cancel, work};

/// How a list may be ordered.
pub(crate) const ORDERS: &[(&str, JobOrder)] = &[
    ("id", JobOrder::Number),
    ("-id", JobOrder::LastNumber),
    ("scheduled_datetime", JobOrder::Start),
    ("-scheduled_datetime", JobOrder::LastStart),
];

/// What staff should know of a job beyond the job itself, which has the vendor's members and no others.
const WARNING_HEADER: HeaderName = HeaderName::from_static("x-warning");

type Created = Result<(StatusCode, Json<Data<sonar::Job>>), Refusal>;
type Made = Result<(StatusCode, HeaderMap, Json<Data<sonar::Job>>), Refusal>;

/// `GET /scheduling/jobs`
pub async fn list(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<Json<Data<Vec<sonar::Job>>>, Refusal> {
    let mut read = params.reader();
    let filter = filter(&mut read);
    let page = page(read)?;
    let (jobs, total) = app.store.jobs(filter, page).await?;
    Ok(listed(jobs.into_iter().map(write::job).collect(), total, page))
}

/// `GET /scheduling/jobs/:id`
pub async fn get(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    _: NoParams,
) -> Result<(HeaderMap, Json<Data<sonar::Job>>), Refusal> {
    let id = path_id(&id).filter(|&id| caller.may_see(id)).ok_or_else(Refusal::no_item)?;
    let job = app.store.job(id).await?.ok_or_else(Refusal::no_item)?;
    let warnings = warnings(&app, &caller, &job).await?;
    Ok((warnings, Json(Data::of(write::job(caller.view(job))))))
}

/// Tells staff of another open job of the same type at the same place: two links may have booked the same visit twice.
async fn warnings(app: &App, caller: &Caller, job: &Job) -> Result<HeaderMap, Refusal> {
    let mut headers = HeaderMap::new();
    if !matches!(caller, Caller::Staff(_)) || job.status.has_ended() {
        return Ok(headers);
    }
    if let Some(other) = app.store.open_job_beside(job.place, job.job_type_id, job.id).await? {
        let text = format!("Job {other} of the same type for the same account or site is open too.");
        headers.extend(HeaderValue::try_from(text).map(|value| (WARNING_HEADER, value)).ok());
    }
    Ok(headers)
}

/// `POST /scheduling/jobs`
pub async fn create(State(app): State<Arc<App>>, cached: CachedCaller, params: Params) -> Made {
    let mut attempt = Attempt::default();
    let refusal = match make(&app, &cached.caller, &params, cached.expected_roster_version(), &mut attempt).await {
        Err(refusal) if !refusal.may_be_done() => refusal,
        made_or_unsure => return made_or_unsure,
    };
    match cached.confirm(&app).await? {
        None => Err(refusal),
        Some(caller) => make(&app, &caller, &params, None, &mut attempt).await,
    }
}

async fn make(
    app: &App,
    caller: &Caller,
    params: &Params,
    expected_roster_version: Option<u64>,
    attempt: &mut Attempt,
) -> Made {
    let mut read = params.reader();
    let job_type_id = read.require("job_type_id").id("job_type_id");
    read.require("assigned_type").require("assigned_id");
    let place = place(&mut read, &Names::OF_JOBS);
    let length_in_minutes = length(&mut read);
    let notes = read.text("notes");
    let start = read.datetime("scheduled_datetime");
    let user_ids = read.ids("user_ids", NO_SUCH_USER);
    read.require_with("user_ids", "scheduled_datetime");
    read.require_with("scheduled_datetime", "user_ids");
    let (ticket_id, services) = (read.id("ticket_id"), services(&mut read));
    let (hold_id, fields) = (read.id("hold_id"), read.fields("fields"));
    let could_not_be_read = !read.is_good();
    let wanted = NewJob {
        job_type_id,
        place,
        length_in_minutes,
        notes,
        start,
        user_ids,
        ticket_id,
        services,
        hold_id,
        fields,
        could_not_be_read,
        ..NewJob::default()
    };
    match book(app, caller, wanted, expected_roster_version, attempt).await {
        Ok(job) => {
            // It is made, whether or not more can be told of it.
            let warnings = warnings(app, caller, &job).await.unwrap_or_default();
            Ok((StatusCode::CREATED, warnings, Json(Data::of(write::job(job)))))
        }
        Err(refused) => Err(refusal(refused, read, &Names::OF_JOBS, app, caller)),
    }
}

/// `PATCH /scheduling/jobs/:id`, which answers 201, and 422 to an unknown job: so the vendor documents it.
pub async fn change(State(app): State<Arc<App>>, caller: Caller, Path(id): Path<String>, params: Params) -> Created {
    // A customer's unknown job is a matter of rights, not of the vendor's habits.
    let unknown = || match caller {
        Caller::Staff(_) => Refusal::no_item_to_change(),
        Caller::Customer(_) => Refusal::no_item(),
    };
    let id = path_id(&id).ok_or_else(unknown)?;
    let mut read = params.reader();
    let place = place(&mut read, &Names::OF_JOBS);
    read.require_with("assigned_id", "assigned_type");
    read.require_with("assigned_type", "assigned_id");
    let length_in_minutes = length(&mut read);
    let notes = read.text("notes");
    let start = read.datetime("scheduled_datetime");
    let user_ids = read.ids("user_ids", NO_SUCH_USER);
    read.require_with("user_ids", "scheduled_datetime");
    let ticket_id = match read.is_sent("ticket_id") {
        true => Some(read.id("ticket_id")),
        false => None,
    };
    let services = services(&mut read);
    let (hold_id, fields) = (read.id("hold_id"), read.fields("fields"));
    let members = [("scheduled_datetime", Member::Start), ("user_ids", Member::Users)];
    let taken_away = members.into_iter().filter(|(name, _)| read.is_sent(name) && !read.has(name));
    let taken_away = taken_away.map(|(_, member)| member).collect();
    let is_crew_alone = user_ids.is_some() && start.is_none();
    let could_not_be_read = !read.is_good();
    let wanted = Change {
        place,
        length_in_minutes,
        notes,
        start,
        user_ids,
        ticket_id,
        services,
        fields,
        hold_id,
        taken_away,
        are_users_meant: params.are_all_meant(),
        could_not_be_read,
    };
    match crate::scheduling::change::change(&app, &caller, id, wanted).await {
        Ok(job) => {
            if is_crew_alone && job.start.is_none() {
                params.ignore("user_ids");
            }
            Ok((StatusCode::CREATED, Json(Data::of(write::changed_job(job)))))
        }
        Err(Refused::NoSuchJob) => Err(unknown()),
        Err(refused) => Err(refusal(refused, read, &Names::OF_JOBS, &app, &caller)),
    }
}

/// `DELETE /scheduling/jobs/:id`
pub async fn delete(
    State(app): State<Arc<App>>,
    mut caller: Caller,
    Path(id): Path<String>,
    params: Result<Params, Refusal>,
) -> Result<Json<Data<Success>>, Refusal> {
    let unknown = || Refusal::does_not_exist("job");
    let id = path_id(&id).ok_or_else(unknown)?;
    // A body that nobody needs may be what it likes.
    if let Ok(params) = params {
        read_reason(&mut caller, &params)?;
    }
    match cancel::delete(&app, &caller, id).await {
        Ok(()) => Ok(success()),
        Err(Refused::NoSuchJob) => Err(unknown()),
        Err(refused) => Err(refused_as(refused, &app, &caller)),
    }
}

/// `POST /scheduling/jobs/:id/queue`
pub async fn queue(State(app): State<Arc<App>>, mut caller: Caller, Path(id): Path<String>, params: Params) -> Created {
    let id = path_id(&id).ok_or_else(Refusal::no_item)?;
    read_reason(&mut caller, &params)?;
    let job = cancel::queue(&app, &caller, id).await.map_err(|refused| refused_as(refused, &app, &caller))?;
    Ok((StatusCode::CREATED, Json(Data::of(write::job(job)))))
}

/// `POST /scheduling/jobs/:id/check_in`
pub async fn check_in(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>, params: Params) -> Created {
    let id = existing(&app, &id).await?;
    let (read, on_site) = on_site(&params);
    reported(work::check_in(&app, staff, id, on_site).await, read, staff, &app)
}

/// `POST /scheduling/jobs/:id/check_out`
pub async fn check_out(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>, params: Params) -> Created {
    let id = existing(&app, &id).await?;
    let (read, on_site) = on_site(&params);
    reported(work::check_out(&app, staff, id, on_site).await, read, staff, &app)
}

/// `POST /scheduling/jobs/:id/complete`
pub async fn complete(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>, params: Params) -> Created {
    let id = existing(&app, &id).await?;
    let mut read = params.reader();
    let successfully = read.choice("completion_type", &[("success", true), ("failure", false)]).unwrap_or(true);
    if !successfully && !read.has("reason") {
        read.fault("reason", "The reason field is required when completion type is failure.");
    }
    let reason = read.text("reason");
    read.refuse_faulty()?;
    let end = End { successfully, reason };
    reported(work::complete(&app, staff, id, end).await, read, staff, &app)
}

/// Which jobs a list is to have.
pub(crate) fn filter(read: &mut Reader) -> JobFilter {
    let days = (read.date("start_date"), read.date("end_date"));
    if let (Some(first), Some(last)) = days
        && last < first
    {
        read.fault("end_date", "The end date must be a date after or equal to start date.");
    }
    JobFilter {
        ids: None,
        statuses: read.choices("status", STATUSES).map(|statuses| statuses.concat()),
        first: days.0,
        last: days.1,
        user_ids: read.ids("user_ids", NO_SUCH_USER),
        job_type_ids: read.ids("job_type_id", "The selected job type id is invalid."),
        place_kind: read.choice("assigned_type", PLACE_KINDS),
        place_id: read.id("assigned_id"),
        has_wishes: read.boolean("has_wishes"),
        text: None,
        overdue_at: None,
        order: read.choice("sort", ORDERS).unwrap_or_default(),
    }
}

/// Why a customer cancels. Ours: the vendor's API knows no reason, and staff give none.
fn read_reason(caller: &mut Caller, params: &Params) -> Result<(), Refusal> {
    let mut read = params.reader();
    if let Caller::Customer(customer) = caller {
        let reasons = CancelReason::ALL.map(|reason| (reason.name(), reason));
        customer.reason = read.choice("reason", &reasons);
    }
    read.finish()
}

/// Who is to be checked in or out.
fn on_site(params: &Params) -> (Reader<'_>, OnSite) {
    let mut read = params.reader();
    let user_id = read.id_or("user_id", NO_SUCH_USER);
    let could_not_be_read = !read.is_good();
    (read, OnSite { user_id, could_not_be_read })
}

/// The number of a job that is there: before the parameters are judged, so that an unknown job is 404 whatever was sent.
async fn existing(app: &App, id: &str) -> Result<u64, Refusal> {
    let id = path_id(id).ok_or_else(Refusal::no_item)?;
    if work::has_job(app, id).await? { Ok(id) } else { Err(Refusal::no_item()) }
}

fn reported(job: Result<Job, Refused>, read: Reader, staff: Staff, app: &App) -> Created {
    match job {
        Ok(job) => Ok((StatusCode::CREATED, Json(Data::of(write::job(job))))),
        Err(refused) => Err(refusal(refused, read, &Names::OF_REPORTS, app, &Caller::Staff(staff))),
    }
}

/// The place, if both its kind and its number were sent.
pub(crate) fn place(read: &mut Reader, names: &Names) -> Option<PlaceRef> {
    let kind = read.choice(names.place_kind, PLACE_KINDS);
    let id = read.id(names.place_id);
    kind.zip(id).map(|(kind, id)| PlaceRef { kind, id })
}

pub(crate) fn length(read: &mut Reader) -> Option<u64> {
    let length = read.integer("length_in_minutes", 1)?;
    if length % LENGTH_STEP != 0 {
        read.fault("length_in_minutes", format!("The length in minutes must be divisible by {LENGTH_STEP}."));
    } else if MAX_LENGTH < length {
        let sentence = format!("The length in minutes may not be greater than {MAX_LENGTH}.");
        read.fault("length_in_minutes", sentence);
    }
    Some(length)
}

/// An empty list takes all services away.
fn services(read: &mut Reader) -> Option<Vec<u64>> {
    let services = read.ids("services", "The selected services is invalid.");
    match services {
        None if read.is_sent("services") && !read.is_faulty("services") => Some(Vec::new()),
        services => services,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use axum::body::Body;
    use axum::extract::{FromRequest, Request};
    use axum::response::IntoResponse;
    use axum::routing::patch;
    use serde_json::{Value, json};
    use slotwright_domain::{Actor, JobChange};
    use slotwright_matching::{IntervalSet, Skipped};
    use tower::ServiceExt;

    use super::super::envelope::ENVELOPE;
    use super::*;
    use crate::router::router;
    use crate::testing::{STAFF, body, call, on_both, request};

    /// A customer's request for a change of a job: they are let in, then staff change the same job, then the rest of it is done.
    /// What is answered, and the job.
    async fn overtaken(
        app: Arc<App>,
        made: Value,
        ask: impl Fn(u64) -> Value,
        staff: Value,
    ) -> (StatusCode, String, Value) {
        let router = router(app.clone());
        let jobs = "/api/v1/scheduling/jobs";
        let mut job = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1});
        job.as_object_mut().unwrap().extend(made.as_object().unwrap().clone());
        let (status, job) = call(&router, STAFF, "POST", jobs, job).await;
        assert_eq!(status, 201, "{job}");
        let path = format!("{jobs}/{}", job["data"]["id"]);
        let (_, link) = call(&router, STAFF, "POST", "/v1/links", json!({"job_id": job["data"]["id"]})).await;
        let bearer = format!("Bearer {}", link["handle"].as_str().unwrap());

        // What a caller may do depends on where they ask.
        let caught = Arc::new(Mutex::new(None));
        let catch = {
            let caught = caught.clone();
            patch(async move |caller: Caller| *caught.lock().unwrap() = Some(caller))
        };
        let door = axum::Router::new().route(&format!("{jobs}/{{id}}"), catch).with_state(app.clone());
        door.oneshot(request(&bearer, "PATCH", &path, &Value::Null)).await.unwrap();
        let caller = caught.lock().unwrap().take().unwrap();
        let (status, answer) = call(&router, STAFF, "PATCH", &path, staff).await;
        assert_eq!(status, 201, "{answer}");
        let asked = Body::from(ask(caller.name_of(1)).to_string());
        let (parts, _) = request(&bearer, "PATCH", &path, &Value::Null).into_parts();
        let params = Params::from_request(Request::from_parts(parts, asked), &app).await.ok().unwrap();
        let id = Path(job["data"]["id"].to_string());
        let answer = change(State(app), caller, id, params).await.into_response();
        let answer = ENVELOPE.write(answer, "");
        let code = answer.headers().get("x-problem-code").map_or("", |code| code.to_str().unwrap()).to_owned();
        let status = answer.status();
        let code = format!("{code} {}", body(answer).await["error"]["message"]);
        (status, code, call(&router, STAFF, "GET", &path, Value::Null).await.1["data"].clone())
    }

    #[tokio::test]
    async fn a_customer_moves_a_visit_with_as_many_people_as_it_has_by_then() {
        on_both(async |app| {
            let made = json!({"scheduled_datetime": "2024-05-13 09:00", "user_ids": [1]});
            let ask = |alias| json!({"scheduled_datetime": "2024-05-13 13:00", "user_ids": [alias]});
            let staff = json!({"scheduled_datetime": "2024-05-13 09:00", "user_ids": [1, 2]});
            let (status, told, job) = overtaken(app, made, ask, staff).await;
            assert_eq!(status, 422);
            assert!(told.contains("must have at least 2 items"), "{told}");
            assert_eq!(job["user_ids"], json!([1, 2]), "the second pair of hands stays");
            assert_eq!(job["scheduled_datetime"], "2024-05-13 09:00:00");
        })
        .await;
    }

    #[tokio::test]
    async fn a_customer_does_not_move_a_visit_that_has_become_longer_than_they_saw() {
        on_both(async |app| {
            let made = json!({"scheduled_datetime": "2024-05-13 09:00", "user_ids": [1]});
            let ask = |alias| json!({"scheduled_datetime": "2024-05-13 13:00", "user_ids": [alias]});
            let (status, told, job) = overtaken(app, made, ask, json!({"length_in_minutes": 120})).await;
            assert_eq!(status, 409);
            assert!(told.starts_with("changed-by-staff") && told.contains("look at it again"), "{told}");
            assert_eq!(job["scheduled_datetime"], "2024-05-13 09:00:00");
        })
        .await;
    }

    #[tokio::test]
    async fn who_comes_is_not_left_out_of_a_change_of_a_visit_that_has_got_its_time_meanwhile() {
        on_both(async |app| {
            let ask = |alias| json!({"user_ids": [alias], "notes": "Second bell."});
            let staff = json!({"scheduled_datetime": "2024-05-13 09:00", "user_ids": [2]});
            let (status, told, job) = overtaken(app, json!({}), ask, staff).await;
            assert_eq!(status, 409);
            assert!(told.starts_with("changed-by-staff"), "{told}");
            assert_eq!((&job["user_ids"], &job["notes"]), (&json!([2]), &json!("")));
        })
        .await;
    }

    #[tokio::test]
    async fn what_does_not_depend_on_what_staff_have_changed_is_done() {
        on_both(async |app| {
            let made = json!({"scheduled_datetime": "2024-05-13 09:00", "user_ids": [1]});
            let ask = |_| json!({"notes": "Second bell."});
            let (status, _, job) = overtaken(app, made, ask, json!({"length_in_minutes": 120})).await;
            assert_eq!((status.as_u16(), &job["length_in_minutes"]), (201, &json!(120)));
            assert!(job["notes"].as_str().unwrap().contains("Second bell."), "{job}");
        })
        .await;
    }

    #[tokio::test]
    async fn a_change_is_held_against_the_clocks_of_the_day_on_which_the_visit_is() {
        on_both(async |app| {
            let router = router(app.clone());
            let made = json!({"job_type_id": 1, "assigned_type": "accounts", "assigned_id": 1,
                "scheduled_datetime": "2024-05-13 09:00", "user_ids": [1]});
            let (_, made) = call(&router, STAFF, "POST", "/api/v1/scheduling/jobs", made).await;
            let id = made["data"]["id"].as_u64().unwrap();
            let visit = app.store.job(id).await.unwrap().unwrap().visit(Skipped::NONE).unwrap();
            let change = || JobChange { user_ids: Some(vec![2]), ..JobChange::default() };
            let skips_it = move |start| IntervalSet::from_iter((start == visit.start()).then_some(visit));
            let refused = app.store.change_job(id, change(), Actor::Staff { user_id: 1, caller: 1 }, skips_it).await;
            assert!(matches!(refused, Err(Refused::NotFree(2))), "{refused:?}");
            let skips_nothing = |_| IntervalSet::default();
            app.store.change_job(id, change(), Actor::Staff { user_id: 1, caller: 1 }, skips_nothing).await.unwrap();
        })
        .await;
    }
}
