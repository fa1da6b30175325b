//! "Why not 10:00?" for a crew with seats: who lacks what, and which seat stays empty.

use crate::seats::most_seated;
use crate::why_not::{OnGrid, PersonThen, is_first, of_the_start, visit};
use crate::{Around, Crew, Day, Interval, IntervalSet, Minute, Person, Question, Reason, Roster, Search, Seat, WhyNot};

/// Somebody who may be sent, by their number in the roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'c> {
    /// Who.
    pub user_id: u64,
    /// What they can do, by number.
    pub skills: &'c [u64],
}

impl Crew {
    /// All causes for which this crew can't start there, and for which each of the candidates can have none of its seats.
    ///
    /// A start is without cause exactly when [`Crew::openings`] has it, for people with the candidates' skills and
    /// [`Roster::free_around`]. A candidate is when they could have a seat; who could have several is judged by the one that
    /// takes the least time.
    ///
    /// ```
    /// use slotwright_matching::*;
    /// let day = Day(19_856);
    /// let at = |hour: Minute| day.start() + hour * 60;
    /// let fibre = 3;
    /// let roster = Roster {
    ///     schedules: vec![Schedule {
    ///         user_ids: vec![1, 2],
    ///         job_type_ids: vec![7],
    ///         available: true,
    ///         repetition: Repetition { start: day, weeks: 1, repetitions: 0, infinite: true },
    ///         shifts: vec![Shift { weekday: day.weekday(), start: 480, end: 1020 }],
    ///         areas: None,
    ///     }],
    ///     occupied: vec![Occupied { job_id: 5, user_id: 1, interval: Interval::new(at(10), at(12)).unwrap() }],
    ///     ..Roster::default()
    /// };
    /// let question = Question { job_type_id: 7, place: None, first: day, last: day, except_job_id: None };
    /// let search = Search {
    ///     length_minutes: 60, crew: 1, step_minutes: 30, align: Align::Clock, earliest: at(0), latest: at(24),
    ///     skipped: Skipped::NONE,
    /// };
    /// // One person with fibre. Only Ada has it, and she has a job at ten.
    /// let crew = Crew { seats: vec![Seat { skills: vec![fibre], ..Seat::default() }], with_skill: vec![] };
    /// let both = [Candidate { user_id: 1, skills: &[fibre] }, Candidate { user_id: 2, skills: &[] }];
    /// let why_not = |start| crew.why_not(&roster, &both, start, &question, &search, &Around::default());
    /// assert_eq!(why_not(at(10)).start, [Reason::Seat { seat: 0 }, Reason::Crew { able: 0, needed: 1 }]);
    /// assert_eq!(why_not(at(10)).people[0][0].code(), "job");
    /// assert_eq!(why_not(at(10)).people[1], [Reason::Skill { skill: fibre }]);
    /// assert!(why_not(at(9)).is_opening());
    /// ```
    #[must_use]
    pub fn why_not(
        &self,
        roster: &Roster,
        candidates: &[Candidate],
        start: Minute,
        q: &Question,
        search: &Search,
        around: &Around,
    ) -> WhyNot {
        let mut why_not = WhyNot { start: of_the_start(start, q, search), people: vec![Vec::new(); candidates.len()] };
        let day = Day::of(start);
        let Some(visit) = visit(start, day, search) else { return why_not };

        let user_ids: Vec<u64> = candidates.iter().map(|candidate| candidate.user_id).collect();
        let then: Vec<PersonThen> = roster.people_at(visit, &user_ids, q, around);
        // All seats are taken at the start, so no other free time is asked for.
        let free: Vec<IntervalSet> = then.iter().map(|person| person.free().into_iter().collect()).collect();
        let people: Vec<Person> =
            candidates.iter().zip(&free).map(|(candidate, free)| Person { free, skills: candidate.skills }).collect();

        let mut on_grid = OnGrid::new(start, day, search);
        let for_all_of_it = then.iter().filter_map(|person| person.free().filter(|free| free.covers(visit)));
        for_all_of_it.for_each(|block| on_grid.count_from(search.skipped.block_start(block.start, start)));
        let of_day = || roster.free_each_around(&user_ids, &Question { first: day, last: day, ..*q }, around);
        let is_first =
            is_first(start, &Search { crew: self.needed_for_all(search.length_minutes), ..*search }, &of_day);
        why_not.start.extend(on_grid.reason(day).filter(|_| !is_first));
        self.why_not_together(&people, start, search, &mut why_not.start);

        for (index, reasons) in why_not.people.iter_mut().enumerate() {
            let minutes = self.why_no_seat(index, people[index].skills, search.length_minutes, reasons);
            if let Some(needed) = Interval::new(start, search.skipped.end_of(start, minutes)) {
                then[index].explain(needed, reasons);
            }
        }
        why_not
    }

    /// Why the crew can't be put together of these people.
    fn why_not_together(&self, people: &[Person], start: Minute, search: &Search, reasons: &mut Vec<Reason>) {
        let length = search.length_minutes;
        let could_sit = self.could_sit(people, start, search);
        let anybody = |person: usize| could_sit.iter().any(|could| could[person]);
        let seats = (0..).zip(&could_sit).filter(|(_, could)| !could.contains(&true));
        reasons.extend(seats.map(|(seat, _)| Reason::Seat { seat }));

        let before = reasons.len();
        for (skill, needed) in self.with_skill.iter().copied() {
            let has = |person: &usize| people[*person].skills.contains(&skill) && anybody(*person);
            let able = (0..people.len()).filter(has).count();
            reasons.extend((able < needed).then_some(Reason::CrewSkill { skill, able, needed }));
        }
        let lacks_a_skill = before < reasons.len();

        let is_needed_for_all = |seat: &Seat| length <= seat.minutes(length);
        let needed = if self.seats.iter().any(is_needed_for_all) { self.seats.len() } else { 0 };
        let anyhow = most_seated(people, &[], &could_sit);
        // Where all seats could be filled and each skill is there, it is both together that can't be had.
        let able =
            if anyhow < needed || lacks_a_skill { anyhow } else { most_seated(people, &self.with_skill, &could_sit) };
        reasons.extend((able < needed || needed == 0).then_some(Reason::Crew { able, needed }));
    }

    /// What this person lacks for any seat, and how long they are needed at least.
    fn why_no_seat(&self, person: usize, skills: &[u64], length: Minute, reasons: &mut Vec<Reason>) -> Minute {
        let shortest = |seats: &[&Seat]| seats.iter().map(|seat| seat.minutes(length)).min().unwrap_or(length);
        let open: Vec<&Seat> = self.seats.iter().filter(|seat| seat.is_for(person)).collect();
        let fitting: Vec<&Seat> = open.iter().copied().filter(|seat| seat.lacks(skills).next().is_none()).collect();
        if !fitting.is_empty() {
            return shortest(&fitting);
        }
        if open.is_empty() {
            reasons.push(Reason::NotInCrew);
        }
        for skill in open.iter().flat_map(|seat| seat.lacks(skills)) {
            let lacks = Reason::Skill { skill };
            if !reasons.contains(&lacks) {
                reasons.push(lacks);
            }
        }
        shortest(&open)
    }
}
