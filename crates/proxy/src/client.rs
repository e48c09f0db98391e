//! Who a client is, for hashing in log lines (and, one day, for limits): the peer, or, behind proxies that an operator
//! trusts, the right-most hop that is not one of them. The left end of `X-Forwarded-For` is whatever anybody wrote there.

use std::{
    hash::{BuildHasher as _, RandomState},
    net::{IpAddr, Ipv6Addr},
    str::FromStr,
};

use hyper::HeaderMap;

/// A block of addresses: `10.0.0.0/8`, `fd00::/8`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

/// Why a text is not a [`Network`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a network: write `10.0.0.0/8` or `fd00::/8`")]
pub struct ParseNetworkError(String);

impl FromStr for Network {
    type Err = ParseNetworkError;

    fn from_str(text: &str) -> Result<Network, ParseNetworkError> {
        let invalid = || ParseNetworkError(text.to_owned());
        let (address, bits) = text
            .split_once('/')
            .map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| invalid())?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(longest), |bits| bits.parse().map_err(|_| invalid()))?;
        if bits <= longest {
            Ok(Network { address, bits })
        } else {
            Err(invalid())
        }
    }
}

impl Network {
    /// Is the address in the block? An IPv4 address that a dual-stack listener shows as IPv6 counts as IPv4.
    pub fn contains(&self, ip: IpAddr) -> bool {
        match (self.address, ip.to_canonical()) {
            (IpAddr::V4(net), IpAddr::V4(ip)) => {
                same_prefix(net.to_bits().into(), ip.to_bits().into(), 32, self.bits)
            }
            (IpAddr::V6(net), IpAddr::V6(ip)) => {
                same_prefix(net.to_bits(), ip.to_bits(), 128, self.bits)
            }
            _ => false,
        }
    }
}

fn same_prefix(a: u128, b: u128, width: u8, bits: u8) -> bool {
    (a ^ b).checked_shr(u32::from(width - bits)).unwrap_or(0) == 0
}

/// The client's key: its IPv4 address, or the /64 of its IPv6 address, because one user has all of that.
pub fn key(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |ip: IpAddr| trusted.iter().any(|network| network.contains(ip));
    let mut client = peer.to_canonical();
    if is_trusted(client) {
        let fields = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|field| field.to_str().ok());
        let hops: Vec<&str> = fields
            .flat_map(|field| field.split(','))
            .map(str::trim)
            .collect();
        for hop in hops.iter().rev() {
            let Ok(ip) = hop.parse::<IpAddr>() else { break };
            client = ip.to_canonical();
            if !is_trusted(client) {
                break;
            }
        }
    }
    match client {
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64)),
        v4 => v4,
    }
}

/// Hashes keys with a secret that lives as long as the process.
#[derive(Clone, Debug, Default)]
pub struct Pseudonyms(RandomState);

impl Pseudonyms {
    /// The same word for the same client, until the next start.
    pub fn of(&self, client: IpAddr) -> u64 {
        self.0.hash_one(client)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(peer: &str, forwarded: &[&str], expected: &str) {
        let trusted = [
            "10.0.0.0/8".parse().expect("a network"),
            "fd00::/8".parse().expect("a network"),
        ];
        let mut headers = HeaderMap::new();
        for field in forwarded {
            headers.append("x-forwarded-for", field.parse().expect("a header value"));
        }
        assert_eq!(
            key(peer.parse().expect("an address"), &headers, &trusted).to_string(),
            expected
        );
    }

    #[test]
    fn without_a_trusted_proxy_the_peer_is_the_client() {
        check("8.8.8.8", &["1.1.1.1"], "8.8.8.8");
        check("::ffff:8.8.8.8", &[], "8.8.8.8");
    }

    #[test]
    fn behind_trusted_proxies_it_is_the_right_most_other_hop() {
        check("10.0.0.1", &["6.6.6.6, 1.1.1.1, 10.0.0.2"], "1.1.1.1");
        check("10.0.0.1", &["6.6.6.6", "1.1.1.1"], "1.1.1.1");
        check("10.0.0.1", &["6.6.6.6, nonsense"], "10.0.0.1");
        check("10.0.0.1", &[], "10.0.0.1");
    }

    #[test]
    fn ipv6_clients_are_counted_by_their_64() {
        check("2a00:1450:1:2:3:4:5:6", &[], "2a00:1450:1:2::");
    }

    #[test]
    fn networks_are_read_strictly() {
        for bad in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "x"] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
        assert!(
            "0.0.0.0/0"
                .parse::<Network>()
                .is_ok_and(|all| all.contains("8.8.8.8".parse().expect("an address")))
        );
    }
}
