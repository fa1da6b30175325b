//! Days and times as staff read them: with their year, since a board goes back and ahead as far as anybody likes.

use std::rc::Rc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use slotwright_matching::{Day, Minute};

use crate::kit::intl::{DatedDay, Formats, comma, formats_for};
use crate::kit::reactive::watch;
use crate::kit::words::Spoken;

/// The 4th of January 1970.
const A_SUNDAY: i32 = 3;

/// Days and times in a page's language, made again when it changes. All reads are tracked.
#[derive(Clone, Copy)]
pub struct Dates {
    formats: RwSignal<SendWrapper<Rc<Formats>>>,
    dated: RwSignal<SendWrapper<Rc<DatedDay>>>,
}

impl Dates {
    /// As `locale` writes them, with hours to 12 or 24, or as it has them.
    pub fn new(locale: RwSignal<String>, twelve_hours: RwSignal<Option<bool>>, words: Spoken) -> Self {
        let make = move || SendWrapper::new(Rc::new(DatedDay::new(&locale.get_untracked())));
        let dated = RwSignal::new(make());
        watch(move || locale.get(), move || dated.set(make()));
        Self { formats: formats_for(locale, twelve_hours, words), dated }
    }

    /// `Tue, Dec 1, 2026, 9:30 AM`.
    pub fn moment(&self, start: Minute) -> String {
        let day = self.day(Day::of(start));
        let comma = comma(&day);
        [&*day, comma, &*self.time(start)].concat()
    }

    /// `9:30 AM`.
    pub fn time(&self, minute: Minute) -> String {
        self.formats.get().time(minute)
    }

    /// The time at which something ends.
    pub fn time_of_end(&self, minute: Minute) -> String {
        self.formats.get().time_of_end(minute)
    }

    /// `Tuesday`; 0 is Sunday.
    pub fn weekday(&self, weekday: usize) -> String {
        self.formats.get().weekday_long(Day(A_SUNDAY + weekday as i32))
    }

    /// `Tue`; 0 is Sunday.
    pub fn weekday_short(&self, weekday: usize) -> String {
        self.formats.get().weekday_short(Day(A_SUNDAY + weekday as i32))
    }

    /// `Tue, Dec 1, 2026`.
    pub fn day(&self, day: Day) -> String {
        self.dated.get().day(day)
    }

    /// `Tuesday, December 1`.
    pub fn day_long(&self, day: Day) -> String {
        self.formats.get().day(day)
    }

    /// `Tue, Dec 1`.
    pub fn day_short(&self, day: Day) -> String {
        self.formats.get().day_short(day)
    }

    /// `Dec 1`.
    pub fn day_number(&self, day: Day) -> String {
        self.dated.get().without_year(day)
    }
}
