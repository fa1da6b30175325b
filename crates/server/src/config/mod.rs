//! The settings, each a flag, an environment variable and a key of the settings file.

mod company;
#[cfg(test)]
mod example;
mod exchange;
mod pace;
mod sources;
mod upstream;
mod webhooks;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Parser, ValueEnum};
use slotwright_domain::{Alignment, ArrivalPromise, Bounds, SecondJob, is_within_reach};
use slotwright_matching::{MINUTES_PER_DAY, Minute};
use slotwright_store::Location;
use slotwright_wire::time::parse_datetime;
use slotwright_world::{MAX_HORIZON_DAYS, MAX_NOTICE_MINUTES, MAX_START_STEP_MINUTES};
use tracing_subscriber::EnvFilter;

pub use company::CompanySettings;
pub use exchange::{ExchangeKeys, ExchangeSetting, ExchangeUser};
pub use pace::Pace;
pub use slotwright_upstream::Secret;
pub use upstream::{UpstreamSettings, UpstreamSystem, UpstreamTable};
pub use webhooks::{SecretPlace, WebhookSetting};

use crate::commands::{Around, Command};
use crate::credentials::sealed::Audience;
use crate::credentials::{Demand, MIN_PASSWORD_CHARACTERS, WRONG_PASSWORDS_PER_MINUTE, api_user_name};
use crate::edge::origin::{AllowedOrigins, origin_of};

/// Appointments for field service: the Sonar scheduling API on SQLite or PostgreSQL, booking links, and the widget's pages.
#[derive(Clone, Debug, Parser)]
#[command(name = "slotwright-server", version, after_help = NOT_FLAGS)]
pub struct Settings {
    /// Where to listen; port 0 picks a free one
    #[arg(long, env = "LISTEN", default_value = "127.0.0.1:8787", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,

    /// Where Prometheus may fetch /metrics; no place to be reached by everybody [default: nowhere]
    #[arg(long, env = "METRICS_LISTEN", value_name = "ADDRESS:PORT")]
    pub metrics_listen: Option<SocketAddr>,

