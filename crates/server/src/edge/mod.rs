//! From a socket to a request, and from an answer back: the same for whatever system's API is asked.
//!
//! Connections, how long they are waited for and how they end (`serve`, `patience`, `stop`), where a line of a head ends
//! (`line_ends`), how much of a request is read (`limits`) and how many are handled at once (`concurrency`, `turns`), how many
//! somebody may send (`quota`, `address`), which pages of other origins may ask (`origin`), a request's id (`request_id`) and its line in the log (`log`), what a
//! refusal means and looks like (`refusal`, `problem`).

pub mod address;
pub mod concurrency;
pub mod limits;
pub mod line_ends;
pub mod log;
pub mod origin;
pub mod patience;
pub mod problem;
pub mod quota;
pub mod random;
pub mod refusal;
pub mod request_id;
pub mod serve;
pub mod stop;
pub mod turns;
