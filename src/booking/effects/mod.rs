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
pub use steps::go;
pub use wishes::{change_wishes, leave_wishes};
