//! All that the board does to the world: requests, focus, announcements. They are listed from below: each calls only
//! those before it.

mod listing;
mod names;

mod suggestions;

mod case_file;
mod question;

mod jobs;
mod links;
mod setup;
mod timeline;

mod shown;

mod plan;

mod hand;
mod mover;

mod chosen;

mod listen;

pub use case_file::save_case;
pub use chosen::{choose, choose_none, queue_chosen, swap};
pub use hand::{Over, carry_by_key, drag, pick_up, pick_up_waiting, press, put_back, release};
pub use jobs::load_jobs;
pub use links::{ask_to_revoke, load_links, revoke};
pub use listen::listen;
pub use mover::{fill_mover, filled, send_mover, show_mover, toggle_crew};
pub use plan::{override_refusal, plan, queue, redo, take, undo};
pub use question::{ask, close, open};
pub use setup::*;
pub use shown::{begin, show};
pub use timeline::{
    MOST_ZOOM, focus_visit, load_timeline, show_days, show_from, show_technician, show_today, turn_days, zoom,
};
