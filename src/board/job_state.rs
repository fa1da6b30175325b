//! What is done with the job that is open, and what is known of it beyond the list.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::Interval;
use slotwright_wire::slotwright::{BoardJob, Deed, Photo};
use slotwright_wire::sonar::Task;

use crate::board::hand::Wanted;
use crate::ground::failure::Failure;
use crate::ground::job::Numbers;
use crate::ground::link_windows::TypedWindow;
use crate::kit::reactive::signal;

/// What is asked for when a job is opened.
#[derive(Clone)]
pub enum Known<T> {
    /// The request is sent.
    Loading,
    /// It failed, and why.
    Failed(Failure),
    /// The answer is here.
    Here(Arc<Vec<T>>),
}

/// Where in the panel something is done: there it is said when it fails.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Who is there.
    OnSite,
    /// That it is over.
    End,
    /// What the job is.
    Job,
    /// What is to be done.
    Tasks,
    /// When the customer would like it.
    Wishes,
    /// The customer's link.
    Link,
}

/// What becomes of something that is done.
#[derive(Clone)]
pub enum Doing {
    /// Nothing is under way.
    Nothing,
    /// The request is sent.
    Sent,
    /// It failed, where and why.
    Failed(Part, Failure),
}

/// The form that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The job is over: it went well, or it didn't.
    End(bool),
    /// The job itself.
    Edit,
    /// A wish: the one with this number, or a new one.
    Wish(Option<u64>),
}

/// Something that was done.
#[derive(Clone)]
pub struct Done {
    /// In words.
    pub said: String,
    /// Whether it can be taken back.
    pub has_back: bool,
}

/// What is typed into the forms of the panel.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// Why it failed, or a remark.
    pub reason: String,
    /// The notes.
    pub notes: String,
    /// The length, in minutes.
    pub length: String,
    /// The ticket and the services.
    pub numbers: Numbers,
    /// What is in the fields of its type, by their keys.
    pub fields: Vec<(String, String)>,
    /// A new task.
    pub task: String,
    /// The day of a wish.
    pub date: String,
    /// Its first time.
    pub from: String,
    /// Its last.
    pub to: String,
    /// Who else is there.
    pub user: String,
    /// Whether what is missing is said.
    pub is_incomplete: bool,
}

/// What the customer's link is to allow less than another; empty where it is as usual.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct LinkLimits {
    /// No day before this one.
    pub earliest: String,
    /// And none after this one.
    pub latest: String,
    /// How often it books and moves.
    pub changes: String,
    /// The visits that are offered, of those that are suggested; with `windows`, and nothing else.
    pub visits: Vec<Interval>,
    /// The windows that are typed.
    pub windows: Vec<TypedWindow>,
    /// Whether what is missing in them is said.
    pub is_incomplete: bool,
}

impl Typed {
    /// What is typed outside of the form that is open.
    #[must_use]
    pub fn outside(&self) -> Self {
        Self { task: self.task.clone(), user: self.user.clone(), ..Self::default() }
    }

    /// With that in the form, beside what is typed outside of it.
    #[must_use]
    pub fn with(self, form: Self) -> Self {
        Self { task: self.task, user: self.user, ..form }
    }
}

/// What is typed for a job that is not open just now.
pub struct Aside {
    /// The job, as it was when that was typed.
    pub job: Arc<BoardJob>,
    /// The form that was open.
    pub form: Option<Form>,
    /// What is typed.
    pub typed: Typed,
    /// What was in the fields of its type.
    pub fields: Option<Vec<(String, String)>>,
    /// Where it is to be moved to, as far as that is filled in.
    pub wanted: Option<Wanted>,
}

