//! Builds an index, or brings one up to date with its corpus.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tantivy::TantivyError;
use tantivy::directory::error::OpenWriteError;

use crate::corpus::{SourceFile, Walked, hash_file, walk_unsorted};
use crate::error::{Error, Result};
use crate::index::ingest::document::skip_document;
use crate::index::ingest::mode::{corpus_root, decide};
use crate::index::ingest::reader::{Intake, Taken};
use crate::index::ingest::scan_plan::{Plan, ToRead};
use crate::index::ingest::worker_pool::{Pool, Run};
use crate::index::manifest::columns::file_term;
use crate::index::manifest::doc_kind::Provenance;
use crate::index::manifest::known_files::{KnownFiles, Skips, is_new, skips};
use crate::index::options::{Options, Progress};
use crate::index::report::{Changes, Mode, RecordChanges, Report, skipped};
use crate::index::segment::index_writer::Writer;
use crate::index::segment::merge_policy::{Size, merges};
use crate::index::storage::directory::IndexFolder;
use crate::index::storage::generation::{Generation, prepare_folder};
use crate::index::storage::writer_lock::WriterLock;
use crate::index::{OpenIndex, Origin};
use crate::knowledge::Knowledge;

/// Letters of a segment's name.
const SEGMENT_NAME: usize = 32;

/// Builds the index of `options.corpus`, or brings it up to date. `interrupted` ends the work soon; what was committed
/// stays, and the next run goes on from there.
pub fn build(
    options: &Options,
    knowledge: &Knowledge,
    progress: &dyn Progress,
    interrupted: &AtomicBool,
) -> Result<Report> {
    let started = Instant::now();
    let corpus = corpus_root(&options.corpus)?;
    let _lock = if options.dry_run {
        None
    } else {
        prepare_folder(&options.index)?;
        Some(WriterLock::acquire(&options.index)?)
    };
    let origin = Origin::here(corpus.clone(), knowledge);
    let (mode, current) = decide(options, &origin)?;
    let (generation, existing) = match current {
        Some(current) => (Some(Generation::current(&options.index)?), Some(current)),
        None => Generation::left_over(&options.index, &origin).unzip(),
    };
    let night = Night {
        options,
        corpus: &corpus,
        knowledge,
        origin: &origin,
        progress,
        interrupted,
        mode,
    };
    let ran = match &existing {
        Some(index) => index.reading(|| night.run(generation.as_ref(), Some(index))),
        None => night.run(generation.as_ref(), None),
    };
    if let (Err(Error::Damaged { .. }), Some(generation)) = (&ran, &generation) {
        generation.remove();
    }
    let mut report = ran?;
    report.resumed = mode != Mode::Update && existing.is_some();
    report.elapsed = started.elapsed();
    Ok(report)
}

/// One run.
struct Night<'a> {
    options: &'a Options,
    corpus: &'a Path,
    knowledge: &'a Knowledge,
    origin: &'a Origin,
    progress: &'a dyn Progress,
    interrupted: &'a AtomicBool,
    mode: Mode,
}

