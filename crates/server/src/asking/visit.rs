//! The one visit of a booking link, as its holder finds a time for it, books it and gives it up.

use axum::http::Method;
use serde_json::{Value, json};
use slotwright_domain::{CancelReason, OnCancel};
use slotwright_matching::{Day, Minute, Skipped};
use slotwright_wire::slotwright::{AnySpaceFound, HOLDS_PATH};
use slotwright_wire::sonar::{ROOT, write};
use slotwright_wire::time::{print_date, print_datetime};

use super::api::{Api, Refused};
use super::offer::Offer;
use crate::app::App;
use crate::scheduling::Customer;

/// What is wanted of those who would come.
pub enum Wanted {
    /// Their time is to be held.
    Hold,
    /// They are to come; with what else is to be in the job.
    Visit(Value),
}

/// The visit of a link, whose holder asks.
#[derive(Clone, Copy)]
pub struct Visit<'a> {
    /// For the time, the zone and what the operator has set.
    pub app: &'a App,
    /// Our own addresses, as the holder.
    pub api: &'a Api,
    /// The holder, as they were let in.
    pub customer: &'a Customer,
}

impl Visit<'_> {
    /// What the link is offered from one day to another.
    ///
    /// # Errors
    ///
    /// The search was refused.
    pub async fn offer(self, first: Day, last: Day) -> Result<Offer, Refused> {
        let Self { app, api, customer } = self;
        let place = customer.place.place;
        let path = format!(
            "{ROOT}/scheduling/jobs/find_any_available_space?start_date={}&end_date={}&length_in_minutes={}&job_type_id={}\
             &entityType={}&entityId={}",
            print_date(first),
            print_date(last),
            customer.length_in_minutes,
            customer.job_type.id,
            write::entity_type(place.kind),
            place.id
        );
        let found: AnySpaceFound = api.get(&path).await?;
        let skipped = Skipped::of(&app.zone.skipped(first, last + 1));
        let earliest = app.first_minute_in(customer.bounds.notice_minutes);
        let (length, today) = (customer.length_in_minutes, app.now().today());
        let search = customer.bounds.search(length, customer.crew_size(), earliest, today, skipped);
        Ok(Offer::of(&found, search, app.policy.arrival))
    }

    /// Posts the link's job, or changes the one that there is.
    ///
    /// # Errors
    ///
    /// It was refused.
    pub async fn post(self, mut body: Value, user_ids: Vec<u64>) -> Result<Value, Refused> {
        let Self { api, customer, .. } = self;
        add(&mut body, "user_ids", Some(user_ids).filter(|user_ids| !user_ids.is_empty()));
        match &customer.job {
            Some(job) => api.write(Method::PATCH, &job_path(job.id, ""), body).await,
            None => {
                let place = customer.place.place;
                add(&mut body, "job_type_id", Some(customer.job_type.id));
                add(&mut body, "assigned_type", Some(write::assigned_type(place.kind)));
                add(&mut body, "assigned_id", Some(place.id));
                api.write(Method::POST, &format!("{ROOT}/scheduling/jobs"), body).await
            }
        }
    }

    /// Does it with those who would come at a start, and once more with others where somebody was faster.
    ///
    /// # Errors
    ///
    /// `slot-taken` where too few are free, or what else it was refused for.
    pub async fn with_crew(self, start: Minute, wanted: &Wanted) -> Result<Value, Refused> {
        let taken = || Refused::new("slot-taken", format!("Nobody is free at {} any more.", print_datetime(start)));
        let mut is_first = true;
        loop {
            let crew = self.offer(Day::of(start), Day::of(start)).await?.crew(start).ok_or_else(taken)?;
            let outcome = match wanted {
                Wanted::Hold => {
                    let body = json!({"scheduled_datetime": print_datetime(start), "user_ids": crew});
                    self.api.write(Method::POST, HOLDS_PATH, body).await
                }
                Wanted::Visit(body) => self.post(body.clone(), crew).await,
            };
            match outcome {
                Err(refused) if refused.code == "slot-taken" && is_first => is_first = false,
                outcome => return outcome,
            }
        }
    }

    /// Gives the time of this job up, as the link has it: the job is deleted, or waits again.
    ///
    /// # Errors
    ///
    /// It was refused.
    pub async fn cancel(self, job_id: u64, reason: Option<CancelReason>) -> Result<(), Refused> {
        let path = job_path(job_id, "");
        let (method, path) = match self.customer.on_cancel() {
            OnCancel::Delete => (Method::DELETE, path),
            OnCancel::Queue => (Method::POST, format!("{path}/queue")),
        };
        let reason = reason.map(|reason| format!("?reason={}", reason.name())).unwrap_or_default();
        self.api.write(method, &format!("{path}{reason}"), Value::Null).await.map(drop)
    }
}

/// Where a job is.
#[must_use]
pub fn job_path(id: u64, rest: &str) -> String {
    format!("{ROOT}/scheduling/jobs/{id}{rest}")
}

/// Adds a member to a body, where there is something.
pub fn add<T: Into<Value>>(body: &mut Value, name: &str, value: Option<T>) {
    if let Some(value) = value {
        body[name] = value.into();
    }
}
