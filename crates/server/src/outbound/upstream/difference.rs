//! What a job is to be there, what it was there when it was last written or read, and what has to be sent for the difference.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use slotwright_domain::{Job, Status, WishWindow};
use slotwright_matching::Minute;

/// What a job is, as far as the system behind the gateway is told it.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Seen {
    /// Where it stands.
    pub stands: Stands,
    /// When it begins.
    pub start: Option<Minute>,
    /// How long it takes; 0 where nothing but that it is there is known.
    pub length_in_minutes: u32,
    /// Who comes.
    pub user_ids: Vec<u64>,
    /// What the technician should know.
    pub notes: String,
    /// What the customer wishes: day, second of the day from and until; `None` where it is not known.
    pub wishes: Option<Vec<(i32, u32, u32)>>,
    /// What is in the fields of its type, by their keys.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// Whether the system is still at work on making it.
    #[serde(default)]
    pub is_pending: bool,
    /// Whether the system couldn't be told of its time, or that it has none any more: somebody has to tell it by hand.
    #[serde(default)]
    pub is_by_hand: bool,
    /// What was being told it when it was heard of last, and may have arrived, whole or in part.
    #[serde(default)]
    pub sent: Option<Box<Seen>>,
}

/// Where a job stands, as far as it makes a difference there.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub enum Stands {
    /// To be done.
    #[default]
    Open,
    /// Done.
    Completed,
    /// Ended without success.
    Failed,
    /// Given up.
    Cancelled,
}

/// What is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The time, length and crew.
    Reschedule,
    /// That it has none any more.
    Unschedule,
    /// The notes.
    ChangeNotes,
    /// The wishes.
    SetWishes,
    /// What is in the fields of its type.
    SetFields,
    /// That it has ended.
    End,
    /// That it was given up.
    Cancel,
}

impl Seen {
    /// What a job is to be there.
    pub fn wanted(job: &Job, wishes: &[WishWindow]) -> Self {
        Self {
            stands: match job.status {
                Status::Queued | Status::Scheduled | Status::InProgress => Stands::Open,
                Status::Completed => Stands::Completed,
                Status::Failed => Stands::Failed,
                Status::Cancelled => Stands::Cancelled,
            },
            start: job.start,
            length_in_minutes: job.length_in_minutes,
            user_ids: job.user_ids.clone(),
            notes: job.notes.clone(),
            wishes: Some(wishes.iter().map(|wish| (wish.day.0, wish.start_second, wish.end_second)).collect()),
            fields: job.fields.clone(),
            is_pending: false,
            is_by_hand: false,
            sent: None,
        }
    }

    /// Whether it is known what it was there, and nothing was sent since that may have changed it.
    pub fn is_sure(&self) -> bool {
        self.length_in_minutes != 0 && self.sent.is_none()
    }

    /// What has to be sent so that this becomes what is wanted, in this order.
    pub fn steps_to(&self, wanted: &Self) -> Vec<Step> {
        let has_ended = match (self.stands == wanted.stands, wanted.stands) {
            (true, _) | (_, Stands::Open) => None,
            (false, Stands::Completed | Stands::Failed) => Some(Step::End),
            (false, Stands::Cancelled) => Some(Step::Cancel),
        };
        // A job that ends is off the schedule here, which is not to be told before.
        let is_open = wanted.stands == Stands::Open;
        let visit = |seen: &Self| (seen.start, seen.length_in_minutes, seen.user_ids.clone());
        let schedule = match (wanted.start, self.start) {
            (Some(_), _) if is_open && visit(self) != visit(wanted) => Some(Step::Reschedule),
            (None, Some(_)) if is_open => Some(Step::Unschedule),
            _ => None,
        };
        let notes = (is_open && self.notes != wanted.notes).then_some(Step::ChangeNotes);
        let wishes = (is_open && self.wishes != wanted.wishes).then_some(Step::SetWishes);
        let fields = (is_open && self.fields != wanted.fields).then_some(Step::SetFields);
        [schedule, notes, wishes, fields, has_ended].into_iter().flatten().collect()
    }

    /// This after a step to what is wanted.
    pub fn after(mut self, step: Step, wanted: &Self) -> Self {
        match step {
            Step::Reschedule | Step::Unschedule => {
                self.start = wanted.start;
                self.length_in_minutes = wanted.length_in_minutes;
                self.user_ids.clone_from(&wanted.user_ids);
            }
            Step::ChangeNotes => self.notes.clone_from(&wanted.notes),
            Step::SetWishes => self.wishes.clone_from(&wanted.wishes),
            Step::SetFields => self.fields.clone_from(&wanted.fields),
            Step::End | Step::Cancel => self.stands = wanted.stands,
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn booked() -> Seen {
        Seen { start: Some(600), length_in_minutes: 60, user_ids: vec![1], ..Seen::default() }
    }

    #[test]
    fn what_is_sent_is_the_difference_and_all_of_it_together_leads_there() {
        let moved = Seen { start: Some(720), notes: "Ring.".to_owned(), ..booked() };
        let queued = Seen { start: None, user_ids: Vec::new(), wishes: Some(vec![(1, 2, 3)]), ..booked() };
        let filled = Seen { fields: BTreeMap::from([("gate".to_owned(), "12".to_owned())]), ..booked() };
        let ended = Seen { stands: Stands::Completed, start: None, user_ids: Vec::new(), ..booked() };
        let given_up = Seen { stands: Stands::Cancelled, ..ended.clone() };
        for (from, to, steps) in [
            (booked(), booked(), vec![]),
            (booked(), moved, vec![Step::Reschedule, Step::ChangeNotes]),
            (booked(), queued.clone(), vec![Step::Unschedule, Step::SetWishes]),
            (queued, booked(), vec![Step::Reschedule, Step::SetWishes]),
            (booked(), filled, vec![Step::SetFields]),
            (booked(), ended.clone(), vec![Step::End]),
            (booked(), given_up.clone(), vec![Step::Cancel]),
            (given_up.clone(), given_up, vec![]),
        ] {
            assert_eq!(from.steps_to(&to), steps, "{from:?} {to:?}");
            let led = steps.into_iter().fold(from, |seen, step| seen.after(step, &to));
            assert!(led.steps_to(&to).is_empty(), "{led:?}");
        }
    }
}
