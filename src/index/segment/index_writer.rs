//! Writes documents into segments, deletes documents, commits, and merges segments.
//!
//! All threads fill the same segment, so that a small index needs no merge. Memory is limited to two segments: the one that
//! is being filled, and the one that is being written to disk.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, RwLock};
use std::time::Duration;

use crossbeam_channel::{RecvTimeoutError, bounded};
use jiff::Timestamp;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::{Index, IndexSettings, IndexWriter, SegmentReader, TantivyError};

use crate::error::{Error, Result};
use crate::index::build_info::BuildInfo;
use crate::index::manifest::pending_deletes::PendingDeletes;
use crate::index::segment::free_heap;
use crate::index::segment::index_document::IndexDocument;
use crate::index::segment::live_segment::LiveSegment;
use crate::index::segment::merge_policy::{SegmentSize, plan_merges};
use crate::index::segment::open_segment::OpenSegment;
use crate::index::segment::serialize;
use crate::index::storage::directory::IndexFolder;
use crate::schema::schema;

/// A segment is full when it has this much memory, in bytes: about 9,000 releases. Larger segments need fewer merges, but
/// peak memory must stay below 256 MiB with two segments, the work of writing one, and the pages that are converted.
const SEGMENT_MEMORY: usize = 48 << 20;

/// Maximum number of threads that fill a segment: stored values are added by one thread at a time, and more threads would
/// mostly wait for that.
const MAX_THREADS: usize = 8;

/// Bytes of text that are compressed together. A hit is decompressed with its whole block, so larger blocks make searches
/// slower, and smaller blocks make the index larger.
const STORE_BLOCK: usize = 4096;

/// How often a waiting thread checks whether it was interrupted.
const CHECK_INTERVAL: Duration = Duration::from_millis(20);

/// Maximum number of rounds of merges after a commit. Each round leaves fewer segments or fewer deleted documents, so this
/// only guards against an endless loop.
const MAX_COMPACTION_ROUNDS: usize = 1000;

/// The writer of one generation.
pub(crate) struct Writer {
    /// The number of threads that fill segments.
    pub(crate) threads: usize,
    index: Index,
    /// A read lock is enough to add segments and to delete. A commit needs a write lock.
    engine: RwLock<IndexWriter>,
    /// The segments that were added since the last commit.
    added: Mutex<Vec<SegmentMeta>>,
    deletes: Mutex<PendingDeletes>,
    /// The segment that the threads fill.
    slot: OpenSegmentSlot,
}