/// The signals.
#[derive(Clone, Copy)]
pub struct JobState {
    /// How far what the holder of the link may do goes; empty while that is not known.
    pub scope: RwSignal<String>,
    /// The zone of the instance; empty while that is not known.
    pub zone: RwSignal<String>,
    /// The form that is open.
    pub form: RwSignal<Option<Form>>,
    /// What is typed into it.
    pub typed: RwSignal<Typed>,
    /// What was in the fields of its type when the form was opened; none while that is not known.
    pub fields: RwSignal<Option<Vec<(String, String)>>>,
    /// What is typed for other jobs.
    pub aside: RwSignal<Vec<Aside>>,
    /// What becomes of what is done.
    pub doing: RwSignal<Doing>,
    /// What is to be done once what is under way has its answer.
    pub due: StoredValue<Vec<Box<dyn FnOnce()>>, LocalStorage>,
    /// The tasks whose boxes are ticked, or not any more, and of which there is no answer yet: the last of each counts.
    pub ticked: RwSignal<Vec<(u64, bool)>>,
    /// Whether somebody was checked in or out by the pointer a moment ago: the button under it is another one by now, for which a
    /// second press was not meant.
    pub is_resting: RwSignal<bool>,
    /// What was done last.
    pub done: RwSignal<Option<Done>>,
    /// What is to be done.
    pub tasks: RwSignal<Known<Task>>,
    /// Who did what, the last first.
    pub history: RwSignal<Known<Deed>>,
    /// The customer's pictures.
    pub photos: RwSignal<Arc<Vec<Photo>>>,
    /// What the customer's link is to allow.
    pub link_limits: RwSignal<LinkLimits>,
    /// The link that was made for the customer.
    pub link: RwSignal<Option<String>>,
    /// Whether it was copied.
    pub is_copied: RwSignal<bool>,
    /// What came of handing it on to be sent, in words; empty where that was not asked for.
    pub link_sent: RwSignal<String>,
    /// Whether somebody takes links, to send them.
    pub sends_links: RwSignal<bool>,
    /// The length of the windows in which customers are promised a visit to begin, in minutes; 0 where its start is.
    pub arrival: RwSignal<u32>,
    /// The job that is about to be deleted.
    pub leaving: RwSignal<Option<Arc<BoardJob>>>,
    /// Why it could not be, if so.
    pub leave_failure: RwSignal<Option<Failure>>,
    /// What it was before others changed it, and who did; none while nobody has. It is not deleted then, unless that is said again.
    pub stayed: RwSignal<Option<(Arc<BoardJob>, String)>>,
    /// Counts those: each has a time of its own.
    pub leavings: RwSignal<u32>,
}

impl JobState {
    /// The state before a job was opened.
    pub fn new() -> Self {
        Self {
            scope: signal(String::new()),
            zone: signal(String::new()),
            form: signal(None),
            typed: signal(Typed::default()),
            fields: signal(None),
            aside: signal(Vec::new()),
            doing: signal(Doing::Nothing),
            due: StoredValue::new_local(Vec::new()),
            ticked: signal(Vec::new()),
            is_resting: signal(false),
            done: signal(None),
            tasks: signal(Known::Loading),
            history: signal(Known::Loading),
            photos: signal(Arc::default()),
            link_limits: signal(LinkLimits::default()),
            link: signal(None),
            is_copied: signal(false),
            link_sent: signal(String::new()),
            sends_links: signal(false),
            arrival: signal(0),
            leaving: signal(None),
            leave_failure: signal(None),
            stayed: signal(None),
            leavings: signal(0),
        }
    }

    /// What was done before is no longer said. What is under way goes on.
    pub fn settle(self) {
        self.settle_failure();
        self.done.set(None);
    }

    /// Why something could not be done is no longer said.
    pub fn settle_failure(self) {
        if matches!(self.doing.get_untracked(), Doing::Failed(..)) {
            self.doing.set(Doing::Nothing);
        }
    }

    /// Another job is opened: what belongs to the one before is gone.
    pub fn forget(self) {
        self.settle();
        self.form.set(None);
        self.typed.set(Typed::default());
        self.fields.set(None);
        self.tasks.set(Known::Loading);
        self.history.set(Known::Loading);
        self.photos.set(Arc::default());
        self.link_limits.set(LinkLimits::default());
        self.link.set(None);
        self.is_copied.set(false);
        self.link_sent.set(String::new());
    }

    /// An answer says how far what may be done goes. What depends on it is drawn anew only where that is another than before: the
    /// focus may be in it.
    pub fn learn_scope(self, scope: String) {
        if self.scope.with_untracked(|known| *known != scope) {
            self.scope.set(scope);
        }
    }

    /// An answer says what links depend on.
    pub fn learn_policy(self, sends_links: bool, arrival: u32) {
        if (self.sends_links.get_untracked(), self.arrival.get_untracked()) != (sends_links, arrival) {
            self.sends_links.set(sends_links);
            self.arrival.set(arrival);
        }
    }

    /// Whether what changes jobs may be done.
    pub fn may_schedule(self) -> bool {
        matches!(&*self.scope.get(), "schedule" | "override" | "admin")
    }

    /// Whether jobs may be moved to where somebody does not work, and links ended.
    pub fn may_override(self) -> bool {
        matches!(&*self.scope.get(), "override" | "admin")
    }

    /// Whether it is known that nothing may be changed.
    pub fn only_looks(self) -> bool {
        self.scope.with(|scope| scope == "view")
    }
}
