//! What a run has done, for people and for scripts.

use std::ops::AddAssign;
use std::time::Duration;

use serde::Serialize;

use crate::corpus::CorpusRoot;
use crate::error::Error;
use crate::model::{RecordPlace, Skip, SkipReason};

/// Whether the index was built from nothing, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// There was no index.
    First,
    /// Only what has changed was indexed.
    Update,
    /// A rebuild was requested.
    Full,
    /// The index was built by a program with another schema or other knowledge.
    OtherVersion,
}

/// How the files of the corpus differ from those in the index. Each file of the corpus counts once. A file that could not
/// be read does not count here; it is in [`Report::kept`] or [`Report::skipped`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// New files.
    pub added: u64,
    /// Files with other content.
    pub changed: u64,
    /// Files that are no longer in the corpus.
    pub removed: u64,
    /// Files with the same content.
    pub unchanged: u64,
}

/// How the records of the changed files with many records differ from those in the index. Those of removed files, which are
/// not named one by one, count as removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RecordChanges {
    /// New records.
    pub added: u64,
    /// Records with other content.
    pub changed: u64,
    /// Records that are no longer in their file.
    pub removed: u64,
    /// Records with the same content, which were not indexed again.
    pub unchanged: u64,
}

impl RetainedFile {
    pub(crate) fn of_file(id: &str, reason: SkipReason) -> Self {
        RetainedFile {
            id: id.to_owned(),
            reason,
            files: 1,
        }
    }

    /// A folder of the corpus, many of whose files are gone.
    pub(crate) fn of_folder(root: &CorpusRoot, files: u64, reason: SkipReason) -> Self {
        RetainedFile {
            id: root.path.display().to_string(),
            reason,
            files,
        }
    }

    /// Whether a run that accepts losses would take the file as it is: it could be read.
    pub fn is_loss(&self) -> bool {
        !matches!(self.reason, SkipReason::Unreadable(_))
    }
}

impl AddAssign for RecordChanges {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.removed += other.removed;
        self.unchanged += other.unchanged;
    }
}

/// Maximum number of names of each kind in a report: a run may add millions of files.
pub(crate) const MAX_NAMES: usize = 10_000;

/// What was added, changed and removed, by name, each list sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChangedNames {
    /// New files.
    pub added: Vec<String>,
    /// Files with other content.
    pub changed: Vec<String>,
    /// Files that are no longer in the corpus.
    pub removed: Vec<String>,
    /// The ids of records of the changed files with many records.
    pub records: RecordNames,
    /// How many names are left out: beyond ten thousand in a list.
    pub left_out: u64,
}

/// Which records of the changed files with many records are new, have other content, and are gone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RecordNames {
    /// New records.
    pub added: Vec<String>,
    /// Records with other content.
    pub changed: Vec<String>,
    /// Records that are no longer in their file.
    pub removed: Vec<String>,
}

impl ChangedNames {
    /// Adds a name to one of the lists.
    pub(crate) fn push(&mut self, list: impl FnOnce(&mut Self) -> &mut Vec<String>, name: &str) {
        let list = list(self);
        if list.len() < MAX_NAMES {
            list.push(name.to_owned());
        } else {
            self.left_out += 1;
        }
    }

    /// Adds the ids of records of a file, which are at these places.
    pub(crate) fn push_records(
        &mut self,
        list: impl Fn(&mut RecordNames) -> &mut Vec<String>,
        file: &str,
        places: &[RecordPlace],
    ) {
        for place in places {
            self.push(
                |names| list(&mut names.records),
                &place.in_file(file).to_string(),
            );
        }
    }

    /// Sorts the lists: files are read in the order of the file system.
    pub(crate) fn sort(&mut self) {
        let records = &mut self.records;
        for list in [
            &mut self.added,
            &mut self.changed,
            &mut self.removed,
            &mut records.added,
            &mut records.changed,
            &mut records.removed,
        ] {
            list.sort_unstable();
        }
    }
}

/// A file or folder below the corpus that is none of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOutFile {
    /// Its relative path.
    pub id: String,
    /// What it is.
    pub what: &'static str,
}