impl Writer {
    /// Opens the index in a folder, or creates one there.
    pub(crate) fn open(folder: IndexFolder, create: bool) -> Result<Self> {
        let index = if create {
            let settings = IndexSettings {
                docstore_blocksize: STORE_BLOCK,
                // Waking another thread for each block takes longer than compressing it.
                docstore_compress_dedicated_thread: false,
                ..IndexSettings::default()
            };
            Index::create(folder, schema(), settings)?
        } else {
            Index::open(folder)?
        };
        // tantivy's own indexing thread has nothing to do. Only one merge runs at a time, to limit memory.
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        let engine: IndexWriter = index.writer_with_options(options)?;
        engine.set_merge_policy(Box::new(NoMergePolicy));
        // Removes what a killed run has left, before this run writes files with the same names.
        engine.garbage_collect_files().wait()?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Writer {
            threads: cores.clamp(1, MAX_THREADS),
            index,
            engine: RwLock::new(engine),
            added: Mutex::default(),
            deletes: Mutex::default(),
            slot: OpenSegmentSlot::default(),
        })
    }

    /// Adds a document. `thread` is the number of the calling thread.
    pub(crate) fn add(&self, thread: usize, document: &IndexDocument) -> Result<()> {
        self.add_to(&self.slot, thread, document)
    }

    /// Writes all added documents to disk, for the next commit.
    pub(crate) fn finish(&self) -> Result<()> {
        self.finish_slot(&self.slot)
    }

    /// Adds documents that the deletes of files do not delete: the skips of broken files.
    pub(crate) fn add_exempt(
        &self,
        documents: impl IntoIterator<Item = IndexDocument>,
    ) -> Result<()> {
        let slot = OpenSegmentSlot {
            exempt_from_deletes: true,
            ..OpenSegmentSlot::default()
        };
        for document in documents {
            self.add_to(&slot, 0, &document)?;
        }
        self.finish_slot(&slot)
    }

    fn add_to(
        &self,
        slot: &OpenSegmentSlot,
        thread: usize,
        document: &IndexDocument,
    ) -> Result<()> {
        let is_full = loop {
            let open = slot.open.read().map_err(|_| poisoned())?;
            if let Some(segment) = &*open {
                let added = segment.add(thread, document);
                let is_full = segment.memory() >= SEGMENT_MEMORY;
                drop(open);
                if let Err(error) = added {
                    // The segment cannot be used after an error.
                    slot.open.write().map_err(|_| poisoned())?.take();
                    return Err(error.into());
                }
                break is_full;
            }
            drop(open);
            let mut open = slot.open.write().map_err(|_| poisoned())?;
            if open.is_none() {
                *open = Some(self.new_segment(slot.exempt_from_deletes)?);
            }
        };
        if is_full {
            self.write_full(slot)?;
        }
        Ok(())
    }

    /// Writes a full segment to disk, while the other threads fill the next one. If that is full before the first one is
    /// written, its thread waits here.
    fn write_full(&self, slot: &OpenSegmentSlot) -> Result<()> {
        let _writing = slot.writing.lock().map_err(|_| poisoned())?;
        let full = {
            let mut open = slot.open.write().map_err(|_| poisoned())?;
            // Another thread may have taken it meanwhile.
            open.take_if(|segment| segment.memory() >= SEGMENT_MEMORY)
        };
        full.map_or(Ok(()), |full| self.write_segment(full))
    }

    fn new_segment(&self, exempt_from_deletes: bool) -> Result<OpenSegment> {
        let segment = self.index.new_segment();
        if exempt_from_deletes {
            let id = segment.id();
            self.delete(|deletes| deletes.exempt_segment(id))?;
        }
        Ok(OpenSegment::new(segment, self.threads)?)
    }

    fn finish_slot(&self, slot: &OpenSegmentSlot) -> Result<()> {
        let open = slot.open.write().map_err(|_| poisoned())?.take();
        open.map_or(Ok(()), |open| self.write_segment(open))
    }

    fn write_segment(&self, open: OpenSegment) -> Result<()> {
        let meta = serialize::write(open)?;
        free_heap::give_back();
        self.added
            .lock()
            .map_err(|_| poisoned())?
            .push(meta.clone());
        let engine = self.engine.read().map_err(|_| poisoned())?;
        Ok(engine.add_segment(meta)?)
    }

    /// Whether there is anything to commit.
    pub(crate) fn has_changed(&self) -> bool {
        let deletes = self
            .deletes
            .lock()
            .map_or(true, |deletes| !deletes.is_empty());
        let added = self.added.lock().map_or(true, |added| !added.is_empty());
        deletes || added
    }

    /// Changes what the next commit deletes.
    pub(crate) fn delete(&self, change: impl FnOnce(&mut PendingDeletes)) -> Result<()> {
        change(&mut *self.deletes.lock().map_err(|_| poisoned())?);
        Ok(())
    }

    /// The segments that the next commit has, and which of their documents it keeps. Call [`Self::finish`] before.
    pub(crate) fn next_segments(&self) -> Result<Vec<LiveSegment>> {
        let deletes = self.deletes.lock().map_err(|_| poisoned())?;
        let mut segments = self.index.searchable_segments()?;
        let added = self.added.lock().map_err(|_| poisoned())?;
        segments.extend(added.iter().map(|meta| self.index.segment(meta.clone())));
        let live = segments.iter().map(|segment| {
            let reader = SegmentReader::open(segment)?;
            let deleted = deletes.docs_in(&reader)?;
            Ok(LiveSegment::new(reader, Some(deleted)))
        });
        live.collect()
    }

    /// Commits everything so far. Call [`Self::finish`] before.
    pub(crate) fn commit(&self, build_info: &BuildInfo) -> Result<()> {
        let mut engine = self.engine.write().map_err(|_| poisoned())?;
        let deletes = std::mem::take(&mut *self.deletes.lock().map_err(|_| poisoned())?);
        if !deletes.is_empty() {
            engine.delete_query(Box::new(deletes))?;
        }
        let mut commit = engine.prepare_commit()?;
        let build_info = BuildInfo {
            built: Timestamp::from_second(Timestamp::now().as_second()).ok(),
            ..build_info.clone()
        };
        commit.set_payload(&serde_json::to_string(&build_info).unwrap_or_default());
        commit.commit()?;
        self.added.lock().map_err(|_| poisoned())?.clear();
        Ok(())
    }

    /// Merges segments after a commit, and removes files that no commit needs. Returns false if it was interrupted; the index
    /// is complete after each step.
    pub(crate) fn compact(&self, is_fresh: bool, interrupted: &AtomicBool) -> Result<bool> {
        for _ in 0..MAX_COMPACTION_ROUNDS {
            let segments: Vec<SegmentSize> = (self.index.searchable_segment_metas()?.iter())
                .map(SegmentSize::from)
                .collect();
            let merges = plan_merges(&segments, is_fresh);
            if merges.is_empty() {
                break;
            }
            for merge in merges {
                if !self.merge(&merge, interrupted)? {
                    return Ok(false);
                }
            }
        }
        let engine = self.engine.read().map_err(|_| poisoned())?;
        engine.garbage_collect_files().wait()?;
        Ok(true)
    }

    /// Merges some segments. Returns false if it was interrupted: it does not wait for the merge then, because an unfinished
    /// merge changes nothing.
    fn merge(&self, segments: &[SegmentId], interrupted: &AtomicBool) -> Result<bool> {
        let merging = self.engine.write().map_err(|_| poisoned())?.merge(segments);
        let (send, receive) = bounded(1);
        std::thread::spawn(move || {
            // Fails if the work was interrupted: then nobody receives it.
            let _ = send.send(merging.wait());
        });
        loop {
            if interrupted.load(Ordering::Relaxed) {
                return Ok(false);
            }
            match receive.recv_timeout(CHECK_INTERVAL) {
                Ok(merged) => {
                    merged?;
                    free_heap::give_back();
                    return Ok(true);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(poisoned()),
            }
        }
    }
}

/// A thread panicked while it held a lock.
fn poisoned() -> Error {
    TantivyError::Poisoned.into()
}

/// Holds the segment that is being filled.
#[derive(Default)]
struct OpenSegmentSlot {
    /// Whether its documents survive the deletes of files: see [`PendingDeletes`].
    exempt_from_deletes: bool,
    /// A read lock is enough to add to the segment. A write lock is needed to take it away.
    open: RwLock<Option<OpenSegment>>,
    /// Held while a full segment is written to disk.
    writing: Mutex<()>,
}
