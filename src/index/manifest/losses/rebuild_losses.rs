//! Which files have lost their releases in an index that is built anew, compared with the one that it replaces?

use std::collections::BTreeSet;

use tantivy::Searcher;

use crate::corpus::{CorpusRoot, is_below};
use crate::error::Result;
use crate::index::manifest::columns::{Columns, path_hashes};
use crate::index::manifest::doc_kind::DocKind;
use crate::index::manifest::file_manifest::{FileManifest, path_hash};
use crate::index::manifest::losses::lost_texts::lost_texts;
use crate::index::manifest::losses::root_releases::{root_of, root_releases};
use crate::index::manifest::release_lookup::releases_of_file;
use crate::index::manifest::skips::Skips;
use crate::index::report::{ChangedNames, RetainedFile};
use crate::model::{RecordPlace, SkipReason};

/// The hash of a file's path, the number of its releases, and the sum of the hashes of what they were read from, for each file of an
/// index. Sorted by path. A corpus may have millions of files: 32 bytes for each.
type ReleasesOfFiles = Vec<([u64; 2], Releases)>;

/// See [`ReleasesOfFiles`].
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Releases {
    count: u64,
    contents: u64,
}

impl Releases {
    fn add(&mut self, other: Releases) {
        self.count += other.count;
        self.contents = self.contents.wrapping_add(other.contents);
    }
}

/// What an index that is built anew does not hold any more.
#[derive(Default)]
pub(crate) struct RebuildLosses {
    /// The files that hold less than half of their releases, or whose release has lost most of its text. Files that are gone from the corpus are none of them, but files below a
    /// folder that could not be read are; and first come the folders of the corpus that hold less than half of their releases since
    /// files are gone.
    pub(crate) losses: Vec<RetainedFile>,
    /// The number of files that are gone from the corpus.
    pub(crate) removed: u64,
    /// Their names, and the ids of the records that are gone from files which are still there.
    pub(crate) names: ChangedNames,
    /// The number of records that files with several do not hold any more.
    pub(crate) removed_records: u64,
}

/// What an index of the folders `roots`, as it is `now`, has lost of the one `before`. `skips` are those of `now`.
pub(crate) fn rebuild_losses(
    before: &Searcher,
    now: &Searcher,
    skips: &Skips,
    roots: &[CorpusRoot],
) -> Result<RebuildLosses> {
    let mut lost = RebuildLosses::default();
    let mut gone = vec![(0, 0); roots.len()];
    let searchers = [before, now];
    let (had, has) = (releases_of_files(before)?, releases_of_files(now)?);
    let unreadable: Vec<&str> = skips
        .iter()
        .filter(|(_, reason)| matches!(reason, SkipReason::Unreadable(_)))
        .map(|(id, _)| id.path.as_str())
        .collect();
    // A file may have documents in several segments.
    let mut is_compared = vec![false; had.len()];
    for segment in before.segment_readers() {
        let Some(paths) = Columns::open(segment)?.file_path else {
            continue;
        };
        let mut paths = paths.dictionary().stream()?;
        while paths.advance() {
            let hash = path_hash(paths.key());
            let (Some(file), Ok(path)) = (find(&had, hash), std::str::from_utf8(paths.key()))
            else {
                continue;
            };
            let releases_before = had[file].1;
            let still_there = find(&has, hash);
            let releases_now = still_there.map_or(Releases::default(), |file| has[file].1);
            let is_same = releases_now == releases_before;
            if is_same || std::mem::replace(&mut is_compared[file], true) {
                continue;
            }
            let (before, now) = (releases_before.count, releases_now.count);
            if now >= before {
                lost.losses.extend(text_losses(path, before, searchers)?);
                continue;
            }
            if before > 1 {
                lost.removed_records += before - now;
            }
            if before > 1 && still_there.is_some() {
                for record in records_gone(path, searchers)? {
                    lost.names.push(|names| &mut names.records.removed, &record);
                }
            }
            if still_there.is_some() || unreadable.iter().any(|folder| is_below(path, folder)) {
                if now * 2 < before {
                    let reason = SkipReason::FewerReleases { before, now };
                    lost.losses.push(RetainedFile::of_file(path, reason));
                }
                continue;
            }
            lost.removed += 1;
            lost.names.push(|names| &mut names.removed, path);
            if let Some(root) = root_of(roots, path) {
                let (files, releases) = &mut gone[root];
                *files += 1;
                *releases += before;
            }
        }
    }
    lost.losses.sort_by(|a, b| a.id.cmp(&b.id));
    let totals = (root_releases(before, roots)?, root_releases(now, roots)?);
    let mut emptied = Vec::new();
    for (at, (files, gone)) in gone.into_iter().enumerate() {
        let (root, before, now) = (&roots[at], totals.0[at], totals.1[at]);
        if gone * 2 > before && now * 2 < before {
            emptied.push(RetainedFile::of_folder(
                root,
                files,
                SkipReason::FilesGone { gone, before },
            ));
        }
    }
    lost.losses.splice(..0, emptied);
    Ok(lost)
}

