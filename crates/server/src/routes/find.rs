//! The two find operations: when somebody, or everybody, of some users is free for a job.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_matching::{Around, Day, Interval, Minute, Question, Roster, blocks, each_block};
use slotwright_wire::convert::block_of;
use slotwright_wire::sonar::{Block, CommonSpace, Data, Entries};
use slotwright_wire::time::print_date;

use super::jobs::{NO_SUCH_USER, place};
use super::known_days::{Changed, KnownDays};
use super::references;
use super::spaces::AnySpace;
use crate::app::App;
use crate::gateway::{Caller, Names, Staff};
use crate::params::{Params, Reader};
use crate::refusal::Refusal;
use crate::store::{References, Search, Searched};

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
///
/// Days whose digest the caller knows and that have not changed are left out.
pub async fn any(State(app): State<Arc<App>>, caller: Caller, params: Params) -> Result<Json<Changed>, Refusal> {
    let caller = Arc::new(caller);
    let mut read = params.reader();
    let known = KnownDays::read(&mut read);
    let asked = Asked::read(&caller, read);
    let known = known.zip(asked.days).map(|(known, (first, last))| known.within(first, last));
    let leave_out = known.clone();
    let names = caller.clone();
    let answer = asked.answer(&app, &caller, move |(roster, around), user_ids, question, length_in_minutes| {
        let mut found = Vec::new();
        for (&user_id, free) in user_ids.iter().zip(&roster.free_each_around(user_ids, question, around)) {
            let name = names.name_of(user_id);
            let blocks = each_block(free, question.first, question.last, length_in_minutes);
            found.extend(blocks.map(|(day, block)| (day, name, block)));
        }
        Some(Changed::of(AnySpace::of(found), leave_out.as_ref()))
    });
    // Where no day is left to be searched, nobody is free on any.
    Ok(Json(answer.await?.unwrap_or_else(|| Changed::of(AnySpace::default(), known.as_ref()))))
}

/// `GET` or `POST /scheduling/jobs/find_available_space`: date → blocks in which all the users are free.
pub async fn common(
    State(app): State<Arc<App>>,
    staff: Staff,
    params: Params,
) -> Result<Json<Data<CommonSpace>>, Refusal> {
    let mut read = params.reader();
    read.require("users");
    let caller = Caller::Staff(staff);
    let asked = Asked::read(&caller, read);
    let answer = asked.answer(&app, &caller, |(roster, around), user_ids, question, length_in_minutes| {
        let free = roster.free_in_common_around(user_ids, question, around);
        let days = blocks(&free, question.first, question.last, length_in_minutes).into_iter();
        Entries(days.map(|(day, blocks)| (print_date(day), written(day, &blocks))).collect())
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

/// A question as it was asked. What is wrong with it is with the reader.
struct Asked<'a> {
    read: Reader<'a>,
    days: Option<(Day, Day)>,
    length_in_minutes: Option<u64>,
    references: References,
}

impl<'a> Asked<'a> {
    fn read(caller: &Caller, mut read: Reader<'a>) -> Self {
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
        let place = place(&mut read, &Names::OF_FIND);
        let mut references = References { job_type_id, place, ..References::default() };
        match caller {
            Caller::Staff(_) => {
                let user_ids = read.ids("users", NO_SUCH_USER).unwrap_or_default();
                if MAX_USERS < user_ids.len() {
                    read.fault("users", format!("The users may not have more than {MAX_USERS} items."));
                } else {
                    references.user_ids = user_ids;
                }
            }
            Caller::Customer(customer) => {
                read.prohibit("users");
                customer.hold_to_link(&mut read, &Names::OF_FIND, job_type_id, place, length_in_minutes);
            }
        }
        Self { read, days, length_in_minutes, references }
    }

    /// What `work` makes of the roster with what is kept around jobs, of who is asked, of the question, and of the length in
    /// minutes; the default where no day is left.
    async fn answer<T: Default + Send + 'static>(
        self,
        app: &App,
        caller: &Caller,
        work: impl FnOnce(&(Roster, Around), &[u64], &Question, Minute) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        const NO_DAY: (Day, Day) = (Day(1), Day(0));
        let Self { mut read, days, length_in_minutes, references } = self;
        let (asked, job_type_id) = (days.unwrap_or(NO_DAY), references.job_type_id.unwrap_or_default());
        let ((first, last), except_job_id) = match caller {
            // What is refused anyhow need not be searched.
            _ if !read.is_good() => (NO_DAY, None),
            Caller::Staff(_) => (asked, None),
            // Who was free last week, or will be next year, is no customer's business.
            Caller::Customer(customer) => {
                let (today, horizon) = (app.now().today(), app.policy.last_day(app.now()));
                let own_job = customer.job.as_ref().map(|job| job.id);
                ((asked.0.max(today), asked.1.min(horizon)), own_job)
            }
        };
        // Nobody is free for longer than a day; how much longer does not matter.
        let length_in_minutes = Minute::try_from(length_in_minutes.unwrap_or_default()).unwrap_or(Minute::MAX);
        let search = Search {
            references: references.clone(),
            first,
            last,
            max_user_days: MAX_USER_DAYS,
            holder: caller.by(app).holder(),
            skipped: app.zone.skipped(first, last),
        };
        let found = app.store.search(search, move |Searched { referred, user_ids, roster }| {
            let place = referred.place.as_ref().and_then(|place| place.point);
            let question = Question { job_type_id, place, first, last, except_job_id };
            let answer = roster.map(|roster| work(&roster, &user_ids, &question, length_in_minutes));
            (referred, user_ids.len(), answer)
        });
        let (referred, users, answer) = found.await?;
        references::fault(&mut read, &Names::OF_FIND, &references, &referred);
        if let Some(most) = most_days(users, asked.0, asked.1) {
            let sentence = format!("The end date must be within {most} days of the start date for {users} users.");
            read.fault("end_date", sentence);
        }
        read.finish()?;
        Ok(answer.unwrap_or_default())
    }
}

/// How many days may be asked for so many users, where these are too many.
pub(super) fn most_days(users: usize, first: Day, last: Day) -> Option<usize> {
    let days = usize::try_from(last - first).map_or(0, |days| days + 1);
    (MAX_USER_DAYS < users.saturating_mul(days)).then(|| (MAX_USER_DAYS / users).max(1))
}
