//! "Why not…?": a day and a time for a job, and who can't come then for which reasons.

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::{BoardJob, WhyNot, WhyNotReason};
use slotwright_words::{fill, text};
use wasm_bindgen::JsCast;

use crate::board::effects::{ask, close, save_case, take};
use crate::board::state::Answer;
use crate::board::views::{meanwhile, plan};
use crate::board::widget::Widget;
use crate::ground::failure::Failure;
use crate::ground::why_not::able_first;
use crate::kit::button::{Button, button, submit};
use crate::kit::el::{El, div, li, nothing, p, reactive, section, span, strong, ul};
use crate::kit::form::{fault, field, form, input};
use crate::kit::parts::{buttons, heading, notice, title};

/// The question about a job, while there is one.
pub fn why_not(w: Widget) -> AnyView {
    w.state().job.get().map_or_else(nothing, |job| untrack(|| panel(w, &job)))
}

fn panel(w: Widget, listed: &BoardJob) -> AnyView {
    let name = fill(&w.say(text::WHY_NOT_TITLE), &[("id", &listed.job.id.to_string())]);
    let length = w.length_text(listed.job.length_in_minutes as Minute);
    let about = [w.derived().whose(listed), listed.job_type.clone(), length].join(", ");
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            close(w);
        } else if is_digit_alone(&event) && take(w, event.key().parse().unwrap_or(0)) {
            event.prevent_default();
        }
    };
    section()
        .class("why-not")
        .aria_label(&*name)
        .on(ev::keydown, on_key)
        .child(button("×", move || close(w)).class("notice-close").aria_label(w.say(text::DISMISS)))
        .child(heading(w.options().heading_level, &*name))
        .child(p().class("hint").child(about))
        .child(reactive(move || meanwhile::meanwhile(w)))
        .child(reactive(move || plan::outcome(w)))
        .child(plan::deeds(w))
        .child(reactive(move || plan::suggested(w)))
        .child(question(w))
        .child(reactive(move || answer(w)))
        .view()
}

/// A digit that is typed into nothing: not into the day or the time.
fn is_digit_alone(event: &ev::KeyboardEvent) -> bool {
    let is_held = event.ctrl_key() || event.alt_key() || event.meta_key();
    let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    !is_held && field.is_none() && matches!(event.key().as_bytes(), [b'1'..=b'9'])
}

fn question(w: Widget) -> El {
    let fields = w.state().fields;
    let is_asking = move || w.derived().is_asking();
    let label = move || w.say(if is_asking() { text::WHY_NOT_ASKING } else { text::WHY_NOT_ASK });
    let sentence = move || if w.derived().is_incomplete() { w.say(text::WHY_NOT_INCOMPLETE) } else { String::new() };
    let described = |input: El| {
        input
            .attr("aria-describedby", "why-not-fault")
            .attr("aria-invalid", move || w.derived().is_incomplete().to_string())
    };
    let set_date = move |date| fields.update(|fields| fields.date = date);
    let date = described(input("date", move || fields.get().date, set_date)).is("date");
    let set_time = move |time| fields.update(|fields| fields.time = time);
    let time = described(input("time", move || fields.get().time, set_time));
    form("why-not-form", move || ask(w))
        .child(field(&w.say(text::WHY_NOT_DATE), date))
        .child(field(&w.say(text::WHY_NOT_TIME), time))
        .child(buttons().child(submit(label).primary().disabled(is_asking)))
        .child(fault("why-not-fault", sentence))
}

fn answer(w: Widget) -> AnyView {
    match w.state().answer.get() {
        Answer::Nothing | Answer::Incomplete => nothing(),
        Answer::Asking => p().class("hint").child(w.say(text::WHY_NOT_ASKING)).view(),
        Answer::Failed(failure) => failed(w, &failure, Some(button(w.say(text::RETRY), move || ask(w)))),
        Answer::Loaded(start, why_not) => reasons(w, start, &why_not),
    }
}

/// A failure with its retry; a request that was refused would be refused again, so that isn't retried.
fn failed(w: Widget, failure: &Failure, retry: Option<Button>) -> AnyView {
    let is_refusal = matches!(failure, Failure::Refused(_));
    notice("danger", &failure.sentence(&w.options().words.all(), false))
        .role("alert")
        .children(retry.filter(|_| !is_refusal))
        .view()
}

fn reasons(w: Widget, start: Minute, why_not: &WhyNot) -> AnyView {
    let (tone, verdict) =
        if why_not.is_free { ("ok", w.say(text::WHY_NOT_FREE)) } else { ("warn", w.say(text::WHY_NOT_TAKEN)) };
    let verdict = fill(&verdict, &[("when", &w.derived().moment(start))]);
    let for_customer = why_not.for_customer.as_deref();
    let policy = why_not
        .policy
        .iter()
        .map(|reason| p().class("hint").child(fill(&w.say(text::WHY_NOT_POLICY), &[("reason", &reason.sentence)])));
    let people = able_first(why_not).into_iter().map(|user| {
        let user_id = user.user_id;
        li().child(strong().child(move || w.derived().name_of(user_id)))
            .children(user.reasons.is_empty().then(|| p().class("able").child(w.say(text::WHY_NOT_ABLE))))
            .children(user.reasons.iter().map(sentence))
    });
    let save_failure = move || w.state().save_failure.get().map_or_else(nothing, |failure| failed(w, &failure, None));
    div()
        .class("why-not-answer")
        .child(
            notice(tone, &verdict)
                .children(why_not.reasons.iter().map(sentence))
                .children(
                    for_customer.map(|text| p().child(fill(&w.say(text::WHY_NOT_FOR_CUSTOMER), &[("sentence", text)]))),
                )
                .children(policy),
        )
        .child(title(w.options().heading_level, 2).class("technicians-title").child(w.say(text::WHY_NOT_PEOPLE)))
        // A list without markers is no list to some screen readers, unless it has the role.
        .child(ul().class("technicians").role("list").aria_label(w.say(text::WHY_NOT_PEOPLE)).children(people))
        .child(
            p().class("support")
                .child(button(w.say(text::WHY_NOT_SAVE), move || save_case(w, start)).class("link"))
                .child(span().class("hint").child(w.say(text::WHY_NOT_SAVE_HINT))),
        )
        .child(reactive(save_failure))
        .view()
}

fn sentence(reason: &WhyNotReason) -> El {
    p().child(&*reason.sentence)
}
