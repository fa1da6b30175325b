//! One call over the wire: one attempt, bounded in time and size, to one address and no other.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::redirect::Policy;
use serde_json::Value;

use crate::failure::Failure;
use crate::listener::{Exchange, HeardAnswer, Listener};

/// How a system is reached.
#[derive(Clone, Debug)]
pub struct TransportSettings {
    /// The address below which its paths stand, as in `https://dispatch.example.com/os1`.
    pub base_url: String,
    /// How long it may take to be connected.
    pub connect_timeout: Duration,
    /// How long a call may take in all.
    pub call_timeout: Duration,
    /// Who is told each exchange; usually nobody.
    pub listener: Option<Arc<dyn Listener>>,
}

impl TransportSettings {
    /// With the times that are right for most: 2 s to connect, 8 s in all.
    #[must_use]
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            connect_timeout: Duration::from_secs(2),
            call_timeout: Duration::from_secs(8),
            listener: None,
        }
    }
}

/// How a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Makes.
    Post,
    /// Replaces.
    Put,
    /// Changes.
    Patch,
    /// Deletes.
    Delete,
}

impl Method {
    /// As HTTP has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// What a call carries.
#[derive(Clone, Debug)]
pub enum Body {
    /// Nothing.
    None,
    /// JSON.
    Json(Value),
    /// A form, as token addresses want it.
    Form(Vec<(&'static str, String)>),
}

/// A call.
#[derive(Clone, Debug)]
pub struct Call {
    /// How.
    pub method: Method,
    /// Where, below the base address: `/v1/jobs`, each part of it encoded where it may hold anything.
    pub path: String,
    /// The query's parameters.
    pub query: Vec<(&'static str, String)>,
    /// Headers beside those that belong to every call.
    pub headers: Vec<(&'static str, String)>,
    /// What it carries.
    pub body: Body,
}

impl Call {
    /// A call without parameters, headers and body.
    #[must_use]
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), query: Vec::new(), headers: Vec::new(), body: Body::None }
    }

    /// The call with a parameter of the query.
    #[must_use]
    pub fn query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    /// The call with a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The call with a body of JSON.
    #[must_use]
    pub fn json(mut self, body: Value) -> Self {
        self.body = Body::Json(body);
        self
    }

    /// The call with a form.
    #[must_use]
    pub fn form(mut self, fields: Vec<(&'static str, String)>) -> Self {
        self.body = Body::Form(fields);
        self
    }
}

/// What came back, whatever it says: any status but those that say nothing of the call itself (429 and from 500 on).
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body; `Null` when there is none. A refusal may have anything in its body; what is not JSON is `Null` there.
    pub body: Value,
}

impl Answer {
    /// Whether the call was done.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// The way to one system. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Transport {
    client: reqwest::Client,
    base_url: Arc<str>,
    listener: Option<Arc<dyn Listener>>,
}

/// No answer of a scheduling system is larger.
const MAX_BODY_BYTES: usize = 8 << 20;

impl Transport {
    /// The way to the system at this address.
    ///
    /// # Errors
    ///
    /// The address is none, or there is no certificate store on this machine.
    pub fn new(settings: &TransportSettings) -> Result<Self, String> {
        let base_url = settings.base_url.trim_end_matches('/');
        let is_web = reqwest::Url::parse(base_url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
        if !is_web {
            return Err(format!("expected an address that starts with `https://` or `http://`, found `{base_url}`"));
        }
        // Whoever was first has set it; all that may be set here is the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            // Credentials are for this address: an answer doesn't send them elsewhere.
            .redirect(Policy::none())
            .connect_timeout(settings.connect_timeout)
            .timeout(settings.call_timeout)
            .user_agent(concat!("Slotwright/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|problem| plain(&problem))?;
        Ok(Self { client, base_url: base_url.into(), listener: settings.listener.clone() })
    }

    /// Makes a call, once.
    ///
    /// # Errors
    ///
    /// [`Failure::NotSent`] when nobody was there, [`Failure::Busy`] for 429 and for 503 with a time to wait, and [`Failure::Lost`]
    /// when an answer can't be understood or says that the system itself failed. Every other status is an [`Answer`].
    pub async fn send(&self, call: Call) -> Result<Answer, Failure> {
        let Some(listener) = &self.listener else { return self.exchange(call, &mut None).await };
        let Call { method, path, query, headers, body } = call.clone();
        let mut exchange = Exchange { method, path, query, headers, body, answer: None };
        let outcome = self.exchange(call, &mut exchange.answer).await;
        listener.heard(&exchange);
        outcome
    }

    /// Makes a call, and puts into `heard` what comes back, as far as it does.
    async fn exchange(&self, call: Call, heard: &mut Option<HeardAnswer>) -> Result<Answer, Failure> {
        let method = match call.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut url = reqwest::Url::parse(&format!("{}{}", self.base_url, call.path))
            .map_err(|problem| Failure::NotSent(format!("`{}` is no path: {problem}", call.path)))?;
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&call.query);
        }
        let mut headers = HeaderMap::new();
        for (name, text) in &call.headers {
            let mut value = HeaderValue::from_str(text).map_err(|_| {
                Failure::NotSent(format!("what is to be sent as {name} has characters no header may have"))
            })?;
            value.set_sensitive(true);
            headers.insert(HeaderName::from_static(name), value);
        }
        let request = self.client.request(method, url).headers(headers);
        let request = match call.body {
            Body::None => request,
            Body::Json(body) => request.header("content-type", "application/json").body(body.to_string()),
            Body::Form(fields) => {
                let form = reqwest::Url::parse_with_params("http://form", &fields);
                let form = form.ok().and_then(|url| url.query().map(str::to_owned)).unwrap_or_default();
                request.header("content-type", "application/x-www-form-urlencoded").body(form)
            }
        };
        let mut response = request.send().await.map_err(|problem| match problem.is_connect() {
            true => Failure::NotSent(plain(&problem)),
            false => Failure::Lost(plain(&problem)),
        })?;
        let status = response.status().as_u16();
        if self.listener.is_some() {
            let text = |(name, value): (&HeaderName, &HeaderValue)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            };
            let headers = response.headers().iter().filter_map(text).collect();
            *heard = Some(HeardAnswer { status, headers, body: Vec::new() });
        }
        let retry_after = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
        let retry_after = retry_after.map(Duration::from_secs);
        if status == 429 || (status == 503 && retry_after.is_some()) {
            return Err(Failure::Busy { retry_after });
        }
        if !(200..500).contains(&status) || (300..400).contains(&status) {
            return Err(Failure::Lost(format!("status {status}")));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|problem| Failure::Lost(plain(&problem)))? {
            if bytes.len() + chunk.len() > MAX_BODY_BYTES {
                return Err(Failure::Lost(format!("an answer of more than {MAX_BODY_BYTES} bytes")));
            }
            bytes.extend_from_slice(&chunk);
        }
        if let Some(heard) = heard {
            heard.body.clone_from(&bytes);
        }
        let body = match bytes.is_empty() {
            true => Ok(Value::Null),
            false => serde_json::from_slice(&bytes),
        };
        match body {
            Ok(body) => Ok(Answer { status, body }),
            // Somebody in between may have answered in HTML; that it was refused is understood all the same.
            Err(_) if status >= 400 => Ok(Answer { status, body: Value::Null }),
            Err(_) => Err(Failure::Lost(format!("status {status} with something else than JSON"))),
        }
    }
}

/// What went wrong, without the address: that may hold more than is good for a log.
pub(crate) fn plain(problem: &reqwest::Error) -> String {
    use std::error::Error;
    if problem.is_timeout() {
        return "it took too long".to_owned();
    }
    let mut cause: &dyn Error = problem;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    match problem.source() {
        Some(_) => cause.to_string(),
        None => "the call failed".to_owned(),
    }
}
