//! Asks for what is set up.

use js_sys::{Array, Promise};
use serde::de::DeserializeOwned;
use slotwright_matching::Day;
use slotwright_wire::slotwright::{
    API_USERS_PATH, FIELDS_PATH, OUTBOX_PATH, POLICY_PATH, RULES_PATH, TIMELINE_PATH, WEBHOOKS_PATH,
};
use slotwright_wire::sonar::{Data, Schedule, ScheduleDay};
use slotwright_wire::time::print_date;
use slotwright_words::fill;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::ground::failure::Failure;
use crate::ground::setup::known::Known;
use crate::ground::setup::preview::DAYS;
use crate::ground::setup::{breaks, job_type, schedule, time_off};
use crate::kit::fetch::{Tag, read};
use crate::setup::state::Part;
use crate::setup::widget::Widget;

/// As many records a page as there can be.
const PAGE: u64 = 1000;
/// As many days a timeline shows at once.
const AT_ONCE: i32 = 7;
/// As many messages are listed: who has more of them looks for one cause.
const MESSAGES: &str = "limit=100";

/// All that a part needs, in as few turns as what is asked for follows from what was answered.
pub(super) async fn ask(w: Widget, part: Part) -> Result<Known, Failure> {
    let mut known = Known::default();
    let takes_visits = matches!(part, Part::Week | Part::TimeOff | Part::JobTypes);
    known.take(read(w.get(&days_path(None, if takes_visits { AT_ONCE } else { 1 })).await?)?);
    match part {
        Part::Week => {
            let lists = [time_off::path(), breaks::path(), schedule::path(), job_type::path()];
            let [time_offs, breaks, schedules, job_types] = lists_and_visits(w, &mut known, lists).await?;
            known.time_offs = whole(w, &time_off::path(), time_offs).await?;
            known.breaks = whole(w, &breaks::path(), breaks).await?;
            known.job_types = whole(w, &job_type::path(), job_types).await?;
            known.schedules = with_days(w, whole(w, &schedule::path(), schedules).await?).await?;
        }
        Part::TimeOff => {
            let lists = [time_off::path(), breaks::path()];
            let [time_offs, breaks] = lists_and_visits(w, &mut known, lists).await?;
            known.time_offs = whole(w, &time_off::path(), time_offs).await?;
            known.breaks = whole(w, &breaks::path(), breaks).await?;
        }
        Part::JobTypes => {
            let lists = [schedule::path(), job_type::path()];
            let [schedules, job_types] = lists_and_visits(w, &mut known, lists).await?;
            known.job_types = whole(w, &job_type::path(), job_types).await?;
            known.schedules = with_days(w, whole(w, &schedule::path(), schedules).await?).await?;
            known.fields = whole_of(w, FIELDS_PATH, &mut known.tag).await?;
        }
        Part::Rules => {
            known.job_types = all(w, &job_type::path()).await?;
            known.rules = whole_of(w, RULES_PATH, &mut known.tag).await?;
        }
        Part::Policy => {
            known.job_types = all(w, &job_type::path()).await?;
            known.policy = whole_of(w, POLICY_PATH, &mut known.tag).await?;
        }
        Part::Webhooks => {
            known.webhooks = all(w, WEBHOOKS_PATH).await?;
            for state in ["dead", "waiting"] {
                let values = [("path", OUTBOX_PATH), ("state", state), ("limit", MESSAGES)];
                let path = fill("{path}?state={state}&{limit}", &values);
                known.messages.extend(read::<Data<Vec<_>>>(w.get(&path).await?)?.data);
            }
        }
        Part::ApiUsers => known.api_users = all(w, API_USERS_PATH).await?,
        Part::Links => known.job_types = all(w, &job_type::path()).await?,
    }
    Ok(known)
}

/// A document that is replaced as a whole, and its tag.
async fn whole_of<T: DeserializeOwned>(w: Widget, path: &str, tag: &mut String) -> Result<T, Failure> {
    let found = Tag::default();
    let whole = read(w.get_whole(path, &found).await?)?;
    *tag = found.take();
    Ok(whole)
}

/// The days of a schedule as they are now.
pub(super) async fn days_of(w: Widget, schedule_id: u64) -> Result<Vec<ScheduleDay>, Failure> {
    all(w, &schedule_days_path(schedule_id)).await
}

/// The first pages of lists, and with them the visits of the weeks after the first.
async fn lists_and_visits<const N: usize>(
    w: Widget,
    known: &mut Known,
    lists: [String; N],
) -> Result<[JsValue; N], Failure> {
    let today = known.today();
    let weeks = (1..DAYS / AT_ONCE).map(|week| days_path(Some(today + week * AT_ONCE), AT_ONCE));
    let paths = lists.iter().map(|path| page(path, 1)).chain(weeks);
    let mut answers = at_once(w, paths.collect()).await?.into_iter();
    let lists = [(); N].map(|()| answers.next().unwrap_or(JsValue::UNDEFINED));
    for week in answers {
        known.take(read(week)?);
    }
    Ok(lists)
}

async fn with_days(w: Widget, schedules: Vec<Schedule>) -> Result<Vec<(Schedule, Vec<ScheduleDay>)>, Failure> {
    let paths = schedules.iter().map(|schedule| page(&schedule_days_path(schedule.id), 1));
    let answers = at_once(w, paths.collect()).await?;
    let with_days = |(schedule, answer)| Ok((schedule, read::<Data<Vec<ScheduleDay>>>(answer)?.data));
    schedules.into_iter().zip(answers).map(with_days).collect()
}

fn schedule_days_path(schedule_id: u64) -> String {
    [&*schedule::path(), "/", &schedule_id.to_string(), "/schedule_days"].concat()
}

/// Some days, from this one on or from today.
fn days_path(first: Option<Day>, days: i32) -> String {
    let mut path = fill("{path}?days={n}", &[("path", TIMELINE_PATH), ("n", &days.to_string())]);
    if let Some(first) = first {
        path.push_str("&start_date=");
        path.push_str(&print_date(first));
    }
    path
}

fn page(path: &str, number: u64) -> String {
    let values = [("path", path), ("limit", &*PAGE.to_string()), ("page", &number.to_string())];
    fill("{path}?limit={limit}&page={page}", &values)
}

/// All records of a list of which the first page is here: that is the whole, but for the greatest.
async fn whole<T: DeserializeOwned>(w: Widget, path: &str, first: JsValue) -> Result<Vec<T>, Failure> {
    let Data { data, paginator } = read::<Data<Vec<T>>>(first)?;
    match paginator {
        Some(paginator) if 1 < paginator.total_pages => all(w, path).await,
        _ => Ok(data),
    }
}

/// All records of a list.
async fn all<T: DeserializeOwned>(w: Widget, path: &str) -> Result<Vec<T>, Failure> {
    let mut found = Vec::new();
    for number in 1_u64.. {
        let Data { data, paginator } = read::<Data<Vec<T>>>(w.get(&page(path, number)).await?)?;
        found.extend(data);
        if paginator.is_none_or(|paginator| paginator.total_pages <= number) {
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
