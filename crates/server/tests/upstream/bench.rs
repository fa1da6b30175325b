//! All four systems side by side, each with its counterpart, for what holds of all of them.

use std::fmt::Debug;
use std::future::Future;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use futures_util::future::join_all;
use serde_json::Value;
use slotwright_upstream::bigchange::BigChange;
use slotwright_upstream::sonar::Sonar;
use slotwright_upstream::{
    BigChangeSettings, End, Failure, FreeQuestion, Frotcom, FrotcomSettings, Ids, KnownJob, Operation, Os1,
    Os1Settings, Scheduler, Secret, SonarSettings, TransportSettings, Upstream, UpstreamJob, Visit,
};

use crate::alone::{USERS, job, wide_world};
use crate::counterpart::{Counterpart, PASSWORD, USER, pages};
use crate::gateway::SYSTEMS;
use crate::visits::moment;
use crate::wire::Wire;

/// A system, the adapter of it, and the wire between them. The counterpart is that of all tests: what a test makes has a day or a
/// marker of its own.
pub struct Bench {
    /// Which.
    pub system: &'static str,
    /// The system.
    pub there: &'static Counterpart,
    /// The wire to it.
    pub wire: Wire,
    /// The adapter at its other end.
    pub upstream: Upstream,
}

impl Bench {
    fn of(system: &'static str) -> Self {
        let there = counterpart(system);
        let wire = Wire::to(&there.address);
        let upstream = adapter(system, &wire.address, PASSWORD);
        Self { system, there, wire, upstream }
    }

    /// Whether the system is asked or told this.
    pub fn can(&self, operation: Operation) -> bool {
        self.upstream.capabilities().of(operation).is_sent()
    }

    /// What can't be done is said, and nothing is sent.
    pub async fn says_that_it_cant<T: Debug + PartialEq>(&self, done: impl Future<Output = Result<T, Failure>>) {
        let before = self.wire.sent().len();
        assert_eq!(done.await, Err(Failure::Unsupported), "{}", self.system);
        assert_eq!(self.wire.sent().len(), before, "{}: something was sent", self.system);
    }

    /// A job as the counterpart's Sonar API tells it.
    pub fn shown(&self, known: &KnownJob) -> Value {
        let id = known.id.rsplit(':').next().unwrap();
        let (status, body) = self.there.ask("GET", &format!("/api/v1/scheduling/jobs/{id}"), &Value::Null);
        assert_eq!(status, 200, "{}: {body}", self.system);
        body["data"].clone()
    }

    /// The jobs that are there for this one, as the counterpart's Sonar API tells them.
    pub fn jobs_of(&self, job: &UpstreamJob) -> Vec<Value> {
        let all = pages(|page| {
            let path = format!("/api/v1/scheduling/jobs?limit=1000&page={page}");
            self.there.ask("GET", &path, &Value::Null).1
        });
        all.into_iter().filter(|there| is_of(there, job)).collect()
    }

    /// How many these are.
    pub fn count(&self, job: &UpstreamJob) -> usize {
        self.jobs_of(job).len()
    }

    /// Whether the counterpart would give this user's time then to somebody else, for an hour.
    pub fn is_free(&self, user_id: u64, start: &str) -> bool {
        let (date, time) = start.split_once(' ').unwrap();
        let path = format!(
            "/api/v1/scheduling/jobs/find_available_space?start_date={date}&end_date={date}&length_in_minutes=60\
             &job_type_id=1&users[]={user_id}&entityType=account&entityId=1"
        );
        let (status, body) = self.there.ask("GET", &path, &Value::Null);
        assert_eq!(status, 200, "{body}");
        let minute = |text: &Value| {
            let text = text.as_str().unwrap();
            text[..2].parse::<u32>().unwrap() * 60 + text[3..5].parse::<u32>().unwrap()
        };
        let start = minute(&Value::from(time));
        let blocks = body["data"][date].as_array().into_iter().flatten();
        blocks
            .map(|block| (minute(&block["start"]), minute(&block["end"])))
            .any(|(from, to)| from <= start && start + 60 <= to)
    }
}

/// Does this on all four systems at once.
pub fn on_all<T: Future<Output = ()>>(test: impl Fn(Bench) -> T) {
    thread::scope(|scope| SYSTEMS.into_iter().for_each(|system| drop(scope.spawn(move || counterpart(system)))));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(join_all(SYSTEMS.map(|system| test(Bench::of(system)))));
}

/// The counterpart of a system, started by whoever needs it first.
fn counterpart(system: &str) -> &'static Counterpart {
    static SHARED: [OnceLock<Counterpart>; 4] = [const { OnceLock::new() }; 4];
    let place = SYSTEMS.iter().position(|known| *known == system).unwrap();
    SHARED[place].get_or_init(|| Counterpart::start_shared(&wide_world()))
}

