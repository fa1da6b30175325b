//! Random bytes, and bytes as texts.

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

/// Bytes as two small hexadecimal digits each.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
