//! How large what is sent may be: read by the readers, and told by the API's document ([`crate::contract`]).

use slotwright_matching::MINUTES_PER_DAY;

/// The greatest number that every reader of JSON keeps exactly.
pub const MAX_ID: u64 = (1 << 53) - 1;
/// Records a page unless asked otherwise.
pub const DEFAULT_LIMIT: u64 = 100;
/// Records a page at most.
pub const MAX_LIMIT: u64 = 1000;
/// The last page that is looked for: whoever reads ten thousand pages reads them with a greater limit.
pub const MAX_PAGE: u64 = 10_000;
/// The lengths of jobs are multiples of this, in minutes.
pub const LENGTH_STEP: u64 = 15;
/// The longest job, in minutes: nobody is free for one over midnight.
pub const MAX_LENGTH: u64 = MINUTES_PER_DAY as u64;
/// How long a name may be, in characters; the choices of a field too.
pub const MAX_NAME: usize = 255;
/// How seldom something may repeat: beyond a thousand weeks it is a slip of the finger.
pub const MAX_WEEKS: u64 = 1000;
/// How often something may repeat.
pub const MAX_REPETITIONS: u64 = u32::MAX as u64;
/// The most users that a question may name.
pub const MAX_USERS: usize = 1000;
/// The largest crew.
pub const MAX_CREW: u64 = 1000;
/// For how many days a link works unless asked otherwise.
pub const DEFAULT_LINK_DAYS: u64 = 14;
/// For how many days a link works at most.
pub const MAX_LINK_DAYS: u64 = 90;

/// How long the name of an API user may be, in characters: it stands in addresses.
pub const MAX_API_USER_NAME: usize = 100;
/// No address of a webhook has more characters.
pub const MAX_URL: usize = 2000;
/// For how many hours the old secret of a webhook may sign beside the new one.
pub const MAX_OLD_HOURS: u64 = 168;
