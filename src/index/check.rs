//! Verifies an index: every byte against its sum, every release against the index's own record, all of it against the
//! program and the corpus.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;
use tantivy::index::SegmentComponent;
use tantivy::{Index, TantivyError};
use twox_hash::XxHash3_64;

use crate::error::{Error, Result};
use crate::index::ingest::scan_plan::Plan;
use crate::index::manifest::columns::Columns;
use crate::index::manifest::doc_kind::DocKind;
use crate::index::manifest::known_files::KnownFiles;
use crate::index::storage::checksum_trailer;
use crate::index::storage::directory::{IndexFolder, plainly};
use crate::index::storage::generation::{CURRENT, current_generation};
use crate::index::storage::page_checksums::examine;
use crate::index::{OpenIndex, Options, Origin, Progress};
use crate::knowledge::Knowledge;
use crate::schema::SCHEMA_VERSION;

/// How often the check begins again when an indexer has replaced the commit under it.
const ATTEMPTS: usize = 5;

/// What kinds of files a segment has.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::Terms,
    SegmentComponent::Store,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
];

/// Files beside the segments', each with one sum.
const SMALL: [&str; 2] = ["meta.json", ".managed.json"];

/// How an index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Whole, and in agreement with its corpus and this program.
    Whole,
    /// Whole, and its corpus or the program has moved on: `dragnet index` brings it up to date.
    Behind,
    /// Not to be relied on: `dragnet index --full` builds it anew.
    Damaged,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it makes of the index.
    pub state: State,
    /// The file of the index it was found in, relative to the index folder; none where it is the whole of it.
    pub file: Option<String>,
    /// What was found.
    pub what: String,
}

/// What a check found.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// The worst of the findings.
    pub state: State,
    /// The folder of the index.
    pub index: PathBuf,
    /// The corpus that the index records; none where it cannot be read.
    pub corpus: Option<PathBuf>,
    /// Releases in the index.
    pub releases: u64,
    /// Parts that a search looks through.
    pub segments: u64,
    /// Files of the index that were compared with their sums.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// What is wrong, worst first.
    pub findings: Vec<Finding>,
    /// Files that no commit names: left by a run that was killed, and removed by the next one that writes.
    pub left_over: Vec<String>,
}

impl Checked {
    fn found(&mut self, state: State, file: Option<String>, what: impl Into<String>) {
        self.state = self.state.max(state);
        let what = what.into();
        self.findings.push(Finding { state, file, what });
    }

    /// What to do about it; none where all is well.
    pub fn advice(&self) -> Option<&'static str> {
        match self.state {
            State::Whole => None,
            State::Behind => Some("run `dragnet index` to bring it up to date"),
            State::Damaged => Some(
                "run `dragnet index --full` with its corpus to rebuild it; if files are damaged again and again, look to the disk",
            ),
        }
    }
}

/// Checks the index in `path`. Needs no permission to write, and may run while others search and index.
///
/// An error is no finding: it means that there is no index, or that the check was interrupted.
pub fn check(
    path: &Path,
    knowledge: &Knowledge,
    progress: &dyn Progress,
    interrupted: &AtomicBool,
) -> Result<Checked> {
    let mut attempt = 1;
    loop {
        let before = fs::read(path.join(CURRENT)).ok();
        let commit = |path: &Path| {
            let generation = current_generation(path).ok()?;
            fs::read(generation.join("meta.json")).ok()
        };
        let commit_before = commit(path);
        let checked = check_once(path, knowledge, progress, interrupted)?;
        // What looks like damage may be an indexer at work: it removes what its new commit no longer names.
        let replaced = before != fs::read(path.join(CURRENT)).ok() || commit_before != commit(path);
        if checked.state != State::Damaged || !replaced || attempt == ATTEMPTS {
            return Ok(checked);
        }
        attempt += 1;
    }
}

