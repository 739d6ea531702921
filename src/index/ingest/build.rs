//! Builds an index, or brings one up to date with its corpus.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::corpus::{PageAddresses, SourceFile, Walked};
use crate::error::{Done, Error, Result};
use crate::index::build_info::BuildInfo;
use crate::index::groups::stored::{commit, remove_other_tables};
use crate::index::ingest::context::IngestContext;
use crate::index::ingest::mode::{Base, choose, corpus_roots};
use crate::index::ingest::reader::Ingestor;
use crate::index::ingest::refusals::{GoneFiles, losses_of_rebuild, refuse};
use crate::index::ingest::scan_plan::{ScanPlan, ToRead};
use crate::index::ingest::sink::Sink;
use crate::index::manifest::columns::file_term;
use crate::index::manifest::file_manifest::FileManifest;
use crate::index::manifest::skips::{Skips, is_new, list_skips};
use crate::index::open_index::OpenIndex;
use crate::index::options::{Options, Progress};
use crate::index::report::{ChangedNames, Changes, IngestOutcome, Mode, RecordChanges, Report};
use crate::index::segment::compaction::needs_compaction;
use crate::index::segment::index_writer::Writer;
use crate::index::storage::directory::{IndexFolder, disk_error};
use crate::index::storage::generation::{Generation, prepare_folder};
use crate::index::storage::writer_lock::WriterLock;
use crate::knowledge::Knowledge;
use crate::model::Skip;

/// Builds the index of `options.corpus`, or brings it up to date. If `interrupted` is set the work ends soon; what was
/// committed stays, and the next run continues from there.
pub fn build(
    options: &Options,
    knowledge: &Knowledge,
    progress: &dyn Progress,
    interrupted: &AtomicBool,
) -> Result<Report> {
    let started = Instant::now();
    let roots = corpus_roots(options)?;
    let _lock = if options.dry_run {
        None
    } else {
        prepare_folder(&options.index)?;
        Some(WriterLock::acquire(&options.index)?)
    };
    let build_info = BuildInfo::current(roots, knowledge);
    let (mode, base) = choose(options, &build_info)?;
    let run = BuildRun {
        options,
        knowledge,
        build_info,
        progress,
        interrupted,
        mode,
        base: base.as_ref(),
    };
    let ran = match &base {
        Some(base) => base.index.with_corruption_check(|| run.run()),
        None => run.run(),
    };
    if let (Err(Error::Damaged { .. }), Some(base)) = (&ran, &base) {
        base.generation.remove_unfinished(&options.index);
    }
    let mut report = ran?;
    report.elapsed = started.elapsed();
    Ok(report)
}

/// One indexing run.
struct BuildRun<'a> {
    options: &'a Options,
    knowledge: &'a Knowledge,
    build_info: BuildInfo,
    progress: &'a dyn Progress,
    interrupted: &'a AtomicBool,
    mode: Mode,
    base: Option<&'a Base>,
}

/// What the index held before the run.
#[derive(Default)]
struct Before<'a> {
    manifest: FileManifest<'a>,
    skips: Skips,
    releases: u64,
}

impl<'a> Before<'a> {
    fn read(index: &'a OpenIndex) -> Result<Self> {
        Ok(Before {
            manifest: FileManifest::read(&index.searcher)?,
            skips: index.skips()?,
            releases: index.releases()?,
        })
    }
}

