//! Everybody's hours, breaks and jobs, day by day.

use std::collections::HashMap;

use slotwright_domain::{Faults, Job, Member, Page, Wrong};
use slotwright_matching::{Around, BlockerOccurrence, Day, Interval, IntervalSet, Margin, Occupied, Roster, Skipped};
use slotwright_store::{Refused, RosterQuestion, is_hold};

use super::Staff;
use super::find::most_days;
use super::visit::refuse_faulty;
use crate::instance::Instance;

/// As many days as a board shows side by side.
pub const MAX_DAYS_SHOWN: u64 = 7;

/// All that the days follow from.
pub struct Agenda {
    first: Day,
    last: Day,
    user_ids: Vec<u64>,
    job_type_ids: Vec<u64>,
    roster: Roster,
    around: Around,
    jobs: Vec<Job>,
    breaks: HashMap<u64, String>,
}

/// What a user has on a day.
pub struct UserDay {
    /// Who.
    pub user_id: u64,
    /// The hours that are open, by job type; types without any are left out.
    pub hours: Vec<(u64, IntervalSet)>,
    /// Which jobs begin, in the order in which they were scheduled.
    pub jobs: Vec<Job>,
    /// Which breaks there are, and what they are called.
    pub breaks: Vec<(BlockerOccurrence, String)>,
}

/// Reads what the days follow from.
///
/// # Errors
///
/// [`Refused::Faulty`] where there are too many days for so many users.
pub async fn look_up(instance: &Instance, _: Staff, first: Day, last: Day) -> Result<Agenda, Refused> {
    let store = &instance.store;
    let user_ids: Vec<u64> = store.users().await?.into_iter().map(|user| user.id).collect();
    let mut faults = Faults::default();
    if let Some(allowed) = most_days(user_ids.len(), first, last) {
        faults.add(Member::LastDay, Wrong::TooManyDays { allowed, users: user_ids.len() });
    }
    refuse_faulty(faults, false)?;
    let job_type_ids: Vec<u64> = store.job_types().await?.into_iter().map(|job_type| job_type.id).collect();
    let question = RosterQuestion { user_ids: user_ids.clone(), job_type_id: None, first, last };
    let (roster, around) = store.roster(question, None, instance.zone.skipped(first, last)).await?;
    let (blockers, _) = store.blockers(Page::ALL).await?;
    let breaks = blockers.into_iter().map(|blocker| (blocker.id, blocker.record.name)).collect();
    let mut job_ids: Vec<u64> =
        roster.occupied.iter().map(|occupied| occupied.job_id).filter(|id| !is_hold(*id)).collect();
    job_ids.sort_unstable();
    job_ids.dedup();
    // In the order in which they were scheduled: so the vendor's example has them.
    let jobs = store.jobs_as_scheduled(job_ids).await?;
    Ok(Agenda { first, last, user_ids, job_type_ids, roster, around, jobs, breaks })
}

/// What a user has in all the days.
pub struct UserTime {
    /// Who.
    pub user_id: u64,
    /// When they work, for jobs of at least one type.
    pub open: IntervalSet,
    /// Their breaks, and what they are called.
    pub breaks: Vec<(BlockerOccurrence, String)>,
    /// When they have time off.
    pub time_offs: Vec<Interval>,
    /// What is held of their time.
    pub held: Vec<Interval>,
    /// What the rules keep beside their visits, in these days.
    pub margins: Vec<Margin>,
}

impl Agenda {
    /// Everybody's time, day after day, in the order of their numbers. Takes a while.
    #[must_use]
    pub fn times(&self) -> Vec<UserTime> {
        let days = || (self.first.0..=self.last.0).map(Day);
        let mut visits_of: HashMap<u64, Vec<Occupied>> = HashMap::new();
        for visit in self.roster.occupied.iter().filter(|visit| !is_hold(visit.job_id)) {
            visits_of.entry(visit.user_id).or_default().push(*visit);
        }
        let of_user = |&user_id: &u64| {
            let open =
                days().flat_map(|day| self.hours(user_id, day)).flat_map(|(_, open)| open.iter().collect::<Vec<_>>());
            let time_offs = self.roster.time_offs.iter().filter(|time_off| time_off.user_id == user_id);
            let held = self.roster.occupied.iter().filter(|job| job.user_id == user_id && is_hold(job.job_id));
            UserTime {
                user_id,
                open: open.collect(),
                breaks: days().flat_map(|day| self.breaks(user_id, day)).collect(),
                time_offs: time_offs.map(|time_off| time_off.interval).collect(),
                held: held.map(|job| job.interval).collect(),
                margins: self.margins(user_id, visits_of.get(&user_id).cloned().unwrap_or_default()),
            }
        };
        self.user_ids.iter().map(of_user).collect()
    }

    /// The days on which somebody has something, and who has what; who has nothing on a day is left out of it. Takes a while.
    #[must_use]
    pub fn days(self) -> Vec<(Day, Vec<UserDay>)> {
        let mut jobs_of: HashMap<(Day, u64), Vec<Job>> = HashMap::new();
        for job in &self.jobs {
            let Some(day) = job.start.map(Day::of) else { continue };
            for &user_id in &job.user_ids {
                jobs_of.entry((day, user_id)).or_default().push(job.clone());
            }
        }
        let mut days = Vec::new();
        for day in (self.first.0..=self.last.0).map(Day) {
            let mut users = Vec::new();
            for &user_id in &self.user_ids {
                let hours = self.hours(user_id, day);
                let jobs = jobs_of.remove(&(day, user_id)).unwrap_or_default();
                let breaks = self.breaks(user_id, day);
                if !hours.is_empty() || !jobs.is_empty() || !breaks.is_empty() {
                    users.push(UserDay { user_id, hours, jobs, breaks });
                }
            }
            if !users.is_empty() {
                days.push((day, users));
            }
        }
        days
    }

    fn margins(&self, user_id: u64, mut visits: Vec<Occupied>) -> Vec<Margin> {
        visits.sort_unstable_by_key(|visit| visit.interval.start());
        let mut margins = self.around.beside(user_id, &visits, Skipped::of(&self.roster.skipped));
        margins.retain(|margin| {
            self.first.start() < margin.interval.end() && margin.interval.start() < (self.last + 1).start()
        });
        margins
    }

    fn hours(&self, user_id: u64, day: Day) -> Vec<(u64, IntervalSet)> {
        let open =
            self.job_type_ids.iter().map(|&job_type_id| (job_type_id, self.roster.open(user_id, job_type_id, day)));
        open.filter(|(_, open)| !open.is_empty()).collect()
    }

    fn breaks(&self, user_id: u64, day: Day) -> Vec<(BlockerOccurrence, String)> {
        let occurrences = self.roster.blocker_occurrences(user_id, day).into_iter();
        let named = occurrences.map(|occurrence| {
            let name = self.breaks.get(&occurrence.blocker_id).cloned().unwrap_or_default();
            (occurrence, name)
        });
        named.collect()
    }
}
