//! `/v1/timeline`: everybody's time and visits on some days, as the board draws them. Ours; no part of the vendor's API.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_domain::{ListedJob, Page};
use slotwright_matching::{Day, Interval, Margin, Minute, Skipped};
use slotwright_store::{JobFilter, JobOrder, Team};
use slotwright_wire::slotwright::{Closed, ClosedKind, Lane, MarginKind, MarginTime, PlannedVisit, Stretch, Timeline};
use slotwright_wire::time::print_date;

use super::board::shown;
use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::params::Params;
use crate::inbound::sonar::words::{Names, refusal};
use crate::inbound::sonar::working;
use crate::scheduling::agenda::{self, MAX_DAYS_SHOWN, UserTime};
use crate::scheduling::{Caller, Staff};

/// `GET /v1/timeline`
pub async fn get(State(app): State<Arc<App>>, staff: Staff, params: Params) -> Result<Json<Timeline>, Refusal> {
    let mut read = params.reader();
    let now = app.now();
    let first = read.date("start_date").unwrap_or_else(|| now.today());
    let days: i32 = read.integer_up_to("days", 1, MAX_DAYS_SHOWN).unwrap_or(1);
    read.refuse_faulty()?;
    let last = first + (days - 1);
    let agenda = match agenda::look_up(&app, staff, first, last).await {
        Ok(agenda) => agenda,
        Err(refused) => return Err(refusal(refused, read, &Names::OF_JOBS, &app, &Caller::Staff(staff))),
    };
    let time_offs = app.store.time_offs(Page::ALL).await?.0;
    let names: HashMap<u64, String> = app.store.users().await?.into_iter().map(|user| (user.id, user.name)).collect();
    let teams = app.store.teams().await?;
    // A visit that began on the day before may go on.
    let filter =
        JobFilter { first: Some(first + -1), last: Some(last), order: JobOrder::Start, ..JobFilter::default() };
    let (jobs, _) = app.store.listed_jobs(filter, Page::ALL).await?;
    let skipped = app.zone.skipped(first + -1, last);
    let visit_of = |listed: &ListedJob| listed.job.visit(Skipped::of(&skipped));
    let (times, jobs): (Vec<Interval>, Vec<ListedJob>) = jobs
        .into_iter()
        .filter_map(|listed| Some((visit_of(&listed)?, listed)))
        .filter(|(visit, _)| first.start() < visit.end())
        .unzip();
    let left = app.store.left(jobs.iter().map(|listed| listed.job.id).collect()).await?;
    let visits = times.into_iter().zip(shown(&app, jobs).await?).map(|(visit, listed)| PlannedVisit {
        start: visit.start() - first.start(),
        end: visit.end() - first.start(),
        was_left: left.binary_search(&listed.job.id).is_ok(),
        listed,
    });
    let visits = visits.collect();
    let called = move |user_id: u64, interval: Interval| {
        let of_user = |user: Option<u64>| user.is_none_or(|user| user == user_id);
        let found = time_offs.iter().map(|time_off| &time_off.record).find(|time_off| {
            of_user(time_off.user_id) && (time_off.start, time_off.end) == (interval.start(), interval.end())
        });
        found.map(|time_off| time_off.name.clone()).unwrap_or_default()
    };
    let technicians = working(move || {
        let times = agenda.times().into_iter();
        times
            .map(|time| {
                let team = teams.get(&time.user_id).cloned().unwrap_or_default();
                let name = names.get(&time.user_id).cloned().unwrap_or_default();
                lane(time, first, (name, team), &called)
            })
            .collect()
    });
    Ok(Json(Timeline {
        now: now.text(),
        time_zone: app.zone.name().to_owned(),
        start_date: print_date(first),
        days: days.unsigned_abs(),
        technicians: technicians.await?,
        visits,
    }))
}

fn lane(time: UserTime, first: Day, (name, team): (String, Team), called: &impl Fn(u64, Interval) -> String) -> Lane {
    let UserTime { user_id, open, breaks, time_offs, held, margins } = time;
    let from = |minute: Minute| minute - first.start();
    let closed = |interval: Interval, kind: ClosedKind, name: String, moved: bool| Closed {
        start: from(interval.start()),
        end: from(interval.end()),
        kind,
        name,
        moved,
    };
    let breaks =
        breaks.into_iter().map(|(found, name)| closed(found.interval, ClosedKind::Break, name, found.overridden));
    let time_offs = time_offs.into_iter().map(|off| closed(off, ClosedKind::TimeOff, called(user_id, off), false));
    let held = held.into_iter().map(|held| closed(held, ClosedKind::Held, String::new(), false));
    let margin = |Margin { job_id, is_way, interval }: Margin| MarginTime {
        job_id,
        start: from(interval.start()),
        end: from(interval.end()),
        kind: if is_way { MarginKind::Travel } else { MarginKind::Buffer },
    };
    Lane {
        user_id,
        name,
        job_types: team.job_types,
        areas: team.areas,
        schedules: team.schedules,
        open: open.iter().map(|open| Stretch { start: from(open.start()), end: from(open.end()) }).collect(),
        closed: breaks.chain(time_offs).chain(held).collect(),
        margins: margins.into_iter().map(margin).collect(),
    }
}
