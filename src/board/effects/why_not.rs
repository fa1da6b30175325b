//! What the board asks about a job: "Why not…?", and the answer as a file.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::{CLOCK_PATH, Clock, WHY_NOT_CASE_PATH, WHY_NOT_PATH, WhyNot};
use slotwright_wire::sonar::{Data, DesiredDateTime, Job, ROOT, User};
use slotwright_wire::time::parse_minute;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::ground::failure::Failure;
use crate::ground::job::job_path;
use crate::ground::text::{self, fill};
use crate::ground::why_not::{Fields, file_name, first_wish, query, tomorrow};
use crate::kit::document::{download, focus_soon};
use crate::kit::fetch::{Endpoint, read};
use crate::kit::live::Live;
use crate::options::Options;

/// What is known of the question.
#[derive(Clone)]
pub enum Told {
    /// Nothing was asked yet.
    Nothing,
    /// Day or time is missing.
    Incomplete,
    /// The answer is on its way.
    Asking,
    /// There is none, and why.
    Failed(Failure),
    /// Why the start is not free, or that it is.
    Answer(Minute, Arc<WhyNot>),
}

/// The board's question about one job at a time.
#[derive(Clone, Copy)]
pub struct Asking {
    options: Options,
    host: Live<SendWrapper<HtmlElement>>,
    /// The job; none while nothing is asked.
    pub job: Live<Option<Arc<Job>>>,
    /// The day and the time in the form.
    pub fields: Live<Fields>,
    /// What came of it.
    pub told: Live<Told>,
    /// Why the answer could not be saved, if so.
    pub unsaved: Live<Option<Failure>>,
    /// The technicians' names by number, as far as they are known.
    names: Live<Arc<Vec<(u64, String)>>>,
    /// What a screen reader says.
    pub announcement: Live<String>,
    /// Counts what was asked: an answer to an earlier question is dropped.
    turn: Live<u32>,
}

impl Asking {
    /// Nothing is asked.
    pub fn new(options: Options, host: &HtmlElement) -> Self {
        Self {
            options,
            host: Live::new(SendWrapper::new(host.clone())),
            job: Live::new(None),
            fields: Live::new(Fields::default()),
            told: Live::new(Told::Nothing),
            unsaved: Live::new(None),
            names: Live::new(Arc::default()),
            announcement: Live::new(String::new()),
            turn: Live::new(0),
        }
    }

    /// Begins to ask about a job, at its own time, else at its first wish, else tomorrow.
    pub fn open(self, job: Arc<Job>) {
        let turn = self.next_turn();
        let own = job.scheduled_datetime.as_deref().and_then(parse_minute);
        self.fields.set(own.map(Fields::of).unwrap_or_default());
        self.told.set(Told::Nothing);
        self.unsaved.set(None);
        let id = job.id;
        self.job.set(Some(job));
        self.focus("[data-is=heading]");
        spawn_local(async move {
            if own.is_none()
                && let Some(start) = self.begins_with(id).await
                && self.is_now(turn)
                // What was typed meanwhile stays.
                && self.fields.peek() == Fields::default()
            {
                self.fields.set(Fields::of(start));
            }
            self.load_names().await;
        });
    }

    /// Ends it, and puts the focus back to where it was opened.
    pub fn close(self) {
        let Some(job) = self.job.peek() else { return };
        self.forget();
        self.focus(&fill("[data-is=why-not-{id}]", &[("id", &job.id.to_string())]));
    }

    /// Ends it, since the jobs are no longer shown.
    pub fn forget(self) {
        self.next_turn();
        self.job.set(None);
    }

    /// Asks.
    pub fn ask(self) {
        let Some(job) = self.job.peek() else { return };
        let turn = self.next_turn();
        self.unsaved.set(None);
        let Some(start) = self.fields.peek().start() else {
            self.told.set(Told::Incomplete);
            return self.focus("[data-is=date]");
        };
        self.told.set(Told::Asking);
        self.say(text::WHY_NOT_ASKING.to_owned());
        spawn_local(async move {
            let answer = self.get(&[WHY_NOT_PATH, &query(&job, start)].concat()).await.and_then(read::<WhyNot>);
            if !self.is_now(turn) {
                return;
            }
            match answer {
                Ok(why_not) => {
                    self.say(in_short(&why_not));
                    self.told.set(Told::Answer(start, Arc::new(why_not)));
                }
                Err(failure) => self.told.set(Told::Failed(failure)),
            }
        });
    }

