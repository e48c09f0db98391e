//! Which addresses this process may dial: a verdict for every IPv4 and IPv6 address.
//!
//! Source of truth: the IANA special-purpose registries
//! (<https://www.iana.org/assignments/iana-ipv4-special-registry>, <https://www.iana.org/assignments/iana-ipv6-special-registry>),
//! read strictly: blocks that are flagged globally reachable are refused as well, and so is every IPv6 form that embeds an
//! IPv4 address, because a translator on the way would turn it into one that was never judged. Provider-internal
//! addresses outside those tables are listed by hand. Nothing is resolved or dialed here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How far an address reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Ordinary global unicast: may be dialed for any admitted name.
    Public,
    /// This host: only for entries that the operator declared.
    Loopback,
    /// Private networks (RFC 1918, RFC 4193, RFC 6598): only for entries that the operator declared.
    Private,
    /// Never dialed, whoever asks: link-local, metadata services, multicast, embedded and reserved forms.
    Forbidden,
}

use Scope::{Forbidden, Loopback, Private};

/// First match wins, so single addresses stand before the block that holds them.
const V4: &[(Ipv4Addr, u8, Scope)] = &[
    (Ipv4Addr::new(100, 100, 100, 200), 32, Forbidden), // metadata service of a large provider, inside 100.64/10
    (Ipv4Addr::new(168, 63, 129, 16), 32, Forbidden), // platform service of a large provider, looks public
    (Ipv4Addr::new(0, 0, 0, 0), 8, Forbidden),
    (Ipv4Addr::new(10, 0, 0, 0), 8, Private),
    (Ipv4Addr::new(100, 64, 0, 0), 10, Private),
    (Ipv4Addr::new(127, 0, 0, 0), 8, Loopback),
    (Ipv4Addr::new(169, 254, 0, 0), 16, Forbidden),
    (Ipv4Addr::new(172, 16, 0, 0), 12, Private),
    (Ipv4Addr::new(192, 0, 0, 0), 24, Forbidden),
    (Ipv4Addr::new(192, 0, 2, 0), 24, Forbidden),
    (Ipv4Addr::new(192, 31, 196, 0), 24, Forbidden),
    (Ipv4Addr::new(192, 52, 193, 0), 24, Forbidden),
    (Ipv4Addr::new(192, 88, 99, 0), 24, Forbidden),
    (Ipv4Addr::new(192, 168, 0, 0), 16, Private),
    (Ipv4Addr::new(192, 175, 48, 0), 24, Forbidden),
    (Ipv4Addr::new(198, 18, 0, 0), 15, Forbidden),
    (Ipv4Addr::new(198, 51, 100, 0), 24, Forbidden),
    (Ipv4Addr::new(203, 0, 113, 0), 24, Forbidden),
    (Ipv4Addr::new(224, 0, 0, 0), 3, Forbidden), // multicast, reserved and limited broadcast
];

/// Only `2000::/3` is assigned for global unicast: what lies outside and is not named here is refused too.
const V6: &[(Ipv6Addr, u8, Scope)] = &[
    (Ipv6Addr::LOCALHOST, 128, Loopback),
    (
        Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0),
        32,
        Forbidden,
    ), // metadata and credential services inside fc00::/7
    (
        Ipv6Addr::new(0xfd00, 0xc1, 0, 0, 0, 0, 0xa9fe, 0xa9fe),
        128,
        Forbidden,
    ),
    (
        Ipv6Addr::new(0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42),
        128,
        Forbidden,
    ),
    (
        Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254),
        128,
        Forbidden,
    ),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, Private),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, Forbidden), // protocol assignments, Teredo among them
    (
        Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0),
        32,
        Forbidden,
    ),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, Forbidden), // 6to4 embeds IPv4
    (
        Ipv6Addr::new(0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0),
        48,
        Forbidden,
    ),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, Forbidden),
    (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3, Scope::Public),
];

/// The scope of `ip`.
///
/// ```
/// use tagprism_proxy::address::{Scope, scope};
/// assert_eq!(scope("8.8.8.8".parse().unwrap()), Scope::Public);
/// assert_eq!(scope("::ffff:10.0.0.1".parse().unwrap()), Scope::Forbidden);
/// ```
pub fn scope(ip: IpAddr) -> Scope {
    match ip {
        IpAddr::V4(ip) => V4
            .iter()
            .find(|&&(net, bits, _)| {
                leading(u128::from(ip.to_bits()) << 96, bits) == u128::from(net.to_bits()) << 96
            })
            .map_or(Scope::Public, |&(_, _, scope)| scope),
        IpAddr::V6(ip) if is_isatap(ip) => Forbidden,
        IpAddr::V6(ip) => V6
            .iter()
            .find(|&&(net, bits, _)| leading(ip.to_bits(), bits) == net.to_bits())
            .map_or(Forbidden, |&(_, _, scope)| scope),
    }
}

/// The first `bits` bits of an address, the rest zero.
fn leading(address: u128, bits: u8) -> u128 {
    address & u128::MAX.checked_shl(128 - u32::from(bits)).unwrap_or(0)
}

