//! The whole board for paper: all lanes that aren't folded away as the rows of a table, whose head a printer repeats on each page.

use slotwright_wire::slotwright::{Lane, Timeline};
use slotwright_wire::time::parse_date;

use crate::board::views::groups::called;
use crate::board::views::lane::{Sheet, placed};
use crate::board::widget::Widget;
use crate::ground::grouping::groups;
use crate::ground::timeline::visits_of;
use crate::kit::el::{El, caption, div, span, table, tbody, td, th, thead, tr};

/// The days that are shown.
pub fn paper(w: Widget, timeline: &Timeline) -> El {
    let sheet = Sheet::of(timeline);
    let grouping = w.derived().grouping();
    let all = groups(timeline, grouping.by);
    let rows = |lanes: &[Lane]| lanes.iter().map(|lane| row(w, timeline, lane, sheet)).collect::<Vec<_>>();
    let bodies = match all.is_empty() {
        true => vec![tbody().children(rows(&timeline.technicians))],
        false => all
            .iter()
            .map(|group| {
                let name = th().attr("colspan", "2").attr("scope", "rowgroup").child(called(w, group));
                let body = tbody().child(tr().class("paper-group").child(name));
                let is_folded = grouping.is_folded(&group.name);
                let lanes = if is_folded { &[] } else { &timeline.technicians[group.lanes.clone()] };
                body.children(rows(lanes))
            })
            .collect(),
    };
    let drawn = (sheet.hours.length() * timeline.days as i32).max(1);
    table()
        .class("paper")
        .style(&["--_drawn:", &drawn.to_string()].concat())
        .child(caption().child(period(w, timeline)))
        .child(thead().child(tr().child(th()).child(td().child(ruler(w, timeline, sheet)))))
        .children(bodies)
}

/// `Mon, Mar 2, 2026 – Wed, Mar 4, 2026`
fn period(w: Widget, timeline: &Timeline) -> String {
    let Some(first) = parse_date(&timeline.start_date) else { return String::new() };
    let last = first + (timeline.days as i32 - 1);
    let mut days = vec![w.derived().day(first)];
    if first != last {
        days.push(w.derived().day(last));
    }
    days.join(" – ")
}

fn ruler(w: Widget, timeline: &Timeline, sheet: Sheet) -> El {
    let first = parse_date(&timeline.start_date);
    let length = sheet.hours.length();
    let step = if timeline.days == 1 { 60 } else { 180 };
    let days = (0..timeline.days as i32).flat_map(|day| {
        let begin = day * length;
        let name = first.map(|first| w.derived().day_short(first + day)).unwrap_or_default();
        let hours = (sheet.hours.from..sheet.hours.to).step_by(step as usize).map(move |minute| {
            placed("paper-hour", (begin + minute - sheet.hours.from, step)).child(w.derived().time(minute))
        });
        std::iter::once(placed("paper-day", (begin, length)).child(name)).chain(hours)
    });
    div().class("paper-track").children(days.collect::<Vec<_>>())
}

fn row(w: Widget, timeline: &Timeline, lane: &Lane, sheet: Sheet) -> El {
    let parts = |start, end| sheet.hours.drawn(start, end, timeline.days).into_iter();
    let open = lane.open.iter().flat_map(|open| parts(open.start, open.end)).map(|part| placed("open", part));
    let closed = lane.closed.iter().flat_map(|closed| {
        parts(closed.start, closed.end).map(|part| placed("closed", part).child(&*closed.name)).collect::<Vec<_>>()
    });
    let visits = visits_of(timeline, lane.user_id).flat_map(|visit| {
        let text = [&*w.derived().time(sheet.first + visit.start), " ", &w.derived().whose(&visit.listed)].concat();
        let draw =
            |part| placed("paper-visit", part).attr("data-color", &*visit.listed.color).child(span().child(&*text));
        parts(visit.start, visit.end).map(draw).collect::<Vec<_>>()
    });
    let track = div().class("paper-track").children(open).children(closed).children(visits);
    let name = if lane.name.is_empty() { w.derived().name_of(lane.user_id) } else { lane.name.clone() };
    tr().child(th().attr("scope", "row").child(name)).child(td().child(track))
}