    /// The database: sqlite:// and a file, which is made where it does not exist, or postgres:// and a database
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true, default_value = "sqlite://slotwright.db", value_name = "URL", value_parser = Location::from_str)]
    pub database_url: Location,

    /// A world file (JSON) to start with; loaded only into an empty database
    #[arg(long, env = "WORLD", value_name = "FILE", conflicts_with = "demo")]
    pub world: Option<PathBuf>,

    /// Start with the demo world; loaded only into an empty database
    #[arg(long, env = "DEMO", value_parser = clap::builder::BoolishValueParser::new())]
    pub demo: bool,

    /// The demo world's seed: another seed is another world
    #[arg(long, env = "SEED", default_value_t = 1)]
    pub seed: u64,

    /// The instance's time zone, an IANA name [default: the world's own, else America/Chicago]
    #[arg(long, env = "TIME_ZONE", value_name = "ZONE")]
    pub time_zone: Option<String>,

    /// The folder of time zone rules, read again while the server runs [default: /usr/share/zoneinfo or the like]
    #[arg(long, env = "ZONEINFO", value_name = "FOLDER")]
    pub zoneinfo: Option<PathBuf>,

    /// The name of the first API user
    #[arg(long, env = "API_USER", default_value = "api", value_name = "NAME", value_parser = api_user_name)]
    pub api_user: String,

    /// The first API user's password, never a flag: that would stand in the process list
    #[arg(skip)]
    pub api_password: Option<Secret>,

    /// A folder that outlives a restart and not the machine's: there it is kept who had the right password [default: nowhere]
    #[arg(long, env = "RUNTIME_DIRECTORY", value_name = "FOLDER")]
    pub runtime_directory: Option<PathBuf>,

    /// The folder of the built widget [default: the one that the program carries, else dist]
    #[arg(long, env = "ASSETS", value_name = "FOLDER")]
    pub assets: Option<PathBuf>,

    /// A folder with the widgets of earlier versions, each in a folder of its version (0.1.0/element.js): pages that name them keep theirs
    #[arg(long, env = "EARLIER_ASSETS", value_name = "FOLDER")]
    pub earlier_assets: Option<PathBuf>,

    /// Under which address the server is reached from outside [default: http:// and the address it listens on]
    #[arg(long, global = true, env = "PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,

    /// The origins of other pages on which the widget may be: `https://shop.example,https://crm.example`; `*` opens booking to all [default: none]
    #[arg(long, env = "ALLOWED_ORIGINS", value_name = "ORIGINS")]
    pub allowed_origins: Option<AllowedOrigins>,
    /// The name of this instance in sealed links: what is sealed for another is none here
    #[arg(long, global = true, env = "INSTANCE_NAME", default_value = "default", value_name = "NAME", value_parser = instance_name)]
    pub instance_name: String,

    /// A file (TOML) with the keys that links are sealed with, read again while the server runs [default: none are]
    #[arg(long, global = true, env = "LINK_KEYS", value_name = "FILE")]
    pub link_keys: Option<PathBuf>,

    /// Start the clock at this time of the instance's zone and let it run; only with --demo or --world
    #[arg(long, env = "CLOCK", value_name = "YYYY-MM-DDTHH:MM[:SS]", value_parser = wall_clock_time)]
    pub clock: Option<(Minute, i64)>,

    /// Let others' tests set the clock and faults at /__standin, without credentials; only with --demo or --world
    #[arg(long, env = "STANDIN", value_parser = clap::builder::BoolishValueParser::new())]
    pub standin: bool,

    /// How many seconds after SIGTERM requests are still answered, while /readyz says 503; 0 to 4
    #[arg(long, env = "STOP_GRACE", default_value_t = 2, value_name = "SECONDS", value_parser = clap::value_parser!(u8).range(..=4))]
    pub stop_grace: u8,

    /// For how many seconds a connection may rest between two requests, which clients are told; 1 to 3600
    #[arg(long, env = "KEEP_ALIVE", default_value_t = 75, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(1..=3600))]
    pub keep_alive: u16,

    /// How long a time is held while a customer fills in the rest, in seconds
    #[arg(long, env = "HOLD_SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub hold_seconds: u32,

    /// How long a time is held at most, however often it is extended, in seconds
    #[arg(long, env = "HOLD_MAX_SECONDS", default_value_t = 900, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub hold_max_seconds: u32,

    /// For how long a sooner time is held for a customer who waits for one, in minutes between 8:00 and 20:00; 0: nobody can wait
    #[arg(long, env = "EARLIER_OFFER_MINUTES", default_value_t = 120, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(0..=10_080))]
    pub earlier_offer_minutes: u32,

    /// The length of the windows in which customers are promised a visit to begin, in minutes; 0 promises the start itself
    #[arg(long, env = "ARRIVAL_WINDOW_MINUTES", default_value_t = 0, value_name = "MINUTES", value_parser = arrival_window)]
    pub arrival_window_minutes: u32,

    /// What holds in such a window: in `every` minute of it the visit can begin, or in `some`
    #[arg(long, env = "ARRIVAL_PROMISE", value_enum, default_value_t = Promise::Every)]
    pub arrival_promise: Promise,

    /// The distance between the starts that customers are offered, in minutes, 1 to 1440
    #[arg(long, env = "START_STEP_MINUTES", default_value_t = 15, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_START_STEP_MINUTES)))]
    pub start_step_minutes: u32,

    /// Where these are counted from: midnight, or the start of each technician's free time
    #[arg(long, env = "START_ALIGNMENT", value_enum, default_value_t = StartAlignment::Clock)]
    pub start_alignment: StartAlignment,

    /// The least time between now and the start of a visit that a customer books, in minutes, 0 to 43200
    #[arg(long, env = "NOTICE_MINUTES", default_value_t = 120, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(0..=i64::from(MAX_NOTICE_MINUTES)))]
    pub notice_minutes: u32,

    /// The least time between now and the start of a visit that a customer changes or cancels, in minutes, 0 to 43200
    #[arg(long, env = "CHANGE_NOTICE_MINUTES", default_value_t = 60, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(0..=i64::from(MAX_NOTICE_MINUTES)))]
    pub change_notice_minutes: u32,

    /// How many days ahead customers may book, 0 to 366
    #[arg(long, env = "HORIZON_DAYS", default_value_t = 60, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=i64::from(MAX_HORIZON_DAYS)))]
    pub horizon_days: u32,

    /// How many days a booking link works after its visit
    #[arg(long, env = "LINK_DAYS_AFTER_VISIT", default_value_t = 14, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=3650))]
    pub link_days_after_visit: u32,

    /// What a booking link may do whose account or site has an open job of the same type: `allow` or `refuse` another
    #[arg(long, env = "SECOND_JOB", value_enum, default_value_t = Second::Allow)]
    pub second_job: Second,

    /// How many requests a booking link may send in a minute; 0 is any number
    #[arg(long, env = "LINK_REQUESTS_PER_MINUTE", default_value_t = 300, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub link_requests_per_minute: u32,

    /// How many requests an address may send in a minute, but for API users; 0 is any number
    #[arg(long, env = "ADDRESS_REQUESTS_PER_MINUTE", default_value_t = 1200, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub address_requests_per_minute: u32,

    /// How many requests all links and addresses together may send in a minute, but for API users; 0 is any number
    #[arg(long, env = "REQUESTS_PER_MINUTE", default_value_t = 60_000, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=10_000_000))]
    pub requests_per_minute: u32,

    /// How many wrong passwords an address may send in a minute, a quarter of them for one name; 0 is any number
    #[arg(long, env = "WRONG_PASSWORDS_PER_MINUTE", default_value_t = WRONG_PASSWORDS_PER_MINUTE, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub wrong_passwords_per_minute: u32,

    /// How often a booking link may book and move within 24 hours; 0 is any number
    #[arg(long, env = "LINK_CHANGES_PER_DAY", default_value_t = 20, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub link_changes_per_day: u32,

    /// How many visits people may book from one address within 24 hours who come by open links; 0 is any number
    #[arg(long, env = "OPEN_BOOKINGS_PER_ADDRESS", default_value_t = 5, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub open_bookings_per_address: u32,

    /// How many visits all may book together within an hour who come by open links; 0 is any number
    #[arg(long, env = "OPEN_BOOKINGS_PER_HOUR", default_value_t = 100, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub open_bookings_per_hour: u32,

    /// Whose browser has to work a little first: nobody's, who comes by an open link, or every customer who holds a time
    #[arg(long, env = "PROOF_OF_WORK", value_enum, default_value_t = WorkOf::Off)]
    pub proof_of_work: WorkOf,

    /// How much it works: up to so many SHA-256, half of it on average
    #[arg(long, env = "PROOF_OF_WORK_MAX_NUMBER", default_value_t = 100_000, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1_000..=10_000_000))]
    pub proof_of_work_max_number: u32,

    /// How many proxies in front write X-Forwarded-For, so that addresses are those of clients
    #[arg(long, env = "TRUSTED_PROXIES", default_value_t = 0, value_name = "NUMBER", value_parser = clap::value_parser!(u8).range(0..=8))]
    pub trusted_proxies: u8,

    /// Whose it is
    #[command(flatten)]
    pub company: CompanySettings,

    /// How log lines look; they go to the standard error output
    #[arg(long, env = "LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,

    /// What is logged, as in `warn` or `slotwright_server=debug`
    #[arg(long, env = "RUST_LOG", default_value = "info", value_name = "FILTER", value_parser = log_filter)]
    pub rust_log: String,

    /// A file (TOML) with settings; flags and the environment go before it
    #[arg(long, env = "SETTINGS", value_name = "FILE")]
    pub settings: Option<PathBuf>,

    /// The system behind the gateway
    #[command(flatten)]
    pub upstream: UpstreamSettings,

    /// Who is told what becomes of jobs, from the file alone
    #[arg(skip)]
    pub webhooks: Vec<WebhookSetting>,

    /// Whose sessions are exchanged, from the file alone
    #[arg(skip)]
    pub exchanges: Vec<ExchangeSetting>,

    /// What to do instead of serving
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The end of the help.
const NOT_FLAGS: &str = "\
Not as a flag, which would stand in the process list:
  API_PASSWORD  The first API user's password, at least 12 characters; set again, it is changed
                [default: made at the first start and printed once]
  UPSTREAM_PASSWORD  The password or secret with which the system behind the gateway is spoken to

