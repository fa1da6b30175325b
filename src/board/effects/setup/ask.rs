//! Asks for what is set up.

use js_sys::{Array, Promise};
use serde::de::DeserializeOwned;
use slotwright_wire::slotwright::{
    FIELDS_PATH, OUTBOX_PATH, POLICY_PATH, RULES_PATH, TIMELINE_PATH, Timeline, WEBHOOKS_PATH,
};
use slotwright_wire::sonar::{Data, Schedule, ScheduleDay};
use slotwright_wire::time::print_date;
use slotwright_words::fill;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::board::setup_state::Part;
use crate::board::widget::Widget;
use crate::ground::failure::Failure;
use crate::ground::setup::known::Known;
use crate::ground::setup::preview::DAYS;
use crate::ground::setup::{breaks, job_type, schedule, time_off};
use crate::kit::fetch::read;

/// As many records a page as there can be.
const PAGE: u64 = 1000;
/// As many days a timeline shows at once.
const AT_ONCE: i32 = 7;
/// As many messages are listed: who has more of them looks for one cause.
const MESSAGES: &str = "limit=100";

/// All that a part needs.
pub(super) async fn ask(w: Widget, part: Part) -> Result<Known, Failure> {
    let mut known = Known::default();
    known.take(days(w, "?days=1").await?);
    match part {
        Part::Week | Part::TimeOff => {
            visits(w, &mut known).await?;
            known.time_offs = all(w, &time_off::path()).await?;
            known.breaks = all(w, &breaks::path()).await?;
            if part == Part::Week {
                schedules(w, &mut known).await?;
                known.job_types = all(w, &job_type::path()).await?;
            }
        }
        Part::JobTypes => {
            known.job_types = all(w, &job_type::path()).await?;
            schedules(w, &mut known).await?;
            known.fields = read(w.get(FIELDS_PATH).await?)?;
        }
        Part::Rules => {
            known.job_types = all(w, &job_type::path()).await?;
            known.rules = read(w.get(RULES_PATH).await?)?;
        }
        Part::Policy => {
            known.job_types = all(w, &job_type::path()).await?;
            known.policy = read(w.get(POLICY_PATH).await?)?;
        }
        Part::Webhooks => {
            known.webhooks = all(w, WEBHOOKS_PATH).await?;
            for state in ["dead", "waiting"] {
                let path = fill(
                    "{path}?state={state}&{limit}",
                    &[("path", OUTBOX_PATH), ("state", state), ("limit", MESSAGES)],
                );
                known.messages.extend(read::<Data<Vec<_>>>(w.get(&path).await?)?.data);
            }
        }
    }
    Ok(known)
}

/// The days of a schedule as they are now.
pub(super) async fn days_of(w: Widget, schedule_id: u64) -> Result<Vec<ScheduleDay>, Failure> {
    all(w, &days_path(schedule_id)).await
}

async fn visits(w: Widget, known: &mut Known) -> Result<(), Failure> {
    let today = known.today();
    let weeks = (0..DAYS / AT_ONCE).map(|week| {
        let first = print_date(today + week * AT_ONCE);
        fill(
            "{path}?days={n}&start_date={first}",
            &[("path", TIMELINE_PATH), ("n", &AT_ONCE.to_string()), ("first", &first)],
        )
    });
    for answer in at_once(w, weeks.collect()).await? {
        known.take(read(answer)?);
    }
    Ok(())
}

async fn schedules(w: Widget, known: &mut Known) -> Result<(), Failure> {
    let schedules: Vec<Schedule> = all(w, &schedule::path()).await?;
    let limit = ["?limit=", &PAGE.to_string()].concat();
    let paths = schedules.iter().map(|schedule| [&*days_path(schedule.id), &limit].concat());
    let answers = at_once(w, paths.collect()).await?;
    for (schedule, answer) in schedules.into_iter().zip(answers) {
        known.schedules.push((schedule, read::<Data<Vec<ScheduleDay>>>(answer)?.data));
    }
    Ok(())
}

fn days_path(schedule_id: u64) -> String {
    [&*schedule::path(), "/", &schedule_id.to_string(), "/schedule_days"].concat()
}

async fn days(w: Widget, query: &str) -> Result<Timeline, Failure> {
    read(w.get(&[TIMELINE_PATH, query].concat()).await?)
}

/// All records of a list.
async fn all<T: DeserializeOwned>(w: Widget, path: &str) -> Result<Vec<T>, Failure> {
    let mut found = Vec::new();
    for page in 1_u64.. {
        let query = fill(
            "{path}?limit={limit}&page={page}",
            &[("path", path), ("limit", &PAGE.to_string()), ("page", &page.to_string())],
        );
        let Data { data, paginator } = read::<Data<Vec<T>>>(w.get(&query).await?)?;
        found.extend(data);
        if paginator.is_none_or(|paginator| paginator.total_pages <= page) {
            break;
        }
    }
    Ok(found)
}

/// Asks several things at once, and returns the answers in the same order.
async fn at_once(w: Widget, paths: Vec<String>) -> Result<Vec<JsValue>, Failure> {
    let ask = |path: String| {
        future_to_promise(async move {
            let answer = w.get(&path).await;
            answer.map_err(|failure| JsValue::from_bool(matches!(failure, Failure::NotAllowed)))
        })
    };
    let asked: Array = paths.into_iter().map(ask).collect();
    let answers = JsFuture::from(Promise::all(&asked)).await;
    let answers = answers.map_err(|not_allowed| match not_allowed.is_truthy() {
        true => Failure::NotAllowed,
        false => Failure::Unreachable,
    })?;
    Ok(Array::from(&answers).iter().collect())
}
