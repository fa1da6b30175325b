//! What stands beside a visit: who is there, as a line below it; and in words that, and the time that the rules keep.

use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::{Lane, PlannedVisit, Timeline};
use slotwright_wire::time::parse_minute;
use slotwright_words::{Text, fill, text};

use crate::board::views::lane::{Sheet, placed};
use crate::board::widget::Widget;
use crate::ground::beside::{Kept, Presence, since};
use crate::kit::el::{nothing, reactive};

/// A line for each visit that somebody of a lane is at: from when they came until now.
pub fn presences(w: Widget, timeline: &Timeline, user_id: u64, sheet: Sheet) -> Vec<AnyView> {
    let began = timeline.visits.iter().filter_map(|visit| since(visit, user_id, &timeline.start_date));
    let line = |from: Minute| {
        reactive(move || {
            let now = w.state().now.with(|now| now.get(..16).and_then(parse_minute)).map(|now| now - sheet.first);
            let Some(now) = now.filter(|now| from < *now) else { return nothing() };
            let drawn = sheet.hours.drawn(from, now, sheet.days).into_iter();
            let drawn = drawn.map(|part| placed("presence", part).attr("aria-hidden", "true").view());
            drawn.collect::<Vec<AnyView>>().into_any()
        })
    };
    began.map(line).collect()
}

/// Who is at a visit in somebody's lane, and what is kept beside it: phrases for the end of its name, nothing where there is nothing
/// to say.
pub fn said(w: Widget, timeline: &Timeline, lane: &Lane, visit: &PlannedVisit) -> Vec<String> {
    let first = slotwright_wire::time::parse_date(&timeline.start_date).map_or(0, |day| day.start());
    let mut said: Vec<String> = Vec::new();
    for there in &visit.listed.job.checked_in_users {
        let Some(from) = since(visit, there.user_id, &timeline.start_date) else { continue };
        let since = fill(&w.say(text::ON_SITE_SINCE), &[("when", &w.derived().time(first + from))]);
        said.push(match there.user_id == lane.user_id {
            true => since,
            false => [w.derived().name_of(there.user_id), since].join(": "),
        });
    }
    if Presence::of(visit) == Presence::Left {
        said.push(w.say(text::BOARD_LEFT));
    }
    let kept = Kept::beside(lane, visit.listed.job.id, visit.start);
    let told: [(&'static Text, Minute); 4] = [
        (text::BOARD_WAY_THERE, kept.way_there),
        (text::BOARD_KEPT_BEFORE, kept.before),
        (text::BOARD_KEPT_AFTER, kept.after),
        (text::BOARD_WAY_HOME, kept.way_home),
    ];
    let told = told.into_iter().filter(|(_, minutes)| 0 < *minutes);
    said.extend(told.map(|(text, minutes)| fill(&w.say(text), &[("length", &w.length_text(minutes))])));
    said
}
