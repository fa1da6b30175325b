//! Who calls, what that allows, and what of it a customer may see.

mod caller;
mod customer;
mod handles;
mod idempotency;
mod notes;
mod passwords;
mod policy;

pub use caller::{Caller, Presumed, Staff, meet};
pub use customer::{Customer, Names};
pub use handles::{Handle, random_bytes};
pub use idempotency::{Once, Secret, once};
pub use notes::{customers_part, with_customers_part};
pub use passwords::{Passwords, hash as hash_password};
pub use policy::{Arrival, Policy};
