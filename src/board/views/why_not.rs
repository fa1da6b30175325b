//! "Why not…?": a day and a time for a job, and who can't come then for which reasons.

use leptos::ev;
use leptos::html::custom;
use leptos::prelude::*;
use slotwright_matching::Minute;
use slotwright_wire::slotwright::{WhyNot, WhyNotReason};
use slotwright_wire::sonar::Job;

use crate::board::effects::{Asking, Told};
use crate::ground::failure::Failure;
use crate::ground::job::whose;
use crate::ground::text::{self, fill};
use crate::ground::why_not::able_first;
use crate::kit::intl::Formats;
use crate::kit::parts::{
    Button, Node, Words, buttons, field, form, live, node, nothing, say, text as text_of, title, words,
};
use crate::options::Options;

/// The question about a job, while there is one.
pub fn why_not(asking: Asking, options: Options) -> AnyView {
    live(move || match asking.job.get() {
        None => nothing(),
        Some(job) => untrack(|| panel(asking, options, &job)),
    })
}

fn panel(asking: Asking, options: Options, job: &Job) -> AnyView {
    let name = fill(text::WHY_NOT_TITLE, &[("id", &job.id.to_string())]);
    let close = Button::named("×", move || asking.close());
    let about = [whose(job), text::length(job.length_in_minutes as Minute)].join(", ");
    let children = vec![
        Button { class: "notice-close", label: Some(words(text::DISMISS)), ..close }.view(),
        title("h2", &name),
        say("p", "hint", words(&about)),
        question(asking),
        live(move || told(asking, options)),
    ];
    let on_key: Box<dyn FnMut(ev::KeyboardEvent)> = Box::new(move |event| {
        if event.key() == "Escape" {
            event.prevent_default();
            asking.close();
        }
    });
    custom("section")
        .attr("class", "why-not")
        .attr("aria-label", name)
        .child(children)
        .on(ev::keydown, on_key)
        .into_any()
}

fn question(asking: Asking) -> AnyView {
    let is_invalid = move || matches!(asking.told.get(), Told::Incomplete).to_string();
    let date = Box::new(move || asking.fields.get().date) as Words;
    let time = Box::new(move || asking.fields.get().time) as Words;
    let on_date = move |event: ev::Event| asking.fields.update(|fields| fields.date = event_target_value(&event));
    let on_time = move |event: ev::Event| asking.fields.update(|fields| fields.time = event_target_value(&event));
    let date = view! {
        <input type="date" data-is="date" aria-describedby="why-not-fault" aria-invalid=Box::new(is_invalid) as Words
            prop:value=date on:input=on_date />
    };
    let time = view! {
        <input type="time" aria-describedby="why-not-fault" aria-invalid=Box::new(is_invalid) as Words
            prop:value=time on:input=on_time />
    };
    let is_asking = move || matches!(asking.told.get(), Told::Asking);
    let label = move || if is_asking() { text::WHY_NOT_ASKING } else { text::WHY_NOT_ASK }.to_owned();
    let ask = Button { submits: true, disabled: Box::new(is_asking), ..Button::new(Box::new(label), || {}).primary() };
    let fault = move || match asking.told.get() {
        Told::Incomplete => text::WHY_NOT_INCOMPLETE.to_owned(),
        _ => String::new(),
    };
    let fault = Node {
        tag: "p",
        class: "fault",
        role: Some("alert"),
        id: Some("why-not-fault"),
        part: Some("error"),
        children: vec![text_of(Box::new(fault))],
        ..Node::default()
    };
    let children = vec![
        field(text::WHY_NOT_DATE, date.into_any()),
        field(text::WHY_NOT_TIME, time.into_any()),
        buttons(vec![ask.view()]),
        fault.view(),
    ];
    form("why-not-form", children, move || asking.ask())
}

fn told(asking: Asking, options: Options) -> AnyView {
    match asking.told.get() {
        Told::Nothing | Told::Incomplete => nothing(),
        Told::Asking => say("p", "hint", words(text::WHY_NOT_ASKING)),
        Told::Failed(failure) => failed(&failure, Some(Button::named(text::RETRY, move || asking.ask()))),
        Told::Answer(start, why_not) => answer(asking, options, start, &why_not),
    }
}

/// What is refused is refused again, so for that there is no second try.
fn failed(failure: &Failure, retry: Option<Button>) -> AnyView {
    let mut children = vec![say("p", "notice-sentence", words(&failure.sentence(false)))];
    children.extend(retry.filter(|_| !matches!(failure, Failure::Refused(_))).map(Button::view));
    Node { class: "notice", role: Some("alert"), state: Some(words("danger")), children, ..Node::default() }.view()
}

fn answer(asking: Asking, options: Options, start: Minute, why_not: &WhyNot) -> AnyView {
    let formats = Formats::new(&options.locale.get(), options.twelve_hours.get());
    let (tone, verdict) = if why_not.is_free { ("ok", text::WHY_NOT_FREE) } else { ("warn", text::WHY_NOT_TAKEN) };
    let verdict = fill(verdict, &[("when", &formats.moment(start))]);
    let mut children = vec![say("p", "notice-sentence", words(&verdict))];
    children.extend(why_not.reasons.iter().map(sentence));
    if let Some(for_customer) = &why_not.for_customer {
        children.push(say("p", "", words(&fill(text::WHY_NOT_FOR_CUSTOMER, &[("sentence", for_customer)]))));
    }
    let verdict = Node { class: "notice", state: Some(words(tone)), children, ..Node::default() }.view();

    let people = able_first(why_not).into_iter().map(|user| {
        let user_id = user.user_id;
        let mut children = vec![say("strong", "", Box::new(move || asking.name_of(user_id)))];
        if user.reasons.is_empty() {
            children.push(say("p", "able", words(text::WHY_NOT_ABLE)));
        }
        children.extend(user.reasons.iter().map(sentence));
        node("li", "", children)
    });
    let people = people.collect();
    let label = Some(words(text::WHY_NOT_PEOPLE));
    // Without their marks lists are none to some screen readers, unless they say so.
    let people =
        Node { tag: "ul", class: "technicians", role: Some("list"), label, children: people, ..Node::default() };

    let save = Button::named(text::WHY_NOT_SAVE, move || asking.save(start));
    let save = Button { class: "link", ..save }.view();
    let unsaved = move || match asking.unsaved.get() {
        None => nothing(),
        Some(failure) => failed(&failure, None),
    };
    let children = vec![
        verdict,
        say("h3", "technicians-title", words(text::WHY_NOT_PEOPLE)),
        people.view(),
        node("p", "support", vec![save, say("span", "hint", words(text::WHY_NOT_SAVE_HINT))]),
        live(unsaved),
    ];
    node("div", "why-not-answer", children)
}

fn sentence(reason: &WhyNotReason) -> AnyView {
    say("p", "", words(&reason.sentence))
}
