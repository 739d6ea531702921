//! The threads that convert, extract and index what the reading thread hands them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Scope, ScopedJoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded};
use tantivy::{TantivyDocument, TantivyError};

use super::options::Progress;
use super::write::Writer;
use crate::convert::convert;
use crate::corpus::{Record, Skip, SkipReason};
use crate::error::{Error, Result};
use crate::extract::extract_with_names;
use crate::fields::Trace;
use crate::knowledge::Knowledge;
use crate::release::Release;

/// Records that wait for conversion. Few, because one may be as large as the largest record.
const WAITING: usize = 32;

/// What all threads of one run share.
pub(super) struct Run<'a> {
    pub(super) writer: Writer,
    pub(super) knowledge: &'a Knowledge,
    pub(super) progress: &'a dyn Progress,
    pub(super) interrupted: &'a AtomicBool,
    /// Set by a thread that failed, so that the others do not work in vain.
    pub(super) failed: AtomicBool,
}

impl Run<'_> {
    /// Whether it was interrupted, or has failed.
    pub(super) fn is_over(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed) || self.failed.load(Ordering::Relaxed)
    }

    /// Says that it has failed.
    pub(super) fn fail(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }
}

/// One thing to be indexed.
pub(super) enum Job {
    /// A record that becomes a release, or a skip.
    Record {
        record: Record,
        file: String,
        trace: Trace,
    },
    /// A document as it is.
    Document(TantivyDocument),
}

/// Running threads, each with a segment of its own.
pub(super) struct Pool<'scope> {
    jobs: Sender<Job>,
    threads: Vec<ScopedJoinHandle<'scope, Result<()>>>,
}

impl<'scope> Pool<'scope> {
    pub(super) fn start<'env>(scope: &'scope Scope<'scope, 'env>, run: &'env Run<'_>) -> Self {
        let (jobs, receive) = bounded(WAITING);
        let threads = (0..run.writer.threads)
            .map(|_| {
                let receive = receive.clone();
                scope.spawn(move || work(run, &receive).inspect_err(|_| run.fail()))
            })
            .collect();
        Pool { jobs, threads }
    }

    /// Hands one job on. Where every thread has ended nobody takes it: [`Self::stop`] says why.
    pub(super) fn send(&self, job: Job) {
        let _ = self.jobs.send(job);
    }

    /// Waits until all that was handed on stands in finished segments.
    pub(super) fn stop(self) -> Result<()> {
        drop(self.jobs);
        let mut result = Ok(());
        for thread in self.threads {
            let worked = thread.join().unwrap_or_else(|_| {
                let died = "a thread that indexes died".to_owned();
                Err(Error::Engine(TantivyError::ErrorInThread(died)))
            });
            result = result.and(worked);
        }
        result
    }
}

fn work(run: &Run<'_>, jobs: &Receiver<Job>) -> Result<()> {
    let mut segment = run.writer.segment();
    for job in jobs {
        if run.is_over() {
            return Ok(());
        }
        let document = match job {
            Job::Document(document) => document,
            Job::Record {
                record,
                file,
                trace,
            } => match document(run, &record, &file, trace) {
                Ok(document) => {
                    run.progress.indexed();
                    document
                }
                Err(reason) => {
                    let skip = Skip {
                        id: record.id,
                        reason,
                    };
                    run.writer.fields.skip_document(&skip, &file, trace)
                }
            },
        };
        segment.add(document)?;
    }
    if run.is_over() {
        return Ok(());
    }
    segment.finish()
}

fn document(
    run: &Run<'_>,
    record: &Record,
    file: &str,
    trace: Trace,
) -> std::result::Result<TantivyDocument, SkipReason> {
    // Conversion and extraction are meant never to panic; if one does, it costs one page and not the run.
    catch_unwind(AssertUnwindSafe(|| {
        let page = convert(record)?;
        let extracted = extract_with_names(&page, record.file_name(), run.knowledge);
        let release = Release::new(record.id.clone(), &page, &extracted.findings);
        let fields = &run.writer.fields;
        Ok(fields.document(&release, &page, &extracted, file, trace))
    }))
    .unwrap_or(Err(SkipReason::Fault))
}
