//! A job as a list for people shows it.

use crate::{Job, Particulars, Wish, WishWindow};

/// A job, and in words what it refers to by number. A text is empty where there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedJob {
    /// The job.
    pub job: Job,
    /// The name of its type.
    pub job_type: String,
    /// The colour of its type.
    pub color: String,
    /// The name of its account or site.
    pub place: String,
    /// Where that is, on one line.
    pub address: String,
    /// By which number its people are called, as far as that is known.
    pub telephone: Option<String>,
    /// The names of its crew, in its order.
    pub crew: Vec<String>,
    /// What its customer asked for, by rank.
    pub wishes: Vec<Wish>,
    /// When its customer would rather not have the visit, by the clock.
    pub rather_not: Vec<WishWindow>,
    /// What is in the fields of its type, by their labels; by their keys where the type asks for them no more.
    pub fields: Vec<(String, String)>,
    /// What programs of other systems say of it besides.
    pub particulars: Vec<Particulars>,
}
