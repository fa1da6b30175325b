//! Waiting for a sooner time: asked, given up, offered, declined. Taken it is as any other change of the visit.
//!
//! What is offered is held as any other time, by the same look at who is free, so that nobody else gets it meanwhile and nobody
//! comes to be in two places; and it is held for one who waits at a time. Whoever asked first is looked at first; an offer that
//! was found before people's time changed again is not made, since somebody before may be the one by now.

use slotwright_domain::{Actor, Earlier, EarlierDraft, HoldDraft, LinkTerms, Status, VisitDraft};
use slotwright_matching::{IntervalSet, Minute};

use super::rights::{changeable_by, refuse_late, refuse_used};
use crate::error::{Error, Refused};
use crate::links::standing;
use crate::messages::Offered;
use crate::store::Store;
use crate::unit_of_work::Db;
use crate::{earlier, history, holds, jobs};

impl Store {
    /// Notes that the holder of a link would rather have their visit sooner; `seen` are starts that are free already. Whoever has
    /// asked before keeps their turn.
    pub async fn ask_earlier(
        &self,
        job_id: u64,
        not_before: Option<Minute>,
        seen: IntervalSet,
        by: Actor,
    ) -> Result<Earlier, Refused> {
        self.change(move |db| ask(db, job_id, not_before, &seen, &by)).await
    }

    /// Notes that they don't wait any more, and lets go what is held for them.
    pub async fn withdraw_earlier(&self, job_id: u64, by: Actor) -> Result<(), Refused> {
        self.change(move |db| withdraw(db, job_id, &by)).await
    }

    /// Lets go what is held for them by this hold; they wait on.
    pub async fn decline_earlier(&self, job_id: u64, hold_id: u64, by: Actor) -> Result<Earlier, Refused> {
        self.change(move |db| decline(db, job_id, hold_id, &by)).await
    }

    /// Holds a time for somebody who waits. Whether it is held: they may have given up meanwhile, or have another visit.
    ///
    /// # Errors
    ///
    /// [`Refused::Outdated`] where people's time has changed since it was looked who is first; [`Refused::NotFree`].
    pub async fn offer_earlier(
        &self,
        draft: EarlierDraft,
        skipped: IntervalSet,
        terms: LinkTerms,
    ) -> Result<bool, Refused> {
        self.change(move |db| offer(db, &draft, skipped.clone(), terms)).await
    }

    /// Ends what nobody waits for any more, and what has lapsed.
    pub async fn tidy_waiting(&self) -> Result<(), Error> {
        self.change_unkeyed(|db| {
            earlier::tidy(db)?;
            holds::remove_stray_offers(db)
        })
        .await
    }
}

fn ask(db: &Db, job_id: u64, not_before: Option<Minute>, seen: &IntervalSet, by: &Actor) -> Result<Earlier, Refused> {
    let (job, link) = changeable_by(db, job_id, by)?;
    if job.start.is_none() || job.status != Status::Scheduled {
        return Err(Refused::NotScheduled);
    }
    refuse_late(&job, by)?;
    let Some(link) = link else { return Err(Refused::NoSuchJob) };
    refuse_used(&link)?;
    let has_asked = earlier::get(db, job_id)?;
    earlier::write(db, job_id, link.id, not_before, seen)?;
    if has_asked.as_ref().is_none_or(|asked| asked.not_before != not_before) {
        history::note_earlier(db, by, &job, "ask_earlier")?;
    }
    // Who is looking after them has something to look at.
    db.note_told_later();
    Ok(Earlier { not_before, offer: has_asked.and_then(|asked| asked.offer) })
}

fn withdraw(db: &Db, job_id: u64, by: &Actor) -> Result<(), Refused> {
    let (job, _) = changeable_by(db, job_id, by)?;
    let offered = earlier::offer_of(db, job_id)?;
    if earlier::remove(db, job_id)? {
        history::note_earlier(db, by, &job, "withdraw_earlier")?;
    }
    if let Some(hold_id) = offered {
        holds::remove_offer(db, hold_id)?;
        db.note_told_later();
    }
    Ok(())
}

fn decline(db: &Db, job_id: u64, hold_id: u64, by: &Actor) -> Result<Earlier, Refused> {
    let (job, _) = changeable_by(db, job_id, by)?;
    if earlier::offer_of(db, job_id)? != Some(hold_id) {
        return Err(Refused::NoSuchHold);
    }
    holds::remove_offer(db, hold_id)?;
    history::note_earlier(db, by, &job, "decline_earlier")?;
    db.note_told_later();
    earlier::get(db, job_id)?.ok_or(Refused::NoSuchHold)
}

fn offer(db: &Db, draft: &EarlierDraft, skipped: IntervalSet, terms: LinkTerms) -> Result<bool, Refused> {
    let EarlierDraft { waiting, .. } = draft;
    // The link first, then the job, then its users, as everybody does.
    let (link, scope) = standing(db, waiting.link_id, terms)?;
    let Some(job) = jobs::get_for_update(db, waiting.job_id)? else { return Ok(false) };
    let is_as_found = job.start == Some(draft.present)
        && job.length_in_minutes == draft.length_in_minutes
        && job.user_ids.len() == draft.user_ids.len();
    let is_theirs = scope.job_id == Some(job.id) && scope.place == job.place && job.status == Status::Scheduled;
    if !is_as_found || !is_theirs || !link.has_changes_left() {
        return Ok(false);
    }
    // Locked with the job: whoever asks, declines or gives up locks that too.
    if earlier::of_job(db, job.id)?.is_none_or(|known| known.id != waiting.id || known.has_offer) {
        return Ok(false);
    }
    let hold = HoldDraft {
        job_type_id: job.job_type_id,
        length_in_minutes: job.length_in_minutes,
        // For a newcomer it is judged who is free at the place by which they were shown it.
        place: link.origin.as_ref().map_or(job.place, |origin| origin.place),
        visit: VisitDraft { start: draft.start, user_ids: draft.user_ids.clone() },
        job_id: Some(job.id),
        named: None,
        newcomer: None,
    };
    let held = holds::offer(db, &hold, link.id, draft.for_ms, skipped)?;
    // Its users are locked by now: nobody gains or loses their time any more.
    if let Some(expected) = draft.expected_changes
        && earlier::changes(db)? != expected
    {
        return Err(Refused::Outdated);
    }
    earlier::set_offer(db, waiting.id, held.id, &draft.seen)?;
    let (start, length_in_minutes, until_ms) = (held.start, held.length_in_minutes, held.until_ms);
    history::note_offer(db, &job, &Offered { start, length_in_minutes, user_ids: held.user_ids, until_ms })?;
    Ok(true)
}
