//! All that the board does to the world: requests, focus, announcements. They are listed from below: each calls only
//! those before it.

mod names;

mod case_file;
mod question;

mod jobs;

mod listen;

pub use case_file::save_case;
pub use jobs::{begin, load};
pub use listen::listen;
pub use question::{ask, close, open};