Flags go before the environment, and that before the settings file. A variable may begin with
SLOTWRIGHT_SERVER_, and goes before the plain one then; the keys of the file are the variables' names
in small letters. Unknown keys, and unknown variables that begin so, stop the start.";

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What is promised of an arrival window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Promise {
    /// Whenever in it they arrive, the same people have time for the whole visit.
    Every,
    /// There is a time in it at which they can begin.
    Some,
}

impl From<Promise> for ArrivalPromise {
    fn from(promise: Promise) -> Self {
        match promise {
            Promise::Every => Self::Every,
            Promise::Some => Self::Some,
        }
    }
}

/// Where the starts that customers are offered are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StartAlignment {
    /// Midnight; a stretch of possible starts that would hold none is offered from its first minute.
    Clock,
    /// The start of each technician's free time.
    Block,
}

impl From<StartAlignment> for Alignment {
    fn from(alignment: StartAlignment) -> Self {
        match alignment {
            StartAlignment::Clock => Self::Clock,
            StartAlignment::Block => Self::Block,
        }
    }
}

/// What becomes of a second open job of one type for one account or site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Second {
    /// It is made.
    Allow,
    /// The holder of a link can't make it; staff can.
    Refuse,
}

impl From<Second> for SecondJob {
    fn from(second: Second) -> Self {
        match second {
            Second::Allow => Self::Allow,
            Second::Refuse => Self::Refuse,
        }
    }
}

