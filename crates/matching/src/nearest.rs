//! What else there is when the wanted start is gone.

use crate::{Minute, Opening};

/// The `at_most` openings nearest to `wanted`, nearest first; of two equally near the earlier comes first.
///
/// `openings` ascend, as [`openings`](crate::openings()) gives them.
#[must_use]
pub fn nearest(_openings: &[Opening], _wanted: Minute, _at_most: usize) -> Vec<Opening> {
    Vec::new()
}
