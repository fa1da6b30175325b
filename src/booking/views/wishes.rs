//! Wishes: add, rank, edit and remove windows; each shows at once whether it can be met.

use leptos::prelude::*;
use slotwright_matching::{Day, Interval, Minute};
use slotwright_wire::time::print_date;

use crate::booking::effects::{change_wishes, choose_time, go, leave_wishes};
use crate::booking::state::Step;
use crate::booking::views::booked::while_pending;
use crate::booking::views::support::save_case_line;
use crate::booking::views::wish_form::wish_form;
use crate::booking::widget::Widget;
use crate::ground::availability::Told;
use crate::ground::text::{self, fill};
use crate::ground::wishes::{Draft, Undo, WishFields, has_passed};
use crate::kit::live::{Live, settled};
use crate::kit::parts::{Button, Node, buttons, heading, live, node, nothing, say, words};

/// The step in which wishes are written.
pub fn wishes(w: Widget) -> AnyView {
    let day = w.state.selected.get().map_or_else(|| w.derived.days().0, |selected| selected.day);
    let draft = w.state.draft;
    // What was being written before a look at the calendar or the details is still there.
    if draft.peek().fields.date.is_empty() {
        let fields = WishFields { date: print_date(day), from: "08:00".to_owned(), to: "12:00".to_owned() };
        draft.update(|draft| draft.fields = fields);
    }
    tell_when_known(w);
    let back = Button::named(text::WISHES_BACK, move || go(w, Step::Choose));
    node(
        "section",
        "wishes",
        vec![
            heading(text::WISHES_TITLE),
            say("p", "hint", words(text::WISHES_HINT)),
            wish_form(w, draft),
            live(move || list(w, draft)),
            live(move || undo(w, draft)),
            live(move || outcome(w)),
            live(move || leave(w)),
            node("p", "", vec![Button { class: "link", ..back }.view()]),
            save_case_line(w, None),
        ],
    )
}

/// Of a wish that was added before it was known whether it can be met, that is said as soon as it is.
fn tell_when_known(w: Widget) {
    let unknown = Live::new(Vec::new());
    Effect::new(move |_: Option<()>| {
        let (mut still, mut sentences) = (Vec::new(), String::new());
        for (i, wish) in w.state.wishes.get().into_iter().enumerate() {
            if w.derived.feasibility(wish).is_none() {
                still.push(wish);
            } else if unknown.peek().contains(&wish) {
                let values = [("rank", &*(i + 1).to_string()), ("feasibility", &said(w, wish))];
                if !sentences.is_empty() {
                    sentences.push(' ');
                }
                sentences.push_str(&fill(text::WISH_KNOWN, &values));
            }
        }
        unknown.set(still);
        if !sentences.is_empty() {
            w.say(sentences);
        }
    });
}

fn list(w: Widget, draft: Live<Draft>) -> AnyView {
    let wishes = w.state.wishes.get();
    if wishes.is_empty() {
        return say("p", "hint", words(text::WISHES_EMPTY));
    }
    let count = wishes.len();
    wish_list(wishes.into_iter().enumerate().map(|(i, wish)| row(w, draft, i, count, wish)).collect())
}

fn row(w: Widget, draft: Live<Draft>, i: usize, count: usize, wish: Interval) -> AnyView {
    let line = wish_line(w, wish);
    let button = |action: &'static str,
                  name: &'static str,
                  glyph: &'static str,
                  is_enabled: bool,
                  deed: Box<dyn Fn() + Send>| {
        let label = fill(text::WISH_ACTION, &[("action", name), ("wish", &line)]);
        let button = Button { deed, ..Button::named(glyph, || {}) };
        let (label, is) = (Some(words(&label)), Some(wish_button(i, action)));
        Button { class: "small", label, is, disabled: Box::new(move || !is_enabled), ..button }.view()
    };
    let row = vec![
        button("up", text::WISH_UP, "↑", i > 0, Box::new(move || move_wish(w, draft, i, i - 1))),
        button("down", text::WISH_DOWN, "↓", i + 1 < count, Box::new(move || move_wish(w, draft, i, i + 1))),
        button("edit", text::WISH_EDIT, text::WISH_EDIT, true, Box::new(move || edit(w, draft, i))),
        button("remove", text::WISH_REMOVE, text::WISH_REMOVE, true, Box::new(move || remove(w, draft, i))),
    ];
    wish_item(w, wish, vec![node("div", "wish-buttons", row), suggestions(w, draft, i, wish)])
}

