//! What is counted while the process runs, as Prometheus reads it.
//!
//! The counters belong to the process, as its log does: whoever has something to count calls a function here, and no
//! handler and no store carries a registry about. Labels are words of ours (a route's template, a result), never numbers
//! or names of anybody: so they stay few, and `/metrics` exposes nothing about customers.
//!
//! Why not the facade `metrics` with its exporter: the exporter (0.18) writes Prometheus' older text alone. Here the answer is
//! OpenMetrics, whose strict readers want a counter's family without `_total`, `_info`, and the end marked. What the store
//! counts is in its own [`counters`], so that it names nobody above it.

use std::fmt::Error;
use std::sync::LazyLock;

use axum::http::StatusCode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use slotwright_store::{Backlog, Claims, counters};

/// How an attempt to give a visit a time went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Booking {
    /// The visit has its time.
    Booked,
    /// Somebody of the crew is not free.
    Taken,
    /// Something else is against it: too soon, the link has ended.
    Refused,
    /// The store failed.
    Failed,
}

impl EncodeLabelValue for Booking {
    fn encode(&self, encoder: &mut LabelValueEncoder) -> Result<(), Error> {
        let word = match self {
            Self::Booked => "booked",
            Self::Taken => "taken",
            Self::Refused => "refused",
            Self::Failed => "failed",
        };
        EncodeLabelValue::encode(&word, encoder)
    }
}

/// Counts an attempt to give a visit a time.
pub fn booking(result: Booking) {
    METRICS.bookings.get_or_create(&BookingLabels { result }).inc();
}

/// Counts an answer that was replayed to a repeated request.
pub fn idempotency_replay() {
    METRICS.idempotency_replays.inc();
}

/// Counts a request that the concurrency limit refused.
pub fn shed() {
    METRICS.shed.inc();
}

/// Counts what a page's policy has forbidden, as a browser reports it. `directive` is one of ours.
pub fn csp_report(directive: &'static str) {
    METRICS.csp_reports.get_or_create(&CspLabels { directive }).inc();
}

/// Counts a request that a quota refused.
pub fn over_quota() {
    METRICS.over_quota.inc();
}

/// Counts a wrong password.
pub fn wrong_password() {
    METRICS.wrong_passwords.inc();
}

/// Counts a request and how long it took. `route` is the template, never the path.
pub fn request(method: &'static str, route: &str, status: StatusCode, seconds: f64) {
    let status = format!("{}xx", status.as_u16() / 100);
    METRICS.requests.get_or_create(&RequestLabels { method, route: route.to_owned(), status }).observe(seconds);
}

/// Something that is counted as long as it is there.
#[must_use]
pub struct Present(&'static Gauge);

impl Drop for Present {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Present {
    fn in_gauge(gauge: &'static Gauge) -> Self {
        gauge.inc();
        Self(gauge)
    }

    /// A request between its head and its answer.
    pub fn request() -> Self {
        Self::in_gauge(&METRICS.in_flight)
    }

    /// A request that waits in the concurrency limit's queue.
    pub fn waiting() -> Self {
        Self::in_gauge(&METRICS.waiting)
    }

    /// A connection.
    pub fn connection() -> Self {
        Self::in_gauge(&METRICS.connections)
    }
}

/// What is not counted but looked up at each scrape.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The release of the tz database that the zone's rules are of.
    pub zone_rules: String,
    /// The version of the SQLite library.
    pub sqlite: String,
    /// How many claims there are; `None` when the database can't be read.
    pub claims: Option<Claims>,
    /// How it stands with what is to be told; `None` when the database can't be read.
    pub backlog: Option<Backlog>,
    /// How many seconds the database's clock is ahead of ours; `None` when it can't be read.
    pub clock_drift: Option<f64>,
}

impl Facts {
    fn registry(self) -> Registry {
        let mut registry = Registry::default();
        let version = |version| Info::new([("version", version)]);
        registry.register("tzdb", "The release of the time zone rules", version(self.zone_rules));
        registry.register("sqlite_version", "The version of SQLite", version(self.sqlite));
        if let Some(claims) = self.claims {
            let gauge = |number: u64| ConstGauge::new(i64::try_from(number).unwrap_or(i64::MAX));
            registry.register("hold_active", "Times held for somebody", gauge(claims.holds));
            let help = "Claims of one user that overlap; more than 0 is a fault of ours";
            registry.register("claim_overlap_rows", help, gauge(claims.overlaps));
        }
        if let Some(backlog) = self.backlog {
            let gauge = |number: u64| ConstGauge::new(i64::try_from(number).unwrap_or(i64::MAX));
            registry.register("outbox_waiting", "Messages that wait to be told", gauge(backlog.waiting));
            registry.register("outbox_dead", "Messages that somebody has to look at", gauge(backlog.dead));
            let help = "How long the oldest message that waits has waited";
            registry.register("outbox_oldest_seconds", help, ConstGauge::new(backlog.oldest_ms as f64 / 1000.0));
        }
        if let Some(seconds) = self.clock_drift {
            let help = "By how many seconds the database's clock is ahead; below 0 behind";
            registry.register("clock_drift_seconds", help, ConstGauge::new(seconds));
        }
        registry
    }
}

/// All of it in OpenMetrics' text format.
///
/// # Errors
///
/// Something could not be formatted.
pub fn text(facts: Facts) -> Result<String, Error> {
    let mut text = String::new();
    text::encode_registry(&mut text, &METRICS.registry)?;
    text::encode_registry(&mut text, &facts.registry())?;
    text::encode_eof(&mut text)?;
    Ok(text)
}

/// The type of [`text()`].
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// From a millisecond, which is a good answer, to the twenty seconds after which none is given.
const SECONDS: [f64; 14] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0];

