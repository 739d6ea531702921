//! Is an index sound? Verifies every byte against its checksum, the documents against each other, and the whole against
//! the program and the corpus.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;
use tantivy::index::SegmentComponent;
use tantivy::{Index, TantivyError};

use crate::error::{Done, Error, Result, Shortage};
use crate::index::build_info::BuildInfo;
use crate::index::corpus_changes::corpus_changes;
use crate::index::manifest::columns::{Columns, path_hashes};
use crate::index::manifest::doc_kind::DocKind;
use crate::index::open_index::OpenIndex;
use crate::index::options::Progress;
use crate::index::report::RetainedFile;
use crate::index::storage::checksum_trailer::{
    NOT_A_FILE, is_other_kind, read_small_file, verify_small_file,
};
use crate::index::storage::directory::{IndexFolder, describe};
use crate::index::storage::generation::{
    CURRENT, GENERATION, GenerationFolder, META, current_generation,
};
use crate::index::storage::identity::MISPLACED;
use crate::index::storage::page_checksums::verify_file;
use crate::knowledge::Knowledge;
use crate::schema::SCHEMA_VERSION;

/// Maximum number of attempts while an indexer replaces the commit that is being checked.
const MAX_ATTEMPTS: usize = 5;

/// The files of a segment.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::Terms,
    SegmentComponent::Store,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
];

/// The files of a commit that belong to no segment. Each ends in one checksum.
const SMALL_FILES: [&str; 2] = [META, ".managed.json"];

/// The state of an index. Later values are worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Health {
    /// Sound, and in agreement with its corpus and this program.
    #[serde(rename = "whole")]
    Ok,
    /// Sound, but its corpus or the program has changed since.
    #[serde(rename = "behind")]
    Stale,
    /// Its answers could be wrong: it must be rebuilt.
    #[serde(rename = "damaged")]
    Corrupt,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is.
    #[serde(rename = "state")]
    pub health: Health,
    /// The file with the problem, relative to the index folder; none if it concerns the whole index.
    pub file: Option<String>,
    /// What is wrong.
    pub what: String,
}

/// The result of a check.
#[derive(Clone, Debug, Serialize)]
pub struct CheckReport {
    /// The worst of the findings.
    #[serde(rename = "state")]
    pub health: Health,
    /// The index folder.
    pub index: PathBuf,
    /// The folders that the index was built from; none if that cannot be read.
    pub corpora: Vec<PathBuf>,
    /// Releases in the index.
    pub releases: u64,
    /// Segments of the index.
    pub segments: u64,
    /// Files with correct checksums.
    pub files: u64,
    /// Bytes that were read.
    pub bytes: u64,
    /// All problems, the worst first.
    pub findings: Vec<Finding>,
    /// What the next run keeps as it is indexed, sorted by path: files and folders that cannot be read, and files that hold far
    /// fewer releases now, and folders of the corpus most of which is gone. The index is behind its corpus then.
    pub kept: Vec<RetainedFile>,
    /// Files that no commit names: a killed run has left them, and the next run removes them.
    pub left_over: Vec<String>,
}

impl CheckReport {
    fn new(index: &Path) -> Self {
        CheckReport {
            health: Health::Ok,
            index: index.to_owned(),
            corpora: Vec::new(),
            releases: 0,
            segments: 0,
            files: 0,
            bytes: 0,
            findings: Vec::new(),
            kept: Vec::new(),
            left_over: Vec::new(),
        }
    }

    fn add(&mut self, health: Health, file: Option<String>, what: impl Into<String>) {
        self.health = self.health.max(health);
        let what = what.into();
        self.findings.push(Finding { health, file, what });
    }
}

/// Checks the index in `path`. Needs no write permission, and works while others search and index.
///
/// Returns an error only if there is no index, if the check was interrupted, or if the system has no more memory or open files to
/// give.
pub fn check(
    path: &Path,
    knowledge: &Knowledge,
    progress: &dyn Progress,
    interrupted: &AtomicBool,
) -> Result<CheckReport> {
    let current_commit = || {
        let meta = current_generation(path)
            .ok()
            .map(|folder| folder.path.join(META));
        let read = |path: PathBuf| read_small_file(&path).ok();
        (read(path.join(CURRENT)), meta.and_then(read))
    };
    let mut attempt = 1;
    loop {
        let before = current_commit();
        let report = check_once(path, knowledge, progress, interrupted)?;
        // An indexer removes the files that its new commit does not need: that looks like damage.
        let replaced = before != current_commit();
        if report.health != Health::Corrupt || !replaced || attempt == MAX_ATTEMPTS {
            return Ok(report);
        }
        attempt += 1;
    }
}