impl BuildRun<'_> {
    fn run(&self) -> Result<Report> {
        let before = match self.base {
            Some(base) => Before::read(&base.index)?,
            None => Before::default(),
        };
        let mut plan = ScanPlan::make(
            self.options,
            &self.build_info.roots,
            &before.manifest,
            self.progress,
            self.interrupted,
        )?;
        let index = self.base.map(|base| &base.index.searcher);
        refuse(self.options, &plan, &before.manifest, index)?;
        let mut report = self.start_report(&mut plan, &before);
        if self.options.dry_run {
            self.dry_run(&plan, &before, &mut report)?;
        } else if self.mode == Mode::Update && !self.options.moved && plan.is_empty(&before.skips) {
            report.not_tidied = self.clean_up().err();
        } else {
            self.update(&plan, &before, &mut report)?;
        }
        report.kept.sort_by(|a, b| a.id.cmp(&b.id));
        report.lost.sort_by(|a, b| a.id.cmp(&b.id));
        report.names.sort();
        report.left_out.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(report)
    }

    /// The report of a run that changes nothing.
    fn start_report(&self, plan: &mut ScanPlan, before: &Before<'_>) -> Report {
        Report {
            mode: self.mode,
            dry_run: self.options.dry_run,
            resumed: self.mode != Mode::Update && self.base.is_some(),
            releases: before.releases,
            files: plan.files,
            changes: Changes {
                added: 0,
                changed: 0,
                removed: 0,
                unchanged: plan.files - plan.added - plan.differing,
            },
            records: RecordChanges::default(),
            names: ChangedNames::default(),
            kept: std::mem::take(&mut plan.retained),
            lost: std::mem::take(&mut plan.lost),
            left_out: std::mem::take(&mut plan.left_out),
            skipped: list_skips(&before.skips, before.skips.clone()),
            not_compared: None,
            not_tidied: None,
            elapsed: Duration::ZERO,
        }
    }

    /// Reads what a run would read, and counts what it would do.
    fn dry_run(&self, plan: &ScanPlan, before: &Before<'_>, report: &mut Report) -> Result<()> {
        let context = self.context(Sink::DryRun(Box::default()));
        let outcome = self.ingest_all(&context, plan, before)?;
        if self.is_interrupted() {
            return Err(self.interrupted());
        }
        outcome.complete(report);
        if let Sink::DryRun(counted) = &context.sink {
            let searcher = self.base.map(|base| &base.index.searcher);
            let (releases, skips) =
                counted.after(searcher, before.releases, before.skips.clone())?;
            report.releases = releases;
            report.skipped = list_skips(&before.skips, skips);
        }
        Ok(())
    }

    fn context(&self, sink: Sink) -> IngestContext<'_> {
        let addresses = PageAddresses::of(&self.build_info.roots);
        let (knowledge, progress) = (self.knowledge, self.progress);
        IngestContext::new(sink, knowledge, progress, addresses, self.interrupted)
    }

    fn interrupted(&self) -> Error {
        self.interrupted_after(Done::Nothing)
    }

    fn interrupted_after(&self, done: Done) -> Error {
        Error::Interrupted {
            path: self.options.index.clone(),
            done,
        }
    }

    /// Removes what an interrupted run has left, when there is nothing else to do.
    fn clean_up(&self) -> Result<()> {
        let Some(Base { generation, index }) = self.base else {
            return Ok(());
        };
        generation.remove_others(&self.options.index);
        remove_other_tables(&generation.folder.path, &index.build_info);
        if !needs_compaction(&generation.folder.path, &index.searcher) {
            return Ok(());
        }
        let folder = IndexFolder::for_writing(&generation.folder)?;
        self.in_folder(&folder, generation, || {
            self.compact(&Writer::open(folder.clone(), generation.is_new)?)
        })
    }

    /// Writes a commit that agrees with the corpus, tidies the index up, and completes the report. What is committed is told,
    /// whatever becomes of the tidying.
    fn update(&self, plan: &ScanPlan, before: &Before<'_>, report: &mut Report) -> Result<()> {
        let created;
        let generation = match self.base {
            Some(base) => &base.generation,
            None => {
                created = Generation::create(&self.options.index)?;
                &created
            }
        };
        let folder = IndexFolder::for_writing(&generation.folder)?;
        let (outcome, sink) = self.in_folder(&folder, generation, || {
            self.write(generation, &folder, plan, before)
        })?;
        self.progress.tidying();
        outcome.complete(report);
        if let Sink::Index(writer) = &sink {
            let tidied = self.in_folder(&folder, generation, || self.compact(writer));
            report.not_tidied = tidied.err();
        }
        drop(sink);
        let index = OpenIndex::open(&self.options.index, self.knowledge)?;
        report.releases = index.releases()?;
        report.skipped = list_skips(&before.skips, index.skips()?);
        Ok(())
    }

    /// Ingests what the plan says, commits it, and makes it current.
    fn write(
        &self,
        generation: &Generation,
        folder: &IndexFolder,
        plan: &ScanPlan,
        before: &Before<'_>,
    ) -> Result<(IngestOutcome, Sink)> {
        let writer = Writer::open(folder.clone(), generation.is_new)?;
        let context = self.context(Sink::Index(Box::new(writer)));
        let ingested = self.ingest_all(&context, plan, before);
        let mut outcome = match ingested {
            Ok(outcome) if !self.is_interrupted() => outcome,
            stopped => {
                drop(context);
                return Err(self.abandon(generation, stopped.err()));
            }
        };
        self.progress.committing();
        if let Sink::Index(writer) = &context.sink {
            if self.mode != Mode::Update || self.options.moved || writer.has_changed() {
                let before = self
                    .base
                    .and_then(|base| base.index.build_info.groups.as_ref());
                commit(writer, folder, generation, &self.build_info, before)?;
                if self.mode != Mode::Update {
                    let written =
                        OpenIndex::open_generation(&self.options.index, &generation.folder)?;
                    let compared = losses_of_rebuild(self.options, self.mode, &written)?;
                    compared.add_to(&mut outcome);
                }
            }
            generation.make_current(&self.options.index)?;
        }
        Ok((outcome, context.sink))
    }

    /// Ends a run that did not complete its generation, which is kept if the next run can continue from it. Returns the
    /// error to report.
    fn abandon(&self, generation: &Generation, error: Option<Error>) -> Error {
        let index = &self.options.index;
        let can_continue =
            !generation.is_current && OpenIndex::open_generation(index, &generation.folder).is_ok();
        if !can_continue {
            generation.remove_unfinished(index);
        }
        match error {
            Some(error) if !self.is_interrupted() => error,
            _ if can_continue => self.interrupted_after(Done::Part),
            _ => self.interrupted(),
        }
    }

    /// Reads what is new or has changed, deletes what is gone, and records what is skipped.
    fn ingest_all(
        &self,
        context: &IngestContext<'_>,
        plan: &ScanPlan,
        before: &Before<'_>,
    ) -> Result<IngestOutcome> {
        let manifest = &before.manifest;
        let roots = &self.build_info.roots;
        let updated = self.base.filter(|_| self.mode == Mode::Update);
        let index = updated.map(|base| &base.index.searcher);
        let gone = GoneFiles::of(plan, roots, manifest, index)?;
        self.progress
            .to_read(plan.added + plan.differing, plan.bytes);
        let mut outcome = self.ingest_files(context, plan, manifest)?;
        let (options, sink) = (self.options, &context.sink);
        gone.delete(options, roots, plan, manifest, sink, &mut outcome)?;
        if !context.is_stopped() {
            record_skips(context, plan, before, &outcome)?;
        }
        Ok(outcome)
    }

    fn ingest_files(
        &self,
        context: &IngestContext<'_>,
        plan: &ScanPlan,
        manifest: &FileManifest<'_>,
    ) -> Result<IngestOutcome> {
        let commits = self.mode != Mode::Update && !self.options.dry_run;
        let commit_every = commits.then_some((&self.build_info, self.options.commit_every));
        std::thread::scope(|scope| {
            let mut ingestor =
                Ingestor::start(context, scope, manifest, self.options, commit_every);
            for file in self.files(&plan.to_read) {
                if context.is_stopped() {
                    break;
                }
                ingestor.ingest(&file)?;
            }
            ingestor.finish()
        })
    }

    fn files<'b>(&'b self, to_read: &'b ToRead) -> Box<dyn Iterator<Item = SourceFile> + 'b> {
        match to_read {
            ToRead::Listed(files) => Box::new(files.iter().cloned()),
            ToRead::RescanCorpus => {
                let index = Some(self.options.index.as_path());
                let roots = self.build_info.roots.iter();
                let walk = roots.flat_map(move |root| root.walk(index, self.options.follow_links));
                Box::new(walk.filter_map(|walked| match walked {
                    Walked::File(file) => Some(file),
                    Walked::Skipped(_) | Walked::LeftOut { .. } => None,
                }))
            }
        }
    }

    /// Runs `work` in the folder of a generation. Returns [`Error::Damaged`] if a file in it turns out to be corrupt.
    fn in_folder<T>(
        &self,
        folder: &IndexFolder,
        generation: &Generation,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let corruption = folder.corruption();
        corruption
            .check_after(&self.options.index, work)
            .map_err(|error| disk_error(error, &generation.folder.path))
    }

    fn compact(&self, writer: &Writer) -> Result<()> {
        if writer.compact(self.mode != Mode::Update, self.interrupted)? {
            return Ok(());
        }
        Err(self.interrupted_after(Done::AllButCompaction))
    }

    fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }
}

/// Records what was skipped, and why, where the index does not say so yet. Deletes what was indexed of broken files.
fn record_skips(
    context: &IngestContext<'_>,
    plan: &ScanPlan,
    before: &Before<'_>,
    outcome: &IngestOutcome,
) -> Result<()> {
    let (sink, manifest) = (&context.sink, &before.manifest);
    let broken = outcome.broken.iter();
    let unrecorded: Vec<&Skip> = broken
        .filter(|skip| is_new(&before.skips, &skip.id, &skip.reason))
        .chain(plan.unrecorded_skips(&before.skips))
        .collect();
    for skip in &unrecorded {
        let docs = manifest.docs(&skip.id.path)?;
        sink.delete(|deletes| manifest.delete(docs.all(), deletes))?;
    }
    for skip in &outcome.broken {
        let path = &skip.id.path;
        if manifest.find(path).is_none() {
            let term = file_term(path);
            sink.delete(|deletes| deletes.delete_file(term, path))?;
        }
    }
    sink.add_exempt(unrecorded)
}
