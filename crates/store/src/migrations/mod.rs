//! The steps from one version of the tables to the next. Forward only.
//!
//! The two databases count their steps apart; what a step of one does, a step of the other does as well.

pub(crate) mod postgres;
pub(crate) mod sqlite;
