//! Tickets: what stands in the address of a page that is shown after something was done, for a quarter of an hour.
//!
//! A page without script has to be led on to an address after it has posted something, or reloading it would post it again. That
//! address must not be the link: addresses are kept in histories and logs. So it is a ticket, which is sealed: nobody reads in it
//! what it is for, all servers of an instance open it, also after they were started again, and soon nobody does.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use pasetors::Local;
use pasetors::keys::SymmetricKey;
use pasetors::token::UntrustedToken;
use pasetors::version4::{LocalToken, V4};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use slotwright_domain::UnixSecond;

/// How long a ticket opens: somebody who reads slowly can reload what they read, and whoever finds the address in a history is late.
const SECONDS: UnixSecond = 15 * 60;
/// What tokens of this kind begin with; a ticket goes without.
const HEADER: &str = "v4.local.";
/// Sealed for nothing else.
const PURPOSE: &[u8] = b"slotwright/ticket/v1";
/// A ticket with the longest link in it is not longer.
const MAX_BYTES: usize = 8 * 1024;

/// What seals tickets and opens them again.
pub struct Tickets(Option<SymmetricKey<V4>>);

#[derive(Deserialize, Serialize)]
struct Content<T> {
    until: UnixSecond,
    what: T,
}

impl Tickets {
    /// With the key that the instance's servers share; tickets have one of their own, which is made of it.
    #[must_use]
    pub fn new(key: &str) -> Self {
        let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).map(|mac| mac.chain_update(PURPOSE));
        let own = mac.ok().map(|mac| mac.finalize().into_bytes());
        Self(own.and_then(|own| SymmetricKey::from(&own).ok()))
    }

    /// A ticket: letters that stand in any address as they are. `None` where it can't be made.
    #[must_use]
    pub fn seal(&self, what: impl Serialize, now: UnixSecond) -> Option<String> {
        let content = serde_json::to_vec(&Content { until: now + SECONDS, what }).ok()?;
        let token = LocalToken::encrypt(self.0.as_ref()?, &content, None, Some(PURPOSE)).ok()?;
        token.strip_prefix(HEADER).map(str::to_owned)
    }

    /// What is in a ticket; `None` where it is none of ours, or too old.
    #[must_use]
    pub fn open<T: DeserializeOwned>(&self, ticket: &str, now: UnixSecond) -> Option<T> {
        if MAX_BYTES < ticket.len() {
            return None;
        }
        let untrusted = UntrustedToken::<Local, V4>::try_from(&*format!("{HEADER}{ticket}")).ok()?;
        let trusted = LocalToken::decrypt(self.0.as_ref()?, &untrusted, None, Some(PURPOSE)).ok()?;
        let content: Content<T> = serde_json::from_str(trusted.payload()).ok()?;
        (now < content.until).then_some(content.what)
    }
}

impl fmt::Debug for Tickets {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("Tickets(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_opens_for_a_quarter_of_an_hour_in_its_own_instance_and_shows_nothing_of_what_is_in_it() {
        let (tickets, others) = (Tickets::new("one"), Tickets::new("another"));
        let ticket = tickets.seal("AAAAAAAAAAAAAAAAAAAAAA", 1_000).unwrap();
        assert!(!ticket.contains("AAAAAAAAAA") && !ticket.contains('.'), "{ticket}");
        let open = |tickets: &Tickets, ticket: &str, now| tickets.open::<String>(ticket, now);
        assert_eq!(open(&tickets, &ticket, 1_000 + SECONDS - 1).as_deref(), Some("AAAAAAAAAAAAAAAAAAAAAA"));
        assert_eq!(open(&Tickets::new("one"), &ticket, 1_000).as_deref(), Some("AAAAAAAAAAAAAAAAAAAAAA"));
        assert_eq!(open(&tickets, &ticket, 1_000 + SECONDS), None);
        assert_eq!(open(&others, &ticket, 1_000), None);
        let changed = ticket.replacen(&ticket[40..41], if &ticket[40..41] == "A" { "B" } else { "A" }, 1);
        for wrong in ["", "x", ".", "v4.local.", &ticket[1..], &changed, &format!("{ticket}.AAAA"), &"A".repeat(9_000)]
        {
            assert_eq!(open(&tickets, wrong, 1_000), None, "{wrong}");
        }
    }
}
