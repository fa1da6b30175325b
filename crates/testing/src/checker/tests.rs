//! Each promise is seen to be broken: a checker that can't fail proves nothing.

use super::*;
use crate::history::Call;
use crate::rows::{Claim, Entry, Hold};

/// Requests one after the other, a second each, and what they left.
#[derive(Default)]
struct Run {
    attempts: Vec<Attempt>,
    rows: Rows,
    promises: Promises,
}

const ANN: u64 = 1;
const BEN: u64 = 2;
const NINE: (i64, i64) = (540, 600);
const HALF_PAST_NINE: (i64, i64) = (570, 630);
const TEN: (i64, i64) = (600, 660);

impl Run {
    /// Sent at `from`, answered at `until`.
    fn call(
        &mut self,
        from: u64,
        until: u64,
        action: Action,
        users: &[u64],
        time: (i64, i64),
        outcome: Outcome,
    ) -> &mut Attempt {
        let number = self.attempts.len();
        let status = if matches!(outcome, Outcome::Done(_)) { 201 } else { 422 };
        self.attempts.push(Attempt {
            number,
            call: Call { action, caller: "ann".to_owned(), key: None, users: users.to_vec(), time },
            called: Duration::from_secs(from),
            returned: if outcome == Outcome::Unknown { Duration::MAX } else { Duration::from_secs(until) },
            answer: (status, format!("{outcome:?}").into_bytes()),
            outcome,
            is_replay: false,
        });
        self.attempts.last_mut().unwrap()
    }

    /// A job in the database that attempt `number` asked for.
    fn job(&mut self, id: u64, number: usize, users: &[u64], time: (i64, i64)) {
        let job = Job { id, status: "scheduled".to_owned(), notes: marker(number), time: Some(time) };
        self.rows.jobs.push(job);
        self.rows.claims.extend(users.iter().map(|user| Claim { user: *user, time, owner: Owner::Job(id) }));
    }

    /// Both at once: a booking that was acknowledged and is there.
    fn booked(&mut self, from: u64, until: u64, id: u64, users: &[u64], time: (i64, i64)) {
        self.call(from, until, Action::Book, users, time, Outcome::Done(id));
        self.job(id, self.attempts.len() - 1, users, time);
    }

    /// What a server that notes everything would have noted.
    fn entries(&self) -> Vec<Entry> {
        let mut done: Vec<_> = self.attempts.iter().filter(|attempt| !attempt.is_replay).collect();
        done.sort_by_key(|attempt| attempt.returned);
        let entry = |attempt: &&Attempt| {
            let (job, operation, status) = match (attempt.call.action, &attempt.outcome) {
                (Action::Book, Outcome::Done(id)) => (*id, "create", "scheduled"),
                (Action::Move(id), Outcome::Done(_)) => (id, "change", "scheduled"),
                (Action::Queue(id), Outcome::Unknown) => (id, "queue", "scheduled"),
                (Action::Delete(id), Outcome::Done(_)) => (id, "delete", "deleted"),
                _ => return None,
            };
            let actor = attempt.call.caller.clone();
            Some(Entry { job, actor, operation: operation.to_owned(), status: status.to_owned() })
        };
        done.iter().filter_map(entry).collect()
    }

    fn report(&self) -> Report {
        let rows = match self.rows.entries.is_empty() {
            true => Rows { entries: self.entries(), ..self.rows.clone() },
            false => self.rows.clone(),
        };
        check(&self.attempts, &rows, &self.promises)
    }

    #[track_caller]
    fn is_good(&self) {
        self.report().assert();
    }

    #[track_caller]
    fn breaks(&self, promise: &str) {
        let report = self.report();
        let broken: BTreeSet<_> = report.findings.iter().map(|finding| finding.promise).collect();
        assert_eq!(broken, BTreeSet::from([promise]), "{report}");
    }
}

