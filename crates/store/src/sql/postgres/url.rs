//! Where a database is, as PostgreSQL's own tools take it.

use std::error::Error as _;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use super::CONNECT_TIMEOUT;

/// A way to the database that has ended without a word is noticed in seconds, and not in the system's two hours. What the
/// address says instead counts.
const WATCH: &str = "tcp_user_timeout=10&keepalives_idle=10&keepalives_interval=5&keepalives_retries=3";

/// Where a database is, and how the way there is kept from others' eyes. Does not print its password.
#[derive(Clone)]
pub struct Url {
    config: Box<Config>,
    trust: Trust,
}

/// Whom an encrypted connection takes for the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// Whoever answers: nobody can listen, but somebody can stand between.
    Anybody,
    /// Who has a certificate for the host's name from an authority that the system trusts.
    System,
    /// The same from an authority in this file (PEM).
    File(PathBuf),
}

impl Url {
    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    pub(super) fn trust(&self) -> &Trust {
        &self.trust
    }
}

impl FromStr for Url {
    type Err = String;

    /// The parameters that are about certificates are ours: the client leaves these to whoever brings the encryption.
    fn from_str(url: &str) -> Result<Self, Self::Err> {
        // A password may have a question mark of its own; it ends with the first `@`.
        let after_password = url.find('@').unwrap_or_default();
        let at = url[after_password..].find('?').map_or(url.len(), |at| after_password + at);
        let (address, query) = (&url[..at], url[at..].trim_start_matches('?'));
        let (mut mode, mut root, mut others) = (None, None, Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", value)) => mode = Some(decoded(value)),
                Some(("sslrootcert", value)) => root = Some(decoded(value)),
                _ => others.push(pair),
            }
        }
        // What is said later counts.
        let url = format!("{address}?{}", [WATCH].into_iter().chain(others).collect::<Vec<_>>().join("&"));
        let mut config = Config::from_str(&url).map_err(|error| {
            let cause = error.source().map_or_else(|| error.to_string(), ToString::to_string);
            format!("not an address of PostgreSQL: {cause}")
        })?;
        // Of two addresses of a host the second gets its turn.
        config.application_name("slotwright").connect_timeout(CONNECT_TIMEOUT / 2);

        let mode = mode.as_deref().unwrap_or("prefer");
        let trust = match (mode, root.as_deref()) {
            ("verify-full", None | Some("system")) => Trust::System,
            ("verify-full", Some(file)) => Trust::File(PathBuf::from(file)),
            ("disable" | "prefer" | "require", None) => Trust::Anybody,
            ("disable" | "prefer" | "require", Some(_)) => {
                return Err(format!(
                    "sslrootcert says whom to trust, and sslmode={mode} asks nobody who they are: expected \
                     sslmode=verify-full"
                ));
            }
            _ => {
                return Err(format!(
                    "sslmode is {mode:?}: expected `disable`, `prefer` (encrypted if the server can), `require` (encrypted) \
                     or `verify-full` (and the server shows who it is)"
                ));
            }
        };
        // Within the machine there is nobody to keep it from, and PostgreSQL doesn't encrypt there.
        let has_names = config.get_hosts().iter().any(|host| matches!(host, Host::Tcp(_)));
        let is_within = !has_names && config.get_hostaddrs().is_empty();
        if trust != Trust::Anybody && !is_within && !has_names {
            return Err(
                "sslmode=verify-full asks whether the server is the one that is named: expected its name beside \
                 `hostaddr`, as in `postgres://user@db.example/slotwright?hostaddr=…`"
                    .to_owned(),
            );
        }
        config.ssl_mode(match mode {
            _ if is_within => SslMode::Disable,
            "disable" => SslMode::Disable,
            "prefer" => SslMode::Prefer,
            _ => SslMode::Require,
        });
        Ok(Self { config: Box::new(config), trust })
    }
}

/// A parameter's value as it is meant. A plus is a plus in these.
fn decoded(value: &str) -> String {
    let value = value.replace('+', "%2B");
    form_urlencoded::parse(value.as_bytes()).map(|(value, _)| value.into_owned()).collect()
}

