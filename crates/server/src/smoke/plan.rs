//! What is to be tried: the job, where, by whom and when.

use std::sync::Arc;

use slotwright_domain::{Place, PlaceRef, WishWindow};
use slotwright_matching::{Day, Minute};
use slotwright_store::{Location, Store};
use slotwright_upstream::{FreeQuestion, Moment, Upstream, UpstreamJob, Visit};
use slotwright_wire::time::print_date;

use super::can_take_back;
use crate::commands::SmokeCommand;
use crate::config::Settings;
use crate::edge::random::random_bytes;
use crate::time::zone::{Zone, Zoneinfo};

/// The zone of an instance that nobody gave one, as of the server.
const DEFAULT_ZONE: &str = "America/Chicago";
/// What the technician reads, should anybody come across the job.
const NOTES: &str = "Slotwright tries this account. Please ignore this job: it is removed again.";
/// And after the notes were changed.
const OTHER_NOTES: &str = "Slotwright has changed these notes. Please ignore this job: it is removed again.";
/// Why it is given up.
pub(super) const REASON: &str = "Slotwright has tried this account.";
/// A time of the day at which most work, where the system doesn't say who is free when, in minutes.
const USUAL_START: Minute = 10 * 60;

/// What is to be tried.
pub(super) struct Plan {
    /// By what the job is found again.
    pub marker: String,
    /// In which zone times are meant.
    pub zone: Arc<Zone>,
    /// On which day.
    pub on: Option<Day>,
    /// Who comes.
    pub user_id: Option<u64>,
    /// For how many minutes.
    length_in_minutes: u32,
    job_type: Option<(u64, String)>,
    place: Option<Place>,
}

impl Plan {
    /// From the options, and what the database knows of their numbers where there is one.
    ///
    /// # Errors
    ///
    /// What is missing, and what is not known.
    pub async fn make(command: &SmokeCommand, settings: &Settings) -> Result<Self, String> {
        if !command.read_only {
            refuse_what_is_missing(command)?;
        }
        let store = store(&settings.database_url).await?;
        let told = |error: slotwright_store::Error| format!("{error} (--database-url {})", settings.database_url);
        let stored_zone = match &store {
            Some(store) => store.settings().await.map_err(told)?.time_zone,
            None => None,
        };
        let name = stored_zone.or_else(|| settings.time_zone.clone()).unwrap_or_else(|| DEFAULT_ZONE.to_owned());
        let zoneinfo = Zoneinfo::find(settings.zoneinfo.as_deref());
        let zoneinfo = zoneinfo.map_err(|problem| format!("--zoneinfo (ZONEINFO): {problem}"))?;
        let zone = Zone::named(&name, zoneinfo).map_err(|problem| format!("--time-zone (TIME_ZONE): {problem}"))?;
        let mut job_type = command.job_type.map(|id| (id, "Try-out".to_owned()));
        let mut place = command.place.map(nameless);
        if let Some(store) = &store {
            if let Some((id, name)) = &mut job_type {
                let known = store.job_type(*id).await.map_err(told)?;
                *name = known.ok_or_else(|| format!("there is no job type {id} (--job-type)"))?.name;
            }
            if let Some(place) = &mut place {
                let known = store.place(place.place).await.map_err(told)?;
                let unknown = || format!("there is no {} {} (--place)", kind(place.place), place.place.id);
                *place = known.ok_or_else(unknown)?;
            }
            if let Some(id) = command.user
                && store.users().await.map_err(told)?.iter().all(|user| user.id != id)
            {
                return Err(format!("there is no user {id} (--user)"));
            }
        }
        let marker = command.marker.clone().unwrap_or_else(random_marker);
        let (on, user_id, length_in_minutes) = (command.on, command.user, command.length);
        Ok(Self { marker, zone: Arc::new(zone), on, user_id, length_in_minutes, job_type, place })
    }

    /// What this program itself says in what it sends: nobody's secret, and what a recording is played back by.
    pub fn texts(&self) -> Vec<String> {
        let marker = format!("[ref {}]", self.marker);
        [NOTES, OTHER_NOTES, REASON].map(str::to_owned).into_iter().chain([marker, self.marker.clone()]).collect()
    }

    /// What will be done, before it is.
    pub fn sentence(&self, system: &str, upstream: &Upstream, is_read_only: bool) -> String {
        let zone = self.zone.name();
        let (Some(place), Some((job_type, _)), Some(user), Some(on), false) =
            (&self.place, &self.job_type, self.user_id, self.on, is_read_only)
        else {
            return format!("Asks {system} a few questions and changes nothing there. Times are of {zone}.");
        };
        let end = match can_take_back(upstream) {
            true => "and gives it up again",
            false => "which nobody but its people can take back",
        };
        format!(
            "Makes a job in {system} with the reference {} (job type {job_type}, {} {}, user {user}, {} in {zone}), changes it, {end}.",
            self.marker,
            kind(place.place),
            place.place.id,
            print_date(on),
        )
    }

