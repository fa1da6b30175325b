//! The list of jobs.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::convert::window_of;
use slotwright_wire::slotwright::{BoardJob, BoardParticulars, Confirmation, Labelled};
use slotwright_wire::sonar::JobStatus;
use slotwright_wire::time::parse_minute;
use slotwright_words::{fill, text};

use crate::board::effects::{load, open};
use crate::board::state::Page;
use crate::board::widget::Widget;
use crate::ground::failure::Failure;
use crate::ground::job::is_open;
use crate::kit::button::{Button, button};
use crate::kit::el::{
    El, dd, div, dl, dt, folded, li, nothing, ol, p, reactive, span, strong, summary, table, tbody, td, th, thead, tr,
};
use crate::kit::parts::{buttons, notice, skeleton};
use crate::kit::reactive::memo;

/// The page of the list that is shown.
pub fn jobs(w: Widget) -> AnyView {
    match w.state().page.get() {
        Page::Loading => skeleton(w.options().words).view(),
        // Whatever is wrong with the link, the same is to be done; trying again isn't.
        Page::Failed(_, Failure::LinkInvalid | Failure::LinkExpired | Failure::Gone) => {
            notice("danger", &w.say(text::BOARD_LINK_TITLE))
                .role("alert")
                .child(p().child(w.say(text::BOARD_LINK)))
                .view()
        }
        Page::Failed(number, failure) => notice("danger", &failure.sentence(&w.options().words.all(), false))
            .role("alert")
            .child(button(w.say(text::RETRY), move || load(w, number)))
            .view(),
        Page::Loaded(jobs) if jobs.is_empty() => p().class("hint").child(w.say(text::BOARD_EMPTY)).view(),
        Page::Loaded(jobs) => list(w, &jobs).view(),
    }
}

fn list(w: Widget, jobs: &[Arc<BoardJob>]) -> El {
    let heads = [
        w.say(text::BOARD_NUMBER),
        w.say(text::BOARD_STATUS),
        w.say(text::BOARD_WHEN),
        w.say(text::BOARD_LENGTH),
        w.say(text::BOARD_FOR),
        w.say(text::BOARD_CREW),
        w.say(text::BOARD_NOTES),
    ];
    let heads = heads.map(|name| th().attr("scope", "col").child(name));
    let rows = jobs.iter().map(|job| row(w, job));
    div()
        .class("jobs")
        .is("jobs")
        .role("region")
        .aria_label(w.say(text::BOARD_TITLE))
        .tabindex("0")
        .child(table().class("job-table").child(thead().child(tr().children(heads))).child(tbody().children(rows)))
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
    tr().child(two_lines(&job.id.to_string(), &listed.job_type))
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

/// What counts, and below it what tells more of it.
fn two_lines(text: &str, more: &str) -> El {
    td().child(text).children((!more.is_empty()).then(|| span().class("more").child(more)))
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

/// Where the page stands in the whole list, and the way to its neighbours. It stays while pages come and go, and with it the
/// focus.
pub fn pages(w: Widget) -> AnyView {
    let paginator = w.state().paginator;
    let is_there = memo(move || paginator.get().is_some());
    let current = move || paginator.get().map_or(1, |paginator| paginator.current_page);
    let last = move || paginator.get().map_or(1, |paginator| paginator.total_pages);
    reactive(move || {
        if !is_there.get() {
            return nothing();
        }
        let back = move || load(w, untrack(current).saturating_sub(1));
        let on = move || load(w, untrack(current) + 1);
        buttons()
            .child(button(w.say(text::BOARD_PREVIOUS), back).disabled(move || current() <= 1))
            .child(span().child(move || w.derived().place()))
            .child(button(w.say(text::BOARD_NEXT), on).disabled(move || last() <= current()))
            .view()
    })
}
