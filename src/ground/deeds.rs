//! What a dispatcher has done, so that it can be undone and done again: jobs were moved, or something was changed of one.

use std::sync::Arc;

use slotwright_matching::Minute;
use slotwright_wire::slotwright::{self as wire, BoardJob};
use slotwright_wire::time::{parse_minute, print_datetime};

use crate::ground::changes::Change;

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

/// What was moved at once: one job, or several.
pub type Deed = Vec<Moved>;

/// What was done at once.
#[derive(Clone)]
pub enum Entry {
    /// Jobs were moved.
    Moves(Deed),
    /// Something else was changed of a job.
    Change(Box<Change>),
}

/// What was done, and what was undone of it: the last is at the end.
#[derive(Clone, Default)]
pub struct Deeds {
    done: Vec<Entry>,
    undone: Vec<Entry>,
    /// Counts what was kept.
    turns: u32,
    /// What is to be done, undone or done again once what is under way has its answer; what is to be undone is looked up then.
    due: Vec<(Way, Deed)>,
    /// What is being moved.
    moving: Deed,
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

impl Entry {
    /// What takes it back.
    fn reversed(self) -> Self {
        match self {
            Self::Moves(deed) => Self::Moves(reversed(&deed)),
            Self::Change(change) => Self::Change(Box::new(change.reversed())),
        }
    }
}

impl Deeds {
    /// Whether there is something to be done that way.
    #[must_use]
    pub fn has(&self, way: Way) -> bool {
        match way {
            Way::Do => false,
            Way::Undo => !self.done.is_empty(),
            Way::Redo => !self.undone.is_empty(),
        }
    }

    /// How often something was kept.
    #[must_use]
    pub fn turns(&self) -> u32 {
        self.turns
    }

    /// Takes out what is to be done next that way: once it is done it is kept, and given back where it isn't; what nobody keeps or gives
    /// back is forgotten, since its jobs are others by now. `None` where there is nothing.
    pub fn take(&mut self, way: Way) -> Option<Entry> {
        match way {
            Way::Do => None,
            Way::Undo => self.done.pop().map(Entry::reversed),
            Way::Redo => self.undone.pop(),
        }
    }

    /// Keeps that it was done. What is done anew ends what could be done again.
    pub fn keep(&mut self, way: Way, entry: Entry) {
        self.turns += 1;
        if way == Way::Undo {
            return self.undone.push(entry.reversed());
        }
        if way == Way::Do {
            self.undone.clear();
        }
        self.done.push(entry);
        if AT_MOST < self.done.len() {
            self.done.remove(0);
        }
    }

    /// Jobs are being moved.
    pub fn begin(&mut self, deed: &Deed) {
        self.moving.clone_from(deed);
    }

    /// They were moved: gives what was. What was put off begins where they are.
    pub fn end(&mut self) -> Deed {
        let deed = std::mem::take(&mut self.moving);
        self.due_from(&deed, |known| &known.to);
        deed
    }

    /// They were not: what was put off begins where they still are.
    pub fn not_done(&mut self) {
        let deed = std::mem::take(&mut self.moving);
        self.due_from(&deed, |known| &known.from);
    }

    /// What is being moved and what was put off, in its order: it is shown where it goes. What goes back to the queue stays until it is
    /// there.
    #[must_use]
    pub fn under_way(&self) -> Deed {
        let all = self.moving.iter().chain(self.due.iter().flat_map(|(_, deed)| deed));
        all.filter(|moved| moved.to.is_some()).cloned().collect()
    }

    /// What was put off begins where its jobs are by now.
    fn due_from(&mut self, deed: &Deed, now: fn(&Moved) -> &Option<Placing>) {
        for moved in self.due.iter_mut().flat_map(|(_, due)| due) {
            if let Some(known) = deed.iter().find(|known| known.job.job.id == moved.job.job.id) {
                moved.from.clone_from(now(known));
            }
        }
    }

    /// What was taken could not be done now.
    pub fn give_back(&mut self, way: Way, entry: Entry) {
        match way {
            Way::Do => {}
            Way::Undo => self.done.push(entry.reversed()),
            Way::Redo => self.undone.push(entry),
        }
    }

    /// What a change has made has this number: from now on that is what takes it back, and what else was done with it is done with that.
    pub fn made(&mut self, change: &mut Change, id: u64) {
        let old = change.back.path.clone();
        let new = [&*change.request.path, "/", &id.to_string()].concat();
        change.follow(&old, &new);
        for entry in self.done.iter_mut().chain(&mut self.undone) {
            if let Entry::Change(known) = entry {
                known.follow(&old, &new);
            }
        }
    }

    /// Notes that something is to be done once what is under way has its answer; of what is to be undone or done again that alone.
    /// Whether there was room for it.
    pub fn put_off(&mut self, way: Way, deed: Deed) -> bool {
        let has_room = self.due.len() < AT_MOST;
        if has_room {
            self.due.push((way, deed));
        }
        has_room
    }

