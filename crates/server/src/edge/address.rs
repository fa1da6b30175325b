//! From which address a request comes.
//!
//! Behind proxies each connection is a proxy's. A proxy adds whom it got the request from at the end of `X-Forwarded-For`; what
//! stands before that anybody may have written. So it is the operator who says how many proxies there are, and that many entries
//! from the end is the client.

use std::net::{IpAddr, Ipv6Addr};

use axum::http::HeaderMap;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// In the extensions of a request that came by a socket: who is at its other end.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// In the extensions of a request: who sent it ([`client`]).
#[derive(Clone, Copy, Debug)]
pub struct Client(pub Option<IpAddr>);

/// Who sent the request, when it came through so many proxies; `None` where that is not known.
#[must_use]
pub fn client(peer: Option<Peer>, headers: &HeaderMap, proxies: u8) -> Option<IpAddr> {
    let Peer(peer) = peer?;
    if proxies == 0 {
        return Some(network(peer));
    }
    let lines = headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok());
    let entries: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let entry = entries.len().checked_sub(usize::from(proxies)).map(|place| entries[place]);
    // One who comes past the proxies is known by the connection.
    let Some(entry) = entry else { return Some(network(peer)) };
    entry.parse().ok().map(network)
}

/// Whom an address stands for: in IPv6 everybody has as many as they like of a network of 64 bits.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_known_by_the_entry_that_the_outermost_of_the_operators_proxies_wrote() {
        let client = |peer: &str, forwarded: &[&str], proxies| {
            let line = |line: &&str| (FORWARDED_FOR.parse().unwrap(), line.parse().unwrap());
            let headers = HeaderMap::from_iter(forwarded.iter().map(line));
            client(Some(Peer(peer.parse().unwrap())), &headers, proxies).map(|address| address.to_string())
        };
        for (peer, forwarded, proxies, expected) in [
            ("192.0.2.1", &["198.51.100.7"][..], 0, Some("192.0.2.1")),
            ("192.0.2.1", &["203.0.113.9, 198.51.100.7"], 1, Some("198.51.100.7")),
            ("192.0.2.1", &["203.0.113.9", "198.51.100.7, 10.0.0.1"], 2, Some("198.51.100.7")),
            ("192.0.2.1", &[], 1, Some("192.0.2.1")),
            ("192.0.2.1", &["somebody"], 1, None),
            ("2001:db8:1:2:3:4:5:6", &[], 0, Some("2001:db8:1:2::")),
            ("::ffff:192.0.2.1", &[], 0, Some("192.0.2.1")),
        ] {
            assert_eq!(client(peer, forwarded, proxies).as_deref(), expected, "{peer} {forwarded:?} {proxies}");
        }
        assert_eq!(super::client(None, &HeaderMap::new(), 0), None);
    }
}
