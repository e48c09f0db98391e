//! What single requests and steps of a pull must say.

use crate::told::{oci, step, told};
use tagprism_core::flow::setting::{Store, Trouble};

#[test]
fn the_choice_says_first_what_is_kept_and_lasts_longest() {
    let timeline = told(&oci("nginx"), Store::Containerd, Trouble::None);
    let choose = step(&timeline, "choose");
    let facts: Vec<String> = choose.facts[..4]
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    assert_eq!(
        facts,
        [
            "Kept: entry 3, linux/arm64/v8",
            "Entries: 4",
            "Attestations, skipped: 2",
            "Refused: 1"
        ]
    );
    let others = timeline.steps.iter().filter(|it| it.key != "choose");
    for other in others {
        assert!(
            other.story.length() < choose.story.length(),
            "{}",
            other.key
        );
    }
}
