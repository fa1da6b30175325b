//! Safeguards that can be switched off, to see that the tests notice.
//!
//! A safeguard that no test misses is either not needed or not proved. So there is a build, by the feature `sabotage`,
//! in which `SLOTWRIGHT_SABOTAGE` switches some of them off; `cargo xtask sabotage` builds it, under another name, and
//! expects the races to go wrong. It can't be built for release, it says at its start what it is, and in the program that
//! is shipped no word of it is left: [`is_off`] is then `false` before the compiler is done.

#[cfg(all(feature = "sabotage", not(debug_assertions)))]
compile_error!("the feature `sabotage` switches safeguards off: it is for tests alone and can't be built for release");

/// What keeps the promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safeguard {
    /// The users of a visit are locked before anything is looked at.
    Lock,
    /// The database itself refuses a claim that overlaps another.
    Backstop,
    /// Answers to requests with a key are kept and repeated.
    Ledger,
    /// Others' holds are busy.
    Holds,
    /// Whether the crew is free is looked at again in the transaction that writes.
    Check,
}

/// Whether a safeguard is switched off: never, but in a build for the negative controls.
#[cfg(not(feature = "sabotage"))]
#[inline(always)]
#[must_use]
pub const fn is_off(_: Safeguard) -> bool {
    false
}

#[cfg(feature = "sabotage")]
pub use on_purpose::{announce, is_off};

#[cfg(feature = "sabotage")]
mod on_purpose {
    use std::sync::LazyLock;

    use crate::sabotage::Safeguard;

    /// Names of safeguards with commas between; empty for none.
    const VARIABLE: &str = "SLOTWRIGHT_SABOTAGE";
    const NAMES: [(&str, Safeguard); 5] = [
        ("lock", Safeguard::Lock),
        ("backstop", Safeguard::Backstop),
        ("ledger", Safeguard::Ledger),
        ("holds", Safeguard::Holds),
        ("check", Safeguard::Check),
    ];

    static OFF: LazyLock<Vec<Safeguard>> = LazyLock::new(|| {
        let told = std::env::var(VARIABLE).unwrap_or_default();
        let named = |name: &str| NAMES.iter().find(|(known, _)| *known == name).map(|(_, safeguard)| *safeguard);
        let off: Option<Vec<_>> = told.split(',').filter(|name| !name.is_empty()).map(named).collect();
        off.unwrap_or_else(|| {
            eprintln!("{VARIABLE}: there is no safeguard of that name in `{told}` (there are: {NAMES:?})");
            std::process::exit(2);
        })
    });

    /// Whether `SLOTWRIGHT_SABOTAGE` names this safeguard.
    #[must_use]
    pub fn is_off(safeguard: Safeguard) -> bool {
        OFF.contains(&safeguard)
    }

    /// Says what this program is, and what is switched off.
    pub fn announce() {
        eprintln!("THIS SERVER IS SABOTAGED FOR TESTS: it must not be used. Switched off: {:?}", *OFF);
    }
}
