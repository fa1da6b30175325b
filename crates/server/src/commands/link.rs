//! `slotwright-server link board`: links for customers and for the board, without a running server.
//!
//! A running server knows at the next request. On SQLite the file belongs to one process, so there the server is stopped
//! first; on PostgreSQL it goes on.

use clap::{Args, Subcommand};
use jiff::Timestamp;
use slotwright_domain::{
    LinkClock, LinkEnd, LinkHolder, LinkLimits, LinkScope, LinkTerms, ListedLink, MOST_LINK_WINDOWS, MadeLink,
    OpenLink, Page, PlaceKind, PlaceRef, Right, StaffScope, WishWindow,
};
use slotwright_matching::Day;
use slotwright_store::{Error, Store};
use slotwright_wire::time::{parse_date, parse_time};

use super::Around;
use crate::credentials::link_keys::{LinkKeys, new_entry};
use crate::credentials::sealed::{MAX_SEALED_DAYS, MOST_CHANGES, MOST_ORIGINS, is_language};
use crate::credentials::{Handle, LinkForm, NewBearer, board_url, booking_url, make_link};
use crate::edge::origin::is_origin;
use crate::scheduling::link::{MAX_DAYS, WantedLink};
use crate::scheduling::open::{self, MAX_DAYS as MAX_OPEN_DAYS, MAX_TITLE, USUAL_TITLE};
use crate::time::clock::Clock;
use crate::time::zone::{Zone, Zoneinfo};

/// What to do about links.
#[derive(Clone, Debug, Subcommand)]
pub enum LinkCommand {
    /// Make a booking link, and print its address, which is shown this once
    Create {
        /// For this job
        #[arg(long, value_name = "NUMBER", conflicts_with_all = ["account", "network_site", "job_type_id"])]
        job_id: Option<u64>,
        /// For a new job of this account
        #[arg(long, value_name = "NUMBER", conflicts_with = "network_site", requires = "job_type_id")]
        account: Option<u64>,
        /// For a new job at this network site
        #[arg(long, value_name = "NUMBER", requires = "job_type_id")]
        network_site: Option<u64>,
        /// The type of the new job
        #[arg(long, value_name = "NUMBER")]
        job_type_id: Option<u64>,
        /// How long it works
        #[command(flatten)]
        length: Length,
        /// What it allows less than another
        #[command(flatten)]
        limits: Box<Limits>,
        /// All that it is for stands in it, sealed with the first key of --link-keys; at most 14 days
        #[arg(long)]
        sealed: bool,
    },
    /// Print a new key for sealed links, as the file of --link-keys has it
    Key,
    /// Make an open link, which anybody may open, and print its address, which is shown this once
    Open {
        /// The types of job that may be booked with it, with commas between
        #[arg(long, value_name = "NUMBERS", required = true, value_delimiter = ',')]
        job_type_ids: Vec<u64>,
        /// What staff call it, such as the page on which it stands
        #[arg(long, value_name = "TEXT", default_value = USUAL_TITLE)]
        title: String,
        /// How many days it works, 1 to 365 [default: a hundred years]
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_OPEN_DAYS)))]
        days: Option<u32>,
    },
    /// List them, the newest first: number, whether it works, what it opens, for what, until when, last opened
    List,
    /// End one at once
    Revoke {
        /// Its number
        number: u64,
    },
    /// Make a link of the board, and print its address, which is shown this once
    Board {
        /// For which user it acts [default: the first]
        #[arg(long, value_name = "NUMBER")]
        user_id: Option<u64>,
        /// How far it goes: `view`, `schedule`, `override` or `admin`
        #[arg(long, default_value = "schedule", value_parser = staff_scope)]
        scope: StaffScope,
        /// How long it works
        #[command(flatten)]
        length: Length,
        /// All that it is for stands in it, sealed with the first key of --link-keys; at most 14 days
        #[arg(long)]
        sealed: bool,
    },
}

