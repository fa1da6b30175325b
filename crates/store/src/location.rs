//! Where a store is.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::sql::PostgresUrl;

/// Where a store is: `sqlite://` and a file, or `postgres://` and what PostgreSQL's own tools understand. Prints without
/// a password.
#[derive(Clone, Debug)]
pub enum Location {
    /// A file, which is made where it does not exist.
    Sqlite(PathBuf),
    /// A database, which exists.
    Postgres(PostgresUrl),
}

impl FromStr for Location {
    type Err = String;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return url.parse().map(Self::Postgres);
        }
        match url.strip_prefix("sqlite://") {
            Some("") => Err("a file's name must follow `sqlite://`, as in `sqlite://slotwright.db`".to_owned()),
            Some(path) => std::path::absolute(path).map(Self::Sqlite).map_err(|error| error.to_string()),
            None => Err("expected `sqlite://` and a file, as in `sqlite:///var/lib/slotwright/slotwright.db`, or \
                         `postgres://` and a database, as in `postgres://user@host/slotwright`"
                .to_owned()),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "sqlite://{}", path.display()),
            Self::Postgres(url) => url.fmt(formatter),
        }
    }
}
