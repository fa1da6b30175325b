//! What is tried on whatever bytes: by the fuzzer, which looks for bytes that lead to new ways through the code, and by the
//! ordinary tests, which replay those it found (`tests/corpus.rs` takes this file in as a module).
//!
//! Bytes are read as numbers, intervals, rosters; where they end, the rest is zeros. So every text of bytes is a world, and
//! none is refused.

mod bytes;
mod rosters;
mod sets;
mod wishes;

pub use rosters::rosters;
pub use sets::sets;
pub use wishes::wishes;
