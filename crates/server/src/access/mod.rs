//! Who calls: credentials become an actor, and requests with a key are done once.

mod api_users;
mod cached_caller;
mod caller;
mod idempotency;
mod password_checks;
mod passwords;
mod tokens;
mod words;

pub use api_users::ApiUsers;
pub use cached_caller::CachedCaller;
pub use caller::authenticate;
pub use idempotency::{Dialect, Once, ReadBack, Secret, once};
pub use passwords::NewPassword;
pub use tokens::Handle;
