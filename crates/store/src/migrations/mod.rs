//! The steps from one version of the tables to the next. Forward only.
//!
//! The two databases count their steps apart; what a step of one does, a step of the other does as well.
//!
//! Not by refinery: it would take over the loop over the steps and nothing else. It keeps a table of its own of what was done,
//! into which every database that counts by `user_version` or `schema_versions` had to be led over, and it begins its own
//! transactions on its own client, where ours looks whose the database is and takes its lock in the transaction of the steps.

pub(crate) mod postgres;
pub(crate) mod sqlite;
