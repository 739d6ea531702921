//! What a run has done, for people and for scripts.

use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use crate::fetch::net::fault::Fault;

/// Maximum number of failures, and of names of each kind, in a report.
const MAX_NAMED: usize = 10_000;

/// How a source came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceState {
    /// Everything that it lists was dealt with.
    #[default]
    Done,
    /// A part is left for the next run: it failed, or a limit or an interruption ended the run.
    Part,
    /// Nothing came of it.
    Failed,
}

/// How many releases were met, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Received for the first time.
    pub new: u64,
    /// Received with other text than before. The earlier text is kept.
    pub changed: u64,
    /// Kept before, and the same since, as far as was asked.
    pub unchanged: u64,
    /// The source has them no longer. Their files stay.
    pub gone: u64,
    /// Not received: see the failures.
    pub failed: u64,
    /// Left out by `--since`, `--until`, `--match`, or by what the source is known to list beside releases.
    pub left_out: u64,
}

/// What became of one source.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SourceReport {
    /// As it was typed.
    pub source: String,
    /// Its address.
    pub url: String,
    /// How it came out.
    pub state: SourceState,
    /// What became of its releases.
    #[serde(flatten)]
    pub counts: Counts,
    /// Why nothing came of it.
    pub fault: Option<Fault>,
}

/// One address that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The address.
    pub url: String,
    /// What was wrong.
    #[serde(flatten)]
    pub fault: Fault,
    /// The same in words.
    pub reason: String,
}

/// A host that is left alone until the next run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HostLeft {
    /// Its name.
    pub host: String,
    /// What it did.
    pub reason: String,
}

/// Files by what happened to them; in a dry run the addresses of what would be new.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FetchedNames {
    /// New ones.
    pub new: Vec<String>,
    /// Changed ones.
    pub changed: Vec<String>,
    /// Those whose source has them no longer.
    pub gone: Vec<String>,
    /// How many names are left out: beyond ten thousand in a list.
    pub left_out: u64,
}

impl FetchedNames {
    pub(crate) fn push(&mut self, list: impl FnOnce(&mut Self) -> &mut Vec<String>, name: &str) {
        let list = list(self);
        if list.len() < MAX_NAMED {
            list.push(name.to_owned());
        } else {
            self.left_out += 1;
        }
    }
}

/// What a run has done.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FetchReport {
    /// Whether the run only reported what it would do.
    pub dry_run: bool,
    /// Whether it was interrupted. The next run goes on from there.
    pub interrupted: bool,
    /// Whether `--limit` has ended it.
    pub limited: bool,
    /// The folder.
    pub into: PathBuf,
    /// What became of all releases.
    #[serde(flatten)]
    pub counts: Counts,
    /// Number of requests, with redirects, robots.txt and those that were repeated.
    pub requests: u64,
    /// The sources, in the order in which they were named.
    pub sources: Vec<SourceReport>,
    /// The addresses that failed, at most ten thousand.
    pub failures: Vec<Failure>,
    /// The hosts that were left alone.
    pub hosts_left: Vec<HostLeft>,
    /// What is new, changed and gone, by name.
    pub names: FetchedNames,
    /// How long the run took, in seconds.
    #[serde(rename = "seconds", serialize_with = "seconds")]
    pub elapsed: Duration,
}

impl FetchReport {
    /// Whether nothing came of any source.
    pub fn has_failed(&self) -> bool {
        let failed = |source: &SourceReport| source.state == SourceState::Failed;
        !self.sources.is_empty() && self.sources.iter().all(failed)
    }

    /// Whether something failed.
    pub fn has_failures(&self) -> bool {
        self.counts.failed > 0 || !self.failures.is_empty() || !self.hosts_left.is_empty()
    }

    pub(crate) fn push_failure(&mut self, failure: Failure) {
        if self.failures.len() < MAX_NAMED {
            self.failures.push(failure);
        }
    }
}

fn seconds<S: serde::Serializer>(elapsed: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((elapsed.as_secs_f64() * 1000.0).round() / 1000.0)
}
