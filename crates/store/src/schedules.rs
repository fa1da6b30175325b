//! Schedules, blockers and time off, one by one and in lists.

use std::collections::HashMap;

use slotwright_domain::{Blocker, Numbered, Page, Schedule, TimeOff};
use slotwright_matching::{Day, Repetition, Shift};

use crate::error::Error;
use crate::sql::{Row, params};
use crate::store::Store;
use crate::unit_of_work::Db;

/// What is said of somebody by the schedules that open time of theirs, by names: each once, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Team {
    /// For jobs of which types.
    pub job_types: Vec<String>,
    /// Where.
    pub areas: Vec<String>,
    /// What the schedules are called.
    pub schedules: Vec<String>,
}

impl Store {
    /// A part of the schedules, by number, and how many there are.
    pub async fn schedules(&self, page: Page) -> Result<(Vec<Numbered<Schedule>>, u64), Error> {
        self.ask(move |db| schedules(db, page)).await
    }

    /// One schedule.
    pub async fn schedule(&self, id: u64) -> Result<Option<Numbered<Schedule>>, Error> {
        self.ask(move |db| schedule(db, id)).await
    }

    /// The days of a schedule; `None` when there is no such schedule.
    pub async fn schedule_days(&self, schedule_id: u64) -> Result<Option<Vec<Numbered<Shift>>>, Error> {
        self.ask(move |db| schedule_days(db, schedule_id)).await
    }

    /// Those for whom a schedule opens time for jobs of a type, by number: nobody else can be free for one.
    pub async fn users_scheduled_for(&self, job_type_id: u64) -> Result<Vec<u64>, Error> {
        self.ask_once(move |db| users_for(db, Some(job_type_id))).await
    }

    /// What the schedules that open time say of each user, by number; whoever has none is left out.
    pub async fn teams(&self) -> Result<HashMap<u64, Team>, Error> {
        self.ask_once(teams).await
    }

    /// A part of the blockers, by number, and how many there are.
    pub async fn blockers(&self, page: Page) -> Result<(Vec<Numbered<Blocker>>, u64), Error> {
        self.ask(move |db| blockers(db, page)).await
    }

    /// One blocker.
    pub async fn blocker(&self, id: u64) -> Result<Option<Numbered<Blocker>>, Error> {
        self.ask(move |db| blocker(db, id)).await
    }

    /// A part of the time offs, by number, and how many there are.
    pub async fn time_offs(&self, page: Page) -> Result<(Vec<Numbered<TimeOff>>, u64), Error> {
        self.ask(move |db| time_offs(db, page)).await
    }

    /// One time off.
    pub async fn time_off(&self, id: u64) -> Result<Option<Numbered<TimeOff>>, Error> {
        self.ask(move |db| time_off(db, id)).await
    }
}

const SCHEDULES: &str =
    "SELECT id, name, available, start_day, weeks, repetitions, infinite_repetitions FROM schedules";
const DAYS: &str = "SELECT id, weekday, start_minute, end_minute FROM schedule_days";
const BLOCKERS: &str = "SELECT id, name, weekdays, start_minute, end_minute, start_day, weeks, repetitions,
    infinite_repetitions FROM blockers";
const TIME_OFFS: &str = "SELECT id, user_id, start_minute, end_minute, name FROM time_offs";

pub(crate) fn schedules(db: &Db, page: Page) -> Result<(Vec<Numbered<Schedule>>, u64), Error> {
    list(db, "schedules", SCHEDULES, page, read_schedule)
}

/// Those for whom a schedule opens time for jobs of a type, by number.
pub(crate) fn users_for(db: &Db, job_type_id: Option<u64>) -> Result<Vec<u64>, Error> {
    let sql = "SELECT DISTINCT user_id FROM schedule_users WHERE schedule_id IN
           (SELECT schedule_id FROM schedule_job_types JOIN schedules ON schedules.id = schedule_id
            WHERE available AND job_type_id = ?1)
         ORDER BY user_id";
    db.column(sql, params![job_type_id])
}

pub(crate) fn schedule(db: &Db, id: u64) -> Result<Option<Numbered<Schedule>>, Error> {
    one(db, SCHEDULES, id, read_schedule)
}

pub(crate) fn schedule_days(db: &Db, schedule_id: u64) -> Result<Option<Vec<Numbered<Shift>>>, Error> {
    if schedule(db, schedule_id)?.is_none() {
        return Ok(None);
    }
    let day = |row: &Row| {
        Ok(Numbered { id: row.get(0)?, record: Shift { weekday: row.get(1)?, start: row.get(2)?, end: row.get(3)? } })
    };
    let rows = db.rows(&format!("{DAYS} WHERE schedule_id = ?1 ORDER BY id"), params![schedule_id])?;
    Ok(Some(rows.iter().map(day).collect::<Result<_, Error>>()?))
}

pub(crate) fn blockers(db: &Db, page: Page) -> Result<(Vec<Numbered<Blocker>>, u64), Error> {
    list(db, "blockers", BLOCKERS, page, read_blocker)
}

