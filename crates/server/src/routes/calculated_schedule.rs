//! `/scheduling/calculated_schedule/:start_date/:end_date`: everybody's hours, breaks and jobs, day by day.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use slotwright_matching::{Day, Interval, Roster};
use slotwright_wire::sonar::{CalculatedBlocker, CalculatedDay, CalculatedJob, Data, Entries};
use slotwright_wire::time::{parse_date, print_date};

use super::show;
use crate::app::App;
use crate::gateway::Staff;
use crate::reach::is_within_reach;
use crate::refusal::Refusal;
use crate::store::{Page, RosterQuestion};

/// The longest range that is answered.
const MAX_DAYS: i32 = 366;

/// `GET …`: date → user → hours by job type, jobs, breaks. Users with none of them on a date are left out of it.
pub async fn get(
    State(app): State<Arc<App>>,
    _: Staff,
    Path((start_date, end_date)): Path<(String, String)>,
) -> Result<Json<Data<Entries<Entries<CalculatedDay>>>>, Refusal> {
    let day = |date: &str| parse_date(date).filter(|day| is_within_reach(*day));
    let asked = day(&start_date).zip(day(&end_date));
    let asked = asked.filter(|(first, last)| first <= last && *last - *first < MAX_DAYS);
    let Some((first, last)) = asked else { return Err(Refusal::no_calculated_schedule()) };

    let user_ids: Vec<u64> = app.store.users().await?.into_iter().map(|user| user.id).collect();
    let job_type_ids: Vec<u64> = app.store.job_types().await?.into_iter().map(|job_type| job_type.id).collect();
    let question = RosterQuestion { user_ids: user_ids.clone(), job_type_id: None, first, last };
    let roster = app.store.roster(question, app.zone.skipped(first, last)).await?;
    let (blockers, _) = app.store.blockers(Page::ALL).await?;
    let names: HashMap<u64, String> = blockers.into_iter().map(|blocker| (blocker.id, blocker.name)).collect();
    let mut job_ids: Vec<u64> = roster.occupied.iter().map(|occupied| occupied.job_id).collect();
    job_ids.sort_unstable();
    job_ids.dedup();
    // In the order in which they were scheduled: so the vendor's example has them.
    let jobs: Vec<(Interval, Vec<u64>, CalculatedJob)> = app
        .store
        .jobs_as_scheduled(job_ids)
        .await?
        .into_iter()
        .filter_map(|job| Some((job.interval()?, job.user_ids.clone(), show::calculated_job(job))))
        .collect();

    let mut answer = Vec::new();
    for number in first.0..=last.0 {
        let day = Day(number);
        let mut users = Vec::new();
        for &user_id in &user_ids {
            let of_day = |(interval, crew, _): &&(Interval, Vec<u64>, CalculatedJob)| {
                crew.contains(&user_id) && Day::of(interval.start()) == day
            };
            let calculated = CalculatedDay {
                schedule: hours(&roster, user_id, &job_type_ids, day),
                jobs: jobs.iter().filter(of_day).map(|(_, _, job)| job.clone()).collect(),
                schedule_blockers: breaks(&roster, user_id, day, &names),
            };
            if !calculated.schedule.0.is_empty()
                || !calculated.jobs.is_empty()
                || !calculated.schedule_blockers.is_empty()
            {
                users.push((user_id.to_string(), calculated));
            }
        }
        if !users.is_empty() {
            answer.push((print_date(day), Entries(users)));
        }
    }
    Ok(Json(Data::of(Entries(answer))))
}

fn hours(roster: &Roster, user_id: u64, job_type_ids: &[u64], day: Day) -> Entries<Vec<slotwright_wire::sonar::Block>> {
    let open = job_type_ids.iter().map(|&job_type_id| (job_type_id, roster.open(user_id, job_type_id, day)));
    let written = open
        .filter(|(_, open)| !open.is_empty())
        .map(|(job_type_id, open)| (job_type_id.to_string(), open.iter().map(show::short_block).collect()));
    Entries(written.collect())
}

fn breaks(roster: &Roster, user_id: u64, day: Day, names: &HashMap<u64, String>) -> Vec<CalculatedBlocker> {
    let occurrences = roster.blocker_occurrences(user_id, day).into_iter();
    let written = occurrences.map(|occurrence| {
        let block = show::short_block(occurrence.interval);
        CalculatedBlocker {
            start: block.start,
            end: block.end,
            name: names.get(&occurrence.blocker_id).cloned().unwrap_or_default(),
            id: occurrence.blocker_id,
            overridden: occurrence.overridden,
            uniqueid: format!("{}_{user_id}", occurrence.blocker_id),
        }
    });
    written.collect()
}
