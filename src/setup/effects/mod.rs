//! Setting up: what is asked for, painted, typed and saved. They are listed from below: each calls only those before it.

mod ask;
mod load;

mod form;
mod secret;
mod week;

mod save;

mod listen;

pub use form::{answer, close_form, open_form};
pub use listen::listen;
pub use load::{begin, choose_schedule, choose_technician, load, preview_of, show_part};
pub use save::{keep, remove, save_form, save_week, take_back};
pub use secret::copy_secret;
pub use week::{
    add_span, copy_day, discard_week, draw, finish, paint_from, remove_span, step_edge, take_edge, type_edge,
};
