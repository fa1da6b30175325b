//! The list of jobs.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::sonar::{Job, JobStatus, Paginator};
use slotwright_wire::time::parse_minute;

use crate::board::effects::{load, open};
use crate::board::state::Page;
use crate::board::widget::Widget;
use crate::ground::job::{is_open, whose};
use crate::ground::text::{self, fill};
use crate::kit::button::{Button, button};
use crate::kit::el::{El, div, p, span, table, tbody, td, th, thead, tr};
use crate::kit::intl::Formats;
use crate::kit::parts::{buttons, skeleton};

/// The page of the list that is shown.
pub fn jobs(w: Widget) -> AnyView {
    match w.state().page.get() {
        Page::Loading => skeleton().view(),
        Page::Failed(failure) => div()
            .class("notice")
            .role("alert")
            .state("danger")
            .child(p().child(failure.sentence(false)))
            .child(button(text::RETRY, move || load(w, 1)))
            .view(),
        Page::Loaded { jobs, .. } if jobs.is_empty() => p().class("hint").child(text::BOARD_EMPTY).view(),
        Page::Loaded { jobs, paginator } => {
            let mut children = vec![list(w, &jobs).view()];
            children.extend(paginator.map(|paginator| pages(w, paginator).view()));
            children.into_any()
        }
    }
}

fn list(w: Widget, jobs: &[Arc<Job>]) -> El {
    let formats = w.derived().formats();
    let heads = [
        text::BOARD_NUMBER,
        text::BOARD_STATUS,
        text::BOARD_WHEN,
        text::BOARD_LENGTH,
        text::BOARD_FOR,
        text::BOARD_CREW,
        text::BOARD_NOTES,
    ];
    let heads = heads.map(|name| th().attr("scope", "col").child(name));
    let rows = jobs.iter().map(|job| row(w, &formats, job));
    div()
        .class("jobs")
        .role("region")
        .aria_label(text::BOARD_TITLE)
        .tabindex("0")
        .child(table().class("job-table").child(thead().child(tr().children(heads))).child(tbody().children(rows)))
}

fn row(w: Widget, formats: &Formats, job: &Arc<Job>) -> El {
    let (status, name) = match job.status {
        JobStatus::Queued => ("queued", text::STATUS_QUEUED),
        JobStatus::Scheduled => ("scheduled", text::STATUS_SCHEDULED),
        JobStatus::Completed => ("completed", text::STATUS_COMPLETED),
        JobStatus::Failed => ("failed", text::STATUS_FAILED),
    };
    let when = job.scheduled_datetime.as_deref().and_then(parse_minute).map(|start| formats.moment(start));
    let crew: Vec<String> = job.user_ids.iter().map(u64::to_string).collect();
    let cell = |content: &str| td().child(content);
    tr().child(cell(&job.id.to_string()))
        .child(td().child(span().class("status").state(status).child(name)))
        .child(
            td().class("when")
                .child(span().child(when.unwrap_or_default()))
                .children(is_open(job).then(|| why_not_button(w, job))),
        )
        .child(cell(&text::length(job.length_in_minutes as Minute)))
        .child(cell(&whose(job)))
        .child(cell(&crew.join(", ")))
        .child(cell(job.notes.as_deref().unwrap_or_default()))
}

fn why_not_button(w: Widget, job: &Arc<Job>) -> Button {
    let id = job.id.to_string();
    let job = job.clone();
    button(text::WHY_NOT, move || open(w, job.clone()))
        .class("link")
        .aria_label(fill(text::WHY_NOT_TITLE, &[("id", &id)]))
        .is(&fill("why-not-{id}", &[("id", &id)]))
}

fn pages(w: Widget, paginator: Paginator) -> El {
    let Paginator { total_count, total_pages, current_page, .. } = paginator;
    let mut place = fill(text::BOARD_PAGE, &[("page", &current_page.to_string()), ("pages", &total_pages.to_string())]);
    place.push_str(" · ");
    place.push_str(&text::BOARD_JOBS.of(total_count as usize));
    let step =
        |label: &str, is_there: bool, number: u64| button(label, move || load(w, number)).disabled(move || !is_there);
    buttons()
        .child(step(text::BOARD_PREVIOUS, current_page > 1, current_page.saturating_sub(1)))
        .child(span().child(place))
        .child(step(text::BOARD_NEXT, current_page < total_pages, current_page + 1))
}