#[test]
fn a_good_history_is_good() {
    let mut run = Run::default();
    run.booked(0, 1, 7, &[ANN, BEN], NINE);
    run.booked(2, 3, 8, &[ANN], TEN);
    run.call(4, 5, Action::Book, &[BEN], HALF_PAST_NINE, Outcome::Conflict(Some(BEN)));
    run.promises.visits = Some(2);
    run.is_good();
}

#[test]
fn i1_two_claims_of_one_overlap() {
    let mut run = Run::default();
    run.call(0, 5, Action::Book, &[ANN], NINE, Outcome::Unknown);
    run.call(0, 5, Action::Book, &[ANN], HALF_PAST_NINE, Outcome::Unknown);
    run.job(7, 0, &[ANN], NINE);
    run.job(8, 1, &[ANN], HALF_PAST_NINE);
    run.breaks("I1");
}

#[test]
fn i1_an_overlap_behind_a_short_claim_is_seen_too() {
    let mut run = Run::default();
    for (id, time) in [(1, (540, 700)), (2, (550, 560)), (3, (650, 710))] {
        run.call(0, 5, Action::Book, &[ANN], time, Outcome::Unknown);
        run.job(id, id as usize - 1, &[ANN], time);
    }
    assert_eq!(run.report().findings.len(), 2);
    run.breaks("I1");
}

#[test]
fn i1_a_scheduled_job_without_a_crew() {
    let mut run = Run::default();
    run.booked(0, 1, 7, &[ANN], NINE);
    run.call(2, 3, Action::Queue(7), &[], NINE, Outcome::Unknown);
    run.rows.jobs[0].time = None;
    run.rows.claims.clear();
    run.breaks("I1");
}

#[test]
fn i2_what_was_acknowledged_is_lost() {
    let mut run = Run::default();
    run.call(0, 1, Action::Book, &[ANN], NINE, Outcome::Done(7));
    run.rows.entries = run.entries();
    run.rows.entries[0].status = "deleted".to_owned();
    run.breaks("I2");
}

#[test]
fn i2_only_a_part_of_the_crew_comes() {
    let mut run = Run::default();
    run.call(0, 1, Action::Book, &[ANN, BEN], NINE, Outcome::Done(7));
    run.job(7, 0, &[ANN], NINE);
    run.breaks("I2");
}

#[test]
fn i2_an_acknowledged_change_is_forgotten() {
    let mut run = Run::default();
    run.booked(0, 1, 7, &[ANN], NINE);
    run.call(2, 3, Action::Move(7), &[ANN], TEN, Outcome::Done(7));
    run.breaks("I2");
}

#[test]
fn i2_of_two_changes_at_once_either_may_be_the_last_word() {
    for time in [NINE, TEN] {
        let mut run = Run::default();
        run.call(0, 1, Action::Book, &[ANN], (60, 120), Outcome::Done(7));
        run.call(2, 9, Action::Move(7), &[ANN], NINE, Outcome::Done(7));
        run.call(3, 8, Action::Move(7), &[ANN], TEN, Outcome::Done(7));
        run.job(7, 0, &[ANN], time);
        run.is_good();
    }
}

#[test]
fn i3_something_is_there_that_nobody_asked_for() {
    let mut run = Run::default();
    run.job(7, 99, &[ANN], NINE);
    run.breaks("I3");
}

#[test]
fn i3_something_is_there_though_its_caller_was_refused() {
    let mut run = Run::default();
    run.call(0, 1, Action::Book, &[ANN], NINE, Outcome::Refused(404, "gone".to_owned()));
    run.job(7, 0, &[ANN], NINE);
    run.breaks("I3");
}

#[test]
fn i3_what_is_unknown_may_be_there_or_not() {
    let mut run = Run::default();
    run.call(0, 1, Action::Book, &[ANN], NINE, Outcome::Unknown);
    run.is_good();
    run.job(7, 0, &[ANN], NINE);
    run.is_good();
}

