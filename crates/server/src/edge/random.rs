//! Random bytes.

/// Random bytes of the system, fit for secrets.
///
/// # Panics
///
/// The system has none: then nothing here is safe to go on with.
#[must_use]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives no random bytes");
    bytes
}
