//! Four weeks as they will be, and the visits that the change collides with.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use slotwright_matching::{Day, Minute};
use slotwright_words::{fill, text};

use crate::ground::setup::known::{Known, Planned};
use crate::ground::setup::preview::{DAYS, minutes, outside_of, put_outside, roster};
use crate::kit::el::{El, caption, div, nothing, option, reactive, select, span, table, tbody, td, th, thead, tr};
use crate::kit::form::{field, typed};
use crate::setup::effects::preview_of;
use crate::setup::views::collisions::collisions;
use crate::setup::widget::Widget;

/// What the week that is drawn leads to.
pub fn preview(w: Widget, known: &Arc<Known>) -> El {
    let (for_weeks, for_visits) = (known.clone(), known.clone());
    div().class("preview").child(reactive(move || weeks(w, &for_weeks))).child(reactive(move || {
        let Some(id) = w.state().schedule.get() else { return nothing() };
        let after = w.state().week.with(|week| roster(&for_visits, Some((id, week))));
        let visits = put_outside(&roster(&for_visits, None), &after, &for_visits.visits);
        collisions(w, &visits).map_or_else(nothing, El::view)
    }))
}

/// The visits that stand outside without a schedule.
pub fn outside_without(known: &Known, id: u64) -> Vec<Planned> {
    outside_of(known, |schedules| schedules.retain(|(schedule, _)| schedule.id != id))
}

/// Whose four weeks are shown.
pub fn whose(w: Widget, known: &Arc<Known>) -> AnyView {
    let known = known.clone();
    reactive(move || {
        let chosen = w.state().schedule.get();
        let found = known.schedules.iter().find(|(schedule, _)| Some(schedule.id) == chosen);
        let Some((schedule, _)) = found.filter(|(schedule, _)| 1 < schedule.user_ids.len()) else { return nothing() };
        let previewed = w.state().previewed.get_untracked();
        let people = schedule.user_ids.iter().map(|id| {
            option().attr("value", id.to_string()).selected(Some(*id) == previewed).child(known.name_of(*id))
        });
        let choose = move |event: web_sys::Event| preview_of(w, typed(&event).parse().ok());
        field(&w.say(text::SETUP_PREVIEW_OF), select().on(ev::change, choose).children(people)).view()
    })
}

fn weeks(w: Widget, known: &Known) -> AnyView {
    let state = w.state();
    let (Some(id), Some(user_id)) = (state.schedule.get(), state.previewed.get()) else { return nothing() };
    let before = roster(known, None);
    let after = state.week.with(|week| roster(known, Some((id, week))));
    let today = known.today();
    let weekdays = w.options().weekdays();
    // Whole weeks, so that each day stands below its name; those that are over have nothing.
    let back = (7 + usize::from(today.weekday()) - weekdays[0]) % 7;
    let first = today + -(back as i32);
    let cell = |day: Day| {
        if day < today || today + (DAYS - 1) < day {
            return td();
        }
        let (was, is) = (minutes(&before, user_id, day), minutes(&after, user_id, day));
        let state = match (was == is, is) {
            (false, _) => "changed",
            (true, 0) => "free",
            (true, _) => "open",
        };
        let hours = |minutes: Minute| if minutes == 0 { w.say(text::SETUP_NO_HOURS) } else { w.length_text(minutes) };
        let changed = (was != is).then(|| {
            let said = fill(&w.say(text::SETUP_WAS), &[("hours", &hours(was))]);
            span().class("more").child(said)
        });
        td().state(state)
            .child(span().class("preview-day").child(w.dates().day_number(day)))
            .child(span().class("preview-hours").child(hours(is)))
            .children(changed)
    };
    let rows = (back as i32 + DAYS + 6) / 7;
    let row = |week: i32| tr().children((0..7).map(|n| cell(first + (week * 7 + n))));
    let heads = weekdays.iter().map(|weekday| th().attr("scope", "col").child(w.dates().weekday_short(*weekday)));
    let said = fill(&w.say(text::SETUP_PREVIEW), &[("name", known.name_of(user_id))]);
    table()
        .class("preview-weeks")
        .child(caption().child(said))
        .child(thead().child(tr().children(heads)))
        .child(tbody().children((0..rows).map(row)))
        .view()
}