/// Whose browser has to work a little before something is begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum WorkOf {
    /// Nobody's.
    Off,
    /// That of whoever comes by an open link.
    Open,
    /// Theirs, and every customer's for each time that is held.
    All,
}

impl From<WorkOf> for Demand {
    fn from(work: WorkOf) -> Self {
        match work {
            WorkOf::Off => Self::Off,
            WorkOf::Open => Self::Open,
            WorkOf::All => Self::All,
        }
    }
}

impl Settings {
    /// Reads flags, environment and settings file.
    ///
    /// # Errors
    ///
    /// Which setting is wrong, its value, and what is allowed. `--help` and `--version` come this way as well.
    pub fn from_process() -> Result<Self, clap::Error> {
        sources::read(std::env::args_os().collect(), std::env::vars_os().collect())
    }

    /// What commands need of the settings beside the database.
    #[must_use]
    pub fn around(&self) -> Around {
        let public_url = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        Around {
            audience: self.audience(&public_url),
            public_url,
            link_keys: self.link_keys.clone(),
            zoneinfo: self.zoneinfo.clone(),
            link_days_after_visit: self.link_days_after_visit,
        }
    }

    /// For whom links are sealed at a server that is reached under this address.
    #[must_use]
    pub fn audience(&self, public_url: &str) -> Audience {
        let origin = origin_of(public_url).unwrap_or_default().to_ascii_lowercase();
        Audience { instance: self.instance_name.clone(), origin }
    }

    /// Reads flags given as a list, the program's name first. For tests.
    ///
    /// # Errors
    ///
    /// As [`Settings::from_process`].
    pub fn from_flags<'a>(
        flags: impl IntoIterator<Item = &'a str>,
        password: Option<&str>,
    ) -> Result<Self, clap::Error> {
        Self::try_parse_from(flags)?.with_password(password.map(Secret::new))
    }

    fn with_password(mut self, password: Option<Secret>) -> Result<Self, clap::Error> {
        if self.clock.is_some() && !self.demo && self.world.is_none() {
            let problem = "--clock (CLOCK) is for demonstrations: it works only with --demo or --world";
            return Err(Self::problem(problem));
        }
        if self.standin && !self.demo && self.world.is_none() {
            let problem = "--standin (STANDIN) is for others' tests: it works only with --demo or --world";
            return Err(Self::problem(problem));
        }
        if password.as_ref().is_some_and(|password| password.reveal().chars().count() < MIN_PASSWORD_CHARACTERS) {
            let problem = format!("API_PASSWORD must have at least {MIN_PASSWORD_CHARACTERS} characters");
            return Err(Self::problem(&problem));
        }
        self.api_password = password;
        Ok(self)
    }

    fn problem(text: &str) -> clap::Error {
        use clap::CommandFactory;
        Self::command().error(clap::error::ErrorKind::ValueValidation, text)
    }
}

