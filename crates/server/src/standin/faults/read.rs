//! Reading a list of faults. All that is wrong with it is told at once.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::{Fault, Wanted, is_at_or_below};
use crate::edge::refusal::Refusal;

/// How many faults may be wanted at a time.
const MAX_FAULTS: usize = 100;
/// How many requests one may befall.
const MAX_REQUESTS: u64 = 1_000_000;
/// The longest delay, in milliseconds.
const MAX_DELAY: u64 = 60_000;
/// The longest time after which to try again, in seconds.
const MAX_RETRY_AFTER: u64 = 3600;

/// Reads a list.
///
/// # Errors
///
/// All that is wrong with it.
pub fn list(body: &Value, roots: &[&str]) -> Result<Vec<Wanted>, Refusal> {
    let items = body.as_array().filter(|items| items.len() <= MAX_FAULTS);
    let items = items.ok_or_else(|| {
        let sentence = format!(
            "The body must be a list of up to {MAX_FAULTS} faults, such as \
             [{{\"path_prefix\": \"/bigchange/v1/jobs\", \"requests\": 1, \"fault\": \"cut_after\"}}]."
        );
        Refusal::field("faults", sentence)
    })?;
    let mut wrong = Vec::new();
    let mut wanted = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let mut note = |name: &str, sentence: String| {
            wrong.push((format!("[{index}].{name}"), format!("{name} of fault {index} {sentence}.")));
        };
        let none = Map::new();
        let members = item.as_object().unwrap_or(&none);
        for name in members.keys().filter(|name| !["path_prefix", "requests", "fault"].contains(&name.as_str())) {
            note(name, "is not known: there are path_prefix, requests, fault".to_owned());
        }
        let path_prefix = match item["path_prefix"].as_str().map(|prefix| prefix.trim_end_matches('/')) {
            Some(prefix) if roots.iter().any(|root| is_at_or_below(prefix, root)) => Some(prefix.to_owned()),
            _ => {
                note("path_prefix", format!("must be a path below {}, is {}", roots.join(", "), item["path_prefix"]));
                None
            }
        };
        let requests = whole(&item["requests"], 1, MAX_REQUESTS);
        if requests.is_none() {
            note("requests", format!("must be a whole number of 1 to {MAX_REQUESTS}, is {}", item["requests"]));
        }
        let fault = match fault(&item["fault"]) {
            Ok(fault) => Some(fault),
            Err(sentence) => {
                note("fault", sentence);
                None
            }
        };
        if let (Some(path_prefix), Some(requests), Some(fault)) = (path_prefix, requests, fault) {
            wanted.push(Wanted { path_prefix, requests, fault });
        }
    }
    if wrong.is_empty() { Ok(wanted) } else { Err(Refusal::fields(wrong)) }
}

fn fault(sent: &Value) -> Result<Fault, String> {
    let names: Vec<&str> =
        sent.as_object().into_iter().flat_map(|members| members.keys()).map(String::as_str).collect();
    match (sent.as_str(), &names[..]) {
        (Some("cut_before"), _) => Ok(Fault::CutBefore),
        (Some("cut_after"), _) => Ok(Fault::CutAfter),
        (Some("garbage"), _) => Ok(Fault::Garbage),
        (_, ["delay_ms"]) => {
            let delay = whole(&sent["delay_ms"], 0, MAX_DELAY);
            let delay = delay.ok_or_else(|| {
                format!("has a delay_ms that must be a whole number of 0 to {MAX_DELAY}, and is {}", sent["delay_ms"])
            })?;
            Ok(Fault::Delay(Duration::from_millis(delay)))
        }
        (_, ["status"] | ["status", "retry_after"] | ["retry_after", "status"]) => {
            let status = match sent["status"].as_u64() {
                Some(429) => StatusCode::TOO_MANY_REQUESTS,
                Some(500) => StatusCode::INTERNAL_SERVER_ERROR,
                Some(503) => StatusCode::SERVICE_UNAVAILABLE,
                _ => return Err(format!("has a status that must be 429, 500 or 503, and is {}", sent["status"])),
            };
            let retry_after = whole(&sent["retry_after"], 0, MAX_RETRY_AFTER);
            if names.len() == 2 && retry_after.is_none() {
                return Err(format!(
                    "has a retry_after that must be a whole number of 0 to {MAX_RETRY_AFTER}, and is {}",
                    sent["retry_after"]
                ));
            }
            Ok(Fault::Status { status, retry_after })
        }
        _ => Err(format!(
            "must be {{\"delay_ms\": …}}, {{\"status\": …}} with or without \"retry_after\", \"cut_before\", \"cut_after\" or \
             \"garbage\", is {sent}"
        )),
    }
}

fn whole(value: &Value, least: u64, most: u64) -> Option<u64> {
    value.as_u64().filter(|number| (least..=most).contains(number))
}
