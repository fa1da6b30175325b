//! What the system behind the gateway knows of people's time: asked when free time is looked for, and kept for a few seconds.
//!
//! Equal questions are asked once, however many wait for the answer. Nobody waits for long: a system that is silent or gone is
//! answered for by what it said last, with its age, and as long as it is gone that is done at once, while somebody tries in the
//! background whether it is back. What is taken from here narrows what is offered and decides no booking.

mod kept;
mod time;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use slotwright_domain::PlaceRef;
use slotwright_matching::Day;
use slotwright_store::Store;
use slotwright_upstream::{Failure, FreeQuestion, Operation, Scheduler, Support, Upstream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use self::kept::Kept;
pub use self::time::Time;
use crate::time::zone::{Zone, from_jiff};

/// An answer is as good as a new one for so long.
const FRESH: Duration = Duration::from_secs(5);
/// How long somebody who asks waits for the system, at most.
const PATIENCE: Duration = Duration::from_secs(2);
/// A system that has not answered is left alone for so long, where it doesn't say for how long.
const PAUSE: Duration = Duration::from_secs(5);
/// A failure is remembered for so long after that: whoever asks meanwhile is not waited for. Who comes later finds out.
const RECENT: Duration = Duration::from_secs(60);
/// It is never left alone for longer, whatever it says.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// A question that was refused is refused again for so long, without being asked.
const REFUSED_FOR: Duration = Duration::from_secs(30);
/// So many questions are at the system at once,
const AT_ONCE: usize = 4;
/// and so many wait or are there; whoever comes then is answered from what is known.
const MAX_FLIGHTS: usize = 64;

/// Whose time is asked for, and when.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// The first day.
    pub first: Day,
    /// The last day, included.
    pub last: Day,
    /// For how long a visit, in minutes.
    pub length_in_minutes: u32,
    /// Of which type.
    pub job_type_id: u64,
    /// Where.
    pub place: PlaceRef,
    /// Whose; whoever can do it where nobody is named.
    pub user_ids: Vec<u64>,
}

/// What is known of people's time elsewhere.
#[derive(Clone, Debug)]
pub struct Known {
    /// What the system has said; `None` where it has said nothing that is still known.
    pub time: Option<Arc<Time>>,
    /// When it was asked that.
    at: Instant,
}

/// From where what is offered is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// From ourselves alone: the system behind the gateway can't be asked.
    Own,
    /// From the system behind the gateway too.
    Upstream {
        /// How long ago it has said so, in seconds.
        age_seconds: u64,
    },
}

impl Known {
    fn nothing() -> Self {
        Self { time: None, at: Instant::now() }
    }

    /// From where it is known, and how old it is now.
    #[must_use]
    pub fn origin(&self) -> Origin {
        match self.time {
            Some(_) => Origin::Upstream { age_seconds: self.at.elapsed().as_secs() },
            None => Origin::Own,
        }
    }
}

/// How a system tells people's time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// It says when they are free.
    Free,
    /// It says for what they are planned.
    Busy,
}

/// The system behind the gateway, as one that knows people's time.
pub struct Elsewhere {
    upstream: Arc<Upstream>,
    way: Way,
    store: Store,
    zone: Arc<Zone>,
    turns: Semaphore,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Kept<Question, Arc<Time>>,
    /// Questions that are being asked: each ends when nobody sends any more.
    flights: HashMap<Question, watch::Receiver<()>>,
    /// Questions that were refused, and until when they are not asked again.
    refused: HashMap<Question, Instant>,
    /// Since it has failed to answer in time: when it may be asked again.
    asked_again_from: Option<Instant>,
}

impl Elsewhere {
    /// `None` for a system that tells nobody's time.
    #[must_use]
    pub fn of(upstream: Arc<Upstream>, store: Store, zone: Arc<Zone>) -> Option<Self> {
        let capabilities = upstream.capabilities();
        let way = match capabilities.of(Operation::FreeAny) {
            Support::Native => Way::Free,
            _ if capabilities.of(Operation::List) == Support::Native => Way::Busy,
            _ => return None,
        };
        let (turns, state) = (Semaphore::new(AT_ONCE), Mutex::default());
        Some(Self { upstream, way, store, zone, turns, state })
    }

    /// What is known of that: a new answer, if it comes in time, or else the last one.
    pub async fn ask(self: &Arc<Self>, question: Question) -> Known {
        let question = match self.spelt(question).await {
            Some(question) => question,
            None => return Known::nothing(),
        };
        let landing = {
            let (mut state, now) = (self.lock(), Instant::now());
            let last = state.last(&question);
            if last.time.is_some() && now.duration_since(last.at) < FRESH {
                return last;
            }
            if state.refused.get(&question).is_some_and(|until| now < *until) {
                return last;
            }
            let is_down = state.asked_again_from.is_some_and(|from| now < from + RECENT);
            let landing = match state.flights.get(&question) {
                Some(landing) => landing.clone(),
                None if state.may_ask(now) => self.take_off(&mut state, question.clone()),
                None => return last,
            };
            if is_down {
                return last;
            }
            landing
        };
        let mut landing = landing;
        // Whether it came or not: what is known then is what there is.
        let _ = timeout(PATIENCE, landing.changed()).await;
        self.lock().last(&question)
    }

    /// Notes that the system has not answered somebody else.
    pub fn failed(&self) {
        self.leave_alone(None, "a job could not be told");
    }

