//! Finds out what there is to do: which files are new, changed or gone.
//!
//! The corpus is walked once, each file compared with what the index says of it, and forgotten where nothing is to be
//! done: a list of a million files would need more memory than all the rest. Where too many are left to be listed, they
//! are found by a second walk.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::corpus::{SourceFile, Walked, walk_unsorted};
use crate::error::{Error, Result};
use crate::index::manifest::doc_kind::FileFingerprint;
use crate::index::manifest::known_files::{KnownFiles, Place, Skips, is_new};
use crate::index::options::{Options, Progress};
use crate::index::report::Kept;
use crate::model::Skip;

/// So many files to be read are listed: a few megabytes.
const LISTED_FILES: usize = 20_000;

/// What there is to do, by size and time alone.
pub(crate) struct Plan {
    /// Files of the corpus.
    pub(crate) files: u64,
    /// Files that are not in the index.
    pub(crate) added: u64,
    /// Files whose size or time is another.
    pub(crate) differing: u64,
    /// Bytes of both.
    pub(crate) bytes: u64,
    /// Which they are.
    pub(crate) to_read: ToRead,
    /// What is in the index and no longer in the corpus.
    pub(crate) gone: Vec<Place>,
    /// How many of those are files, and not links and the like that were left out.
    pub(crate) removed: u64,
    /// What is in the corpus, in the index, and cannot be read.
    pub(crate) kept: Vec<Kept>,
    /// What else of the corpus is no readable file.
    pub(crate) skipped: Vec<Skip>,
}

/// The files to be read.
pub(crate) enum ToRead {
    /// Few: these.
    These(Vec<SourceFile>),
    /// Too many to list: to be found again.
    Many,
}

impl Plan {
    /// Compares the corpus with the index. Reads no file.
    pub(crate) fn make(
        options: &Options,
        corpus: &Path,
        known: &KnownFiles<'_>,
        progress: &dyn Progress,
        interrupted: &AtomicBool,
    ) -> Result<Self> {
        let mut plan = Plan {
            files: 0,
            added: 0,
            differing: 0,
            bytes: 0,
            to_read: ToRead::These(Vec::new()),
            gone: Vec::new(),
            removed: 0,
            kept: Vec::new(),
            skipped: Vec::new(),
        };
        let mut seen = vec![false; known.len()];
        for walked in walk_unsorted(corpus, Some(&options.index), options.follow_links) {
            if interrupted.load(Ordering::Relaxed) {
                return Err(Error::Interrupted {
                    path: options.index.clone(),
                });
            }
            match walked {
                Walked::File(file) => {
                    plan.files += 1;
                    progress.found(plan.files);
                    let place = known.find(&file.id);
                    if let Some(place) = place {
                        seen[place.at()] = true;
                    }
                    let record = place.and_then(|place| known.record(place));
                    plan.compare(file, place.is_some(), record);
                }
                Walked::Skipped(skip) => plan.skipped.push(skip),
            }
        }
        plan.missing(known, &mut seen)?;
        Ok(plan)
    }

    /// Counts a file, and lists it where it must be looked at. One that is known may lack its record.
    fn compare(&mut self, file: SourceFile, is_known: bool, record: Option<FileFingerprint>) {
        let untouched = record
            .is_some_and(|record| record.size == file.size && record.modified == file.modified);
        if untouched {
            return;
        }
        if is_known {
            self.differing += 1;
        } else {
            self.added += 1;
        }
        self.bytes += file.size;
        if let ToRead::These(files) = &mut self.to_read {
            if files.len() < LISTED_FILES {
                files.push(file);
            } else {
                self.to_read = ToRead::Many;
            }
        }
    }

    /// What the walk did not come upon is gone, unless it lies in a folder that could not be read, or is itself what
    /// could not be read.
    fn missing(&mut self, known: &KnownFiles<'_>, seen: &mut [bool]) -> Result<()> {
        for skip in &self.skipped {
            // Something that is still what it was, and was left out before.
            if let Some(place) = known.find(&skip.id.path)
                && known.record(place).is_none()
                && known.documents(&skip.id.path)?.releases == 0
            {
                seen[place.at()] = true;
            }
        }
        let mut covers = vec![0_u64; self.skipped.len()];
        for place in known.places(|place| !seen[place.at()]) {
            let Some(id) = known.id(place)? else {
                continue;
            };
            let covered = (self.skipped.iter()).position(|skip| lies_in(&id, &skip.id.path));
            let is_file = known.record(place).is_some();
            match covered {
                Some(at) => covers[at] += 1,
                None => {
                    self.gone.push(place);
                    self.removed += u64::from(is_file);
                }
            }
        }
        let skipped = std::mem::take(&mut self.skipped);
        for (skip, files) in skipped.into_iter().zip(covers) {
            if files > 0 {
                self.kept.push(Kept {
                    id: skip.id.path,
                    reason: skip.reason,
                    files,
                });
            } else {
                self.skipped.push(skip);
            }
        }
        Ok(())
    }

    /// What of the walk's skips the index does not say yet.
    pub(crate) fn unsaid<'a>(&'a self, before: &'a Skips) -> impl Iterator<Item = &'a Skip> {
        self.skipped
            .iter()
            .filter(|skip| is_new(before, &skip.id, &skip.reason))
    }

    /// Whether the index already says what the corpus holds.
    pub(crate) fn is_nothing(&self, before: &Skips) -> bool {
        self.added == 0
            && self.differing == 0
            && self.gone.is_empty()
            && self.unsaid(before).next().is_none()
    }
}

/// Whether a file is this one or lies below this folder.
fn lies_in(id: &str, folder: &str) -> bool {
    match id.strip_prefix(folder) {
        Some(below) => below.is_empty() || below.starts_with('/'),
        None => folder == ".",
    }
}
