//! From a socket to a request, and from an answer back: the same for whatever system's API is asked.
//!
//! Connections and how they end (`serve`, `stop`), what of a request is read at all (`limits`) and how many work at once
//! (`concurrency`), what a refusal looks like (`problem`), a line in the log (`log`), what is
//! counted and scraped (`scrape`), and whether the process is well (`health`).

pub mod concurrency;
pub mod health;
pub mod limits;
pub mod log;
pub mod problem;
pub mod random;
pub mod refusal;
pub mod scrape;
pub mod serve;
pub mod stop;
pub mod table;
