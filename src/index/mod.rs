//! The index on disk: opens it, locks it, builds it, brings it up to date, checks it.
//!
//! An index folder holds generations. Each generation is a complete tantivy index in a folder of its own, and the file
//! `CURRENT` names the one that searches read. A rebuild writes a new generation and changes `CURRENT` when it is complete;
//! an update commits into the current generation. Each commit records what it was built from ([`BuildInfo`]).
//!
//! The rooms, each of which uses only those before it:
//!
//! | room | its question |
//! |---|---|
//! | `storage` | How are the files written, locked, and protected by checksums? |
//! | `manifest` | What does the index know about the files it was built from? |
//! | `segment` | How do documents become segments, and which segments are merged? |
//! | `groups` | Which releases are copies, and which are of one case? |
//! | `ingest` | What has changed in the corpus, and how does it get into the index? |
//!
//! A run of [`build()`]: `mode` chooses between update and rebuild; `scan_plan` compares the corpus with `file_manifest`;
//! `reader` reads the files that differ, and keeps what is indexed of those that have lost their releases (`losses`);
//! `worker_pool` converts their records and adds them to an `open_segment`; `index_writer` commits, and merges what
//! `merge_policy` says.
//!
//! Every file has checksums. [`check()`] verifies them all; a search verifies each page that it reads: see
//! [`OpenIndex::with_corruption_check`]. They also say which file it is, so that both refuse a whole file of another index,
//! segment or commit.

pub(crate) mod build_info;
pub(crate) mod check;
pub(crate) mod corpus_changes;
pub(crate) mod digest;
pub(crate) mod gaps;
pub(crate) mod grouped;
pub(crate) mod groups;
pub(crate) mod ingest;
pub(crate) mod manifest;
pub(crate) mod open_index;
pub(crate) mod options;
pub(crate) mod report;
pub(crate) mod segment;
pub(crate) mod stats;
pub(crate) mod storage;
#[cfg(test)]
mod tests;
pub(crate) mod values;

pub use crate::index::build_info::{BuildInfo, GroupsFile};
pub use crate::index::check::{CheckReport, Finding, Health, check};
pub use crate::index::gaps::Gap;
pub use crate::index::grouped::{CaseSpan, Kinship};
pub use crate::index::groups::links::LinkReason;
pub use crate::index::ingest::build::build;
pub use crate::index::manifest::doc_kind::{DocKind, FileFingerprint};
pub use crate::index::open_index::{CommitMark, OpenIndex};
pub use crate::index::options::{COMMIT_EVERY, Options, Progress};
pub use crate::index::report::{
    ChangedNames, Changes, LeftOutFile, Mode, RecordChanges, RecordNames, Report, RetainedFile,
    SkippedFile,
};
pub use crate::index::stats::{Citation, SourceStats, Stats};
pub use crate::index::storage::generation::exists;
