//! What all threads of one run share.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::corpus::PageAddresses;
use crate::index::ingest::sink::Sink;
use crate::index::options::Progress;
use crate::knowledge::Knowledge;

/// What all threads of one run share.
pub(crate) struct IngestContext<'a> {
    pub(crate) sink: Sink,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) progress: &'a dyn Progress,
    /// Where pages came from that do not tell it themselves.
    pub(crate) addresses: PageAddresses,
    interrupted: &'a AtomicBool,
    /// Set by a thread that failed, so that the others stop, too.
    failed: AtomicBool,
}

impl<'a> IngestContext<'a> {
    pub(crate) fn new(
        sink: Sink,
        knowledge: &'a Knowledge,
        progress: &'a dyn Progress,
        addresses: PageAddresses,
        interrupted: &'a AtomicBool,
    ) -> Self {
        IngestContext {
            sink,
            knowledge,
            progress,
            addresses,
            interrupted,
            failed: AtomicBool::new(false),
        }
    }

    /// Whether the run must stop: it was interrupted, or a thread has failed.
    pub(crate) fn is_stopped(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed) || self.failed.load(Ordering::Relaxed)
    }

    /// Stops the other threads after a failure.
    pub(crate) fn set_failed(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }
}
