//! What callers identify themselves by: names and passwords of API users, handles of links; and how they are kept. And by what those
//! are told from programs who have neither: proofs of work; and tickets, which stand for a link for minutes.

mod api_users;
mod caller_cache;
pub mod link_keys;
mod new_link;
mod passes;
mod password_checks;
mod passwords;
mod proof_of_work;
mod remembered;
pub mod sealed;
mod tickets;
mod tokens;

pub use api_users::{ApiUsers, WRONG_PASSWORDS_PER_MINUTE, staff_of};
pub use new_link::{LinkForm, NewBearer, make_link};
pub use passes::Passes;
pub use passwords::{MIN_PASSWORD_CHARACTERS, NewPassword, api_user_name};
pub use proof_of_work::{Demand, ProofOfWork};
pub use tickets::Tickets;
pub use tokens::{Handle, board_url, booking_url};
