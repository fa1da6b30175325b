//! All that the board does to the world: requests, focus, announcements. They are listed from below: each calls only
//! those before it.

mod kinds;
mod listing;
mod names;
mod seen;
mod tickets;

mod freed;
mod typed;

mod look;
mod suggestions;

mod case_file;
mod question;

mod jobs;
mod links;
mod setup;
mod tray;

mod timeline;

mod shown;

mod drawn;
mod out;

mod change;

mod again;
mod deed;

mod plan;

mod hand;
mod mover;

mod chosen;
mod refill;

mod edit;
mod filter;
mod grouping;
mod job_link;
mod leave;
mod live;
mod new_job;
mod on_the_day;
mod pictures;
mod tasks;
mod wishes;

mod over;

mod find;

mod listen;

pub use case_file::save_case;
pub use chosen::{choose, choose_none, queue_chosen, swap};
pub use deed::{By, close_form, open_form};
pub use drawn::show_figure;
pub use edit::{edit, keep_edit};
pub use filter::{filter_by, filter_by_text};
pub use find::{find, go, mark};
pub use freed::{leave_freed, list_waiting};
pub use grouping::{fold, group_by};
pub use hand::{Over, carry_by_key, drag, hover, pick_up, pick_up_waiting, press, put_back, release};
pub use job_link::{copy_link, make_link, offer_visit, window_of_link};
pub use jobs::{load_jobs, load_page, see_pages};
pub use leave::{delete, delete_now, stay};
pub use links::{ask_to_revoke, load_links, revoke};
pub use listen::listen;
pub use live::show_now;
pub use look::DRAWN_MS;
pub use mover::{choose_crew, fill_mover, send_mover, show_mover, toggle_crew};
pub use new_job::{begin_job, choose_place, draft_job, leave_job, make_job, seek};
pub use on_the_day::{check, end};
pub use out::{copy_feed, make_feed, print, save_csv, save_days};
pub use over::{close_over, closed_over, lay_over};
pub use pictures::show_pictures;
pub use plan::{override_refusal, plan, queue, redo, take, undo};
pub use question::{ask, close, open};
pub use refill::refill;
pub use seen::{draw_seen_first, look_at_lanes};
pub use setup::fetch_setup_again;
pub use shown::{begin, show};
pub use suggestions::come;
pub use tasks::{add_task, remove_task, tick};
pub use tickets::load_tickets;
pub use timeline::{
    MOST_ZOOM, focus_visit, load_timeline, show_days, show_from, show_technician, show_today, turn_days, zoom,
};
pub use tray::{list_more_waiting, seek_waiting, show_heat};
pub use wishes::{keep_wish, remove_wish};
