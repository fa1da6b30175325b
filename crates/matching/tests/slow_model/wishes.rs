//! The model's wishes: each start in the window is looked at, and for what would have to give each start there is.

use slotwright_matching::*;

use crate::worlds::World;

impl World {
    pub fn feasibility(&self, maps: &[Vec<bool>]) -> Vec<Feasibility> {
        let openings = self.openings(maps);
        let of_wish = |wish: &Wish| {
            let mut found =
                Feasibility { earliest: None, best: None, is_rather_not: false, openings: 0, most_people: 0 };
            for opening in openings.iter().filter(|opening| self.is_in(wish.window, opening.start)) {
                found.openings += 1;
                found.most_people = found.most_people.max(opening.people);
                found.earliest = found.earliest.or(Some(*opening));
                let is_rather_not = self.is_rather_not(opening.start);
                if found.best.is_none() || (found.is_rather_not && !is_rather_not) {
                    (found.best, found.is_rather_not) = (Some(*opening), is_rather_not);
                }
            }
            found
        };
        self.wishes.wishes.iter().map(of_wish).collect()
    }

    pub fn best_wish(&self, maps: &[Vec<bool>]) -> Option<(usize, Opening)> {
        let mut best: Option<(usize, Opening)> = None;
        let key = |(index, opening): &(usize, Opening)| {
            (self.is_rather_not(opening.start), self.wishes.wishes[*index].rank, opening.start)
        };
        for (index, found) in self.feasibility(maps).into_iter().enumerate() {
            if let Some(met) = found.best.map(|opening| (index, opening))
                && best.as_ref().is_none_or(|best| key(&met) < key(best))
            {
                best = Some(met);
            }
        }
        best
    }

    pub fn concessions(&self, window: Interval, maps: &[Vec<bool>]) -> Vec<Concession> {
        let openings = self.openings(maps);
        if openings.iter().any(|opening| self.is_in(window, opening.start)) {
            return vec![];
        }
        let with = |search: Search| {
            let other = World { search, ..self.clone() };
            let found = other.openings(maps);
            let in_window = found.into_iter().filter(|opening| other.is_in(window, opening.start));
            in_window.min_by_key(|opening| (other.is_rather_not(opening.start), opening.start))
        };
        let mut found = Vec::new();
        let longest = self.longest(window, maps);
        if let Some(opening) = with(Search { length_minutes: longest, ..self.search }) {
            found.push(Concession::Shorter { minutes: longest, opening });
        }

        let is_of_the_days =
            |start: Minute| window.start() / 1440 <= start / 1440 && start / 1440 <= (window.end() - 1) / 1440;
        // Opens the window a minute more on each side, as far as an opening needs it.
        let more = |start: Minute| {
            let end = self.end(start, self.search.length_minutes);
            (start..window.start()).count() + (window.end()..end).count()
        };
        let near = openings.iter().filter(|opening| is_of_the_days(opening.start));
        let near = near.min_by_key(|opening| (more(opening.start), self.is_rather_not(opening.start), opening.start));
        if let Some(opening) = near {
            found.push(Concession::OtherTime { minutes: more(opening.start) as Minute, opening: *opening });
        }

        for away in 1..8 {
            let on = |days: i32| Interval::new(window.start() + days * 1440, window.end() + days * 1440).unwrap();
            let of_days = |days: i32| {
                let within = openings.iter().filter(move |opening| self.is_in(on(days), opening.start));
                within.map(move |opening| (self.is_rather_not(opening.start), opening.start, days, *opening))
            };
            let best =
                of_days(-away).chain(of_days(away)).min_by_key(|(is_rather_not, start, ..)| (*is_rather_not, *start));
            if let Some((_, _, days, opening)) = best {
                found.push(Concession::OtherDay { days, opening });
                break;
            }
        }

        for crew in (1..self.search.crew).rev() {
            if let Some(opening) = with(Search { crew, ..self.search }) {
                found.push(Concession::SmallerCrew { crew, opening });
                break;
            }
        }
        found
    }

    /// How long a visit in the window can be at most: from each start as long as enough people stay, one of them from the
    /// grid; 0 when none can.
    fn longest(&self, window: Interval, maps: &[Vec<bool>]) -> Minute {
        let Search { length_minutes, crew, step_minutes, align, earliest, latest, .. } = self.search;
        if align == Align::ClockOrFirst {
            let is_met = |length_minutes: &Minute| {
                let other = World { search: Search { length_minutes: *length_minutes, ..self.search }, ..self.clone() };
                let (first, last) = (window.start().max(earliest), window.end().min(latest));
                let is_over = |start: &Minute| self.end(*start, *length_minutes) <= last;
                let mut starts = (first..last).take_while(is_over);
                starts.any(|start| other.could(maps, start) && other.is_clock_or_first(maps, start))
            };
            return (1..length_minutes).rev().find(is_met).unwrap_or(0);
        }
        let first = self.question.first.0 * 1440;
        // For each minute, how long each of the people has been free before it today, and how long they stay.
        let around = |map: &Vec<bool>| {
            let (mut before, mut stays) = (vec![0; map.len()], vec![0; map.len()]);
            for minute in 0..map.len() {
                if minute % 1440 != 0 && map[minute - 1] {
                    before[minute] = before[minute - 1] + 1;
                }
            }
            for minute in (0..map.len()).rev().filter(|minute| map[*minute]) {
                let next = (self.beyond(first + minute as Minute + 1) - first) as usize;
                stays[minute] = if minute % 1440 == 1439 { 1 } else { stays[next] + 1 };
            }
            (before, stays)
        };
        let around: Vec<(Vec<Minute>, Vec<Minute>)> = maps.iter().map(around).collect();
        let mut longest = 0;
        for start in window.start().max(earliest).max(first)..window.end().min(latest) {
            let Some(minute) = Some((start - first) as usize).filter(|minute| *minute < maps[0].len()) else { break };
            let is_on_grid = |before: Minute| match align {
                Align::Clock | Align::ClockOrFirst => start % 1440 % step_minutes == 0,
                Align::Block => before % step_minutes == 0,
            };
            let mut all: Vec<Minute> = around.iter().map(|(_, stays)| stays[minute]).collect();
            all.sort_unstable();
            let enough = all.len().checked_sub(crew).map_or(0, |at| all[at]);
            let on_grid = around.iter().filter(|(before, _)| is_on_grid(before[minute]));
            let from_the_grid = on_grid.map(|(_, stays)| stays[minute]).max().unwrap_or(0);
            let until = (start..window.end().min(latest)).filter(|now| !self.is_skipped(*now)).count() as Minute;
            longest = longest.max(enough.min(from_the_grid).min(until).min(length_minutes - 1));
        }
        longest
    }

    fn is_in(&self, window: Interval, start: Minute) -> bool {
        window.start() <= start && self.end(start, self.search.length_minutes) <= window.end()
    }

    fn is_rather_not(&self, start: Minute) -> bool {
        let mut visit = start..self.end(start, self.search.length_minutes);
        visit.any(|now| self.wishes.rather_not.iter().any(|not| not.start() <= now && now < not.end()))
    }
}
