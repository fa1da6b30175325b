//! The pictures that the customer of the open job has sent. How they are drawn is no part of this program: few jobs have any.

use leptos::prelude::*;
use slotwright_words::{fill, text};

use crate::board::widget::Widget;
use crate::kit::tab::pictures;

/// Draws them into their list, once that is there.
pub fn show_pictures(w: Widget) {
    let Some(job) = w.state().job.get_untracked() else { return };
    let endpoint = w.options().endpoint();
    let path = fill("/v1/jobs/{id}/photos", &[("id", &job.job.id.to_string())]);
    let numbers = w.state().work.photos.get_untracked();
    let numbers = numbers.iter().map(|photo| photo.id.to_string()).collect::<Vec<_>>().join(" ");
    let name = w.say(text::JOB_PHOTO);
    w.with_rendered("[data-is=pictures]", move |list| {
        pictures(&list, &[&*endpoint.source, &path].concat(), &endpoint.bearer(), &numbers, &name);
    });
}
