//! Opening the link: the step it leads to, or the one at which the person was in this tab.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::as_asked::begin_as_asked;
use super::availability::tell_first;
use super::confirm::follow;
use super::failing::stop;
use super::link::{FIRST, enter, load};
use super::newcomer::look_around;
use super::own_link::make_link;
use super::way::restore;
use crate::booking::state::Step;
use crate::booking::widget::Widget;
use crate::events::Event;
use crate::ground::failure::Failure;

/// Looks up the link.
pub fn begin(w: Widget) {
    open(w, false);
}

/// Looks up the link once more, after it could not be opened.
pub fn begin_again(w: Widget) {
    open(w, true);
}

fn open(w: Widget, takes_focus: bool) {
    w.generation().update(|generation| *generation += 1);
    let generation = w.generation().get_untracked();
    // What was chosen is gone with its button.
    let takes_focus = takes_focus || matches!(w.state().step.get_untracked(), Step::Kinds(_));
    w.state().reset();
    spawn_local(async move {
        if make_link(w, generation).await {
            return;
        }
        let opened = match load(w, generation, FIRST).await {
            Err(Failure::LinkOpen) => match look_around(w, generation).await {
                Ok(()) => return,
                refused => refused,
            },
            opened => opened,
        };
        if w.is_stale(generation) {
            return;
        }
        match opened {
            Ok(()) => {
                enter(w);
                begin_as_asked(w);
                restore(w);
                follow(w, generation);
                w.dispatch(&Event::Ready {});
                tell_first(w);
                if takes_focus {
                    w.focus("[data-is=heading]");
                }
            }
            Err(failure) if takes_focus => stop(w, failure),
            Err(failure) => {
                w.dispatch_error(&failure);
                w.state().step.set(Step::Stopped(failure));
            }
        }
    });
}
