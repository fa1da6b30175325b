//! Who calls: credentials become an actor, how often they may (`quotas`), and requests with a key are done once.

mod cached_caller;
mod caller;
mod exchange;
mod idempotency;
mod jwt;
mod needs;
mod opened;
mod proof;
mod quotas;
mod sealed;
mod tokens;
mod words;

pub use cached_caller::CachedCaller;
pub use caller::{Bearer, authenticate};
pub use exchange::{Exchanged, NotExchanged, check_keys, exchange};
pub use idempotency::{Dialect, Once, ReadBack, Secret, once};
pub use opened::Opened;
pub use proof::Proof;
pub use quotas::{keep_quotas, know_client};
pub use tokens::{Life, TokenHolder, holder, log_in, log_out};
