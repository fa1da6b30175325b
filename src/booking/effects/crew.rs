//! Who is to come.

use slotwright_matching::{Day, Interval, Minute, choose_crew};

use super::availability::fetch_month;
use crate::booking::derived::Derived;
use crate::booking::widget::Widget;
use crate::ground::failure::Failure;
use crate::ground::month::Month;

/// Who could come then: those that are held for it, or who `matching` chooses.
pub fn crew_for(w: Widget, start: Minute) -> Option<Vec<u64>> {
    if let Some(held) = w.state().held.peek().filter(|held| held.start == start) {
        return Some(held.user_ids);
    }
    let search = w.now(Derived::search)?;
    let visit = Interval::new(start, start + search.length_minutes)?;
    let availability = w.state().availability.peek();
    let crew = choose_crew(&availability.free, visit, search.crew)?;
    Some(crew.into_iter().map(|i| availability.numbers[i]).collect())
}

/// Does it, and once more when it fails since somebody is taken: that may be the technician, not the time.
pub async fn with_another_crew<T, A: Future<Output = Result<T, Failure>>>(
    w: Widget,
    turn: u32,
    start: Minute,
    action: fn(Widget, Minute) -> A,
) -> Result<T, Failure> {
    let outcome = action(w, start).await;
    if !matches!(outcome, Err(Failure::Taken)) || w.is_over(turn) {
        return outcome;
    }
    w.state().held.set(None);
    match fetch_month(w, Month::of(Day::of(start))).await {
        Ok(()) if !w.is_over(turn) && crew_for(w, start).is_some() => action(w, start).await,
        Ok(()) => Err(Failure::Taken),
        Err(failure) => Err(failure),
    }
}
