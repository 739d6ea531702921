//! Writes documents into segments, deletes, commits, and keeps the index small.
//!
//! All converting threads fill one segment, so that a small index needs no merge: no document waits in a queue, and memory
//! is what that segment and the one before it, which is being written to disk, are allowed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, RwLock};
use std::time::Duration;

use crossbeam_channel::{RecvTimeoutError, bounded};
use tantivy::index::SegmentId;
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyError};

use crate::error::{Error, Result};
use crate::index::Origin;
use crate::index::ingest::pending_deletes::Deletion;
use crate::index::segment::free_heap;
use crate::index::segment::index_document::IndexDocument;
use crate::index::segment::merge_policy::{Size, merges};
use crate::index::segment::open_segment::OpenSegment;
use crate::index::storage::directory::IndexFolder;
use crate::index::storage::generation::Generation;
use crate::schema::schema;

/// Memory that an unfinished segment may fill, in bytes: some fourteen thousand releases. Larger segments need less merging;
/// peak memory must stay under 256 MiB with two of them, what it takes to write one, and pages in conversion.
const SEGMENT_MEMORY: usize = 44 << 20;

/// Converting threads that one segment can serve: each waits for the others while what is kept of a document is packed,
/// which takes a twelfth of the time that making it does.
const MOST_THREADS: usize = 8;

/// How much text is packed together, in bytes. A hit is unpacked with all of its block: of 16 KiB that takes a twentieth
/// of a search's time, while blocks of 4 KiB make an index a twentieth larger.
const BLOCK: usize = 4096;

/// How often a long wait looks whether it should end.
const LOOK: Duration = Duration::from_millis(20);

/// The writer of one generation.
pub(crate) struct Writer {
    pub(crate) index: Index,
    /// Threads only read: they add segments and delete. To commit, nobody else must be at it.
    engine: RwLock<IndexWriter>,
    /// How many threads fill segments.
    pub(crate) threads: usize,
    /// Whether anything was added since the last commit.
    added: AtomicBool,
    /// What the next commit deletes.
    deletion: Mutex<Deletion>,
    /// The segment that the threads fill.
    filling: Filling,
}

impl Writer {
    pub(crate) fn open(generation: &Generation, folder: IndexFolder) -> Result<Self> {
        let index = if generation.new {
            let settings = IndexSettings {
                docstore_blocksize: BLOCK,
                // That thread would be woken for each block, which takes longer than to pack one.
                docstore_compress_dedicated_thread: false,
                ..IndexSettings::default()
            };
            Index::create(folder, schema(), settings)?
        } else {
            Index::open(folder)?
        };
        // The engine's own indexing thread stays idle, and merges are done one by one, to hold to our memory.
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        let writer: IndexWriter = index.writer_with_options(options)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        // A run that was killed has left files, some with names that this one will want.
        writer.garbage_collect_files().wait()?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(Writer {
            index,
            engine: RwLock::new(writer),
            threads: cores.clamp(1, MOST_THREADS),
            added: AtomicBool::new(false),
            deletion: Mutex::default(),
            filling: Filling::default(),
        })
    }

    /// Adds a document in the name of one of the threads.
    pub(crate) fn add(&self, thread: usize, document: &IndexDocument) -> Result<()> {
        self.add_to(&self.filling, thread, document)
    }

    /// Writes to disk what was added, for the next commit.
    pub(crate) fn finish(&self) -> Result<()> {
        self.finish_filling(&self.filling)
    }

    /// Adds documents that what the next commit deletes of their files does not touch: what is said of broken ones.
    pub(crate) fn add_spared(
        &self,
        documents: impl IntoIterator<Item = IndexDocument>,
    ) -> Result<()> {
        let filling = Filling {
            spared: true,
            ..Filling::default()
        };
        for document in documents {
            self.add_to(&filling, 0, &document)?;
        }
        self.finish_filling(&filling)
    }

    fn add_to(&self, filling: &Filling, thread: usize, document: &IndexDocument) -> Result<()> {
        let is_full = loop {
            let open = filling.open.read().map_err(|_| poisoned())?;
            if let Some(segment) = &*open {
                let added = segment.add(thread, document);
                let is_full = segment.memory() >= SEGMENT_MEMORY;
                drop(open);
                if let Err(error) = added {
                    // What others would add to it is lost.
                    filling.open.write().map_err(|_| poisoned())?.take();
                    return Err(error.into());
                }
                break is_full;
            }
            drop(open);
            let mut open = filling.open.write().map_err(|_| poisoned())?;
            if open.is_none() {
                *open = Some(self.new_segment(filling.spared)?);
            }
        };
        if is_full {
            self.write_full(filling)?;
        }
        Ok(())
    }

