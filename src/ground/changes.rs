//! What a dispatcher has changed of a job otherwise than by moving it, so that it can be undone and done again.

use std::sync::Arc;

use slotwright_wire::slotwright::BoardJob;

use crate::ground::live::Touched;
use crate::ground::verb::Verb;

/// A request that changes something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// How.
    pub verb: Verb,
    /// Of what.
    pub path: String,
    /// With which record, as JSON; empty for none.
    pub body: String,
}

/// What is not written over where others have changed it since.
#[derive(Clone, Copy, Debug)]
pub enum Held {
    /// Nothing: what is sent says the same whatever others do.
    Nothing,
    /// What is touched of the job.
    Job(Touched),
    /// The wish that the path leads to.
    Wish,
}

/// Something that was changed of a job, and what takes it back.
#[derive(Clone, Debug)]
pub struct Change {
    /// The job, as it was left.
    pub job: Arc<BoardJob>,
    /// What was done, in words.
    pub said: String,
    /// What does it.
    pub request: Request,
    /// What takes it back. What takes away what the other makes gets its path once that has its number.
    pub back: Request,
    /// What others may have changed since.
    pub held: Held,
}

impl Request {
    /// Takes away what is at a path.
    #[must_use]
    pub fn delete(path: String) -> Self {
        Self { verb: Verb::Delete, path, body: String::new() }
    }
}

impl Change {
    /// What takes it back, as a change.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { request: self.back, back: self.request, ..self }
    }

    /// Whether it makes something, whose number its answer says: the way back takes that away.
    #[must_use]
    pub fn is_making(&self) -> bool {
        self.request.verb == Verb::Post && self.back.verb == Verb::Delete
    }

    /// Whether others have changed the same since the job was left so. What is made is not there yet.
    #[must_use]
    pub fn collides(&self, now: &BoardJob) -> bool {
        match self.held {
            Held::Nothing => false,
            Held::Job(touched) => touched.collides(&self.job, now),
            Held::Wish => {
                let [left, now] = [&*self.job, now].map(|job| {
                    let wish = job.wishes.iter().find(|wish| Some(wish.id) == number_of(&self.request.path))?;
                    Some((&wish.date, &wish.start_time, &wish.end_time))
                });
                left != now
            }
        }
    }

    /// What it is about has another path by now: it was taken away, and came back.
    pub fn follow(&mut self, old: &str, new: &str) {
        for request in [&mut self.request, &mut self.back] {
            if request.path == old {
                new.clone_into(&mut request.path);
            }
        }
        // Tasks have numbers of their own.
        let is_of_mine =
            [&self.request, &self.back].iter().any(|request| collection_of(&request.path) == collection_of(old));
        if let (Held::Wish, true, Some((old, new))) = (self.held, is_of_mine, number_of(old).zip(number_of(new)))
            && let Some(place) = self.job.wishes.iter().position(|wish| wish.id == old)
        {
            Arc::make_mut(&mut self.job).wishes[place].id = new;
        }
    }
}

fn collection_of(path: &str) -> &str {
    path.trim_end_matches(|c: char| c.is_ascii_digit())
}

fn number_of(path: &str) -> Option<u64> {
    path.rsplit('/').next()?.parse().ok()
}

#[cfg(test)]
pub(crate) mod tests {
    use slotwright_wire::sonar::DesiredDateTime;

    use super::*;
    use crate::ground::timeline::tests::listed;

    /// A task that is added to a job.
    pub(crate) fn task(job_id: u64) -> Change {
        let request = Request { verb: Verb::Post, path: format!("/jobs/{job_id}/tasks"), body: "{}".to_owned() };
        let job = Arc::new(listed(job_id, &[1]));
        Change { job, said: String::new(), request, back: Request::delete(String::new()), held: Held::Nothing }
    }

    pub(crate) fn wish(id: u64, start: &str) -> DesiredDateTime {
        let record = serde_json::json!({
            "id": id, "job_id": 9, "date": "2026-03-05", "start_time": start, "end_time": "12:00:00",
        });
        serde_json::from_value(record).unwrap()
    }

    #[test]
    fn a_wish_that_others_have_changed_or_taken_away_since_is_not_written_over_also_once_it_has_come_back() {
        let with = |wishes| BoardJob { wishes, ..listed(9, &[1]) };
        let patch = Request { verb: Verb::Patch, path: "/jobs/9/wishes/5".to_owned(), body: String::new() };
        let job = Arc::new(with(vec![wish(5, "09:00:00")]));
        let mut change = Change { job, request: patch, held: Held::Wish, ..task(9) };
        assert!(!change.collides(&with(vec![wish(5, "09:00:00"), wish(6, "10:00:00")])));
        assert!(change.collides(&with(vec![wish(5, "10:00:00")])));
        assert!(change.collides(&with(vec![wish(6, "09:00:00")])));
        change.follow("/jobs/9/wishes/4", "/jobs/9/wishes/6");
        assert!(!change.collides(&with(vec![wish(5, "09:00:00")])), "that was another one");
        change.follow("/jobs/9/wishes/5", "/jobs/9/wishes/6");
        assert!(!change.collides(&with(vec![wish(6, "09:00:00")])));
        assert!(change.collides(&with(vec![wish(6, "10:00:00")])));
        assert!(!Change { held: Held::Wish, ..task(9) }.collides(&with(vec![wish(6, "10:00:00")])), "it is new");
    }
}
