//! The threads that convert, extract and index what the reading thread hands them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{Scope, ScopedJoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};
use tantivy::TantivyError;

use crate::convert::convert;
use crate::corpus::Record;
use crate::error::{Error, Result};
use crate::extract::extract_with_names;
use crate::index::ingest::document::{release_document, skip_document};
use crate::index::manifest::doc_kind::Provenance;
use crate::index::options::Progress;
use crate::index::segment::index_document::IndexDocument;
use crate::index::segment::index_writer::Writer;
use crate::knowledge::Knowledge;
use crate::model::{Release, Skip, SkipReason};

/// Records that wait or are being converted.
const WAITING: usize = 256;

/// Their bytes, where they are more than one: one may be as large as the largest. To convert them takes seventy times
/// their length of memory at worst, however many threads there are.
const WAITING_BYTES: usize = 6 << 20;

/// How often a full pool is looked at again, should its threads have died.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Counts the records that are on their way.
#[derive(Default)]
struct OnTheWay {
    now: Mutex<Load>,
    fewer: Condvar,
}

#[derive(Default)]
struct Load {
    records: usize,
    bytes: usize,
    /// Whether somebody waits for room.
    awaited: bool,
}

impl Load {
    fn has_room(&self, bytes: usize) -> bool {
        self.records == 0 || self.records < WAITING && self.bytes + bytes <= WAITING_BYTES
    }

    /// Whether it is worth waking who waits for room: were he woken for each record that is done, he would read one file
    /// and fall asleep again, and a core would do little else.
    fn is_light(&self) -> bool {
        self.records <= WAITING / 2 && self.bytes <= WAITING_BYTES / 2
    }
}

impl OnTheWay {
    /// Waits for room, and takes it; in vain where `over` says so.
    fn add(&self, bytes: usize, over: impl Fn() -> bool) {
        let Ok(mut now) = self.now.lock() else {
            return;
        };
        while !now.has_room(bytes) && !over() {
            now.awaited = true;
            match self.fewer.wait_timeout(now, LOOK_AGAIN) {
                Ok((again, _)) => now = again,
                Err(_) => return,
            }
        }
        now.awaited = false;
        now.records += 1;
        now.bytes += bytes;
    }

    fn remove(&self, bytes: usize) {
        let Ok(mut now) = self.now.lock() else {
            return;
        };
        now.records = now.records.saturating_sub(1);
        now.bytes = now.bytes.saturating_sub(bytes);
        if now.awaited && now.is_light() {
            self.fewer.notify_all();
        }
    }
}

/// What all threads of one run share.
pub(crate) struct Run<'a> {
    pub(crate) writer: Writer,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) progress: &'a dyn Progress,
    pub(crate) interrupted: &'a AtomicBool,
    /// Set by a thread that failed, so that the others do not work in vain.
    pub(crate) failed: AtomicBool,
}

impl Run<'_> {
    /// Whether it was interrupted, or has failed.
    pub(crate) fn is_over(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed) || self.failed.load(Ordering::Relaxed)
    }

    /// Says that it has failed.
    pub(crate) fn fail(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }
}

/// One thing to be indexed.
pub(crate) enum Job {
    /// A record that becomes a release, or a skip.
    Record {
        record: Record,
        provenance: Provenance,
    },
    /// A document as it is.
    Document(IndexDocument),
}

impl Job {
    fn bytes(&self) -> usize {
        match self {
            Job::Record { record, .. } => record.content.text_len(),
            Job::Document(_) => 0,
        }
    }
}

/// Running threads.
pub(crate) struct Pool<'scope> {
    jobs: Sender<Job>,
    on_the_way: Arc<OnTheWay>,
    threads: Vec<ScopedJoinHandle<'scope, Result<()>>>,
}

impl<'scope> Pool<'scope> {
    pub(crate) fn start<'env>(scope: &'scope Scope<'scope, 'env>, run: &'env Run<'_>) -> Self {
        let (jobs, receive) = bounded(WAITING);
        let on_the_way = Arc::<OnTheWay>::default();
        let threads = (0..run.writer.threads)
            .map(|thread| {
                let receive = receive.clone();
                let on_the_way = on_the_way.clone();
                scope.spawn(move || {
                    work(run, thread, &receive, &on_the_way).inspect_err(|_| run.fail())
                })
            })
            .collect();
        Pool {
            jobs,
            on_the_way,
            threads,
        }
    }

    /// Hands one job on. Where every thread has ended nobody takes it: [`Self::stop`] says why.
    pub(crate) fn send(&self, job: Job) {
        let over = || self.threads.iter().all(ScopedJoinHandle::is_finished);
        self.on_the_way.add(job.bytes(), over);
        let _ = self.jobs.send(job);
    }

    /// Waits until all that was handed on is added.
    pub(crate) fn stop(self) -> Result<()> {
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

fn work(run: &Run<'_>, thread: usize, jobs: &Receiver<Job>, on_the_way: &OnTheWay) -> Result<()> {
    for job in jobs {
        if run.is_over() {
            return Ok(());
        }
        let bytes = job.bytes();
        let document = match job {
            Job::Document(document) => document,
            Job::Record { record, provenance } => match document(run, &record, provenance) {
                Ok(made) => {
                    run.progress.indexed();
                    made
                }
                Err(reason) => {
                    let skip = Skip {
                        id: record.id,
                        reason,
                    };
                    skip_document(&skip, provenance)
                }
            },
        };
        // At once: who reads may be waiting for room, while this thread waits for what is read.
        on_the_way.remove(bytes);
        run.writer.add(thread, &document)?;
    }
    Ok(())
}

/// The document that a record becomes.
fn document(
    run: &Run<'_>,
    record: &Record,
    provenance: Provenance,
) -> std::result::Result<IndexDocument, SkipReason> {
    // Conversion and extraction are meant never to panic; if one does, it costs one page and not the run.
    catch_unwind(AssertUnwindSafe(|| {
        let page = convert(record)?;
        let extracted = extract_with_names(&page, record.id.file_name(), run.knowledge);
        let release = Release::new(record.id.to_string(), &page, &extracted.findings);
        let file_path = &record.id.path;
        Ok(release_document(
            &release, &page, &extracted, file_path, provenance,
        ))
    }))
    .unwrap_or(Err(SkipReason::InternalError))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_for_room_is_woken_whatever_the_sizes() {
        let sizes = [7 << 20, 5 << 20, 4 << 20, 1, 3 << 20, 0, 6 << 20];
        let sizes = || sizes.into_iter().chain([1; 3 * WAITING]);
        let way = OnTheWay::default();
        let (send, receive) = bounded(WAITING);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for bytes in receive {
                    way.remove(bytes);
                }
            });
            for bytes in sizes() {
                way.add(bytes, || false);
                send.try_send(bytes).expect("room");
            }
            drop(send);
        });
        let now = way.now.lock().expect("nobody died");
        assert_eq!((now.records, now.bytes), (0, 0));
    }
}
