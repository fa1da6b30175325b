//! `/scheduling/calculated_schedule/:start_date/:end_date`: everybody's hours, breaks and jobs, day by day.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use slotwright_matching::{Day, Roster};
use slotwright_wire::sonar::{CalculatedBlocker, CalculatedDay, CalculatedJob, Data, Entries, write};
use slotwright_wire::time::{parse_date, print_date};

use super::working;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::scheduling::Staff;
use crate::scheduling::find::{MAX_DAYS, most_days};
use slotwright_domain::is_within_reach;
use slotwright_domain::{Job, Page};
use slotwright_store::{RosterQuestion, is_hold};

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
    if let Some(most) = most_days(user_ids.len(), first, last) {
        let sentence =
            format!("The end date must be within {most} days of the start date for {} users.", user_ids.len());
        return Err(Refusal::field("end_date", sentence));
    }
    let job_type_ids: Vec<u64> = app.store.job_types().await?.into_iter().map(|job_type| job_type.id).collect();
    let question = RosterQuestion { user_ids: user_ids.clone(), job_type_id: None, first, last };
    let (roster, _) = app.store.roster(question, None, app.zone.skipped(first, last)).await?;
    let (blockers, _) = app.store.blockers(Page::ALL).await?;
    let names: HashMap<u64, String> = blockers.into_iter().map(|blocker| (blocker.id, blocker.record.name)).collect();
    let mut job_ids: Vec<u64> =
        roster.occupied.iter().map(|occupied| occupied.job_id).filter(|id| !is_hold(*id)).collect();
    job_ids.sort_unstable();
    job_ids.dedup();
    // In the order in which they were scheduled: so the vendor's example has them.
    let jobs = app.store.jobs_as_scheduled(job_ids).await?;
    let answer = working(move || answer(first..=last, &user_ids, &job_type_ids, &roster, jobs, &names));
    Ok(Json(Data::of(Entries(answer.await?))))
}

fn answer(
    days: std::ops::RangeInclusive<Day>,
    user_ids: &[u64],
    job_type_ids: &[u64],
    roster: &Roster,
    jobs: Vec<Job>,
    names: &HashMap<u64, String>,
) -> Vec<(String, Entries<CalculatedDay>)> {
    let mut jobs_of: HashMap<(Day, u64), Vec<CalculatedJob>> = HashMap::new();
    for job in jobs {
        let Some(interval) = job.interval() else { continue };
        let (day, user_ids) = (Day::of(interval.start()), job.user_ids.clone());
        let job = write::calculated_job(job);
        for user_id in user_ids {
            jobs_of.entry((day, user_id)).or_default().push(job.clone());
        }
    }
    let mut answer = Vec::new();
    for number in days.start().0..=days.end().0 {
        let day = Day(number);
        let mut users = Vec::new();
        for &user_id in user_ids {
            let calculated = CalculatedDay {
                schedule: hours(roster, user_id, job_type_ids, day),
                jobs: jobs_of.remove(&(day, user_id)).unwrap_or_default(),
                schedule_blockers: breaks(roster, user_id, day, names),
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
    answer
}

fn hours(roster: &Roster, user_id: u64, job_type_ids: &[u64], day: Day) -> Entries<Vec<slotwright_wire::sonar::Block>> {
    let open = job_type_ids.iter().map(|&job_type_id| (job_type_id, roster.open(user_id, job_type_id, day)));
    let written = open
        .filter(|(_, open)| !open.is_empty())
        .map(|(job_type_id, open)| (job_type_id.to_string(), open.iter().map(write::short_block).collect()));
    Entries(written.collect())
}

fn breaks(roster: &Roster, user_id: u64, day: Day, names: &HashMap<u64, String>) -> Vec<CalculatedBlocker> {
    let occurrences = roster.blocker_occurrences(user_id, day).into_iter();
    let written = occurrences.map(|occurrence| {
        let block = write::short_block(occurrence.interval);
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
