//! What `slotwright-server smoke` is told: with what to try the system behind the gateway.

use std::path::PathBuf;

use clap::Args;
use slotwright_domain::{PlaceKind, PlaceRef};
use slotwright_matching::Day;
use slotwright_wire::time::parse_date;

/// With what the system behind the gateway is tried. Numbers are ours, as in the tables of `[upstream]`.
#[derive(Clone, Debug, Args)]
pub struct SmokeCommand {
    /// The type of the job
    #[arg(long, value_name = "NUMBER")]
    pub job_type: Option<u64>,

    /// Where it is: `account:12`, or `network_site:3`
    #[arg(long, value_name = "PLACE", value_parser = place)]
    pub place: Option<PlaceRef>,

    /// Who would come
    #[arg(long, value_name = "NUMBER")]
    pub user: Option<u64>,

    /// On which day, better one on which nobody is misled by it
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub on: Option<Day>,

    /// How long it takes, in minutes
    #[arg(long, default_value_t = 60, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(15..=480))]
    pub length: u32,

    /// By what it is found again there [default: SMOKE- and random letters]
    #[arg(long, value_name = "TEXT", value_parser = marker)]
    pub marker: Option<String>,

    /// Don't ask before the job is made
    #[arg(long)]
    pub yes: bool,

    /// Only ask: nothing is made or changed there
    #[arg(long)]
    pub read_only: bool,

    /// Write each exchange into a file in this folder, without credentials, names and addresses
    #[arg(long, value_name = "FOLDER")]
    pub record: Option<PathBuf>,
}

fn place(text: &str) -> Result<PlaceRef, String> {
    let read = || {
        let (kind, id) = text.split_once(':')?;
        let kind = match kind {
            "account" => PlaceKind::Account,
            "network_site" => PlaceKind::NetworkSite,
            _ => return None,
        };
        Some(PlaceRef { kind, id: id.parse().ok()? })
    };
    read().ok_or_else(|| "expected a kind and a number of ours, as in `account:12` or `network_site:3`".to_owned())
}

fn day(text: &str) -> Result<Day, String> {
    parse_date(text).ok_or_else(|| "expected a date such as `2026-11-23`".to_owned())
}

/// What every system takes for a reference.
fn marker(text: &str) -> Result<String, String> {
    let is_good =
        (4..=36).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_good.then(|| text.to_owned()).ok_or_else(|| "expected 4 to 36 letters, digits and `-`".to_owned())
}
