//! The list of jobs.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::convert::{interval_of_window, window_of};
use slotwright_wire::slotwright::{BoardJob, BoardParticulars, Confirmation, Labelled};
use slotwright_wire::sonar::{Job, JobStatus};
use slotwright_wire::time::parse_minute;
use slotwright_words::{Text, fill, text};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::board::effects::{load_jobs, load_page, open, see_pages};
use crate::board::rows::{Came, Known, PAGE};
use crate::board::views::filter::filter;
use crate::board::views::listing::{self, two_lines};
use crate::board::widget::Widget;
use crate::ground::job::is_open;
use crate::ground::job_filter::JobFilter;
use crate::kit::button::{Button, button};
use crate::kit::el::{El, dd, div, dl, dt, folded, li, ol, p, reactive, span, strong, summary, tbody, td, tr, ul};
use crate::kit::intl::small;
use crate::kit::parts::{not_loaded, skeleton};
use crate::kit::reactive::memo;

/// So far beside what is seen, in pixels, jobs are drawn already.
const NEAR: f64 = 400.0;

/// What can be looked for, and the list.
pub fn jobs(w: Widget) -> AnyView {
    let list = reactive(move || match w.state().list.rows.came.get() {
        Came::Loading => skeleton(w.options().words).view(),
        Came::Failed(failure) => not_loaded(w.options().words, &failure, move || load_jobs(w)).view(),
        Came::Here(0) => p().class("hint").child(move || w.say(empty(w))).view(),
        Came::Here(pages) => untrack(|| list(w, pages)).view(),
    });
    div().child(filter(w)).child(list).view()
}

fn empty(w: Widget) -> &'static Text {
    if w.state().list.filter.with(JobFilter::is_empty) { text::BOARD_EMPTY } else { text::FILTER_NONE }
}

/// How many are listed.
pub fn count(w: Widget) -> AnyView {
    let rows = w.state().list.rows;
    let count = move || match rows.came.get() {
        Came::Here(_) => w.options().words.count(text::BOARD_JOBS, rows.total.get()),
        Came::Loading | Came::Failed(_) => String::new(),
    };
    span().class("hint").child(count).view()
}

fn list(w: Widget, pages: usize) -> El {
    let heads = [
        text::BOARD_NUMBER,
        text::BOARD_FOR,
        text::BOARD_STATUS,
        text::BOARD_WHEN,
        text::BOARD_LENGTH,
        text::BOARD_CREW,
        text::BOARD_NOTES,
    ];
    // With the row of its heads.
    let rows = move || (w.state().list.rows.total.get() + 1).to_string();
    let table = listing::table_of(w, &heads).attr("aria-rowcount", rows);
    listing::frame(w, text::BOARD_TITLE)
        .attr("data-long", "")
        .on(ev::scroll, move |event| note_seen(w, &event))
        .on(ev::focusin, move |event| note_seen(w, &event))
        .child(table.children((0..pages).map(|page| page_of(w, page))))
}

/// A page of the list, or the room that it takes where nobody looks.
fn page_of(w: Widget, page: usize) -> El {
    let rows = w.state().list.rows;
    let is_near = move || rows.near.with(|near| near.contains(&page));
    let shown = memo(move || is_near().then(|| rows.known.with(|known| known.get(page).cloned().flatten())));
    let drawn = reactive(move || {
        let height = move || ["block-size:", &rows.height(page).to_string(), "px"].concat();
        let room = || td().attr("colspan", "7").styled(height);
        match shown.get() {
            None => tr().child(room()).view(),
            Some(None) => tr().child(room().child(skeleton(w.options().words))).view(),
            Some(Some(Known::Failed(failure))) => {
                let again = move || load_page(w, page);
                tr().child(room().child(not_loaded(w.options().words, &failure, again))).view()
            }
            Some(Some(Known::Jobs(jobs))) => untrack(|| {
                let first = page * PAGE + 2;
                let nth = (first..).map(|nth| nth.to_string());
                let row = |(nth, job): (String, &Arc<BoardJob>)| row(w, job).attr("aria-rowindex", nth).view();
                nth.zip(jobs.iter()).map(row).collect::<Vec<AnyView>>().into_any()
            }),
        }
    });
    tbody().flag("aria-hidden", Box::new(move || !is_near())).child(drawn)
}

/// Notes which pages are near what is seen. The one with the focus stays, and those beside it are there before Tab leads to them.
fn note_seen(w: Widget, event: &web_sys::Event) {
    let Some(list) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let rows = w.state().list.rows;
    let seen = list.get_bounding_client_rect();
    let mut near = Vec::new();
    let pages = w.rendered("[data-is=list] tbody");
    let focused = pages.iter().position(|page| page.matches(":focus-within").unwrap_or_default());
    for (page, drawn) in pages.into_iter().enumerate() {
        let place = drawn.get_bounding_client_rect();
        if rows.near.with_untracked(|near| near.contains(&page)) {
            rows.heights.update_value(|heights| {
                heights.resize(heights.len().max(page + 1), None);
                heights[page] = Some(place.height() as i32);
            });
        }
        let is_near = seen.top() - NEAR < place.bottom() && place.top() < seen.bottom() + NEAR;
        if is_near || focused.is_some_and(|focused| focused.abs_diff(page) <= 1) {
            near.push(page);
        }
    }
    see_pages(w, near);
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