fn instance_name(name: &str) -> Result<String, String> {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    if name.is_empty() || 64 < name.len() || !name.chars().all(is_name) {
        return Err("expected 1 to 64 letters, digits, `-`, `_` and `.`".to_owned());
    }
    Ok(name.to_owned())
}

fn public_url(url: &str) -> Result<String, String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_address = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    // A link's handle is appended as a fragment of its own.
    if !is_address || url.contains(|letter: char| letter.is_whitespace() || "?#".contains(letter)) {
        return Err(
            "expected an address that starts with `https://` or `http://`, without `?`, `#` and blanks".to_owned()
        );
    }
    Ok(url.trim_end_matches('/').to_owned())
}

/// Windows are told in quarters of an hour.
fn arrival_window(text: &str) -> Result<u32, String> {
    let step = Bounds::default().start_step_minutes;
    let is_window = |minutes: &u32| minutes.is_multiple_of(step) && *minutes <= MINUTES_PER_DAY as u32;
    let minutes = text.parse().ok().filter(is_window);
    minutes.ok_or_else(|| format!("expected 0, or a multiple of {step} up to {MINUTES_PER_DAY}"))
}

fn log_filter(filter: &str) -> Result<String, String> {
    // A variable that somebody wanted to unset is often empty.
    let filter = if filter.is_empty() { "info" } else { filter };
    EnvFilter::try_new(filter).map_err(|error| error.to_string())?;
    Ok(filter.to_owned())
}

