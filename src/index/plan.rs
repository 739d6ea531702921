//! Finds out what there is to do: which files are new, changed or gone.

use std::collections::HashSet;

use serde::Serialize;

use super::build::{Options, Progress};
use super::known::KnownFiles;
use crate::corpus::{Skip, SourceFile, Walked, hash_file, walk};
use std::path::Path;

/// How the files of the corpus differ from what the index says of them.
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

pub(super) fn find_files(
    options: &Options,
    corpus: &Path,
    progress: &dyn Progress,
) -> (Vec<SourceFile>, Vec<Skip>) {
    let mut files = Vec::new();
    let mut skipped = Vec::new();
    for walked in walk(corpus, Some(&options.index), options.follow_links) {
        match walked {
            Walked::File(file) => {
                files.push(file);
                progress.found(files.len() as u64);
            }
            Walked::Skipped(skip) => skipped.push(skip),
        }
    }
    (files, skipped)
}

/// Indexed files that the walk did not come upon. What lies in a folder that could not be read is not gone.
pub(super) fn gone_files(
    known: &KnownFiles,
    files: &[SourceFile],
    skipped: &[Skip],
) -> Vec<String> {
    let present: HashSet<&str> = files.iter().map(|file| file.id.as_str()).collect();
    let unreadable = |id: &str| {
        skipped
            .iter()
            .any(|skip| match id.strip_prefix(skip.id.as_str()) {
                Some(below) => below.is_empty() || below.starts_with('/'),
                None => skip.id == ".",
            })
    };
    let mut gone: Vec<String> = known
        .keys()
        .filter(|id| !present.contains(id.as_str()) && !unreadable(id))
        .cloned()
        .collect();
    gone.sort_unstable();
    gone
}

/// The files that are new or changed; counts them and the others. Size and time decide, and where the time alone differs
/// the content does: a file that was only touched is not read again.
pub(super) fn files_to_read(
    files: Vec<SourceFile>,
    known: &KnownFiles,
    changes: &mut Changes,
) -> Vec<SourceFile> {
    let mut to_read = Vec::new();
    for file in files {
        match known.get(&file.id) {
            None => changes.added += 1,
            Some(record) => {
                let same_size = record.size == file.size;
                let untouched = same_size && record.modified == file.modified;
                if untouched
                    || (same_size && hash_file(&file.path).is_ok_and(|hash| hash == record.hash))
                {
                    changes.unchanged += 1;
                    continue;
                }
                changes.changed += 1;
            }
        }
        to_read.push(file);
    }
    to_read
}