fn check_once(
    path: &Path,
    knowledge: &Knowledge,
    progress: &dyn Progress,
    interrupted: &AtomicBool,
) -> Result<Checked> {
    let mut checked = Checked {
        state: State::Whole,
        index: path.to_owned(),
        corpus: None,
        releases: 0,
        segments: 0,
        files: 0,
        bytes: 0,
        findings: Vec::new(),
        left_over: Vec::new(),
    };
    // The files of another version may have no sums, or others: only what it says of itself can be compared.
    if let Ok(origin) = Origin::read(path)
        && origin.schema != SCHEMA_VERSION
    {
        let what = format!(
            "it was built by dragnet {}, which keeps releases otherwise than this one",
            origin.program
        );
        checked.corpus = Some(origin.corpus);
        checked.found(State::Behind, None, what);
        return Ok(checked);
    }
    let generation = match current_generation(path) {
        Ok(generation) => generation,
        Err(Error::Damaged { why, .. }) => {
            checked.found(State::Damaged, Some(CURRENT.to_owned()), why);
            return Ok(checked);
        }
        Err(error) => return Err(error),
    };
    sums(&mut checked, path, &generation, progress, interrupted)?;
    if checked.state == State::Whole {
        // The bytes are those that were written. What follows asks whether they make sense.
        match catch_unwind(AssertUnwindSafe(|| {
            sense(&mut checked, path, knowledge, progress)
        })) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => checked.found(State::Damaged, None, error.to_string()),
            Err(_) => checked.found(State::Damaged, None, "it cannot be read"),
        }
    }
    checked
        .findings
        .sort_by(|a, b| b.state.cmp(&a.state).then_with(|| a.file.cmp(&b.file)));
    Ok(checked)
}

/// Compares every file of the commit with its sum.
fn sums(
    checked: &mut Checked,
    path: &Path,
    generation: &Path,
    progress: &dyn Progress,
    interrupted: &AtomicBool,
) -> Result<()> {
    let folder_name = generation
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let named = match catch_unwind(AssertUnwindSafe(|| files_of_commit(generation))) {
        Ok(Ok((named, segments))) => {
            checked.segments = segments;
            named
        }
        Ok(Err(error)) => {
            let file = Some(format!("{folder_name}/meta.json"));
            checked.found(State::Damaged, file, plainly(&error));
            return Ok(());
        }
        Err(_) => {
            let file = Some(format!("{folder_name}/meta.json"));
            checked.found(State::Damaged, file, "it cannot be read");
            return Ok(());
        }
    };
    let bytes = named
        .iter()
        .filter_map(|name| fs::metadata(generation.join(name)).ok())
        .map(|metadata| metadata.len())
        .sum();
    progress.to_read(named.len() as u64, bytes);
    for name in &named {
        if interrupted.load(Ordering::Relaxed) {
            return Err(Error::Interrupted {
                path: path.to_owned(),
            });
        }
        let file = Some(format!("{folder_name}/{name}"));
        let mut read = 0;
        let path = generation.join(name);
        let mut more = |more| {
            read += more;
            progress.read(more);
        };
        let examined = if SMALL.contains(&name.as_str()) {
            examine_small(&path, &mut more)
        } else {
            examine(&path, &mut more)
        };
        checked.bytes += read;
        match examined {
            Ok(None) => checked.files += 1,
            Ok(Some(what)) => checked.found(State::Damaged, file, format!("it {what}")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                checked.found(State::Damaged, file, "it is missing");
            }
            Err(error) => checked.found(State::Damaged, file, error.to_string()),
        }
    }
    left_over(checked, path, &folder_name, &named);
    Ok(())
}

/// Compares a small file with its sum, and says what is wrong with it, if anything is.
fn examine_small(path: &Path, read: &mut dyn FnMut(u64)) -> io::Result<Option<&'static str>> {
    let content = fs::read(path)?;
    read(content.len() as u64);
    let whole = checksum_trailer::unsealed(content).is_some();
    Ok((!whole).then_some("does not agree with the sum at its end"))
}

/// The names of all files that the commit needs, and how many segments it has.
fn files_of_commit(
    generation: &Path,
) -> std::result::Result<(BTreeSet<String>, u64), TantivyError> {
    let index = Index::open(IndexFolder::for_searching(generation)?)?;
    let meta = index.load_metas()?;
    let mut named = BTreeSet::from(SMALL.map(str::to_owned));
    for segment in &meta.segments {
        let deletes = segment.has_deletes().then_some(SegmentComponent::Delete);
        for component in COMPONENTS.into_iter().chain(deletes) {
            let name = segment.relative_path(component);
            named.insert(name.to_string_lossy().into_owned());
        }
    }
    Ok((named, meta.segments.len() as u64))
}

