//! The numbers of what a roster knows only by its place or its time.

use std::collections::HashMap;

use slotwright_matching::{Interval, Minute};

use crate::error::Error;
use crate::sql::params;
use crate::unit_of_work::Db;

/// The numbers that belong to a roster of all types of jobs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Of its schedules, in its order.
    pub schedules: Vec<u64>,
    /// Of its users' time off.
    pub time_offs: HashMap<(u64, Interval), u64>,
}

/// Those of a roster of these users, which is of the same moment when the same transaction reads it.
pub(super) fn of(db: &Db, user_ids: &[u64]) -> Result<Numbers, Error> {
    let schedules = "SELECT id FROM schedules
        WHERE id IN (SELECT schedule_id FROM schedule_users WHERE user_id IN (SELECT value FROM json_each(?1)))
        ORDER BY id";
    let time_offs = "SELECT user_id, start_minute, end_minute, id FROM time_offs
        WHERE user_id IS NULL OR user_id IN (SELECT value FROM json_each(?1)) ORDER BY id";
    let mut numbers = HashMap::new();
    for [user_id, start, end, id] in db.numbers(time_offs, params![user_ids])? {
        let [start, end, id] = [start, end, id].map(Option::unwrap_or_default);
        let Some(interval) = Interval::new(start as Minute, end as Minute) else { continue };
        let named = user_id.map(|user_id| user_id as u64);
        let whose = if named.is_some() { named.as_slice() } else { user_ids };
        numbers.extend(whose.iter().map(|user_id| ((*user_id, interval), id as u64)));
    }
    Ok(Numbers { schedules: db.column(schedules, params![user_ids])?, time_offs: numbers })
}
