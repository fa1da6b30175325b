//! Slotwright's widget: custom elements that show when a technician can come, let people say when they want the job
//! done, and post it.
//!
//! The map is in `ARCHITECTURE.md`. In short: [`attributes`] → `options` (what the page set), `state` (what the person
//! did), `derived` (what follows), `effects` (what we do to the world), `views`. The modules that are always compiled are
//! the pure ground, tested without a browser; the rest needs one.

pub mod attributes;
pub mod availability;
pub mod day_parts;
pub mod failure;
pub mod hold;
pub mod keyboard;
pub mod month;
pub mod once;
pub mod text;
pub mod why_not;
pub mod wishes;

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod derived;
#[cfg(target_arch = "wasm32")]
mod effects;
#[cfg(target_arch = "wasm32")]
pub mod element;
#[cfg(target_arch = "wasm32")]
mod events;
#[cfg(target_arch = "wasm32")]
mod live;
#[cfg(target_arch = "wasm32")]
mod options;
#[cfg(target_arch = "wasm32")]
mod state;
#[cfg(target_arch = "wasm32")]
mod views;