impl fmt::Display for Url {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("postgres://")?;
        if let Some(user) = self.config.get_user() {
            write!(formatter, "{user}@")?;
        }
        match self.config.get_hosts().first() {
            Some(Host::Tcp(host)) => formatter.write_str(host)?,
            #[cfg(unix)]
            Some(Host::Unix(path)) => write!(formatter, "{}", path.display())?,
            None => {}
        }
        if let Some(port) = self.config.get_ports().first() {
            write!(formatter, ":{port}")?;
        }
        write!(formatter, "/{}", self.config.get_dbname().unwrap_or_default())
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_prints_without_its_password() {
        let url = url("postgres://ada:hunter22@db.example:6432/slotwright?sslmode=require");
        assert_eq!(url.to_string(), "postgres://ada@db.example:6432/slotwright");
        assert!(!format!("{url:?}").contains("hunter22"));
    }

    #[test]
    fn a_way_that_has_ended_is_noticed_in_seconds_unless_the_address_says_otherwise() {
        let seconds = |text: &str| {
            let url = url(text);
            let config = url.config();
            [config.get_tcp_user_timeout().copied(), Some(config.get_keepalives_idle())]
                .map(|time| time.unwrap().as_secs())
        };
        assert_eq!(seconds("postgres://ada@db.example/slotwright"), [10, 10]);
        assert_eq!(seconds("postgres://ada@db.example/slotwright?keepalives_idle=60&tcp_user_timeout=30"), [30, 60]);
    }

    #[test]
    fn the_modes_are_those_of_postgresql_and_encrypt_as_there() {
        let file = |path: &str| Trust::File(PathBuf::from(path));
        for (query, mode, trust) in [
            ("", SslMode::Prefer, Trust::Anybody),
            ("?sslmode=require&hostaddr=127.0.0.1", SslMode::Require, Trust::Anybody),
            ("?sslmode=disable", SslMode::Disable, Trust::Anybody),
            ("?sslmode=prefer", SslMode::Prefer, Trust::Anybody),
            ("?sslmode=require&channel_binding=require", SslMode::Require, Trust::Anybody),
            ("?sslmode=verify-full", SslMode::Require, Trust::System),
            ("?sslrootcert=system&sslmode=verify-full", SslMode::Require, Trust::System),
            ("?sslmode=verify-full&sslrootcert=%2Fetc%2Four+own.pem", SslMode::Require, file("/etc/our+own.pem")),
        ] {
            let url = url(&format!("postgres://ada@db.example/slotwright{query}"));
            assert_eq!((url.config().get_ssl_mode(), url.trust()), (mode, &trust), "{query}");
        }
        let numbered = url("postgres://ada@/slotwright?hostaddr=127.0.0.1&sslmode=require");
        assert_eq!(numbered.config().get_ssl_mode(), SslMode::Require);
        let odd = url("postgres://ada:what?ever@db.example/slotwright?sslmode=require");
        assert_eq!(
            (odd.config().get_ssl_mode(), odd.config().get_password()),
            (SslMode::Require, Some(&b"what?ever"[..]))
        );
        let socket = url("postgres://ada@%2Fvar%2Frun%2Fpostgresql/slotwright?sslmode=require");
        assert_eq!(socket.config().get_ssl_mode(), SslMode::Disable);
    }

    #[test]
    fn what_cannot_be_meant_is_refused_with_what_can() {
        for (query, fault) in [
            ("sslmode=verify-ca", "`verify-full`"),
            ("sslmode=", "`prefer`"),
            ("sslrootcert=/etc/ca.pem", "sslmode=verify-full"),
            ("sslmode=require&sslrootcert=/etc/ca.pem", "sslmode=verify-full"),
            ("sslcert=/etc/own.pem", "sslcert"),
        ] {
            let refused = format!("postgres://ada@db.example/slotwright?{query}").parse::<Url>().unwrap_err();
            assert!(refused.contains(fault), "{refused}");
        }
        let unnamed = "postgres://ada@/slotwright?hostaddr=127.0.0.1&sslmode=verify-full".parse::<Url>().unwrap_err();
        assert!(unnamed.contains("expected its name"), "{unnamed}");
    }
}
