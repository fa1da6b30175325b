//! The system behind the gateway: the settings, and the table `[upstream]` of the settings file.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde::Deserialize;
use slotwright_upstream::bigchange::{BigChange, BigChangeSettings};
use slotwright_upstream::sonar::{CancelMode, Sonar, SonarSettings};
use slotwright_upstream::{
    EpochUnit, Frotcom, FrotcomForm, FrotcomSettings, Ids, Listener, Os1, Os1Settings, TransportSettings, Upstream,
};

use super::{Pace, Secret};

/// Which system, where, and as whom.
#[derive(Clone, Debug, Default, Args)]
pub struct UpstreamSettings {
    /// The system behind the gateway, in which bookings arrive too [default: none]
    #[arg(long = "upstream", env = "UPSTREAM", value_enum)]
    pub system: Option<UpstreamSystem>,

    /// Its address, as in `https://provider.sonar.software`
    #[arg(long = "upstream-url", env = "UPSTREAM_URL", value_name = "URL")]
    pub url: Option<String>,

    /// As whom it is spoken to: its user, or the id of the client
    #[arg(long = "upstream-user", env = "UPSTREAM_USER", value_name = "NAME")]
    pub user: Option<String>,

    /// That one's password or secret, never a flag nor in the file
    #[arg(skip)]
    pub password: Option<Secret>,

    /// What else it needs
    #[arg(skip)]
    pub table: UpstreamTable,
}

/// A system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum UpstreamSystem {
    /// Sonar.
    Sonar,
    /// OS1 Dispatch.
    Os1,
    /// BigChange.
    Bigchange,
    /// Frotcom.
    Frotcom,
}

/// The table `[upstream]` of the settings file, but for `system`, `url` and `user`, which are settings of their own. Names of ours
/// are numbers; what has no entry is called by the same number there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UpstreamTable {
    /// What our job types are called there.
    pub job_types: BTreeMap<String, toml::Value>,
    /// OS1: the workflow of each of our job types.
    pub workflows: BTreeMap<String, toml::Value>,
    /// What our users are called there.
    pub users: BTreeMap<String, toml::Value>,
    /// BigChange: the vehicle of each of our users.
    pub vehicles: BTreeMap<String, toml::Value>,
    /// What our accounts are called there.
    pub accounts: BTreeMap<String, toml::Value>,
    /// What our network sites are called there.
    pub network_sites: BTreeMap<String, toml::Value>,
    /// How long a call may take, in milliseconds, 100 to 60000.
    pub call_timeout_ms: Option<u32>,
    /// The pause after a first attempt that failed, in milliseconds, 10 to 60000; it doubles with each further one.
    pub first_pause_ms: Option<u32>,
    /// How long a job whose making was not answered is looked for before it is sent once more, in milliseconds: from twice as long
    /// as a call may take to 3600000.
    pub settle_ms: Option<u32>,
    /// BigChange: whose jobs they are.
    pub customer_id: Option<u64>,
    /// OS1: whose data it is.
    pub tenant_id: Option<String>,
    /// OS1: what times are counted in, `ms` or `s`.
    pub epoch_unit: Option<String>,
    /// OS1: which attribute holds the notes.
    pub notes_attribute: Option<String>,
    /// OS1: which objective of the workflow the visit is.
    pub objective_ref: Option<String>,
    /// Sonar: what becomes of a job that is given up, `queue` or `delete`.
    pub cancel_mode: Option<String>,
    /// Frotcom: whether notes may have 3000 characters.
    pub long_notes: Option<bool>,
    /// Frotcom: the form that takes the fields of jobs.
    pub form: Option<FormTable>,
    /// Frotcom: how many minutes late somebody may arrive.
    pub arrival_grace_minutes: Option<u32>,
}

/// The table `[upstream.form]`: a form of Frotcom, as it is known there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormTable {
    /// Its number.
    pub id: i32,
    /// Its version.
    pub version: i32,
    /// What the driver reads above it.
    pub name: String,
}

impl UpstreamSettings {
    /// How fast the system is spoken to.
    ///
    /// # Errors
    ///
    /// Which setting is wrong, and what is allowed.
    pub fn pace(&self) -> Result<Pace, String> {
        let (table, usual) = (&self.table, Pace::default());
        let call_timeout_ms = within("call_timeout_ms", table.call_timeout_ms, usual.call_timeout_ms, 100..=60_000)?;
        let first_pause_ms = within("first_pause_ms", table.first_pause_ms, usual.first_pause_ms, 10..=60_000)?;
        // What is sent last may begin to act as late as its call ends.
        let settled = call_timeout_ms * 2..=3_600_000;
        let settle_ms = within("settle_ms", table.settle_ms, usual.settle_ms.max(call_timeout_ms * 2), settled)?;
        Ok(Pace { call_timeout_ms, first_pause_ms, settle_ms })
    }

    /// The way to the system; `None` where there is none behind the gateway.
    ///
    /// # Errors
    ///
    /// Which setting is missing or wrong, and what is allowed.
    pub fn open(&self, pace: Pace) -> Result<Option<Upstream>, String> {
        self.open_with(pace, None)
    }