/// Lists what no commit names.
fn left_over(checked: &mut Checked, path: &Path, folder_name: &str, named: &BTreeSet<String>) {
    let names = |folder: &Path| -> Vec<String> {
        fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect()
    };
    for name in names(path) {
        if name.starts_with("generation-") && name != folder_name {
            checked.left_over.push(name);
        }
    }
    for name in names(&path.join(folder_name)) {
        if !named.contains(&name) && Path::new(&name).extension() != Some("lock".as_ref()) {
            checked.left_over.push(format!("{folder_name}/{name}"));
        }
    }
    checked.left_over.sort_unstable();
}

/// Whether nothing is there twice, who built it, and whether the corpus is still what it was.
fn sense(
    checked: &mut Checked,
    path: &Path,
    knowledge: &Knowledge,
    progress: &dyn Progress,
) -> Result<()> {
    let index = OpenIndex::open_any_knowledge(path)?;
    checked.corpus = Some(index.origin.corpus.clone());
    let ours = Origin::here(index.origin.corpus.clone(), knowledge);
    if !index.origin.agrees_with(&ours) {
        checked.found(
            State::Behind,
            None,
            "it was built with other knowledge of agencies and pages",
        );
    }
    checked.releases = index.releases()?;
    let twice = ids_that_stand_twice(&index)?;
    if twice > 0 {
        checked.found(
            State::Damaged,
            None,
            format!("{twice} releases stand in it twice"),
        );
    }
    against_corpus(checked, &index, progress)
}

/// How many releases have an id that another one has, too.
fn ids_that_stand_twice(index: &OpenIndex) -> Result<u64> {
    let mut seen = HashSet::new();
    let mut twice = 0;
    for segment in index.searcher.segment_readers() {
        let columns = Columns::open(segment)?;
        let Some(files) = &columns.file_path else {
            continue;
        };
        // The list of files is read once from end to end: looking each up would read parts of it many times.
        let mut sums = Vec::with_capacity(files.num_terms());
        let mut stream = files.dictionary().stream().map_err(TantivyError::from)?;
        while stream.advance() {
            sums.push(XxHash3_64::oneshot(stream.key()));
        }
        let record = columns.kind_ordinal(DocKind::FileRecord)?;
        for doc in segment.doc_ids_alive() {
            // The record of a file is of the same file as its releases, and none of them.
            if columns.has_kind(doc, record) {
                continue;
            }
            let number = columns
                .record_number(doc)
                .map_or(0, |number| XxHash3_64::oneshot(&number.to_le_bytes()));
            for ordinal in files.term_ords(doc) {
                let sum = usize::try_from(ordinal).ok().and_then(|at| sums.get(at));
                if sum.is_some_and(|sum| !seen.insert(*sum ^ number)) {
                    twice += 1;
                }
            }
        }
    }
    Ok(twice)
}

/// Compares the index's record of its files with the corpus, without reading them.
fn against_corpus(checked: &mut Checked, index: &OpenIndex, progress: &dyn Progress) -> Result<()> {
    let corpus = index.origin.corpus.clone();
    if let Err(error) = fs::read_dir(&corpus) {
        let what = format!("its corpus `{}` cannot be read: {error}", corpus.display());
        checked.found(State::Behind, None, what);
        return Ok(());
    }
    let options = Options::of(&corpus, &checked.index);
    let known = KnownFiles::of(index)?;
    let plan = Plan::make(&options, &corpus, &known, progress, &AtomicBool::new(false))?;
    let parts = [
        (plan.added, "new"),
        (plan.differing, "written to since"),
        (plan.removed, "gone"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if !parts.is_empty() {
        let what = format!("files of its corpus: {}", parts.join(", "));
        checked.found(State::Behind, None, what);
    }
    Ok(())
}