fn check_once(
    path: &Path,
    knowledge: &Knowledge,
    progress: &dyn Progress,
    interrupted: &AtomicBool,
) -> Result<CheckReport> {
    let mut report = CheckReport::new(path);
    // Another version may write its files in another way: they cannot be verified.
    if let Ok(build_info) = OpenIndex::read_build_info(path)
        && build_info.schema != SCHEMA_VERSION
    {
        let what = format!(
            "it was built by dragnet {}, which keeps releases otherwise than this one",
            build_info.program
        );
        report.corpora = build_info.corpora();
        report.add(Health::Stale, None, what);
        return Ok(report);
    }
    let generation = match current_generation(path) {
        Ok(generation) => generation,
        Err(Error::Damaged { why, .. }) => {
            report.add(Health::Corrupt, Some(CURRENT.to_owned()), why);
            return Ok(report);
        }
        Err(error) => return Err(error),
    };
    check_checksums(&mut report, &generation, progress, interrupted)?;
    if report.health == Health::Ok {
        match catch_unwind(AssertUnwindSafe(|| {
            check_consistency(&mut report, knowledge, progress)
        })) {
            Ok(Ok(())) => {}
            Ok(Err(error)) if error.shortage().is_some() => return Err(error),
            Ok(Err(error)) => report.add(Health::Corrupt, None, error.to_string()),
            Err(_) => report.add(Health::Corrupt, None, "it cannot be read"),
        }
    }
    report
        .findings
        .sort_by(|a, b| b.health.cmp(&a.health).then_with(|| a.file.cmp(&b.file)));
    Ok(report)
}

/// Verifies that every file of the commit is the one that belongs there, and its checksums.
fn check_checksums(
    report: &mut CheckReport,
    generation: &GenerationFolder,
    progress: &dyn Progress,
    interrupted: &AtomicBool,
) -> Result<()> {
    let folder = &generation.path;
    let folder_name = folder.file_name().unwrap_or_default();
    let relative = |name: &str| format!("{}/{name}", folder_name.to_string_lossy());
    let (names, files) = match catch_unwind(AssertUnwindSafe(|| files_of_commit(generation))) {
        Ok(Ok((names, segments, files))) => {
            report.segments = segments;
            (names, files)
        }
        Ok(Err(error)) => {
            let what = describe(&error);
            let error = Error::from(error);
            if error.shortage().is_some() {
                return Err(error);
            }
            report.add(Health::Corrupt, Some(relative(META)), what);
            return Ok(());
        }
        Err(_) => {
            report.add(Health::Corrupt, Some(relative(META)), "it cannot be read");
            return Ok(());
        }
    };
    let bytes = names
        .iter()
        .filter_map(|name| fs::metadata(folder.join(name)).ok())
        .map(|metadata| metadata.len())
        .sum();
    progress.to_read(names.len() as u64, bytes);
    for name in &names {
        if interrupted.load(Ordering::Relaxed) {
            return Err(Error::Interrupted {
                path: report.index.clone(),
                done: Done::Nothing,
            });
        }
        let path = folder.join(name);
        let mut count = |bytes| {
            report.bytes += bytes;
            progress.read(bytes);
        };
        let verified = if is_other_kind(&path) {
            Ok(Some(NOT_A_FILE))
        } else if SMALL_FILES.contains(&name.as_str()) {
            verify_small_file(&path, &generation.identity, &mut count)
        } else if let Some(expected) = files.expected(Path::new(name)) {
            verify_file(&path, expected, &mut count)
        } else {
            Ok(Some(MISPLACED))
        };
        let what = match verified {
            Ok(None) => {
                report.files += 1;
                continue;
            }
            Ok(Some(what)) => format!("it {what}"),
            Err(error) if error.kind() == io::ErrorKind::NotFound => "it is missing".to_owned(),
            Err(source) if Shortage::of(&source).is_some() => {
                return Err(Error::cannot_read(path, source));
            }
            Err(error) => error.to_string(),
        };
        report.add(Health::Corrupt, Some(relative(name)), what);
    }
    find_left_over(report, folder, &names);
    Ok(())
}

