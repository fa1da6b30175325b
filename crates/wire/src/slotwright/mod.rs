//! Our few additions beside the Sonar API: what a booking link opens, and how errors of our own paths look.
//!
//! `records` are as they go over the wire, [`write`](mod@write) says how what we mean is written, and [`read`]
//! how what we are given is meant.

mod api_users;
mod earlier;
mod events;
mod feeds;
mod fields;
mod freed;
mod history;
mod messages;
mod moves;
mod open;
mod photos;
mod rather_not;
pub mod read;
mod records;
mod timeline;
mod token;
pub mod write;

pub use api_users::*;
pub use earlier::*;
pub use events::*;
pub use feeds::*;
pub use fields::*;
pub use freed::*;
pub use history::*;
pub use messages::*;
pub use moves::*;
pub use open::*;
pub use photos::*;
pub use rather_not::*;
pub use records::*;
pub use timeline::*;
pub use token::*;
