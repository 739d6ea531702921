//! What has changed in the corpus since the index was brought up to date? Nothing is written.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use crate::corpus::{Limits, hash_file};
use crate::error::Result;
use crate::index::ingest::scan_plan::{ScanPlan, ToRead};
use crate::index::manifest::file_contents::FileContents;
use crate::index::manifest::file_manifest::FileManifest;
use crate::index::open_index::OpenIndex;
use crate::index::options::{Options, Progress};

/// Maximum number of files that are read to see whether they are kept. The others count as written to.
const MAX_READ: usize = 1000;

/// Compares the files that the index knows with the corpus, by size and times, and says how they differ.
pub(super) fn corpus_changes(index: &OpenIndex, progress: &dyn Progress) -> Result<Option<String>> {
    for corpus in index.build_info.corpora() {
        if let Err(error) = fs::read_dir(&corpus) {
            let path = corpus.display();
            return Ok(Some(format!("its corpus `{path}` cannot be read: {error}")));
        }
    }
    let options = Options::of(Path::new(""), &index.path);
    let manifest = FileManifest::read(&index.searcher)?;
    let never = AtomicBool::new(false);
    let roots = &index.build_info.roots;
    let plan = ScanPlan::make(&options, roots, &manifest, progress, &never)?;
    let (kept, as_indexed) = kept_and_as_indexed(&plan, &manifest)?;
    let counts = [
        (plan.added, "new"),
        (plan.differing - kept - as_indexed, "written to since"),
        (
            kept,
            "kept as indexed, for they hold far fewer releases now",
        ),
        (plan.deleted_files, "gone"),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    Ok((!parts.is_empty()).then(|| format!("files of its corpus: {}", parts.join(", "))))
}

/// The number of files that were written to since, and that a run keeps as they are indexed; and the number of those that are as
/// the index has them: their bytes are the same, or no run could read them and they still cannot be read.
fn kept_and_as_indexed(plan: &ScanPlan, manifest: &FileManifest<'_>) -> Result<(u64, u64)> {
    let ToRead::Listed(files) = &plan.to_read else {
        return Ok((0, 0));
    };
    let (mut kept, mut as_indexed) = (0, 0);
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
        let contents = FileContents::read(file, Limits::default(), &|_| true, &before);
        let was_read = old.is_some();
        if contents.loss.is_some() {
            kept += 1;
        } else if !was_read && !contents.outcome.complete {
            as_indexed += 1;
        }
    }
    Ok((kept, as_indexed))
}
