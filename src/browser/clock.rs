//! The reader's clock.

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The date on the reader's clock: `23 November 2026`.
#[must_use]
pub fn today() -> String {
    let date = js_sys::Date::new_0();
    let month = usize::try_from(date.get_month())
        .ok()
        .and_then(|nth| MONTHS.get(nth));
    format!(
        "{} {} {}",
        date.get_date(),
        month.copied().unwrap_or_default(),
        date.get_full_year()
    )
}

/// The time of day on the reader's clock, in English as the rest of the site: `2:05:09 PM`.
#[must_use]
pub fn now() -> String {
    String::from(js_sys::Date::new_0().to_locale_time_string("en"))
}