impl Night<'_> {
    fn run(&self, generation: Option<&Generation>, existing: Option<&OpenIndex>) -> Result<Report> {
        let known = match existing {
            Some(index) => KnownFiles::of(index)?,
            None => KnownFiles::default(),
        };
        let before = existing.map(skips).transpose()?.unwrap_or_default();
        let releases = existing.map_or(Ok(0), OpenIndex::releases)?;
        let mut plan = Plan::make(
            self.options,
            self.corpus,
            &known,
            self.progress,
            self.interrupted,
        )?;
        if plan.files == 0 && !self.options.allow_empty {
            return Err(self.emptied(releases));
        }
        let mut report = Report {
            mode: self.mode,
            dry_run: self.options.dry_run,
            resumed: false,
            releases,
            files: plan.files,
            changes: Changes {
                added: 0,
                changed: 0,
                removed: plan.removed,
                unchanged: plan.files - plan.added - plan.differing,
            },
            records: RecordChanges::default(),
            kept: std::mem::take(&mut plan.kept),
            skipped: Vec::new(),
            elapsed: Duration::ZERO,
        };
        if self.options.dry_run {
            self.look(&plan, &known, &mut report);
            report.skipped = skipped(&before, before.clone());
        } else if self.mode == Mode::Update && plan.is_nothing(&before) {
            report.skipped = skipped(&before, before.clone());
            if let (Some(generation), Some(index)) = (generation, existing) {
                self.tidy_up(generation, index)?;
            }
        } else {
            let created;
            let generation = match generation {
                Some(generation) => generation,
                None => {
                    created = Generation::create(&self.options.index)?;
                    &created
                }
            };
            let taken = self.guarded(generation, |folder| {
                self.write(generation, folder, &plan, &known, &before)
            })?;
            report.changes.added = taken.changes.added;
            report.changes.changed = taken.changes.changed;
            report.changes.unchanged += taken.changes.unchanged;
            report.records = taken.records;
            report.kept.extend(taken.kept);
            let index = OpenIndex::open(&self.options.index, self.knowledge)?;
            report.releases = index.releases()?;
            report.skipped = skipped(&before, skips(&index)?);
        }
        report.kept.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(report)
    }

    /// Clears away what an interrupted run has left, where nothing else is to be done.
    fn tidy_up(&self, generation: &Generation, index: &OpenIndex) -> Result<()> {
        generation.remove_others(&self.options.index);
        if !is_untidy(generation, index) {
            return Ok(());
        }
        let done = self.guarded(generation, |folder| {
            Writer::open(generation, folder)?.tidy(false, self.interrupted)
        })?;
        if done {
            return Ok(());
        }
        Err(Error::InterruptedAtTheEnd {
            path: self.options.index.clone(),
        })
    }

    fn emptied(&self, releases: u64) -> Error {
        let path = self.options.corpus.clone();
        if releases > 0 {
            Error::CorpusEmptied { path, releases }
        } else {
            let why = "there is no file in it".to_owned();
            Error::Corpus { path, why }
        }
    }

    /// Says what a run would do, without doing it.
    fn look(&self, plan: &Plan, known: &KnownFiles<'_>, report: &mut Report) {
        let changes = &mut report.changes;
        changes.added = plan.added;
        let go_on = |_| !self.interrupted.load(Ordering::Relaxed);
        for file in self.files(&plan.to_read) {
            let Some(place) = known.find(&file.id) else {
                continue;
            };
            let touched = known.record(place).is_some_and(|record| {
                record.size == file.size
                    && hash_file(&file.path, &go_on).is_ok_and(|hash| hash == record.hash)
            });
            if touched {
                changes.unchanged += 1;
            } else {
                changes.changed += 1;
            }
        }
    }

    fn files<'b>(&'b self, to_read: &'b ToRead) -> Box<dyn Iterator<Item = SourceFile> + 'b> {
        match to_read {
            ToRead::These(files) => Box::new(files.iter().cloned()),
            ToRead::Many => {
                let index = Some(self.options.index.as_path());
                let walk = walk_unsorted(self.corpus, index, self.options.follow_links);
                Box::new(walk.filter_map(|walked| match walked {
                    Walked::File(file) => Some(file),
                    Walked::Skipped(_) => None,
                }))
            }
        }
    }

    /// Works in the folder of a generation. Where a file in it is found to be damaged, that is what comes of it.
    fn guarded<T>(
        &self,
        generation: &Generation,
        work: impl FnOnce(IndexFolder) -> Result<T>,
    ) -> Result<T> {
        let folder = IndexFolder::for_writing(&generation.folder).map_err(TantivyError::from)?;
        let damage = folder.damage();
        damage
            .guard(&self.options.index, || work(folder))
            .map_err(|error| plain_failure(error, &generation.folder))
    }

    /// Writes what the plan says, commits, and tidies up.
    fn write(
        &self,
        generation: &Generation,
        folder: IndexFolder,
        plan: &Plan,
        known: &KnownFiles<'_>,
        before: &Skips,
    ) -> Result<Taken> {
        let run = Run {
            writer: Writer::open(generation, folder)?,
            knowledge: self.knowledge,
            progress: self.progress,
            interrupted: self.interrupted,
            failed: AtomicBool::new(false),
        };
        let written = self.fill(&run, plan, known, before);
        let stopped = self.interrupted.load(Ordering::Relaxed);
        let taken = match written {
            Ok(taken) if !stopped => taken,
            written => {
                drop(run);
                let kept = generation.leave(&self.options.index);
                return Err(match written {
                    Err(error) if !stopped => error,
                    _ if kept => Error::InterruptedOnTheWay {
                        path: self.options.index.clone(),
                    },
                    _ => Error::Interrupted {
                        path: self.options.index.clone(),
                    },
                });
            }
        };
        self.progress.committing();
        let fresh = self.mode != Mode::Update;
        if fresh || run.writer.has_changed() {
            run.writer.commit(self.origin)?;
        }
        // It is whole: what follows only makes it smaller.
        generation.make_current(&self.options.index)?;
        if run.writer.tidy(fresh, self.interrupted)? {
            Ok(taken)
        } else {
            Err(Error::InterruptedAtTheEnd {
                path: self.options.index.clone(),
            })
        }
    }

    fn fill(
        &self,
        run: &Run<'_>,
        plan: &Plan,
        known: &KnownFiles<'_>,
        before: &Skips,
    ) -> Result<Taken> {
        let writer = &run.writer;
        for place in &plan.gone {
            if let Some(id) = known.id(*place)? {
                let documents = known.documents(&id)?;
                writer.delete(|deletion| known.delete(documents.all(), deletion))?;
            }
        }
        self.progress
            .to_read(plan.added + plan.differing, plan.bytes);
        let commits =
            (self.mode != Mode::Update).then_some((self.origin, self.options.commit_every));
        let taken = std::thread::scope(|scope| {
            let mut intake = Intake {
                run,
                scope,
                pool: RefCell::new(Some(Pool::start(scope, run))),
                known,
                limits: self.options.limits,
                commits,
                since_commit: Cell::new(0),
                taken: Taken::default(),
            };
            for file in self.files(&plan.to_read) {
                if run.is_over() {
                    break;
                }
                intake.take(&file)?;
            }
            intake.stop()?;
            Ok::<_, Error>(intake.taken)
        })?;
        if run.is_over() {
            return Ok(taken);
        }
        // What is not in the index, and why.
        let broken = &taken.broken;
        let unsaid = broken
            .iter()
            .filter(|skip| is_new(before, &skip.id, &skip.reason))
            .chain(plan.unsaid(before));
        let mut said = Vec::new();
        for skip in unsaid {
            let documents = known.documents(&skip.id.path)?;
            writer.delete(|deletion| known.delete(documents.all(), deletion))?;
            said.push(skip_document(skip, Provenance::Unknown));
        }
        for skip in taken
            .broken
            .iter()
            .filter(|skip| known.find(&skip.id.path).is_none())
        {
            let term = file_term(&skip.id.path);
            writer.delete(|deletion| deletion.file(term, &skip.id.path))?;
        }
        writer.add_spared(said)?;
        Ok(taken)
    }
}