/// The names of all files that the commit needs, the number of its segments, and the folder, which knows their sums.
fn files_of_commit(
    generation: &GenerationFolder,
) -> std::result::Result<(BTreeSet<String>, u64, IndexFolder), TantivyError> {
    let folder = IndexFolder::for_searching(generation)?;
    let index = Index::open(folder.clone())?;
    let meta = index.load_metas()?;
    let build_info = meta.payload.as_deref();
    let build_info: Option<BuildInfo> = build_info.and_then(|info| serde_json::from_str(info).ok());
    let mut names = BTreeSet::from(SMALL_FILES.map(str::to_owned));
    if let Some(file) = build_info.and_then(|info| info.groups) {
        folder.note_sum(Path::new(&file.name), file.sum);
        names.insert(file.name);
    }
    for segment in &meta.segments {
        let deletes = segment.has_deletes().then_some(SegmentComponent::Delete);
        for component in COMPONENTS.into_iter().chain(deletes) {
            let name = segment.relative_path(component);
            names.insert(name.to_string_lossy().into_owned());
        }
    }
    Ok((names, meta.segments.len() as u64, folder))
}

/// Lists the files and generations that the commit does not need.
fn find_left_over(report: &mut CheckReport, generation: &Path, needed: &BTreeSet<String>) {
    let names = |folder: &Path| -> Vec<String> {
        fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect()
    };
    let current = generation.file_name().unwrap_or_default().to_string_lossy();
    for name in names(&report.index) {
        if name.starts_with(GENERATION) && name != current {
            report.left_over.push(name);
        }
    }
    for name in names(generation) {
        if !needed.contains(&name) && Path::new(&name).extension() != Some("lock".as_ref()) {
            report.left_over.push(format!("{current}/{name}"));
        }
    }
    report.left_over.sort_unstable();
}

/// Checks that no id is there twice, that the knowledge is that of the program, and that the corpus has not changed.
fn check_consistency(
    report: &mut CheckReport,
    knowledge: &Knowledge,
    progress: &dyn Progress,
) -> Result<()> {
    let index = OpenIndex::open_any_knowledge(&report.index)?;
    report.corpora = index.build_info.corpora();
    let ours = BuildInfo::current(index.build_info.roots.clone(), knowledge);
    if !index.build_info.is_compatible_with(&ours) {
        report.add(
            Health::Stale,
            None,
            "it was built with other knowledge of agencies and pages",
        );
    }
    report.releases = index.releases()?;
    let duplicates = count_duplicate_ids(&index)?;
    if duplicates > 0 {
        let what = format!("{duplicates} releases stand in it twice");
        report.add(Health::Corrupt, None, what);
    }
    let changes = corpus_changes(&index, knowledge, progress)?;
    if let Some(what) = changes.new {
        report.add(Health::Stale, None, what);
    }
    if !changes.kept.is_empty() {
        report.health = report.health.max(Health::Stale);
        report.kept = changes.kept;
    }
    Ok(())
}

/// The number of releases and skips that have the id of another one.
fn count_duplicate_ids(index: &OpenIndex) -> Result<u64> {
    // Seeded by chance: no names can be made that have one hash.
    let hasher = RandomState::new();
    let mut seen = HashSet::new();
    let mut duplicates = 0;
    for segment in index.searcher.segment_readers() {
        let columns = Columns::open(segment)?;
        let Some(paths) = &columns.file_path else {
            continue;
        };
        let hashes = path_hashes(paths, |path| hasher.hash_one(path))?;
        let file_record = columns.kind_ordinal(DocKind::FileRecord)?;
        for doc in segment.doc_ids_alive() {
            // It has the path of its file, like the releases of that file, and is not one of them.
            if columns.has_kind(doc, file_record) {
                continue;
            }
            let place = hasher.hash_one(columns.place(doc)?);
            for ordinal in paths.term_ords(doc) {
                let hash = usize::try_from(ordinal).ok().and_then(|at| hashes.get(at));
                if hash.is_some_and(|hash| !seen.insert((*hash, place))) {
                    duplicates += 1;
                }
            }
        }
    }
    Ok(duplicates)
}
