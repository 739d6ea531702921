//! A segment of the index: filled by several threads at once, and written when it is full.
//!
//! Its files are the engine's, and the engine's own writers write them; what goes into the lists of terms is put together
//! here. The engine's way is to find the list of a word, in one table for all, whenever the word is met: a quarter of
//! indexing went into that, most of it waiting for memory, while the other threads waited for the table. Here each thread
//! writes down which terms it meets, one behind another ([`stream`]), and all of it is turned round when the segment is
//! full ([`invert`]). What comes of it is to the byte what the engine would have written: a test holds it to that.

use crate::index::segment::serialize;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};

use tantivy::fastfield::FastFieldsWriter;
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::schema::{Field, Schema};
use tantivy::store::StoreWriter;
use tantivy::{DocId, Segment, TantivyDocument, TantivyError};

use crate::index::segment::index_document::IndexDocument;
use crate::index::segment::term_stream::Stream;
use crate::schema::POSITION_GAP;

/// A segment that is being filled.
pub(crate) struct OpenSegment {
    pub(crate) segment: Segment,
    pub(crate) kept: Mutex<Kept>,
    /// The terms that each thread has met.
    pub(crate) streams: Vec<Mutex<Streams>>,
    pub(crate) memory: AtomicUsize,
}

/// What is kept of documents to be read again.
pub(crate) struct Kept {
    pub(crate) documents: DocId,
    pub(crate) store: StoreWriter,
    pub(crate) columns: FastFieldsWriter,
    pub(crate) schema: Schema,
}

/// The terms of documents, by the number of their field.
#[derive(Default)]
pub(crate) struct Streams(pub(crate) Vec<Stream>);

impl OpenSegment {
    /// An empty one, for so many threads.
    pub(crate) fn new(segment: Segment, threads: usize) -> tantivy::Result<Self> {
        let schema = segment.schema();
        let index = segment.index();
        let settings = index.settings();
        let kept = Kept {
            documents: 0,
            store: StoreWriter::new(
                segment.open_write(SegmentComponent::Store)?,
                settings.docstore_compression,
                settings.docstore_blocksize,
                settings.docstore_compress_dedicated_thread,
            )?,
            columns: FastFieldsWriter::from_schema_and_tokenizer_manager(
                &schema,
                index.fast_field_tokenizer().clone(),
            )?,
            schema,
        };
        Ok(OpenSegment {
            segment,
            kept: Mutex::new(kept),
            streams: (0..threads).map(|_| Mutex::default()).collect(),
            memory: AtomicUsize::new(0),
        })
    }

    /// Adds a document in the name of one of the threads. After an error, nothing more can be done with the segment.
    pub(crate) fn add(&self, thread: usize, document: &IndexDocument) -> tantivy::Result<()> {
        let mut streams = lock(&self.streams[thread])?;
        let streams_before = streams.memory();
        // The documents of a thread must rise: so it is not let go in between.
        let mut kept = lock(&self.kept)?;
        let kept_before = kept.columns.mem_usage();
        let number = kept.add(&document.values)?;
        let more = kept.columns.mem_usage() - kept_before;
        drop(kept);
        streams.add(number, document);
        let more = more + streams.memory() - streams_before;
        self.memory.fetch_add(more, Ordering::Relaxed);
        Ok(())
    }

    /// What it takes, in bytes. To write it takes some more: see [`write`].
    pub(crate) fn memory(&self) -> usize {
        self.memory.load(Ordering::Relaxed)
    }

    /// Writes it to disk.
    pub(crate) fn write(self) -> tantivy::Result<SegmentMeta> {
        serialize::write(self)
    }
}

impl Kept {
    /// Adds a document, and gives its number.
    fn add(&mut self, document: &TantivyDocument) -> tantivy::Result<DocId> {
        let number = self.documents;
        self.store.store(document, &self.schema)?;
        self.columns.add_document(document)?;
        self.documents += 1;
        Ok(number)
    }
}

impl Streams {
    fn add(&mut self, number: DocId, document: &IndexDocument) {
        for (field, words) in &document.texts {
            let stream = self.field(*field);
            stream.begin_value(number);
            let (bytes, terms) = words.terms();
            for (span, position) in terms {
                stream.add(bytes, span, POSITION_GAP + position);
            }
        }
        document.for_each_exact_term(|field, term| {
            let stream = self.field(field);
            stream.begin_value(number);
            stream.add(term, 0..term.len(), 0);
        });
    }

    fn memory(&self) -> usize {
        self.0.iter().map(Stream::memory).sum()
    }

    fn field(&mut self, field: Field) -> &mut Stream {
        let at = field.field_id() as usize;
        if self.0.len() <= at {
            self.0.resize_with(at + 1, Stream::default);
        }
        &mut self.0[at]
    }
}

fn lock<T>(mutex: &Mutex<T>) -> tantivy::Result<MutexGuard<'_, T>> {
    mutex.lock().map_err(|_| TantivyError::Poisoned)
}
