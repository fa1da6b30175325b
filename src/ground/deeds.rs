//! What a dispatcher has moved, so that it can be undone and done again.

use std::sync::Arc;

use slotwright_matching::Minute;
use slotwright_wire::slotwright::{self as wire, BoardJob};
use slotwright_wire::time::{parse_minute, print_datetime};

/// So many deeds can be undone.
pub const AT_MOST: usize = 20;

/// When a job is done, by whom, and how long it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placing {
    /// When it starts.
    pub start: Minute,
    /// How long it takes.
    pub minutes: Minute,
    /// Who comes.
    pub crew: Vec<u64>,
}

/// That a job was moved. `None` is in the queue.
#[derive(Clone)]
pub struct Moved {
    /// The job, as it was before.
    pub job: Arc<BoardJob>,
    /// From there.
    pub from: Option<Placing>,
    /// To there.
    pub to: Option<Placing>,
}

/// What was done at once: one job was moved, or several.
pub type Deed = Vec<Moved>;

/// What was done, and what was undone of it: the last is at the end.
#[derive(Clone, Default)]
pub struct Deeds {
    done: Vec<Deed>,
    undone: Vec<Deed>,
    /// What is to be done, undone or done again once what is under way has its answer; what is to be undone is looked up then.
    due: Vec<(Way, Deed)>,
}

/// How something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// For the first time.
    Do,
    /// It is undone.
    Undo,
    /// It is done again.
    Redo,
}

impl Placing {
    /// Of a job, unless it waits in the queue.
    #[must_use]
    pub fn of(job: &BoardJob) -> Option<Self> {
        let start = parse_minute(job.job.scheduled_datetime.as_deref()?.get(..16)?)?;
        Some(Self { start, minutes: job.job.length_in_minutes as Minute, crew: job.job.user_ids.clone() })
    }

    fn written(&self) -> wire::Placing {
        wire::Placing {
            scheduled_datetime: print_datetime(self.start),
            length_in_minutes: self.minutes.unsigned_abs(),
            user_ids: self.crew.clone(),
        }
    }
}

/// What is sent to do it.
#[must_use]
pub fn written(deed: &Deed, override_reason: Option<String>) -> wire::Moves {
    let one = |moved: &Moved| wire::Move {
        job_id: moved.job.job.id,
        from: moved.from.as_ref().map(Placing::written),
        to: moved.to.as_ref().map(Placing::written),
    };
    wire::Moves { moves: deed.iter().map(one).collect(), override_reason }
}

/// What takes it back.
#[must_use]
pub fn reversed(deed: &Deed) -> Deed {
    deed.iter().map(|moved| Moved { from: moved.to.clone(), to: moved.from.clone(), ..moved.clone() }).collect()
}

impl Deeds {
    /// What is to be done next that way; `None` where there is nothing.
    #[must_use]
    pub fn next(&self, way: Way) -> Option<Deed> {
        match way {
            Way::Do => None,
            Way::Undo => self.done.last().map(reversed),
            Way::Redo => self.undone.last().cloned(),
        }
    }

    /// Keeps that it was done. What is done anew ends what could be done again.
    pub fn keep(&mut self, way: Way, deed: Deed) {
        // What was put off begins where its jobs are by now.
        for moved in self.due.iter_mut().flat_map(|(_, due)| due) {
            if let Some(known) = deed.iter().find(|known| known.job.job.id == moved.job.job.id) {
                moved.from.clone_from(&known.to);
            }
        }
        match way {
            Way::Do => {
                self.undone.clear();
                self.done.push(deed);
            }
            Way::Undo => self.undone.extend(self.done.pop()),
            Way::Redo => self.done.extend(self.undone.pop()),
        }
        if AT_MOST < self.done.len() {
            self.done.remove(0);
        }
    }

    /// Notes that something is to be done once what is under way has its answer; of what is to be undone or done again that alone.
    pub fn put_off(&mut self, way: Way, deed: Deed) {
        if self.due.len() < AT_MOST {
            self.due.push((way, deed));
        }
    }

    /// What was put off longest, which is due now that an answer is there. What there is nothing for is passed over, and what is where
    /// it was to go: it was pressed twice.
    pub fn due(&mut self) -> Option<(Way, Deed)> {
        while !self.due.is_empty() {
            let (way, deed) = self.due.remove(0);
            let deed = if way == Way::Do { deed } else { self.next(way).unwrap_or_default() };
            if deed.iter().any(|moved| moved.from != moved.to) {
                return Some((way, deed));
            }
        }
        None
    }

    /// Forgets what was to be undone or done again of something that was not done. What was done on its own after it stays due.
    pub fn put_off_no_more(&mut self) {
        let own = self.due.iter().position(|(way, _)| *way == Way::Do).unwrap_or(self.due.len());
        self.due.drain(..own);
    }

