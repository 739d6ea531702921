//! The worker threads: they convert records, extract their fields, and add them to the index.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::{Scope, ScopedJoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded};
use tantivy::TantivyError;

use crate::convert::{convert, web_address};
use crate::error::{Error, Result};
use crate::extract::extract_with_entities;
use crate::index::ingest::context::IngestContext;
use crate::index::ingest::document::{release_document, skip_document};
use crate::index::ingest::in_flight::{InFlight, MAX_RECORDS};
use crate::index::ingest::job::Job;
use crate::index::ingest::sink::Sink;
use crate::index::manifest::doc_kind::Provenance;
use crate::index::segment::index_document::IndexDocument;
use crate::model::{Page, RecordId, Release, Skip, SkipReason};

/// The running worker threads.
pub(crate) struct WorkerPool<'scope> {
    jobs: Sender<Job>,
    in_flight: Arc<InFlight>,
    threads: Vec<ScopedJoinHandle<'scope, Result<()>>>,
}

impl<'scope> WorkerPool<'scope> {
    pub(crate) fn start<'env>(
        scope: &'scope Scope<'scope, 'env>,
        context: &'env IngestContext<'_>,
    ) -> Self {
        let (jobs, receive) = bounded(MAX_RECORDS);
        let in_flight = Arc::<InFlight>::default();
        let threads = (0..context.sink.threads())
            .map(|thread| {
                let receive = receive.clone();
                let in_flight = in_flight.clone();
                scope.spawn(move || {
                    work(context, thread, &receive, &in_flight)
                        .inspect_err(|_| context.set_failed())
                })
            })
            .collect();
        WorkerPool {
            jobs,
            in_flight,
            threads,
        }
    }

    /// Queues one job, and waits for room first. If all threads have ended the job is lost, and [`Self::finish`] returns
    /// the error.
    pub(crate) fn send(&self, job: Job) {
        let workers_ended = || self.threads.iter().all(ScopedJoinHandle::is_finished);
        self.in_flight.add(job.bytes(), workers_ended);
        let _ = self.jobs.send(job);
    }

    /// Waits until all queued jobs are done.
    pub(crate) fn finish(self) -> Result<()> {
        drop(self.jobs);
        let mut result = Ok(());
        for thread in self.threads {
            let worked = thread.join().unwrap_or_else(|_| {
                let message = "an indexing thread panicked".to_owned();
                Err(Error::from(TantivyError::ErrorInThread(message)))
            });
            result = result.and(worked);
        }
        result
    }
}

/// What one worker thread does until there are no more jobs.
fn work(
    context: &IngestContext<'_>,
    thread: usize,
    jobs: &Receiver<Job>,
    in_flight: &InFlight,
) -> Result<()> {
    for job in jobs {
        if context.is_stopped() {
            return Ok(());
        }
        let bytes = job.bytes();
        let writer = match &context.sink {
            Sink::Index(writer) => writer,
            Sink::DryRun(dry) => {
                in_flight.remove(bytes);
                dry.count(job)?;
                continue;
            }
        };
        let document = match job {
            Job::Document(document) => document,
            Job::Skip { skip, provenance } => skip_document(&skip, provenance),
            Job::Record { record, provenance } => {
                let page = || convert(&record);
                record_document(context, &record.id, page, provenance)
            }
            Job::Page {
                id,
                page,
                provenance,
            } => record_document(context, &id, || Ok(*page), provenance),
        };
        // Before the document is added, which may wait for another thread: the reading thread can go on meanwhile.
        in_flight.remove(bytes);
        writer.add(thread, &document)?;
    }
    Ok(())
}

/// The document of a record, whose page `page` gives: a release, or a skip.
fn record_document(
    context: &IngestContext<'_>,
    id: &RecordId,
    page: impl FnOnce() -> std::result::Result<Page, SkipReason>,
    provenance: Provenance,
) -> IndexDocument {
    // Conversion and extraction should never panic. If they do, only this record is lost, not the run.
    let extracted = catch_unwind(AssertUnwindSafe(|| {
        let mut page = page()?;
        if page.url.is_none()
            && id.member.is_none()
            && let Some(address) = context.addresses.get(&id.path)
        {
            page.source = page.source.or_else(|| web_address::host(address));
            page.url = Some(address.clone());
        }
        let extracted = extract_with_entities(&page, id.file_name(), context.knowledge);
        let release = Release::new(id.to_string(), &page, &extracted.findings);
        Ok(release_document(
            &release, &page, &extracted, id, provenance,
        ))
    }));
    match extracted.unwrap_or(Err(SkipReason::InternalError)) {
        Ok(document) => {
            context.progress.indexed();
            document
        }
        Err(reason) => {
            let id = id.clone();
            skip_document(&Skip { id, reason }, provenance)
        }
    }
}
