//! What goes over the wire between the widget and the server.
//!
//! - [`sonar`]: the records of the Sonar scheduling API, the one dialect that the widget speaks;
//! - [`bigchange`]: what BigChange's programs are answered;
//! - [`frotcom`]: what Frotcom's programs are answered;
//! - [`os1`]: what OS1's programs are answered;
//! - [`slotwright`]: our few additions (the page's start, booking links, problem bodies);
//! - [`time`]: strict readers and printers for the API's spellings of dates and times;
//! - `schema` (a feature, for the server): JSON Schemas of the records;
//! - [`case`]: a question to the core with its whole input and answer, as one file;
//! - [`convert`]: the crossing between these records and the [matching core](slotwright_matching).
//!
//! Records are plain: they know neither database nor browser, open no socket and have no behaviour.

pub mod bigchange;
pub mod case;
pub mod convert;
pub mod frotcom;
pub mod os1;
#[cfg(feature = "schema")]
pub mod schema;
pub mod slotwright;
pub mod sonar;
pub mod time;
