//! Which corpora are most likely a mistake? A run refuses them before it changes anything, or keeps what would go.

use std::path::PathBuf;

use tantivy::Searcher;

use crate::corpus::CorpusRoot;
use crate::error::{Error, Result};
use crate::index::ingest::scan_plan::ScanPlan;
use crate::index::ingest::sink::Sink;
use crate::index::manifest::file_manifest::{FileManifest, FileOrdinal};
use crate::index::manifest::losses::rebuild_losses::{
    RebuildLosses, folders_left_behind, rebuild_losses,
};
use crate::index::manifest::losses::root_releases::{root_of, root_releases};
use crate::index::open_index::OpenIndex;
use crate::index::options::Options;
use crate::index::report::{IngestOutcome, Mode, RetainedFile};
use crate::model::SkipReason;

/// Refuses a folder without files, which is most often a disk that is not mounted, and a moved corpus that is another one.
pub(crate) fn refuse(
    options: &Options,
    plan: &ScanPlan,
    manifest: &FileManifest<'_>,
    index: Option<&Searcher>,
) -> Result<()> {
    if let (Some(root), false) = (plan.empty.first(), options.allow_empty) {
        // As it was typed.
        let mut typed = options.corpora.iter();
        let is_root = |path: &&PathBuf| path.canonicalize().is_ok_and(|path| path == root.path);
        let path = typed.find(is_root).unwrap_or(&root.path).clone();
        let releases = match index {
            Some(index) => root_releases(index, std::slice::from_ref(root))?
                .iter()
                .sum(),
            None => 0,
        };
        return Err(if releases > 0 {
            Error::CorpusEmptied { path, releases }
        } else {
            let why = "there is no file in it".to_owned();
            Error::Corpus { path, why }
        });
    }
    if options.moved && plan.known == 0 && plan.files > 0 && manifest.len() > 0 {
        return Err(Error::NotMoved {
            path: options.index.clone(),
            files: manifest.len(),
        });
    }
    Ok(())
}

/// An index that was built anew, compared with the one before.
#[derive(Default)]
pub(crate) struct Comparison {
    /// What the one before holds and this one does not.
    pub(crate) lost: RebuildLosses,
    /// Why the two could not be compared.
    pub(crate) not_compared: Option<Error>,
}

impl Comparison {
    /// Adds it to what a run tells.
    pub(crate) fn add_to(self, outcome: &mut IngestOutcome) {
        let lost = self.lost;
        outcome.lost = lost.losses;
        outcome.not_compared = self.not_compared;
        outcome.changes.removed = lost.removed;
        outcome.records.removed = lost.removed_records;
        outcome.names.left_out += lost.names.left_out;
        outcome.names.removed = lost.names.removed;
        outcome.names.records.removed = lost.names.records.removed;
    }
}

/// What an index that was built anew has lost, compared with the one before, where that can be read. Of another corpus, that
/// is all folders which only the one before has. A rebuild that was asked for is refused then: it stays beside the index before, and a run that accepts losses goes on
/// from it.
pub(crate) fn losses_of_rebuild(
    options: &Options,
    mode: Mode,
    now: &OpenIndex,
) -> Result<Comparison> {
    // Damage of the index before is no reason against this one.
    let not_compared = |error| Comparison {
        not_compared: Some(error),
        ..Comparison::default()
    };
    let before = match OpenIndex::open_for_files(&options.index) {
        Ok(before) => before,
        Err(Error::NoIndex { .. } | Error::NotBuilt { .. }) => return Ok(Comparison::default()),
        Err(error) => return Ok(not_compared(error)),
    };
    let (roots_before, roots) = (&before.build_info.roots, &now.build_info.roots);
    let is_other_corpus = roots_before != roots && !options.moved;
    let lost = before.with_corruption_check(|| {
        if is_other_corpus {
            return folders_left_behind(&before.searcher, roots_before, roots);
        }
        rebuild_losses(&before.searcher, &now.searcher, &now.skips()?, roots)
    });
    let mut lost = match lost {
        Ok(lost) => lost,
        Err(error) => return Ok(not_compared(error)),
    };
    let is_of_folder = |loss: &RetainedFile| matches!(loss.reason, SkipReason::FilesGone { .. });
    if options.allow_empty {
        lost.losses.retain(|loss| !is_of_folder(loss));
    }
    match lost.losses.first() {
        // The user has asked for an index of another corpus: what that leaves behind is told.
        Some(first)
            if (mode == Mode::Full || is_of_folder(first))
                && !is_other_corpus
                && !options.accept_losses =>
        {
            Err(Error::Losses {
                index: options.index.clone(),
                files: lost.losses.len(),
                first: first.id.clone(),
                reason: first.reason.clone(),
            })
        }
        _ => Ok(Comparison {
            lost,
            not_compared: None,
        }),
    }
}

