//! Image configs: platform, how the image is run and how it was made.
//!
//! <https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md>. Times stay text: reproducible builds write dates that mean
//! nothing, and showing them is the view's decision.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{descriptor::read_platform, log::Log};
use crate::{diagnostic::Rule, platform::Platform};

/// An image config.
#[derive(Clone, Debug)]
pub struct Config {
    /// The platform as the image itself states it.
    pub platform: Platform,
    /// When it was made, RFC 3339.
    pub created: Option<String>,
    /// Who made it.
    pub author: Option<String>,
    /// Digests of the uncompressed layers, lowest first, as written.
    pub diff_ids: Vec<String>,
    /// The steps it was made in, first step first.
    pub history: Vec<HistoryEntry>,
    /// What is run.
    pub entrypoint: Vec<String>,
    /// Default arguments, or what is run where there is no entrypoint.
    pub cmd: Vec<String>,
    /// Environment variables, `NAME=value`.
    pub env: Vec<String>,
    /// User that it runs as; empty for root.
    pub user: String,
    /// Directory that it starts in.
    pub working_dir: String,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// Ports that it says it listens on, such as `80/tcp`.
    pub exposed_ports: Vec<String>,
}

/// One step of making an image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryEntry {
    /// When, RFC 3339.
    pub created: Option<String>,
    /// The command.
    pub created_by: String,
    /// A remark of the builder.
    pub comment: String,
    /// Whether the step made no layer.
    pub empty_layer: bool,
}

impl Config {
    /// The step that made each of `n_layers` layers, lowest layer first; `None` where steps and layers do not line up.
    pub fn layer_history(&self, n_layers: usize) -> Option<Vec<&HistoryEntry>> {
        let steps: Vec<&HistoryEntry> = self
            .history
            .iter()
            .filter(|step| !step.empty_layer)
            .collect();
        (steps.len() == n_layers).then_some(steps)
    }

    pub(super) fn read(object: &Map<String, Value>, log: &mut Log) -> Config {
        let empty = Map::new();
        let run = log.object(object, "", "config").unwrap_or(&empty);
        let rootfs = log.object(object, "", "rootfs").unwrap_or(&empty);
        let platform = read_platform(object).unwrap_or_else(|reason| {
            log.note("", Rule::PlatformInvalid, reason);
            Platform::default()
        });
        let config = Config {
            platform,
            created: log.text(object, "", "created"),
            author: log.text(object, "", "author"),
            diff_ids: log.texts(rootfs, "rootfs", "diff_ids"),
            history: history(object, log),
            entrypoint: log.texts(run, "config", "Entrypoint"),
            cmd: log.texts(run, "config", "Cmd"),
            env: log.texts(run, "config", "Env"),
            user: log.text(run, "config", "User").unwrap_or_default(),
            working_dir: log.text(run, "config", "WorkingDir").unwrap_or_default(),
            labels: log.text_map(run, "config", "Labels"),
            exposed_ports: log
                .object(run, "config", "ExposedPorts")
                .map(|ports| ports.keys().cloned().collect())
                .unwrap_or_default(),
        };
        config.review(log);
        config
    }

    fn review(&self, log: &mut Log) {
        if self.platform.os.is_empty() || self.platform.architecture.is_empty() {
            log.note(
                "",
                Rule::PlatformIncomplete,
                "the config does not state operating system and architecture",
            );
        }
        if self.diff_ids.is_empty() {
            let message = "the config lists no file system layers: an image from scratch, or an artifact packed as an image";
            log.note("rootfs", Rule::NoRootfs, message);
        }
        if !self.history.is_empty() && self.layer_history(self.diff_ids.len()).is_none() {
            let n_steps = self.history.iter().filter(|step| !step.empty_layer).count();
            let message = format!(
                "the history has {n_steps} steps that made a layer, but there are {} layers, so they cannot be matched",
                self.diff_ids.len()
            );
            log.note("history", Rule::HistoryMismatch, message);
        }
    }
}

fn history(object: &Map<String, Value>, log: &mut Log) -> Vec<HistoryEntry> {
    let mut steps = Vec::new();
    for (idx, value) in log.list(object, "", "history").iter().enumerate() {
        let path = format!("history[{idx}]");
        let Some(step) = value.as_object() else {
            log.note(
                path,
                Rule::WrongType,
                "a step of the history is no object, it is left empty",
            );
            steps.push(HistoryEntry::default());
            continue;
        };
        steps.push(HistoryEntry {
            created: log.text(step, &path, "created"),
            created_by: log.text(step, &path, "created_by").unwrap_or_default(),
            comment: log.text(step, &path, "comment").unwrap_or_default(),
            empty_layer: step
                .get("empty_layer")
                .and_then(Value::as_bool)
                .unwrap_or(false),
        });
    }
    steps
}
