//! Builds an index, or brings one up to date with its corpus.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde::Serialize;
use tantivy::TantivyError;

use super::directory::IndexFolder;
use super::generation::{Generation, prepare_folder};
use super::known::known_files;
use super::lock::WriterLock;
use super::plan::{Changes, files_to_read, find_files, gone_files};
use super::write::Run;
use super::{OpenIndex, Origin};
use crate::corpus::{Limits, Skip};
use crate::error::{Error, Result};
use crate::fields::Fields;
use crate::knowledge::Knowledge;

/// What to build, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of release files.
    pub corpus: PathBuf,
    /// The folder of the index.
    pub index: PathBuf,
    /// Build anew, whatever is there.
    pub full: bool,
    /// Only say what would be done.
    pub dry_run: bool,
    /// Let an empty corpus empty the index.
    pub allow_empty: bool,
    /// Follow links in the corpus.
    pub follow_links: bool,
    /// What reading is held to.
    pub limits: Limits,
}

impl Options {
    /// Those of `dragnet index` with nothing but its folders named.
    pub fn of(corpus: &Path, index: &Path) -> Self {
        Options {
            corpus: corpus.to_owned(),
            index: index.to_owned(),
            full: false,
            dry_run: false,
            allow_empty: false,
            follow_links: false,
            limits: Limits::default(),
        }
    }
}

/// Whether the index was built anew, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// There was none.
    First,
    /// Only what changed.
    Update,
    /// As asked for.
    Full,
    /// Because the program reads or knows releases otherwise than the one that built the index.
    OtherVersion,
}

/// What was done. Files are counted for what changed, releases for what is there now.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Anew or not, and why.
    pub mode: Mode,
    /// Whether nothing was written, because that was asked for.
    pub dry_run: bool,
    /// Releases in the index now; in a dry run, before.
    pub releases: u64,
    /// Files in the corpus.
    pub files: u64,
    /// How its files differ from what the index said of them before.
    #[serde(flatten)]
    pub changes: Changes,
    /// What was left out in this run, with reasons, sorted by id.
    pub skipped: Vec<Skip>,
    /// How long it took, in seconds.
    #[serde(rename = "seconds", serialize_with = "seconds")]
    pub elapsed: Duration,
}

fn seconds<S: serde::Serializer>(
    elapsed: &Duration,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_f64((elapsed.as_secs_f64() * 1000.0).round() / 1000.0)
}

/// Is told how far the work has come. Every method may be called from any thread.
pub trait Progress: Sync {
    /// So many files have been found so far.
    fn found(&self, _files: u64) {}
    /// So many bytes in so many files are to be read.
    fn to_read(&self, _files: u64, _bytes: u64) {}
    /// So many more bytes have been read.
    fn read(&self, _bytes: u64) {}
    /// One more release has been indexed.
    fn indexed(&self) {}
    /// The commit has begun.
    fn committing(&self) {}
}

/// Builds the index of `options.corpus`, or brings it up to date. `interrupted` ends the work at the next record, with
/// nothing changed.
pub fn build(
    options: &Options,
    knowledge: &Knowledge,
    progress: &dyn Progress,
    interrupted: &AtomicBool,
) -> Result<Report> {
    let started = Instant::now();
    let corpus = corpus_root(&options.corpus)?;
    prepare_folder(&options.index)?;
    let _lock = WriterLock::acquire(&options.index)?;
    let (mode, existing) = decide(options, &corpus, knowledge)?;
    let known = existing
        .as_ref()
        .map(known_files)
        .transpose()?
        .unwrap_or_default();

    let (files, mut skipped) = find_files(options, &corpus, progress);
    let releases_before = existing
        .as_ref()
        .map(OpenIndex::releases)
        .transpose()?
        .unwrap_or(0);
    if files.is_empty() && !options.allow_empty {
        return Err(if releases_before > 0 {
            Error::CorpusEmptied {
                path: options.corpus.clone(),
                releases: releases_before,
            }
        } else {
            Error::Corpus {
                path: options.corpus.clone(),
                why: "there is no file in it".to_owned(),
            }
        });
    }
    let mut report = Report {
        mode,
        dry_run: options.dry_run,
        releases: releases_before,
        files: files.len() as u64,
        changes: Changes::default(),
        skipped: Vec::new(),
        elapsed: Duration::ZERO,
    };
    let gone = gone_files(&known, &files, &skipped);
    report.changes.removed = gone.len() as u64;
    let to_read = files_to_read(files, &known, &mut report.changes);

    if !options.dry_run && (mode != Mode::Update || !to_read.is_empty() || !gone.is_empty()) {
        let origin = Origin::here(corpus, knowledge);
        let generation = Generation::open(&options.index, mode)?;
        let run = Run {
            fields: Fields::default(),
            knowledge,
            limits: options.limits,
            progress,
            interrupted,
            known: &known,
        };
        let folder = IndexFolder::for_writing(&generation.folder).map_err(TantivyError::from)?;
        let written = folder.damage().guard(&options.index, || {
            run.write(&generation, folder, &to_read, &gone, &origin)
        });
        let more = match written {
            Ok(more) => more,
            Err(error) => {
                generation.discard();
                return Err(if interrupted.load(Ordering::Relaxed) {
                    Error::Interrupted {
                        path: options.index.clone(),
                    }
                } else {
                    error
                });
            }
        };
        skipped.extend(more);
        generation.make_current(&options.index)?;
        report.releases = OpenIndex::open(&options.index, knowledge)?.releases()?;
    }
    skipped.sort_by(|a, b| a.id.cmp(&b.id));
    report.skipped = skipped;
    report.elapsed = started.elapsed();
    Ok(report)
}

fn corpus_root(path: &Path) -> Result<PathBuf> {
    let fail = |why: String| Error::Corpus {
        path: path.to_owned(),
        why,
    };
    let root = path.canonicalize().map_err(|error| {
        fail(if error.kind() == io::ErrorKind::NotFound {
            "no such directory".to_owned()
        } else {
            error.to_string()
        })
    })?;
    // Reading it once tells a folder from a file, and whether we may.
    fs::read_dir(&root).map_err(|error| {
        fail(if error.kind() == io::ErrorKind::NotADirectory {
            "not a directory".to_owned()
        } else {
            error.to_string()
        })
    })?;
    Ok(root)
}

/// Whether to build anew or to update, and the index to update.
fn decide(
    options: &Options,
    corpus: &Path,
    knowledge: &Knowledge,
) -> Result<(Mode, Option<OpenIndex>)> {
    let origin = match Origin::read(&options.index) {
        Ok(origin) => origin,
        Err(Error::NoIndex { .. }) => return Ok((Mode::First, None)),
        Err(Error::Damaged { .. }) if options.full => return Ok((Mode::Full, None)),
        Err(error) => return Err(error),
    };
    if options.full {
        return Ok((Mode::Full, None));
    }
    if origin.corpus != corpus {
        return Err(Error::OtherCorpus {
            index: options.index.clone(),
            theirs: origin.corpus,
            ours: corpus.to_owned(),
        });
    }
    if origin.agrees_with(&Origin::here(corpus.to_owned(), knowledge)) {
        let opened = OpenIndex::open(&options.index, knowledge)?;
        Ok((Mode::Update, Some(opened)))
    } else {
        Ok((Mode::OtherVersion, None))
    }
}