/// How long a link works.
#[derive(Clone, Copy, Debug, Args)]
pub struct Length {
    /// How many days it works, 1 to 90 [default: 14, and a booking link for longer while its job needs it]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_DAYS)))]
    days: Option<u32>,
}

/// What a customer's link allows less than another.
#[derive(Clone, Debug, Args)]
pub struct Limits {
    /// What its holder may do: some of `view`, `hold`, `book`, `reschedule` and `cancel`, with commas between [default: all]
    #[arg(long, value_name = "RIGHTS", value_delimiter = ',', value_parser = right)]
    rights: Vec<Right>,
    /// The first day that may be booked
    #[arg(long, value_name = "DATE", value_parser = day)]
    earliest_date: Option<Day>,
    /// The last day that may be booked
    #[arg(long, value_name = "DATE", value_parser = day)]
    latest_date: Option<Day>,
    /// The times that may be booked, with commas between, as 2026-11-29T09:00/12:00 [default: any]
    #[arg(long, value_name = "TIMES", value_delimiter = ',', value_parser = window)]
    windows: Vec<WishWindow>,
    /// How often its holder may book and move
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=i64::from(MOST_CHANGES)))]
    max_changes: Option<u32>,
    /// On the pages of which origins it may be used, with commas between [default: of all that the server allows]
    #[arg(long, value_name = "ORIGINS", value_delimiter = ',', value_parser = origin)]
    embed_origins: Vec<String>,
    /// Before this instant it opens nothing, as 2026-11-29T12:00:00Z
    #[arg(long, value_name = "INSTANT")]
    not_before: Option<Timestamp>,
    /// The language of whom it is sent to, as `de-CH`
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    locale: Option<String>,
}

impl Limits {
    fn limits(&self) -> Result<LinkLimits, String> {
        if self.earliest_date.zip(self.latest_date).is_some_and(|(first, last)| last < first) {
            return Err("--latest-date must be the earliest date or a later one".to_owned());
        }
        if MOST_ORIGINS < self.embed_origins.len() {
            return Err(format!("--embed-origins may be {MOST_ORIGINS} at most"));
        }
        if MOST_LINK_WINDOWS < self.windows.len() {
            return Err(format!("--windows may be {MOST_LINK_WINDOWS} at most"));
        }
        let all = LinkLimits::default();
        Ok(LinkLimits {
            rights: if self.rights.is_empty() { all.rights } else { self.rights.iter().copied().collect() },
            first_day: self.earliest_date,
            last_day: self.latest_date,
            windows: self.windows.clone(),
            not_before: self.not_before.map(|instant| instant.as_second().max(0)),
            max_changes: self.max_changes,
            embed_origins: self.embed_origins.clone(),
            locale: self.locale.clone(),
            ..all
        })
    }
}

/// As whom the history names who does these.
const OPERATOR: &str = "command line";
/// By which clock the links end that are made here.
const CLOCK: LinkClock = LinkClock::Database { ahead: 0 };

