//! Sealed links: all that a link is for stands in it, encrypted, so that others can make one without asking us.
//!
//! PASETO v4.local and nothing else. The implicit assertion is the purpose, the instance and its public origin: what was sealed
//! for another server, another instance or another use of the key is no link here. Whatever is wrong with a token, it is `None`:
//! nobody learns from us what they have to change.

use std::fmt;
use std::marker::PhantomData;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use pasetors::Local;
use pasetors::token::UntrustedToken;
use pasetors::version4::{LocalToken, V4};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};
use slotwright_domain::{
    LinkLimits, MOST_LINK_WINDOWS, PlaceKind, PlaceRef, Right, SECONDS_PER_DAY, StaffScope, UnixSecond, WishWindow,
};
use slotwright_matching::Day;
use slotwright_wire::slotwright::DayWindow;
use slotwright_wire::slotwright::write::day_window;
use slotwright_wire::sonar::write::assigned_type;
use slotwright_wire::time::{parse_date, parse_time, print_date};

use super::link_keys::LinkKeys;
use crate::edge::origin::is_origin;
use crate::edge::random::random_bytes;

/// How long a sealed link may work, in days.
pub const MAX_SEALED_DAYS: u32 = 14;
/// How often the holder of a sealed link may book and move, unless whoever makes it says otherwise.
pub const DEFAULT_CHANGES: u32 = 3;
/// The most changes that a link may allow.
pub const MOST_CHANGES: u32 = 1000;
/// The most pages that a link may name.
pub const MOST_ORIGINS: usize = 20;
/// No token of ours is longer.
const MAX_TOKEN_BYTES: usize = 4096;
/// What all of them begin with; a handle has no full stop.
const HEADER: &str = "v4.local.";
/// What is said of what a link is for, before the instance and its origin.
const PURPOSE: &str = "slotwright/link/v1";
const VERSION: u8 = 1;

/// For which instance, at which origin, links are sealed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    /// The instance's name.
    pub instance: String,
    /// The origin at which customers reach the server.
    pub origin: String,
}

/// What a sealed link is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SealedFor {
    /// This job.
    Job(u64),
    /// A new job.
    NewJob {
        /// For this account or site.
        place: PlaceRef,
        /// Of this type.
        job_type_id: u64,
    },
    /// The board.
    Board {
        /// For which user.
        user_id: u64,
        /// How far it goes.
        scope: StaffScope,
    },
}

