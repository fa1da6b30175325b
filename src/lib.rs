//! Slotwright's widget: custom elements that show when a technician can come, let people say when they want the job
//! done, and post it.
//!
//! The map is in `ARCHITECTURE.md`. In short, from below:
//!
//! - [`ground`]: pure functions and types, compiled for every target, so that they are tested without a browser. All else
//!   needs one.
//! - `kit`: what all elements are made of, and thin wrappers of browser APIs.
//! - [`attributes`], `options`, `events`: the elements' public interface. Attributes are parsed and become signals, the
//!   options; events are dispatched to the page.
//! - [`reference`]: the same for readers, from which documents and types are written.
//! - `booking`, `board`, `setup`: an element each; the last stands within the board. State is what the person did, derived is what follows from it, effects are what we do
//!   to the world, views are what is seen.
//! - `element`: mounts and unmounts them, called by `life.js` by way of the programs in `bin/`.

pub mod attributes;
pub mod ground;
pub mod reference;

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
#[cfg(target_arch = "wasm32")]
mod setup;
