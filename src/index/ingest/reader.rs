//! Reads the files that are new or have changed, and sends the worker threads what must be indexed again.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::thread::Scope;

use tantivy::DocAddress;

use crate::convert::convert_safely;
use crate::corpus::{Record, SourceFile, hash_file, read_records_while};
use crate::error::Result;
use crate::index::build_info::BuildInfo;
use crate::index::ingest::context::IngestContext;
use crate::index::ingest::document::file_record_document;
use crate::index::ingest::job::Job;
use crate::index::ingest::sink::Sink;
use crate::index::ingest::worker_pool::WorkerPool;
use crate::index::manifest::doc_kind::{FileFingerprint, Provenance};
use crate::index::manifest::file_contents::{FileContents, ends_early};
use crate::index::manifest::file_manifest::{FileDocs, FileManifest, FileOrdinal};
use crate::index::manifest::losses::remaining_releases::IndexedFile;
use crate::index::manifest::record_diff::{ReadRecord, RecordDiff, record_hash, record_place};
use crate::index::options::Options;
use crate::index::report::{IngestOutcome, RetainedFile};
use crate::model::{Page, RecordId, RecordPlace, Skip, SkipReason};

/// The reading thread.
pub(crate) struct Ingestor<'run, 'scope, 'env> {
    context: &'env IngestContext<'run>,
    scope: &'scope Scope<'scope, 'env>,
    /// The worker threads; none after an error.
    pool: RefCell<Option<WorkerPool<'scope>>>,
    manifest: &'env FileManifest<'env>,
    options: &'env Options,
    /// What to write into a commit, and after how many bytes to commit; none if the whole run is one commit.
    commit_every: Option<(&'env BuildInfo, u64)>,
    /// Bytes read since the last commit.
    since_commit: Cell<u64>,
    pub(crate) outcome: IngestOutcome,
}

