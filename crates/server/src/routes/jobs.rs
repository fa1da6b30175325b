//! `/scheduling/jobs` and what is done with one.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use slotwright_matching::time::Local;
use slotwright_matching::{Day, Interval, IntervalSet, Minute};
use slotwright_wire::sonar::{self, Data};

use super::references::{self, Found};
use super::{Success, listed, page, show, success};
use crate::app::App;
use crate::gateway::{Caller, Names, Presumed, Staff};
use crate::metrics::{self, Booking};
use crate::params::{Params, Reader, path_id};
use crate::refusal::Refusal;
use crate::store::{Completion, Job, JobChange, JobDraft, NotesChange, References, Refused, VisitDraft};
use crate::world::{PlaceKind, PlaceRef};
use crate::zone::Zone;

/// The spellings of the place's kind: plural with jobs, singular with the find operations, either accepted by both.
pub(super) const PLACE_KINDS: &[(&str, PlaceKind)] = &[
    ("accounts", PlaceKind::Account),
    ("network_sites", PlaceKind::NetworkSite),
    ("account", PlaceKind::Account),
    ("network_site", PlaceKind::NetworkSite),
];

pub(super) const NO_SUCH_USER: &str = "That user does not exist.";
/// The longest job: nobody is free for one over midnight.
const MAX_LENGTH_MINUTES: u64 = 1440;

type Answer = Result<Json<Data<sonar::Job>>, Refusal>;
type Created = Result<(StatusCode, Json<Data<sonar::Job>>), Refusal>;

/// `GET /scheduling/jobs`
pub async fn list(
    State(app): State<Arc<App>>,
    _: Staff,
    params: Params,
) -> Result<Json<Data<Vec<sonar::Job>>>, Refusal> {
    let page = page(params.reader())?;
    let (jobs, total) = app.store.jobs(page).await?;
    Ok(listed(jobs.into_iter().map(show::job).collect(), total, page))
}

/// `GET /scheduling/jobs/:id`
pub async fn get(State(app): State<Arc<App>>, caller: Caller, Path(id): Path<String>) -> Answer {
    let id = visible(&caller, &id).ok_or_else(Refusal::no_item)?;
    let job = app.store.job(id).await?.ok_or_else(Refusal::no_item)?;
    Ok(Json(Data::of(show::job(seen_by(&caller, job)))))
}

/// `POST /scheduling/jobs`
pub async fn create(State(app): State<Arc<App>>, presumed: Presumed, params: Params) -> Created {
    let mut attempt = Attempt::default();
    let refusal = match make(&app, &presumed.caller, &params, presumed.in_plan(), &mut attempt).await {
        Err(refusal) if !refusal.may_be_done() => refusal,
        made_or_unsure => return made_or_unsure,
    };
    match presumed.confirm(&app).await? {
        None => Err(refusal),
        Some(caller) => make(&app, &caller, &params, None, &mut attempt).await,
    }
}

async fn make(app: &App, caller: &Caller, params: &Params, in_plan: Option<u64>, attempt: &mut Attempt) -> Created {
    attempt.0 = None;
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
    let hold_id = read.id("hold_id");

    let references = References {
        job_type_id,
        place,
        ticket_id,
        services: services.clone().unwrap_or_default(),
        ..References::default()
    };
    let Found { job_type, user_ids, .. } =
        references::find(app, caller, &mut read, &Names::OF_JOBS, user_ids, references).await?;
    if let Caller::Customer(customer) = caller {
        customer.hold_to_link(&mut read, &Names::OF_JOBS, job_type_id, place, length_in_minutes);
        read.prohibit("ticket_id");
        read.prohibit("services");
    }
    read.finish()?;
    refuse_skipped(app, start)?;
    // What the reader let through is there.
    let (Some(job_type), Some(place)) = (job_type, place) else { return Err(Refusal::no_item()) };

    let length_in_minutes = length_in_minutes.map_or(job_type.length_in_minutes, |length| length as u32);
    let visit = start.zip(user_ids).map(|(start, user_ids)| VisitDraft { start, user_ids });
    if let Caller::Customer(_) = caller {
        admit(app, visit.as_ref().map(|visit| visit.start), length_in_minutes, notes.as_deref())?;
    }
    let skipped = skipped(app, visit.as_ref().map(|visit| visit.start));
    let draft = JobDraft {
        job_type_id: job_type.id,
        task_template_id: job_type.task_template_id,
        length_in_minutes,
        place,
        ticket_id,
        notes: notes.unwrap_or_default(),
        services: services.unwrap_or_default(),
        visit,
        hold_id,
    };
    let has_visit = draft.visit.is_some();
    let job = app.store.create_job(draft, caller.by(app), skipped, in_plan).await;
    attempt.0 = outcome(&job).filter(|_| has_visit);
    let job = job.map_err(|refused| refusal(refused, app, caller))?;
    Ok((StatusCode::CREATED, Json(Data::of(show::job(seen_by(caller, job))))))
}