/// A file or record that is not in the index, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SkippedFile {
    /// The id of the record, or the relative path of the file.
    pub id: String,
    /// Why it is not in the index.
    pub reason: SkipReason,
    /// Whether the run before did not report it with this reason.
    pub new: bool,
}

/// A file or folder that cannot be read any more, or a file that holds far fewer releases than when it was indexed: less than
/// half of them, one instead of several, or none; or a folder of the corpus with whose missing files more than half of its
/// releases would go. What was indexed from it stays, and the next run tries again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RetainedFile {
    /// The relative path; of a folder of the corpus itself, its whole path.
    pub id: String,
    /// Why it cannot be read, or what it holds now.
    pub reason: SkipReason,
    /// The number of files in the index that stay because of this.
    pub files: u64,
}

/// What was found in the files.
#[derive(Default)]
pub(crate) struct IngestOutcome {
    pub(crate) changes: Changes,
    pub(crate) records: RecordChanges,
    /// What was added, changed and removed, by name.
    pub(crate) names: ChangedNames,
    /// Files that cannot be read any more, or that hold far fewer releases. What was indexed from them stays.
    pub(crate) retained: Vec<RetainedFile>,
    /// Files that hold far fewer releases, and that were taken as they are.
    pub(crate) lost: Vec<RetainedFile>,
    /// Why an index that was built anew could not be compared with the one before.
    pub(crate) not_compared: Option<Error>,
    /// Number of records of new files.
    pub(crate) new_records: u64,
    /// New files that could not be read to their end. Nothing is indexed from them.
    pub(crate) broken: Vec<Skip>,
}

impl IngestOutcome {
    /// Adds what was found to the report of the run.
    pub(crate) fn complete(mut self, report: &mut Report) {
        self.changes.unchanged += report.changes.unchanged;
        report.changes = self.changes;
        report.records = self.records;
        report.names = self.names;
        report.kept.extend(self.retained);
        report.lost.extend(self.lost);
        report.not_compared = self.not_compared;
    }
}

/// What a run has done. `changes` counts files; `releases` is the state after the run.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Whether the index was built from nothing, and why.
    pub mode: Mode,
    /// Whether the run only reported what it would do.
    pub dry_run: bool,
    /// Whether the run continued an interrupted one.
    pub resumed: bool,
    /// Releases in the index now; in a dry run, as there would be after it.
    pub releases: u64,
    /// Files in the corpus.
    pub files: u64,
    /// How the files differ from those that were in the index.
    #[serde(flatten)]
    pub changes: Changes,
    /// How the records of files with many records differ.
    pub records: RecordChanges,
    /// What was added, changed and removed, by name.
    pub names: ChangedNames,
    /// What could not be read, or holds far fewer releases, and stays in the index as it was, sorted by path.
    pub kept: Vec<RetainedFile>,
    /// What holds far fewer releases than before and was taken as it is, sorted by path: losses were accepted, or the index was
    /// built anew.
    pub lost: Vec<RetainedFile>,
    /// What is never a file of a corpus: hidden files, READMEs, what programs have left behind. Sorted by id, ten thousand at
    /// most.
    pub left_out: Vec<LeftOutFile>,
    /// Everything that is left out, by this run or an earlier one, sorted by id.
    pub skipped: Vec<SkippedFile>,
    /// Why an index that was built anew could not be compared with the one before, so that nobody knows what is lost: most often
    /// the one before is damaged.
    #[serde(serialize_with = "in_words")]
    pub not_compared: Option<Error>,
    /// Why the small parts of the index were not merged after the commit: an interruption, a full disk. All else that the report
    /// says is done.
    #[serde(serialize_with = "in_words")]
    pub not_tidied: Option<Error>,
    /// How long the run took, in seconds.
    #[serde(rename = "seconds", serialize_with = "seconds")]
    pub elapsed: Duration,
}

fn seconds<S: serde::Serializer>(
    elapsed: &Duration,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_f64((elapsed.as_secs_f64() * 1000.0).round() / 1000.0)
}

#[allow(clippy::ref_option, reason = "serde hands it over so")]
fn in_words<S: serde::Serializer>(
    error: &Option<Error>,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    error.as_ref().map(Error::to_string).serialize(serializer)
}
