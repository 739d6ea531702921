//! Which files of the corpus are new, changed or deleted, by size and modification time alone?
//!
//! The corpus is walked once. Files that have not changed are not kept in memory, because a list of a million files would
//! need more memory than everything else. If too many files have changed, they are found by a second walk.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::corpus::{CorpusRoot, SourceFile, Walked, is_below};
use crate::error::{Done, Error, Result};
use crate::index::manifest::doc_kind::FileFingerprint;
use crate::index::manifest::file_manifest::{FileManifest, FileOrdinal};
use crate::index::manifest::skips::{Skips, is_new};
use crate::index::options::{Options, Progress};
use crate::index::report::{LeftOutFile, MAX_NAMES, RetainedFile};
use crate::model::{Skip, SkipReason};

/// Maximum number of files to read that are listed in memory: a few megabytes.
const MAX_LISTED_FILES: usize = 20_000;

/// What a run has to do.
pub(crate) struct ScanPlan {
    /// Number of files in the corpus.
    pub(crate) files: u64,
    /// Number of files that are in the index, too.
    pub(crate) known: u64,
    /// The folders of the corpus without any file, and without anything that could not be read: nobody knows what that holds.
    pub(crate) empty: Vec<CorpusRoot>,
    /// Number of files that are not in the index.
    pub(crate) added: u64,
    /// Number of files whose size or times have changed.
    pub(crate) differing: u64,
    /// Bytes of the added and the differing files.
    pub(crate) bytes: u64,
    /// The added and the differing files.
    pub(crate) to_read: ToRead,
    /// What is in the index and no longer in the corpus.
    pub(crate) deleted: Vec<FileOrdinal>,
    /// How many of `deleted` are files. The others are links and the like, which had been skipped.
    pub(crate) deleted_files: u64,
    /// Files and folders that are in the index and cannot be read now.
    pub(crate) retained: Vec<RetainedFile>,
    /// Those that are links and the like now, where losses are accepted. They are among `deleted` and `skipped`.
    pub(crate) lost: Vec<RetainedFile>,
    /// What is never a file of a corpus: at most ten thousand are named.
    pub(crate) left_out: Vec<LeftOutFile>,
    /// Everything else in the corpus that is not a readable file.
    pub(crate) skipped: Vec<Skip>,
}

/// The files to read.
pub(crate) enum ToRead {
    /// These files.
    Listed(Vec<SourceFile>),
    /// Too many files to list: walk the corpus again.
    RescanCorpus,
}

impl ScanPlan {
    /// Compares the corpus with the manifest. Reads no file.
    pub(crate) fn make(
        options: &Options,
        roots: &[CorpusRoot],
        manifest: &FileManifest<'_>,
        progress: &dyn Progress,
        interrupted: &AtomicBool,
    ) -> Result<Self> {
        let mut plan = ScanPlan {
            files: 0,
            known: 0,
            empty: Vec::new(),
            added: 0,
            differing: 0,
            bytes: 0,
            to_read: ToRead::Listed(Vec::new()),
            deleted: Vec::new(),
            deleted_files: 0,
            retained: Vec::new(),
            lost: Vec::new(),
            left_out: Vec::new(),
            skipped: Vec::new(),
        };
        let mut seen = vec![false; manifest.len()];
        for root in roots {
            let (files_before, skipped_before) = (plan.files, plan.skipped.len());
            for walked in root.walk(Some(&options.index), options.follow_links) {
                if interrupted.load(Ordering::Relaxed) {
                    return Err(Error::Interrupted {
                        path: options.index.clone(),
                        done: Done::Nothing,
                    });
                }
                match walked {
                    Walked::File(file) => {
                        plan.files += 1;
                        progress.found(plan.files);
                        let known = manifest.find(&file.id);
                        if let Some(known) = known {
                            plan.known += 1;
                            seen[known.index()] = true;
                        }
                        let fingerprint = known.and_then(|known| manifest.fingerprint(known));
                        plan.compare(file, known.is_some(), fingerprint);
                    }
                    Walked::Skipped(skip) => plan.skipped.push(skip),
                    Walked::LeftOut { id, what } => {
                        if plan.left_out.len() < MAX_NAMES {
                            plan.left_out.push(LeftOutFile { id, what });
                        }
                    }
                }
            }
            let mut skipped = plan.skipped[skipped_before..].iter();
            let is_unread = skipped.any(|skip| matches!(skip.reason, SkipReason::Unreadable(_)));
            if plan.files == files_before && !is_unread {
                plan.empty.push(root.clone());
            }
        }
        plan.find_deleted(manifest, &mut seen, options.accept_losses)?;
        Ok(plan)
    }