    /// What was put off longest, which is due now that an answer is there. What there is nothing for is passed over, and what is where
    /// it was to go: it was pressed twice.
    pub fn due(&mut self) -> Option<(Way, Entry)> {
        while !self.due.is_empty() {
            let (way, deed) = self.due.remove(0);
            let entry = if way == Way::Do { Some(Entry::Moves(deed)) } else { self.take(way) };
            match entry {
                Some(Entry::Moves(deed)) if deed.iter().all(|moved| moved.from == moved.to) => {}
                Some(entry) => return Some((way, entry)),
                None => {}
            }
        }
        None
    }

    /// Forgets what was to be undone or done again of something that was not done. What was done on its own after it stays due.
    pub fn put_off_no_more(&mut self) {
        let own = self.due.iter().position(|(way, _)| *way == Way::Do).unwrap_or(self.due.len());
        self.due.drain(..own);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::changes::tests::task;
    use crate::ground::changes::{Held, Request};
    use crate::ground::timeline::tests::listed;
    use crate::ground::verb::Verb;

    fn moved(id: u64, from: Option<Minute>, to: Option<Minute>) -> Deed {
        let placing = |start| Placing { start, minutes: 60, crew: vec![1] };
        vec![Moved { job: Arc::new(listed(id, &[1])), from: from.map(placing), to: to.map(placing) }]
    }

    fn deed(id: u64, from: Option<Minute>, to: Option<Minute>) -> Entry {
        Entry::Moves(moved(id, from, to))
    }

    fn starts(entry: Option<Entry>) -> Option<(Option<Minute>, Option<Minute>)> {
        let Entry::Moves(deed) = entry? else { return None };
        let start = |placing: &Option<Placing>| placing.as_ref().map(|placing| placing.start);
        Some((start(&deed[0].from), start(&deed[0].to)))
    }

    /// Does what is next that way, and says what it was.
    fn step(deeds: &mut Deeds, way: Way) -> Option<(Option<Minute>, Option<Minute>)> {
        let entry = deeds.take(way)?;
        deeds.keep(way, entry.clone());
        starts(Some(entry))
    }

    /// Does the next change that way: what it makes has that number. Says what was sent.
    fn change(deeds: &mut Deeds, way: Way, made: u64) -> Option<(Verb, String)> {
        let Some(Entry::Change(mut change)) = deeds.take(way) else { return None };
        let sent = (change.request.verb, change.request.path.clone());
        if change.is_making() {
            deeds.made(&mut change, made);
        }
        deeds.keep(way, Entry::Change(change));
        Some(sent)
    }

    #[test]
    fn what_was_done_is_undone_backwards_and_done_again_forwards() {
        let mut deeds = Deeds::default();
        deeds.keep(Way::Do, deed(1, None, Some(0)));
        deeds.keep(Way::Do, deed(1, Some(0), Some(60)));
        assert_eq!(step(&mut deeds, Way::Undo), Some((Some(60), Some(0))));
        assert_eq!(step(&mut deeds, Way::Undo), Some((Some(0), None)));
        assert_eq!(step(&mut deeds, Way::Redo), Some((None, Some(0))));
        assert_eq!(step(&mut deeds, Way::Redo), Some((Some(0), Some(60))));
        assert!(!deeds.has(Way::Redo));
        assert_eq!(step(&mut deeds, Way::Undo), Some((Some(60), Some(0))));
        deeds.keep(Way::Do, deed(2, None, Some(600)));
        assert!(!deeds.has(Way::Redo), "what was done anew comes in its place");
        drop(deeds.take(Way::Undo));
        assert_eq!(step(&mut deeds, Way::Undo), Some((Some(0), None)), "what nobody gives back is forgotten");
    }

    #[test]
    fn what_is_to_be_undone_before_the_answer_is_there_is_undone_then_and_not_where_nothing_was_done() {
        let mut deeds = Deeds::default();
        deeds.put_off(Way::Undo, Deed::new());
        deeds.put_off(Way::Redo, Deed::new());
        deeds.keep(Way::Do, deed(1, None, Some(0)));
        let (way, undone) = deeds.due().unwrap();
        assert_eq!((way, starts(Some(undone.clone()))), (Way::Undo, Some((Some(0), None))));
        deeds.keep(Way::Undo, undone);
        let (way, again) = deeds.due().unwrap();
        assert_eq!(way, Way::Redo);
        deeds.keep(Way::Redo, again);
        assert!(deeds.due().is_none());
        deeds.put_off(Way::Redo, Deed::new());
        deeds.put_off(Way::Undo, Deed::new());
        let Some((Way::Undo, undone)) = deeds.due() else { panic!("there is nothing to be done again") };
        deeds.give_back(Way::Undo, undone);
        deeds.put_off(Way::Undo, Deed::new());
        deeds.put_off_no_more();
        assert!(deeds.due().is_none(), "what it was meant for was refused");
        assert_eq!(step(&mut deeds, Way::Undo), Some((Some(0), None)), "what could not be undone can be tried again");
    }

    #[test]
    fn what_is_done_before_the_answer_is_there_is_done_then_from_where_its_jobs_are_also_where_that_was_refused() {
        let mut deeds = Deeds::default();
        let put_off = |deeds: &mut Deeds, id, from, to| deeds.put_off(Way::Do, moved(id, Some(from), Some(to)));
        put_off(&mut deeds, 1, 0, 60);
        put_off(&mut deeds, 1, 0, 120);
        put_off(&mut deeds, 2, 0, 15);
        deeds.begin(&moved(1, Some(0), Some(60)));
        deeds.keep(Way::Do, deed(1, Some(0), Some(60)));
        drop(deeds.end());
        let (_, again) = deeds.due().unwrap();
        assert_eq!(starts(Some(again.clone())), Some((Some(60), Some(120))), "what was pressed twice is done once");
        deeds.begin(&moved(1, Some(60), Some(120)));
        deeds.keep(Way::Do, again);
        drop(deeds.end());
        deeds.put_off_no_more();
        deeds.begin(&moved(2, Some(0), Some(15)));
        put_off(&mut deeds, 2, 15, 30);
        let goes: Vec<_> = deeds.under_way().iter().map(|moved| moved.to.as_ref().map(|to| to.start)).collect();
        assert_eq!(goes, [Some(15), Some(15), Some(30)], "and the one that was put off before");
        deeds.not_done();
        assert_eq!(deeds.under_way().len(), 2);
        assert!(matches!(deeds.due(), Some((Way::Do, Entry::Moves(other))) if other[0].job.job.id == 2));
        let (_, other) = deeds.due().unwrap();
        assert_eq!(starts(Some(other)), Some((Some(0), Some(30))), "it was shown where it was not moved");
    }

    #[test]
    fn no_more_than_the_last_twenty_are_kept() {
        let mut deeds = Deeds::default();
        for start in 0..25 {
            deeds.keep(Way::Do, deed(1, None, Some(start)));
        }
        for start in (5..25).rev() {
            assert_eq!(step(&mut deeds, Way::Undo), Some((Some(start), None)));
        }
        assert!(!deeds.has(Way::Undo));
    }

    #[test]
    fn moves_and_changes_are_one_line_and_what_is_made_again_is_meant_by_its_new_number() {
        let mut deeds = Deeds::default();
        let mut add = task(9);
        deeds.made(&mut add, 5);
        let at = |id: u64| format!("/jobs/9/tasks/{id}");
        let tick = || Request { verb: Verb::Patch, path: at(5), body: String::new() };
        deeds.keep(Way::Do, Entry::Change(Box::new(add)));
        deeds.keep(Way::Do, Entry::Change(Box::new(Change { request: tick(), back: tick(), ..task(9) })));
        deeds.keep(Way::Do, deed(1, None, Some(0)));
        let wish = Request { verb: Verb::Patch, path: "/jobs/9/wishes/5".to_owned(), body: String::new() };
        let mut of_wish = Change { request: wish.clone(), back: wish, held: Held::Wish, ..task(9) };
        Arc::make_mut(&mut of_wish.job).wishes.push(crate::ground::changes::tests::wish(5, "09:00:00"));
        deeds.keep(Way::Do, Entry::Change(Box::new(of_wish)));
        assert_eq!(change(&mut deeds, Way::Undo, 0), Some((Verb::Patch, "/jobs/9/wishes/5".to_owned())));
        assert_eq!(step(&mut deeds, Way::Undo), Some((Some(0), None)));
        assert_eq!(change(&mut deeds, Way::Undo, 0), Some((Verb::Patch, at(5))));
        assert_eq!(change(&mut deeds, Way::Undo, 0), Some((Verb::Delete, at(5))));
        assert_eq!(change(&mut deeds, Way::Redo, 7), Some((Verb::Post, "/jobs/9/tasks".to_owned())));
        let is_wish_five = |entry: &Entry| matches!(entry, Entry::Change(wish) if wish.job.wishes[0].id == 5);
        assert!(deeds.undone.first().is_some_and(is_wish_five), "a wish of that number is another thing");
        assert_eq!(change(&mut deeds, Way::Redo, 0), Some((Verb::Patch, at(7))));
        assert_eq!(change(&mut deeds, Way::Undo, 0), Some((Verb::Patch, at(7))));
        assert_eq!(change(&mut deeds, Way::Undo, 0), Some((Verb::Delete, at(7))));
        assert!(!deeds.has(Way::Undo));
    }

    #[test]
    fn what_is_sent_says_where_the_job_was() {
        let sent = written(&moved(7, Some(480), None), None);
        assert_eq!(sent.moves[0].job_id, 7);
        assert_eq!(sent.moves[0].from.as_ref().map(|from| &*from.scheduled_datetime), Some("1970-01-01 08:00:00"));
        assert_eq!(sent.moves[0].to, None);
    }
}
