//! A recording: each exchange with the system becomes a file that may be handed on.
//!
//! What goes into it is what is known to be harmless; anything else is made up. A list of what is not to go into it would miss what
//! nobody has thought of, and it is the vendors who choose the names of their members.

mod forms;
mod made_up;
mod redact;
mod words;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use slotwright_upstream::{Body, Exchange, Listener};

use crate::config::UpstreamSettings;
use redact::Redactor;

/// A recording that goes on.
#[derive(Debug)]
pub(super) struct Recording {
    folder: PathBuf,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    redactor: Redactor,
    count: u32,
    /// What went wrong with a file, first.
    problem: Option<String>,
}

/// Headers that say something of the protocol and nothing of anybody. Of others the names alone are kept.
const HEADERS: [&str; 6] = ["accept", "content-type", "retry-after", "allow", "sunset", "deprecation"];

impl Recording {
    /// Begins one in this folder. `texts` are those that this program itself sends.
    ///
    /// # Errors
    ///
    /// The folder can't be made, or has something in it.
    pub fn begin(folder: &Path, texts: &[String], settings: &UpstreamSettings) -> Result<Self, String> {
        let at = |problem: String| format!("--record {}: {problem}", folder.display());
        std::fs::create_dir_all(folder).map_err(|error| at(error.to_string()))?;
        let mut entries = std::fs::read_dir(folder).map_err(|error| at(error.to_string()))?;
        if entries.next().is_some() {
            return Err(at("there is something in it already; name a new folder".to_owned()));
        }
        let user = settings.user.clone().unwrap_or_default();
        let password = settings.password.as_ref().map(|password| password.reveal().to_owned()).unwrap_or_default();
        let basic = STANDARD.encode(format!("{user}:{password}"));
        let redactor = Redactor::new(texts.to_vec(), [password, basic, user]);
        Ok(Self { folder: folder.to_owned(), inner: Mutex::new(Inner { redactor, count: 0, problem: None }) })
    }

    /// How much was written, and where.
    pub fn sentence(&self) -> String {
        let count = self.inner.lock().unwrap_or_else(PoisonError::into_inner).count;
        format!("{count} exchanges are in {}; look through them before you hand them on.", self.folder.display())
    }

    /// Why not all could be written.
    pub fn problem(&self) -> Option<String> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).problem.clone()
    }
}

impl Listener for Recording {
    fn heard(&self, exchange: &Exchange) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.count += 1;
        let file = self.folder.join(format!("{:03}.json", inner.count));
        let text = format!("{:#}\n", written(&mut inner.redactor, exchange));
        if let Err(error) = std::fs::write(&file, text) {
            inner.problem.get_or_insert(format!("--record {}: {error}", file.display()));
        }
    }
}

