//! The board, for now: a plain list of jobs, page by page.

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::Minute;
use slotwright_wire::sonar::{Data, Job, JobStatus, Paginator, ROOT};
use slotwright_wire::time::parse_minute;
use wasm_bindgen::JsValue;

use crate::browser::fetch::Endpoint;
use crate::browser::intl::Formats;
use crate::failure::Failure;
use crate::options::Options;
use crate::text::{self, fill};
use crate::views::notice::sentence_of;

/// Jobs on a page.
const PAGE: u64 = 50;

/// One board element.
#[derive(Clone, Copy)]
pub struct Board {
    options: Options,
    page: RwSignal<Option<Result<Data<Vec<Job>>, Failure>>>,
}

impl Board {
    /// An empty board.
    pub fn new(options: Options) -> Self {
        let board = Self { options, page: RwSignal::new(None) };
        // Listens to: the token, but not to its first value.
        Effect::watch(move || options.token.get(), move |_, _, _| board.load(1), false);
        board
    }

    /// Loads a page of the list.
    pub fn load(self, number: u64) {
        let endpoint =
            Endpoint { source: self.options.source.get_untracked(), token: self.options.token.get_untracked() };
        let mut path = String::from(ROOT);
        path.push_str(&fill(
            "/scheduling/jobs?limit={limit}&page={page}",
            &[("limit", &PAGE.to_string()), ("page", &number.to_string())],
        ));
        spawn_local(async move {
            let answer = endpoint.call(Method::GET, &path, JsValue::UNDEFINED).await;
            // The element may be gone meanwhile.
            let _ = self.page.try_set(Some(answer));
        });
    }
}

/// The list of jobs.
pub fn board(b: Board) -> impl IntoView {
    let content = move || {
        b.page.with(|page| match page {
            None => {
                view! { <div class="skeleton" aria-busy="true"><p class="unseen">{text::LOADING}</p></div> }.into_any()
            }
            Some(Err(failure)) => view! {
                <div class="notice" role="alert" data-tone="danger">
                    <p>{sentence_of(failure, false)}</p>
                    <button class="button" type="button" on:click=move |_| b.load(1)>{text::RETRY}</button>
                </div>
            }
            .into_any(),
            Some(Ok(answer)) if answer.data.is_empty() => view! { <p class="hint">{text::BOARD_EMPTY}</p> }.into_any(),
            Some(Ok(answer)) => table(b, answer),
        })
    };
    view! {
        <div class="root" part="root">
            <h1 class="heading">{text::BOARD_TITLE}</h1>
            {content}
        </div>
    }
}

fn table(b: Board, answer: &Data<Vec<Job>>) -> AnyView {
    let formats = b.options.locale.with(|locale| Formats::new(locale, b.options.twelve_hours.get()));
    let heads: Vec<AnyView> = [
        text::BOARD_NUMBER,
        text::BOARD_STATUS,
        text::BOARD_WHEN,
        text::BOARD_LENGTH,
        text::BOARD_FOR,
        text::BOARD_CREW,
        text::BOARD_NOTES,
    ]
    .into_iter()
    .map(|head| view! { <th scope="col">{head}</th> }.into_any())
    .collect();
    let rows: Vec<AnyView> = answer.data.iter().map(|job| row(&formats, job)).collect();
    view! {
        <div class="jobs" tabindex="0" role="region" aria-label=text::BOARD_TITLE>
            <table class="job-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
        {answer.paginator.map(|paginator| pages(b, paginator))}
    }
    .into_any()
}

fn row(formats: &Formats, job: &Job) -> AnyView {
    let (status, name) = match job.status {
        JobStatus::Queued => ("queued", text::STATUS_QUEUED),
        JobStatus::Scheduled => ("scheduled", text::STATUS_SCHEDULED),
        JobStatus::Completed => ("completed", text::STATUS_COMPLETED),
        JobStatus::Failed => ("failed", text::STATUS_FAILED),
    };
    let when = job.scheduled_datetime.as_deref().and_then(parse_minute).map(|start| formats.moment(start));
    let whose = if job.assigned_type == "network_sites" { text::BOARD_SITE } else { text::BOARD_ACCOUNT };
    let crew: Vec<String> = job.user_ids.iter().map(u64::to_string).collect();
    view! {
        <tr>
            <th scope="row">{job.id}</th>
            <td><span class="status" data-status=status>{name}</span></td>
            <td>{when}</td>
            <td>{text::length(job.length_in_minutes as Minute)}</td>
            <td>{fill(whose, &[("id", &job.assigned_id.to_string())])}</td>
            <td>{crew.join(", ")}</td>
            <td>{job.notes.clone()}</td>
        </tr>
    }
    .into_any()
}

fn pages(b: Board, paginator: Paginator) -> AnyView {
    let Paginator { total_count, total_pages, current_page, .. } = paginator;
    let place = fill(text::BOARD_PAGE, &[("page", &current_page.to_string()), ("pages", &total_pages.to_string())]);
    let step = move |label: &'static str, enabled: bool, number: u64| {
        view! { <button class="button" type="button" disabled=!enabled on:click=move |_| b.load(number)>{label}</button> }
    };
    view! {
        <nav class="buttons" aria-label=place.clone()>
            {step(text::BOARD_PREVIOUS, current_page > 1, current_page.saturating_sub(1))}
            <span>{place.clone()} " · " {text::BOARD_JOBS.of(total_count as usize)}</span>
            {step(text::BOARD_NEXT, current_page < total_pages, current_page + 1)}
        </nav>
    }
    .into_any()
}
