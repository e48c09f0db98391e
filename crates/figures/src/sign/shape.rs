//! The outlines of the signs, for drawings that have no sprite. In a page the same shapes are symbols of `index.html`.

/// The outline of a sign with this id, in a box of 14, to be stroked and not filled.
#[must_use]
pub fn outline(id: &str) -> &'static str {
    match id {
        "g-amd64" => "M1.75 1.75h10.5v10.5h-10.5z",
        "g-arm64" => "M1.5 7a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1-11 0z",
        "g-arm-v5" => "M1.2 4.2h11.6a5.8 5.8 0 0 1-11.6 0zM7 6.2v4.6",
        "g-arm-v6" => "M1.2 4.2h11.6a5.8 5.8 0 0 1-11.6 0zM5.6 6.2v4.6M8.4 6.2v4.6",
        "g-arm-v7" => "M1.2 4.2h11.6a5.8 5.8 0 0 1-11.6 0zM4.4 6.2v3.6M7 6.2v4.6M9.6 6.2v3.6",
        "g-arm-v8" => "M1.2 4.2h11.6a5.8 5.8 0 0 1-11.6 0z",
        "g-386" => "M4 4h6v6h-6z",
        "g-ppc64le" => "M7 .9 13.1 7 7 13.1.9 7z",
        "g-s390x" => "M4 1.6h6L13.1 7 10 12.4H4L.9 7z",
        "g-riscv64" => "M1.5 3.6h3.2L7 7.9l2.3-4.3h3.2L7 12.6z",
        // Dots in a ring, as a stroke pattern would draw them.
        _ => {
            "M7 1.2v1M7 11.8v1M1.2 7h1M11.8 7h1M2.9 2.9l.7.7M10.4 10.4l.7.7M2.9 11.1l.7-.7M10.4 3.6l.7-.7"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shapes_are_those_of_the_page() {
        let page = include_str!("../../../../index.html");
        for id in ["g-arm-v8", "g-ppc64le", "g-s390x", "g-riscv64"] {
            let symbol = page.split(&format!("id=\"{id}\"")).nth(1).unwrap();
            let symbol = symbol.split("</symbol>").next().unwrap();
            assert!(symbol.contains(outline(id)), "{id}: {symbol}");
        }
        for id in ["g-arm-v5", "g-arm-v6", "g-arm-v7"] {
            let symbol = page.split(&format!("id=\"{id}\"")).nth(1).unwrap();
            let bars = outline(id).split_once("zM").unwrap().1;
            assert!(symbol.contains(&format!("d=\"M{bars}\"")), "{id}");
        }
    }
}
