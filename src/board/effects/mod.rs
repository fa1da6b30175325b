//! All that the board does to the world: requests, focus, announcements. They are listed from below: each calls only
//! those before it.

mod listing;
mod names;

mod suggestions;

mod case_file;
mod question;

mod jobs;
mod links;
mod timeline;

mod shown;

mod out;

mod plan;

mod live;

mod listen;

pub use case_file::save_case;
pub use jobs::load_jobs;
pub use links::{ask_to_revoke, load_links, revoke};
pub use listen::listen;
pub use live::show_now;
pub use out::{copy_feed, make_feed, print, save_csv};
pub use plan::{plan, queue, take, undo};
pub use question::{ask, close, open};
pub use shown::{begin, show};
pub use timeline::{MOST_ZOOM, focus_visit, load_timeline, show_days, show_from, show_today, turn_days, zoom};
