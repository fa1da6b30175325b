//! Slotwright's widget: custom elements that show when a technician can come, let people say when they want the job
//! done, and post it.
//!
//! The map is in `ARCHITECTURE.md`. In short, from below: `ground` is pure and always compiled, so that it is tested
//! without a browser; the rest needs one. `kit` has what both elements are made of. [`attributes`] → `options` (what the
//! page set) and `events` (what the page hears) are the elements' face. `booking` and `board` are an element each: state
//! (what the person did), derived (what follows), effects (what we do to the world), views. `element` mounts them.

pub mod attributes;
pub mod ground;

#[cfg(target_arch = "wasm32")]
mod board;
#[cfg(target_arch = "wasm32")]
mod booking;
#[cfg(target_arch = "wasm32")]
pub mod element;
#[cfg(target_arch = "wasm32")]
mod events;
#[cfg(target_arch = "wasm32")]
mod kit;
#[cfg(target_arch = "wasm32")]
mod options;
