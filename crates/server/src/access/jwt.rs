//! A session elsewhere, as a signed JWT.
//!
//! The key says by which algorithm it is checked, not the token; the clock is ours and not the library's. The signatures are
//! checked by ring, which the connections to databases and other systems have as well, so that there is one such library.

use jsonwebtoken::crypto::{CryptoProvider, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::signature::{self, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind, Validation, decode, decode_header};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use slotwright_domain::UnixSecond;

/// By how much the issuer's clock may differ from ours.
const LEEWAY_SECONDS: i64 = 60;
/// No session of use is longer.
const MAX_TOKEN_BYTES: usize = 16 * 1024;

/// Who has a session, and until when.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Session {
    pub(super) subject: String,
    pub(super) expires_at: UnixSecond,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: Audiences,
    sub: String,
    exp: UnixSecond,
    nbf: Option<UnixSecond>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audiences {
    One(String),
    Several(Vec<String>),
}

impl Audiences {
    fn has(&self, name: &str) -> bool {
        match self {
            Self::One(one) => one == name,
            Self::Several(several) => several.iter().any(|one| one == name),
        }
    }
}

/// The keys of a set that sessions can be checked with.
///
/// # Errors
///
/// It is no set, or has none.
pub(super) fn keys_in(text: &str) -> Result<JwkSet, String> {
    let set: JwkSet = serde_json::from_str(text).map_err(|error| format!("no JWKS: {error}"))?;
    let keys: Vec<Jwk> =
        set.keys.into_iter().filter(|key| key.common.key_id.is_some() && algorithm(key).is_some()).collect();
    if keys.is_empty() {
        return Err("it has no key with a `kid` for EdDSA (Ed25519), ES256 (P-256) or RS256".to_owned());
    }
    Ok(JwkSet { keys })
}

/// The session in a token, or why it is none, for the log.
pub(super) fn session(
    token: &str,
    keys: &JwkSet,
    (issuer, audience): (&str, &str),
    now: UnixSecond,
) -> Result<Session, &'static str> {
    // Where another is there already it is the same one.
    let _ = PROVIDER.install_default();
    if MAX_TOKEN_BYTES < token.len() {
        return Err("it is too long");
    }
    let header = decode_header(token).map_err(|_| "it is no JWT")?;
    let kid = header.kid.ok_or("it names no key")?;
    let key = keys.find(&kid).ok_or("it names an unknown key")?;
    let algorithm = algorithm(key).ok_or("it names a key that is no signing key")?;
    let mut validation = Validation::new(algorithm);
    // All below, by types of ours and a clock of ours.
    (validation.validate_exp, validation.validate_aud) = (false, false);
    validation.required_spec_claims.clear();
    let key = DecodingKey::from_jwk(key).map_err(|_| "its key can't be read")?;
    let claims = decode::<Claims>(token, &key, &validation).map_err(|error| match error.kind() {
        ErrorKind::InvalidSignature => "its signature is wrong",
        ErrorKind::InvalidAlgorithm => "it is signed by another algorithm than its key's",
        _ => "it can't be read, or lacks a claim",
    })?;
    let Claims { iss, aud, sub, exp, nbf } = claims.claims;
    match () {
        () if iss != issuer => Err("it is another issuer's"),
        () if !aud.has(audience) => Err("it is for another audience"),
        () if exp.saturating_add(LEEWAY_SECONDS) <= now => Err("it is over"),
        () if nbf.is_some_and(|nbf| now.saturating_add(LEEWAY_SECONDS) < nbf) => Err("it has not begun"),
        () => Ok(Session { subject: sub, expires_at: exp }),
    }
}

/// By which algorithm a key is used; `None` for keys that are none for signatures, or of another kind.
fn algorithm(key: &Jwk) -> Option<Algorithm> {
    if key.common.public_key_use.as_ref().is_some_and(|usage| *usage != PublicKeyUse::Signature) {
        return None;
    }
    let algorithm = match &key.algorithm {
        AlgorithmParameters::OctetKeyPair(pair) if pair.curve == EllipticCurve::Ed25519 => Algorithm::EdDSA,
        AlgorithmParameters::EllipticCurve(point) if point.curve == EllipticCurve::P256 => Algorithm::ES256,
        AlgorithmParameters::RSA(_) => Algorithm::RS256,
        _ => return None,
    };
    // A key may say itself that it is for another one, such as PS256.
    let own = key.common.key_algorithm.as_ref().map(|own| own.to_string());
    own.is_none_or(|own| own == format!("{algorithm:?}")).then_some(algorithm)
}

/// Checks signatures, and does nothing else.
static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |_, _| Err(ErrorKind::UnsupportedAlgorithm.into()),
    verifier_factory: |algorithm, key| match algorithm {
        Algorithm::EdDSA | Algorithm::ES256 | Algorithm::RS256 => {
            Ok(Box::new(RingVerifier { algorithm: *algorithm, key: key.clone() }))
        }
        _ => Err(ErrorKind::UnsupportedAlgorithm.into()),
    },
    key_utils: KeyUtils::new_unimplemented(),
};

struct RingVerifier {
    algorithm: Algorithm,
    key: DecodingKey,
}

impl Verifier<Vec<u8>> for RingVerifier {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), signature::Error> {
        let checked = match (self.algorithm, self.key.kind()) {
            (Algorithm::RS256, DecodingKeyKind::RsaModulusExponent { n, e }) => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            }
            (Algorithm::ES256, DecodingKeyKind::SecretOrDer(point)) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature)
            }
            (Algorithm::EdDSA, DecodingKeyKind::SecretOrDer(point)) => {
                UnparsedPublicKey::new(&ED25519, point).verify(message, signature)
            }
            _ => Err(ring::error::Unspecified),
        };
        checked.map_err(|_| signature::Error::new())
    }
}

impl JwtVerifier for RingVerifier {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}
