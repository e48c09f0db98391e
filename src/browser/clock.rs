//! The reader's clock.

/// The time of day on the reader's clock, in English as the rest of the site: `2:05:09 PM`.
#[must_use]
pub fn now() -> String {
    String::from(js_sys::Date::new_0().to_locale_time_string("en"))
}