    /// Gives the dispatcher the question and its answer as a [case](slotwright_wire::case).
    pub fn save(self, start: Minute) {
        let Some(job) = self.job.peek() else { return };
        let turn = self.turn.peek();
        self.unsaved.set(None);
        spawn_local(async move {
            let case = self.get(&[WHY_NOT_CASE_PATH, &query(&job, start)].concat()).await;
            if !self.is_now(turn) {
                return;
            }
            match case {
                Ok(case) => {
                    if download(&file_name(start), "application/json", &case).is_some() {
                        self.say(text::WHY_NOT_SAVED.to_owned());
                    }
                }
                Err(failure) => self.unsaved.set(Some(failure)),
            }
        });
    }

    /// The technician's name, or the number where that is all that is known.
    pub fn name_of(self, user_id: u64) -> String {
        let names = self.names.get();
        let known = names.iter().find(|(id, name)| *id == user_id && !name.is_empty());
        known.map_or_else(|| fill(text::TECHNICIAN, &[("id", &user_id.to_string())]), |(_, name)| name.clone())
    }

    /// When to begin, where the job has no time yet.
    async fn begins_with(self, job_id: u64) -> Option<Minute> {
        let wishes = self.get(&job_path(Some(job_id), "/desired_job_datetimes")).await;
        if let Ok(Data { data, .. }) = wishes.and_then(read::<Data<Vec<DesiredDateTime>>>)
            && let Some(start) = first_wish(&data)
        {
            return Some(start);
        }
        let Clock { now, .. } = read(self.get(CLOCK_PATH).await.ok()?).ok()?;
        tomorrow(&now)
    }

    /// Once is enough: nobody is hired while a board is open.
    async fn load_names(self) {
        if self.names.try_peek().is_none_or(|names| !names.is_empty()) {
            return;
        }
        let users = self.get(&[ROOT, "/users?limit=1000"].concat()).await.and_then(read::<Data<Vec<User>>>);
        // Without names there are the numbers.
        if let Ok(Data { data, .. }) = users {
            self.names.set(Arc::new(data.into_iter().map(|user| (user.id, user.name)).collect()));
        }
    }

    async fn get(self, path: &str) -> Result<JsValue, Failure> {
        let (Some(source), Some(token)) = (self.options.source.try_peek(), self.options.token.try_peek()) else {
            return Err(Failure::Unreachable);
        };
        Endpoint { source, token }.text(Method::GET, path, JsValue::UNDEFINED).await
    }

    fn say(self, mut sentence: String) {
        // The same words again must differ, or nothing is said.
        if self.announcement.peek() == sentence {
            sentence.push('\u{a0}');
        }
        self.announcement.set(sentence);
    }

    fn focus(self, selector: &str) {
        focus_soon(&self.host.peek(), selector);
    }

    fn next_turn(self) -> u32 {
        self.turn.update(|turn| *turn += 1);
        self.turn.peek()
    }

    /// Whether what was asked then still matters: the element may be gone, or ask something else.
    fn is_now(self, turn: u32) -> bool {
        self.turn.try_peek() == Some(turn)
    }
}

/// The answer in one breath.
fn in_short(why_not: &WhyNot) -> String {
    if why_not.is_free {
        let able = why_not.users.iter().filter(|user| user.reasons.is_empty()).count();
        return fill(text::WHY_NOT_SAY_FREE, &[("able", &text::WHY_NOT_ABLE_COUNT.of(able))]);
    }
    let reasons: Vec<&str> = why_not.reasons.iter().map(|reason| reason.sentence.as_str()).collect();
    fill(text::WHY_NOT_SAY_TAKEN, &[("reasons", &reasons.join("; "))])
}
