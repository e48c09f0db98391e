//! Which of the nodes that are there becomes which of the nodes that are wanted.

/// What tells a node from its neighbors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Any text: its words are only changed.
    Text,
    /// An element. A control that is named otherwise is another one: it would take its choice along.
    Element {
        /// In lower case.
        tag: String,
        /// Its key among its neighbors.
        key: Option<String>,
        /// A control's name.
        name: Option<String>,
        /// A control's type.
        kind: Option<String>,
    },
    /// What is never wanted, such as a comment.
    Other,
}

impl Sign {
    /// An element with a key is worth more than any number of its neighbors without one (`n`).
    fn weight(&self, n: usize) -> usize {
        match self {
            Self::Element { key: Some(_), .. } => n + 1,
            _ => 1,
        }
    }
}

/// For each wanted node the place of the one that becomes it; `None` where one has to be made. Places only rise: what stays
/// keeps its order. As many stay as can, those with keys first.
#[must_use]
pub fn counterparts(there: &[Sign], wanted: &[Sign]) -> Vec<Option<usize>> {
    let shorter = there.len().min(wanted.len());
    let n_before = (0..shorter)
        .take_while(|&nth| there[nth] == wanted[nth])
        .count();
    let is_equal_from_end =
        |nth: &usize| there[there.len() - 1 - nth] == wanted[wanted.len() - 1 - nth];
    let n_after = (0..shorter - n_before)
        .take_while(is_equal_from_end)
        .count();
    let middle = between(
        &there[n_before..there.len() - n_after],
        &wanted[n_before..wanted.len() - n_after],
    );
    let before = (0..n_before).map(Some);
    let middle = middle.into_iter().map(|it| it.map(|nth| nth + n_before));
    let after = (there.len() - n_after..there.len()).map(Some);
    before.chain(middle).chain(after).collect()
}

/// The heaviest common subsequence.
fn between(there: &[Sign], wanted: &[Sign]) -> Vec<Option<usize>> {
    let n = there.len().max(wanted.len());
    // `best[w][t]`: the most that can stay of what is wanted from `w` and there from `t` on.
    let mut best = vec![vec![0_usize; there.len() + 1]; wanted.len() + 1];
    for w in (0..wanted.len()).rev() {
        for t in (0..there.len()).rev() {
            let skipped = best[w + 1][t].max(best[w][t + 1]);
            best[w][t] = if wanted[w] == there[t] {
                skipped.max(best[w + 1][t + 1] + wanted[w].weight(n))
            } else {
                skipped
            };
        }
    }
    let mut t = 0;
    let mut found = Vec::with_capacity(wanted.len());
    for w in 0..wanted.len() {
        // Going on along the way that keeps the most.
        while t < there.len() && best[w][t] == best[w][t + 1] {
            t += 1;
        }
        let stays = t < there.len() && wanted[w] == there[t] && best[w][t] != best[w + 1][t];
        found.push(stays.then_some(t));
        t += usize::from(stays);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `p` is an element without a key, `p#a` one with it, `"` a text.
    fn signs(words: &str) -> Vec<Sign> {
        let sign = |word: &str| match word {
            "\"" => Sign::Text,
            "!" => Sign::Other,
            _ => {
                let (tag, key) = word.split_once('#').unwrap_or((word, ""));
                Sign::Element {
                    tag: tag.to_owned(),
                    key: (!key.is_empty()).then(|| key.to_owned()),
                    name: None,
                    kind: None,
                }
            }
        };
        words.split_whitespace().map(sign).collect()
    }

    #[track_caller]
    fn check(there: &str, wanted: &str, expected: &[Option<usize>]) {
        assert_eq!(counterparts(&signs(there), &signs(wanted)), expected);
    }

    #[test]
    fn what_is_right_already_stays() {
        check("p ul p", "p ul p", &[Some(0), Some(1), Some(2)]);
        check("", "", &[]);
        check("p", "", &[]);
        check("", "p", &[None]);
    }

    #[test]
    fn neighbors_of_one_that_vanished_stay() {
        check("div p ul", "p ul", &[Some(1), Some(2)]);
        check(
            "p div ul \" p",
            "p ul \" p",
            &[Some(0), Some(2), Some(3), Some(4)],
        );
        check("! p !", "p", &[Some(1)]);
    }

    #[test]
    fn neighbors_of_one_that_came_stay() {
        check("p ul", "p div ul", &[Some(0), None, Some(1)]);
        check("ul p", "div ul section p", &[None, Some(0), None, Some(1)]);
    }

    #[test]
    fn a_key_decides_among_equals() {
        check("li#a li#b li#c", "li#b li#c", &[Some(1), Some(2)]);
        check("li#b", "li#a li#b", &[None, Some(0)]);
        check("p#a", "p", &[None]);
    }

    #[test]
    fn a_key_is_worth_more_than_what_stands_around_it() {
        check("p q p#a", "p#a p q", &[Some(2), None, None]);
        check("p#a p#b", "p#b p#a", &[Some(1), None]);
    }

    #[test]
    fn places_rise_whatever_is_wanted() {
        let words = ["p", "q", "p#a", "\"", "q#b"];
        let mut seed = 7_u32;
        let mut some = || {
            (0..6)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    words[(seed >> 16) as usize % words.len()]
                })
                .collect::<Vec<_>>()
                .join(" ")
        };
        for _ in 0..500 {
            let (there, wanted) = (signs(&some()), signs(&some()));
            let found = counterparts(&there, &wanted);
            assert_eq!(found.len(), wanted.len());
            let places: Vec<usize> = found.iter().flatten().copied().collect();
            assert!(places.is_sorted_by(|a, b| a < b), "{places:?}");
            for (nth, place) in found.iter().enumerate() {
                assert!(place.is_none_or(|place| there[place] == wanted[nth]));
            }
        }
    }
}
