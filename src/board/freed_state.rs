//! Time that is free again, and who waits for it.

use std::sync::Arc;

use leptos::prelude::*;
use slotwright_wire::slotwright::Freed;

use crate::ground::freed::Gaps;

/// The signals.
#[derive(Clone, Copy)]
pub struct FreedState {
    /// What is free again and nobody has left or filled yet.
    pub gaps: RwSignal<Gaps>,
    /// Who waits for it; none while nobody does, or it is not known.
    pub found: RwSignal<Option<Arc<Freed>>>,
    /// Whether they are listed.
    pub is_listed: RwSignal<bool>,
    /// Whether somebody was faster: then it is said above what is left.
    pub is_taken: RwSignal<bool>,
    /// Counts what was asked: an answer to an earlier question is dropped.
    pub turn: RwSignal<u32>,
}

impl FreedState {
    /// Nothing is free again.
    pub fn new() -> Self {
        Self {
            gaps: RwSignal::new(Gaps::default()),
            found: RwSignal::new(None),
            is_listed: RwSignal::new(false),
            is_taken: RwSignal::new(false),
            turn: RwSignal::new(0),
        }
    }
}
