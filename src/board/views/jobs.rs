//! The list of jobs.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::convert::window_of;
use slotwright_wire::slotwright::{BoardJob, BoardParticulars, Confirmation, Labelled};
use slotwright_wire::sonar::JobStatus;
use slotwright_wire::time::parse_minute;
use slotwright_words::{fill, text};

use crate::board::effects::{load_jobs, open};
use crate::board::views::listing::{self, two_lines};
use crate::board::widget::Widget;
use crate::ground::job::is_open;
use crate::kit::button::{Button, button};
use crate::kit::el::{El, dd, div, dl, dt, folded, li, ol, span, strong, summary, td, tr};

/// The page of the list that is shown.
pub fn jobs(w: Widget) -> AnyView {
    listing::listing(w, w.state().jobs, text::BOARD_EMPTY, load_jobs, list)
}

/// The way to its other pages.
pub fn pages(w: Widget) -> AnyView {
    listing::pages(w, w.state().jobs, load_jobs, text::BOARD_JOBS)
}

fn list(w: Widget, jobs: &[Arc<BoardJob>]) -> El {
    let heads = [
        text::BOARD_NUMBER,
        text::BOARD_STATUS,
        text::BOARD_WHEN,
        text::BOARD_LENGTH,
        text::BOARD_FOR,
        text::BOARD_CREW,
        text::BOARD_NOTES,
    ];
    listing::framed(w, text::BOARD_TITLE, &heads, jobs.iter().map(|job| row(w, job)))
}

fn row(w: Widget, listed: &Arc<BoardJob>) -> El {
    let job = &listed.job;
    let (status, name) = match job.status {
        JobStatus::Queued => ("queued", w.say(text::STATUS_QUEUED)),
        JobStatus::Scheduled => ("scheduled", w.say(text::STATUS_SCHEDULED)),
        JobStatus::Completed => ("completed", w.say(text::STATUS_COMPLETED)),
        JobStatus::Failed => ("failed", w.say(text::STATUS_FAILED)),
    };
    let moment = |text: &str| Some(w.derived().moment(parse_minute(text.get(..16)?)?));
    // What has ended without a time has at least its end.
    let ended = || Some(fill(&w.say(text::BOARD_ENDED), &[("when", &moment(job.completed_at.as_deref()?)?)]));
    let when = job.scheduled_datetime.as_deref().and_then(moment).or_else(ended);
    let cell = |content: &str| td().child(content);
    let id = job.id;
    tr().attr("data-fresh", move || w.derived().freshness(id))
        .child(two_lines(&job.id.to_string(), &listed.job_type))
        .child(td().child(span().class("status").state(status).child(name)).children(said_upstream(w, listed)))
        .child(
            td().class("when")
                .child(span().child(when.unwrap_or_default()))
                .children(is_open(job).then(|| why_not_button(w, listed)))
                .children(is_open(job).then(|| wishes(w, listed)).flatten()),
        )
        .child(cell(&w.length_text(job.length_in_minutes as Minute)))
        .child(two_lines(&w.derived().whose(listed), &listed.address))
        .child(cell(&w.derived().crew(listed)))
        .child(cell(job.notes.as_deref().unwrap_or_default()).child(details(w, listed)))
}

/// What the system behind the server has to say, where it isn't yes.
fn said_upstream(w: Widget, listed: &BoardJob) -> Option<El> {
    let said = match listed.confirmation? {
        Confirmation::Confirmed => return None,
        Confirmation::Pending => w.say(text::BOARD_PENDING),
        Confirmation::Refused => w.say(text::BOARD_REFUSED),
        Confirmation::Unknown => w.say(text::BOARD_UNKNOWN),
        Confirmation::Local => w.say(text::BOARD_LOCAL),
    };
    Some(span().class("more").child(said))
}

/// What the customer has filled in, and what programs of other systems say.
fn details(w: Widget, listed: &BoardJob) -> AnyView {
    let line = |Labelled { label, text }: &Labelled| {
        div().child(dt().child(&**label)).child(dd().attr("dir", "auto").child(&**text))
    };
    let of_system = |of_system: &BoardParticulars| {
        let name = match &of_system.reference {
            Some(reference) => fill(&w.say(text::BOARD_CALLED), &[("system", &of_system.system), ("name", reference)]),
            None => of_system.system.clone(),
        };
        let lines = of_system.details.iter().map(line);
        folded().child(summary().child(name)).child(dl().class("particulars").children(lines)).view()
    };
    let filled =
        (!listed.fields.is_empty()).then(|| dl().class("particulars").children(listed.fields.iter().map(line)).view());
    filled.into_iter().chain(listed.particulars.iter().map(of_system)).collect::<Vec<AnyView>>().into_any()
}

/// What the customer asked for, while it still can be given.
fn wishes(w: Widget, listed: &BoardJob) -> Option<El> {
    let windows = listed.wishes.iter().filter_map(window_of).map(|window| li().child(w.derived().window(window)));
    let wishes = div().class("row-wishes").child(strong().child(w.say(text::BOARD_WISHES)));
    (!listed.wishes.is_empty()).then(|| wishes.child(ol().children(windows)))
}

fn why_not_button(w: Widget, listed: &Arc<BoardJob>) -> Button {
    let id = listed.job.id.to_string();
    let listed = listed.clone();
    button(w.say(text::WHY_NOT), move || open(w, listed.clone()))
        .class("link")
        .aria_label(fill(&w.say(text::WHY_NOT_TITLE), &[("id", &id)]))
        .is(&fill("why-not-{id}", &[("id", &id)]))
}
