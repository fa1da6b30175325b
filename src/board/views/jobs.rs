//! The board, for now: a plain list of jobs, page by page, and why one of them can't have some time.

use std::sync::Arc;

use gloo_net::http::Method;
use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_matching::Minute;
use slotwright_wire::sonar::{Data, Job, JobStatus, Paginator, ROOT};
use slotwright_wire::time::parse_minute;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use crate::board::effects::Asking;
use crate::board::views::why_not::why_not;
use crate::ground::failure::Failure;
use crate::ground::job::{is_open, whose};
use crate::ground::text::{self, fill};
use crate::kit::fetch::{Endpoint, read};
use crate::kit::intl::Formats;
use crate::kit::live::{Live, follow};
use crate::kit::parts::{Button, Node, buttons, live, node, nothing, say, skeleton, text as text_node, words};
use crate::options::Options;

/// Jobs on a page.
const PAGE: u64 = 50;

/// One board element.
#[derive(Clone, Copy)]
pub struct Board {
    options: Options,
    page: Live<Option<Result<Data<Vec<Job>>, Failure>>>,
    asking: Asking,
}

impl Board {
    /// An empty board.
    pub fn new(options: Options, host: &HtmlElement) -> Self {
        let board = Self { options, page: Live::new(None), asking: Asking::new(options, host) };
        // Listens to: the token, but not to its first value.
        follow(move || _ = options.token.get(), move || board.load(1));
        board
    }

    /// Loads a page of the list.
    pub fn load(self, number: u64) {
        self.asking.forget();
        let endpoint = Endpoint { source: self.options.source.peek(), token: self.options.token.peek() };
        let mut path = String::from(ROOT);
        path.push_str(&fill(
            "/scheduling/jobs?limit={limit}&page={page}",
            &[("limit", &PAGE.to_string()), ("page", &number.to_string())],
        ));
        spawn_local(async move {
            let answer = endpoint.text(Method::GET, &path, JsValue::UNDEFINED).await.and_then(read);
            // The element may be gone meanwhile.
            self.page.set(Some(answer));
        });
    }
}

/// The list of jobs.
pub fn board(b: Board) -> AnyView {
    let content = move || match b.page.get() {
        None => skeleton(),
        Some(Err(failure)) => {
            let retry = Button::named(text::RETRY, move || b.load(1)).view();
            let children = vec![say("p", "", words(&failure.sentence(false))), retry];
            Node { class: "notice", role: Some("alert"), state: Some(words("danger")), children, ..Node::default() }
                .view()
        }
        Some(Ok(answer)) if answer.data.is_empty() => say("p", "hint", words(text::BOARD_EMPTY)),
        Some(Ok(answer)) => table(b, answer),
    };
    let announcement = vec![text_node(Box::new(move || b.asking.announcement.get()))];
    let jobs = node("div", "jobs-side", vec![live(content)]);
    let children = vec![
        Node { class: "unseen", role: Some("status"), children: announcement, ..Node::default() }.view(),
        say("h1", "heading", words(text::BOARD_TITLE)),
        node("div", "board", vec![jobs, why_not(b.asking, b.options)]),
    ];
    Node { class: "root", part: Some("root"), children, ..Node::default() }.view()
}

fn table(b: Board, answer: Data<Vec<Job>>) -> AnyView {
    let formats = Formats::new(&b.options.locale.get(), b.options.twelve_hours.get());
    let heads = [
        text::BOARD_NUMBER,
        text::BOARD_STATUS,
        text::BOARD_WHEN,
        text::BOARD_LENGTH,
        text::BOARD_FOR,
        text::BOARD_CREW,
        text::BOARD_NOTES,
    ];
    let head = |name| Node { tag: "th", scope: Some("col"), children: vec![text_node(words(name))], ..Node::default() };
    let heads = heads.into_iter().map(|name| head(name).view()).collect();
    let rows = answer.data.into_iter().map(|job| row(b, &formats, &Arc::new(job))).collect();
    let table = vec![node("thead", "", vec![node("tr", "", heads)]), node("tbody", "", rows)];
    let (role, label, tab) = (Some("region"), Some(words(text::BOARD_TITLE)), Some("0"));
    let children = vec![node("table", "job-table", table)];
    let jobs = Node { class: "jobs", role, label, tab, children, ..Node::default() }.view();
    let pages = answer.paginator.map_or_else(nothing, |paginator| pages(b, paginator));
    vec![jobs, pages].into_any()
}

fn row(b: Board, formats: &Formats, job: &Arc<Job>) -> AnyView {
    let (status, name) = match job.status {
        JobStatus::Queued => ("queued", text::STATUS_QUEUED),
        JobStatus::Scheduled => ("scheduled", text::STATUS_SCHEDULED),
        JobStatus::Completed => ("completed", text::STATUS_COMPLETED),
        JobStatus::Failed => ("failed", text::STATUS_FAILED),
    };
    let when = job.scheduled_datetime.as_deref().and_then(parse_minute).map(|start| formats.moment(start));
    let crew: Vec<String> = job.user_ids.iter().map(u64::to_string).collect();
    let children = vec![text_node(words(name))];
    let status = Node { tag: "span", class: "status", state: Some(words(status)), children, ..Node::default() }.view();
    let mut when = vec![say("span", "", words(when.as_deref().unwrap_or_default()))];
    if is_open(job) {
        when.push(why_not_button(b, job));
    }
    let cell = |content: &str| say("td", "", words(content));
    node(
        "tr",
        "",
        vec![
            cell(&job.id.to_string()),
            node("td", "", vec![status]),
            node("td", "when", when),
            cell(&text::length(job.length_in_minutes as Minute)),
            cell(&whose(job)),
            cell(&crew.join(", ")),
            cell(job.notes.as_deref().unwrap_or_default()),
        ],
    )
}

fn why_not_button(b: Board, job: &Arc<Job>) -> AnyView {
    let id = job.id.to_string();
    let label = fill(text::WHY_NOT_TITLE, &[("id", &id)]);
    let is = fill("why-not-{id}", &[("id", &id)]);
    let job = job.clone();
    let button = Button::named(text::WHY_NOT, move || b.asking.open(job.clone()));
    Button { class: "link", label: Some(words(&label)), is: Some(is), ..button }.view()
}

fn pages(b: Board, paginator: Paginator) -> AnyView {
    let Paginator { total_count, total_pages, current_page, .. } = paginator;
    let mut place = fill(text::BOARD_PAGE, &[("page", &current_page.to_string()), ("pages", &total_pages.to_string())]);
    place.push_str(" · ");
    place.push_str(&text::BOARD_JOBS.of(total_count as usize));
    let step = move |label: &'static str, is_enabled: bool, number: u64| {
        let button = Button::named(label, move || b.load(number));
        Button { disabled: Box::new(move || !is_enabled), ..button }.view()
    };
    buttons(vec![
        step(text::BOARD_PREVIOUS, current_page > 1, current_page.saturating_sub(1)),
        say("span", "", words(&place)),
        step(text::BOARD_NEXT, current_page < total_pages, current_page + 1),
    ])
}