impl<'run, 'scope, 'env> Ingestor<'run, 'scope, 'env> {
    /// Starts the worker threads.
    pub(crate) fn start(
        context: &'env IngestContext<'run>,
        scope: &'scope Scope<'scope, 'env>,
        manifest: &'env FileManifest<'env>,
        options: &'env Options,
        commit_every: Option<(&'env BuildInfo, u64)>,
    ) -> Self {
        Ingestor {
            context,
            scope,
            pool: RefCell::new(Some(WorkerPool::start(scope, context))),
            manifest,
            options,
            commit_every,
            since_commit: Cell::new(0),
            outcome: IngestOutcome::default(),
        }
    }

    /// Waits for the worker threads.
    pub(crate) fn finish(self) -> Result<IngestOutcome> {
        self.finish_pool()?;
        Ok(self.outcome)
    }

    /// Brings the index up to date with one file.
    pub(crate) fn ingest(&mut self, file: &SourceFile) -> Result<()> {
        let Some(known) = self.manifest.find(&file.id) else {
            return self.ingest_new(file);
        };
        if let Some(old) = self.manifest.fingerprint(known)
            && old.size == file.size
        {
            if old.is_same(file) {
                // Not changed: only the second walk finds such files.
                return Ok(());
            }
            let proceed = |bytes| self.proceed(bytes);
            let is_same = |old| {
                let now = hash_file(&file.path, self.options.limits, &proceed);
                now.is_ok_and(|now| now == old)
            };
            if old.hash.is_some_and(is_same) {
                return self.refresh_modified(file, known, old);
            }
        }
        self.reingest(file)
    }

    /// Counts bytes that were read. Returns whether to go on.
    fn proceed(&self, bytes: u64) -> bool {
        self.context.progress.read(bytes);
        self.since_commit.set(self.since_commit.get() + bytes);
        !self.context.is_stopped()
    }

    fn send(&self, job: Job) {
        if let Some(pool) = &*self.pool.borrow() {
            pool.send(job);
        }
    }

    fn send_skip(&self, skip: Skip, provenance: Provenance) {
        self.send(Job::Skip { skip, provenance });
    }

    fn send_file_record(&self, file: &SourceFile, fingerprint: FileFingerprint) {
        let document = file_record_document(&file.id, fingerprint);
        self.send(Job::Document(document));
    }

    /// Sends one record of a file with many.
    fn send_part(&self, record: std::result::Result<Record, Skip>) {
        let hash = record_hash(&record);
        let provenance = Provenance::Record { hash };
        match record {
            Ok(record) => self.send(Job::Record { record, provenance }),
            Err(skip) => self.send_skip(skip, provenance),
        }
    }

    /// Sends one record of a file with many that the index knows. Returns false if it could be read, and is no release: it is
    /// converted here, for the index may lose one with it.
    fn send_changed_part(&self, record: std::result::Result<Record, Skip>) -> bool {
        let hash = record_hash(&record);
        let provenance = Provenance::Record { hash };
        let record = match record {
            Ok(record) => record,
            Err(skip) => {
                self.send_skip(skip, provenance);
                return true;
            }
        };
        let (page, id) = (convert_safely(&record), record.id);
        let is_release = page.is_ok();
        match page.map(Box::new) {
            Ok(page) => self.send(Job::Page {
                id,
                page,
                provenance,
            }),
            Err(reason) => self.send_skip(Skip { id, reason }, provenance),
        }
        is_release
    }

    fn delete(&self, documents: impl IntoIterator<Item = DocAddress>) -> Result<()> {
        let sink = &self.context.sink;
        sink.delete(|deletes| self.manifest.delete(documents, deletes))
    }

    /// The content is the same, and only the modification time has changed: records the new time, so that the next run
    /// need not read the file.
    fn refresh_modified(
        &mut self,
        file: &SourceFile,
        known: FileOrdinal,
        old: FileFingerprint,
    ) -> Result<()> {
        self.delete(self.manifest.file_record(known)?)?;
        self.send_file_record(file, FileFingerprint::of(file, old.hash));
        self.outcome.changes.unchanged += 1;
        Ok(())
    }

    /// A file that is not in the index: its records are sent as they are read.
    fn ingest_new(&mut self, file: &SourceFile) -> Result<()> {
        let mut one = None;
        let mut reason = None;
        let mut committed = Ok(());
        let mut records = 0;
        let outcome = read_records_while(
            file,
            self.options.limits,
            &|bytes| self.proceed(bytes),
            &mut |record| match (record_place(&record).is_whole_file(), record) {
                (true, Ok(record)) => one = Some(record),
                (true, Err(skip)) => reason = Some(skip.reason),
                (false, record) => {
                    records += u64::from(record.is_ok());
                    self.send_part(record);
                    if committed.is_ok() {
                        committed = self.maybe_commit();
                    }
                }
            },
        );
        committed?;
        if self.context.is_stopped() {
            return Ok(());
        }
        if !outcome.complete {
            self.outcome.broken.push(Skip {
                id: RecordId::of_file(&file.id),
                reason: reason.unwrap_or_else(ends_early),
            });
            return Ok(());
        }
        self.outcome.changes.added += 1;
        self.outcome.new_records += records + u64::from(one.is_some());
        self.outcome.names.push(|names| &mut names.added, &file.id);
        let fingerprint = FileFingerprint::of(file, outcome.hash);
        match (one, reason) {
            (Some(record), _) => self.send_one(record, None, fingerprint),
            (None, Some(reason)) => self.send_none(file, reason, fingerprint),
            (None, None) => self.send_file_record(file, fingerprint),
        }
        self.maybe_commit()
    }

    /// Sends the only record of a file, or its page where it has been converted.
    fn send_one(&self, record: Record, page: Option<Page>, fingerprint: FileFingerprint) {
        let provenance = Provenance::File(fingerprint);
        self.send(match page.map(Box::new) {
            Some(page) => {
                let id = record.id;
                Job::Page {
                    id,
                    page,
                    provenance,
                }
            }
            None => Job::Record { record, provenance },
        });
    }

    /// Sends the reason why a file has no release.
    fn send_none(&self, file: &SourceFile, reason: SkipReason, fingerprint: FileFingerprint) {
        let id = RecordId::of_file(&file.id);
        self.send_skip(Skip { id, reason }, Provenance::File(fingerprint));
    }

    /// A file that is in the index: it is read to its end before anything is changed.
    fn reingest(&mut self, file: &SourceFile) -> Result<()> {
        let before = self.manifest.docs(&file.id)?;
        let proceed = |bytes| self.proceed(bytes);
        let indexed = IndexedFile {
            docs: &before,
            manifest: self.manifest,
            knowledge: self.context.knowledge,
        };
        let contents = FileContents::read(file, self.options.limits, &proceed, indexed)?;
        if self.context.is_stopped() {
            return Ok(());
        }
        let is_complete = contents.outcome.complete;
        if let Some(reason) = contents.loss {
            let loss = RetainedFile::of_file(&file.id, reason);
            if !is_complete || !self.options.accept_losses {
                self.outcome.retained.push(loss);
                return Ok(());
            }
            self.outcome.lost.push(loss);
        }
        let fingerprint = FileFingerprint::of(file, contents.outcome.hash);
        match contents.whole {
            Some(Err(reason)) if !is_complete => {
                let id = RecordId::of_file(&file.id);
                self.outcome.broken.push(Skip { id, reason });
                return Ok(());
            }
            Some(content) => {
                self.delete(before.all())?;
                self.count_gone(&file.id, &before);
                match content {
                    Ok(record) => self.send_one(record, contents.page, fingerprint),
                    Err(reason) => self.send_none(file, reason, fingerprint),
                }
                for skip in contents.left_out {
                    self.send_part(Err(skip));
                }
            }
            None => {
                if !self.reingest_records(file, &before, &contents.records, fingerprint)? {
                    return Ok(());
                }
            }
        }
        self.count_file(file, fingerprint);
        self.maybe_commit()
    }

    /// Counts a file that was read again.
    fn count_file(&mut self, file: &SourceFile, now: FileFingerprint) {
        let known = self.manifest.find(&file.id);
        let (changes, names) = (&mut self.outcome.changes, &mut self.outcome.names);
        match known.and_then(|known| self.manifest.fingerprint(known)) {
            // An earlier run could not read it or did not reach it: for the reader of the report it is new.
            None => {
                changes.added += 1;
                names.push(|names| &mut names.added, &file.id);
            }
            // Touched, and over the bound before and now.
            Some(old) if (old.hash, now.hash) == (None, None) && old.size == now.size => {
                changes.unchanged += 1;
            }
            Some(_) => {
                changes.changed += 1;
                names.push(|names| &mut names.changed, &file.id);
            }
        }
    }

    /// Counts and names the records of a file that held many and is one record now.
    fn count_gone(&mut self, file: &str, before: &FileDocs) {
        let places: Vec<RecordPlace> = before.parts().map(|record| record.place.clone()).collect();
        self.outcome.records.removed += places.len() as u64;
        let names = &mut self.outcome.names;
        names.push_records(|records| &mut records.removed, file, &places);
    }

    /// Indexes again the records of a file that have changed. Returns false if the file was changed meanwhile: the next
    /// run reads it again.
    fn reingest_records(
        &mut self,
        file: &SourceFile,
        before: &FileDocs,
        now: &[ReadRecord],
        fingerprint: FileFingerprint,
    ) -> Result<bool> {
        let mut diff = RecordDiff::between(&before.records, now);
        self.delete(before.file_records.iter().copied())?;
        self.delete(diff.outdated.iter().copied())?;
        let mut same = true;
        if !diff.to_index.is_empty() {
            let mut expected = now.iter();
            let mut no_releases = HashSet::new();
            let proceed = |_| !self.context.is_stopped();
            let outcome = read_records_while(file, self.options.limits, &proceed, &mut |record| {
                let found = ReadRecord::of(&record);
                same &= found.as_ref() == expected.next();
                let Some(found) = found.filter(|found| diff.to_index.contains(&found.place)) else {
                    return;
                };
                if !self.send_changed_part(record) {
                    no_releases.insert(found.place);
                }
            });
            same &= outcome.complete && outcome.hash == fingerprint.hash;
            diff.count_no_releases(before, &no_releases);
        }
        self.outcome.records += diff.changes();
        let (names, places) = (&mut self.outcome.names, &diff.places);
        names.push_records(|records| &mut records.added, &file.id, &places.added);
        names.push_records(|records| &mut records.changed, &file.id, &places.changed);
        names.push_records(|records| &mut records.removed, &file.id, &places.removed);
        if same {
            self.send_file_record(file, fingerprint);
        } else if !self.context.is_stopped() {
            let reason = SkipReason::Unreadable("it was written to while it was read".to_owned());
            let written_to = RetainedFile::of_file(&file.id, reason);
            self.outcome.retained.push(written_to);
        }
        Ok(same)
    }

    /// Commits what has been done in a long first build. The fingerprint of a file is sent after everything else of it, so
    /// the next run can continue from any commit.
    fn maybe_commit(&self) -> Result<()> {
        let Some((build_info, bytes)) = self.commit_every else {
            return Ok(());
        };
        if self.since_commit.get() < bytes {
            return Ok(());
        }
        self.since_commit.set(0);
        self.finish_pool()?;
        if let (false, Sink::Index(writer)) = (self.context.is_stopped(), &self.context.sink) {
            writer.commit(build_info)?;
            self.context.progress.committed();
        }
        *self.pool.borrow_mut() = Some(WorkerPool::start(self.scope, self.context));
        Ok(())
    }

    /// Waits until everything that was sent is in finished segments.
    fn finish_pool(&self) -> Result<()> {
        let Some(pool) = self.pool.borrow_mut().take() else {
            return Ok(());
        };
        pool.finish().inspect_err(|_| self.context.set_failed())?;
        if self.context.is_stopped() {
            return Ok(());
        }
        self.context.sink.finish()
    }
}
