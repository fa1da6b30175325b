//! All that the booking element does to the world: requests, focus, announcements, events. One file for each thing a person
//! does. They stand here from below: each knows only those before it.

mod release;

mod failing;

mod availability;

mod steps;

mod crew;
mod taken;

mod hold;

mod job;
mod opening;

mod book;
mod calendar_file;
mod cancel;
mod case;
mod wish_list;
mod wishes;

mod listen;
mod retry;

pub use availability::{focus_day, select_day, show_month};
pub use book::book;
pub use calendar_file::save_calendar;
pub use cancel::cancel;
pub use case::save_case;
pub use hold::{choose_time, extend_hold, keep_hold};
pub use listen::listen;
pub use opening::{begin, begin_again, wake};
pub use retry::retry;
pub use steps::{change, go};
pub use wish_list::{
    begin_draft, edit_wish, keep_draft, leave_edit, move_wish, remove_wish, say_when_known, take_over, undo,
    wish_button,
};
pub use wishes::leave_wishes;
