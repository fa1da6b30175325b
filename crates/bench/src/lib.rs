//! What `cargo xtask bench matching` measures: the matching core on made-up teams, natively and as wasm.

mod answer;
pub mod reasons;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod workload;

pub use answer::Answer;
pub use workload::{Flat, Size, workload};
