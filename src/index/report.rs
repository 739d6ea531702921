//! What a run did, for people and for scripts.

use std::time::Duration;

use serde::Serialize;

use crate::index::manifest::known_files::{Skips, is_new};
use crate::model::SkipReason;

/// Whether the index was built anew, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// There was none.
    First,
    /// Only what changed.
    Update,
    /// As asked for.
    Full,
    /// Because the program reads or knows releases otherwise than the one that built the index.
    OtherVersion,
}

/// How the files of the corpus differ from what the index says of them. Each file of the corpus is counted once, those
/// that are gone beside it; a file that could not be read is not counted here, but stands in [`Report::kept`] or
/// [`Report::skipped`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Files that are new.
    pub added: u64,
    /// Files whose content is another.
    pub changed: u64,
    /// Files that are gone.
    pub removed: u64,
    /// Files that are as they were.
    pub unchanged: u64,
}

/// How the records of the changed files that hold many differ from what the index had of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RecordChanges {
    /// Records that are new.
    pub added: u64,
    /// Records whose content is another.
    pub changed: u64,
    /// Records that are gone.
    pub removed: u64,
    /// Records that are as they were, and were not indexed again.
    pub unchanged: u64,
}

/// A file or record that is not in the index, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// The id of the record, or the relative path of the file.
    pub id: String,
    /// Why.
    pub reason: SkipReason,
    /// Whether the run before did not say so.
    pub new: bool,
}

/// A file, or a folder, that cannot be read any more. What was indexed from it stays, and the next run tries again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The relative path.
    pub id: String,
    /// Why.
    pub reason: SkipReason,
    /// How many files in the index are kept for it.
    pub files: u64,
}

/// What was done. Files are counted for what changed, releases for what is there now.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Anew or not, and why.
    pub mode: Mode,
    /// Whether nothing was written, because that was asked for.
    pub dry_run: bool,
    /// Whether the run went on with what an interrupted one had left.
    pub resumed: bool,
    /// Releases in the index now; in a dry run, before.
    pub releases: u64,
    /// Files in the corpus.
    pub files: u64,
    /// How its files differ from what the index said of them before.
    #[serde(flatten)]
    pub changes: Changes,
    /// The same for the records of files that hold many.
    pub records: RecordChanges,
    /// What could not be read and stays as it was, sorted by id.
    pub kept: Vec<Kept>,
    /// All that is left out, in this run or an earlier one, sorted by id.
    pub skipped: Vec<Skipped>,
    /// How long it took, in seconds.
    #[serde(rename = "seconds", serialize_with = "seconds")]
    pub elapsed: Duration,
}

fn seconds<S: serde::Serializer>(
    elapsed: &Duration,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_f64((elapsed.as_secs_f64() * 1000.0).round() / 1000.0)
}

/// The list of skips, with those marked that were not there before.
pub(crate) fn skipped(before: &Skips, now: Skips) -> Vec<Skipped> {
    let mut skipped: Vec<Skipped> = now
        .into_iter()
        .map(|(id, reason)| Skipped {
            new: is_new(before, &id, &reason),
            id: id.to_string(),
            reason,
        })
        .collect();
    skipped.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    skipped
}
