//! What holds for the whole instance.

use rusqlite::{Connection, OptionalExtension};
use slotwright_matching::WeekAnchor;

use super::{Error, Settings};

pub(super) fn get(connection: &Connection) -> Result<Settings, Error> {
    Ok(Settings {
        time_zone: value(connection, "time_zone")?,
        instance_id: value(connection, "instance_id")?,
        company: value(connection, "company")?,
        week_anchor: week_anchor(connection)?,
    })
}

pub(super) fn week_anchor(connection: &Connection) -> Result<WeekAnchor, Error> {
    match value(connection, "week_anchor")?.as_deref() {
        None | Some("start") => Ok(WeekAnchor::Start),
        Some("sunday") => Ok(WeekAnchor::Sunday),
        Some(other) => Err(Error::Corrupt(format!("the setting week_anchor is `{other}`"))),
    }
}

fn value(connection: &Connection, name: &str) -> Result<Option<String>, Error> {
    let mut question = connection.prepare_cached("SELECT value FROM settings WHERE name = ?1")?;
    Ok(question.query_row([name], |row| row.get(0)).optional()?)
}

pub(super) fn set(connection: &Connection, name: &str, value: &str) -> Result<(), Error> {
    connection
        .prepare_cached("INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2")?
        .execute([name, value])?;
    Ok(())
}
