//! The encryption of the way to PostgreSQL.

use std::path::Path;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{self, CryptoProvider};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::url::{Trust, Url};
use crate::error::Error;

/// What encrypts a connection, where the address asks for that. Made for each anew: certificates that were replaced count from
/// then on. Where there are none (who replaces a file may have it empty for a moment), there may be some at the next try.
pub(super) fn connector(url: &Url) -> Result<MakeRustlsConnect, Error> {
    let provider = Arc::new(crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions();
    let config = config.map_err(|error| Error::Unreachable(format!("no encryption: {error}")))?;
    let config = match url.trust() {
        Trust::Anybody => config.dangerous().with_custom_certificate_verifier(Arc::new(Anybody(provider))),
        Trust::System => config.with_root_certificates(of_system()?),
        Trust::File(file) => config.with_root_certificates(of_file(file)?),
    };
    Ok(MakeRustlsConnect::new(config.with_no_client_auth()))
}

fn of_system() -> Result<RootCertStore, Error> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(found.certs);
    if roots.is_empty() {
        let causes: String = found.errors.iter().map(|error| format!(": {error}")).collect();
        return Err(Error::Unreachable(format!(
            "the system has no certificates to know it by{causes}; sslrootcert can name a file of them"
        )));
    }
    Ok(roots)
}

fn of_file(file: &Path) -> Result<RootCertStore, Error> {
    let unusable =
        |problem: &dyn std::fmt::Display| Error::Unreachable(format!("sslrootcert {}: {problem}", file.display()));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| unusable(&error))? {
        let certificate = certificate.map_err(|error| unusable(&error))?;
        roots.add(certificate).map_err(|error| unusable(&error))?;
    }
    if roots.is_empty() { Err(unusable(&"there is no certificate in it (expected PEM)")) } else { Ok(roots) }
}

