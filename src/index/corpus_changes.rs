//! What has changed in the corpus since the index was brought up to date? Nothing is written.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::corpus::{Limits, hash_file};
use crate::error::Result;
use crate::index::ingest::refusals::GoneFiles;
use crate::index::ingest::scan_plan::{ScanPlan, ToRead};
use crate::index::manifest::file_contents::FileContents;
use crate::index::manifest::file_manifest::FileManifest;
use crate::index::manifest::losses::remaining_releases::IndexedFile;
use crate::index::open_index::OpenIndex;
use crate::index::options::{Options, Progress};
use crate::index::report::RetainedFile;
use crate::knowledge::Knowledge;
use crate::model::SkipReason;

/// Maximum number of files that are read to see whether they are kept. The others count as written to.
const MAX_READ: usize = 1000;

/// How the corpus differs from the index.
pub(super) struct CorpusChanges {
    /// What the next run takes into the index, in words; none if it has nothing to do.
    pub(super) new: Option<String>,
    /// What the next run keeps as it is indexed.
    pub(super) kept: Vec<RetainedFile>,
}

/// Compares the files that the index knows with the corpus, by size and times, and says how they differ.
pub(super) fn corpus_changes(
    index: &OpenIndex,
    knowledge: &Knowledge,
    progress: &dyn Progress,
) -> Result<CorpusChanges> {
    for corpus in index.build_info.corpora() {
        if let Err(error) = fs::read_dir(&corpus) {
            let path = corpus.display();
            return Ok(CorpusChanges {
                new: Some(format!("its corpus `{path}` cannot be read: {error}")),
                kept: Vec::new(),
            });
        }
    }
    let options = Options::of(Path::new(""), &index.path);
    let manifest = FileManifest::read(&index.searcher)?;
    let never = AtomicBool::new(false);
    let roots = &index.build_info.roots;
    let mut plan = ScanPlan::make(&options, roots, &manifest, progress, &never)?;
    let (mut kept, as_indexed) = kept_and_as_indexed(&plan, &manifest, knowledge)?;
    let written_to = plan.differing - kept.len() as u64 - as_indexed;
    kept.append(&mut plan.retained);
    // Whether what is new replaces what is gone is not known before it is read. An empty folder is an error, and not kept.
    if plan.added + written_to == 0 {
        let gone = GoneFiles::of(&plan, roots, &manifest, Some(&index.searcher))?;
        for (root, folder) in gone.mostly_gone(roots, 0) {
            if !plan.empty.contains(&roots[root]) {
                plan.deleted_files -= folder.files;
                kept.push(folder);
            }
        }
    }
    kept.sort_by(|a, b| a.id.cmp(&b.id));
    let recorded = index.skips()?;
    let unread = plan
        .unrecorded_skips(&recorded)
        .filter(|skip| matches!(skip.reason, SkipReason::Unreadable(_)));
    let counts = [
        (plan.added, "new"),
        (written_to, "written to since"),
        (plan.deleted_files, "gone"),
        (unread.count() as u64, "new that cannot be read"),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let new = (!parts.is_empty()).then(|| format!("files of its corpus: {}", parts.join(", ")));
    Ok(CorpusChanges { new, kept })
}

/// The files that were written to since, and that a run keeps as they are indexed; and the number of those that are as
/// the index has them: their bytes are the same, or no run could read them and they still cannot be read.
fn kept_and_as_indexed(
    plan: &ScanPlan,
    manifest: &FileManifest<'_>,
    knowledge: &Knowledge,
) -> Result<(Vec<RetainedFile>, u64)> {
    let (mut kept, mut as_indexed) = (Vec::new(), 0);
    let ToRead::Listed(files) = &plan.to_read else {
        return Ok((kept, as_indexed));
    };
    let known = files
        .iter()
        .filter_map(|file| Some((file, manifest.find(&file.id)?)));
    for (file, known) in known.take(MAX_READ) {
        let old = manifest.fingerprint(known);
        let same_size = old.filter(|old| old.size == file.size);
        if let Some(hash) = same_size.and_then(|old| old.hash)
            && hash_file(&file.path, Limits::default(), &|_| true).is_ok_and(|now| now == hash)
        {
            as_indexed += 1;
            continue;
        }
        let before = manifest.docs(&file.id)?;
        let indexed = IndexedFile {
            docs: &before,
            manifest,
            knowledge,
        };
        let contents = FileContents::read(file, Limits::default(), &|_| true, indexed)?;
        let was_read = old.is_some();
        if let Some(loss) = contents.loss {
            kept.push(RetainedFile::of_file(&file.id, loss));
        } else if !was_read && !contents.outcome.complete {
            as_indexed += 1;
        }
    }
    Ok((kept, as_indexed))
}
