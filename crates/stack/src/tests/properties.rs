//! What holds for every text.

use super::*;
use proptest::prelude::*;

/// Pieces of which files are made, whole and broken.
const PIECES: [&str; 60] = [
    "services:",
    "web:",
    "image:",
    " nginx:1",
    "build:",
    "platform:",
    " linux/arm64",
    "extends:",
    "<<:",
    " *a",
    " &a",
    "- ",
    "  ",
    "    ",
    "\n",
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    "\n      ",
    "apiVersion: v1",
    "kind: Pod",
    "metadata:",
    "name:",
    " x",
    "spec:",
    "containers:",
    "initContainers:",
    "volumes:",
    "reference:",
    "nodeSelector:",
    "kubernetes.io/arch:",
    " arm64",
    "---",
    "...",
    "# Source: a/b.yaml",
    "{{ .Values.x }}",
    "{{- if }}",
    "{",
    "}",
    "[",
    "]",
    ",",
    ": ",
    "\"",
    "'",
    "|",
    ">-",
    "FROM ",
    "ARG A=1",
    "COPY --from=",
    "RUN --mount=from=",
    "<<EOF",
    "EOF",
    "${A:-",
    "$A",
    "# syntax=",
    "# escape=`",
    "\\",
    "\u{feff}",
];

fn file() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        20 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => ".{0,3}",
    ];
    let start = proptest::sample::select(
        &[
            "",
            "services:\n",
            "apiVersion: v1\nkind: Pod\n",
            "FROM a\nRUN b\n",
        ][..],
    );
    (start, proptest::collection::vec(piece, 0..60))
        .prop_map(|(start, pieces)| format!("{start}{}", pieces.concat()))
}

fn check_all(text: &str) -> Result<(), TestCaseError> {
    let stack = read(text);
    let last = text.lines().count().max(1);
    for found in &stack.uses {
        prop_assert!((1..=last).contains(&found.line), "{:?}", found);
    }
    for trouble in &stack.troubles {
        prop_assert!((1..=last).contains(&trouble.line), "{:?}", trouble);
        prop_assert!(trouble.column >= 1, "{:?}", trouble);
        prop_assert!(trouble.what.ends_with('.'), "{:?}", trouble);
    }
    let again = Stack::from_json(&stack.to_json());
    prop_assert_eq!(again.as_ref(), Ok(&stack));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn files_are_read_to_the_end(text in file()) {
        check_all(&text)?;
    }

    #[test]
    fn any_text_is_read_to_the_end(text in "(?s).{0,200}") {
        check_all(&text)?;
        check_all(&format!("services:\n{text}"))?;
    }

    /// Images with the names of their services are found again, wherever they stand.
    #[test]
    fn no_image_of_a_whole_file_is_lost(images in proptest::collection::vec("[a-z]{1,8}(/[a-z]{1,8})?:[0-9]{1,3}", 1..20)) {
        let services: String = images
            .iter()
            .enumerate()
            .map(|(idx, image)| format!("  s{idx}:\n    image: {image}\n"))
            .collect();
        let stack = read(&format!("services:\n{services}"));
        prop_assert_eq!(stack.troubles.len(), 0);
        let found: Vec<String> = stack.uses.iter().map(|it| it.written.clone()).collect();
        prop_assert_eq!(found, images);
        for (idx, it) in stack.uses.iter().enumerate() {
            prop_assert_eq!(it.line, 3 + 2 * idx);
        }
    }
}