    /// Forgets what could not be undone or done again: its jobs are others by now.
    pub fn forget(&mut self, way: Way) {
        match way {
            Way::Do => {}
            Way::Undo => drop(self.done.pop()),
            Way::Redo => drop(self.undone.pop()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::timeline::tests::listed;

    fn deed(id: u64, from: Option<Minute>, to: Option<Minute>) -> Deed {
        let placing = |start| Placing { start, minutes: 60, crew: vec![1] };
        vec![Moved { job: Arc::new(listed(id, &[1])), from: from.map(placing), to: to.map(placing) }]
    }

    fn starts(deed: Option<Deed>) -> Option<(Option<Minute>, Option<Minute>)> {
        let deed = deed?;
        let start = |placing: &Option<Placing>| placing.as_ref().map(|placing| placing.start);
        Some((start(&deed[0].from), start(&deed[0].to)))
    }

    #[test]
    fn what_was_done_is_undone_backwards_and_done_again_forwards() {
        let mut deeds = Deeds::default();
        deeds.keep(Way::Do, deed(1, None, Some(0)));
        deeds.keep(Way::Do, deed(1, Some(0), Some(60)));
        assert_eq!(starts(deeds.next(Way::Undo)), Some((Some(60), Some(0))));
        deeds.keep(Way::Undo, Deed::new());
        assert_eq!(starts(deeds.next(Way::Undo)), Some((Some(0), None)));
        assert_eq!(starts(deeds.next(Way::Redo)), Some((Some(0), Some(60))));
        deeds.keep(Way::Redo, Deed::new());
        assert_eq!(starts(deeds.next(Way::Redo)), None);
        deeds.keep(Way::Undo, Deed::new());
        deeds.keep(Way::Do, deed(2, None, Some(600)));
        assert_eq!(starts(deeds.next(Way::Redo)), None, "what was done anew comes in its place");
        deeds.forget(Way::Undo);
        assert_eq!(starts(deeds.next(Way::Undo)), Some((Some(0), None)));
    }

    #[test]
    fn what_is_to_be_undone_before_the_answer_is_there_is_undone_then_and_not_where_nothing_was_done() {
        let mut deeds = Deeds::default();
        deeds.put_off(Way::Undo, Deed::new());
        deeds.put_off(Way::Redo, Deed::new());
        deeds.keep(Way::Do, deed(1, None, Some(0)));
        let (way, undone) = deeds.due().unwrap();
        assert_eq!((way, starts(Some(undone))), (Way::Undo, Some((Some(0), None))));
        deeds.keep(Way::Undo, Deed::new());
        assert!(matches!(deeds.due(), Some((Way::Redo, _))));
        deeds.keep(Way::Redo, Deed::new());
        assert!(deeds.due().is_none());
        deeds.put_off(Way::Redo, Deed::new());
        deeds.put_off(Way::Undo, Deed::new());
        assert!(matches!(deeds.due(), Some((Way::Undo, _))), "there is nothing to be done again");
        deeds.put_off(Way::Undo, Deed::new());
        deeds.put_off_no_more();
        assert!(deeds.due().is_none(), "what it was meant for was refused");
    }

    #[test]
    fn what_is_done_before_the_answer_is_there_is_done_then_from_where_its_jobs_are_also_where_that_was_refused() {
        let mut deeds = Deeds::default();
        let put_off = |deeds: &mut Deeds, id, from, to| deeds.put_off(Way::Do, deed(id, Some(from), Some(to)));
        put_off(&mut deeds, 1, 0, 60);
        put_off(&mut deeds, 1, 0, 120);
        put_off(&mut deeds, 2, 0, 15);
        deeds.keep(Way::Do, deed(1, Some(0), Some(60)));
        let (_, again) = deeds.due().unwrap();
        assert_eq!(starts(Some(again.clone())), Some((Some(60), Some(120))), "what was pressed twice is done once");
        deeds.keep(Way::Do, again);
        deeds.put_off_no_more();
        assert!(matches!(deeds.due(), Some((Way::Do, other)) if other[0].job.job.id == 2));
    }

    #[test]
    fn no_more_than_the_last_twenty_are_kept() {
        let mut deeds = Deeds::default();
        for start in 0..25 {
            deeds.keep(Way::Do, deed(1, None, Some(start)));
        }
        for _ in 0..AT_MOST {
            assert!(deeds.next(Way::Undo).is_some());
            deeds.keep(Way::Undo, Deed::new());
        }
        assert!(deeds.next(Way::Undo).is_none());
    }

    #[test]
    fn what_is_sent_says_where_the_job_was() {
        let sent = written(&deed(7, Some(480), None), None);
        assert_eq!(sent.moves[0].job_id, 7);
        assert_eq!(sent.moves[0].from.as_ref().map(|from| &*from.scheduled_datetime), Some("1970-01-01 08:00:00"));
        assert_eq!(sent.moves[0].to, None);
    }
}
