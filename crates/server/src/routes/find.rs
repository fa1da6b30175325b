//! The two find operations: when somebody, or everybody, of some users is free for a job.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_matching::{Day, Interval, Minute, Question, Roster, blocks};
use slotwright_wire::convert::block_of;
use slotwright_wire::sonar::{AnySpace, Block, CommonSpace, Data, Entries};
use slotwright_wire::time::print_date;

use super::jobs::{NO_SUCH_USER, place};
use super::references::{self, Found};
use crate::app::App;
use crate::gateway::{Caller, Names, Staff};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::store::{Holder, References, RosterQuestion};

/// The longest range that staff are answered.
pub(super) const MAX_DAYS: i32 = 366;
/// The longest range that a link's holder is answered: what a page shows is a month.
const MAX_CUSTOMERS_DAYS: i32 = 62;
/// The most users that may be named.
const MAX_USERS: usize = 1000;
/// The most users times days: 1,000 users for two months, or 169 for a year. Whoever has more asks twice; nobody else
/// has to wait for it.
const MAX_USER_DAYS: usize = 62_000;

/// `GET` or `POST /scheduling/jobs/find_any_available_space`: date → user → blocks.
pub async fn any(State(app): State<Arc<App>>, caller: Caller, params: Params) -> Result<Json<Data<AnySpace>>, Refusal> {
    let asked = Asked::read(&app, &caller, &params, Users::Optional).await?;
    if asked.question.last < asked.question.first {
        return Ok(Json(Data::of(Entries(Vec::new()))));
    }
    let roster = asked.roster(&app).await?;
    let answer = working(move || {
        let mut days: BTreeMap<Day, Vec<(u64, Vec<Block>)>> = BTreeMap::new();
        let free = roster.free_each(&asked.user_ids, &asked.question);
        for (&user_id, free) in asked.user_ids.iter().zip(&free) {
            for (day, intervals) in blocks(free, asked.question.first, asked.question.last, asked.length_in_minutes) {
                days.entry(day).or_default().push((caller.name_of(user_id), written(day, &intervals)));
            }
        }
        let days = days.into_iter().map(|(day, mut users)| {
            users.sort_unstable_by_key(|(user, _)| *user);
            let users = users.into_iter().map(|(user, blocks)| (user.to_string(), blocks));
            (print_date(day), Entries(users.collect()))
        });
        Entries(days.collect())
    });
    Ok(Json(Data::of(answer.await?)))
}

/// `GET` or `POST /scheduling/jobs/find_available_space`: date → blocks in which all the users are free.
pub async fn common(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<Json<Data<CommonSpace>>, Refusal> {
    let asked = Asked::read(&app, &Caller::Staff(staff), &params, Users::Required).await?;
    let roster = asked.roster(&app).await?;
    let answer = working(move || {
        let free = roster.free_in_common(&asked.user_ids, &asked.question);
        let days = blocks(&free, asked.question.first, asked.question.last, asked.length_in_minutes);
        let days = days.into_iter().map(|(day, intervals)| (print_date(day), written(day, &intervals)));
        Entries(days.collect())
    });
    Ok(Json(Data::of(answer.await?)))
}

/// Does what takes a while beside the threads that serve the sockets: a question about everybody for two months must not
/// keep `/livez` from answering.
pub(super) async fn working<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Refusal::internal())
}

fn written(day: Day, intervals: &[Interval]) -> Vec<Block> {
    intervals.iter().map(|&interval| block_of(day, interval)).collect()
}

enum Users {
    /// Left out: all.
    Optional,
    Required,
}

/// A question as it was asked, checked.
struct Asked {
    question: Question,
    length_in_minutes: Minute,
    user_ids: Vec<u64>,
    /// Whose holds are not in the way.
    holder: Holder,
}

impl Asked {
    async fn read(app: &App, caller: &Caller, params: &Params, users: Users) -> Result<Self, Refusal> {
        let mut read = params.reader();
        for name in ["start_date", "end_date", "length_in_minutes", "job_type_id", "entityType", "entityId"] {
            read.require(name);
        }
        if let Users::Required = users {
            read.require("users");
        }
        let (first, last) = (read.date("start_date"), read.date("end_date"));
        if let (Some(first), Some(last)) = (first, last) {
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
        let place = place(&mut read, &Names::OF_FIND);
        let mut named = None;
        match caller {
            Caller::Staff(_) => {
                named = read.ids("users", NO_SUCH_USER);
                if named.as_ref().is_some_and(|user_ids| MAX_USERS < user_ids.len()) {
                    named = None;
                    read.fault("users", format!("The users may not have more than {MAX_USERS} items."));
                }
            }
            Caller::Customer(customer) => {
                read.prohibit("users");
                customer.hold_to_link(&mut read, &Names::OF_FIND, job_type_id, place, length_in_minutes);
            }
        }
        let references = References { job_type_id, place, ..References::default() };
        let Found { place: found, user_ids, .. } =
            references::find(app, caller, &mut read, &Names::OF_FIND, named, references).await?;
        let user_ids = match user_ids {
            Some(user_ids) => user_ids,
            None => app.store.users().await?.into_iter().map(|user| user.id).collect(),
        };
        if let (Some(first), Some(last)) = (first, last)
            && let Some(most) = most_days(user_ids.len(), first, last)
        {
            let sentence =
                format!("The end date must be within {most} days of the start date for {} users.", user_ids.len());
            read.fault("end_date", sentence);
        }
        read.finish()?;
        // What the reader let through is there.
        let (Some(first), Some(last), Some(length), Some(job_type_id)) = (first, last, length_in_minutes, job_type_id)
        else {
            return Err(Refusal::no_item());
        };
        let (first, last, own_job) = match caller {
            Caller::Staff(_) => (first, last, None),
            // Who was free last week, or will be next year, is no customer's business.
            Caller::Customer(customer) => {
                let (today, horizon) = (app.now().today(), app.policy.last_day(app.now()));
                (first.max(today), last.min(horizon), customer.job.as_ref().map(|job| job.id))
            }
        };
        Ok(Self {
            holder: caller.by(app).holder(),
            question: Question {
                job_type_id,
                place: found.and_then(|place| place.point),
                first,
                last,
                except_job_id: own_job,
            },
            // Nobody is free for longer than a day; how much longer does not matter.
            length_in_minutes: Minute::try_from(length).unwrap_or(Minute::MAX),
            user_ids,
        })
    }

    async fn roster(&self, app: &App) -> Result<Roster, Refusal> {
        let question = RosterQuestion {
            user_ids: self.user_ids.clone(),
            job_type_id: Some(self.question.job_type_id),
            first: self.question.first,
            last: self.question.last,
        };
        let skipped = app.zone.skipped(question.first, question.last);
        Ok(app.store.roster(question, Some(self.holder), skipped).await?)
    }
}

/// How many days may be asked for so many users, where these are too many.
pub(super) fn most_days(users: usize, first: Day, last: Day) -> Option<usize> {
    let days = usize::try_from(last - first).map_or(0, |days| days + 1);
    (MAX_USER_DAYS < users.saturating_mul(days)).then(|| (MAX_USER_DAYS / users).max(1))
}
