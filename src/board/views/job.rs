//! The job that is open: who, what, where and when; what is done with it; when it could be; why not then; who did what.

mod edit;
mod ending;
mod facts;
mod history;
mod link;
mod on_site;
mod tasks;
mod why_not;
mod wishes;

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::BoardJob;
use slotwright_words::{Text, fill, text};

use crate::attributes::View;
use crate::board::effects::{
    DRAWN_MS, close, close_form, come, delete, delete_now, edit as open_edit, open_form, stay, take, undo as take_back,
};
use crate::board::job_state::{Doing, Done, Form, Part};
use crate::board::views::alone::{digit_alone, is_alone};
use crate::board::views::{meanwhile, plan};
use crate::board::widget::Widget;
use crate::ground::job::is_open;
use crate::ground::keys::{Does, Place, does};
use crate::kit::button::button;
use crate::kit::document::later;
use crate::kit::el::{El, div, folded, nothing, p, reactive, section, summary};
use crate::kit::keys::with_pressed;
use crate::kit::parts::{buttons, heading, notice, title};
use crate::kit::reactive::{memo, signal};

/// The job, while one is open. It stays while it changes, and so do the focus in it and what is folded.
pub fn job(w: Widget) -> AnyView {
    let open = memo(move || w.state().job.with(|job| job.as_ref().map(|job| job.job.id)));
    reactive(move || match open.get() {
        Some(_) => untrack(|| w.state().job.get().map_or_else(nothing, |job| panel(w, &job))),
        None => nothing(),
    })
}

/// The job that is about to be deleted, with the way to keep it.
pub fn leaving(w: Widget) -> AnyView {
    let Some(job) = w.state().work.leaving.get() else { return nothing() };
    let name = untrack(|| w.derived().named(&job));
    let failure = w.state().work.leave_failure.get().map(|failure| failure.sentence(&w.options().words.all(), false));
    let stayed = w.state().work.stayed.get();
    let why = failure.or_else(|| stayed.map(|(was, by)| meanwhile::changed(w, &by, &was, &job)));
    let sentence = if why.is_some() { text::JOB_NOT_DELETED } else { text::JOB_LEAVES };
    notice("warn", &fill(&w.say(sentence), &[("job", &name)]))
        .children(why.map(|why| p().role("alert").child(why)))
        .child(
            buttons()
                .child(button(w.say(text::JOB_STAY), move || stay(w)).is("stay"))
                .child(button(w.say(text::JOB_DELETE_NOW), move || delete_now(w)).danger()),
        )
        .view()
}

/// What was done last, above the list of jobs where none is open with which it could be said. The schedule has a place of its own.
pub fn outcome_alone(w: Widget) -> AnyView {
    let is_alone = w.derived().shown() == View::Jobs && w.state().job.with(Option::is_none);
    if is_alone { plan::outcome(w) } else { nothing() }
}

fn panel(w: Widget, listed: &BoardJob) -> AnyView {
    let length = move || {
        let job = w.state().job.get();
        job.map(|job| about(w, &job)).unwrap_or_default()
    };
    let open = is_open(&listed.job);
    // The head answers the press; what is below it comes once that is seen.
    let is_whole = signal(false);
    later(DRAWN_MS, move || _ = is_whole.try_set(true));
    section()
        .class("why-not job-panel")
        .part("job")
        .aria_label(w.derived().named(listed))
        .on(ev::keydown, move |event| on_key(w, &event))
        .child(button("×", move || close(w)).class("notice-close").aria_label(w.say(text::DISMISS)))
        .child(heading(w.options().heading_level, w.derived().whose(listed)))
        .child(p().class("hint").child(length))
        .child(reactive(move || meanwhile::meanwhile(w)))
        .child(reactive(move || plan::outcome(w)))
        .child(reactive(move || done(w)))
        .child(reactive(move || facts::facts(w)))
        .child(reactive(move || deeds(w)))
        .child(reactive(move || ending::ending(w)))
        .child(reactive(move || edit::edit(w)))
        .child(reactive(move || on_site::on_site(w)))
        .child(reactive(move || if is_shown_open(w) { plan::suggested(w) } else { nothing() }))
        .child(reactive(move || if is_whole.get() { untrack(|| rest(w, open)) } else { nothing() }))
        .view()
}

