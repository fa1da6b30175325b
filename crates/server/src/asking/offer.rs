//! When a visit can start, and who would come: from free time as our addresses answer it, as booking pages find it.

use serde_json::{Value, json};
use slotwright_domain::Arrival;
use slotwright_matching::{
    Day, Feasibility, Interval, IntervalSet, Minute, Opening, Search, Wishes, arrival_windows, choose_crew, openings,
};
use slotwright_wire::convert::free_by_user;
use slotwright_wire::slotwright::AnySpaceFound;
use slotwright_wire::time::{print_date, print_datetime};

/// What is offered.
pub struct Offer {
    people: Vec<u64>,
    free: Vec<IntervalSet>,
    search: Search,
    arrival: Arrival,
}

impl Offer {
    /// What this search finds in free time.
    pub fn of(found: &AnySpaceFound, search: Search, arrival: Arrival) -> Self {
        let (people, free) = free_by_user(&found.data)
            .into_iter()
            // A visit goes on beyond what the clocks skip.
            .map(|(user_id, free)| (user_id, free.joined_over(search.skipped)))
            .unzip();
        Self { people, free, search, arrival }
    }

    /// The openings, ascending: starts, or the first of each window that is promised.
    pub fn openings(&self) -> Vec<Opening> {
        match self.arrival.windows() {
            None => openings(&self.free, &self.search),
            Some(windows) => {
                arrival_windows(&self.free, &self.search, &windows).into_iter().map(|found| found.first).collect()
            }
        }
    }

    /// Whether a wish can be met: with an arrival that is promised, its window must lie in the wish, and the visit with it.
    pub fn met(&self, wish: Interval, wishes: &Wishes) -> Feasibility {
        wishes.met(wish, self.arrival.windows().as_ref(), &self.free, &self.search)
    }

    /// The wishes that can be met and are nearest to one that can't.
    pub fn instead(&self, wish: Interval, wishes: &Wishes) -> Vec<Interval> {
        wishes.instead(wish, self.arrival.windows().as_ref(), &self.free, &self.search)
    }

    /// Who would come to a visit that starts then; `None` where too few are free.
    pub fn crew(&self, start: Minute) -> Option<Vec<u64>> {
        let crew = choose_crew(&self.free, self.search.visit(start)?, self.search.crew)?;
        Some(crew.into_iter().map(|person| self.people[person]).collect())
    }

    /// The first openings from the first day on, as data; and whether there are more.
    pub fn written(&self, limit: usize, present: Option<Minute>) -> (Vec<Value>, bool) {
        let mut found = self.openings();
        // In the window that is promised already, another start would be the same promise.
        let promise = |start: Minute| self.arrival.window(start).map_or(start, |window| window.start());
        found.retain(|opening| present.map(promise) != Some(promise(opening.start)));
        let are_more = limit < found.len();
        (found.iter().take(limit).map(|opening| self.write(opening)).collect(), are_more)
    }

    fn write(&self, opening: &Opening) -> Value {
        let window = self.arrival.window(opening.start);
        json!({
            "start": print_datetime(opening.start),
            "arrival_from": print_datetime(window.map_or(opening.start, |window| window.start())),
            "arrival_until": print_datetime(window.map_or(opening.start, |window| window.end())),
            "technicians_free": opening.people,
        })
    }
}

/// A stretch of days, for sentences and for questions.
pub fn days(first: Day, last: Day) -> (String, String) {
    (print_date(first), print_date(last))
}
