//! Writes documents: one thread reads, others convert and extract, the engine's own index; then one commit.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, Sender, bounded};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument, Term};

use super::Origin;
use super::build::Progress;
use super::directory::IndexFolder;
use super::generation::Generation;
use super::known::KnownFiles;
use crate::convert::convert;
use crate::corpus::{Limits, Record, Skip, SkipReason, SourceFile, read_records};
use crate::error::{Error, Result};
use crate::extract::extract_with_names;
use crate::fields::{Fields, FileRecord};
use crate::knowledge::Knowledge;
use crate::release::Release;

/// Memory that the search engine may fill before it writes a segment, over all its threads, in bytes. Larger segments
/// need less merging; peak memory must stay under 256 MiB, pages in conversion and mapped files included.
const WRITER_MEMORY: usize = 96 << 20;

/// The least that the engine wants for one thread, in bytes.
const WRITER_MEMORY_PER_THREAD: usize = 16 << 20;

/// Records that wait for conversion. Few, because one may be as large as the largest record.
const WAITING_RECORDS: usize = 32;

/// One record on its way, with the record of its file where the file holds it alone.
struct Job {
    record: Record,
    file: String,
    file_record: Option<FileRecord>,
}

/// What all threads of one run share.
pub(super) struct Run<'a> {
    pub(super) fields: Fields,
    pub(super) knowledge: &'a Knowledge,
    pub(super) limits: Limits,
    pub(super) progress: &'a dyn Progress,
    pub(super) interrupted: &'a AtomicBool,
    pub(super) known: &'a KnownFiles,
}

impl Run<'_> {
    /// Writes and commits; gives what was skipped. Any failure leaves the last commit as it was.
    pub(super) fn write(
        &self,
        generation: &Generation,
        folder: IndexFolder,
        to_read: &[SourceFile],
        gone: &[String],
        origin: &Origin,
    ) -> Result<Vec<Skip>> {
        let index = if generation.new {
            Index::create(folder, self.fields.schema.clone(), IndexSettings::default())?
        } else {
            Index::open(folder)?
        };
        Fields::register_words(index.tokenizers());
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let threads = cores.clamp(1, WRITER_MEMORY / WRITER_MEMORY_PER_THREAD);
        let mut writer: IndexWriter = index.writer_with_num_threads(threads, WRITER_MEMORY)?;
        for file in gone {
            writer.delete_term(self.file_term(file));
        }
        self.progress.to_read(
            to_read.len() as u64,
            to_read.iter().map(|file| file.size).sum(),
        );
        let skipped = self.fill(&writer, to_read, cores)?;
        if self.interrupted.load(Ordering::Relaxed) {
            return Err(Error::Interrupted {
                path: generation.folder.clone(),
            });
        }
        self.progress.committing();
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&serde_json::to_string(origin).unwrap_or_default());
        commit.commit()?;
        writer.wait_merging_threads()?;
        Ok(skipped)
    }

    fn file_term(&self, file: &str) -> Term {
        Term::from_field_text(self.fields.file, file)
    }

    /// One thread reads, the others convert, extract and hand documents to the engine's own threads.
    fn fill(
        &self,
        writer: &IndexWriter,
        to_read: &[SourceFile],
        converters: usize,
    ) -> Result<Vec<Skip>> {
        let (send, receive) = bounded(WAITING_RECORDS);
        let skipped = Mutex::new(Vec::new());
        let failure: Mutex<Option<Error>> = Mutex::new(None);
        let fail = |error: Error| {
            if let Ok(mut failure) = failure.lock() {
                failure.get_or_insert(error);
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..converters {
                let receive = receive.clone();
                let (skipped, fail) = (&skipped, &fail);
                scope.spawn(move || {
                    if let Err(error) = self.convert_jobs(writer, &receive, skipped) {
                        fail(error);
                    }
                });
            }
            // With every converter gone the sender must fail, and the reading end.
            drop(receive);
            for file in to_read {
                if self.interrupted.load(Ordering::Relaxed) {
                    break;
                }
                if let Err(error) = self.read_file(writer, file, &send, &skipped) {
                    fail(error);
                    break;
                }
            }
            drop(send);
        });
        if let Some(error) = failure.into_inner().unwrap_or_default() {
            return Err(error);
        }
        Ok(skipped.into_inner().unwrap_or_default())
    }

    /// Reads one file and sends its records on. Its earlier releases go when the first new record is there: a file that
    /// has become unreadable keeps what was indexed from it.
    fn read_file(
        &self,
        writer: &IndexWriter,
        file: &SourceFile,
        send: &Sender<Job>,
        skipped: &Mutex<Vec<Skip>>,
    ) -> Result<()> {
        let mut first: Option<Record> = None;
        let mut many = false;
        let mut replaced = !self.known.contains_key(&file.id);
        let mut stopped = false;
        let mut replace = || {
            if !replaced {
                writer.delete_term(self.file_term(&file.id));
                replaced = true;
            }
        };
        let mut pass_on = |record: Record, file_record: Option<FileRecord>| {
            if !stopped && !self.interrupted.load(Ordering::Relaxed) {
                stopped = send
                    .send(Job {
                        record,
                        file: file.id.clone(),
                        file_record,
                    })
                    .is_err();
            }
        };
        let outcome = read_records(
            file,
            self.limits,
            &|bytes| self.progress.read(bytes),
            &mut |record| match record {
                Ok(record) => {
                    if let Some(held) = first.take() {
                        many = true;
                        replace();
                        pass_on(held, None);
                    }
                    if many {
                        pass_on(record, None);
                    } else {
                        first = Some(record);
                    }
                }
                Err(skip) => push(skipped, skip),
            },
        );
        if !outcome.complete {
            return Ok(());
        }
        replace();
        let file_record = FileRecord {
            size: file.size,
            modified: file.modified,
            hash: outcome.hash,
        };
        match first {
            Some(record) => pass_on(record, Some(file_record)),
            None => {
                writer.add_document(self.fields.file_document(&file.id, file_record))?;
            }
        }
        Ok(())
    }

    fn convert_jobs(
        &self,
        writer: &IndexWriter,
        jobs: &Receiver<Job>,
        skipped: &Mutex<Vec<Skip>>,
    ) -> Result<()> {
        for job in jobs {
            if self.interrupted.load(Ordering::Relaxed) {
                return Ok(());
            }
            let document = match self.document(&job) {
                Ok(document) => {
                    self.progress.indexed();
                    document
                }
                Err(reason) => {
                    push(
                        skipped,
                        Skip {
                            id: job.record.id.clone(),
                            reason,
                        },
                    );
                    match job.file_record {
                        Some(record) => self.fields.file_document(&job.file, record),
                        None => continue,
                    }
                }
            };
            writer.add_document(document)?;
        }
        Ok(())
    }

    fn document(&self, job: &Job) -> std::result::Result<TantivyDocument, SkipReason> {
        // Conversion and extraction are meant never to panic; if one does, it costs one page and not the run.
        catch_unwind(AssertUnwindSafe(|| {
            let page = convert(&job.record)?;
            let extracted = extract_with_names(&page, job.record.file_name(), self.knowledge);
            let release = Release::new(job.record.id.clone(), &page, &extracted.findings);
            Ok(self
                .fields
                .document(&release, &page, &extracted, &job.file, job.file_record))
        }))
        .unwrap_or(Err(SkipReason::Fault))
    }
}

fn push(skipped: &Mutex<Vec<Skip>>, skip: Skip) {
    if let Ok(mut skipped) = skipped.lock() {
        skipped.push(skip);
    }
}
