//! The list of jobs, page by page.

use std::sync::Arc;

use leptos::task::spawn_local;
use slotwright_wire::sonar::{Data, Job};

use super::question::forget;
use crate::board::state::Page;
use crate::board::widget::Widget;
use crate::ground::job::job_path;
use crate::ground::text::fill;
use crate::kit::fetch::read;

/// Jobs on a page.
const PAGE: u64 = 50;

/// Loads a page of the list.
pub fn load(w: Widget, number: u64) {
    forget(w);
    let query = fill("?limit={limit}&page={page}", &[("limit", &PAGE.to_string()), ("page", &number.to_string())]);
    let page = w.state().page;
    spawn_local(async move {
        let answer = w.get(&job_path(None, &query)).await.and_then(read::<Data<Vec<Job>>>);
        // Of an element that is gone meanwhile, nobody sees it.
        page.set(match answer {
            Ok(Data { data, paginator, .. }) => {
                Page::Here { jobs: data.into_iter().map(Arc::new).collect(), paginator }
            }
            Err(failure) => Page::Failed(failure),
        });
    });
}
