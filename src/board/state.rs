//! What a dispatcher looks at and asks, and what the server answered: the signals that everything else follows from.

use std::sync::Arc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use slotwright_matching::{Day, Minute};
use slotwright_wire::slotwright::{BoardJob, ListedLink, Timeline, WhyNot};
use slotwright_wire::sonar::{JobStatus, Paginator};
use web_sys::HtmlElement;

use crate::board::find_state::FindState;
use crate::board::freed_state::FreedState;
use crate::board::hand::Hand;
use crate::board::job_state::JobState;
use crate::board::list_state::ListState;
use crate::board::tray_state::TrayState;
use crate::ground::failure::Failure;
use crate::ground::idempotency::Idempotency;
use crate::ground::live::Own;
use crate::ground::near_days::NearDays;
use crate::ground::seen::Rows;
use crate::ground::suggestions::Space;
use crate::ground::suggestions::Suggestion;
use crate::ground::timeline::Place;
use crate::ground::why_not::Fields;
use crate::kit::reactive::signal;

/// As many lanes are seen at once at most, before it is known how many: as the style sheet limits their height.
const MOST_SEEN: Rows = (0, 16);

/// The page of a list that is shown.
pub enum Page<T> {
    /// The request is sent.
    Loading,
    /// The request for the page of this number failed, and why.
    Failed(u64, Failure),
    /// The answer is here: these records.
    Loaded(Vec<Arc<T>>),
}

impl<T> Page<T> {
    /// Whether it has come, or what kept it from coming.
    pub fn came(&self) -> Option<Result<(), &Failure>> {
        match self {
            Self::Loading => None,
            Self::Failed(_, failure) => Some(Err(failure)),
            Self::Loaded(_) => Some(Ok(())),
        }
    }
}

/// A list of which one page is shown.
pub struct Listing<T: 'static> {
    /// The page that is shown.
    pub page: RwSignal<Page<T>>,
    /// Where the page that was answered last stands in the whole list; none while there is nothing to turn over.
    pub paginator: RwSignal<Option<Paginator>>,
    /// Counts the pages that were asked for: an answer for an earlier one is dropped.
    pub turn: RwSignal<u32>,
}

impl<T> Clone for Listing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Listing<T> {}

impl<T: Send + Sync> Listing<T> {
    fn new() -> Self {
        Self { page: signal(Page::Loading), paginator: signal(None), turn: signal(0) }
    }
}

/// Everybody's time on the days that are shown.
#[derive(Clone)]
pub enum Planned {
    /// The request is sent, and nothing was there before.
    Loading,
    /// It failed, and why.
    Failed(Failure),
    /// The answer is here.
    Loaded(Arc<Timeline>),
}

impl Planned {
    /// Whether it has come, or what kept it from coming.
    pub fn came(&self) -> Option<Result<(), &Failure>> {
        match self {
            Self::Loading => None,
            Self::Failed(failure) => Some(Err(failure)),
            Self::Loaded(_) => Some(Ok(())),
        }
    }
}

/// The times that are suggested for the open job.
#[derive(Clone)]
pub enum Suggested {
    /// None are looked for: it has ended.
    Nothing,
    /// The request is sent.
    Loading,
    /// It failed, and why.
    Failed(Failure),
    /// Here they are; there may be none.
    Loaded(Arc<Vec<Suggestion>>),
}

/// What becomes of a change that a dispatcher makes.
#[derive(Clone)]
pub enum Planning {
    /// None is under way.
    Nothing,
    /// The request is sent.
    Sent,
    /// It failed, and why.
    Failed(Failure),
    /// What was done with a job that isn't open any more failed: which, and why, for people.
    FailedElsewhere(String),
}

/// What others made of the open job.
#[derive(Clone)]
pub struct Meanwhile {
    /// Who, as the history names them.
    pub by: String,
    /// The job as it is now; none where it is deleted.
    pub now: Option<Arc<BoardJob>>,
}

/// The address of a calendar that is made.
#[derive(Clone)]
pub enum Feed {
    /// None is asked for.
    Nothing,
    /// The request is sent.
    Sent,
    /// It failed, and why.
    Failed(Failure),
    /// Here it is.
    Made(String),
}