/// A sealed link that was opened: it is of one of our keys, for us.
#[derive(Clone, Debug, PartialEq)]
pub struct Sealed {
    /// By which its row is found.
    pub hash: [u8; 32],
    /// What it is for.
    pub what: SealedFor,
    /// What it allows; with `not_before`, and the key's name.
    pub limits: LinkLimits,
    /// When it ends.
    pub expires_at: UnixSecond,
    /// Whether its key is good for later links alone.
    pub is_revoked: bool,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    v: u8,
    jti: String,
    tid: String,
    r#for: For,
    scp: Vec<String>,
    #[serde(deserialize_with = "Option::deserialize")]
    win: Option<Object<Days>>,
    nbf: UnixSecond,
    exp: UnixSecond,
    max: u32,
    emb: Vec<String>,
    #[serde(deserialize_with = "Option::deserialize")]
    loc: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum For {
    Job(Object<ForJob>),
    NewJob(Object<ForNewJob>),
    Board(Object<ForBoard>),
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ForJob {
    job_id: u64,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ForNewJob {
    assigned_type: String,
    assigned_id: u64,
    job_type_id: u64,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ForBoard {
    user_id: u64,
    scope: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Days {
    #[serde(deserialize_with = "Option::deserialize")]
    earliest: Option<String>,
    #[serde(deserialize_with = "Option::deserialize")]
    latest: Option<String>,
    /// Left out where there are none, so that what was sealed before there were any is as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    windows: Option<Vec<Object<Window>>>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Window {
    date: String,
    start_time: String,
    end_time: String,
}

/// A record that is an object. Left to itself a record can be read from a list of its values too, which would be a second spelling
/// of each link.
#[derive(Serialize)]
#[serde(transparent)]
struct Object<T>(T);

impl<'d, T: Deserialize<'d>> Deserialize<'d> for Object<T> {
    fn deserialize<D: Deserializer<'d>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OfObject(PhantomData))
    }
}

struct OfObject<T>(PhantomData<T>);

impl<'d, T: Deserialize<'d>> Visitor<'d> for OfObject<T> {
    type Value = Object<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<M: MapAccess<'d>>(self, map: M) -> Result<Object<T>, M::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Footer {
    kid: String,
}

/// Whether this is meant to be a sealed link rather than a handle.
#[must_use]
pub fn is_sealed(bearer: &str) -> bool {
    bearer.contains('.')
}

impl LinkKeys {
    /// A new sealed link, by the key that seals, and by which its row is found; `None` where there is no key.
    #[must_use]
    pub fn seal(&self, audience: &Audience, wanted: &Sealed) -> Option<(String, [u8; 32])> {
        let keys = self.all();
        let key = keys.first()?;
        let jti = random_bytes::<16>();
        let claims = claims(audience, &jti, wanted);
        let (claims, footer) =
            (serde_json::to_vec(&claims).ok()?, serde_json::to_vec(&Footer { kid: key.id.clone() }).ok()?);
        let assertion = assertion(audience);
        let token = LocalToken::encrypt(&key.secret, &claims, Some(&footer), Some(assertion.as_bytes())).ok()?;
        Some((token, hash(&audience.instance, &jti)))
    }

    /// The name of the key that seals; `None` where there is none.
    #[must_use]
    pub fn sealing_key(&self) -> Option<String> {
        self.all().first().map(|key| key.id.clone())
    }

    /// What stands in a sealed link; `None` where it is none of ours, or says anything that one of ours can't.
    #[must_use]
    pub fn open(&self, audience: &Audience, token: &str) -> Option<Sealed> {
        if MAX_TOKEN_BYTES < token.len() || !is_canonical(token) {
            return None;
        }
        let untrusted = UntrustedToken::<Local, V4>::try_from(token).ok()?;
        let Object(Footer { kid }) = serde_json::from_slice(untrusted.untrusted_footer()).ok()?;
        let keys = self.all();
        let key = keys.iter().find(|key| key.id == kid)?;
        let assertion = assertion(audience);
        let trusted = LocalToken::decrypt(&key.secret, &untrusted, None, Some(assertion.as_bytes())).ok()?;
        let Object(claims): Object<Claims> = serde_json::from_str(trusted.payload()).ok()?;
        let is_revoked = key.revoke_before.is_some_and(|before| claims.nbf < before);
        judge(audience, claims, kid, is_revoked)
    }
}

/// Whether nobody can write the same token in other letters.
fn is_canonical(token: &str) -> bool {
    let parts = token.strip_prefix(HEADER).and_then(|rest| rest.split_once('.'));
    parts.is_some_and(|(body, footer)| [body, footer].iter().all(|part| URL_SAFE_NO_PAD.decode(part).is_ok()))
}

fn assertion(audience: &Audience) -> String {
    format!("{PURPOSE}|{}|{}", audience.instance, audience.origin)
}

/// Not that of the random bits alone, of which whoever sealed it knows what they are: those are no handle.
fn hash(instance: &str, jti: &[u8; 16]) -> [u8; 32] {
    Sha256::new()
        .chain_update(PURPOSE)
        .chain_update([0])
        .chain_update(instance)
        .chain_update([0])
        .chain_update(jti)
        .finalize()
        .into()
}

fn claims(audience: &Audience, jti: &[u8; 16], wanted: &Sealed) -> Claims {
    let limits = &wanted.limits;
    let is_of_board = matches!(wanted.what, SealedFor::Board { .. });
    let window = |window: &WishWindow| {
        let DayWindow { date, start_time, end_time } = day_window(*window);
        Object(Window { date, start_time, end_time })
    };
    let windows = (!limits.windows.is_empty()).then(|| limits.windows.iter().map(window).collect());
    let days = (limits.first_day.is_some() || limits.last_day.is_some() || windows.is_some()).then(|| {
        Object(Days { earliest: limits.first_day.map(print_date), latest: limits.last_day.map(print_date), windows })
    });
    Claims {
        v: VERSION,
        jti: URL_SAFE_NO_PAD.encode(jti),
        tid: audience.instance.clone(),
        r#for: match wanted.what {
            SealedFor::Job(job_id) => For::Job(Object(ForJob { job_id })),
            SealedFor::NewJob { place, job_type_id } => For::NewJob(Object(ForNewJob {
                assigned_type: assigned_type(place.kind).to_owned(),
                assigned_id: place.id,
                job_type_id,
            })),
            SealedFor::Board { user_id, scope } => {
                For::Board(Object(ForBoard { user_id, scope: scope.name().to_owned() }))
            }
        },
        scp: if is_of_board { Vec::new() } else { limits.rights.names().map(str::to_owned).collect() },
        win: days,
        nbf: limits.not_before.unwrap_or_default(),
        exp: wanted.expires_at,
        max: limits.max_changes.unwrap_or_default(),
        emb: limits.embed_origins.clone(),
        loc: limits.locale.clone(),
    }
}

/// Reads claims one by one; `None` where one is not as it must be.
fn judge(audience: &Audience, claims: Claims, kid: String, is_revoked: bool) -> Option<Sealed> {
    let Claims { v, jti, tid, r#for, scp, win, nbf, exp, max, emb, loc } = claims;
    let mut bits = [0; 16];
    let is_random = URL_SAFE_NO_PAD.decode_slice(&jti, &mut bits) == Ok(16);
    let life = exp.checked_sub(nbf)?;
    let is_life = 0 <= nbf && 0 < life && life <= i64::from(MAX_SEALED_DAYS) * SECONDS_PER_DAY;
    let are_pages = emb.len() <= MOST_ORIGINS && emb.iter().all(|origin| is_origin(origin));
    let are_limits = max <= MOST_CHANGES && are_pages && loc.as_deref().is_none_or(is_language);
    if v != VERSION || tid != audience.instance || !is_random || !is_life || !are_limits {
        return None;
    }
    let rights = scp.iter().map(|name| Right::named(name)).collect::<Option<Vec<_>>>()?;
    let are_once = rights.iter().enumerate().all(|(place, right)| !rights[..place].contains(right));
    let date = |text: Option<String>| text.map_or(Some(None), |text| parse_date(&text).map(Some));
    let (first_day, last_day, windows): (Option<Day>, Option<Day>, _) = match win {
        Some(Object(Days { earliest, latest, windows })) => (date(earliest)?, date(latest)?, read_windows(windows)?),
        None => (None, None, Vec::new()),
    };
    let are_days = first_day.zip(last_day).is_none_or(|(first, last)| first <= last);
    let what = what(r#for)?;
    let is_of_board = matches!(what, SealedFor::Board { .. });
    let is_bare = rights.is_empty() && first_day.is_none() && last_day.is_none() && windows.is_empty() && max == 0;
    if !are_once || !are_days || (is_of_board && !is_bare) {
        return None;
    }
    let limits = LinkLimits {
        rights: rights.into_iter().collect(),
        first_day,
        last_day,
        windows,
        not_before: Some(nbf),
        max_changes: (!is_of_board).then_some(max),
        embed_origins: emb,
        locale: loc,
        key_id: Some(kid),
    };
    Some(Sealed { hash: hash(&tid, &bits), what, limits, expires_at: exp, is_revoked })
}

/// The windows of a link; `None` where one is none, or where they are more than there may be, or none at all.
fn read_windows(claimed: Option<Vec<Object<Window>>>) -> Option<Vec<WishWindow>> {
    let Some(claimed) = claimed else { return Some(Vec::new()) };
    let window = |Object(Window { date, start_time, end_time }): Object<Window>| {
        let (start_second, end_second) = (parse_time(&start_time)?, parse_time(&end_time)?);
        let window = WishWindow { day: parse_date(&date)?, start_second, end_second };
        (start_second < end_second).then_some(window)
    };
    let is_few = (1..=MOST_LINK_WINDOWS).contains(&claimed.len());
    claimed.into_iter().map(window).collect::<Option<_>>().filter(|_| is_few)
}

fn what(claimed: For) -> Option<SealedFor> {
    Some(match claimed {
        For::Job(Object(ForJob { job_id })) => SealedFor::Job(job_id),
        For::NewJob(Object(ForNewJob { assigned_type: kind, assigned_id, job_type_id })) => {
            let kind =
                [PlaceKind::Account, PlaceKind::NetworkSite].into_iter().find(|known| assigned_type(*known) == kind)?;
            SealedFor::NewJob { place: PlaceRef { kind, id: assigned_id }, job_type_id }
        }
        For::Board(Object(ForBoard { user_id, scope })) => {
            SealedFor::Board { user_id, scope: StaffScope::named(&scope)? }
        }
    })
}

/// Whether it could be a language as BCP 47 writes it: `de`, `de-CH`.
#[must_use]
pub fn is_language(text: &str) -> bool {
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphanumeric());
    (2..=35).contains(&text.len()) && text.split('-').all(is_part)
}
