//! What holds for the whole instance.

use slotwright_matching::WeekAnchor;

use super::sql::{Db, params};
use super::{Error, Settings};

pub(super) fn get(db: &Db) -> Result<Settings, Error> {
    Ok(Settings {
        time_zone: value(db, "time_zone")?,
        instance_id: value(db, "instance_id")?,
        company: value(db, "company")?,
        week_anchor: week_anchor(db)?,
    })
}

pub(super) fn week_anchor(db: &Db) -> Result<WeekAnchor, Error> {
    match value(db, "week_anchor")?.as_deref() {
        None | Some("start") => Ok(WeekAnchor::Start),
        Some("sunday") => Ok(WeekAnchor::Sunday),
        Some(other) => Err(Error::Corrupt(format!("the setting week_anchor is `{other}`"))),
    }
}

fn value(db: &Db, name: &str) -> Result<Option<String>, Error> {
    db.row("SELECT value FROM settings WHERE name = ?1", params![name])?.map(|row| row.get(0)).transpose()
}

pub(super) fn set(db: &Db, name: &str, value: &str) -> Result<(), Error> {
    let sql = "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";
    db.execute(sql, params![name, value])?;
    Ok(())
}
