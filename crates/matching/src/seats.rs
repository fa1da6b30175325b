//! Crews whose members differ: skills, fixed members, a helper for the first hour; and whom to send.

use crate::sort::sort;
use crate::{IntervalSet, MINUTES_PER_DAY, Minute, Opening, Search, openings};

/// Somebody who may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person<'p> {
    /// When they are free.
    pub free: &'p IntervalSet,
    /// What they can do, by number.
    pub skills: &'p [u64],
}

/// One place in a crew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seat {
    /// For how long they are needed, from the visit's start; `None` = for all of it. More than all of it counts as that, and
    /// less than 1 as 1.
    pub first_minutes: Option<Minute>,
    /// All of these are needed from whoever has this seat.
    pub skills: Vec<u64>,
    /// Who it must be, as index into the people; `None` = anybody.
    pub person: Option<usize>,
}

/// What a crew must be: so many seats, and among those who have them so many with a skill.
///
/// `k` of all people are `k` times [`Seat::default`]. Nobody has two seats. A crew without a seat is no crew.
///
/// ```
/// use slotwright_matching::*;
/// let fibre = 3;
/// let hours = |from: Minute, to: Minute| Interval::new(from * 60, to * 60).into_iter().collect::<IntervalSet>();
/// let (ada, ben, cho) = (hours(8, 12), hours(8, 17), hours(10, 11));
/// let people = [
///     Person { free: &ada, skills: &[fibre] },
///     Person { free: &ben, skills: &[] },
///     Person { free: &cho, skills: &[fibre] },
/// ];
/// let search = Search {
///     length_minutes: 120, crew: 1, step_minutes: 60, align: Align::Clock, earliest: 0, latest: 1440,
///     skipped: Skipped::NONE,
/// };
/// let starts = |crew: &Crew| crew.openings(&people, &search).iter().map(|o| o.start / 60).collect::<Vec<_>>();
///
/// // Two people, at least one with fibre.
/// let pair = Crew { seats: vec![Seat::default(), Seat::default()], with_skill: vec![(fibre, 1)] };
/// assert_eq!(starts(&pair), [8, 9, 10]);
/// // Ben leads, and somebody with fibre helps for the first hour.
/// let lead = Seat { person: Some(1), ..Seat::default() };
/// let helper = Seat { first_minutes: Some(60), skills: vec![fibre], ..Seat::default() };
/// let crew = Crew { seats: vec![lead, helper], with_skill: vec![] };
/// assert_eq!(starts(&crew), [8, 9, 10, 11]);
///
/// // At 10:00 Ada and Cho could help. Cho was there last time.
/// let chosen = |choice: Choice| crew.choose(&people, 600, &search, choice);
/// assert_eq!(chosen(Choice::LeastLoaded), Some(vec![1, 0]), "Ada has more time that day");
/// assert_eq!(chosen(Choice::Stable(&[2])), Some(vec![1, 2]));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crew {
    /// The places to fill.
    pub seats: Vec<Seat>,
    /// At least so many of the crew have the skill: `(skill, how many)`. One person can have several of them.
    pub with_skill: Vec<(u64, usize)>,
}

