//! The list of jobs.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::convert::{interval_of_window, window_of};
use slotwright_wire::slotwright::{BoardJob, BoardParticulars, Confirmation, Labelled};
use slotwright_wire::sonar::{Job, JobStatus};
use slotwright_wire::time::parse_minute;
use slotwright_words::{Text, fill, text};

use crate::board::effects::{load_jobs, open};
use crate::board::views::filter::filter;
use crate::board::views::listing::{self, two_lines};
use crate::board::widget::Widget;
use crate::ground::job::is_open;
use crate::ground::job_filter::JobFilter;
use crate::kit::button::{Button, button};
use crate::kit::el::{El, dd, div, dl, dt, folded, li, ol, span, strong, summary, td, tr, ul};
use crate::kit::intl::small;

/// What can be looked for, and the page of the list that is shown.
pub fn jobs(w: Widget) -> AnyView {
    let list = listing::listing(w, w.state().jobs, empty, load_jobs, list);
    div().child(filter(w)).child(list).view()
}

fn empty(w: Widget) -> &'static Text {
    if w.state().list.filter.with_untracked(JobFilter::is_empty) { text::BOARD_EMPTY } else { text::FILTER_NONE }
}

/// The way to its other pages.
pub fn pages(w: Widget) -> AnyView {
    listing::pages(w, w.state().jobs, load_jobs, text::BOARD_JOBS)
}

fn list(w: Widget, jobs: &[Arc<BoardJob>]) -> El {
    let heads = [
        text::BOARD_NUMBER,
        text::BOARD_FOR,
        text::BOARD_STATUS,
        text::BOARD_WHEN,
        text::BOARD_LENGTH,
        text::BOARD_CREW,
        text::BOARD_NOTES,
    ];
    listing::framed(w, text::BOARD_TITLE, &heads, jobs.iter().map(|job| row(w, job)))
}

fn row(w: Widget, listed: &Arc<BoardJob>) -> El {
    let job = &listed.job;
    let moment = |text: &str| Some(w.derived().moment(parse_minute(text.get(..16)?)?));
    // What has ended without a time has at least its end.
    let ended = || Some(fill(&w.say(text::BOARD_ENDED), &[("when", &moment(job.completed_at.as_deref()?)?)]));
    let when = job.scheduled_datetime.as_deref().and_then(moment).or_else(ended);
    let cell = |content: &str| td().child(content);
    let id = job.id;
    let sought = looked_through(listed);
    let is_sought = move || w.state().list.unanswered.with(|text| sought.contains(&**text));
    tr().attr("data-fresh", move || w.derived().freshness(id))
        .flag("hidden", Box::new(move || !is_sought()))
        .child(two_lines(&job.id.to_string(), &listed.job_type))
        .child(td().child(open_button(w, listed)).children(
            (!listed.address.is_empty()).then(|| span().class("more").attr("dir", "auto").child(&*listed.address)),
        ))
        .child(td().child(status(w, job)).children(said_upstream(w, listed)))
        .child(
            td().class("when")
                .child(span().child(when.unwrap_or_default()))
                .children(is_open(job).then(|| wishes(w, listed)).flatten())
                .children(is_open(job).then(|| rather_not(w, listed)).flatten()),
        )
        .child(cell(&w.length_text(job.length_in_minutes as Minute)))
        .child(cell(&w.derived().crew(listed)))
        .child(cell(job.notes.as_deref().unwrap_or_default()).child(details(w, listed, false)))
}

/// What of a job the server looks through for a text, in small letters.
pub fn looked_through(BoardJob { job, place, address, .. }: &BoardJob) -> String {
    small(&[&*job.id.to_string(), place, address, job.notes.as_deref().unwrap_or_default()].join("\n"))
}

/// Where a job stands.
pub fn status(w: Widget, job: &Job) -> El {
    let state = match job.status {
        JobStatus::Queued => "queued",
        JobStatus::Scheduled => "scheduled",
        JobStatus::Completed => "completed",
        JobStatus::Failed => "failed",
    };
    span().class("status").state(state).child(status_named(w, state).unwrap_or_default())
}

/// A state in words, by the name that the API has for it; none for what is no state.
pub fn status_named(w: Widget, state: &str) -> Option<String> {
    Some(w.say(match state {
        "queued" => text::STATUS_QUEUED,
        "scheduled" => text::STATUS_SCHEDULED,
        "completed" => text::STATUS_COMPLETED,
        "failed" => text::STATUS_FAILED,
        _ => return None,
    }))
}

/// What the system behind the server has to say, where it isn't yes.
pub fn said_upstream(w: Widget, listed: &BoardJob) -> Option<El> {
    let said = match listed.confirmation? {
        Confirmation::Confirmed => return None,
        Confirmation::Pending => w.say(text::BOARD_PENDING),
        Confirmation::Refused => w.say(text::BOARD_REFUSED),
        Confirmation::Unknown => w.say(text::BOARD_UNKNOWN),
        Confirmation::Local => w.say(text::BOARD_LOCAL),
    };
    Some(span().class("more").child(said))
}

/// What the customer has filled in, and what programs of other systems say: folded, or open.
pub fn details(w: Widget, listed: &BoardJob, is_open: bool) -> AnyView {
    let line = |Labelled { label, text }: &Labelled| {
        div().child(dt().child(&**label)).child(dd().attr("dir", "auto").child(&**text))
    };
    let of_system = |of_system: &BoardParticulars| {
        let name = match &of_system.reference {
            Some(reference) => fill(&w.say(text::BOARD_CALLED), &[("system", &of_system.system), ("name", reference)]),
            None => of_system.system.clone(),
        };
        let lines = of_system.details.iter().map(line);
        let fold = if is_open { folded().attr("open", "") } else { folded() };
        fold.child(summary().child(name)).child(dl().class("particulars").children(lines)).view()
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

/// When they would rather not have it.
fn rather_not(w: Widget, listed: &BoardJob) -> Option<El> {
    let windows = listed.rather_not.iter().filter_map(interval_of_window);
    let windows = windows.map(|window| li().child(w.derived().window(window)));
    let rather_not = div().class("row-wishes").child(strong().child(w.say(text::BOARD_RATHER_NOT)));
    (!listed.rather_not.is_empty()).then(|| rather_not.child(ul().children(windows)))
}

/// For whom it is: pressed, the job is opened.
fn open_button(w: Widget, listed: &Arc<BoardJob>) -> Button {
    let id = listed.job.id.to_string();
    let whose = w.derived().whose(listed);
    let named = fill(&w.say(text::JOB_NAMED), &[("whose", &whose), ("id", &id)]);
    let listed = listed.clone();
    button(whose, move || open(w, listed.clone()))
        .class("link")
        .aria_label(named)
        .is(&fill("why-not-{id}", &[("id", &id)]))
}