/// `PATCH /scheduling/jobs/:id`, which answers 201, and 422 to an unknown job: so the vendor documents it.
pub async fn change(State(app): State<Arc<App>>, caller: Caller, Path(id): Path<String>, params: Params) -> Created {
    // A customer's unknown job is a matter of rights, not of the vendor's habits.
    let unknown = match caller {
        Caller::Staff(_) => Refusal::no_item_to_change(),
        Caller::Customer(_) => Refusal::no_item(),
    };
    let Some(id) = visible(&caller, &id) else { return Err(unknown) };
    // A customer's as it was when they were let in: all that is judged by it is judged by one look.
    let before = match &caller {
        Caller::Staff(_) => app.store.job(id).await?,
        Caller::Customer(customer) => customer.job.clone(),
    };
    let before = before.ok_or_else(|| unknown.clone())?;
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
    let hold_id = read.id("hold_id");

    // "This will be ignored if the job is not currently scheduled": even numbers that are nobody's.
    let leaves_users_out = user_ids.is_some() && start.is_none() && before.start.is_none();
    let user_ids = user_ids.filter(|_| !leaves_users_out);
    let references = References {
        place,
        ticket_id: ticket_id.flatten(),
        services: services.clone().unwrap_or_default(),
        ..References::default()
    };
    let Found { user_ids, .. } =
        references::find(&app, &caller, &mut read, &Names::OF_JOBS, user_ids, references).await?;
    if let Caller::Customer(customer) = &caller {
        customer.hold_to_link(&mut read, &Names::OF_JOBS, None, place, length_in_minutes);
        read.prohibit("ticket_id");
        read.prohibit("services");
    }
    read.finish()?;
    refuse_skipped(&app, start)?;
    let is_staff = matches!(caller, Caller::Staff(_));
    if !is_staff {
        admit(&app, start, before.length_in_minutes, notes.as_deref())?;
    }
    // Of the day on which the visit is in the end.
    let zone = app.zone.clone();
    let skipped = move |start| skipped_on(&zone, Day::of(start));
    // A customer may repeat what the link fixes. It is not written: staff may have changed it a moment ago.
    let change = JobChange {
        place: place.filter(|_| is_staff),
        length_in_minutes: length_in_minutes.filter(|_| is_staff).map(|length| length as u32),
        notes: notes.map(|notes| match &caller {
            Caller::Staff(_) => NotesChange::Whole(notes),
            Caller::Customer(customer) => customer.notes_change(notes),
        }),
        ticket_id: ticket_id.filter(|_| is_staff),
        services: services.filter(|_| is_staff),
        start,
        user_ids,
        hold_id,
        judged_length: Some(before.length_in_minutes)
            .filter(|_| !is_staff && (start.is_some() || length_in_minutes.is_some())),
        leaves_users_out,
    };
    let is_booking = change.start.is_some() || change.user_ids.is_some();
    let job = app.store.change_job(id, change, caller.by(&app), skipped).await;
    drop(Attempt(outcome(&job).filter(|_| is_booking)));
    let job = job.map_err(|refused| match refused {
        Refused::NoSuchJob => unknown,
        other => refusal(other, &app, &caller),
    })?;
    Ok((StatusCode::CREATED, Json(Data::of(show::changed_job(seen_by(&caller, job))))))
}

