//! What `cargo xtask bench matching` measures: the matching core on made-up teams, natively and as wasm.

mod answer;
mod workload;

pub use answer::Answer;
pub use workload::{Flat, Size, workload};
