//! A job of the API, as far as that needs no browser.

use slotwright_wire::slotwright::BoardJob;
use slotwright_wire::sonar::{self, Job, JobStatus};
use slotwright_words::{Words, fill, text};

/// The path of a job, or of what belongs to it (`rest`); without an id, of all jobs.
#[must_use]
pub fn job_path(id: Option<u64>, rest: &str) -> String {
    let mut path = String::from(sonar::ROOT);
    path.push_str("/scheduling/jobs");
    if let Some(id) = id {
        path.push('/');
        path.push_str(&id.to_string());
    }
    path.push_str(rest);
    path
}

/// Whether a job still can be given a time.
#[must_use]
pub fn is_open(job: &Job) -> bool {
    matches!(job.status, JobStatus::Queued | JobStatus::Scheduled)
}

/// For whom a job is: the name, or the number where that is all that is known.
#[must_use]
pub fn whose(listed: &BoardJob, words: &Words) -> String {
    if !listed.place.is_empty() {
        return listed.place.clone();
    }
    let is_site = listed.job.assigned_type == "network_sites";
    let whose = words.say(if is_site { text::BOARD_SITE } else { text::BOARD_ACCOUNT });
    fill(whose, &[("id", &listed.job.assigned_id.to_string())])
}

/// The names of a job's crew.
#[must_use]
pub fn crew_of(listed: &BoardJob, words: &Words) -> String {
    let names = listed.crew.iter().zip(&listed.job.user_ids);
    let names = names.map(|(name, id)| if name.is_empty() { numbered(*id, words) } else { name.clone() });
    names.collect::<Vec<_>>().join(", ")
}

/// A technician of whom the number is all that is known.
#[must_use]
pub fn numbered(user_id: u64, words: &Words) -> String {
    fill(words.say(text::TECHNICIAN), &[("id", &user_id.to_string())])
}

/// The ticket and the services of a job, as people write down their numbers: other systems keep them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// The ticket's; empty for none.
    pub ticket: String,
    /// Those of the services, with commas or blanks between.
    pub services: String,
}

impl Numbers {
    /// What a job has.
    #[must_use]
    pub fn of(job: &Job) -> Self {
        let services = job.services.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
        Self { ticket: job.ticket_id.map(|id| id.to_string()).unwrap_or_default(), services }
    }

    /// The numbers; `None` where something else stands there.
    ///
    /// ```
    /// use slotwright::ground::job::Numbers;
    /// let numbers = |ticket: &str, services: &str| Numbers { ticket: ticket.into(), services: services.into() }.read();
    /// assert_eq!(numbers(" #4711", "7, 9"), Some((Some(4711), vec![7, 9])));
    /// assert_eq!(numbers("", ""), Some((None, vec![])));
    /// assert_eq!(numbers("4711", "7, fibre"), None);
    /// ```
    #[must_use]
    pub fn read(&self) -> Option<(Option<u64>, Vec<u64>)> {
        Some((self.ticket_id()?, self.service_ids()?))
    }

    /// The ticket's number, if there is one; `None` where something else stands there.
    #[must_use]
    pub fn ticket_id(&self) -> Option<Option<u64>> {
        let ticket = self.ticket.trim();
        if ticket.is_empty() { Some(None) } else { number(ticket).map(Some) }
    }

    /// The services' numbers; `None` where something else stands among them.
    #[must_use]
    pub fn service_ids(&self) -> Option<Vec<u64>> {
        self.services.split([',', ' ']).filter(|text| !text.is_empty()).map(number).collect()
    }
}

fn number(text: &str) -> Option<u64> {
    text.trim_start_matches('#').parse().ok()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A job without a time.
    pub(crate) fn job() -> Job {
        Job {
            id: 12,
            scheduled_datetime: None,
            job_type_id: 3,
            length_in_minutes: 90,
            ticket_id: None,
            assigned_type: "network_sites".to_owned(),
            assigned_id: 4,
            notes: None,
            status: JobStatus::Queued,
            user_ids: vec![],
            created_by_user_id: None,
            checked_in_users: vec![],
            services: vec![],
            completed_at: None,
            completed_by_user_id: None,
            completed_successfully: None,
            completion_reason: None,
        }
    }

    #[test]
    fn what_has_ended_gets_no_time_any_more() {
        let open = |status| is_open(&Job { status, ..job() });
        assert!(open(JobStatus::Queued) && open(JobStatus::Scheduled));
        assert!(!open(JobStatus::Completed) && !open(JobStatus::Failed));
    }
}
