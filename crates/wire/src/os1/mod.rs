//! OS1 Dispatch, as far as its programs are answered. Source: the vendor's reference pages "Get job by job id", "Change sub status of a
//! job", "Create a new job workflow draft", and its articles on jobs, job types and authentication, read 2026-11-22.

mod records;

pub use records::*;
