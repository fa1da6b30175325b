//! How a change is sent.

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Makes something.
    Post,
    /// In the place of all that there is.
    Put,
    /// Changes something.
    Patch,
    /// Takes something away.
    Delete,
}
