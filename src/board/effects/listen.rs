//! Effects that run by themselves when options change.

use leptos::prelude::*;

use super::filter::take_filter;
use super::grouping::take_grouping;
use super::jobs::{load_jobs, open_wanted};
use super::live::follow_changes;
use super::over::hear_keys;
use super::setup::lead_setup;
use super::shown::{begin, load, load_again};
use crate::attributes::View;
use crate::board::rows::Came;
use crate::board::widget::Widget;
use crate::events::Event;
use crate::ground::failure::Failure;
use crate::kit::reactive::{effect, watch};

/// Begins to listen, for as long as the element is mounted.
pub fn listen(w: Widget) {
    follow_changes(w);
    lead_setup(w);
    hear_keys(w);
    // Listens to: the token, and where it is sent.
    watch(move || w.options().asked(), move || begin(w));
    // Listens to: what is shown.
    watch(move || (w.derived().shown() as u8).to_string(), move || load(w));
    // Listens to: whose jobs are listed.
    watch(
        move || w.derived().wanted("assigned_type") + &w.derived().wanted("assigned_id"),
        move || {
            if untrack(|| w.derived().shown()) == View::Jobs {
                load_jobs(w);
            }
        },
    );
    // Listens to: whose days are shown.
    effect(move || w.state().technician.set(w.options().wanted.with(|wanted| wanted.technician)));
    // Listens to: which jobs are listed, and in which groups technicians stand.
    take_filter(w);
    take_grouping(w);
    watch(
        move || w.options().wanted.get().filter,
        move || {
            take_filter(w);
            take_grouping(w);
            if untrack(|| w.derived().shown()) == View::Jobs {
                load_jobs(w);
            }
        },
    );
    tell_how_it_goes(w);
    listen_to_printer(w);
    // Listens to: the line, which is there again. A list has what it could not load where one looks, to be asked for.
    let online = window_event_listener_untyped("online", move |_| {
        if untrack(|| w.derived().shown()) == View::Timeline {
            load_again(w);
        }
    });
    on_cleanup(move || online.remove());
    // Listens to: the job that is open.
    watch(move || w.derived().wanted("job_id"), move || open_wanted(w));
}

/// Tells the page when what is shown first is there, and each time that what is to be shown could not be loaded.
fn tell_how_it_goes(w: Widget) {
    let is_ready = StoredValue::new(false);
    let tell = move |came: Option<Result<(), &Failure>>| match came {
        Some(Ok(())) if !is_ready.get_value() => {
            is_ready.set_value(true);
            w.dispatch(&Event::Ready {});
        }
        Some(Err(failure)) => w.dispatch(&Event::error(failure)),
        _ => {}
    };
    // Listen to: the schedule; the jobs; the links.
    effect(move || w.state().planned.with(|shown| tell(shown.came())));
    effect(move || w.state().outdated.with(|why| tell(why.as_ref().map(|(failure, _)| Err(failure)))));
    effect(move || match w.state().list.rows.came.get() {
        Came::Loading => {}
        Came::Failed(failure) => tell(Some(Err(&failure))),
        Came::Here(_) => tell(Some(Ok(()))),
    });
    effect(move || w.state().links.page.with(|shown| tell(shown.came())));
}

/// Listens to: the printer. Lanes that aren't seen aren't drawn, so that the board is written out for it; and once it is printed that
/// is gone, since it is thousands of elements.
fn listen_to_printer(w: Widget) {
    let state = w.state();
    let before = window_event_listener_untyped("beforeprint", move |_| {
        if !state.is_printed.get_untracked() {
            state.is_all_printed.set(true);
            state.is_printed.set(true);
        }
    });
    let after = window_event_listener_untyped("afterprint", move |_| state.is_printed.set(false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
}
