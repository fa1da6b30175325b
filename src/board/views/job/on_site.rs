//! Who is there: each of the crew, and whoever else came.

use leptos::ev;
use leptos::prelude::*;
use slotwright_wire::time::parse_minute;
use slotwright_words::{fill, text};

use super::{failed_here, is_sending, is_shown_open, section_title};
use crate::board::effects::{By, check};
use crate::board::job_state::Part;
use crate::board::widget::Widget;
use crate::kit::button::{Button, button};
use crate::kit::el::{El, div, li, nothing, option, select, span, strong, ul};
use crate::kit::form::{field, typed};

/// Who is there, of a visit.
pub fn on_site(w: Widget) -> AnyView {
    let Some(listed) = w.state().job.get() else { return nothing() };
    let job = &listed.job;
    let there = &job.checked_in_users;
    if !is_shown_open(w) || job.user_ids.is_empty() && there.is_empty() {
        return nothing();
    }
    let others = there.iter().map(|user| user.user_id).filter(|id| !job.user_ids.contains(id));
    let people: Vec<u64> = job.user_ids.iter().copied().chain(others).collect();
    let may = w.state().work.may_schedule();
    let person = |user_id: &u64| {
        let user_id = *user_id;
        let since = there.iter().find(|user| user.user_id == user_id).map(|user| {
            let since = parse_minute(user.datetime.get(..16).unwrap_or_default());
            fill(&w.say(text::ON_SITE_SINCE), &[("when", &since.map(|at| w.derived().moment(at)).unwrap_or_default())])
        });
        let is_there = since.is_some();
        li().state(if is_there { "here" } else { "away" })
            .child(
                span()
                    .child(strong().child(w.derived().name_of(user_id)))
                    .child(span().class("more").child(since.unwrap_or_else(|| w.say(text::NOT_ON_SITE)))),
            )
            .children(may.then(|| check_button(w, user_id, !is_there)))
    };
    div()
        .class("on-site")
        .is("on-site")
        .child(section_title(w, text::ON_SITE))
        // A list without markers is no list to some screen readers, unless it has the role.
        .child(ul().class("people").role("list").aria_label(w.say(text::ON_SITE)).children(people.iter().map(person)))
        .children(may.then(|| somebody_else(w, &people)))
        .child(failed_here(w, Part::OnSite))
        .view()
}

fn check_button(w: Widget, user_id: u64, is_in: bool) -> Button {
    let (name, of) = if is_in { (text::CHECK_IN, text::CHECK_IN_OF) } else { (text::CHECK_OUT, text::CHECK_OUT_OF) };
    let of = fill(&w.say(of), &[("name", &w.derived().name_of(user_id))]);
    button(w.say(name), move || check(w, user_id, is_in, By::Button))
        .class("small")
        .aria_label(of)
        .disabled(move || is_sending(w) || w.state().work.is_resting.get())
}

/// Somebody who is not of the crew has come.
fn somebody_else(w: Widget, people: &[u64]) -> El {
    let typed_in = w.state().work.typed;
    let names = w.state().names.get();
    let names = names.iter().filter(|(id, _)| !people.contains(id));
    let choice = |(id, name): &(u64, String)| option().attr("value", id.to_string()).child(&**name);
    let choose = select()
        .value(move || typed_in.get().user)
        .on(ev::change, move |event| typed_in.update(|typed_in| typed_in.user = typed(&event)))
        .child(option().attr("value", "").child(w.say(text::NOBODY_CHOSEN)))
        .children(names.map(choice));
    let go = move || {
        if let Ok(user_id) = typed_in.get_untracked().user.parse() {
            check(w, user_id, true, By::User);
        }
    };
    let is_nobody = move || typed_in.get().user.is_empty() || is_sending(w);
    div()
        .class("inline-form")
        .child(field(&w.say(text::SOMEBODY_ELSE), choose))
        .child(button(w.say(text::CHECK_IN), go).disabled(is_nobody))
}
