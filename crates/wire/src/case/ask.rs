//! Asking the core what a case asks.

use slotwright_matching as core;
use slotwright_matching::{
    Interval, IntervalSet, Minute, Near, WhyNot as CoreWhyNot, alternatives, best_wish, choose_crew, feasibility,
    nearest, openings,
};

use super::{
    Answer, BestWish, Blocks, Case, Feasibility, Input, Opening, RosterInput, Search, Wanted, WantedAnswer, WhyNot,
    WhyNotPerson, Window, WishesAnswer,
};
use crate::convert::free_by_user;

/// What the core answers to a case now, whatever stands in its answer.
#[must_use]
pub fn ask(case: &Case) -> Answer {
    match &case.input {
        Input::Blocks(blocks) => ask_blocks(blocks, &case.search, &case.wishes, case.wanted.as_ref()),
        Input::Roster(input) => ask_roster(input, &case.search, &case.wishes, case.wanted.as_ref()),
    }
}

/// What a customer's page is answered.
pub(super) fn ask_blocks(blocks: &Blocks, search: &Search, wishes: &[Window], wanted: Option<&Wanted>) -> Answer {
    let (mut user_ids, mut people) = (Vec::new(), Vec::new());
    for (user_id, free) in free_by_user(blocks.as_space()) {
        user_ids.push(user_id);
        people.push(free);
    }
    ask_people(&user_ids, &people, search, wishes, wanted)
}

/// What a dispatcher is answered.
pub(super) fn ask_roster(input: &RosterInput, search: &Search, wishes: &[Window], wanted: Option<&Wanted>) -> Answer {
    let (roster, question, around) = input.to_core();
    let free = |user_id: &u64| roster.free_around(*user_id, &question, &around);
    let people: Vec<IntervalSet> = input.user_ids.iter().map(free).collect();
    let mut answer = ask_people(&input.user_ids, &people, search, wishes, wanted);
    if let (Some(wanted), Some(answer)) = (wanted, &mut answer.wanted) {
        let why_not = roster.why_not(&input.user_ids, wanted.start.into(), &question, &search.into(), &around);
        answer.why_not = Some(in_codes(&input.user_ids, &why_not));
    }
    answer
}

fn ask_people(
    user_ids: &[u64],
    people: &[IntervalSet],
    search: &Search,
    wishes: &[Window],
    wanted: Option<&Wanted>,
) -> Answer {
    let search = core::Search::from(search);
    let openings = openings(people, &search);
    let wanted = wanted.map(|wanted| {
        let start = Minute::from(wanted.start);
        let visit = Interval::new(start, start.saturating_add(search.length_minutes));
        let crew = visit.and_then(|visit| choose_crew(people, visit, search.crew));
        let at_most = wanted.at_most as usize;
        let near = Near::Clock { minutes_per_day: wanted.minutes_per_day };
        WantedAnswer {
            crew: crew.map(|crew| crew.iter().filter_map(|person| user_ids.get(*person)).copied().collect()),
            nearest: records(&nearest(&openings, start, at_most)),
            alternatives: records(&alternatives(&openings, start, near, at_most).collect::<Vec<_>>()),
            why_not: None,
        }
    });
    let wishes = (!wishes.is_empty()).then(|| {
        let wishes: Vec<Interval> = wishes.iter().copied().map(Interval::from).collect();
        let best = best_wish(&wishes, people, &search);
        let best = best.map(|(wish, opening)| BestWish { wish: wish as u32, opening: opening.into() });
        let each = wishes.iter().map(|wish| Feasibility::from(feasibility(*wish, people, &search))).collect();
        WishesAnswer { each, best }
    });
    Answer { openings: openings.into(), wishes, wanted }
}

fn records(openings: &[core::Opening]) -> Vec<Opening> {
    openings.iter().copied().map(Opening::from).collect()
}

fn in_codes(user_ids: &[u64], why_not: &CoreWhyNot) -> WhyNot {
    let codes = |reasons: &[core::Reason]| reasons.iter().map(|reason| reason.code().to_owned()).collect();
    let person =
        |(user_id, reasons): (&u64, &Vec<core::Reason>)| WhyNotPerson { user_id: *user_id, reasons: codes(reasons) };
    WhyNot { start: codes(&why_not.start), people: user_ids.iter().zip(&why_not.people).map(person).collect() }
}