/// The element by which the board is set up, which is fetched when somebody opens it.
#[derive(Clone)]
pub enum SetupElement {
    /// Nobody has opened it yet.
    Unasked,
    /// It is on its way.
    Loading,
    /// It could not be fetched.
    Failed,
    /// Here it is.
    Here(SendWrapper<HtmlElement>),
}

/// The answer to the question why a job can't start then.
#[derive(Clone)]
pub enum Answer {
    /// Nothing is asked yet.
    Nothing,
    /// Day or time is missing.
    Incomplete,
    /// The request is sent.
    Asking,
    /// The request failed, and why.
    Failed(Failure),
    /// Why the start is not free, or that it is.
    Loaded(Minute, Arc<WhyNot>),
}

/// The signals.
#[derive(Clone, Copy)]
pub struct State {
    /// The links that were made.
    pub links: Listing<ListedLink>,
    /// The link that is about to be revoked; none while nobody has asked for it.
    pub revoking: RwSignal<Option<u64>>,
    /// Why it could not be revoked, if so.
    pub revoke_failure: RwSignal<Option<Failure>>,
    /// The element by which the board is set up.
    pub setup: RwSignal<SetupElement>,
    /// The first day of the timeline; none for the server's today.
    pub day: RwSignal<Option<Day>>,
    /// How many days stand side by side.
    pub days: RwSignal<u32>,
    /// How much bigger a minute is drawn: 0 as it fits.
    pub zoom: RwSignal<u32>,
    /// The time and the visits of these days.
    pub planned: RwSignal<Planned>,
    /// Why the days are shown as they were, and at which time of the server they were so; none while they are as they are now.
    pub outdated: RwSignal<Option<(Failure, String)>>,
    /// Other days, as they were.
    pub near: StoredValue<NearDays>,
    /// The time now, as the server said it last: `YYYY-MM-DD HH:MM:SS`.
    pub now: RwSignal<String>,
    /// The jobs without a time, as far as they were asked for; none while they are not known.
    pub queued: RwSignal<Arc<Vec<Arc<BoardJob>>>>,
    /// How many there are.
    pub queued_count: RwSignal<u64>,
    /// Which of them are looked for.
    pub tray: TrayState,
    /// Whether it is shown how full the days are.
    pub is_heat_shown: RwSignal<bool>,
    /// Of which figures of that the tables are shown.
    pub heat_tables: [RwSignal<bool>; 3],
    /// In which groups technicians stand, as [`Grouping`](crate::ground::grouping::Grouping) spells it.
    pub grouping: RwSignal<String>,
    /// Which lanes are seen.
    pub seen_lanes: RwSignal<Rows>,
    /// Which are drawn, beside those that are led to or carried over.
    pub drawn_lanes: RwSignal<Rows>,
    /// Whether lanes near what is seen are being drawn.
    pub is_drawing_ahead: StoredValue<bool>,
    /// How many of the jobs that wait are listed.
    pub seen_waiting: RwSignal<usize>,
    /// Whose days are shown where there is room for those of one; none is the first.
    pub technician: RwSignal<Option<u64>>,
    /// The visit that Tab leads to.
    pub focused: RwSignal<Option<Place>>,
    /// Whether the focus is led there, which it has not reached yet: by arrows, of which several presses may be ahead of it, or by what
    /// was put down on days that aren't drawn yet.
    pub is_led: StoredValue<bool>,
    /// The job that is asked about; none while nothing is asked.
    pub job: RwSignal<Option<Arc<BoardJob>>>,
    /// The times that are suggested for it.
    pub suggested: RwSignal<Suggested>,
    /// How many are to come to it, of those who can.
    pub come: RwSignal<usize>,
    /// Who is free for it; none while that is not known.
    pub space: RwSignal<Option<Arc<Space>>>,
    /// What becomes of the last change.
    pub planning: RwSignal<Planning>,
    /// What was done last, for people; empty while there is nothing to say.
    pub said: RwSignal<String>,
    /// What is in the dispatcher's hand.
    pub hand: Hand,
    /// What is free again, and who waits for it.
    pub freed: FreedState,
    /// What others made of the open job since it was opened.
    pub meanwhile: RwSignal<Option<Meanwhile>>,
    /// The jobs that others have changed a moment ago.
    pub fresh: RwSignal<Arc<Vec<u64>>>,
    /// What was changed from here.
    pub own: RwSignal<Own>,
    /// Whose calendar is to be subscribed to; none until somebody is chosen.
    pub feed_of: RwSignal<Option<u64>>,
    /// Its address.
    pub feed: RwSignal<Feed>,
    /// Whether the days are written out for a printer.
    pub is_printed: RwSignal<bool>,
    /// Whether these are everybody's lanes, rather than a page for each technician and day.
    pub is_all_printed: RwSignal<bool>,
    /// Whether the days could not become a picture.
    pub is_picture_failed: RwSignal<bool>,
    /// Why the list could not be saved, if so.
    pub csv_failure: RwSignal<Option<Failure>>,
    /// The key of a write that has no answer yet.
    pub idempotency: RwSignal<Idempotency>,
    /// The day and the time in the form.
    pub fields: RwSignal<Fields>,
    /// The answer to the question.
    pub answer: RwSignal<Answer>,
    /// Why the answer could not be saved, if so.
    pub save_failure: RwSignal<Option<Failure>>,
    /// The technicians' names by number, as far as they are known.
    pub names: RwSignal<Arc<Vec<(u64, String)>>>,
    /// What is laid over the board.
    pub find: FindState,
    /// Which jobs are listed, and the one that is being made.
    pub list: ListState,
    /// What is done with the open job, and what more is known of it.
    pub work: JobState,
    /// The text of the live region: what a screen reader says next.
    pub announcement: RwSignal<String>,
}

