//! Who may use the API by name and password.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_wire::slotwright::ApiUser;
use slotwright_wire::time::parse_date;
use slotwright_words::{fill, text};

use crate::ground::setup::api_user::{self, SCOPES, is_last_admin};
use crate::ground::setup::known::Known;
use crate::kit::button::button;
use crate::kit::el::{El, div, p, reactive};
use crate::kit::parts::buttons;
use crate::setup::effects::{keep, open_form, remove};
use crate::setup::state::What;
use crate::setup::views::form::{is_open, name_of, opened};
use crate::setup::views::list::{Removed, head, list, removing_asked, row, small};
use crate::setup::views::secret::shown_once;
use crate::setup::widget::Widget;

/// The list, or the form that is open.
pub fn api_users(w: Widget, known: &Arc<Known>) -> AnyView {
    let known = known.clone();
    reactive(move || {
        if is_open(w, |what| matches!(what, What::ApiUser(_))) {
            return untrack(|| form(w));
        }
        untrack(|| {
            let password = reactive(move || shown_once(w, text::SETUP_PASSWORD_ONCE, text::SETUP_PASSWORD));
            let add = button(w.say(text::SETUP_NEW_API_USER), move || open_form(w, What::ApiUser(None))).class("small");
            let rows = known.api_users.iter().map(|found| one(w, found, &known.api_users));
            let all = div().class("setup-block").child(head(w, "", add)).child(list(rows));
            div().child(password).child(all).view()
        })
    })
}

fn form(w: Widget) -> AnyView {
    let open = w.state().open.get_untracked();
    let name = match &open {
        Some(What::ApiUser(Some(found))) => Some(&*found.name),
        _ => None,
    };
    opened(w, &name_of(w, name, text::SETUP_NEW_API_USER), false)
}

fn one(w: Widget, found: &ApiUser, all: &[ApiUser]) -> El {
    let scope =
        SCOPES.iter().find(|(scope, _)| *scope == found.scope).map_or_else(String::new, |(_, name)| w.say(name));
    let dated = |text, instant: &String| fill(&w.say(text), &[("when", &date_of(w, instant))]);
    let used = match &found.last_used_at {
        Some(at) => dated(text::SETUP_LAST_USED, at),
        None => w.say(text::SETUP_NEVER_USED),
    };
    let told = [
        if found.active { String::new() } else { w.say(text::SETUP_PAUSED) },
        w.options().words.joined([&*scope, &*found.systems.join(", ")]),
        [&*w.say(text::SETUP_ACTS_FOR), &*found.user_name].join(" "),
        found.created_at.as_ref().map(|at| dated(text::SETUP_MADE, at)).unwrap_or_default(),
        used,
        if found.from_settings { w.say(text::SETUP_PASSWORD_SETTINGS) } else { String::new() },
    ];
    row(&found.name, &told, deeds(w, found, is_last_admin(found, all)))
}

/// What can be done with one. Of the last who may set this up nothing is taken, and what stands in the settings is changed there.
fn deeds(w: Widget, found: &ApiUser, is_last: bool) -> El {
    let name = &*found.name;
    let (edited, paused) = (found.clone(), found.clone());
    let (pause, pause_of) = match found.active {
        true => (text::SETUP_PAUSE, text::SETUP_PAUSE_OF),
        false => (text::SETUP_RESUME, text::SETUP_RESUME_OF),
    };
    let pause = (!is_last)
        .then(|| small(w, pause, pause_of, name, move || keep(w, api_user::pause(&paused), text::SETUP_SAVED)));
    let removed = Removed {
        is: api_user::encoded(found),
        what: name.to_owned(),
        question: text::SETUP_API_USER_QUESTION,
        visits: Vec::new(),
    };
    div()
        .class("setup-deeds")
        .children(pause)
        .children((!found.from_settings).then(|| rotating(w, found)))
        .child(small(w, text::SETUP_EDIT, text::SETUP_EDIT_OF, name, move || {
            open_form(w, What::ApiUser(Some(edited.clone())));
        }))
        .children((!is_last && !found.from_settings).then(|| removing_asked(w, removed, api_user::delete(found))))
}

/// The button that gives another password, and the question whether it is meant: programs that have the old one are shut out.
fn rotating(w: Widget, found: &ApiUser) -> AnyView {
    let found = found.clone();
    reactive(move || {
        let name = &*found.name;
        let asked = ["rotate-", &*api_user::encoded(&found)].concat();
        if w.state().removing.get().as_ref() != Some(&asked) {
            let ask = move || remove(w, Some(asked.clone()));
            return small(w, text::SETUP_PASSWORD_NEW, text::SETUP_PASSWORD_NEW_OF, name, ask).view();
        }
        let save = api_user::rotate(&found);
        let rotate = move || keep(w, save.clone(), text::SETUP_PASSWORD_NEW_DONE);
        div()
            .class("revoke")
            .role("group")
            .aria_label(fill(&w.say(text::SETUP_PASSWORD_NEW_OF), &[("name", name)]))
            .child(p().child(w.say(text::SETUP_PASSWORD_QUESTION)))
            .child(
                buttons()
                    .child(button(w.say(text::SETUP_PASSWORD_NEW), rotate).danger())
                    .child(button(w.say(text::LINK_KEEP), move || remove(w, None)).is(&asked)),
            )
            .view()
    })
}

/// The day of an instant.
fn date_of(w: Widget, instant: &str) -> String {
    instant.get(..10).and_then(parse_date).map(|day| w.dates().day(day)).unwrap_or_default()
}