/// Whether segments are to be merged, or files lie about that no commit needs.
fn is_untidy(generation: &Generation, index: &OpenIndex) -> bool {
    let segments = index.searcher.segment_readers();
    let sizes: Vec<Size> = segments.iter().map(Size::from).collect();
    let names: HashSet<String> = segments
        .iter()
        .map(|segment| segment.segment_id().uuid_string())
        .collect();
    let left_over = |name: &str| {
        // Those of a segment begin with its name.
        let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
        stem.len() == SEGMENT_NAME && !names.contains(stem) && ending != "lock"
    };
    !merges(&sizes, false).is_empty()
        || fs::read_dir(&generation.folder)
            .into_iter()
            .flatten()
            .flatten()
            .any(|entry| left_over(&entry.file_name().to_string_lossy()))
}

/// Says of a disk that would not take what was written what the system says of it.
fn plain_failure(error: Error, folder: &Path) -> Error {
    let source = match &error {
        Error::Engine(TantivyError::IoError(source)) => source,
        Error::Engine(TantivyError::OpenWriteError(OpenWriteError::IoError {
            io_error, ..
        })) => io_error,
        _ => return error,
    };
    Error::Io {
        what: "cannot write",
        path: folder.to_owned(),
        source: io::Error::new(source.kind(), source.to_string()),
    }
}
