//! Which corpora are most likely a mistake? A run refuses them before it changes anything.

use std::path::PathBuf;

use crate::corpus::CorpusRoot;
use crate::error::{Error, Result};
use crate::index::ingest::scan_plan::ScanPlan;
use crate::index::manifest::file_manifest::FileManifest;
use crate::index::manifest::rebuild_losses::rebuild_losses;
use crate::index::open_index::OpenIndex;
use crate::index::options::Options;
use crate::index::report::{Mode, RetainedFile};

/// Refuses a folder without files, which is most often a disk that is not mounted, and a moved corpus that is another one.
pub(crate) fn refuse(
    options: &Options,
    plan: &ScanPlan,
    manifest: &FileManifest<'_>,
) -> Result<()> {
    if let (Some(root), false) = (plan.empty.first(), options.allow_empty) {
        // As it was typed.
        let mut typed = options.corpora.iter();
        let is_root = |path: &&PathBuf| path.canonicalize().is_ok_and(|path| path == root.path);
        let path = typed.find(is_root).unwrap_or(&root.path).clone();
        let releases = releases_in(root, manifest)?;
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

/// What an index that was built anew has lost, compared with the one before, where that can be read and is of the same corpus.
/// A rebuild that was asked for is refused then: it stays beside the index before, and a run that accepts losses goes on
/// from it.
pub(crate) fn losses_of_rebuild(
    options: &Options,
    mode: Mode,
    now: &OpenIndex,
) -> Result<Vec<RetainedFile>> {
    let Ok(before) = OpenIndex::open_any_knowledge(&options.index) else {
        return Ok(Vec::new());
    };
    if before.build_info.roots != now.build_info.roots && !options.moved {
        return Ok(Vec::new());
    }
    // Damage of the index before is no reason against this one.
    let lost = before
        .with_corruption_check(|| rebuild_losses(&before.searcher, &now.searcher, &now.skips()?));
    let lost = lost.unwrap_or_default();
    match lost.first() {
        Some(first) if mode == Mode::Full && !options.accept_losses => Err(Error::Losses {
            index: options.index.clone(),
            files: lost.len(),
            first: first.id.clone(),
            reason: first.reason.clone(),
        }),
        _ => Ok(lost),
    }
}

fn releases_in(root: &CorpusRoot, manifest: &FileManifest<'_>) -> Result<u64> {
    let mut releases = 0;
    for file in manifest.files() {
        if let Some(path) = manifest.path(file)?.filter(|path| root.holds(path)) {
            releases += manifest.docs(&path)?.releases;
        }
    }
    Ok(releases)
}
