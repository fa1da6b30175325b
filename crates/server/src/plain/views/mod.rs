//! The pages. Each gets what it shows, and asks nobody.

mod ask;
mod booked;
mod check;
mod choose;
mod earlier;
mod parts;
mod stopped;
mod wishes;

pub use ask::{Ask, ask, kinds};
pub use booked::{booked, cancel, cancelled, ended};
pub use check::check;
pub use choose::{Notice, choose};
pub use stopped::{refused, trouble};
pub use wishes::{waiting, wishes};
