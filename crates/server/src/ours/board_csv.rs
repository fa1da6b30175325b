//! `/v1/board.csv`: the jobs as people read them, for spreadsheets (RFC 4180). Ours; no part of the vendor's API.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use slotwright_domain::{ListedJob, Page, Status};
use slotwright_store::JobFilter;
use slotwright_wire::time::print_datetime;

use crate::app::App;
use crate::edge::refusal::Refusal;
use crate::inbound::sonar::jobs::filter;
use crate::inbound::sonar::page;
use crate::inbound::sonar::params::Params;
use crate::scheduling::Staff;

/// By which spreadsheets know that it is UTF-8.
const MARK: &str = "\u{feff}";
/// The names of the columns.
const COLUMNS: [&str; 10] = [
    "job_id",
    "job_type",
    "status",
    "scheduled_datetime",
    "length_in_minutes",
    "place",
    "address",
    "technicians",
    "preferred_times",
    "notes",
];

/// `GET /v1/board.csv`
pub async fn get(State(app): State<Arc<App>>, _: Staff, params: Params) -> Result<impl IntoResponse, Refusal> {
    let mut read = params.reader();
    let filter = JobFilter { ids: read.ids("job_ids", "The selected job ids is invalid."), ..filter(&mut read) };
    let wants_page = read.is_sent("limit") || read.is_sent("page");
    let page = page(read)?;
    let (jobs, _) = app.store.listed_jobs(filter, if wants_page { page } else { Page::ALL }).await?;
    let mut text = String::from(MARK);
    write_row(&mut text, COLUMNS);
    for listed in &jobs {
        write_row(&mut text, cells(listed).iter().map(|cell| &**cell));
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"jobs.csv\""),
    ];
    Ok((headers, text))
}

fn cells(listed: &ListedJob) -> [String; COLUMNS.len()] {
    let job = &listed.job;
    let status = match job.status {
        Status::Queued => "queued",
        Status::Scheduled => "scheduled",
        Status::InProgress => "in_progress",
        Status::Completed => "completed",
        Status::Failed => "failed",
        Status::Cancelled => "cancelled",
    };
    [
        job.id.to_string(),
        listed.job_type.clone(),
        status.to_owned(),
        job.start.map(print_datetime).unwrap_or_default(),
        job.length_in_minutes.to_string(),
        listed.place.clone(),
        listed.address.clone(),
        listed.crew.join(", "),
        listed.wishes.len().to_string(),
        job.notes.clone(),
    ]
}

fn write_row<'a>(text: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if 0 < place {
            text.push(',');
        }
        write_cell(text, cell);
    }
    text.push_str("\r\n");
}

/// What customers write may begin as formulas do, which a spreadsheet would carry out: it is made a text by an apostrophe.
fn write_cell(text: &mut String, cell: &str) {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let is_quoted = is_formula || cell.contains([',', '"', '\r', '\n']);
    if is_quoted {
        text.push('"');
    }
    if is_formula {
        text.push('\'');
    }
    text.push_str(&cell.replace('"', "\"\""));
    if is_quoted {
        text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> String {
        let mut text = String::new();
        write_row(&mut text, cells.iter().copied());
        text
    }

    #[test]
    fn a_cell_is_quoted_where_it_would_be_read_as_several() {
        assert_eq!(
            row(&["a", "b, c", "say \"so\"", "two\nlines", ""]),
            "a,\"b, c\",\"say \"\"so\"\"\",\"two\nlines\",\r\n"
        );
    }

    #[test]
    fn what_begins_as_a_formula_does_is_a_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(row(&[formula]), format!("\"'{formula}\"\r\n"), "{formula:?}");
        }
        assert_eq!(row(&["=HYPERLINK(\"x\")"]), "\"'=HYPERLINK(\"\"x\"\")\"\r\n");
        assert_eq!(row(&["1-2"]), "1-2\r\n");
    }
}