/// What would have to give so that the wish can be met: one press takes it over.
fn suggestions(w: Widget, draft: Live<Draft>, i: usize, wish: Interval) -> AnyView {
    let instead = settled(move || w.derived.instead(wish));
    live(move || {
        let instead = instead.get();
        if instead.is_empty() {
            return nothing();
        }
        let mut children = vec![say("p", "hint", words(text::WISH_INSTEAD))];
        for new in instead {
            let name = what_gives(w, wish, new);
            let label = fill(text::WISH_INSTEAD_OF, &[("action", &name), ("wish", &wish_line(w, wish))]);
            let button = Button::named(&name, move || take_over(w, draft, i, wish, new));
            children.push(Button { label: Some(words(&label)), ..button }.view());
        }
        node("div", "instead", children)
    })
}

/// What a customer does differently when one wish takes the place of another.
fn what_gives(w: Widget, wish: Interval, new: Interval) -> String {
    let formats = w.derived.formats();
    if Day::of(wish.start()) != Day::of(new.start()) {
        return fill(text::WISH_OTHER_DAY, &[("day", &formats.day(Day::of(new.start())))]);
    }
    let (sooner, longer) = (wish.start() - new.start(), new.end() - wish.end());
    let by =
        |text: &str, minutes: Minute, time: &str| fill(text, &[("length", &text::length(minutes)), ("time", time)]);
    if 0 < sooner && longer == 0 {
        by(text::WISH_SOONER, sooner, &formats.time(new.start()))
    } else if sooner == 0 && 0 < longer {
        by(text::WISH_LONGER, longer, &formats.time_of_end(new.end()))
    } else {
        w.derived.stretch(text::WISH_OTHER_TIME, "", new)
    }
}

fn take_over(w: Widget, draft: Live<Draft>, i: usize, from: Interval, to: Interval) {
    let mut wishes = w.state.wishes.peek();
    wishes[i] = to;
    draft.update(|draft| draft.undo.push(Undo::Changed { from, to }));
    change_wishes(w, wishes);
    let said = untrack(|| said(w, to));
    let values = [("rank", &*(i + 1).to_string()), ("wish", &wish_line(w, to)), ("feasibility", &said)];
    w.say(fill(text::WISH_CHANGED_TO, &values));
    focus_wish(w, i, "edit");
}

fn move_wish(w: Widget, draft: Live<Draft>, from: usize, to: usize) {
    let mut wishes = w.state.wishes.peek();
    wishes.swap(from, to);
    draft.update(|draft| draft.swapped(from, to));
    change_wishes(w, wishes);
    w.say(fill(text::WISH_MOVED, &[("rank", &(to + 1).to_string())]));
    // The focus goes with the wish.
    focus_wish(w, to, if to < from { "up" } else { "down" });
}

fn edit(w: Widget, draft: Live<Draft>, i: usize) {
    let fields = WishFields::of(w.state.wishes.peek()[i]);
    draft.update(|draft| *draft = Draft { fields, editing: Some(i), fault: None, undo: draft.undo.clone() });
    w.focus("[data-is=date]");
}

fn remove(w: Widget, draft: Live<Draft>, i: usize) {
    let mut wishes = w.state.wishes.peek();
    let wish = wishes.remove(i);
    draft.update(|draft| draft.removed(i, wish));
    change_wishes(w, wishes);
    w.say(text::WISH_REMOVED.to_owned());
    w.focus("[data-is=undo]");
}

fn undo(w: Widget, draft: Live<Draft>) -> AnyView {
    let (done, undone) = match draft.get().undo.last() {
        None => return nothing(),
        Some(Undo::Removed { .. }) => (text::WISH_REMOVED, text::WISH_PUT_BACK),
        Some(Undo::Changed { .. }) => (text::WISH_CHANGED, text::WISH_CHANGED_BACK),
    };
    let put_back = Button::named(text::WISH_UNDO, move || {
        let mut wishes = w.state.wishes.peek();
        let mut place = None;
        draft.update(|draft| place = draft.undo(&mut wishes));
        let Some(place) = place else { return };
        change_wishes(w, wishes);
        w.say(undone.to_owned());
        focus_wish(w, place, "edit");
    });
    let put_back = Button { class: "link", is: Some("undo".to_owned()), ..put_back }.view();
    node("p", "undo", vec![say("span", "", words(done)), put_back])
}