    /// The question as this system is asked it: what makes no difference to the answer makes none to the question.
    async fn spelt(&self, mut question: Question) -> Option<Question> {
        if self.way == Way::Busy {
            if question.user_ids.is_empty() {
                question.user_ids = match self.store.users_scheduled_for(question.job_type_id).await {
                    Ok(user_ids) => user_ids,
                    Err(error) => {
                        tracing::warn!("whose time is to be asked for can't be read: {error}");
                        return None;
                    }
                };
            }
            (question.length_in_minutes, question.job_type_id) = (0, 0);
            question.place.id = 0;
        }
        question.user_ids.sort_unstable();
        question.user_ids.dedup();
        Some(question)
    }

    /// Asks it in the background, so that who waits may go.
    fn take_off(self: &Arc<Self>, state: &mut State, question: Question) -> watch::Receiver<()> {
        let (ends, landing) = watch::channel(());
        state.flights.insert(question.clone(), landing.clone());
        let flight = Flight { elsewhere: self.clone(), question, _ends: ends };
        tokio::spawn(async move { flight.fly().await });
        landing
    }

    async fn answer(&self, question: &Question) -> Result<Time, Failure> {
        match self.way {
            Way::Free => {
                let asked = FreeQuestion {
                    from: question.first.start(),
                    until: (question.last + 1).start(),
                    length_in_minutes: question.length_in_minutes,
                    job_type_id: question.job_type_id,
                    place: question.place,
                    user_ids: question.user_ids.clone(),
                };
                Ok(Time::free(self.upstream.free_time(&asked).await?))
            }
            Way::Busy => {
                let second = |day: Day| from_jiff(self.zone.instant_of(day.start())).unix();
                let (from, until) = (second(question.first), second(question.last + 1));
                let mut busy = self.upstream.busy(&question.user_ids, from, until).await?;
                // What we have told it is known here, and may have another time by now.
                let ids = busy.iter().map(|busy| busy.id.clone()).collect();
                match self.store.told_upstream(ids).await {
                    Ok(own) => busy.retain(|busy| !own.contains(&busy.id)),
                    Err(error) => return Err(Failure::Lost(format!("which jobs are ours can't be read: {error}"))),
                }
                Ok(Time::busy(busy, &self.zone))
            }
        }
    }

    fn answered(&self) {
        if self.lock().asked_again_from.take().is_some() {
            tracing::info!("the system behind the gateway tells free time again");
        }
    }

    fn leave_alone(&self, wanted: Option<Duration>, problem: &str) {
        let pause = wanted.map_or(PAUSE, |wanted| wanted.clamp(PAUSE, LONGEST_PAUSE));
        if self.lock().asked_again_from.replace(Instant::now() + pause).is_none() {
            tracing::warn!("free time is offered by what the system behind the gateway said last: {problem}");
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Each change of it is one step.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn last(&mut self, question: &Question) -> Known {
        self.kept.get(question).map_or_else(Known::nothing, |(time, at)| Known { time: Some(time), at })
    }

    /// Whether one more question may go out; while the system is gone one, to see whether it is back.
    fn may_ask(&self, now: Instant) -> bool {
        match self.asked_again_from {
            Some(from) => from <= now && self.flights.is_empty(),
            None => self.flights.len() < MAX_FLIGHTS,
        }
    }
}

/// A question on its way. It has landed when this is gone.
struct Flight {
    elsewhere: Arc<Elsewhere>,
    question: Question,
    _ends: watch::Sender<()>,
}

impl Flight {
    async fn fly(self) {
        let Self { elsewhere, question, .. } = &self;
        let Ok(_turn) = elsewhere.turns.acquire().await else { return };
        let at = Instant::now();
        let mut answer = Box::pin(elsewhere.answer(question));
        let (answer, is_prompt) = match timeout(PATIENCE, &mut answer).await {
            Ok(answer) => (answer, true),
            Err(_) => {
                elsewhere.leave_alone(None, "it takes too long");
                (answer.await, false)
            }
        };
        match answer {
            Ok(time) => {
                let weight = time.weight();
                let mut state = elsewhere.lock();
                state.refused.remove(question);
                state.kept.keep(question.clone(), Arc::new(time), at, weight);
                drop(state);
                // Whoever needs longer than anybody waits is still as good as gone.
                if is_prompt {
                    elsewhere.answered();
                }
            }
            Err(Failure::Refused { sentence, .. }) => {
                tracing::warn!("the system behind the gateway refuses to tell free time: {sentence}");
                elsewhere.refuse(question);
            }
            Err(Failure::NotThere | Failure::Unsupported) => elsewhere.refuse(question),
            Err(failure @ Failure::Busy { retry_after }) => elsewhere.leave_alone(retry_after, &failure.to_string()),
            Err(failure) => elsewhere.leave_alone(None, &failure.to_string()),
        }
    }
}

impl Elsewhere {
    /// It answers, but not this.
    fn refuse(&self, question: &Question) {
        let now = Instant::now();
        let mut state = self.lock();
        state.refused.retain(|_, until| now < *until);
        if state.refused.len() < kept::MAX_QUESTIONS {
            state.refused.insert(question.clone(), now + REFUSED_FOR);
        }
        drop(state);
        self.answered();
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.elsewhere.lock().flights.remove(&self.question);
    }
}