/// The files that are gone from the corpus, by its folders. A disk that is not mounted, or a copy that stopped half way, is most
/// often the reason where most of the index would go with them.
pub(crate) struct GoneFiles {
    files: Vec<(FileOrdinal, Option<usize>)>,
    /// Of each folder.
    folders: Vec<GoneFromFolder>,
}

/// What is gone from a folder of the corpus.
#[derive(Clone, Default)]
struct GoneFromFolder {
    files: u64,
    releases: u64,
    /// The number of releases that the index has from the folder.
    before: u64,
}

impl GoneFiles {
    /// The files that a plan deletes; `index` is what a run updates.
    pub(crate) fn of(
        plan: &ScanPlan,
        roots: &[CorpusRoot],
        manifest: &FileManifest<'_>,
        index: Option<&Searcher>,
    ) -> Result<Self> {
        let mut folders = vec![GoneFromFolder::default(); roots.len()];
        let mut files = Vec::with_capacity(plan.deleted.len());
        for file in &plan.deleted {
            let Some(path) = manifest.path(*file)? else {
                continue;
            };
            let root = root_of(roots, &path);
            if let Some(root) = root {
                folders[root].releases += manifest.docs(&path)?.releases;
                folders[root].files += u64::from(manifest.fingerprint(*file).is_some());
            }
            files.push((*file, root));
        }
        if let (Some(searcher), false) = (index, files.is_empty()) {
            let before = root_releases(searcher, roots)?;
            for (folder, before) in folders.iter_mut().zip(before) {
                folder.before = before;
            }
        }
        Ok(GoneFiles { files, folders })
    }

    /// The folders that would lose more than half of their releases, by their place among the roots. Where at least half as many
    /// new records are read, the files have moved, or have been replaced.
    pub(crate) fn mostly_gone(
        &self,
        roots: &[CorpusRoot],
        new_records: u64,
    ) -> Vec<(usize, RetainedFile)> {
        let folders = roots.iter().zip(&self.folders).enumerate();
        let mostly_gone = folders.filter(|(_, (_, folder))| {
            let is_most = folder.releases * 2 > folder.before && folder.before > 0;
            is_most && new_records * 2 < folder.releases
        });
        let told = mostly_gone.map(|(at, (root, folder))| {
            let reason = SkipReason::FilesGone {
                gone: folder.releases,
                before: folder.before,
            };
            (at, RetainedFile::of_folder(root, folder.files, reason))
        });
        told.collect()
    }

    /// Deletes the files from the index, except those of the folders that would lose most of their releases: they are kept, and
    /// told.
    pub(crate) fn delete(
        &self,
        options: &Options,
        roots: &[CorpusRoot],
        plan: &ScanPlan,
        manifest: &FileManifest<'_>,
        sink: &Sink,
        outcome: &mut IngestOutcome,
    ) -> Result<()> {
        let mut is_kept = vec![false; roots.len()];
        for (at, told) in self.mostly_gone(roots, outcome.new_records) {
            let may_be_empty = options.allow_empty && plan.empty.contains(&roots[at]);
            if may_be_empty {
                continue;
            }
            if options.accept_losses {
                outcome.lost.push(told);
            } else {
                outcome.retained.push(told);
                is_kept[at] = true;
            }
        }
        for (file, root) in &self.files {
            if root.is_some_and(|root| is_kept[root]) {
                continue;
            }
            if let Some(path) = manifest.path(*file)? {
                let docs = manifest.docs(&path)?;
                sink.delete(|deletes| manifest.delete(docs.all(), deletes))?;
                if manifest.fingerprint(*file).is_some() {
                    outcome.changes.removed += 1;
                    outcome.names.push(|names| &mut names.removed, &path);
                    outcome.records.removed += docs.parts().count() as u64;
                }
            }
        }
        Ok(())
    }
}
