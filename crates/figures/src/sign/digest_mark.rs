//! The mark of a digest: two strokes over sixteen points, so that equal digests look equal before anyone reads them.
//!
//! The points stand in a grid of four by four, numbered `0` to `f` row by row. The first four hex digits are the front
//! stroke, the next four the back stroke. Repeated points collapse; a stroke of one point is a dot.

use std::fmt::Write;

/// Distance of the first point from the edge, and between points, in the 18 by 18 box of the drawing.
const INSET: u32 = 3;
const STEP: u32 = 4;
const SIDE: u32 = 4;

/// The SVG paths of both strokes: front, then back. `None` unless `hex` begins with eight hex digits.
#[must_use]
pub fn digest_mark(hex: &str) -> Option<(String, String)> {
    let points = hex
        .chars()
        .take(8)
        .map(|digit| digit.to_digit(16))
        .collect::<Option<Vec<u32>>>()?;
    let (front, back) = points
        .split_at_checked(4)
        .filter(|(_, back)| back.len() == 4)?;
    Some((stroke(front), stroke(back)))
}

fn stroke(points: &[u32]) -> String {
    let mut points = points.to_vec();
    points.dedup();
    let mut path = String::new();
    for (n, point) in points.iter().enumerate() {
        let x = INSET + STEP * (point % SIDE);
        let y = INSET + STEP * (point / SIDE);
        let command = if n == 0 { 'M' } else { 'L' };
        // Writing to a string cannot fail.
        let _ = write!(path, "{command}{x} {y}");
    }
    if points.len() == 1 {
        // A round cap needs a little length to be drawn.
        path.push_str("h.01");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(hex: &str, front: &str, back: &str) {
        assert_eq!(digest_mark(hex), Some((front.to_owned(), back.to_owned())));
    }

    #[test]
    fn eight_digits_draw_two_strokes() {
        check(
            "db4f612f385437d1",
            "M7 15L15 11L3 7L15 15",
            "M11 7L7 3L11 3L15 15",
        );
    }

    #[test]
    fn a_repeated_point_is_drawn_once() {
        check("5a88c9c4", "M7 7L11 11L3 11", "M3 15L7 11L3 15L3 7");
        check("777b80ae", "M15 7L15 11", "M3 11L3 3L11 11L11 15");
    }

    #[test]
    fn a_stroke_of_one_point_is_a_dot() {
        check("00000000", "M3 3h.01", "M3 3h.01");
    }

    #[test]
    fn what_is_not_hex_has_no_mark() {
        assert_eq!(digest_mark("5a88c9"), None);
        assert_eq!(digest_mark("5a88zzzz"), None);
        assert_eq!(digest_mark(""), None);
    }
}
