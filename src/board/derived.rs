//! What follows from options and state.

use std::rc::Rc;

use send_wrapper::SendWrapper;

use crate::board::state::{Answer, State};
use crate::ground::text::{self, fill};
use crate::kit::intl::{Formats, formats_for};
use crate::kit::live::Live;
use crate::options::Options;

/// The derived signals.
#[derive(Clone, Copy)]
pub struct Derived {
    state: State,
    formats: Live<SendWrapper<Rc<Formats>>>,
}

impl Derived {
    /// Formats for the page's language, made anew when it changes.
    pub fn new(options: Options, state: State) -> Self {
        Self { state, formats: formats_for(options.locale, options.twelve_hours) }
    }

    /// Writes dates and times as the page and the dispatcher have it.
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
