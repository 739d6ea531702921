//! Writes documents into segments, deletes, commits, and keeps the index small.
//!
//! Each converting thread fills a segment of its own: no document waits in a queue, so memory is what the segments are
//! allowed, and a page is converted and indexed by the same core.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, RwLock};
use std::time::Duration;

use crossbeam_channel::{RecvTimeoutError, bounded};
use tantivy::index::SegmentId;
use tantivy::indexer::{AddOperation, IndexWriterOptions, NoMergePolicy, SegmentWriter};
use tantivy::{Index, IndexSettings, IndexWriter, Segment, TantivyDocument, TantivyError, Term};

use super::Origin;
use super::deletion::Deletion;
use super::directory::IndexFolder;
use super::generation::Generation;
use super::tidy::{Size, merges};
use crate::error::{Error, Result};
use crate::fields::Fields;

/// Memory that unfinished segments may fill, over all threads, in bytes. Larger segments need less merging; peak memory
/// must stay under 256 MiB, pages in conversion and mapped files included.
const SEGMENT_MEMORY: usize = 96 << 20;

/// The least that one segment may well have, in bytes.
const LEAST_SEGMENT_MEMORY: usize = 16 << 20;

/// What a segment is written out before, so that the last document still finds room, in bytes.
const MARGIN: usize = 1 << 20;

/// How often a long wait looks whether it should end.
const LOOK: Duration = Duration::from_millis(20);

/// The writer of one generation.
pub(super) struct Writer {
    pub(super) index: Index,
    pub(super) fields: Fields,
    /// Threads only read: they add segments and delete. To commit, nobody else must be at it.
    engine: RwLock<IndexWriter>,
    /// How many threads fill segments.
    pub(super) threads: usize,
    /// Whether anything was added since the last commit.
    added: AtomicBool,
    /// What the next commit deletes.
    deletion: Mutex<Deletion>,
}

impl Writer {
    pub(super) fn open(generation: &Generation, folder: IndexFolder) -> Result<Self> {
        let fields = Fields::default();
        let index = if generation.new {
            Index::create(folder, fields.schema.clone(), IndexSettings::default())?
        } else {
            Index::open(folder)?
        };
        Fields::register_words(index.tokenizers());
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
            fields,
            engine: RwLock::new(writer),
            threads: cores.clamp(1, SEGMENT_MEMORY / LEAST_SEGMENT_MEMORY),
            added: AtomicBool::new(false),
            deletion: Mutex::default(),
        })
    }

    /// A segment to be filled by one thread.
    pub(super) fn segment(&self) -> Filling<'_> {
        Filling {
            writer: self,
            memory: SEGMENT_MEMORY / self.threads,
            spared: false,
            open: None,
        }
    }

    /// The same, for what is said of files that are broken.
    pub(super) fn spared_segment(&self) -> Filling<'_> {
        Filling {
            spared: true,
            ..self.segment()
        }
    }

    fn with_writer<T>(&self, work: impl FnOnce(&IndexWriter) -> tantivy::Result<T>) -> Result<T> {
        let writer = self.engine.read().map_err(|_| poisoned())?;
        Ok(work(&writer)?)
    }

    /// Whether there is anything to commit.
    pub(super) fn has_changed(&self) -> bool {
        let deletes = self
            .deletion
            .lock()
            .map_or(true, |deletion| !deletion.is_empty());
        deletes || self.added.load(Ordering::Relaxed)
    }

    /// Notes what the next commit deletes.
    pub(super) fn delete(&self, note: impl FnOnce(&mut Deletion)) -> Result<()> {
        note(&mut *self.deletion.lock().map_err(|_| poisoned())?);
        Ok(())
    }

    /// The term of all documents of a file.
    pub(super) fn file_term(&self, file: &str) -> Term {
        Term::from_field_text(self.fields.file, file)
    }

    /// Makes everything so far one commit. No thread may hold an unfinished segment.
    pub(super) fn commit(&self, origin: &Origin) -> Result<()> {
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
    pub(super) fn tidy(&self, fresh: bool, interrupted: &AtomicBool) -> Result<bool> {
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

/// A segment that a thread fills, and the next one when it is full.
pub(super) struct Filling<'a> {
    writer: &'a Writer,
    memory: usize,
    /// Whether what the next commit deletes of broken files stays in it.
    spared: bool,
    open: Option<(Segment, SegmentWriter)>,
}

impl Filling<'_> {
    pub(super) fn add(&mut self, document: TantivyDocument) -> Result<()> {
        let open = match &mut self.open {
            Some(open) => open,
            none => {
                let segment = self.writer.index.new_segment();
                let writer = SegmentWriter::for_segment(self.memory, segment.clone())?;
                if self.spared {
                    let id = segment.id();
                    self.writer.delete(|deletion| deletion.spare(id))?;
                }
                none.insert((segment, writer))
            }
        };
        // The number orders additions and deletions within a segment; ours is deleted from only when it is finished.
        open.1.add_document(AddOperation {
            opstamp: 0,
            document,
        })?;
        if open.1.mem_usage() + MARGIN >= self.memory {
            self.finish()?;
        }
        Ok(())
    }

    /// Writes the segment to disk, for the next commit.
    pub(super) fn finish(&mut self) -> Result<()> {
        let Some((segment, writer)) = self.open.take() else {
            return Ok(());
        };
        let documents = writer.max_doc();
        writer.finalize()?;
        let segment = segment.with_max_doc(documents);
        let meta = segment.meta().clone();
        meta.untrack_temp_docstore();
        self.writer.added.store(true, Ordering::Relaxed);
        self.writer.with_writer(|writer| writer.add_segment(meta))
    }
}