/// An exchange as its file has it.
fn written(redactor: &mut Redactor, exchange: &Exchange) -> Value {
    let answer = exchange.answer.as_ref();
    let answered = answer.map(|answer| serde_json::from_slice::<Value>(&answer.body));
    // First what is a credential in it, so that it is nowhere else either.
    if let Some(Ok(body)) = &answered {
        redactor.learn(body);
    }
    if let Body::Json(body) = &exchange.body {
        redactor.learn(body);
    }
    let pairs = |redactor: &Redactor, pairs: &[(&'static str, String)]| {
        pairs.iter().map(|(name, value)| json!([name, redactor.text(name, value)])).collect::<Vec<_>>()
    };
    let (query, body) = (
        pairs(redactor, &exchange.query),
        match &exchange.body {
            Body::None => Value::Null,
            Body::Json(body) => json!({ "json": redactor.value("", body) }),
            Body::Form(fields) => json!({ "form": pairs(redactor, fields) }),
        },
    );
    let own: Vec<_> = exchange.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = answer.map(|answer| {
        let headers: Vec<_> = answer.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let body = match &answered {
            Some(Ok(body)) => json!({ "json": redactor.value("", body) }),
            _ if answer.body.is_empty() => Value::Null,
            _ => json!({ "withheld": format!("{} bytes that are no JSON", answer.body.len()) }),
        };
        let (headers, withheld) = headers_of(redactor, &headers);
        json!({ "status": answer.status, "headers": headers, "headers_withheld": withheld, "body": body })
    });
    let (headers, withheld) = headers_of(redactor, &own);
    json!({
        "method": exchange.method.name(),
        "path": redactor.path(&exchange.path),
        "query": query,
        "headers": headers,
        "headers_withheld": withheld,
        "body": body,
        "answer": answer,
    })
}

/// The harmless headers, and the names of the others.
fn headers_of(redactor: &Redactor, headers: &[(&str, &str)]) -> (Value, Vec<String>) {
    let (mut kept, mut withheld) = (serde_json::Map::new(), Vec::new());
    for (name, value) in headers {
        match HEADERS.contains(name) {
            true => drop(kept.insert((*name).to_owned(), redactor.without_credentials(value).into())),
            false => withheld.push(redactor.name(name)),
        }
    }
    withheld.sort_unstable();
    withheld.dedup();
    (kept.into(), withheld)
}

#[cfg(test)]
mod tests {
    use slotwright_upstream::{HeardAnswer, Method, Secret};

    use super::*;

    #[test]
    fn nothing_of_a_canary_is_left_in_the_files() {
        let folder = std::env::temp_dir().join(format!("slotwright-record-{}", std::process::id()));
        let password = Some(Secret::new("canary-password"));
        let settings =
            UpstreamSettings { user: Some("canary-user".to_owned()), password, ..UpstreamSettings::default() };
        let recording = Recording::begin(&folder, &["Please ignore.".to_owned()], &settings).unwrap();
        let basic = STANDARD.encode("canary-user:canary-password");
        let owned = |pairs: &[(&'static str, &str)]| {
            pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<Vec<_>>()
        };
        let answer = |headers: &[(&str, &str)], body: &[u8]| HeardAnswer {
            status: 200,
            headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            body: body.to_vec(),
        };
        let exchange = |query, headers, body, answer| Exchange {
            method: Method::Post,
            path: "/v1/jobs/33".to_owned(),
            query,
            headers,
            body,
            answer: Some(answer),
        };
        let log_in = Body::Form(owned(&[
            ("grant_type", "client_credentials"),
            ("client_id", "canary-user"),
            ("client_secret", "canary-password"),
        ]));
        recording.heard(&exchange(Vec::new(), Vec::new(), log_in, answer(&[], br#"{"access_token": "canary-token"}"#)));
        let headers = owned(&[
            ("authorization", &format!("Basic {basic}")),
            ("x-canary-header", "canary-header"),
            ("accept", "application/json; canary-token"),
        ]);
        let body = Body::Json(json!({
            "api_key": "canary-key", "notes": "Please ignore. Ask Canaryname.", "echo": "canary-token",
            "nested": "{\"password\": \"canary-nested\", \"name\": \"Canaryname\"}", "basic": basic,
            "address": "94127 Canarystreet", "phone": "+1 309 555 2671", "mail": "canary@novak.example", "lat": 40.512345,
        }));
        let answered = answer(
            &[("set-cookie", "canary-cookie"), ("content-type", "application/json"), ("location", "/canary-place")],
            br#"{"id": 33, "detail": "The field `Canaryname` is required.", "lon": "-89.512345", "zip": "61602"}"#,
        );
        recording.heard(&exchange(owned(&[("api_key", "canary-token"), ("q", "Canaryname")]), headers, body, answered));
        recording.heard(&exchange(Vec::new(), Vec::new(), Body::None, answer(&[], b"<p>canary-html</p>")));

        let files: Vec<_> = (1..4).map(|number| folder.join(format!("{number:03}.json"))).collect();
        let all: String = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
        std::fs::remove_dir_all(&folder).unwrap();
        // The name of a header is the protocol's, and stays.
        let all = all.replace("x-canary-header", "");
        for canary in ["anary", "2671", "40.51", "89.51", "61602", "novak", "94127", &basic] {
            assert!(!all.contains(canary), "{canary}: {all}");
        }
        for kept in
            ["Please ignore.", "/v1/jobs/33", "is required", "application/json", "set-cookie", "client_credentials"]
        {
            assert!(all.contains(kept), "{kept}: {all}");
        }
    }

    #[test]
    fn a_folder_with_something_in_it_is_left_alone() {
        let folder = std::env::temp_dir().join(format!("slotwright-record-full-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("001.json"), "{}").unwrap();
        let problem = Recording::begin(&folder, &[], &UpstreamSettings::default()).unwrap_err();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(problem.contains("--record") && problem.contains("new folder"), "{problem}");
    }
}