    /// While this thread writes the full segment to disk, the others go on with the next one, which must not be full before
    /// that is done: who fills it waits here.
    fn write_full(&self, filling: &Filling) -> Result<()> {
        let _writing = filling.writing.lock().map_err(|_| poisoned())?;
        let full = {
            let mut open = filling.open.write().map_err(|_| poisoned())?;
            // Meanwhile another thread may have been here.
            open.take_if(|segment| segment.memory() >= SEGMENT_MEMORY)
        };
        full.map_or(Ok(()), |full| self.write_segment(full))
    }

    fn new_segment(&self, spared: bool) -> Result<OpenSegment> {
        let segment = self.index.new_segment();
        if spared {
            let id = segment.id();
            self.delete(|deletion| deletion.spare(id))?;
        }
        Ok(OpenSegment::new(segment, self.threads)?)
    }

    fn finish_filling(&self, filling: &Filling) -> Result<()> {
        let open = filling.open.write().map_err(|_| poisoned())?.take();
        open.map_or(Ok(()), |open| self.write_segment(open))
    }

    fn write_segment(&self, open: OpenSegment) -> Result<()> {
        let meta = open.write()?;
        free_heap::give_back();
        self.added.store(true, Ordering::Relaxed);
        self.with_writer(|writer| writer.add_segment(meta))
    }

    fn with_writer<T>(&self, work: impl FnOnce(&IndexWriter) -> tantivy::Result<T>) -> Result<T> {
        let writer = self.engine.read().map_err(|_| poisoned())?;
        Ok(work(&writer)?)
    }

    /// Whether there is anything to commit.
    pub(crate) fn has_changed(&self) -> bool {
        let deletes = self
            .deletion
            .lock()
            .map_or(true, |deletion| !deletion.is_empty());
        deletes || self.added.load(Ordering::Relaxed)
    }

    /// Notes what the next commit deletes.
    pub(crate) fn delete(&self, note: impl FnOnce(&mut Deletion)) -> Result<()> {
        note(&mut *self.deletion.lock().map_err(|_| poisoned())?);
        Ok(())
    }

    /// Makes everything so far one commit. No thread may hold an unfinished segment.
    pub(crate) fn commit(&self, origin: &Origin) -> Result<()> {
        let mut writer = self.engine.write().map_err(|_| poisoned())?;
        let deletion = std::mem::take(&mut *self.deletion.lock().map_err(|_| poisoned())?);
        if !deletion.is_empty() {
            writer.delete_query(Box::new(deletion))?;
        }
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&serde_json::to_string(origin).unwrap_or_default());
        commit.commit()?;
        self.added.store(false, Ordering::Relaxed);
        Ok(())
    }

    /// Merges what should be merged after a commit, and removes files that no commit needs. Each step leaves the index
    /// whole; false where the work was interrupted before it was done.
    pub(crate) fn tidy(&self, fresh: bool, interrupted: &AtomicBool) -> Result<bool> {
        // Every round leaves fewer segments or fewer deleted documents: the bound is a belt to these braces.
        for _ in 0..1000 {
            let segments: Vec<Size> = (self.index.searchable_segment_metas()?.iter())
                .map(Size::from)
                .collect();
            let steps = merges(&segments, fresh);
            if steps.is_empty() {
                break;
            }
            for step in steps {
                if !self.merge(&step, interrupted)? {
                    return Ok(false);
                }
            }
        }
        self.with_writer(|writer| writer.garbage_collect_files().wait())?;
        Ok(true)
    }

    /// Merges some segments. Does not wait for the end of it once it should stop: an unfinished merge changes nothing.
    fn merge(&self, segments: &[SegmentId], interrupted: &AtomicBool) -> Result<bool> {
        let merging = self.engine.write().map_err(|_| poisoned())?.merge(segments);
        let (send, receive) = bounded(1);
        std::thread::spawn(move || {
            // Nobody listens any more where the work was interrupted.
            let _ = send.send(merging.wait());
        });
        loop {
            if interrupted.load(Ordering::Relaxed) {
                return Ok(false);
            }
            match receive.recv_timeout(LOOK) {
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

/// A thread died with the writer in its hands.
fn poisoned() -> Error {
    Error::Engine(TantivyError::Poisoned)
}

/// A segment that is being filled, and the next one when it is full.
#[derive(Default)]
struct Filling {
    /// Whether what the next commit deletes of broken files stays in it.
    spared: bool,
    /// Read by who adds to it, written by who takes it away.
    open: RwLock<Option<OpenSegment>>,
    /// Held while a full segment is written to disk.
    writing: Mutex<()>,
}
