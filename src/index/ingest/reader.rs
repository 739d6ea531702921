//! Reads the files that are new or changed, compares the records of those that hold many, and hands on what differs.

use std::cell::{Cell, RefCell};
use std::thread::Scope;

use crate::corpus::{FileOutcome, Limits, Record, SourceFile, hash_file, read_records_while};
use crate::error::Result;
use crate::index::Origin;
use crate::index::ingest::document::{file_record_document, skip_document};
use crate::index::ingest::worker_pool::{Job, Pool, Run};
use crate::index::manifest::doc_kind::{FileFingerprint, Provenance};
use crate::index::manifest::known_files::{Address, Documents, KnownFiles, Place};
use crate::index::manifest::record_diff::{Difference, number_of, sum_of};
use crate::index::report::{Changes, Kept, RecordChanges};
use crate::model::{RecordId, Skip, SkipReason};

/// The reading thread.
pub(crate) struct Intake<'run, 'scope, 'env> {
    pub(crate) run: &'env Run<'run>,
    pub(crate) scope: &'scope Scope<'scope, 'env>,
    /// The threads that take what is read; none after they could not be started again.
    pub(crate) pool: RefCell<Option<Pool<'scope>>>,
    pub(crate) known: &'env KnownFiles<'env>,
    pub(crate) limits: Limits,
    /// With what to commit on the way, and after how many bytes; none where all is one commit.
    pub(crate) commits: Option<(&'env Origin, u64)>,
    /// Bytes read since the last commit.
    pub(crate) since_commit: Cell<u64>,
    pub(crate) taken: Taken,
}

/// What came of reading.
#[derive(Default)]
pub(crate) struct Taken {
    pub(crate) changes: Changes,
    pub(crate) records: RecordChanges,
    pub(crate) kept: Vec<Kept>,
    /// New files that could not be read to their end: nothing of them stays but the reason.
    pub(crate) broken: Vec<Skip>,
}

/// What a file holds, after it was read to its end.
enum Held {
    /// One release.
    One(Record),
    /// None, for this reason.
    Nothing(SkipReason),
    /// Any number of records, each with its number and sum.
    Many(Vec<(u32, u64)>),
}