/// Does what the command says, and gives what to print.
pub(super) async fn run(command: &LinkCommand, store: &Store, around: &Around) -> Result<String, String> {
    let told = |error: Error| error.to_string();
    match command.clone() {
        LinkCommand::Key => Ok(new_entry()),
        LinkCommand::Create { job_id, account, network_site, job_type_id, length, limits, sealed } => {
            let place = [(PlaceKind::Account, account), (PlaceKind::NetworkSite, network_site)];
            let place = place.into_iter().find_map(|(kind, id)| Some(PlaceRef { kind, id: id? }));
            let scope = match (job_id, place, job_type_id) {
                (Some(job_id), ..) => of_job(store, job_id).await?,
                (None, Some(place), Some(job_type_id)) => of_new_job(store, place, job_type_id).await?,
                _ => return Err("for what? --job-id, or --account or --network-site with --job-type-id".to_owned()),
            };
            let wanted = (LinkHolder::Customer(scope), limits.limits()?);
            let (bearer, made) = make(store, around, wanted, length, sealed).await?;
            let beside = [("link", made.beside.link_id), ("job", made.beside.job_id)];
            let beside = beside.into_iter().filter_map(|(what, id)| Some((what, id?)));
            let beside = beside.map(|(what, id)| format!("\n({what} {id} is for the same)"));
            Ok(booking_url(&around.public_url, &bearer.0) + &beside.collect::<String>())
        }
        LinkCommand::Board { user_id, scope, length, sealed } => {
            let users = store.users().await.map_err(told)?;
            let user_id = match user_id {
                Some(id) if users.iter().all(|user| user.id != id) => {
                    return Err(format!("there is no user {id} (--user-id)"));
                }
                Some(id) => id,
                None => users.first().ok_or("there is no user for whom the board could act")?.id,
            };
            let wanted = (LinkHolder::Staff { user_id, scope }, LinkLimits::default());
            let (bearer, _) = make(store, around, wanted, length, sealed).await?;
            Ok(board_url(&around.public_url, &bearer.0))
        }
        LinkCommand::Open { job_type_ids, title, days } => {
            if MAX_TITLE < title.chars().count() {
                return Err(format!("--title may have up to {MAX_TITLE} characters"));
            }
            for id in job_type_ids.iter().copied() {
                if store.job_type(id).await.map_err(told)?.is_none() {
                    return Err(format!("there is no job type {id} (--job-type-ids)"));
                }
            }
            let handle = Handle::random();
            let open = OpenLink { title, job_type_ids };
            let wanted = (open, days, OPERATOR.to_owned());
            open::make(store, CLOCK, wanted, handle.secrets()).await.map_err(told)?;
            Ok(booking_url(&around.public_url, &handle.reveal()))
        }
        LinkCommand::List => {
            let terms = terms(store, around).await?;
            let (links, _) = store.links(Page::ALL).await.map_err(told)?;
            Ok(links.iter().map(|link| line(link, terms)).collect::<Vec<_>>().join("\n"))
        }
        LinkCommand::Revoke { number } => {
            match store.revoke_link(number, OPERATOR.to_owned(), CLOCK).await.map_err(told)? {
                true => Ok(format!("link {number} is revoked")),
                false => Err(format!("there is no link {number} (link list)")),
            }
        }
    }
}

async fn make(
    store: &Store,
    around: &Around,
    (holder, limits): (LinkHolder, LinkLimits),
    length: Length,
    is_sealed: bool,
) -> Result<(NewBearer, MadeLink), String> {
    let end = length.days.map(LinkEnd::AfterDays);
    let wanted = WantedLink { holder, end, limits, made_by: OPERATOR.to_owned() };
    let days = length.days.unwrap_or(MAX_SEALED_DAYS);
    if is_sealed && MAX_SEALED_DAYS < days {
        return Err(format!("a sealed link works for {MAX_SEALED_DAYS} days at most, not {days} (--days)"));
    }
    let keys = LinkKeys::of_setting(around.link_keys.as_deref().filter(|_| is_sealed))?;
    let form = match is_sealed {
        true => LinkForm::Sealed { keys: &keys, audience: &around.audience, days },
        false => LinkForm::Handle,
    };
    let made = make_link(store, CLOCK, wanted, form).await.map_err(|error| error.to_string())?;
    made.ok_or_else(|| "there is no key to seal a link with (--link-keys; `link key` prints one)".to_owned())
}

fn staff_scope(name: &str) -> Result<StaffScope, String> {
    let all = || StaffScope::ALL.map(StaffScope::name).join(", ");
    StaffScope::named(name).ok_or_else(|| format!("expected one of {}", all()))
}

fn right(name: &str) -> Result<Right, String> {
    let all = || Right::ALL.map(Right::name).join(", ");
    Right::ALL.into_iter().find(|right| right.name() == name).ok_or_else(|| format!("expected some of {}", all()))
}