/// Who is sent, of those who could be: whoever is better by this, and of equals whoever has more free minutes that day, and
/// then the lower index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice<'c> {
    /// The most free minutes that day.
    LeastLoaded,
    /// The shortest way there: minutes for each of the people, by index. Who is missing is farthest.
    Nearest(&'c [Minute]),
    /// The least work that week: minutes for each of the people, by index. Who is missing has the most.
    Fairest(&'c [Minute]),
    /// Who has been there before: indexes, the best first.
    Stable(&'c [usize]),
}

impl Crew {
    /// The openings of `search` at which the crew can be put together, ascending. [`Search::crew`] doesn't matter;
    /// [`Opening::people`] is how many could come for the whole visit. With [`Align::Block`](crate::Align::Block) starts
    /// are counted from the blocks of those.
    ///
    /// Somebody must be needed for the whole visit, or there are none. Linear in the number of starts and of people; the
    /// ways of giving skills to seats are tried one by one, which is nothing for crews as they are.
    #[must_use]
    pub fn openings(&self, people: &[Person], search: &Search) -> Vec<Opening> {
        let crew = self.needed_for_all(search.length_minutes);
        let free: Vec<IntervalSet> = people.iter().map(|person| person.free.clone()).collect();
        let mut found = openings(&free, &Search { crew, ..*search });
        if self.with_skill.is_empty() && self.seats.iter().all(|seat| *seat == Seat::default()) {
            return found;
        }
        let in_order: Vec<usize> = (0..people.len()).collect();
        found.retain(|opening| self.seated(people, opening.start, search, &in_order).is_some());
        found
    }

    /// How many seats are taken for the whole of a visit.
    pub(crate) fn needed_for_all(&self, length: Minute) -> usize {
        self.seats.iter().filter(|seat| length <= seat.minutes(length)).count()
    }

    /// Whom to send to a visit that starts there: an index into `people` for each seat, in the order of the seats; `None`
    /// when the crew can't be put together.
    ///
    /// The crew's members are the best by `choice`: the best one who can be in a crew is in it, then the best one who can be
    /// beside that one, and so on.
    #[must_use]
    pub fn choose(&self, people: &[Person], start: Minute, search: &Search, choice: Choice) -> Option<Vec<usize>> {
        let day = crate::Day::of(start).interval();
        let given = |minutes: &[Minute], person: usize| minutes.get(person).copied().unwrap_or(Minute::MAX);
        let mut ranked: Vec<(Minute, Minute, usize)> = (0..people.len())
            .map(|person| {
                let first = match choice {
                    Choice::LeastLoaded => 0,
                    Choice::Nearest(minutes) | Choice::Fairest(minutes) => given(minutes, person),
                    Choice::Stable(before) => {
                        before.iter().position(|other| *other == person).map_or(Minute::MAX, |place| place as Minute)
                    }
                };
                (first, -people[person].free.clip(day).total_minutes(), person)
            })
            .collect();
        sort(&mut ranked);
        let in_order: Vec<usize> = ranked.into_iter().map(|(.., person)| person).collect();
        self.seated(people, start, search, &in_order)
    }

    /// The best crew, by the order in which people are given: who has which seat.
    fn seated(&self, people: &[Person], start: Minute, search: &Search, in_order: &[usize]) -> Option<Vec<usize>> {
        if self.seats.is_empty() || !(1..=MINUTES_PER_DAY).contains(&search.length_minutes) {
            return None;
        }
        let mut best: Option<(Vec<usize>, Vec<usize>)> = None;
        give_skills(people, &self.with_skill, 0, 0, &self.could_sit(people, start, search), &mut |could_sit| {
            let (members, seated) = fill(in_order, could_sit);
            if let Some(seated) = seated.into_iter().collect()
                && best.as_ref().is_none_or(|(best, _)| members < *best)
            {
                best = Some((members, seated));
            }
        });
        best.map(|(_, seated)| seated)
    }

    /// For each seat, whether each of the people could have it.
    pub(crate) fn could_sit(&self, people: &[Person], start: Minute, search: &Search) -> Vec<Vec<bool>> {
        let of_seat = |seat: &Seat| {
            let needed = search.skipped.visit(start, seat.minutes(search.length_minutes));
            let needed = needed.filter(|needed| needed.day().is_some());
            let fits = |(index, person): (usize, &Person)| {
                seat.is_for(index)
                    && seat.lacks(person.skills).next().is_none()
                    && needed.is_some_and(|needed| person.free.covers(needed))
            };
            people.iter().enumerate().map(fits).collect()
        };
        self.seats.iter().map(of_seat).collect()
    }
}

impl Seat {
    /// For how long it is needed.
    pub(crate) fn minutes(&self, length: Minute) -> Minute {
        self.first_minutes.map_or(length, |first| first.clamp(1, length.max(1)))
    }

    /// Whether it is nobody else's.
    pub(crate) fn is_for(&self, person: usize) -> bool {
        self.person.is_none_or(|fixed| fixed == person)
    }

    /// What somebody with these skills lacks for it.
    pub(crate) fn lacks(&self, skills: &[u64]) -> impl Iterator<Item = u64> {
        self.skills.iter().copied().filter(move |skill| !skills.contains(skill))
    }
}

/// How many seats can be filled at once, when those who have them have the skills.
pub(crate) fn most_seated(people: &[Person], with_skill: &[(u64, usize)], could_sit: &[Vec<bool>]) -> usize {
    let in_order: Vec<usize> = (0..people.len()).collect();
    let mut most = 0;
    give_skills(people, with_skill, 0, 0, could_sit, &mut |could_sit| {
        most = most.max(fill(&in_order, could_sit).0.len());
    });
    most
}

/// Gives the first of the skills, of which so many are `given` already, to seats from `seat` on, and then the others; in all
/// ways, and tells each: who could still have which seat.
fn give_skills(
    people: &[Person],
    with_skill: &[(u64, usize)],
    given: usize,
    seat: usize,
    could_sit: &[Vec<bool>],
    tell: &mut dyn FnMut(&[Vec<bool>]),
) {
    let Some(((skill, at_least), others)) = with_skill.split_first() else { return tell(could_sit) };
    if *at_least <= given {
        return give_skills(people, others, 0, 0, could_sit, tell);
    }
    for seat in seat..could_sit.len() {
        let mut narrower = could_sit.to_vec();
        for (could, person) in narrower[seat].iter_mut().zip(people) {
            *could &= person.skills.contains(skill);
        }
        if narrower[seat].contains(&true) {
            give_skills(people, with_skill, given + 1, seat + 1, &narrower, tell);
        }
    }
}

/// Fills the seats with different people, the first in order who can be there first: their places in the order, ascending, and
/// who has which seat. Who sits already moves to another seat where that makes room, but never leaves: so the first are in
/// the crew whenever there is one with them.
fn fill(in_order: &[usize], could_sit: &[Vec<bool>]) -> (Vec<usize>, Vec<Option<usize>>) {
    let mut seated: Vec<Option<usize>> = vec![None; could_sit.len()];
    let mut members = Vec::new();
    for (place, person) in in_order.iter().enumerate() {
        if members.len() == could_sit.len() {
            break;
        }
        if make_room(*person, could_sit, &mut seated, &mut vec![false; could_sit.len()]) {
            members.push(place);
        }
    }
    (members, seated)
}

fn make_room(person: usize, could_sit: &[Vec<bool>], seated: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for seat in 0..could_sit.len() {
        if !could_sit[seat][person] || std::mem::replace(&mut tried[seat], true) {
            continue;
        }
        let is_free = seated[seat].is_none_or(|other| make_room(other, could_sit, seated, tried));
        if is_free {
            seated[seat] = Some(person);
            return true;
        }
    }
    false
}
