//! The addresses that are told what becomes of jobs, as `[[webhook]]` of the settings file has them.

use std::path::PathBuf;

use serde::Deserialize;
use slotwright_domain::JobEvent;

/// An address that is told what becomes of jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookSetting {
    /// What it is called in the file: by it it is known again when its address is another.
    pub name: String,
    /// Where.
    pub url: String,
    /// What it is told of; nothing named is all but links.
    pub events: Vec<JobEvent>,
    /// Whether it is told notes, names and addresses too.
    pub has_details: bool,
    /// Where its secret is.
    pub secret: SecretPlace,
}

/// Where a secret is: never in the settings file, which is often copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretPlace {
    /// In this variable of the environment.
    Variable(String),
    /// In this file, alone.
    File(PathBuf),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    url: String,
    #[serde(default)]
    events: Vec<String>,
    #[serde(default)]
    details: bool,
    secret_variable: Option<String>,
    secret_file: Option<PathBuf>,
}

/// No name is longer, in bytes.
const MAX_NAME: usize = 64;

/// Reads the entries of a file.
///
/// # Errors
///
/// Which entry is wrong, and what is allowed.
pub(super) fn read(entries: toml::Value) -> Result<Vec<WebhookSetting>, String> {
    let toml::Value::Array(entries) = entries else {
        return Err("a webhook begins with `[[webhook]]`, in two pairs of brackets".to_owned());
    };
    let mut webhooks = Vec::<WebhookSetting>::new();
    for (number, entry) in (1..).zip(entries) {
        let at = |problem: String| format!("[[webhook]] {number}: {problem}");
        if entry.get("secret").is_some() {
            let problem = "a secret doesn't belong into it: `secret_variable` names the variable of the environment in \
                           which it is, or `secret_file` the file";
            return Err(at(problem.to_owned()));
        }
        let entry: Entry = entry.try_into().map_err(|error: toml::de::Error| at(error.message().to_owned()))?;
        let webhook = checked(entry).map_err(at)?;
        if webhooks.iter().any(|known| known.name == webhook.name) {
            return Err(at(format!("there is another with the name `{}`", webhook.name)));
        }
        webhooks.push(webhook);
    }
    Ok(webhooks)
}

fn checked(entry: Entry) -> Result<WebhookSetting, String> {
    let Entry { name, url, events, details, secret_variable, secret_file } = entry;
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    if name.is_empty() || MAX_NAME < name.len() || !name.chars().all(is_name) {
        return Err(format!("`name` must have 1 to {MAX_NAME} letters, digits, `-`, `_` and `.`"));
    }
    let event = |word: String| {
        let all = JobEvent::ALL.map(JobEvent::name).join(", ");
        JobEvent::named(&word).ok_or_else(|| format!("there is no event `{word}`; these are: {all}"))
    };
    let secret = match (secret_variable, secret_file) {
        (Some(variable), None) => SecretPlace::Variable(variable),
        (None, Some(file)) => SecretPlace::File(file),
        _ => return Err("it needs `secret_variable` or `secret_file`, and not both".to_owned()),
    };
    let events = events.into_iter().map(event).collect::<Result<_, _>>()?;
    Ok(WebhookSetting { name, url, events, has_details: details, secret })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Vec<WebhookSetting>, String> {
        read(text.parse::<toml::Table>().unwrap().remove("webhook").unwrap())
    }

    #[test]
    fn an_entry_is_read_and_a_faulty_one_is_named_with_what_is_allowed() {
        let good = "[[webhook]]\nname = \"crm\"\nurl = \"https://crm.example.com\"\nsecret_variable = \"CRM\"\n";
        let read = read_text(&format!("{good}events = [\"job.booked\"]\ndetails = true")).unwrap();
        assert_eq!((read[0].events.as_slice(), read[0].has_details), (&[JobEvent::Booked][..], true));
        assert_eq!(read[0].secret, SecretPlace::Variable("CRM".to_owned()));
        for (text, part) in [
            (format!("{good}secret = \"whsec_canary\""), "doesn't belong into it"),
            (format!("{good}secret_file = \"x\""), "not both"),
            (format!("{good}{good}"), "[[webhook]] 2: there is another"),
            (format!("{good}events = [\"job.sold\"]"), "job.wishes_changed"),
            (format!("{good}colour = \"red\""), "unknown field `colour`"),
            ("[[webhook]]\nname = \"a b\"\nurl = \"x\"\nsecret_file = \"x\"".to_owned(), "`name` must"),
            ("[webhook]\nname = \"crm\"".to_owned(), "two pairs"),
        ] {
            let problem = read_text(&text).unwrap_err();
            assert!(problem.contains(part) && !problem.contains("canary"), "{text}: {problem}");
        }
    }
}
