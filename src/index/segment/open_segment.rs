//! A segment that several threads fill at once, and that is written when it is full.
//!
//! tantivy looks up the postings of every word as it comes, in one table for all threads. Here each thread only records
//! which terms it meets ([`TermStream`]); they are inverted into postings when the segment is full
//! ([`crate::index::segment::inverter`]). tantivy's own writers write the files. A test compares the result with that of
//! tantivy's segment writer.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};

use tantivy::fastfield::FastFieldsWriter;
use tantivy::index::SegmentComponent;
use tantivy::schema::{Field, Schema};
use tantivy::store::StoreWriter;
use tantivy::{DocId, Segment, TantivyDocument, TantivyError};

use crate::index::segment::index_document::IndexDocument;
use crate::index::segment::term_stream::TermStream;
use crate::schema::POSITION_GAP;

/// A segment that is being filled. [`crate::index::segment::serialize::write`] writes it.
pub(crate) struct OpenSegment {
    pub(super) segment: Segment,
    pub(super) stored: Mutex<StoredColumns>,
    /// The terms that each thread has met.
    pub(super) streams: Vec<Mutex<FieldStreams>>,
    memory: AtomicUsize,
}

/// Stored and column values.
pub(crate) struct StoredColumns {
    pub(super) documents: DocId,
    pub(super) store: StoreWriter,
    pub(super) columns: FastFieldsWriter,
    schema: Schema,
}

/// The terms of each field, by the id of the field.
#[derive(Default)]
pub(crate) struct FieldStreams(pub(super) Vec<TermStream>);

impl OpenSegment {
    /// An empty segment for this number of threads.
    pub(crate) fn new(segment: Segment, threads: usize) -> tantivy::Result<Self> {
        let schema = segment.schema();
        let index = segment.index();
        let settings = index.settings();
        let stored = StoredColumns {
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
            stored: Mutex::new(stored),
            streams: (0..threads).map(|_| Mutex::default()).collect(),
            memory: AtomicUsize::new(0),
        })
    }

    /// Adds a document. `thread` is the number of the calling thread. After an error the segment cannot be used any more.
    pub(crate) fn add(&self, thread: usize, document: &IndexDocument) -> tantivy::Result<()> {
        // Locked before the document gets its number: the numbers in a thread's streams must ascend.
        let mut streams = lock(&self.streams[thread])?;
        let streams_before = streams.memory();
        let mut stored = lock(&self.stored)?;
        let columns_before = stored.columns.mem_usage();
        let number = stored.add(&document.values)?;
        let columns_added = stored.columns.mem_usage() - columns_before;
        drop(stored);
        streams.add(number, document);
        let added = columns_added + streams.memory() - streams_before;
        self.memory.fetch_add(added, Ordering::Relaxed);
        Ok(())
    }

    /// Memory in bytes. Writing the segment needs some more.
    pub(crate) fn memory(&self) -> usize {
        self.memory.load(Ordering::Relaxed)
    }
}

impl StoredColumns {
    /// Adds the values of a document. Returns its number.
    fn add(&mut self, document: &TantivyDocument) -> tantivy::Result<DocId> {
        let number = self.documents;
        self.store.store(document, &self.schema)?;
        self.columns.add_document(document)?;
        self.documents += 1;
        Ok(number)
    }
}

impl FieldStreams {
    fn add(&mut self, number: DocId, document: &IndexDocument) {
        for (field, tokens) in &document.texts {
            let stream = self.field(*field);
            stream.begin_value(number);
            let (bytes, terms) = tokens.terms();
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
        self.0.iter().map(TermStream::memory).sum()
    }

    fn field(&mut self, field: Field) -> &mut TermStream {
        let id = field.field_id() as usize;
        if self.0.len() <= id {
            self.0.resize_with(id + 1, TermStream::default);
        }
        &mut self.0[id]
    }
}

fn lock<T>(mutex: &Mutex<T>) -> tantivy::Result<MutexGuard<'_, T>> {
    mutex.lock().map_err(|_| TantivyError::Poisoned)
}