/// The loss of a file of which at least half of the releases have lost most of their text, though it holds as many as `before`.
fn text_losses(path: &str, before: u64, indexes: [&Searcher; 2]) -> Result<Option<RetainedFile>> {
    let lost = lost_texts(path, indexes)?;
    let now = before - before.min(lost.len() as u64);
    let reason = match lost.into_iter().next() {
        Some(reason) if before == 1 => reason,
        Some(_) if now * 2 < before => SkipReason::FewerReleases { before, now },
        _ => return Ok(None),
    };
    Ok(Some(RetainedFile::of_file(path, reason)))
}

/// The ids of the releases of a file that the first index has, and the second one does not.
fn records_gone(path: &str, indexes: [&Searcher; 2]) -> Result<Vec<String>> {
    let places = |index| -> Result<BTreeSet<RecordPlace>> {
        let releases = releases_of_file(index, path)?.into_iter();
        Ok(releases.map(|(place, _)| place).collect())
    };
    let (before, now) = (places(indexes[0])?, places(indexes[1])?);
    let gone = before.difference(&now);
    Ok(gone.map(|place| place.in_file(path).to_string()).collect())
}

/// The folders of an index that is built anew from another corpus, `now`, which does not have them. All their releases are gone.
pub(crate) fn folders_left_behind(
    before: &Searcher,
    roots: &[CorpusRoot],
    now: &[CorpusRoot],
) -> Result<RebuildLosses> {
    let manifest = FileManifest::read(before)?;
    let mut files = vec![0; roots.len()];
    for file in manifest.files() {
        let path = manifest.path(file)?;
        if let Some(root) = path.and_then(|path| root_of(roots, &path)) {
            files[root] += 1;
        }
    }
    let releases = root_releases(before, roots)?;
    let folders = roots.iter().zip(files).zip(releases);
    let left = folders.filter(|((root, _), releases)| {
        *releases > 0 && !now.iter().any(|other| other.path == root.path)
    });
    let told = left.map(|((root, files), before)| {
        RetainedFile::of_folder(root, files, SkipReason::OtherCorpus { before })
    });
    Ok(RebuildLosses {
        losses: told.collect(),
        ..RebuildLosses::default()
    })
}

fn releases_of_files(index: &Searcher) -> Result<ReleasesOfFiles> {
    let mut files = ReleasesOfFiles::new();
    for segment in index.segment_readers() {
        let columns = Columns::open(segment)?;
        let Some(paths) = &columns.file_path else {
            continue;
        };
        let hashes = path_hashes(paths, path_hash)?;
        let release = columns.kind_ordinal(DocKind::Release)?;
        // None for a path without a document: all have been deleted.
        let mut releases: Vec<Option<Releases>> = vec![None; hashes.len()];
        for doc in segment.doc_ids_alive() {
            for ordinal in paths.term_ords(doc) {
                let at = usize::try_from(ordinal).ok();
                if let Some(found) = at.and_then(|at| releases.get_mut(at)) {
                    let found = found.get_or_insert_default();
                    if columns.has_kind(doc, release) {
                        let contents = columns.hash(doc).unwrap_or_default();
                        found.add(Releases { count: 1, contents });
                    }
                }
            }
        }
        let counted = hashes.into_iter().zip(releases);
        files.extend(counted.filter_map(|(hash, count)| Some((hash, count?))));
    }
    files.sort_unstable();
    files.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1.add(next.1);
        }
        is_same
    });
    Ok(files)
}

/// Where a file is in the list; none where the index does not know it.
fn find(files: &ReleasesOfFiles, hash: [u64; 2]) -> Option<usize> {
    files.binary_search_by_key(&hash, |file| file.0).ok()
}
