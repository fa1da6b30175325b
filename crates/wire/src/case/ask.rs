//! Asking the core what a case asks.

use slotwright_matching as core;
use slotwright_matching::{
    Candidate, Interval, IntervalSet, Minute, Near, Person, Skipped, WhyNot as CoreWhyNot, Wishes, alternatives,
    arrival_windows, choose_crew, nearest, openings,
};

use super::{
    Answer, Arrival, ArrivalWindow, BestWish, Blocks, Case, CrewAnswer, CrewWantedAnswer, Feasibility, Input, Opening,
    RosterInput, Search, Wanted, WantedAnswer, WhyNot, WhyNotPerson, Window, WishesAnswer,
};
use crate::convert::free_by_user;

/// What the core answers to a case now, whatever stands in its answer.
#[must_use]
pub fn ask(case: &Case) -> Answer {
    match &case.input {
        Input::Blocks(blocks) => ask_blocks(blocks, &case.asked()),
        Input::Roster(input) => ask_roster(input, &case.asked()),
    }
}

/// What is asked, whatever is known of the people.
pub(super) struct Asked<'c> {
    search: &'c Search,
    wishes: &'c [Window],
    rather_not: &'c [Window],
    wanted: Option<&'c Wanted>,
    arrival: Option<Arrival>,
}

impl<I, C> Case<I, C> {
    pub(super) fn asked(&self) -> Asked<'_> {
        let Case { search, wishes, rather_not, wanted, arrival, .. } = self;
        Asked { search, wishes, rather_not, wanted: wanted.as_ref(), arrival: *arrival }
    }
}

/// What a customer's page is answered.
pub(super) fn ask_blocks<C>(blocks: &Blocks, asked: &Asked) -> Answer<C> {
    let search = core::Search::from(asked.search);
    let (mut user_ids, mut people) = (Vec::new(), Vec::new());
    for (user_id, free) in free_by_user(blocks.as_space()) {
        user_ids.push(user_id);
        people.push(free.joined_over(search.skipped));
    }
    ask_people(&user_ids, &people, &search, asked)
}

/// What a dispatcher is answered.
fn ask_roster(input: &RosterInput, asked: &Asked) -> Answer {
    let (roster, question, around) = input.to_core();
    let search = core::Search { skipped: Skipped::of(&roster.skipped), ..core::Search::from(asked.search) };
    let free = |user_id: &u64| roster.free_around(*user_id, &question, &around);
    let people: Vec<IntervalSet> = input.user_ids.iter().map(free).collect();
    let mut answer = ask_people(&input.user_ids, &people, &search, asked);
    if let (Some(wanted), Some(answer)) = (asked.wanted, &mut answer.wanted) {
        let why_not = roster.why_not(&input.user_ids, wanted.start.into(), &question, &search, &around);
        answer.why_not = Some(in_codes(&input.user_ids, &why_not));
    }
    answer.crew = input.crew.as_ref().map(|record| {
        let crew = record.to_core(&input.user_ids);
        let skills = record.skills(&input.user_ids);
        let members: Vec<Person> = people.iter().zip(&skills).map(|(free, skills)| Person { free, skills }).collect();
        let wanted = asked.wanted.map(|wanted| {
            let start = Minute::from(wanted.start);
            let numbers = input.user_ids.iter().copied();
            let candidates: Vec<Candidate> =
                numbers.zip(&skills).map(|(user_id, skills)| Candidate { user_id, skills }).collect();
            let why_not = crew.why_not(&roster, &candidates, start, &question, &search, &around);
            CrewWantedAnswer {
                crew: record.choose(&crew, &input.user_ids, &members, start, &search),
                why_not: in_codes(&input.user_ids, &why_not),
            }
        });
        CrewAnswer { openings: crew.openings(&members, &search).into(), wanted }
    });
    answer
}

fn ask_people<C>(user_ids: &[u64], people: &[IntervalSet], search: &core::Search, asked: &Asked) -> Answer<C> {
    let openings = openings(people, search);
    let wanted = asked.wanted.map(|wanted| {
        let start = Minute::from(wanted.start);
        let crew = search.visit(start).and_then(|visit| choose_crew(people, visit, search.crew));
        let at_most = wanted.at_most as usize;
        let near = Near::Clock { minutes_per_day: wanted.minutes_per_day };
        WantedAnswer {
            crew: crew.map(|crew| crew.iter().filter_map(|person| user_ids.get(*person)).copied().collect()),
            nearest: records(&nearest(&openings, start, at_most)),
            alternatives: records(&alternatives(&openings, start, near, at_most).collect::<Vec<_>>()),
            why_not: None,
        }
    });
    let wishes = (!asked.wishes.is_empty()).then(|| {
        let windows: Vec<Interval> = asked.wishes.iter().copied().map(Interval::from).collect();
        let wishes = Wishes::ranked(&windows, asked.rather_not.iter().copied().map(Interval::from).collect());
        let found = wishes.feasibility(people, search);
        let best = wishes.best_of(&found);
        let best = best.map(|(wish, opening)| BestWish { wish: wish as u32, opening: opening.into() });
        WishesAnswer { each: found.into_iter().map(Feasibility::from).collect(), best }
    });
    let arrival_windows = asked
        .arrival
        .map(|arrival| arrival_windows(people, search, &arrival.into()).into_iter().map(ArrivalWindow::from).collect());
    Answer { openings: openings.into(), wishes, wanted, arrival_windows, crew: None }
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