impl Intake<'_, '_, '_> {
    /// Brings the index up to date with one file.
    pub(crate) fn take(&mut self, file: &SourceFile) -> Result<()> {
        let Some(place) = self.known.find(&file.id) else {
            return self.take_new(file);
        };
        if let Some(record) = self.known.record(place)
            && record.size == file.size
        {
            if record.modified == file.modified {
                // Found again by the second walk, and counted by the first.
                return Ok(());
            }
            let read = |bytes| self.go_on(bytes);
            if hash_file(&file.path, &read).is_ok_and(|hash| hash == record.hash) {
                return self.touched(file, place, record.hash);
            }
        }
        self.take_changed(file)
    }

    fn go_on(&self, bytes: u64) -> bool {
        self.run.progress.read(bytes);
        self.since_commit.set(self.since_commit.get() + bytes);
        !self.run.is_over()
    }

    fn send(&self, job: Job) {
        if let Some(pool) = &*self.pool.borrow() {
            pool.send(job);
        }
    }

    fn delete(&self, documents: impl IntoIterator<Item = Address>) -> Result<()> {
        let writer = &self.run.writer;
        writer.delete(|deletion| self.known.delete(documents, deletion))
    }

    fn send_record(&self, record: Record, provenance: Provenance) {
        self.send(Job::Record { record, provenance });
    }

    fn send_skip(&self, skip: &Skip, provenance: Provenance) {
        let document = skip_document(skip, provenance);
        self.send(Job::Document(document));
    }

    /// Only its time is another: that is written down, so that it is not read again the next night.
    fn touched(&mut self, file: &SourceFile, place: Place, hash: u64) -> Result<()> {
        self.delete(self.known.own_record(place)?)?;
        let fingerprint = fingerprint(file, hash);
        let document = file_record_document(&file.id, fingerprint);
        self.send(Job::Document(document));
        self.taken.changes.unchanged += 1;
        Ok(())
    }

    /// A file of which the index has nothing: its records are handed on as they are read.
    fn take_new(&mut self, file: &SourceFile) -> Result<()> {
        let mut one = None;
        let mut nothing = None;
        let mut failure = Ok(());
        let outcome = read_records_while(
            file,
            self.limits,
            &|bytes| self.go_on(bytes),
            &mut |record| match (number_of(&record), record) {
                (None, Ok(record)) => one = Some(record),
                (None, Err(skip)) => nothing = Some(skip.reason),
                (Some(number), record) => {
                    self.send_part(number, record);
                    if failure.is_ok() {
                        failure = self.maybe_commit();
                    }
                }
            },
        );
        failure?;
        if self.run.is_over() {
            return Ok(());
        }
        if !outcome.complete {
            self.taken.broken.push(Skip {
                id: RecordId::of_file(&file.id),
                reason: unreadable(nothing),
            });
            return Ok(());
        }
        self.taken.changes.added += 1;
        let fingerprint = fingerprint(file, outcome.hash);
        match (one, nothing) {
            (Some(one), _) => self.send_record(one, Provenance::File(fingerprint)),
            (None, Some(reason)) => {
                let id = RecordId::of_file(&file.id);
                self.send_skip(&Skip { id, reason }, Provenance::File(fingerprint));
            }
            (None, None) => {
                let document = file_record_document(&file.id, fingerprint);
                self.send(Job::Document(document));
            }
        }
        self.maybe_commit()
    }

    fn send_part(&self, number: u32, record: std::result::Result<Record, Skip>) {
        let hash = sum_of(&record);
        let provenance = Provenance::Record { number, hash };
        match record {
            Ok(record) => self.send_record(record, provenance),
            Err(skip) => self.send_skip(&skip, provenance),
        }
    }

    /// A file of which the index has something: it is read to its end before anything is changed.
    fn take_changed(&mut self, file: &SourceFile) -> Result<()> {
        let before = self.known.documents(&file.id)?;
        let (held, outcome) = self.look_at(file);
        if self.run.is_over() {
            return Ok(());
        }
        let reason = match &held {
            Held::Nothing(reason) if !outcome.complete || is_broken(reason) => Some(reason.clone()),
            _ => None,
        };
        if let Some(reason) = reason {
            if before.releases > 0 {
                self.taken.kept.push(Kept {
                    id: file.id.clone(),
                    reason,
                    files: 1,
                });
                return Ok(());
            }
            if !outcome.complete {
                self.taken.broken.push(Skip {
                    id: RecordId::of_file(&file.id),
                    reason,
                });
                return Ok(());
            }
        }
        let fingerprint = fingerprint(file, outcome.hash);
        let provenance = Provenance::File(fingerprint);
        match held {
            Held::One(one) => {
                self.delete(before.all())?;
                self.send_record(one, provenance);
            }
            Held::Nothing(reason) => {
                self.delete(before.all())?;
                let id = RecordId::of_file(&file.id);
                self.send_skip(&Skip { id, reason }, provenance);
            }
            Held::Many(now) => {
                if !self.take_parts(file, &before, &now, fingerprint)? {
                    return Ok(());
                }
            }
        }
        match self.known.find(&file.id) {
            // What the last run could not read, or did not come to, is new to the reader of the report.
            Some(place) if self.known.record(place).is_none() => self.taken.changes.added += 1,
            _ => self.taken.changes.changed += 1,
        }
        self.maybe_commit()
    }

    /// Reads a file to its end without handing anything on.
    fn look_at(&self, file: &SourceFile) -> (Held, FileOutcome) {
        let mut held = Held::Many(Vec::new());
        let outcome = read_records_while(
            file,
            self.limits,
            &|bytes| self.go_on(bytes),
            &mut |record| match (number_of(&record), record) {
                (None, Ok(record)) => held = Held::One(record),
                (None, Err(skip)) => held = Held::Nothing(skip.reason),
                (Some(number), record) => {
                    if let Held::Many(parts) = &mut held {
                        parts.push((number, sum_of(&record)));
                    }
                }
            },
        );
        if !outcome.complete && !matches!(held, Held::Nothing(_)) {
            held = Held::Nothing(unreadable(None));
        }
        (held, outcome)
    }

    /// Replaces the records of a file that differ. False where it became another file meanwhile: the next run looks at
    /// it again.
    fn take_parts(
        &mut self,
        file: &SourceFile,
        before: &Documents,
        now: &[(u32, u64)],
        fingerprint: FileFingerprint,
    ) -> Result<bool> {
        let difference = Difference::between(&before.parts, now);
        self.delete(before.records.iter().copied())?;
        self.delete(difference.old.iter().copied())?;
        let mut same = true;
        if !difference.new.is_empty() {
            let mut expected = now.iter();
            let outcome =
                read_records_while(file, self.limits, &|_| !self.run.is_over(), &mut |record| {
                    let part = number_of(&record).map(|number| (number, sum_of(&record)));
                    same &= part.as_ref() == expected.next();
                    if let Some((number, _)) = part
                        && difference.new.contains(&number)
                    {
                        self.send_part(number, record);
                    }
                });
            same &= outcome.complete && outcome.hash == fingerprint.hash;
        }
        let records = &mut self.taken.records;
        records.added += difference.added;
        records.changed += difference.changed;
        records.removed += difference.removed;
        records.unchanged += difference.unchanged;
        if same {
            let document = file_record_document(&file.id, fingerprint);
            self.send(Job::Document(document));
        } else if !self.run.is_over() {
            self.taken.kept.push(Kept {
                id: file.id.clone(),
                reason: SkipReason::Unreadable("it was written to while it was read".to_owned()),
                files: 1,
            });
        }
        Ok(same)
    }

    /// On the way through a long first build, makes what has been done one commit. A file is known by its record, which
    /// is handed on after all else of it: whatever the commit has of a file, the next run can go on from there.
    fn maybe_commit(&self) -> Result<()> {
        let Some((origin, after)) = self.commits else {
            return Ok(());
        };
        if self.since_commit.get() < after {
            return Ok(());
        }
        self.since_commit.set(0);
        self.stop()?;
        if !self.run.is_over() {
            self.run.writer.commit(origin)?;
            self.run.progress.committed();
        }
        *self.pool.borrow_mut() = Some(Pool::start(self.scope, self.run));
        Ok(())
    }

    /// Waits until all that was handed on stands in finished segments.
    pub(crate) fn stop(&self) -> Result<()> {
        let Some(pool) = self.pool.borrow_mut().take() else {
            return Ok(());
        };
        pool.stop().inspect_err(|_| self.run.fail())?;
        if self.run.is_over() {
            return Ok(());
        }
        self.run.writer.finish()
    }
}

fn fingerprint(file: &SourceFile, hash: u64) -> FileFingerprint {
    FileFingerprint {
        size: file.size,
        modified: file.modified,
        hash,
    }
}

/// Whether a file with this reason is broken rather than something else than a release: then what was indexed from it
/// stays.
fn is_broken(reason: &SkipReason) -> bool {
    match reason {
        SkipReason::Unreadable(_)
        | SkipReason::TooLarge { .. }
        | SkipReason::UnknownFormat(_)
        | SkipReason::BadJson(_)
        | SkipReason::InternalError => true,
        SkipReason::NoReleaseFields
        | SkipReason::MoreSkipped(_)
        | SkipReason::TooLong { .. }
        | SkipReason::TooMany { .. }
        | SkipReason::DecompressionBomb { .. }
        | SkipReason::NotAFile(_)
        | SkipReason::NoRelease(_)
        | SkipReason::Empty => false,
    }
}

/// Why a file could not be read to its end.
fn unreadable(said: Option<SkipReason>) -> SkipReason {
    said.unwrap_or_else(|| SkipReason::Unreadable("it ends before its end".to_owned()))
}
