//! `/scheduling/calculated_schedule/:start_date/:end_date`: everybody's hours, breaks and jobs, day by day.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use slotwright_domain::is_within_reach;
use slotwright_matching::BlockerOccurrence;
use slotwright_wire::sonar::{CalculatedBlocker, CalculatedDay, Data, Entries, write};
use slotwright_wire::time::{parse_date, print_date};

use super::params::{NoParams, Params};
use super::words::{Names, refusal};
use super::working;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::agenda::{self, UserDay};
use crate::scheduling::find::MAX_DAYS;
use crate::scheduling::{Caller, Staff};

/// `GET …`: date → user → hours by job type, jobs, breaks. Users with none of them on a date are left out of it.
pub async fn get(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path((start_date, end_date)): Path<(String, String)>,
    _: NoParams,
) -> Result<Json<Data<Entries<Entries<CalculatedDay>>>>, Refusal> {
    let day = |date: &str| parse_date(date).filter(|day| is_within_reach(*day));
    let asked = day(&start_date).zip(day(&end_date));
    let asked = asked.filter(|(first, last)| first <= last && *last - *first < MAX_DAYS);
    let Some((first, last)) = asked else { return Err(Refusal::no_calculated_schedule()) };
    let agenda = match agenda::look_up(&app, staff, first, last).await {
        Ok(agenda) => agenda,
        Err(refused) => {
            let params = Params::default();
            return Err(refusal(refused, params.reader(), &Names::OF_JOBS, &app, &Caller::Staff(staff)));
        }
    };
    let written = working(move || {
        let days = agenda.days().into_iter();
        days.map(|(day, users)| (print_date(day), Entries(users.into_iter().map(user_day).collect()))).collect()
    });
    Ok(Json(Data::of(Entries(written.await?))))
}

fn user_day(day: UserDay) -> (String, CalculatedDay) {
    let UserDay { user_id, hours, jobs, breaks } = day;
    let hours = hours
        .into_iter()
        .map(|(job_type_id, open)| (job_type_id.to_string(), open.iter().map(write::short_block).collect()));
    let calculated = CalculatedDay {
        schedule: Entries(hours.collect()),
        jobs: jobs.into_iter().map(write::calculated_job).collect(),
        schedule_blockers: breaks.into_iter().map(|(occurrence, name)| blocker(user_id, occurrence, name)).collect(),
    };
    (user_id.to_string(), calculated)
}

fn blocker(user_id: u64, occurrence: BlockerOccurrence, name: String) -> CalculatedBlocker {
    let block = write::short_block(occurrence.interval);
    CalculatedBlocker {
        start: block.start,
        end: block.end,
        name,
        id: occurrence.blocker_id,
        overridden: occurrence.overridden,
        uniqueid: format!("{}_{user_id}", occurrence.blocker_id),
    }
}
