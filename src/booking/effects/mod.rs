//! All that the booking element does to the world: requests, focus, announcements, events. One file for each action of a
//! person. They are listed from below: each calls only those before it.

mod release;

mod failing;

mod availability;

mod steps;

mod job;
mod layout;
mod link;

mod company;
mod crew;
mod taken;
mod undo;

mod fields;
mod photos;

mod confirm;

mod hold;

mod earlier;

mod age;
mod as_asked;
mod own_link;
mod way;

mod newcomer;
mod open;

mod book;
mod calendar_file;
mod cancel;
mod case;
mod copy_link;
mod wish_list;
mod wishes;

mod take;

mod listen;
mod retry;

pub use age::wake;
pub use availability::{focus_day, opening_button, select_day, turn};
pub use book::book;
pub use calendar_file::save_calendar;
pub use cancel::cancel;
pub use case::{case, save_case};
pub use copy_link::copy_link;
pub use earlier::{decline_earlier, stop_waiting, wait_for_earlier};
pub use fields::{answer, are_answers_good};
pub use hold::{GO_ON, choose_time, extend_hold, keep_hold, press_time};
pub use layout::{lay_out, lay_out_again};
pub use listen::listen;
pub use newcomer::choose_kind;
pub use open::{begin, begin_again};
pub use photos::show_photos;
pub use retry::retry;
pub use steps::{change, go};
pub use take::take_earlier;
pub use way::tell;
pub use wish_list::{
    announce_when_known, apply_suggestion, begin_draft, edit, keep_draft, leave_edit, move_wish, remove, removed,
    row_name, undo,
};
pub use wishes::leave_wishes;
