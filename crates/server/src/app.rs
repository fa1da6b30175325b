//! The parts of a running server, put together once at the start.

use std::net::{IpAddr, SocketAddr};
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::SignedDuration;
use slotwright_domain::{
    Arrival, Bounds, HoldTerms, LinkClock, LinkHolder, LinkScope, MadeLink, NewcomerTerms, PlaceKind, Policy,
    StaffScope,
};
use slotwright_matching::Day;
use slotwright_store as store;
use slotwright_store::Store;
use slotwright_upstream::Upstream;
use slotwright_wire::slotwright::Company;
use slotwright_wire::sonar;
use slotwright_world as world;
use slotwright_world::World;

use crate::config::{ExchangeSetting, Pace, Settings};
use crate::credentials::link_keys::{self, LinkKeys};
use crate::credentials::sealed::Audience;
use crate::credentials::{self, ApiUsers, LinkForm, NewBearer, NewPassword, Passes, ProofOfWork, Tickets, make_link};
use crate::edge::origin::AllowedOrigins;
use crate::edge::quota::Quota;
use crate::edge::random::{hex, random_bytes};
use crate::edge::stop::Stop;
use crate::elsewhere::Elsewhere;
use crate::inbound;
use crate::instance::{Instance, Searches};
use crate::live::Live;
use crate::scheduling::link::WantedLink;
use crate::standin::faults::Faults;
use crate::standin::{self, Standin};
use crate::time::clock::{Clock, InstanceClock};
use crate::time::zone::{self, Zone, Zoneinfo};

/// Everything that handlers share.
pub struct App {
    /// What deeds are done with.
    pub instance: Instance,
    /// Who may call by name and password.
    pub api_users: ApiUsers,
    /// The API user whose name and password stand in the settings: its password is changed there alone.
    pub api_user_of_settings: Option<String>,
    /// Whose instance this is, as customers see it.
    pub company: Company,
    /// Random, made once for each database: keeps its names apart from those of others.
    pub instance_id: String,
    /// Under which address the server is reached, without a slash at its end.
    pub public_url: String,
    /// The folder of the built widget; without one it is what the program carries.
    pub assets: Option<PathBuf>,
    /// The folder of the widgets of earlier versions, if they are to be served still.
    pub earlier_assets: Option<PathBuf>,
    /// What sealed links are sealed and opened with.
    pub link_keys: Arc<LinkKeys>,
    /// For whom they are sealed.
    pub audience: Audience,
    /// Whose sessions are exchanged for ones here.
    pub exchanges: Vec<ExchangeSetting>,
    /// Which pages of other origins may ask.
    pub allowed_origins: AllowedOrigins,
    /// By which our own page is known where it has no origin.
    pub passes: Passes,
    /// What stands in the addresses of pages without script.
    pub tickets: Tickets,
    /// The system behind the gateway.
    pub upstream: Option<Arc<Upstream>>,
    /// How fast that is spoken to.
    pub pace: Pace,
    /// How often somebody may ask.
    pub quotas: Quotas,
    /// Who has to prove work first.
    pub proof_of_work: ProofOfWork,
    /// Who follows what is changed.
    pub live: Live,
    /// Whether the process has been asked to stop.
    pub stop: Stop,
    /// What others can set from their tests, where that is asked for.
    pub standin: Option<Arc<Standin>>,
}

/// How often somebody may ask.
pub struct Quotas {
    /// A link, by a hash of what its holder sends.
    pub links: Quota<[u8; 32]>,
    /// An address.
    pub addresses: Quota<IpAddr>,
    /// All who are no API users together: what one instance costs the machine that it shares with others.
    pub all: Quota<()>,
    /// How many proxies tell the addresses of clients.
    pub proxies: u8,
}

impl Deref for App {
    type Target = Instance;

    fn deref(&self) -> &Instance {
        &self.instance
    }
}

