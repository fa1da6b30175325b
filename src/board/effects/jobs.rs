//! The list of jobs, page by page.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use slotwright_wire::sonar::{Data, Job};

use super::question::reset;
use crate::board::state::Page;
use crate::board::widget::Widget;
use crate::ground::job::job_path;
use crate::ground::text::fill;
use crate::kit::fetch::read;

/// How many jobs a page has.
const PAGE: u64 = 50;

/// Loads a page of the list.
pub fn load(w: Widget, number: u64) {
    reset(w);
    let query = fill("?limit={limit}&page={page}", &[("limit", &PAGE.to_string()), ("page", &number.to_string())]);
    let page = w.state().page;
    spawn_local(async move {
        let answer = w.get(&job_path(None, &query)).await.and_then(read::<Data<Vec<Job>>>);
        // Ignored where the element is unmounted meanwhile.
        page.set(match answer {
            Ok(Data { data, paginator, .. }) => {
                Page::Loaded { jobs: data.into_iter().map(Arc::new).collect(), paginator }
            }
            Err(failure) => Page::Failed(failure),
        });
    });
}
