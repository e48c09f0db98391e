use super::*;

#[track_caller]
fn check_refused(text: &str, position: usize, message: &str, suggestion: Option<&str>) {
    let err = Reference::parse(text).unwrap_err();
    assert_eq!(err.position, position, "{err}");
    assert_eq!(err.to_string(), format!("{message} (at byte {position})"));
    assert_eq!(err.suggestion(), suggestion);
}
