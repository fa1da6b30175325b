//! All that a search for free time needs, by one question of one moment.

use slotwright_domain::OwnHolds;
use slotwright_matching::{Around, Day, IntervalSet, Roster};

use crate::error::Error;
use crate::referred::referred;
use crate::roster::{self, RosterQuestion};
use crate::roster_cache::references::{References, Referred};
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::{directory, schedules};

impl Store {
    /// Reads what a search for free time needs, and does with it what takes a while.
    pub async fn search<T: Send + 'static>(
        &self,
        search: Search,
        then: impl FnOnce(Searched) -> T + Send + 'static,
    ) -> Result<T, Error> {
        self.ask_and(move |db| self::search(db, search), then).await
    }
}

/// Whose free time is asked for, and when.
#[derive(Clone, Debug)]
pub struct Search {
    /// What the search names by number. Where it names no users, `everybody` is meant.
    pub references: References,
    /// Who that is.
    pub everybody: Everybody,
    /// The first day, where the days are good.
    pub first: Day,
    /// The last day, included.
    pub last: Day,
    /// For how many users times days a roster is read at most; `None`: for any number.
    pub max_user_days: Option<usize>,
    /// Whose holds are not in the way.
    pub own: OwnHolds,
    /// The minutes that the clocks skip on these days.
    pub skipped: IntervalSet,
}

/// Who is meant where nobody is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Everybody {
    /// All users, so that each who does not exist is told.
    Users,
    /// Those for whom a schedule opens time for such jobs: nobody else can be free.
    Scheduled,
}

/// What there is.
#[derive(Clone, Debug)]
pub struct Searched {
    /// Of what the search names.
    pub referred: Referred,
    /// Who is asked.
    pub user_ids: Vec<u64>,
    /// What decides whether they are free, and what is kept around jobs; `None` where something named is not there, no day is
    /// left, or it is too much.
    pub roster: Option<(Roster, Around)>,
}

pub(crate) fn search(db: &Db, search: Search) -> Result<Searched, Error> {
    let Search { references, first, last, .. } = search;
    let referred = referred(db, &references)?;
    let user_ids = match references.user_ids {
        named if !named.is_empty() => named,
        _ if search.everybody == Everybody::Scheduled => schedules::users_for(db, references.job_type_id)?,
        _ => directory::users(db)?.into_iter().map(|user| user.id).collect(),
    };
    let days = usize::try_from(last - first).map_or(0, |days| days + 1);
    let has_place = references.place.is_none() || referred.place.is_some();
    let is_there = referred.job_type.is_some() && has_place && referred.has_users;
    if days == 0 || !is_there || search.max_user_days.is_some_and(|most| most < user_ids.len().saturating_mul(days)) {
        return Ok(Searched { referred, user_ids, roster: None });
    }
    let job_type_id = references.job_type_id;
    let question = RosterQuestion { user_ids: user_ids.clone(), job_type_id, first, last };
    let roster = roster::load(db, &question, Some(&search.own), search.skipped)?;
    Ok(Searched { referred, user_ids, roster: Some(roster) })
}
