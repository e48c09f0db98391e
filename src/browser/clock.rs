//! The reader's clock.

/// The time of day as the reader's system writes it.
#[must_use]
pub fn now() -> String {
    String::from(js_sys::Date::new_0().to_locale_time_string("en"))
}
