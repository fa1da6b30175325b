//! Parts of lists.

/// A part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// At most how many.
    pub limit: u64,
    /// Which part, from 1.
    pub number: u64,
}

impl Page {
    /// All of it.
    pub const ALL: Self = Self { limit: i64::MAX as u64, number: 1 };

    /// How many come before it.
    pub fn offset(self) -> i64 {
        i64::try_from((self.number - 1).saturating_mul(self.limit)).unwrap_or(i64::MAX)
    }
}

/// A record with the number that it is kept under.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbered<T> {
    /// Its number.
    pub id: u64,
    /// What it says.
    pub record: T,
}
