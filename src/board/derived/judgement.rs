//! Whether what is in hand could be put down, in words.

use leptos::prelude::*;
use slotwright_wire::slotwright::ClosedKind;
use slotwright_words::{fill, text};

use super::Derived;
use crate::board::state::Planned;
use crate::ground::deeds::{Deed, Placing};
use crate::ground::moving::{Carried, Obstacle, in_the_way};

impl Derived {
    /// What is in the way of a deed, as far as the page can tell; `None` where nothing is.
    pub fn obstacle(&self, deed: &Deed) -> Option<Obstacle> {
        let Planned::Loaded(timeline) = self.state.planned.get() else { return Some(Obstacle::Unseen) };
        let moving: Vec<u64> = deed.iter().map(|moved| moved.job.job.id).collect();
        let places = deed.iter().filter_map(|moved| moved.to.as_ref());
        let found: Vec<Obstacle> = places.filter_map(|to| in_the_way(&timeline, to, &moving)).collect();
        // What is seen counts for more than what isn't.
        found.iter().find(|obstacle| **obstacle != Obstacle::Unseen).or(found.first()).cloned()
    }

    /// What is seen to be in the way of one job that would go there.
    pub fn obstacle_of(&self, job_id: u64, to: &Placing) -> Option<Obstacle> {
        let Planned::Loaded(timeline) = self.state.planned.get() else { return None };
        in_the_way(&timeline, to, &[job_id]).filter(|obstacle| *obstacle != Obstacle::Unseen)
    }

    /// `Ada Novak has Lena Ortiz then`.
    pub fn said_of(&self, obstacle: &Obstacle) -> String {
        match obstacle {
            Obstacle::Visit { user_id, job_id } => {
                let whose = self.visitor(*job_id);
                fill(&self.words.say(text::MOVE_VISIT), &[("who", &self.name_of(*user_id)), ("whose", &whose)])
            }
            Obstacle::Hours { user_id } => fill(&self.words.say(text::MOVE_HOURS), &[("who", &self.name_of(*user_id))]),
            Obstacle::Closed { user_id, kind, name, time } => {
                let kind = match kind {
                    ClosedKind::Break => text::BOARD_BREAK,
                    ClosedKind::TimeOff => text::BOARD_TIME_OFF,
                    ClosedKind::Held => text::BOARD_HELD,
                };
                let name = if name.is_empty() { self.words.say(kind) } else { name.clone() };
                let (from, to) = (self.time(time.start()), self.time_of_end(time.end()));
                let named = [("who", &*self.name_of(*user_id)), ("name", &name), ("from", &from), ("to", &to)];
                fill(&self.words.say(text::MOVE_CLOSED), &named)
            }
            Obstacle::Unseen => self.words.say(text::MOVE_UNSEEN),
        }
    }

    /// Where what is in hand would be, and whether it could: to be announced.
    pub fn judgement(&self, carried: &Carried) -> String {
        let deed = carried.deed();
        let crew = deed.first().and_then(|moved| moved.to.as_ref()).map(|to| to.crew.clone()).unwrap_or_default();
        let when = self.until(carried.start, carried.minutes);
        let place = fill(&self.words.say(text::BOARD_SUGGESTED), &[("when", &when), ("who", &self.names_of(&crew))]);
        let judged = match self.obstacle(&deed) {
            Some(obstacle) => self.said_of(&obstacle),
            None => self.words.say(text::MOVE_FREE),
        };
        [place, judged].join(": ")
    }

    /// For whom a visit is that is shown.
    fn visitor(&self, job_id: u64) -> String {
        let Planned::Loaded(timeline) = self.state.planned.get() else { return String::new() };
        let visit = timeline.visits.iter().find(|visit| visit.listed.job.id == job_id);
        visit.map(|visit| self.whose(&visit.listed)).unwrap_or_default()
    }
}
