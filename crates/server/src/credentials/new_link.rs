//! A new link with what its holder is given: a handle, or all that it is for, sealed.

use slotwright_domain::{LinkClock, LinkEnd, LinkHolder, LinkScope, MadeLink, SECONDS_PER_DAY};
use slotwright_store::{Error, Store};

use super::Handle;
use super::link_keys::LinkKeys;
use super::sealed::{Audience, DEFAULT_CHANGES, MAX_SEALED_DAYS, Sealed, SealedFor};
use crate::edge::random::random_bytes;
use crate::scheduling::link::{self, Secrets, WantedLink};

/// What the holder is given.
#[derive(Clone, Copy)]
pub enum LinkForm<'k> {
    /// 22 characters that say nothing.
    Handle,
    /// A sealed link, which works for so many days.
    Sealed {
        /// With which keys.
        keys: &'k LinkKeys,
        /// For whom.
        audience: &'k Audience,
        /// For how many days, at most [`MAX_SEALED_DAYS`].
        days: u32,
    },
}

/// What is told to the holder, and to nobody else.
pub struct NewBearer(pub String);

/// Makes a link. `None` where it is to be sealed and there is no key, or it is everybody's.
///
/// # Errors
///
/// The store can't be asked.
pub async fn make_link(
    store: &Store,
    clock: LinkClock,
    wanted: WantedLink,
    form: LinkForm<'_>,
) -> Result<Option<(NewBearer, MadeLink)>, Error> {
    let (bearer, wanted, secrets) = match form {
        LinkForm::Handle => {
            let handle = Handle::random();
            (handle.reveal(), wanted, handle.secrets())
        }
        LinkForm::Sealed { keys, audience, days } => {
            let now = clock.read(store.clock_ms().await?);
            let Some((mut wanted, sealed)) = to_be_sealed(wanted, now, days) else { return Ok(None) };
            wanted.limits.key_id = keys.sealing_key();
            let Some((token, handle_hash)) = keys.seal(audience, &sealed) else { return Ok(None) };
            (token, wanted, Secrets { handle_hash, salt: random_bytes() })
        }
    };
    let made = link::make(store, clock, wanted, secrets).await?;
    Ok(Some((NewBearer(bearer), made)))
}

/// The link as its row has it, which is the one that would be made when it is first seen; and what is sealed of it.
fn to_be_sealed(mut wanted: WantedLink, now: i64, days: u32) -> Option<(WantedLink, Sealed)> {
    let what = match wanted.holder {
        LinkHolder::Staff { user_id, scope } => SealedFor::Board { user_id, scope },
        LinkHolder::Customer(LinkScope { job_id: Some(job_id), .. }) => SealedFor::Job(job_id),
        LinkHolder::Customer(LinkScope { place, job_type_id, .. }) => SealedFor::NewJob { place, job_type_id },
        LinkHolder::Open(_) => return None,
    };
    let not_before = wanted.limits.not_before.unwrap_or(now);
    let expires_at = not_before + i64::from(days.min(MAX_SEALED_DAYS)) * SECONDS_PER_DAY;
    wanted.limits.not_before = Some(not_before);
    wanted.end = Some(LinkEnd::At(expires_at));
    if let LinkHolder::Customer(_) = wanted.holder {
        wanted.limits.max_changes.get_or_insert(DEFAULT_CHANGES);
    }
    let sealed = Sealed { hash: [0; 32], what, limits: wanted.limits.clone(), expires_at, is_revoked: false };
    Some((wanted, sealed))
}