    /// Counts a file, and lists it if it must be read. A file may be known and have no fingerprint.
    fn compare(&mut self, file: SourceFile, is_known: bool, fingerprint: Option<FileFingerprint>) {
        if fingerprint.is_some_and(|old| old.is_same(&file)) {
            return;
        }
        if is_known {
            self.differing += 1;
        } else {
            self.added += 1;
        }
        self.bytes += file.size;
        if let ToRead::Listed(files) = &mut self.to_read {
            if files.len() < MAX_LISTED_FILES {
                files.push(file);
            } else {
                self.to_read = ToRead::RescanCorpus;
            }
        }
    }

    /// Finds the files of the manifest that the walk has not seen. They are deleted, unless they or a folder above them
    /// could not be read, or are no files any more: then they are retained. With `accept_losses` only those that could not
    /// be read are.
    fn find_deleted(
        &mut self,
        manifest: &FileManifest<'_>,
        seen: &mut [bool],
        accept_losses: bool,
    ) -> Result<()> {
        for skip in &self.skipped {
            // It was skipped by an earlier run, too, and has no releases: nothing to delete or to retain.
            if let Some(known) = manifest.find(&skip.id.path)
                && manifest.fingerprint(known).is_none()
                && manifest.docs(&skip.id.path)?.releases == 0
            {
                seen[known.index()] = true;
            }
        }
        let mut files_of_skip = vec![0_u64; self.skipped.len()];
        let is_accepted =
            |reason: &SkipReason| accept_losses && matches!(reason, SkipReason::NotAFile(_));
        for file in manifest.files().filter(|file| !seen[file.index()]) {
            let Some(path) = manifest.path(file)? else {
                continue;
            };
            let skip = (self.skipped.iter()).position(|skip| is_below(&path, &skip.id.path));
            if let Some(at) = skip {
                files_of_skip[at] += 1;
            }
            if skip.is_none_or(|at| is_accepted(&self.skipped[at].reason)) {
                self.deleted.push(file);
                self.deleted_files += u64::from(manifest.fingerprint(file).is_some());
            }
        }
        let skipped = std::mem::take(&mut self.skipped);
        for (skip, files) in skipped.into_iter().zip(files_of_skip) {
            let of_index = RetainedFile {
                id: skip.id.path.clone(),
                reason: skip.reason.clone(),
                files,
            };
            if files > 0 && is_accepted(&skip.reason) {
                self.lost.push(of_index);
            } else if files > 0 {
                self.retained.push(of_index);
                continue;
            }
            self.skipped.push(skip);
        }
        Ok(())
    }

    /// The skips of the walk that the index does not have yet.
    pub(crate) fn unrecorded_skips<'a>(
        &'a self,
        recorded: &'a Skips,
    ) -> impl Iterator<Item = &'a Skip> {
        self.skipped
            .iter()
            .filter(|skip| is_new(recorded, &skip.id, &skip.reason))
    }

    /// Whether the index already agrees with the corpus.
    pub(crate) fn is_empty(&self, recorded: &Skips) -> bool {
        self.added == 0
            && self.differing == 0
            && self.deleted.is_empty()
            && self.unrecorded_skips(recorded).next().is_none()
    }
}