#[test]
fn i4_one_key_got_two_answers() {
    let mut run = Run::default();
    run.call(0, 1, Action::Book, &[ANN], NINE, Outcome::Done(7)).call.key = Some("k".to_owned());
    run.job(7, 0, &[ANN], NINE);
    let again = run.call(2, 3, Action::Book, &[ANN], NINE, Outcome::Conflict(Some(ANN)));
    again.call.key = Some("k".to_owned());
    run.breaks("I4");
}

#[test]
fn i4_nobody_asked_again_what_became_of_it() {
    let mut run = Run::default();
    run.call(0, 1, Action::Book, &[ANN], NINE, Outcome::Unknown).call.key = Some("k".to_owned());
    run.breaks("I4");
}

#[test]
fn i5_one_key_made_two_jobs() {
    let mut run = Run::default();
    for (id, time) in [(7, NINE), (8, TEN)] {
        let attempt = run.call(0, 1, Action::Book, &[ANN], time, Outcome::Done(id));
        attempt.call.key = Some("k".to_owned());
        attempt.answer = (201, Vec::new());
        run.job(id, id as usize - 7, &[ANN], time);
    }
    run.breaks("I5");
}

#[test]
fn i7_a_time_is_given_that_was_acknowledged_before() {
    let mut run = Run::default();
    run.call(0, 1, Action::Book, &[ANN], NINE, Outcome::Done(7));
    run.call(2, 3, Action::Book, &[ANN], HALF_PAST_NINE, Outcome::Done(8));
    // Afterwards one of them is gone, so that the rows alone tell nothing.
    run.call(4, 5, Action::Delete(7), &[], NINE, Outcome::Done(7));
    run.job(8, 1, &[ANN], HALF_PAST_NINE);
    run.breaks("I7");
}

#[test]
fn i7_two_have_the_same_time_for_a_while() {
    let mut run = Run::default();
    run.call(0, 2, Action::Book, &[ANN], NINE, Outcome::Done(7));
    run.call(1, 3, Action::Book, &[ANN], HALF_PAST_NINE, Outcome::Done(8));
    run.call(4, 5, Action::Delete(7), &[], NINE, Outcome::Done(7));
    run.job(8, 1, &[ANN], HALF_PAST_NINE);
    run.breaks("I7");
}

#[test]
fn i7_a_time_that_is_being_given_up_may_be_given() {
    let mut run = Run::default();
    run.call(0, 1, Action::Book, &[ANN], NINE, Outcome::Done(7));
    run.call(2, 5, Action::Delete(7), &[], NINE, Outcome::Done(7));
    run.booked(3, 4, 8, &[ANN], HALF_PAST_NINE);
    run.is_good();
}

#[test]
fn i8_a_live_hold_is_broken() {
    let mut run = Run::default();
    run.call(0, 1, Action::Hold, &[ANN], NINE, Outcome::Done(3));
    run.booked(2, 3, 7, &[ANN], NINE);
    run.is_good();
    run.attempts[1].call.caller = "ben".to_owned();
    run.breaks("I8");
}

#[test]
fn i8_a_hold_that_is_over_may_be_taken() {
    let mut run = Run::default();
    run.promises.hold = Duration::from_secs(10);
    run.call(0, 1, Action::Hold, &[ANN], NINE, Outcome::Done(3));
    run.booked(8, 11, 7, &[ANN], NINE);
    run.attempts[1].call.caller = "ben".to_owned();
    run.is_good();
    run.call(2, 3, Action::Extend(3), &[], NINE, Outcome::Done(3));
    run.attempts[1].returned = Duration::from_secs(10);
    run.breaks("I8");
}

#[test]
fn i8_a_hold_outlives_its_deadline() {
    let mut run = Run::default();
    run.call(0, 1, Action::Hold, &[ANN], NINE, Outcome::Done(3));
    run.call(950, 951, Action::Extend(3), &[], NINE, Outcome::Done(3));
    run.breaks("I8");
    run.attempts.pop();
    run.rows.holds.push(Hold { id: 3, remaining_ms: 200_000, extendable_ms: -1 });
    run.breaks("I8");
}