/// A minute, and seconds of it.
/// Reads a time of the instance's zone: the minute, and the seconds in it.
///
/// # Errors
///
/// What is expected.
pub fn wall_clock_time(text: &str) -> Result<(Minute, i64), String> {
    let time = parse_datetime(text).filter(|(day, _)| is_within_reach(*day));
    let time = time.map(|(day, second)| (day.start() + (second / 60) as Minute, i64::from(second % 60)));
    time.ok_or_else(|| "expected a date and time of the years 1970 to 2999, such as `2026-11-23T08:00`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(flags: &[&str]) -> String {
        let flags = ["slotwright-server"].iter().chain(flags).copied();
        Settings::from_flags(flags, None).unwrap_err().to_string()
    }

    #[test]
    fn a_bad_setting_is_reported_with_its_name_its_value_and_what_is_allowed() {
        for (flags, parts) in [
            (&["--listen", "here"][..], ["--listen", "'here'", "invalid"]),
            (&["--database-url", "mysql://x"], ["--database-url", "'mysql://x'", "sqlite://"]),
            (&["--public-url", "example.com"], ["--public-url", "'example.com'", "https://"]),
            (&["--instance-name", "a|b"], ["--instance-name", "'a|b'", "1 to 64"]),
            (&["--public-url", "https://"], ["--public-url", "'https://'", "https://"]),
            (&["--public-url", "https://a.example/#x"], ["--public-url", "'https://a.example/#x'", "without"]),
            (&["--arrival-window-minutes", "50"], ["--arrival-window-minutes", "'50'", "multiple of 15 up to 1440"]),
            (&["--arrival-window-minutes", "1470"], ["--arrival-window-minutes", "'1470'", "multiple of 15"]),
            (&["--start-step-minutes", "0"], ["--start-step-minutes", "'0'", "1..=1440"]),
            (&["--start-alignment", "noon"], ["--start-alignment", "'noon'", "clock, block"]),
            (&["--notice-minutes", "43201"], ["--notice-minutes", "'43201'", "0..=43200"]),
            (&["--change-notice-minutes", "soon"], ["--change-notice-minutes", "'soon'", "invalid"]),
            (&["--horizon-days", "367"], ["--horizon-days", "'367'", "0..=366"]),
            (&["--arrival-promise", "none"], ["--arrival-promise", "'none'", "every, some"]),
            (&["--log-format", "xml"], ["--log-format", "'xml'", "text, json"]),
            (&["--demo", "--clock", "noon"], ["--clock", "'noon'", "2026-11-23T08:00"]),
            (&["--demo", "--clock", "9999-12-31T00:00"], ["--clock", "'9999-12-31T00:00'", "1970 to 2999"]),
            (&["--company-logo", "logo.png"], ["--company-logo", "'logo.png'", "https://"]),
            (&["--company-phone", "soon"], ["--company-phone", "'soon'", "3 to 20 digits"]),
            (&["--company-email", "us"], ["--company-email", "'us'", "help@example.com"]),
            (&["--api-user", "a:b"], ["--api-user", "'a:b'", "colon"]),
        ] {
            let problem = problem(flags);
            assert!(parts.iter().all(|part| problem.contains(part)), "{problem}");
        }
    }

    #[test]
    fn the_demo_can_be_asked_for_by_environment() {
        use clap::CommandFactory;
        let command = Settings::command();
        let demo = command.get_arguments().find(|argument| argument.get_id() == "demo").unwrap();
        let words = demo.get_possible_values();
        assert!(words.iter().any(|word| word.matches("1", true)), "{words:?}");
    }

    #[test]
    fn a_clock_needs_a_demo_or_a_world() {
        assert!(problem(&["--clock", "2026-11-23T08:00"]).contains("only with --demo or --world"));
        assert!(
            problem(&["--standin"])
                .contains("--standin (STANDIN) is for others' tests: it works only with --demo or --world")
        );
    }

    /// The rows of the table of settings in docs/operator.md: flag, variable, default.
    fn documented() -> Vec<[String; 3]> {
        let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operator.md")).unwrap();
        let table = page.split_once("| flag | environment | default | what |").unwrap().1;
        let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
        let cell = |cell: &str| cell.trim().trim_matches('`').to_owned();
        rows.map(|row| {
            let mut cells = row.split('|').skip(1).map(cell);
            std::array::from_fn(|_| cells.next().unwrap())
        })
        .collect()
    }

    #[test]
    fn readme_help_and_file_know_the_same_settings() {
        use clap::CommandFactory;
        let mut command = Settings::command();
        let mut known: Vec<_> = command
            .get_arguments()
            .filter(|arg| arg.get_env().is_some())
            .map(|arg| {
                let default = arg.get_default_values().first().filter(|_| arg.get_action().takes_values());
                // Nothing is called otherwise on the page.
                let default =
                    default.map(|value| value.to_string_lossy().into_owned()).filter(|value| !value.is_empty());
                let variable = arg.get_env().unwrap().to_str().unwrap().to_owned();
                assert_eq!(arg.get_long().unwrap().replace('-', "_").to_uppercase(), variable);
                (format!("--{}", arg.get_long().unwrap()), variable, default)
            })
            .collect();
        known.push((String::new(), sources::PASSWORD.to_owned(), None));
        known.push((String::new(), sources::UPSTREAM_PASSWORD.to_owned(), None));
        let mut documented = documented();
        known.sort();
        documented.sort();
        let names = |flag: &str| flag.split(' ').next().unwrap().to_owned();
        for ([flag, variable, default], known) in documented.iter().zip(&known) {
            assert_eq!((&names(flag), variable), (&known.0, &known.1), "README and settings");
            assert!(known.2.as_ref().is_none_or(|known| known == default), "{flag}: {default}, not {:?}", known.2);
        }
        assert_eq!(documented.len(), known.len());
        let help = command.render_long_help().to_string();
        let names = sources::names(&command);
        assert_eq!(names.len(), known.len());
        for name in names {
            assert!(help.contains(&name), "{name} is missing in\n{help}");
        }
    }

    #[test]
    fn the_password_does_not_print() {
        let settings = Settings::from_flags(["slotwright-server"], Some("hunter22-and-24")).unwrap();
        assert!(!format!("{settings:?}").contains("hunter22"));
    }
}
