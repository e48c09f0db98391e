//! What a registry that counts says is left.
//!
//! Docker Hub sends `RateLimit-Limit: 100;w=21600` and `RateLimit-Remaining: 87;w=21600` with manifests, for HEAD as well, which
//! it does not count: <https://docs.docker.com/docker-hub/usage/pulls/#view-pull-rate-and-limit>. Whoever else sends such headers may
//! count something else, so that nothing here says what is counted.

/// What is left of a limit, as a registry told. Nothing proves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// How many are left.
    pub n_left: u32,
    /// How many were allowed in the beginning.
    pub n_allowed: Option<u32>,
    /// For how long that many are allowed, in seconds.
    pub window_secs: Option<u32>,
}

impl Budget {
    /// The header that says how many are allowed.
    pub const LIMIT: &'static str = "ratelimit-limit";
    /// The header that says how many are left.
    pub const REMAINING: &'static str = "ratelimit-remaining";

    /// Reads the values of [`Budget::LIMIT`] and [`Budget::REMAINING`]; nothing where the latter is no number.
    ///
    /// ```
    /// use tagprism_core::registry::budget::Budget;
    /// let budget = Budget::parse(Some("100;w=21600"), Some("87;w=21600")).expect("numbers");
    /// assert_eq!((budget.n_left, budget.n_allowed), (87, Some(100)));
    /// assert_eq!(budget.in_words(), "87 of 100 left, of those allowed in 6 hours");
    /// ```
    pub fn parse(limit: Option<&str>, remaining: Option<&str>) -> Option<Budget> {
        let (n_left, own_window) = quantity(remaining?)?;
        let limit = limit.and_then(quantity);
        Some(Budget {
            n_left,
            n_allowed: limit.map(|(n, _)| n).filter(|n| *n >= n_left),
            window_secs: limit.and_then(|(_, window)| window).or(own_window),
        })
    }

    /// The values of the two headers, written anew.
    pub fn write(&self) -> (Option<String>, String) {
        let value = |n: u32| match self.window_secs {
            Some(window) => format!("{n};w={window}"),
            None => n.to_string(),
        };
        (self.n_allowed.map(value), value(self.n_left))
    }

    /// A phrase.
    pub fn in_words(&self) -> String {
        let left = match (self.n_left, self.n_allowed) {
            (n, Some(all)) => format!("{n} of {all} left"),
            (n, None) => format!("{n} left"),
        };
        match self.window_secs.map(|secs| (secs / 3600, secs / 60)) {
            None | Some((0, 0)) => left,
            Some((0, 1)) => format!("{left}, of those allowed in a minute"),
            Some((0, minutes)) => format!("{left}, of those allowed in {minutes} minutes"),
            Some((1, _)) => format!("{left}, of those allowed in an hour"),
            Some((hours, _)) => format!("{left}, of those allowed in {hours} hours"),
        }
    }
}

/// `100`, or `100;w=21600`: the number, and the window in seconds.
fn quantity(text: &str) -> Option<(u32, Option<u32>)> {
    let mut parts = text.split(';').map(str::trim);
    let n = number(parts.next()?)?;
    let window = parts.find_map(|part| number(part.strip_prefix("w=")?));
    Some((n, window))
}

/// Digits and nothing else.
fn number(text: &str) -> Option<u32> {
    let is_plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_plain.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(limit: Option<&str>, remaining: Option<&str>, expected: Option<&str>) {
        let budget = Budget::parse(limit, remaining);
        assert_eq!(budget.map(|it| it.in_words()).as_deref(), expected);
        if let Some(budget) = budget {
            let (limit, remaining) = budget.write();
            let again = Budget::parse(limit.as_deref(), Some(&remaining));
            assert_eq!(again, Some(budget));
        }
    }

    #[test]
    fn what_is_left_is_told_with_its_window() {
        let six = Some("100;w=21600");
        check(
            six,
            Some("0;w=21600"),
            Some("0 of 100 left, of those allowed in 6 hours"),
        );
        check(None, Some("1"), Some("1 left"));
        check(
            None,
            Some(" 7 ; w=60"),
            Some("7 left, of those allowed in a minute"),
        );
        check(
            Some("9;w=3600"),
            Some("9"),
            Some("9 of 9 left, of those allowed in an hour"),
        );
        check(Some("x"), Some("5;w=x"), Some("5 left"));
        check(Some("4"), Some("5;w=30"), Some("5 left"));
    }

    #[test]
    fn what_is_no_number_says_nothing() {
        for remaining in ["", "-1", "+1", "many", "99999999999", "1.5", "٣"] {
            check(Some("100"), Some(remaining), None);
        }
        check(Some("100;w=21600"), None, None);
    }
}
