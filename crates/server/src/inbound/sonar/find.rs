//! The two find operations: when somebody, or everybody, of some users is free for a job.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use slotwright_wire::convert::{block_of, print_hints};
use slotwright_wire::slotwright::write;
use slotwright_wire::sonar::{CommonSpace, Data, Entries};
use slotwright_wire::time::print_date;

use super::jobs::place;
use super::known_days::{Changed, KnownDays};
use super::params::bounds::MAX_USERS;
use super::params::{Params, Reader};
use super::spaces::AnySpace;
use super::words::{NO_SUCH_USER, Names, refusal};
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::elsewhere::Origin;
use crate::scheduling::find::{self, MAX_CUSTOMERS_DAYS, MAX_DAYS, Wanted};
use crate::scheduling::{Caller, Customer, Staff};

/// How many seconds ago the system behind the gateway has said what is answered.
const AGE: HeaderName = HeaderName::from_static("x-availability-age");
/// Who says what is answered: `upstream` with us, or we alone (`own`).
const SOURCE: HeaderName = HeaderName::from_static("x-availability-source");

/// `GET` or `POST /scheduling/jobs/find_any_available_space`: date → user → blocks.
///
/// Days whose digest the caller knows and that have not changed are left out.
pub async fn any(
    State(app): State<Arc<App>>,
    caller: Caller,
    params: Params,
) -> Result<(HeaderMap, Json<Changed>), Refusal> {
    let caller = Arc::new(caller);
    let mut read = params.reader();
    let known = KnownDays::read(&mut read);
    let wants_hints = read.boolean("hints").unwrap_or_default();
    let job_id = own_job(&mut read, &caller);
    let wanted = Wanted { hints: wants_hints, job_id, ..wanted(&mut read, &caller) };
    let known = known.zip(wanted.days).map(|(known, (first, last))| known.within(first, last));
    match find::any(&app, caller.clone(), wanted).await {
        Ok(found) => {
            let hints = wants_hints.then(|| found.time.hints.iter().map(print_hints).collect());
            let mut changed = Changed::of(AnySpace::of(found.time.blocks), known.as_ref(), hints);
            // A customer's page has them by its link.
            let is_staff = matches!(&*caller, Caller::Staff(_));
            changed.recommend = (is_staff && wants_hints).then(|| write::recommend(found.weights));
            Ok((told(found.origin), Json(changed)))
        }
        Err(refused) => Err(refusal(refused, read, &Names::OF_FIND, &app, &caller)),
    }
}

/// What [`any`] answers to what the page of a link asks first, for who asks for that with the link. `None` where nothing is to be
/// chosen, and where it would be refused: asked by itself it is answered why.
pub async fn first(app: &App, customer: Customer) -> Option<(HeaderMap, First)> {
    let wanted = Wanted::first(app, &customer)?;
    let (days, hints) = (wanted.days?, wanted.hints);
    let caller = Arc::new(Caller::Customer(Box::new(customer)));
    let found = find::any(app, caller, wanted).await.ok()?;
    let hints = hints.then(|| found.time.hints.iter().map(print_hints).collect());
    let found_first = Changed::of(AnySpace::of(found.time.blocks), None, hints);
    let (start_date, end_date) = (print_date(days.0), print_date(days.1));
    Some((told(found.origin), First { start_date, end_date, found: found_first }))
}

/// `slotwright_wire::slotwright::Availability`, as it is found.
#[derive(Serialize)]
pub struct First {
    start_date: String,
    end_date: String,
    #[serde(flatten)]
    found: Changed,
}

/// `GET` or `POST /scheduling/jobs/find_available_space`: date → blocks in which all the users are free.
pub async fn common(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<(HeaderMap, Json<Data<CommonSpace>>), Refusal> {
    let mut read = params.reader();
    read.require("users");
    let caller = Caller::Staff(staff);
    let wanted = wanted(&mut read, &caller);
    match find::common(&app, &caller, wanted).await {
        Ok(found) => {
            let written = |(day, blocks): (_, Vec<_>)| {
                (print_date(day), blocks.into_iter().map(|block| block_of(day, block)).collect())
            };
            let days = Entries(found.time.into_iter().map(written).collect());
            Ok((told(found.origin), Json(Data::of(days))))
        }
        Err(refused) => Err(refusal(refused, read, &Names::OF_FIND, &app, &caller)),
    }
}

/// From where it is known what is free, and how old that is: for who has a system behind the gateway that tells.
fn told(origin: Option<Origin>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let source = match origin {
        None => return headers,
        Some(Origin::Own) => "own",
        Some(Origin::Upstream { age_seconds }) => {
            headers.insert(AGE, age_seconds.into());
            "upstream"
        }
    };
    headers.insert(SOURCE, HeaderValue::from_static(source));
    headers
}

/// The job that staff are about to move.
fn own_job(read: &mut Reader, caller: &Caller) -> Option<u64> {
    match caller {
        Caller::Staff(_) => read.id("job_id"),
        Caller::Customer(_) => {
            read.prohibit("job_id");
            None
        }
    }
}

/// The search as far as it can be read.
fn wanted(read: &mut Reader, caller: &Caller) -> Wanted {
    for name in ["start_date", "end_date", "length_in_minutes", "job_type_id", "entityType", "entityId"] {
        read.require(name);
    }
    let days = read.date("start_date").zip(read.date("end_date"));
    if let Some((first, last)) = days {
        let most = match caller {
            Caller::Staff(_) => MAX_DAYS,
            Caller::Customer(_) => MAX_CUSTOMERS_DAYS,
        };
        if last < first {
            read.fault("end_date", "The end date must be a date after or equal to start date.");
        } else if most <= last - first {
            read.fault("end_date", format!("The end date must be within {most} days of the start date."));
        }
    }
    let length_in_minutes = read.integer("length_in_minutes", 1);
    let job_type_id = read.id("job_type_id");
    let place = place(read, &Names::OF_FIND);
    let mut user_ids = Vec::new();
    match caller {
        Caller::Staff(_) => {
            user_ids = read.ids("users", NO_SUCH_USER).unwrap_or_default();
            if MAX_USERS < user_ids.len() {
                read.fault("users", format!("The users may not have more than {MAX_USERS} items."));
                user_ids.clear();
            }
        }
        Caller::Customer(_) => read.prohibit("users"),
    }
    let could_not_be_read = !read.is_good();
    Wanted { days, length_in_minutes, job_type_id, place, job_id: None, user_ids, hints: false, could_not_be_read }
}
