//! What is set up now, as far as the part that is shown needs it.

use std::sync::Arc;

use slotwright_matching::{Day, Minute};
use slotwright_wire::slotwright::{ApiUser, BoardJob, OutboxMessage, OwnFields, OwnPolicy, Rules, Timeline, Webhook};
use slotwright_wire::sonar::{JobStatus, JobType, Schedule, ScheduleBlocker, ScheduleDay, ScheduledTimeOff};
use slotwright_wire::time::{parse_date, parse_minute};

/// What was answered; what was not asked for is empty.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The present time on the instance's clocks.
    pub now: Minute,
    /// The technicians: number and name.
    pub users: Vec<(u64, String)>,
    /// The schedules, each with its days.
    pub schedules: Vec<(Schedule, Vec<ScheduleDay>)>,
    /// The breaks.
    pub breaks: Vec<ScheduleBlocker>,
    /// Leave.
    pub time_offs: Vec<ScheduledTimeOff>,
    /// The visits of the next four weeks, by their start.
    pub visits: Vec<Planned>,
    /// The types of jobs.
    pub job_types: Vec<JobType>,
    /// What is asked of whoever books them.
    pub fields: OwnFields,
    /// What is kept around jobs.
    pub rules: Rules,
    /// What customers may book.
    pub policy: OwnPolicy,
    /// Who is told what becomes of jobs.
    pub webhooks: Vec<Webhook>,
    /// Who may use the API by name and password.
    pub api_users: Vec<ApiUser>,
    /// The tag of what is asked, kept or booked by: what a save replaces.
    pub tag: String,
    /// What could not be told, and what waits.
    pub messages: Vec<OutboxMessage>,
}

/// A visit that is ahead.
#[derive(Clone, Debug)]
pub struct Planned {
    /// When it begins.
    pub start: Minute,
    /// The first minute after it.
    pub end: Minute,
    /// The job, with names.
    pub listed: Arc<BoardJob>,
}

impl Known {
    /// Today.
    #[must_use]
    pub fn today(&self) -> Day {
        Day::of(self.now)
    }

    /// Takes what some days have: the time now, the technicians, and the visits that have not ended.
    pub fn take(&mut self, timeline: Timeline) {
        let Some(first) = parse_date(&timeline.start_date) else { return };
        self.now = timeline.now.get(..16).and_then(parse_minute).unwrap_or(first.start());
        self.users = timeline.technicians.into_iter().map(|lane| (lane.user_id, lane.name)).collect();
        for visit in timeline.visits {
            let (start, end) = (first.start() + visit.start, first.start() + visit.end);
            let is_known = self.visits.iter().any(|known| known.listed.job.id == visit.listed.job.id);
            if visit.listed.job.status == JobStatus::Scheduled && self.now < end && !is_known {
                self.visits.push(Planned { start, end, listed: Arc::new(visit.listed) });
            }
        }
    }

    /// The technicians as a form offers them.
    #[must_use]
    pub fn user_choices(&self) -> Vec<(String, String)> {
        self.users.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
    }

    /// The types of jobs as a form offers them.
    #[must_use]
    pub fn job_type_choices(&self) -> Vec<(String, String)> {
        self.job_types.iter().map(|of| (of.id.to_string(), of.name.clone())).collect()
    }

    /// A technician's name.
    #[must_use]
    pub fn name_of(&self, user_id: u64) -> &str {
        self.users.iter().find(|(id, _)| *id == user_id).map_or("", |(_, name)| name)
    }
}