    /// The job, without a time.
    pub fn job(&self) -> Option<UpstreamJob> {
        let (job_type_id, job_type_name) = self.job_type.clone()?;
        Some(UpstreamJob {
            id: 1,
            marker: self.marker.clone(),
            job_type_id,
            job_type_name,
            place: self.place.clone()?,
            length_in_minutes: self.length_in_minutes,
            notes: NOTES.to_owned(),
            visit: None,
            wishes: Vec::new(),
            fields: Vec::new(),
        })
    }

    /// The same at a time.
    pub fn booked(&self, start: Minute) -> Option<UpstreamJob> {
        let visit = Visit {
            start: self.moment(start),
            end: self.moment(start.saturating_add(i32::try_from(self.length_in_minutes).ok()?)),
            arrival: None,
            user_ids: vec![self.user_id?],
        };
        Some(UpstreamJob { visit: Some(visit), ..self.job()? })
    }

    /// The same with other notes.
    pub fn with_other_notes(&self) -> Option<UpstreamJob> {
        Some(UpstreamJob { notes: OTHER_NOTES.to_owned(), ..self.job()? })
    }

    /// The same with a wish: the morning of the day.
    pub fn wished(&self) -> Option<UpstreamJob> {
        let window = WishWindow { day: self.on?, start_second: 8 * 3600, end_second: 12 * 3600 };
        Some(UpstreamJob { wishes: vec![window], ..self.job()? })
    }

    /// Whether its user is free on the day.
    pub fn free_question(&self) -> Option<FreeQuestion> {
        let day = self.on?.interval();
        Some(FreeQuestion {
            from: day.start(),
            until: day.end(),
            length_in_minutes: self.length_in_minutes,
            job_type_id: self.job_type.as_ref()?.0,
            place: self.place.as_ref()?.place,
            user_ids: vec![self.user_id?],
        })
    }

    /// When the day begins and ends.
    pub fn day(&self) -> Option<(Moment, Moment)> {
        let day = self.on?.interval();
        Some((self.moment(day.start()), self.moment(day.end())))
    }

    /// A time on the day at which most work.
    pub fn usual_start(&self) -> Option<Minute> {
        Some(self.on?.start() + USUAL_START)
    }

    /// For how many minutes.
    pub fn length(&self) -> Minute {
        Minute::try_from(self.length_in_minutes).unwrap_or(Minute::MAX)
    }

    fn moment(&self, minute: Minute) -> Moment {
        Moment { minute, unix: self.zone.instant_of(minute).as_second() }
    }
}

/// All that is missing at once: who has to ask somebody for the numbers asks once.
fn refuse_what_is_missing(command: &SmokeCommand) -> Result<(), String> {
    let missing: Vec<_> = [
        (command.job_type.is_none(), "--job-type NUMBER (the type of the job)"),
        (command.place.is_none(), "--place account:NUMBER (where it is)"),
        (command.user.is_none(), "--user NUMBER (who would come)"),
        (command.on.is_none(), "--on YYYY-MM-DD (on which day)"),
    ]
    .into_iter()
    .filter_map(|(is_missing, option)| is_missing.then_some(option))
    .collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(format!("to make a job it needs {} too; --read-only makes none", missing.join(", "))),
    }
}

/// The database, beside a server that goes on; `None` where there is none yet.
async fn store(location: &Location) -> Result<Option<Store>, String> {
    if let Location::Sqlite(path) = location
        && !path.exists()
    {
        return Ok(None);
    }
    let opened = location.clone();
    let store = tokio::task::spawn_blocking(move || Store::open_to_read(&opened)).await;
    let store = store.map_err(|error| error.to_string())?;
    store.map(Some).map_err(|error| format!("{error} (--database-url {location})"))
}

/// A place of which only the number is known.
fn nameless(place: PlaceRef) -> Place {
    Place { place, name: "Slotwright".to_owned(), account_status_id: None, address: None, point: None }
}

fn kind(place: PlaceRef) -> &'static str {
    match place.kind {
        slotwright_domain::PlaceKind::Account => "account",
        slotwright_domain::PlaceKind::NetworkSite => "network site",
    }
}

fn random_marker() -> String {
    let letters = random_bytes::<6>().map(|byte| char::from(b'A' + byte % 26));
    format!("SMOKE-{}", letters.iter().collect::<String>())
}
