//! Three clients that pull for a Windows host, and which of several Windows entries each takes by the rules of
//! [`tagprism_core::clients`].

use super::builds::platform;
use tagprism_core::{
    clients::{Asker, Offered, client},
    resolve::{Offer, RuleSet},
};

/// Each client and how it chooses.
pub(super) const CLIENTS: [(&str, &str); 3] = [
    (
        "containerd’s Only",
        "as containerd’s pull and Docker’s containerd store ask: the first that fits, in the order of the list",
    ),
    (
        "containerd’s Default",
        "on a Windows host: of those that fit, the highest os.version, compared as text",
    ),
    (
        "Docker’s classic store",
        "the usual one on Windows: leaves out newer builds, puts the host’s own build first, then goes by the list",
    ),
];

/// The position that each of [`CLIENTS`] takes.
pub(super) fn takes(host: u16, offers: &[Offer], rules: RuleSet) -> [Option<usize>; 3] {
    let asker = Asker {
        platform: platform(host),
        is_explicit: false,
    };
    let offered = |offer: &Offer| Offered {
        position: offer.position,
        platform: offer.platform.clone(),
        is_readable: offer.is_readable,
        ..Offered::default()
    };
    let offered: Vec<Offered> = offers.iter().map(offered).collect();
    // Docker asks with `Only` whether the platform is named or not, and containerd with `Default` where it is not.
    ["docker", "containerd", "docker-classic"]
        .map(|id| client(id)?.choose_under(rules, &asker, &offered).picked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tagprism_core::Platform;

    #[track_caller]
    fn check(host: u16, versions: &[&str], expected: [Option<usize>; 3]) {
        let offers: Vec<Offer> = (1..)
            .zip(versions)
            .map(|(position, version)| {
                let mut platform = Platform::new("windows", "amd64", "");
                (*version).clone_into(&mut platform.os_version);
                Offer {
                    position,
                    platform: Some(platform),
                    is_readable: true,
                }
            })
            .collect();
        assert_eq!(takes(host, &offers, RuleSet::Rc5), expected);
    }

    #[test]
    fn the_published_order_makes_all_agree() {
        let published = ["10.0.26100.33438", "10.0.20348.5622"];
        check(26100, &published, [Some(1); 3]);
        check(20348, &published, [Some(2); 3]);
        check(17763, &published, [None; 3]);
    }

    #[test]
    fn the_order_of_the_list_decides_for_only_alone() {
        let swapped = ["10.0.20348.5622", "10.0.26100.33438"];
        check(26100, &swapped, [Some(1), Some(2), Some(2)]);
        check(26200, &swapped, [Some(1), Some(2), Some(1)]);
    }

    #[test]
    fn as_text_an_older_update_can_stand_higher() {
        let updates = ["10.0.26100.33438", "10.0.26100.4652"];
        check(26100, &updates, [Some(1), Some(2), Some(1)]);
    }

    #[test]
    fn the_classic_store_takes_an_older_build_that_does_not_fit() {
        check(26100, &["10.0.17763.1"], [None, None, Some(1)]);
    }
}
