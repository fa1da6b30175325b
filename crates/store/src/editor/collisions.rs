//! Visits that a change of the roster may be in the way of.

use slotwright_matching::{Interval, Minute, Point, Roster};

use super::{Editor, Error};
use crate::roster;
use crate::sql::{Row, params};

/// Somebody's part in a scheduled job.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// The job.
    pub job_id: u64,
    /// Who comes.
    pub user_id: u64,
    /// From when to when.
    pub interval: Interval,
    /// How long it takes.
    pub length_in_minutes: u32,
    /// The job's type.
    pub job_type_id: u64,
    /// Where it is, as far as that is known.
    pub point: Option<Point>,
}

impl Editor<'_, '_> {
    /// The schedules, and the blockers with their overrides, as they are now. Nobody has time off, and nothing to do.
    pub fn hours(&self) -> Result<Roster, Error> {
        roster::hours(self.db)
    }

    /// Who comes to which visits between two minutes, by their start.
    pub fn visits(&self, from: Minute, until: Minute) -> Result<Vec<Visit>, Error> {
        let sql = "SELECT job_id, user_id, claims.start_minute, end_minute, jobs.job_type_id, latitude, longitude,
              jobs.length_in_minutes
            FROM claims JOIN jobs ON jobs.id = job_id
              LEFT JOIN places ON places.kind = jobs.place_kind AND places.id = jobs.place_id
            WHERE end_minute > ?1 AND claims.start_minute < ?2 ORDER BY claims.start_minute, job_id, position";
        let visit = |row: &Row| {
            let job_id = row.get(0)?;
            let interval = Interval::new(row.get(2)?, row.get(3)?);
            let interval =
                interval.ok_or_else(|| Error::Corrupt(format!("job {job_id} does not end after its start")))?;
            let point: (Option<f64>, Option<f64>) = (row.get(5)?, row.get(6)?);
            let point = point.0.zip(point.1).map(|(latitude, longitude)| Point { latitude, longitude });
            let (user_id, job_type_id, length_in_minutes) = (row.get(1)?, row.get(4)?, row.get(7)?);
            Ok(Visit { job_id, user_id, interval, length_in_minutes, job_type_id, point })
        };
        self.db.rows(sql, params![from, until])?.iter().map(visit).collect()
    }
}
