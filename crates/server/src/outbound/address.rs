//! Which addresses are told anything.

use std::net::IpAddr;

use axum::http::Uri;

/// The rule in words, after "must be".
pub const RULE: &str = "an https:// address without a user and a password";
/// Its exception.
pub const EXCEPTION: &str = "On this machine itself, http:// will do.";

/// Whether an address may be told anything: it must be encrypted unless it is on this machine.
pub fn is_allowed(address: &str) -> bool {
    address.parse::<Uri>().is_ok_and(|uri| {
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let is_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        let has_user = uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
        !host.is_empty()
            && !has_user
            && (uri.scheme_str() == Some("https") || (uri.scheme_str() == Some("http") && is_here))
    })
}