fn day(text: &str) -> Result<Day, String> {
    parse_date(text).ok_or_else(|| "expected a day such as 2026-11-29".to_owned())
}

fn window(text: &str) -> Result<WishWindow, String> {
    let read = || {
        let (day, times) = text.split_once('T')?;
        let (from, to) = times.split_once('/')?;
        Some(WishWindow { day: parse_date(day)?, start_second: parse_time(from)?, end_second: parse_time(to)? })
    };
    let window = read().filter(|window| window.start_second < window.end_second);
    window.ok_or_else(|| "expected a time that ends after it begins, such as 2026-11-29T09:00/12:00".to_owned())
}

fn origin(text: &str) -> Result<String, String> {
    is_origin(text).then(|| text.to_owned()).ok_or_else(|| "expected an origin such as https://shop.example".to_owned())
}

fn language(text: &str) -> Result<String, String> {
    is_language(text).then(|| text.to_owned()).ok_or_else(|| "expected a language such as de-CH".to_owned())
}

async fn of_job(store: &Store, job_id: u64) -> Result<LinkScope, String> {
    let job = store.job(job_id).await.map_err(|error| error.to_string())?;
    let job = job.ok_or_else(|| format!("there is no job {job_id} (--job-id)"))?;
    Ok(LinkScope { place: job.place, job_type_id: job.job_type_id, job_id: Some(job.id), made_job: false })
}

async fn of_new_job(store: &Store, place: PlaceRef, job_type_id: u64) -> Result<LinkScope, String> {
    let told = |error: Error| error.to_string();
    if store.place(place).await.map_err(told)?.is_none() {
        return Err(match place.kind {
            PlaceKind::Account => format!("there is no account {} (--account)", place.id),
            PlaceKind::NetworkSite => format!("there is no network site {} (--network-site)", place.id),
        });
    }
    if store.job_type(job_type_id).await.map_err(told)?.is_none() {
        return Err(format!("there is no job type {job_type_id} (--job-type-id)"));
    }
    Ok(LinkScope { place, job_type_id, job_id: None, made_job: false })
}

/// As a server on this database would have it.
async fn terms(store: &Store, around: &Around) -> Result<LinkTerms, String> {
    let settings = store.settings().await.map_err(|error| error.to_string())?;
    let mut utc_offset = 0;
    if let Some(name) = settings.time_zone {
        let now = Clock::System.now(&Zone::named(&name, Zoneinfo::find(around.zoneinfo.as_deref())?)?);
        utc_offset = now.second() - now.unix();
    }
    Ok(LinkTerms { clock: CLOCK, utc_offset, days_after_visit: around.link_days_after_visit })
}

fn line(link: &ListedLink, terms: LinkTerms) -> String {
    let (opens, what) = match &link.holder {
        LinkHolder::Staff { user_id, scope } => ("board", format!("user {user_id}, scope {}", scope.name())),
        LinkHolder::Open(open) => {
            ("open", format!("{}, job types {:?}, {} bookings", open.title, open.job_type_ids, link.bookings))
        }
        LinkHolder::Customer(LinkScope { job_id: Some(job_id), .. }) => ("booking", format!("job {job_id}")),
        LinkHolder::Customer(LinkScope { place, job_type_id, .. }) => {
            ("booking", format!("{} {}, job type {job_type_id}", place.kind.name(), place.id))
        }
    };
    let state = match link.life {
        life if life.revoked_at.is_some() => "revoked",
        life if life.has_ended(terms) => "ended",
        _ => "works",
    };
    let instant = |second: i64| Timestamp::from_second(second).map(|instant| instant.to_string()).unwrap_or_default();
    let opened = link.opened_ms.map_or_else(|| "-".to_owned(), |ms| instant(ms.div_euclid(1000)));
    format!("{}\t{state}\t{opens}\t{what}\t{}\t{opened}", link.id, instant(link.life.expires_at))
}
