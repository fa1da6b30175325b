//! What stands here, beside what stands there.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::bed::Bed;
use super::runs::{Change, Run, knows_crews, user};
use crate::counterpart::pages;

/// What came of it.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Jobs to which the system has said yes.
    pub confirmed: u64,
    /// Jobs to which it has said no.
    pub refused: u64,
    /// Jobs of which is told that nobody knows.
    pub unknown: u64,
    /// Jobs that stand there more than once.
    pub duplicates: u64,
    /// Jobs that are not there as was promised, or not here.
    pub lost: u64,
    /// What is wrong, a sentence each.
    pub broken: Vec<String>,
}

/// A job, here or there.
struct Job {
    id: u64,
    status: String,
    start: Option<String>,
    user_ids: Value,
    notes: String,
}

/// What the gateway says of a job and the system: its state, its last problem, and whether somebody has to look.
struct Link {
    state: String,
    reason: String,
    is_dead: bool,
}

/// Compares all runs.
pub fn compare(bed: &Bed, runs: &[Run]) -> Comparison {
    let here = by_run(bed.caller().list("/api/v1/scheduling/jobs"));
    let path = |page| format!("/api/v1/scheduling/jobs?limit=100&page={page}");
    let there = by_run(pages(|page| bed.there.ask("GET", &path(page), &Value::Null).1));
    let links: HashMap<u64, Link> = bed
        .rows(
            "SELECT CAST(job_id AS TEXT), state, reason, CAST(EXISTS (
               SELECT 1 FROM messages WHERE messages.job_id = upstream_jobs.job_id AND messages.state = 'dead') AS TEXT)
             FROM upstream_jobs",
        )
        .into_iter()
        .map(|row| {
            let link = Link { state: row[1].clone(), reason: row[2].clone(), is_dead: row[3] == "1" };
            (row[0].parse().unwrap(), link)
        })
        .collect();
    let mut compared = Comparison::default();
    for run in runs {
        let none = Vec::new();
        let (here, there) = (here.get(&run.number).unwrap_or(&none), there.get(&run.number).unwrap_or(&none));
        let link = here.first().map(|job| job.id).or(run.job_id).and_then(|id| links.get(&id));
        match link.map(|link| link.state.as_str()) {
            Some("confirmed") => compared.confirmed += 1,
            Some("refused") => compared.refused += 1,
            Some("unknown") => compared.unknown += 1,
            _ => {}
        }
        // BigChange makes a job before it refuses its time, and is told to cancel it then.
        let is_cancelled = |job: &&Job| bed.system == "bigchange" && run.is_contended && job.start.is_none();
        let open: Vec<&Job> = there.iter().filter(|job| !is_cancelled(job)).collect();
        let problem = if 1 < open.len() || 1 < here.len() {
            compared.duplicates += 1;
            Some("it is there twice")
        } else {
            let problem = wrong(bed.system, run, here.first(), open.first().copied(), link);
            compared.lost += u64::from(problem.is_some());
            problem
        };
        if let Some(problem) = problem {
            let shown = |jobs: &[Job]| jobs.iter().map(shown).collect::<Vec<_>>().join(", ");
            let said = link.map(|link| format!("{} {} dead: {}", link.state, link.reason, link.is_dead));
            let (here, there) = (shown(here), shown(there));
            compared.broken.push(format!("{problem}: {run:?}\n  here {here}\n  there {there}\n  {said:?}"));
        }
    }
    compared
}

/// What is wrong with a job that is there at most once.
fn wrong(
    system: &str,
    run: &Run,
    here: Option<&Job>,
    there: Option<&Job>,
    link: Option<&Link>,
) -> Option<&'static str> {
    let is_deleted = run.change == Change::Delete;
    let (Some(link), true) = (link, here.is_some() || is_deleted) else {
        return match (run.job_id, there) {
            // It was never promised, and its booking never written down.
            (None, None) => None,
            (None, Some(_)) => Some("it is there and not here"),
            (Some(_), _) => Some("it was promised, and is not here"),
        };
    };
    match link.state.as_str() {
        "unknown" => return (!link.is_dead).then_some("it is unknown, and nobody is told to look"),
        "pending" => return Some("nothing more is told, and nothing is known"),
        "refused" if !run.is_contended => return Some("it was refused, and nobody had that time"),
        _ => {}
    }
    // Two of them aren't told of changes, or not of all.
    let (is_told_of_moves, is_told_of_queueing) = (system != "frotcom", knows_crews(system));
    match here.map(|here| (here, here.status == "scheduled")) {
        Some((here, true)) => {
            let Some(there) = there else { return Some("it is not there") };
            let start = there.start.as_ref();
            let is_same_time = match is_told_of_moves {
                true => start == here.start.as_ref(),
                false => start.is_some_and(|start| run.starts.contains(start)),
            };
            let is_same_crew = !is_told_of_queueing || there.user_ids == here.user_ids;
            let are_notes_same = !is_told_of_moves || there.notes.contains(&here.notes);
            if !is_same_time {
                Some("it is there at another time")
            } else if !is_same_crew || here.user_ids != json!([user(run.number)]) {
                Some("somebody else comes")
            } else if !are_notes_same {
                Some("its notes are others")
            } else {
                None
            }
        }
        // It has no time here, or is no job any more.
        _ => match there {
            Some(there) if is_told_of_queueing && there.start.is_some() && there.status == "scheduled" => {
                Some("somebody goes there for nothing")
            }
            _ => None,
        },
    }
}

/// By which run it is of; others' are left out.
fn by_run(jobs: Vec<Value>) -> HashMap<u64, Vec<Job>> {
    let mut all: HashMap<u64, Vec<Job>> = HashMap::new();
    for job in jobs {
        let notes = job["notes"].as_str().unwrap_or_default().to_owned();
        let number = notes.split("Run ").nth(1).and_then(|rest| rest.split('.').next()?.parse().ok());
        let Some(number) = number else { continue };
        let read = Job {
            id: job["id"].as_u64().unwrap(),
            status: job["status"].as_str().unwrap_or_default().to_owned(),
            start: job["scheduled_datetime"].as_str().map(str::to_owned),
            user_ids: job["user_ids"].clone(),
            notes,
        };
        all.entry(number).or_default().push(read);
    }
    all
}

fn shown(job: &Job) -> String {
    let Job { id, status, start, user_ids, notes } = job;
    format!("#{id} {status} {} {user_ids} {notes:?}", start.as_deref().unwrap_or("-"))
}