/// ISATAP (RFC 5214) hides an IPv4 address in the interface identifier of any prefix.
fn is_isatap(ip: Ipv6Addr) -> bool {
    let [.., high, low, _, _] = ip.segments();
    low == 0x5efe && high & !0x0200 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ip: &str, expected: Scope) {
        assert_eq!(scope(ip.parse().expect("an address")), expected, "{ip}");
    }

    #[test]
    fn ordinary_addresses_are_public() {
        for ip in [
            "1.1.1.1",
            "8.8.8.8",
            "34.117.1.1",
            "2606:4700::1111",
            "2a00:1450:4001::1",
            "223.255.255.255",
        ] {
            check(ip, Scope::Public);
        }
    }

    #[test]
    fn every_block_is_closed_at_both_ends_and_nowhere_else() {
        let borders = [
            (
                "9.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "11.0.0.0",
                Private,
            ),
            (
                "100.63.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "100.128.0.0",
                Private,
            ),
            (
                "126.255.255.255",
                "127.0.0.0",
                "127.255.255.255",
                "128.0.0.0",
                Loopback,
            ),
            (
                "169.253.255.255",
                "169.254.0.0",
                "169.254.255.255",
                "169.255.0.0",
                Forbidden,
            ),
            (
                "172.15.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "172.32.0.0",
                Private,
            ),
            (
                "191.255.255.255",
                "192.0.0.0",
                "192.0.0.255",
                "192.0.1.0",
                Forbidden,
            ),
            (
                "192.0.1.255",
                "192.0.2.0",
                "192.0.2.255",
                "192.0.3.0",
                Forbidden,
            ),
            (
                "192.31.195.255",
                "192.31.196.0",
                "192.31.196.255",
                "192.31.197.0",
                Forbidden,
            ),
            (
                "192.52.192.255",
                "192.52.193.0",
                "192.52.193.255",
                "192.52.194.0",
                Forbidden,
            ),
            (
                "192.88.98.255",
                "192.88.99.0",
                "192.88.99.255",
                "192.88.100.0",
                Forbidden,
            ),
            (
                "192.167.255.255",
                "192.168.0.0",
                "192.168.255.255",
                "192.169.0.0",
                Private,
            ),
            (
                "192.175.47.255",
                "192.175.48.0",
                "192.175.48.255",
                "192.175.49.0",
                Forbidden,
            ),
            (
                "198.17.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.20.0.0",
                Forbidden,
            ),
            (
                "198.51.99.255",
                "198.51.100.0",
                "198.51.100.255",
                "198.51.101.0",
                Forbidden,
            ),
            (
                "203.0.112.255",
                "203.0.113.0",
                "203.0.113.255",
                "203.0.114.0",
                Forbidden,
            ),
            (
                "168.63.129.15",
                "168.63.129.16",
                "168.63.129.16",
                "168.63.129.17",
                Forbidden,
            ),
            (
                "2000:ffff::",
                "2001::",
                "2001:1ff:ffff::",
                "2001:200::",
                Forbidden,
            ),
            (
                "2001:db7:ffff::",
                "2001:db8::",
                "2001:db8:ffff::",
                "2001:db9::",
                Forbidden,
            ),
            ("2001:ffff::", "2002::", "2002:ffff::", "2003::", Forbidden),
            (
                "2620:4f:7fff::",
                "2620:4f:8000::",
                "2620:4f:8000:ffff::",
                "2620:4f:8001::",
                Forbidden,
            ),
            (
                "3ffe:ffff::",
                "3fff::",
                "3fff:fff::",
                "3fff:1000::",
                Forbidden,
            ),
        ];
        for (below, first, last, above, inside) in borders {
            check(below, Scope::Public);
            check(first, inside);
            check(last, inside);
            check(above, Scope::Public);
        }
    }

    #[test]
    fn multicast_reserved_and_broadcast_are_forbidden() {
        for ip in [
            "0.0.0.0",
            "0.255.255.255",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "ff02::1",
        ] {
            check(ip, Forbidden);
        }
    }

    #[test]
    fn addresses_that_embed_ipv4_are_forbidden() {
        for ip in [
            "::ffff:10.0.0.1",
            "::ffff:8.8.8.8",
            "::ffff:0:8.8.8.8",
            "::10.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::a00:1",
            "2002:7f00:1::",
            "2001:0:4136:e378::1",
            "2a00:1450::5efe:a00:1",
            "2a00:1450::200:5efe:a00:1",
        ] {
            check(ip, Forbidden);
        }
    }

    #[test]
    fn metadata_services_are_forbidden_inside_private_blocks() {
        for ip in [
            "169.254.169.254",
            "100.100.100.200",
            "192.0.0.192",
            "fd00:ec2::23",
            "fd00:ec2::254",
            "fd00:c1::a9fe:a9fe",
            "fd00:42::42",
            "fd20:ce::254",
        ] {
            check(ip, Forbidden);
        }
    }

    #[test]
    fn local_ipv6_addresses_keep_their_scope() {
        check("::1", Loopback);
        check("fc00::1", Private);
        check("fdff:ffff::1", Private);
        for ip in [
            "::", "fe80::1", "fec0::1", "100::1", "5f00::1", "1fff::1", "4000::1",
        ] {
            check(ip, Forbidden);
        }
    }

    #[test]
    fn every_first_octet_agrees_with_the_standard_library_where_it_has_a_word() {
        for bits in (0..=u32::MAX).step_by(65_521) {
            let ip = Ipv4Addr::from_bits(bits);
            let special = ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_multicast()
                || ip.is_documentation()
                || ip.is_broadcast()
                || ip.is_unspecified();
            if special {
                assert_ne!(scope(IpAddr::V4(ip)), Scope::Public, "{ip}");
            }
        }
    }
}
