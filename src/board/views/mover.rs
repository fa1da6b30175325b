//! "Move to…": the open job gets a day, a time, a length and a crew by a form.

use leptos::prelude::*;
use slotwright_words::text;

use crate::board::effects::{choose_crew, fill_mover, send_mover, show_mover, toggle_crew};
use crate::board::hand::Wanted;
use crate::board::state::Planning;
use crate::board::widget::Widget;
use crate::kit::button::{button, submit};
use crate::kit::el::{El, div, li, nothing, p, reactive, span, ul};
use crate::kit::form::{fault, field, form, input};
use crate::kit::parts::buttons;
use crate::kit::reactive::memo;

/// The button, and the form once that is pressed.
pub fn mover(w: Widget) -> AnyView {
    let is_shown = move || w.state().hand.wanted.with(Option::is_some);
    let shown = memo(is_shown);
    reactive(move || if shown.get() { untrack(|| filled_in(w)) } else { folded(w) })
}

fn folded(w: Widget) -> AnyView {
    buttons().child(button(w.say(text::MOVE_TO), move || show_mover(w, true)).is("move-to")).view()
}

fn filled_in(w: Widget) -> AnyView {
    let wanted = move || w.state().hand.wanted.get().unwrap_or_default();
    let described = |input: El| input.attr("aria-describedby", "move-fault");
    let set_date = move |date| fill_mover(w, |wanted| wanted.fields.date = date);
    let set_time = move |time| fill_mover(w, |wanted| wanted.fields.time = time);
    let set_minutes = move |minutes| fill_mover(w, |wanted| wanted.minutes = minutes);
    let date = described(input("date", move || wanted().fields.date, set_date)).is("move-date");
    let time = described(input("time", move || wanted().fields.time, set_time)).attr("step", "900");
    let minutes =
        described(input("number", move || wanted().minutes, set_minutes)).attr("min", "15").attr("step", "15");
    let sentence = move || match wanted() {
        wanted if wanted.is_too_few => w.say(text::MOVE_TOO_FEW),
        wanted if wanted.is_incomplete && wanted.filled().is_none() => w.say(text::MOVE_INCOMPLETE),
        _ => String::new(),
    };
    let person = move |user_id: u64| {
        let is_coming = move || wanted().crew.contains(&user_id);
        let name = button(w.derived().name_of(user_id), move || toggle_crew(w, user_id));
        li().child(name.class("tab").pressed(is_coming))
    };
    let people = move || {
        let names = w.state().names.get();
        let all = names.iter().map(|(user_id, _)| person(*user_id));
        ul().class("mover-crew").role("list").children(all).view()
    };
    let crew = div().class("field").role("group").aria_label(w.say(text::MOVE_CREW));
    let is_sent = move || matches!(w.state().planning.get(), Planning::Sent);
    form("mover", move || send_mover(w))
        .child(field(&w.say(text::WHY_NOT_DATE), date))
        .child(field(&w.say(text::WHY_NOT_TIME), time))
        .child(field(&w.say(text::MOVE_LENGTH), minutes))
        .child(crew.child(span().child(w.say(text::MOVE_CREW))).child(reactive(people)))
        .child(buttons().child(button(w.say(text::MOVE_CHOOSE_CREW), move || choose_crew(w)).is("choose-crew")))
        .child(reactive(move || judged(w)))
        .child(fault("move-fault", sentence))
        .child(
            buttons()
                .child(submit(w.say(text::MOVE_DO)).primary().disabled(is_sent))
                .child(button(w.say(text::MOVE_CANCEL), move || show_mover(w, false))),
        )
        .view()
}

/// What is in the way, as far as the page can tell.
fn judged(w: Widget) -> AnyView {
    let Some(job) = w.state().job.get() else { return nothing() };
    let to = w.state().hand.wanted.with(|wanted| wanted.as_ref().and_then(Wanted::filled));
    let obstacle = to.and_then(|to| w.derived().obstacle_of(job.job.id, &to));
    obstacle.map_or_else(nothing, |obstacle| p().class("hint").child(w.derived().said_of(&obstacle)).view())
}