/// Asks nobody who they are, and reads nothing of what they show: whoever takes any certificate gains nothing by its signature,
/// and some are too old to be read.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _certificate: &CertificateDer,
        _intermediates: &[CertificateDer],
        _name: &ServerName,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer,
        _signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer,
        _signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
    use slotwright_testing::postgres::{Database, Postgres, aside};

    use super::super::WRITERS;
    use crate::{Error, Location, Store, settings};

    /// An authority, its certificate as PEM.
    fn authority() -> (Issuer<'static, KeyPair>, String) {
        let key = KeyPair::generate().unwrap();
        let mut own = CertificateParams::default();
        own.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = own.self_signed(&key).unwrap().pem();
        (Issuer::new(own, key), pem)
    }

    /// A PostgreSQL that shows itself as `db.internal`, and its authority's certificate.
    fn encrypted() -> (Postgres, String) {
        let (authority, pem) = authority();
        let key = KeyPair::generate().unwrap();
        let own = CertificateParams::new(["db.internal".to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
        (Postgres::start_listening(Some([&own.pem(), &key.serialize_pem()])).unwrap(), pem)
    }

    /// Opens the database under a name of its host.
    fn open(database: &Database, port: u16, host: &str, query: &str) -> Result<Store, String> {
        let name = database.name();
        let url = format!("postgres://slotwright@{host}:{port}/{name}?hostaddr=127.0.0.1&connect_timeout=10&{query}");
        let location: Location = url.parse()?;
        Store::open(&location).map_err(|error| error.to_string())
    }

    /// A file of certificates.
    fn file(name: &str, pem: &str) -> PathBuf {
        let file = std::env::temp_dir().join(format!("slotwright-{name}-{}.pem", std::process::id()));
        std::fs::write(&file, pem).unwrap();
        file
    }

    /// How many of the store's connections there are, and how many of them are encrypted.
    fn encrypted_of(database: &Database) -> (i64, i64) {
        let sql = "SELECT count(*), count(*) FILTER (WHERE ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
                   WHERE application_name = 'slotwright' AND datname = current_database()";
        let row = database.connect().query_one(sql, &[]).unwrap();
        (row.get(0), row.get(1))
    }

    #[test]
    fn a_connection_is_encrypted_as_the_address_says_and_only_to_whom_it_names() {
        let (postgres, authority) = encrypted();
        let database = postgres.database();
        let open = |host, query: &str| open(&database, postgres.port(), host, query);
        let trusted = file("authority", &authority);
        let full = |file: &std::path::Path| format!("sslmode=verify-full&sslrootcert={}", file.display());

        for (query, encrypted) in
            [("sslmode=disable", 0), ("", 1), ("sslmode=require", 1), (full(&trusted).as_str(), 1)]
        {
            let store = open("db.internal", query).unwrap();
            assert_eq!(encrypted_of(&database), (1, encrypted), "{query}");
            drop(store);
            // They end with their threads, a moment later.
            let mut looks = 0..2000;
            while encrypted_of(&database) != (0, 0) {
                looks.next().expect("the connections of a store end with it");
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
        }

        let (_, others) = self::authority();
        let strange = file("stranger", &others);
        let empty = file("empty", "nothing of the kind");
        let missing = std::env::temp_dir().join("slotwright-there-is-none.pem");
        for (host, query, problem) in [
            ("db.elsewhere", full(&trusted), "certificate"),
            ("db.internal", full(&strange), "certificate"),
            ("db.internal", "sslmode=verify-full".to_owned(), "certificate"),
            ("db.internal", full(&empty), "no certificate in it"),
            ("db.internal", full(&missing), "slotwright-there-is-none.pem"),
        ] {
            let refused = open(host, &query).err().unwrap_or_else(|| panic!("{host} {query}: it was connected"));
            assert!(refused.contains(problem), "{host} {query}: {refused}");
        }
        assert_eq!(encrypted_of(&database), (0, 0));
        for file in [trusted, strange, empty] {
            std::fs::remove_file(file).unwrap();
        }
    }

    #[tokio::test]
    async fn certificates_that_are_missing_for_a_while_are_a_database_that_is_missing_for_a_while() {
        let (postgres, authority) = tokio::task::spawn_blocking(encrypted).await.unwrap();
        let database = postgres.database();
        let trusted = file("replaced", &authority);
        let query = format!("sslmode=verify-full&sslrootcert={}", trusted.display());
        let store = aside(|| open(&database, postgres.port(), "db.internal", &query)).unwrap();
        let change = || store.change(|db| settings::set(db, "company", "ours"));
        // Each connection that broke may report that first.
        let changed = async || {
            for _ in 0..WRITERS {
                match change().await {
                    Err(Error::Postgres(_)) => {}
                    changed => return changed,
                }
            }
            change().await
        };
        change().await.unwrap();

        for is_there in [true, false] {
            match is_there {
                true => std::fs::write(&trusted, "").unwrap(),
                false => std::fs::remove_file(&trusted).unwrap(),
            }
            let invalidations = store.cache_invalidations();
            postgres.administrate(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'slotwright'",
            );
            while aside(|| encrypted_of(&database)) != (0, 0) {
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
            let refused = changed().await.expect_err("a connection was made without knowing to whom");
            assert!(refused.is_passing(), "{refused}");
            assert!(refused.to_string().contains("sslrootcert"), "{refused}");
            assert!(invalidations < store.cache_invalidations(), "it may be another database that comes back");
            std::fs::write(&trusted, &authority).unwrap();
            changed().await.unwrap();
        }
        std::fs::remove_file(trusted).unwrap();
    }

    #[test]
    fn what_must_be_encrypted_is_not_sent_to_a_server_that_cannot() {
        let postgres = Postgres::start_listening(None).unwrap();
        let database = postgres.database();
        for query in ["sslmode=require", "sslmode=verify-full"] {
            let refused = open(&database, postgres.port(), "db.internal", query).err().unwrap();
            assert!(refused.contains("does not support TLS"), "{refused}");
        }
        let _store = open(&database, postgres.port(), "db.internal", "").unwrap();
        assert_eq!(encrypted_of(&database), (1, 0));
    }
}