/// What the operator is told once the server listens: names and values, in this order.
pub type Greeting = Vec<(&'static str, String)>;

/// The zone of an instance that nobody gave one.
const DEFAULT_ZONE: &str = "America/Chicago";
/// As whom the history names who makes the links that are told at the start.
const GREETER: &str = "start";

impl App {
    /// Opens the store, fills it if it is empty and a world is wanted, makes the first API user. `bound` is the address
    /// on which the server listens.
    ///
    /// # Errors
    ///
    /// A sentence for the operator that names the setting which is to blame.
    pub async fn build(settings: &Settings, bound: SocketAddr) -> Result<(Self, Greeting), String> {
        let location = settings.database_url.clone();
        let at_file = |error: store::Error| format!("{} (--database-url {})", error, settings.database_url);
        let opened = tokio::task::spawn_blocking(move || Store::open(&location)).await;
        let store = opened.map_err(|_| store::Error::Closed).and_then(|opened| opened).map_err(at_file)?;
        let _alone = store.start_alone().await.map_err(at_file)?;
        let stored = store.settings().await.map_err(at_file)?;
        let wants_world = settings.demo || settings.world.is_some();
        let is_empty = store.is_empty().await.map_err(at_file)?;
        if wants_world && !is_empty {
            tracing::info!("the database has data already, which are kept: no world is loaded");
        }
        let file = match &settings.world {
            Some(file) if is_empty => Some(read_world(file)?),
            _ => None,
        };
        let zone_name = zone_name(settings, stored.time_zone, file.as_ref())?;
        let zoneinfo = Zoneinfo::find(settings.zoneinfo.as_deref());
        let zoneinfo = zoneinfo.map_err(|problem| format!("--zoneinfo (ZONEINFO): {problem}"))?;
        let zone = Zone::named(&zone_name, zoneinfo);
        let zone = Arc::new(zone.map_err(|problem| format!("--time-zone (TIME_ZONE): {problem}"))?);
        zone::keep_fresh(&zone);
        let started = |(minute, second)| Clock::started(zone.instant_of(minute) + SignedDuration::from_secs(second));
        let clock = settings.clock.map_or(Clock::System, started);
        let link_clock = link_clock(settings, &store, clock).await.map_err(at_file)?;
        let world = match file {
            Some(world) => Some(world),
            None if settings.demo && is_empty => Some(world::demo::world(settings.seed, clock.now(&zone).today())),
            None => None,
        };
        if let Some(world) = &world {
            inbound::judge(&world.definitions)?;
        }
        match world {
            Some(world) => {
                let starts = || world.jobs.iter().filter_map(|job| job.scheduled_at).map(Day::of);
                let days = starts().min().zip(starts().max());
                let skipped = days.map(|(first, last)| zone.skipped(first, last + 1)).unwrap_or_default();
                store.load_world(world, &zone_name, skipped).await.map_err(at_file)?;
            }

            None => store.set_time_zone(&zone_name).await.map_err(at_file)?,
        }
        let instance_id = match stored.instance_id {
            Some(instance_id) => instance_id,
            None => {
                let instance_id = hex(&random_bytes::<8>());
                store.set_instance_id(&instance_id).await.map_err(at_file)?;
                instance_id
            }
        };
        let shared_key = store.key_of_passes(Passes::fresh_key()).await.map_err(at_file)?;
        let company = store.settings().await.map_err(at_file)?.company;
        let pace = settings.upstream.pace()?;
        let upstream = settings.upstream.open(pace)?.map(Arc::new);
        store.set_upstream(upstream.is_some()).await.map_err(at_file)?;
        let clock = Arc::new(InstanceClock::new(clock));
        let standin = settings.standin.then(|| standin_of(&clock, &zone));
        let mut greeting = vec![("database", settings.database_url.to_string())];
        greeting.extend(own_api_user(&store, settings).await.map_err(at_file)?.map(|user| ("api user", user)));
        let listening = format!("http://{bound}");
        let public_url = settings.public_url.clone().unwrap_or_else(|| listening.clone());
        let link_keys = Arc::new(LinkKeys::of_setting(settings.link_keys.as_deref())?);
        link_keys::keep_fresh(&link_keys);
        let fresh = hex(&random_bytes::<32>());
        let proof_key = store.proof_key(fresh).await.map_err(at_file)?.into_bytes();
        let app = Self {
            live: Live::of(store.clone()),
            instance: Instance {
                elsewhere: upstream
                    .clone()
                    .and_then(|upstream| Elsewhere::of(upstream, store.clone(), zone.clone()))
                    .map(Arc::new),
                store,
                searches: Searches::default(),
                zone,
                clock,
                link_clock,
                policy: Policy {
                    bounds: Bounds {
                        start_step_minutes: settings.start_step_minutes,
                        start_alignment: settings.start_alignment.into(),
                        notice_minutes: settings.notice_minutes,
                        change_notice_minutes: settings.change_notice_minutes,
                        horizon_days: settings.horizon_days,
                    },
                    arrival: Arrival {
                        window_minutes: settings.arrival_window_minutes,
                        promise: settings.arrival_promise.into(),
                    },
                    holds: HoldTerms {
                        seconds: settings.hold_seconds,
                        max_seconds: settings.hold_max_seconds,
                        pause_seconds: settings.hold_max_seconds,
                        ..Policy::default().holds
                    },
                    earlier_offer_minutes: settings.earlier_offer_minutes,
                    link_days_after_visit: settings.link_days_after_visit,
                    second_job: settings.second_job.into(),
                    max_changes_a_day: settings.link_changes_per_day,
                    newcomers: NewcomerTerms {
                        bookings_of_network: settings.open_bookings_per_address,
                        bookings_an_hour: settings.open_bookings_per_hour,
                        ..NewcomerTerms::default()
                    },
                    ..Policy::default()
                },
            },
            api_users: api_users_of(settings, &instance_id)?,
            api_user_of_settings: settings.api_password.is_some().then(|| settings.api_user.clone()),
            company: settings.company.company(company, &public_url),
            instance_id,
            audience: settings.audience(&public_url),
            link_keys,
            public_url,
            assets: settings.assets.clone(),
            earlier_assets: settings.earlier_assets.clone(),
            exchanges: settings.exchanges.clone(),
            allowed_origins: settings.allowed_origins.clone().unwrap_or_default(),
            passes: Passes::new(&shared_key),
            tickets: Tickets::new(&shared_key),
            upstream,
            pace,
            proof_of_work: ProofOfWork {
                demand: settings.proof_of_work.into(),
                max_number: settings.proof_of_work_max_number,
                key: proof_key,
            },
            quotas: Quotas {
                links: Quota::new(settings.link_requests_per_minute, settings.link_requests_per_minute),
                addresses: Quota::new(settings.address_requests_per_minute, settings.address_requests_per_minute),
                all: Quota::new(settings.requests_per_minute, settings.requests_per_minute),
                proxies: settings.trusted_proxies,
            },
            stop: Stop::default(),
            standin,
        };
        greeting.push(("time zone", format!("{} by rules {}", app.zone.name(), app.zone.rules_version())));
        greeting.push(("listening on", listening));
        if wants_world {
            greeting.extend(app.greeting_links().await.map_err(at_file)?);
        }
        if app.standin.is_some() {
            let at = format!("{}{}", app.public_url, standin::ROOT);
            greeting.push(("stand-in", format!("{at}: anybody can set the clock and faults, without credentials")));
        }
        greeting.push(("api", format!("{}{}", app.public_url, sonar::ROOT)));
        Ok((app, greeting))
    }

    /// The same server with its clock stopped, so that tests know what time it is.
    #[must_use]
    pub fn with_standing_clock(self) -> Self {
        let link_clock = LinkClock::Standing(self.instance.clock.stop().as_second());
        let instance = Instance { link_clock, ..self.instance };
        Self { instance, ..self }
    }

    /// Makes a link with a handle, which is told to nobody else.
    pub async fn make_link(&self, wanted: WantedLink) -> Result<(NewBearer, MadeLink), store::Error> {
        let made = self.make_link_as(wanted, LinkForm::Handle).await?;
        made.ok_or_else(|| store::Error::Corrupt("a handle needs no key".to_owned()))
    }

    /// Makes a link; `None` where it is to be sealed and there is no key.
    pub async fn make_link_as(
        &self,
        wanted: WantedLink,
        form: LinkForm<'_>,
    ) -> Result<Option<(NewBearer, MadeLink)>, store::Error> {
        make_link(&self.instance.store, self.instance.link_clock(), wanted, form).await
    }

    /// Where booking links lead to.
    #[must_use]
    pub fn booking_page(&self) -> String {
        format!("{}/book", self.public_url)
    }

    /// The address of a booking page. The handle stands in the fragment, which no browser sends and no server logs.
    #[must_use]
    pub fn booking_url(&self, bearer: &str) -> String {
        credentials::booking_url(&self.public_url, bearer)
    }

    /// The address of the board, as [`App::booking_url`].
    #[must_use]
    pub fn board_url(&self, bearer: &str) -> String {
        credentials::board_url(&self.public_url, bearer)
    }

    async fn greeting_links(&self) -> Result<Greeting, store::Error> {
        let mut links = Vec::new();
        let first = slotwright_domain::Page { limit: 1, number: 1 };
        let (accounts, _) = self.store.places(PlaceKind::Account, first).await?;
        let job_types = self.store.job_types().await?;
        if let (Some(account), Some(job_type)) = (accounts.first(), job_types.first()) {
            let scope = LinkScope { place: account.place, job_type_id: job_type.id, job_id: None, made_job: false };
            let (bearer, _) = self.make_link(WantedLink::usual(LinkHolder::Customer(scope), GREETER)).await?;
            links.push(("booking link", self.booking_url(&bearer.0)));
        }
        if let Some(user) = self.store.users().await?.first() {
            let holder = LinkHolder::Staff { user_id: user.id, scope: StaffScope::Admin };
            let (bearer, _) = self.make_link(WantedLink::usual(holder, GREETER)).await?;
            links.push(("board", self.board_url(&bearer.0)));
        }
        Ok(links)
    }
}

fn read_world(file: &std::path::Path) -> Result<World, String> {
    let loaded = world::read_file(file).map_err(|faults| format!("--world (WORLD): {faults}"))?;
    for warning in loaded.warnings {
        tracing::warn!("{warning}");
    }
    Ok(loaded.world)
}

/// The setting, else what the database was filled with, else the world's own, else the default.
fn zone_name(settings: &Settings, stored: Option<String>, world: Option<&World>) -> Result<String, String> {
    match (&settings.time_zone, stored) {
        // All stored times are wall-clock times of the stored zone: another zone would move every visit.
        (Some(wanted), Some(stored)) if *wanted != stored => Err(format!(
            "--time-zone (TIME_ZONE) is `{wanted}`, but the database was filled in `{stored}`; leave the setting out"
        )),
        (Some(wanted), _) => Ok(wanted.clone()),
        (None, Some(stored)) => Ok(stored),
        (None, None) => Ok(world.and_then(|world| world.time_zone.clone()).unwrap_or_else(|| DEFAULT_ZONE.to_owned())),
    }
}

/// By which clock links end: the database's. That of a demonstration was set, and its links go by it too.
async fn link_clock(settings: &Settings, store: &Store, clock: Clock) -> Result<LinkClock, store::Error> {
    let ahead = match settings.clock {
        Some(_) => clock.instant().as_second() - store.clock_ms().await?.div_euclid(1000),
        None => 0,
    };
    Ok(LinkClock::Database { ahead })
}

/// The switches of a server that stands in for a vendor's.
fn standin_of(clock: &Arc<InstanceClock>, zone: &Arc<Zone>) -> Arc<Standin> {
    let roots = [sonar::ROOT].into_iter().chain(inbound::ROOTS.map(|root| root.path)).collect();
    Arc::new(Standin { clock: clock.clone(), zone: zone.clone(), faults: Faults::below(roots) })
}

/// Who may call, and who is known to have the right password.
fn api_users_of(settings: &Settings, instance_id: &str) -> Result<ApiUsers, String> {
    let mut api_users = ApiUsers::with_guesses(settings.wrong_passwords_per_minute);
    if let Some(folder) = &settings.runtime_directory {
        let at_folder = |error| format!("--runtime-directory (RUNTIME_DIRECTORY) {}: {error}", folder.display());
        api_users.remember_in(folder, instance_id).map_err(at_folder)?;
    }
    if let Some(password) = &settings.api_password {
        api_users.remember(&settings.api_user, password.reveal());
    }
    Ok(api_users)
}

/// Makes the API user of the settings, or gives it the password that is set. What to tell the operator, if it was made now.
async fn own_api_user(store: &Store, settings: &Settings) -> Result<Option<String>, store::Error> {
    let is_first = !store.has_api_users().await?;
    let is_new = store.api_user(&settings.api_user).await?.is_none();
    let password = match &settings.api_password {
        Some(password) => NewPassword::Chosen(password.reveal().to_owned()),
        None if is_first => NewPassword::generate(),
        None => return Ok(None),
    };
    store.set_api_user(&settings.api_user, &password.hash().await?).await?;
    let shown = password.reveal_generated().unwrap_or_else(|| "(as set)".to_owned());
    Ok(is_new.then(|| format!("{} / {shown}", settings.api_user)))
}
