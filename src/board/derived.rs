//! What follows from options and state. All reads are tracked.

use std::rc::Rc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::board::state::{Answer, State};
use crate::ground::text::{self, fill};
use crate::kit::intl::{Formats, formats_for};
use crate::options::Options;

/// The derived signals.
#[derive(Clone, Copy)]
pub struct Derived {
    state: State,
    formats: RwSignal<SendWrapper<Rc<Formats>>>,
}

impl Derived {
    /// Computed from these options and this state.
    pub fn new(options: Options, state: State) -> Self {
        Self { state, formats: formats_for(options.locale, options.twelve_hours) }
    }

    /// The formatters for the language and the clock that page and dispatcher have set.
    pub fn formats(&self) -> Rc<Formats> {
        self.formats.get().take()
    }

    /// Whether an answer is on its way.
    pub fn is_asking(&self) -> bool {
        matches!(self.state.answer.get(), Answer::Asking)
    }

    /// Whether day or time was missing.
    pub fn is_incomplete(&self) -> bool {
        matches!(self.state.answer.get(), Answer::Incomplete)
    }

    /// The technician's name, or the number where that is all that is known.
    pub fn name_of(&self, user_id: u64) -> String {
        let names = self.state.names.get();
        let known = names.iter().find(|(id, name)| *id == user_id && !name.is_empty());
        known.map_or_else(|| fill(text::TECHNICIAN, &[("id", &user_id.to_string())]), |(_, name)| name.clone())
    }
}