static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::new);

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: &'static str,
    route: String,
    status: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CspLabels {
    directive: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct BookingLabels {
    result: Booking,
}

struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
    waiting: Gauge,
    connections: Gauge,
    shed: Counter,
    csp_reports: Family<CspLabels, Counter>,
    over_quota: Counter,
    wrong_passwords: Counter,
    bookings: Family<BookingLabels, Counter>,
    idempotency_replays: Counter,
}

impl Metrics {
    /// The names; a counter gets `_total` behind its own.
    fn new() -> Self {
        let metrics = Self {
            registry: Registry::default(),
            requests: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            in_flight: Gauge::default(),
            waiting: Gauge::default(),
            connections: Gauge::default(),
            shed: Counter::default(),
            csp_reports: Family::default(),
            over_quota: Counter::default(),
            wrong_passwords: Counter::default(),
            bookings: Family::default(),
            idempotency_replays: Counter::default(),
        };
        // From the start, so that a rule on their growth sees the first one grow from nothing.
        for result in [Booking::Booked, Booking::Taken, Booking::Refused, Booking::Failed] {
            let _ = metrics.bookings.get_or_create(&BookingLabels { result });
        }
        let mut registry = Registry::default();
        registry.register("http_request_seconds", "How long requests took", metrics.requests.clone());
        registry.register("http_requests_in_flight", "Requests that are not answered yet", metrics.in_flight.clone());
        registry.register("http_requests_waiting", "Requests that wait to be handled", metrics.waiting.clone());
        registry.register("csp_reports", "What pages' policies have forbidden", metrics.csp_reports.clone());
        registry.register("http_requests_shed", "Requests refused because too many were waiting", metrics.shed.clone());
        registry.register(
            "http_requests_over_quota",
            "Requests refused because their sender had sent too many",
            metrics.over_quota.clone(),
        );
        registry.register(
            "wrong_passwords",
            "Passwords of API users that were wrong; many are guesses",
            metrics.wrong_passwords.clone(),
        );
        registry.register("http_connections", "Open connections", metrics.connections.clone());
        registry.register("booking_attempts", "Attempts to give a visit a time", metrics.bookings.clone());
        registry.register(
            "exclusion_violation",
            "Claims that only the database refused; more than 0 is a fault of ours",
            counters::EXCLUSION_VIOLATIONS.clone(),
        );
        registry.register(
            "storage_failures",
            "Reads and writes that the database's disk failed",
            counters::STORAGE_FAILURES.clone(),
        );
        registry.register(
            "deadlock_retries",
            "Transactions repeated after a clash",
            counters::DEADLOCK_RETRIES.clone(),
        );
        registry.register(
            "idempotency_replays",
            "Answers given again to a repeated request",
            metrics.idempotency_replays.clone(),
        );
        Self { registry, ..metrics }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_in_use_are_exposed() {
        let text = text(Facts {
            zone_rules: "2026f".to_owned(),
            sqlite: "3".to_owned(),
            claims: None,
            backlog: None,
            clock_drift: None,
        })
        .unwrap();
        assert!(text.contains("tzdb_info{version=\"2026f\"} 1"), "{text}");
    }
}
