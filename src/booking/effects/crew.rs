//! Which technicians come.

use leptos::prelude::*;
use slotwright_matching::{Day, Minute};

use super::availability::fetch_month;
use crate::booking::derived::Derived;
use crate::booking::widget::Widget;
use crate::ground::failure::Failure;
use crate::ground::month::Month;

/// The crew for a visit then: those that are held for it, or who is to come by what is known of free time.
pub fn crew_for(w: Widget, start: Minute) -> Option<Vec<u64>> {
    if let Some(held) = w.state().held.get_untracked().filter(|held| held.start == start) {
        return Some(held.user_ids);
    }
    let search = w.now(Derived::search)?;
    let visit = search.visit(start)?;
    w.state().availability.get_untracked().crew(visit, search.crew)
}

/// Runs `action`, and once more when it fails since somebody is taken: another technician may be free at the same time.
pub async fn with_another_crew<T, A: Future<Output = Result<T, Failure>>>(
    w: Widget,
    generation: u32,
    start: Minute,
    action: fn(Widget, Minute) -> A,
) -> Result<T, Failure> {
    let outcome = action(w, start).await;
    if !matches!(outcome, Err(Failure::Taken)) || w.is_stale(generation) {
        return outcome;
    }
    w.state().held.set(None);
    match fetch_month(w, Month::of(Day::of(start))).await {
        Ok(()) if !w.is_stale(generation) && crew_for(w, start).is_some() => action(w, start).await,
        Ok(()) => Err(Failure::Taken),
        Err(failure) => Err(failure),
    }
}