/// The adapter of a system at this address, with this password.
pub fn adapter(system: &str, address: &str, password: &str) -> Upstream {
    let transport = |root: &str| TransportSettings::new(format!("http://{address}{root}"));
    let named = |name: &str| [(1, name.to_owned())].into();
    let password = Secret::new(password);
    let opened = match system {
        "sonar" => Sonar::new(SonarSettings::new(transport(""), USER, password)).map(Upstream::Sonar),
        "os1" => {
            let ids = Ids {
                job_types: named("type:1"),
                workflows: named("jobWorkflow:visit"),
                accounts: named("account:1"),
                ..Ids::default()
            };
            let settings = Os1Settings::new(transport("/os1"), USER, password, "slotwright");
            Os1::new(Os1Settings { ids, notes_attribute: Some("notes".to_owned()), ..settings }).map(Upstream::Os1)
        }
        "bigchange" => {
            let vehicles = (1..=USERS).map(|id| (id, id.to_string())).collect();
            let ids = Ids { vehicles, ..Ids::default() };
            let settings = BigChangeSettings::new(transport("/bigchange"), USER, password, 14_532);
            BigChange::new(BigChangeSettings { ids, ..settings }).map(Upstream::BigChange)
        }
        _ => Frotcom::new(FrotcomSettings::new(transport("/frotcom"), USER, password)).map(Upstream::Frotcom),
    };
    opened.unwrap()
}

/// A day of winter on which nobody has anything to do.
pub fn new_day() -> String {
    static DAY: AtomicU32 = AtomicU32::new(0);
    let number = DAY.fetch_add(1, Ordering::Relaxed);
    let day = jiff::civil::date(2026, 11, 2) + jiff::Span::new().days(i64::from(number));
    assert!(day < jiff::civil::date(2027, 3, 14), "there are no days left");
    day.to_string()
}

/// A job without a time, of so many minutes, with a marker of its own, which its notes tell too.
pub fn waiting(minutes: u32) -> UpstreamJob {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let marker = format!("bench-{:04}", NUMBER.fetch_add(1, Ordering::Relaxed));
    UpstreamJob { length_in_minutes: minutes, notes: format!("Ring twice, {marker}."), ..job(&marker, None) }
}

/// One with a time, by this user.
pub fn booked(minutes: u32, start: &str, user_id: u64) -> UpstreamJob {
    at(&waiting(minutes), start, user_id)
}

/// The same job at another time.
pub fn at(job: &UpstreamJob, start: &str, user_id: u64) -> UpstreamJob {
    let (mut end, start) = (moment(start), moment(start));
    end.minute += i32::try_from(job.length_in_minutes).unwrap();
    end.unix += i64::from(job.length_in_minutes) * 60;
    UpstreamJob { visit: Some(Visit { start, end, arrival_until: start, user_ids: vec![user_id] }), ..job.clone() }
}

/// Whether a job there is this one, by its notes.
fn is_of(there: &Value, job: &UpstreamJob) -> bool {
    there["notes"].as_str().is_some_and(|notes| notes.contains(&format!("{}.", job.marker)))
}

/// When a user is free on a day, for this long.
pub fn question(day: &str, minutes: u32, user_id: u64) -> FreeQuestion {
    let from = moment(&format!("{day} 00:00")).minute;
    let place = job("any", None).place.place;
    let (until, user_ids) = (from + 1440, vec![user_id]);
    FreeQuestion { from, until, length_in_minutes: minutes, job_type_id: 1, place, user_ids }
}

/// How a job ends, with a reason that all of them take.
pub fn end(is_success: bool) -> End {
    let reason = if is_success { "Done" } else { "Nobody at home." };
    End { is_success, reason: Some(reason.to_owned()), at: moment("2027-03-01 12:00") }
}

/// All that can be asked and told of a job that is there, each with what came of it, and what makes one; `job` has a time, and `later`
/// has another.
pub async fn everything(
    upstream: &Upstream,
    (one, other): (&KnownJob, &KnownJob),
    (job, later): (&UpstreamJob, &UpstreamJob),
    day: &str,
) -> Vec<(Operation, Result<(), Failure>)> {
    let at = later.visit.as_ref().unwrap().start.unix;
    vec![
        (Operation::Read, upstream.read(one).await.map(drop)),
        (Operation::Reschedule, upstream.reschedule(one, later).await),
        (Operation::ChangeNotes, upstream.change_notes(one, job).await),
        (Operation::Wishes, upstream.set_wishes(one, job).await),
        (Operation::FreeAny, upstream.free_time(&question(day, 60, 1)).await.map(drop)),
        (Operation::List, upstream.busy(&[1], at, at + 3600).await.map(drop)),
        (Operation::Complete, upstream.end(one, job, &end(true)).await),
        (Operation::Unschedule, upstream.unschedule(other, job).await),
        (Operation::Cancel, upstream.cancel(other, "Moved away.").await),
    ]
}