pub(crate) fn blocker(db: &Db, id: u64) -> Result<Option<Numbered<Blocker>>, Error> {
    one(db, BLOCKERS, id, read_blocker)
}

pub(crate) fn time_offs(db: &Db, page: Page) -> Result<(Vec<Numbered<TimeOff>>, u64), Error> {
    list(db, "time_offs", TIME_OFFS, page, read_time_off)
}

pub(crate) fn time_off(db: &Db, id: u64) -> Result<Option<Numbered<TimeOff>>, Error> {
    one(db, TIME_OFFS, id, read_time_off)
}

fn teams(db: &Db) -> Result<HashMap<u64, Team>, Error> {
    let schedules = "FROM schedule_users JOIN schedules ON schedules.id = schedule_users.schedule_id";
    let types = format!(
        "SELECT DISTINCT user_id, job_types.id, job_types.name {schedules}
         JOIN schedule_job_types ON schedule_job_types.schedule_id = schedules.id
         JOIN job_types ON job_types.id = schedule_job_types.job_type_id WHERE available ORDER BY user_id, job_types.id"
    );
    let areas = format!(
        "SELECT DISTINCT user_id, geofences.id, geofences.name {schedules}
         JOIN schedule_geofences ON schedule_geofences.schedule_id = schedules.id
         JOIN geofences ON geofences.id = schedule_geofences.geofence_id WHERE available ORDER BY user_id, geofences.id"
    );
    let named =
        format!("SELECT user_id, schedules.id, name {schedules} WHERE available ORDER BY user_id, schedules.id");
    let mut teams = HashMap::<u64, Team>::new();
    for (sql, member) in [
        (types, (|team| &mut team.job_types) as fn(&mut Team) -> &mut Vec<String>),
        (areas, |team| &mut team.areas),
        (named, |team| &mut team.schedules),
    ] {
        for row in db.rows(&sql, &[])? {
            let name: String = row.get(2)?;
            let names = member(teams.entry(row.get(0)?).or_default());
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    Ok(teams)
}

type Read<T> = fn(&Db, &Row) -> Result<T, Error>;

fn list<T>(db: &Db, table: &str, sql: &str, page: Page, read: Read<T>) -> Result<(Vec<T>, u64), Error> {
    let count = db.value(&format!("SELECT count(*) FROM {table}"), &[])?;
    let rows = db.rows(&format!("{sql} ORDER BY id LIMIT ?1 OFFSET ?2"), params![page.limit, page.offset()])?;
    Ok((rows.iter().map(|row| read(db, row)).collect::<Result<_, _>>()?, count))
}

fn one<T>(db: &Db, sql: &str, id: u64, read: Read<T>) -> Result<Option<T>, Error> {
    db.row(&format!("{sql} WHERE id = ?1"), params![id])?.map(|row| read(db, &row)).transpose()
}

fn read_schedule(db: &Db, row: &Row) -> Result<Numbered<Schedule>, Error> {
    let id: u64 = row.get(0)?;
    let users = "SELECT user_id FROM schedule_users WHERE schedule_id = ?1 ORDER BY position";
    let job_types = "SELECT job_type_id FROM schedule_job_types WHERE schedule_id = ?1 ORDER BY position";
    let record = Schedule {
        name: row.get(1)?,
        user_ids: db.column(users, params![id])?,
        job_type_ids: db.column(job_types, params![id])?,
        available: row.get(2)?,
        repetition: repetition(row, 3)?,
    };
    Ok(Numbered { id, record })
}

fn read_blocker(db: &Db, row: &Row) -> Result<Numbered<Blocker>, Error> {
    let id: u64 = row.get(0)?;
    let users = "SELECT user_id FROM blocker_users WHERE blocker_id = ?1 ORDER BY position";
    let record = Blocker {
        name: row.get(1)?,
        user_ids: db.column(users, params![id])?,
        weekdays: weekdays(row.get(2)?),
        start: row.get(3)?,
        end: row.get(4)?,
        repetition: repetition(row, 5)?,
    };
    Ok(Numbered { id, record })
}

fn read_time_off(_: &Db, row: &Row) -> Result<Numbered<TimeOff>, Error> {
    let record = TimeOff { name: row.get(4)?, user_id: row.get(1)?, start: row.get(2)?, end: row.get(3)? };
    Ok(Numbered { id: row.get(0)?, record })
}

/// A repetition, from four columns of a row: start, weeks, repetitions, for ever.
pub(crate) fn repetition(row: &Row, first: usize) -> Result<Repetition, Error> {
    Ok(Repetition {
        start: Day(row.get(first)?),
        weeks: row.get(first + 1)?,
        repetitions: row.get(first + 2)?,
        infinite: row.get(first + 3)?,
    })
}

/// From the stored bits: bit 0 is Sunday.
pub(crate) fn weekdays(bits: u8) -> [bool; 7] {
    std::array::from_fn(|weekday| bits & (1 << weekday) != 0)
}