/// What stands below the suggestions, mostly out of sight.
fn rest(w: Widget, open: bool) -> AnyView {
    let wishes = fold(w, text::JOB_WISHES, open, wishes::wishes(w)).view();
    let tasks = fold(w, text::TASKS, true, tasks::tasks(w)).view();
    let of_open = open.then(|| vec![reactive(move || link::link(w)), why_not::why_not(w)]);
    let history = fold(w, text::HISTORY, false, history::history(w)).view();
    let more = [wishes, tasks, reactive(move || facts::more(w))];
    more.into_iter().chain(of_open.into_iter().flatten()).chain([history]).collect::<Vec<_>>().into_any()
}

/// `Job 9 · Fibre installation · 2 hours`.
fn about(w: Widget, listed: &BoardJob) -> String {
    let number = fill(&w.say(text::LINK_OF_JOB), &[("id", &listed.job.id.to_string())]);
    w.options().words.joined([number, listed.job_type.clone(), w.length_text(listed.job.length_in_minutes as Minute)])
}

/// A part that is folded, or can be.
fn fold(w: Widget, name: &'static Text, is_open: bool, content: AnyView) -> El {
    let fold = folded().class("fold");
    let fold = if is_open { fold.attr("open", "") } else { fold };
    fold.child(summary().child(section_title(w, name))).child(content)
}

fn section_title(w: Widget, name: &'static Text) -> El {
    title(w.options().heading_level, 2).class("fold-title").child(w.say(name))
}

fn on_key(w: Widget, event: &ev::KeyboardEvent) {
    let is_carrying = w.state().hand.carried.with_untracked(Option::is_some);
    let is_done = match with_pressed(event, |pressed| does(Place::Job, pressed)) {
        // What is in hand goes before.
        Some(Does::Leave) if is_carrying => false,
        Some(Does::Leave) => {
            // What is typed goes first, and the job with the next press.
            if !close_form(w) {
                close(w);
            }
            true
        }
        Some(Does::Suggested) => digit_alone(event).is_some_and(|digit| take(w, digit)),
        Some(Does::Come) if is_alone(event) => {
            come(w, event.key() == "+");
            true
        }
        _ => false,
    };
    if is_done {
        event.prevent_default();
    }
}

/// What was done last, with the way back where there is one.
fn done(w: Widget) -> AnyView {
    let Some(Done { said, has_back }) = w.state().work.done.get() else { return nothing() };
    let undo = fill(&w.say(text::JOB_UNDO), &[("what", &said)]);
    let undone = || button(w.say(text::UNDO_PLANNED), move || take_back(w)).disabled(move || is_sending(w));
    let undo = has_back.then(|| undone().aria_label(undo));
    notice("ok", &said).children(undo).view()
}

/// What can be done with the job as a whole.
fn deeds(w: Widget) -> AnyView {
    if !w.state().work.may_schedule() {
        return nothing();
    }
    let ends = move |is_success: bool, name: &'static Text, is: &str| {
        button(w.say(name), move || open_form(w, Form::End(is_success))).is(is)
    };
    let open = is_shown_open(w);
    let of_open = open.then(|| {
        buttons()
            .child(ends(true, text::COMPLETE_JOB, "complete"))
            .child(ends(false, text::FAIL_JOB, "fail"))
            .child(button(w.say(text::JOB_EDIT), move || open_edit(w)).is("edit"))
    });
    let deletes = button(w.say(text::JOB_DELETE), move || delete(w)).class("link");
    div().class("job-deeds").children(of_open).children(open.then(|| plan::deeds(w))).child(deletes).view()
}

/// Why something could not be done, at the place where it was tried.
fn failed_here(w: Widget, part: Part) -> AnyView {
    reactive(move || match w.state().work.doing.get() {
        Doing::Failed(at, failure) if at == part => {
            notice("danger", &failure.sentence(&w.options().words.all(), false)).role("alert").view()
        }
        _ => nothing(),
    })
}

/// Whether the job still is to be done.
fn is_shown_open(w: Widget) -> bool {
    w.state().job.with(|job| job.as_ref().is_some_and(|job| is_open(&job.job)))
}

/// Whether something is being sent.
fn is_sending(w: Widget) -> bool {
    matches!(w.state().work.doing.get(), Doing::Sent)
}
