//! Who calls: credentials become an actor, and requests with a key are done once.

mod caller;
mod idempotency;
mod passwords;
mod tokens;
mod words;

pub use caller::{Presumed, meet};
pub use idempotency::{Dialect, Once, ReadBack, Secret, once};
pub use passwords::{Passwords, hash as hash_password};
pub use tokens::Handle;
