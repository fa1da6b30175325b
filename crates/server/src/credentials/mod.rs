//! What callers identify themselves by: names and passwords of API users, handles of links; and how they are kept.

mod api_users;
mod caller_cache;
mod passes;
mod password_checks;
mod passwords;
mod remembered;
mod tokens;

pub use api_users::{ApiUsers, WRONG_PASSWORDS_PER_MINUTE, staff_of};
pub use passes::Passes;
pub use passwords::{MIN_PASSWORD_CHARACTERS, NewPassword, api_user_name};
pub use tokens::Handle;