impl State {
    /// The state before anything is loaded.
    pub fn new() -> Self {
        Self {
            links: Listing::new(),
            revoking: signal(None),
            revoke_failure: signal(None),
            setup: signal(SetupElement::Unasked),
            day: signal(None),
            days: signal(1),
            zoom: signal(0),
            planned: signal(Planned::Loading),
            outdated: signal(None),
            near: StoredValue::new(NearDays::default()),
            now: signal(String::new()),
            queued: signal(Arc::default()),
            queued_count: signal(0),
            tray: TrayState::new(),
            is_heat_shown: signal(false),
            heat_tables: [(); 3].map(|()| signal(false)),
            grouping: signal(String::new()),
            seen_lanes: signal(MOST_SEEN),
            drawn_lanes: signal(MOST_SEEN),
            is_drawing_ahead: StoredValue::new(false),
            seen_waiting: signal(25),
            technician: signal(None),
            focused: signal(None),
            is_led: StoredValue::new(false),
            job: signal(None),
            suggested: signal(Suggested::Nothing),
            come: signal(1),
            space: signal(None),
            planning: signal(Planning::Nothing),
            said: signal(String::new()),
            hand: Hand::new(),
            freed: FreedState::new(),
            meanwhile: signal(None),
            fresh: signal(Arc::default()),
            own: signal(Own::default()),
            feed_of: signal(None),
            feed: signal(Feed::Nothing),
            is_printed: signal(false),
            is_all_printed: signal(false),
            is_picture_failed: signal(false),
            csv_failure: signal(None),
            idempotency: signal(Idempotency::default()),
            fields: signal(Fields::default()),
            answer: signal(Answer::Nothing),
            save_failure: signal(None),
            names: signal(Arc::default()),
            find: FindState::new(),
            list: ListState::new(),
            work: JobState::new(),
            announcement: signal(String::new()),
        }
    }

    /// A job that waits for a time: of the queue as far as it is known, or the one that is open.
    pub fn waiting(self, id: u64) -> Option<Arc<BoardJob>> {
        let known = self.queued.with_untracked(|queued| queued.iter().find(|listed| listed.job.id == id).cloned());
        let found = || {
            self.tray.found.with_untracked(|found| {
                let (jobs, _) = found.as_ref()?;
                jobs.iter().find(|listed| listed.job.id == id).cloned()
            })
        };
        known.or_else(found).or_else(|| {
            let open = self.job.get_untracked();
            open.filter(|listed| listed.job.id == id && listed.job.status == JobStatus::Queued)
        })
    }
}