/// `DELETE /scheduling/jobs/:id`
pub async fn delete(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Data<Success>>, Refusal> {
    let id = visible(&caller, &id).ok_or_else(|| Refusal::does_not_exist("job"))?;
    let deleted = app.store.delete_job(id, caller.by(&app), app.now().unix()).await;
    deleted.map_err(|refused| match refused {
        Refused::NoSuchJob => Refusal::does_not_exist("job"),
        other => refusal(other, &app, &caller),
    })?;
    Ok(success())
}

/// `POST /scheduling/jobs/:id/queue`
pub async fn queue(State(app): State<Arc<App>>, caller: Caller, Path(id): Path<String>, _: Params) -> Created {
    let id = visible(&caller, &id).ok_or_else(Refusal::no_item)?;
    let job = app.store.queue_job(id, caller.by(&app)).await.map_err(|refused| refusal(refused, &app, &caller))?;
    Ok((StatusCode::CREATED, Json(Data::of(show::job(seen_by(&caller, job))))))
}

/// `POST /scheduling/jobs/:id/check_in`
pub async fn check_in(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>, params: Params) -> Created {
    let (id, user_id) = on_site(&app, staff, &id, &params).await?;
    staff_answer(app.store.check_in(id, user_id, app.now().second(), staff.by()).await, &app)
}

/// `POST /scheduling/jobs/:id/check_out`
pub async fn check_out(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<String>, params: Params) -> Created {
    let (id, user_id) = on_site(&app, staff, &id, &params).await?;
    staff_answer(app.store.check_out(id, user_id, staff.by()).await, &app)
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
    read.finish()?;
    let completion = Completion { at: app.now().second(), by_user_id: Some(staff.user_id), successfully, reason };
    staff_answer(app.store.complete_job(id, completion, staff.by(), app.now().unix()).await, &app)
}

/// Who is to be checked in or out, of which job.
async fn on_site(app: &App, staff: Staff, id: &str, params: &Params) -> Result<(u64, u64), Refusal> {
    let id = existing(app, id).await?;
    let mut read = params.reader();
    let user_id = read.id_or("user_id", NO_SUCH_USER);
    if app.store.unknown_user(&user_id.into_iter().collect::<Vec<_>>()).await?.is_some() {
        read.fault("user_id", NO_SUCH_USER);
    }
    read.finish()?;
    Ok((id, user_id.unwrap_or(staff.user_id)))
}

/// The number of a job that is there: before the parameters are judged, so that an unknown job is 404 whatever was sent.
async fn existing(app: &App, id: &str) -> Result<u64, Refusal> {
    let id = path_id(id).ok_or_else(Refusal::no_item)?;
    app.store.job(id).await?.map(|job| job.id).ok_or_else(Refusal::no_item)
}

/// An attempt to give a visit a time, which is counted when its request is done: made twice, it is one.
#[derive(Default)]
struct Attempt(Option<Booking>);

impl Drop for Attempt {
    fn drop(&mut self) {
        if let Some(booking) = self.0 {
            metrics::booking(booking);
        }
    }
}

/// How an attempt went; `None` when it is made again.
fn outcome(job: &Result<Job, Refused>) -> Option<Booking> {
    match job {
        Err(Refused::Outdated) => None,
        Ok(_) => Some(Booking::Booked),
        Err(Refused::NotFree(_)) => Some(Booking::Taken),
        Err(Refused::Storage(_)) => Some(Booking::Failed),
        Err(_) => Some(Booking::Refused),
    }
}

fn staff_answer(job: Result<Job, Refused>, app: &App) -> Created {
    let job = job.map_err(|refused| Refusal::from_store(refused, &app.policy, |user_id| user_id))?;
    Ok((StatusCode::CREATED, Json(Data::of(show::job(job)))))
}

/// The job's number, if it can be one and the caller may know of it.
pub(super) fn visible(caller: &Caller, id: &str) -> Option<u64> {
    path_id(id).filter(|&id| caller.may_see(id))
}

pub(super) fn seen_by(caller: &Caller, job: Job) -> Job {
    match caller {
        Caller::Staff(_) => job,
        Caller::Customer(customer) => customer.view(job),
    }
}

pub(super) fn refusal(refused: Refused, app: &App, caller: &Caller) -> Refusal {
    Refusal::from_store(refused, &app.policy, |user_id| caller.name_of(user_id))
}

/// The place, if both its kind and its number were sent.
pub(super) fn place(read: &mut Reader, names: &Names) -> Option<PlaceRef> {
    let kind = read.choice(names.place_kind, PLACE_KINDS);
    let id = read.id(names.place_id);
    kind.zip(id).map(|(kind, id)| PlaceRef { kind, id })
}

pub(super) fn length(read: &mut Reader) -> Option<u64> {
    let length = read.integer("length_in_minutes", 1)?;
    if length % 15 != 0 {
        read.fault("length_in_minutes", "The length in minutes must be divisible by 15.");
    } else if MAX_LENGTH_MINUTES < length {
        let sentence = format!("The length in minutes may not be greater than {MAX_LENGTH_MINUTES}.");
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

/// Holds the policy against what a customer wants.
pub(super) fn admit(
    app: &App,
    start: Option<Minute>,
    length_in_minutes: u32,
    notes: Option<&str>,
) -> Result<(), Refusal> {
    app.policy.admit_notes(notes)?;
    match start.and_then(|start| Interval::new(start, start + length_in_minutes as Minute)) {
        Some(visit) => app.policy.admit_visit(visit, app.now()),
        None => Ok(()),
    }
}

/// Refuses a start that the clocks skip: nobody is asked whether an hour later was meant. Of a time that comes twice the
/// first is meant, the API's times have no offset.
pub(super) fn refuse_skipped(app: &App, start: Option<Minute>) -> Result<(), Refusal> {
    match start.map(|start| app.zone.local(start)) {
        Some(Local::Gap { .. }) => Err(Refusal::local_time_does_not_exist("scheduled_datetime", app.zone.name())),
        _ => Ok(()),
    }
}

/// The minutes that the clocks skip on the day of a start.
pub(super) fn skipped(app: &App, start: Option<Minute>) -> IntervalSet {
    start.map(|start| skipped_on(&app.zone, Day::of(start))).unwrap_or_default()
}

/// A visit may end on the day after.
fn skipped_on(zone: &Zone, day: Day) -> IntervalSet {
    zone.skipped(day, day + 1)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::extract::{FromRequest, FromRequestParts, Request};
    use axum::response::IntoResponse;
    use serde_json::{Value, json};

    use super::*;
    use crate::refusal::Shape;
    use crate::router::router;
    use crate::store::By;
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

        let asked: Request<Body> = request(&bearer, "PATCH", &path, &Value::Null);
        let (mut parts, _) = asked.into_parts();
        let caller = Caller::from_request_parts(&mut parts, &app).await.ok().unwrap();
        let (status, answer) = call(&router, STAFF, "PATCH", &path, staff).await;
        assert_eq!(status, 201, "{answer}");
        let asked = Body::from(ask(caller.name_of(1)).to_string());
        let params = Params::from_request(Request::from_parts(parts, asked), &app).await.ok().unwrap();
        let id = Path(job["data"]["id"].to_string());
        let answer = change(State(app), caller, id, params).await.into_response();
        let answer = Shape::Envelope.write(answer, "");
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
            let visit = app.store.job(id).await.unwrap().unwrap().interval().unwrap();
            let change = || JobChange { user_ids: Some(vec![2]), ..JobChange::default() };
            let skips_it = move |start| IntervalSet::from_iter((start == visit.start()).then_some(visit));
            let refused = app.store.change_job(id, change(), By::Staff { user_id: 1, caller: 1 }, skips_it).await;
            assert!(matches!(refused, Err(Refused::NotFree(2))), "{refused:?}");
            let skips_nothing = |_| IntervalSet::default();
            app.store.change_job(id, change(), By::Staff { user_id: 1, caller: 1 }, skips_nothing).await.unwrap();
        })
        .await;
    }
}