#[test]
fn i8_a_hold_is_left_after_its_booking() {
    let mut run = Run::default();
    run.call(0, 1, Action::Hold, &[ANN], NINE, Outcome::Done(3));
    run.rows.holds.push(Hold { id: 3, remaining_ms: 200_000, extendable_ms: 600_000 });
    run.is_good();
    run.booked(2, 3, 7, &[ANN], NINE);
    run.breaks("I8");
}

#[test]
fn i8_a_hold_that_its_holder_replaced_may_be_taken() {
    let mut run = Run::default();
    run.call(0, 1, Action::Hold, &[ANN], NINE, Outcome::Done(3));
    run.call(2, 3, Action::Hold, &[ANN], HALF_PAST_NINE, Outcome::Done(4));
    run.booked(4, 5, 7, &[ANN], (540, 570));
    run.attempts[2].call.caller = "ben".to_owned();
    run.is_good();
}

#[test]
fn i9_a_free_time_is_refused() {
    let mut run = Run::default();
    run.booked(0, 1, 7, &[ANN], NINE);
    run.call(2, 3, Action::Book, &[ANN], TEN, Outcome::Conflict(Some(ANN)));
    run.breaks("I9");
}

#[test]
fn i9_the_blame_must_be_on_who_is_not_free() {
    let mut run = Run::default();
    run.booked(0, 1, 7, &[ANN], NINE);
    run.call(2, 3, Action::Book, &[ANN, BEN], NINE, Outcome::Conflict(Some(BEN)));
    run.breaks("I9");
}

#[test]
fn i9_a_time_that_was_given_up_before_is_no_excuse() {
    let mut run = Run::default();
    run.call(0, 1, Action::Book, &[ANN], NINE, Outcome::Done(7));
    run.call(2, 3, Action::Delete(7), &[], NINE, Outcome::Done(7));
    run.call(4, 5, Action::Book, &[ANN], NINE, Outcome::Conflict(Some(ANN)));
    run.breaks("I9");
    run.attempts[2].called = Duration::from_secs(3);
    run.is_good();
}

#[test]
fn i9_the_own_hold_is_no_excuse_and_anothers_is() {
    let mut run = Run::default();
    run.call(0, 1, Action::Hold, &[ANN], NINE, Outcome::Done(3));
    run.call(2, 3, Action::Book, &[ANN], NINE, Outcome::Conflict(Some(ANN)));
    run.breaks("I9");
    run.attempts[1].call.caller = "ben".to_owned();
    run.is_good();
}

#[test]
fn i9_what_became_of_nothing_known_excuses() {
    let mut run = Run::default();
    run.call(0, 1, Action::Book, &[ANN], NINE, Outcome::Unknown);
    run.call(2, 3, Action::Book, &[ANN], NINE, Outcome::Conflict(Some(ANN)));
    run.is_good();
}

#[test]
fn i10_a_change_is_noted_twice_or_not_or_for_another() {
    let mut run = Run::default();
    run.booked(0, 1, 7, &[ANN], NINE);
    run.call(2, 3, Action::Move(7), &[ANN], NINE, Outcome::Done(7));
    let entries = run.entries();
    run.rows.entries = entries.clone();
    run.is_good();
    run.rows.entries = vec![entries[0].clone()];
    run.breaks("I10");
    run.rows.entries = vec![entries[0].clone(), entries[1].clone(), entries[1].clone()];
    run.breaks("I10");
    run.rows.entries = vec![entries[0].clone(), Entry { actor: "ben".to_owned(), ..entries[1].clone() }];
    run.breaks("I10");
    run.rows.entries = vec![entries[1].clone(), entries[0].clone()];
    run.breaks("I10");
}

#[test]
fn max_who_refuses_everybody_is_found_out() {
    let mut run = Run::default();
    run.promises.visits = Some(1);
    run.breaks("max");
}

#[test]
fn file_a_broken_database_is_told() {
    let mut run = Run::default();
    run.rows.faults.push("row 3 missing from index".to_owned());
    run.breaks("file");
}