    /// The same with somebody who is told each exchange.
    ///
    /// # Errors
    ///
    /// As [`UpstreamSettings::open`].
    pub fn open_with(&self, pace: Pace, listener: Option<Arc<dyn Listener>>) -> Result<Option<Upstream>, String> {
        let Some(system) = self.system else { return Ok(None) };
        let url = needed(self.url.as_ref(), "--upstream-url (UPSTREAM_URL)")?;
        let user = needed(self.user.as_ref(), "--upstream-user (UPSTREAM_USER)")?;
        let password = needed(self.password.as_ref(), "UPSTREAM_PASSWORD, in the environment,")?.clone();
        let mut transport = TransportSettings { listener, ..TransportSettings::new(url) };
        let (ids, table) = (self.table.ids()?, &self.table);
        transport.call_timeout = Duration::from_millis(u64::from(pace.call_timeout_ms));
        transport.connect_timeout = transport.connect_timeout.min(transport.call_timeout);
        let opened = match system {
            UpstreamSystem::Sonar => {
                let mut settings = SonarSettings { ids, ..SonarSettings::new(transport, user, password) };
                settings.cancel_mode = match table.cancel_mode.as_deref() {
                    None | Some("queue") => CancelMode::Queue,
                    Some("delete") => CancelMode::Delete,
                    Some(other) => return Err(wrong("cancel_mode", other, "`queue` or `delete`")),
                };
                Sonar::new(settings).map(Upstream::Sonar)
            }
            UpstreamSystem::Os1 => {
                let tenant =
                    needed(table.tenant_id.as_ref(), "`tenant_id` in the table [upstream] of the settings file")?;
                let mut settings = Os1Settings { ids, ..Os1Settings::new(transport, user, password, tenant) };
                settings.notes_attribute.clone_from(&table.notes_attribute);
                if let Some(objective_ref) = &table.objective_ref {
                    settings.objective_ref.clone_from(objective_ref);
                }
                settings.epoch_unit = match table.epoch_unit.as_deref() {
                    None | Some("ms") => EpochUnit::Milliseconds,
                    Some("s") => EpochUnit::Seconds,
                    Some(other) => return Err(wrong("epoch_unit", other, "`ms` or `s`")),
                };
                Os1::new(settings).map(Upstream::Os1)
            }
            UpstreamSystem::Bigchange => {
                let what = "`customer_id` in the table [upstream] of the settings file";
                let customer_id = *needed(table.customer_id.as_ref(), what)?;
                let settings =
                    BigChangeSettings { ids, ..BigChangeSettings::new(transport, user, password, customer_id) };
                BigChange::new(settings).map(Upstream::BigChange)
            }
            UpstreamSystem::Frotcom => {
                let mut settings = FrotcomSettings { ids, ..FrotcomSettings::new(transport, user, password) };
                let form = table.form.clone();
                settings.form = form.map(|FormTable { id, version, name }| FrotcomForm { id, version, name });
                settings.has_long_notes = table.long_notes.unwrap_or(settings.has_long_notes);
                settings.arrival_grace_minutes = table.arrival_grace_minutes.unwrap_or(settings.arrival_grace_minutes);
                Frotcom::new(settings).map(Upstream::Frotcom)
            }
        };
        opened.map(Some).map_err(|problem| format!("--upstream-url (UPSTREAM_URL): {problem}"))
    }
}

fn needed<'a, T: ?Sized>(value: Option<&'a T>, what: &str) -> Result<&'a T, String> {
    value.ok_or_else(|| format!("--upstream (UPSTREAM) needs {what} too"))
}

fn within(name: &str, value: Option<u32>, usual: u32, allowed: RangeInclusive<u32>) -> Result<u32, String> {
    match value {
        None => Ok(usual),
        Some(value) if allowed.contains(&value) => Ok(value),
        Some(value) => {
            Err(wrong(name, &value.to_string(), &format!("a number from {} to {}", allowed.start(), allowed.end())))
        }
    }
}

fn wrong(name: &str, value: &str, allowed: &str) -> String {
    format!("`{name}` in the table [upstream] of the settings file is `{value}`; {allowed} is allowed")
}

impl UpstreamTable {
    fn ids(&self) -> Result<Ids, String> {
        Ok(Ids {
            job_types: names("job_types", &self.job_types)?,
            workflows: names("workflows", &self.workflows)?,
            users: names("users", &self.users)?,
            vehicles: names("vehicles", &self.vehicles)?,
            accounts: names("accounts", &self.accounts)?,
            network_sites: names("network_sites", &self.network_sites)?,
        })
    }
}

/// A table of names by our numbers. What is called by a number there may be written as one.
fn names(table: &str, names: &BTreeMap<String, toml::Value>) -> Result<BTreeMap<u64, String>, String> {
    let read = |(number, name): (&String, &toml::Value)| {
        let at =
            |problem: &str| Err(format!("`{table}.{number}` in the table [upstream] of the settings file {problem}"));
        let Ok(id) = number.parse() else { return at("must be named by a number of ours") };
        match name {
            toml::Value::String(text) => Ok((id, text.clone())),
            toml::Value::Integer(there) => Ok((id, there.to_string())),
            _ => at("must be a text or a number"),
        }
    };
    names.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_what_is_set_and_one_that_sends_what_may_still_act_is_refused() {
        let pace = |text: &str| {
            let table = toml::from_str(text).unwrap();
            UpstreamSettings { table, ..UpstreamSettings::default() }.pace()
        };
        assert_eq!(pace(""), Ok(Pace::default()));
        let set = Pace { call_timeout_ms: 400, first_pause_ms: 20, settle_ms: 800 };
        assert_eq!(pace("call_timeout_ms = 400\nfirst_pause_ms = 20\nsettle_ms = 800"), Ok(set));
        assert_eq!(pace("call_timeout_ms = 60000").map(|pace| pace.settle_ms), Ok(120_000));
        let refused = pace("call_timeout_ms = 400\nsettle_ms = 799").unwrap_err();
        assert!(refused.contains("`settle_ms`") && refused.contains("from 800 to 3600000"), "{refused}");
        for wrong in ["call_timeout_ms = 99", "first_pause_ms = 0", "first_pause_ms = 60001", "settle_ms = 3600001"] {
            assert!(pace(wrong).unwrap_err().contains(wrong.split(' ').next().unwrap()), "{wrong}");
        }
    }
}
