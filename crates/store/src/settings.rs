//! What holds for the whole instance.

use serde::Serialize;
use serde::de::DeserializeOwned;
use slotwright_domain::Settings;
use slotwright_matching::WeekAnchor;
use slotwright_wire::slotwright::{OwnFields, OwnPolicy, Rules};

use crate::error::Error;
use crate::sql::params;
use crate::store::Store;
use crate::unit_of_work::Db;

impl Store {
    /// What holds for the whole instance.
    pub async fn settings(&self) -> Result<Settings, Error> {
        self.ask(get).await
    }

    /// Stores the zone in which all stored times are meant.
    pub async fn set_time_zone(&self, name: &str) -> Result<(), Error> {
        let name = name.to_owned();
        self.change(move |db| set(db, "time_zone", &name)).await
    }

    /// Stores the instance's random name.
    pub async fn set_instance_id(&self, instance_id: &str) -> Result<(), Error> {
        let instance_id = instance_id.to_owned();
        self.change(move |db| set(db, "instance_id", &instance_id)).await
    }

    /// The key of the passes of sandboxed frames, which all servers of the instance share: `fresh` where there is none yet.
    pub async fn key_of_passes(&self, fresh: String) -> Result<String, Error> {
        self.change(move |db| {
            let sql = "INSERT INTO settings (name, value) VALUES ('key_of_passes', ?1) ON CONFLICT (name) DO NOTHING";
            db.execute(sql, params![&*fresh])?;
            Ok(value(db, "key_of_passes")?.unwrap_or_else(|| fresh.clone()))
        })
        .await
    }

    /// What is kept around jobs.
    pub async fn rules(&self) -> Result<Rules, Error> {
        self.ask_once(rules).await
    }

    /// What customers may book, where it is another than the server's settings say.
    pub async fn policy(&self) -> Result<OwnPolicy, Error> {
        self.ask_once(policy).await
    }

    /// What is asked of whoever books.
    pub async fn fields(&self) -> Result<OwnFields, Error> {
        self.ask_once(fields).await
    }
}

pub(crate) fn get(db: &Db) -> Result<Settings, Error> {
    Ok(Settings {
        time_zone: value(db, "time_zone")?,
        instance_id: value(db, "instance_id")?,
        company: value(db, "company")?,
        week_anchor: week_anchor(db)?,
    })
}

pub(crate) fn week_anchor(db: &Db) -> Result<WeekAnchor, Error> {
    match value(db, "week_anchor")?.as_deref() {
        None | Some("start") => Ok(WeekAnchor::Start),
        Some("sunday") => Ok(WeekAnchor::Sunday),
        Some(other) => Err(Error::Corrupt(format!("the setting week_anchor is `{other}`"))),
    }
}

/// What is kept around jobs.
pub(crate) fn rules(db: &Db) -> Result<Rules, Error> {
    read(RULES, value(db, RULES)?)
}

pub(crate) fn set_rules(db: &Db, rules: &Rules) -> Result<(), Error> {
    write(db, RULES, rules)
}

/// What customers may book.
pub(crate) fn policy(db: &Db) -> Result<OwnPolicy, Error> {
    read(POLICY, value(db, POLICY)?)
}

pub(crate) fn set_policy(db: &Db, policy: &OwnPolicy) -> Result<(), Error> {
    write(db, POLICY, policy)
}

/// What is asked of whoever books.
pub(crate) fn fields(db: &Db) -> Result<OwnFields, Error> {
    read(FIELDS, value(db, FIELDS)?)
}

pub(crate) fn set_fields(db: &Db, fields: &OwnFields) -> Result<(), Error> {
    write(db, FIELDS, fields)
}

/// A record of settings from its text. One text each: they are read as a whole and replaced as a whole.
pub(crate) fn read<T: DeserializeOwned + Default>(name: &str, text: Option<String>) -> Result<T, Error> {
    let Some(text) = text else { return Ok(T::default()) };
    serde_json::from_str(&text).map_err(|error| Error::Corrupt(format!("the {name}: {error}")))
}

fn write(db: &Db, name: &str, record: &impl Serialize) -> Result<(), Error> {
    let text = serde_json::to_string(record).map_err(|error| Error::Corrupt(error.to_string()))?;
    set(db, name, &text)
}

const RULES: &str = "rules";
pub(crate) const POLICY: &str = "policy";
pub(crate) const FIELDS: &str = "fields";

pub(crate) fn value(db: &Db, name: &str) -> Result<Option<String>, Error> {
    db.row("SELECT value FROM settings WHERE name = ?1", params![name])?.map(|row| row.get(0)).transpose()
}

pub(crate) fn set(db: &Db, name: &str, value: &str) -> Result<(), Error> {
    let sql = "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";
    db.execute(sql, params![name, value])?;
    Ok(())
}

/// As [`probe`], and takes as much room as several bookings do. Of chance: nothing can make it shorter.
pub(crate) fn probe_with_room(db: &Db) -> Result<(), Error> {
    let mut bytes = vec![0; ROOM / 2];
    getrandom::fill(&mut bytes).map_err(|error| Error::Corrupt(format!("no random numbers: {error}")))?;
    set(db, "probe", &bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

/// A booking writes some 50 kB of pages into the journal.
const ROOM: usize = 512 * 1024;

/// Changes something that means nothing, in a row that is as long afterwards. What stays as it is SQLite would not write.
pub(crate) fn probe(db: &Db) -> Result<(), Error> {
    let sql = "INSERT INTO settings (name, value) VALUES ('probe', '0') ON CONFLICT (name)
        DO UPDATE SET value = CASE settings.value WHEN '0' THEN '1' ELSE '0' END";
    db.execute(sql, &[])?;
    Ok(())
}
