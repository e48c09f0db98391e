//! stub
use crate::{failure::Outcome, workspace::Workspace};
pub struct Options;
impl Options {
    pub fn parse(_: &[String]) -> Outcome<Self> {
        Ok(Self)
    }
}
pub fn run(_: &Workspace, _: &Options) -> Outcome {
    Ok(())
}