/// The best wish that can be met, and the button that books it.
fn outcome(w: Widget) -> AnyView {
    if w.state.wishes.get().is_empty() {
        return nothing();
    }
    let Some((i, opening)) = w.derived.best_wish() else {
        let sentence = match w.derived.scheduled() {
            None => text::WISHES_NONE_FEASIBLE.to_owned(),
            Some(start) => fill(text::WISHES_NONE_FEASIBLE_BOOKED, &[("when", &w.derived.moment(start))]),
        };
        return say("p", "outcome", words(&sentence));
    };
    let start = opening.start;
    let sentence = fill(text::WISHES_BEST_IS, &[("rank", &(i + 1).to_string())]);
    let label = fill(text::WISHES_BOOK_BEST, &[("when", &w.derived.moment(start))]);
    let book = Button::named(&label, move || choose_time(w, start, true)).primary().view();
    node("div", "outcome", vec![say("p", "", words(&sentence)), buttons(vec![book])])
}

/// The button that stores the wishes. A region of its own: the focus may be on it while availability arrives.
fn leave(w: Widget) -> AnyView {
    // A booked visit is moved, not given up for wishes.
    let has_stored = w.booking().is_some_and(|booking| !booking.wishes.is_empty());
    let is_empty = w.state.wishes.get().is_empty();
    if w.derived.scheduled().is_some() || (is_empty && !has_stored) {
        return nothing();
    }
    let idle = if is_empty { text::WISHES_WITHDRAW } else { text::WISHES_LEAVE };
    let words = while_pending(w, idle, text::WISHES_SAVING);
    buttons(vec![Button::new(words, move || leave_wishes(w)).view()])
}

/// The name by which [`focus_wish`] finds a wish's button.
fn wish_button(i: usize, action: &str) -> String {
    let mut name = String::from(action);
    name.push_str(&i.to_string());
    name
}

/// Puts the focus on a button of a wish.
pub fn focus_wish(w: Widget, i: usize, action: &str) {
    let mut selector = String::from("[data-is=");
    selector.push_str(&wish_button(i, action));
    selector.push(']');
    w.focus(&selector);
}

/// The list of wishes, best first.
pub fn wish_list(items: Vec<AnyView>) -> AnyView {
    let label = Some(words(text::WISHES_LIST));
    Node { tag: "ol", class: "wish-list", label, children: items, ..Node::default() }.view()
}

/// One wish of the list, with what can be done to it and about it.
pub fn wish_item(w: Widget, wish: Interval, more: Vec<AnyView>) -> AnyView {
    let state = move || {
        let state = match w.derived.feasibility(wish) {
            None => "unknown",
            Some(found) if found.best.is_some() => "yes",
            Some(_) => "no",
        };
        state.to_owned()
    };
    let feasibility = vec![crate::kit::parts::text(Box::new(move || feasibility_text(w, wish)))];
    let mut children = vec![
        say("p", "wish-text", Box::new(move || wish_line(w, wish))),
        Node { tag: "p", class: "feasibility", state: Some(Box::new(state)), children: feasibility, ..Node::default() }
            .view(),
    ];
    children.extend(more);
    Node { tag: "li", class: "wish", part: Some("wish"), children, ..Node::default() }.view()
}

/// `Tuesday, December 1, 8:00 AM to 12:00 PM`.
fn wish_line(w: Widget, wish: Interval) -> String {
    w.derived.stretch(text::WISH_TEXT, &w.derived.formats().day(Day::of(wish.start())), wish)
}

/// Whether and from when a wish can be met.
pub fn feasibility_text(w: Widget, wish: Interval) -> String {
    let is_past = w.derived.search().is_some_and(|search| has_passed(wish, &search));
    match w.derived.feasibility(wish) {
        _ if is_past => text::WISH_PAST.to_owned(),
        None => text::WISH_CHECKING.to_owned(),
        Some(found) => match found.best {
            Some(opening) => {
                let from = match w.derived.told(opening.start) {
                    Told::Start(start) => fill(text::WISH_FEASIBLE, &[("time", &w.derived.formats().time(start))]),
                    Told::Window(window) => w.derived.stretch(text::WISH_FEASIBLE_BETWEEN, "", window),
                };
                fill(text::WISH_OPENINGS, &[("feasibility", &from), ("openings", &text::OPENINGS.of(found.openings))])
            }
            None => text::WISH_NOT_FEASIBLE.to_owned(),
        },
    }
}

/// The same for a screen reader, with whether something is suggested instead.
pub fn said(w: Widget, wish: Interval) -> String {
    let feasibility = feasibility_text(w, wish);
    match w.derived.instead(wish).len() {
        0 => feasibility,
        n => fill(text::SENTENCES, &[("first", &feasibility), ("second", &text::INSTEADS.of(n))]),
    }
}
