//! Writes a full segment to disk.
//!
//! tantivy's writer of postings takes one term after another. Two threads make the postings for it, and another one writes
//! stored and column values. Besides the segment itself this needs memory for the sorted terms, and for one range of
//! occurrences per inverting thread.

use std::sync::Mutex;
use std::thread::ScopedJoinHandle;

use crossbeam_channel::{Receiver, bounded, unbounded};
use tantivy::directory::{TerminatingWrite, WritePtr};
use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::schema::{Field, IndexRecordOption, Schema};
use tantivy::{DocId, Segment, TantivyError};

use crate::index::segment::inverter::{FieldInverter, PostingBatch};
use crate::index::segment::open_segment::{OpenSegment, StoredColumns};
use crate::index::segment::term_stream::{SortedStream, TermStream};

/// Number of threads that invert, while one thread writes.
const INVERTING_THREADS: usize = 2;

/// Maximum number of batches of one range that wait to be written.
const MAX_WAITING_BATCHES: usize = 4;

/// Writes all files of a segment.
pub(crate) fn write(open: OpenSegment) -> tantivy::Result<SegmentMeta> {
    let OpenSegment {
        segment,
        stored,
        streams,
        ..
    } = open;
    let stored = into_inner(stored)?;
    let documents = stored.documents;
    let streams = streams
        .into_iter()
        .map(|streams| Ok(into_inner(streams)?.0))
        .collect::<tantivy::Result<Vec<_>>>()?;
    let columns = segment.open_write(SegmentComponent::FastFields)?;
    std::thread::scope(|scope| {
        let stored = scope.spawn(|| write_stored(stored, columns));
        let inverted = write_inverted_index(&segment, documents, &streams);
        inverted.and(join(stored)?)
    })?;
    let meta = segment.with_max_doc(documents).meta().clone();
    meta.untrack_temp_docstore();
    Ok(meta)
}

fn write_stored(mut stored: StoredColumns, mut columns: WritePtr) -> tantivy::Result<()> {
    stored.columns.serialize(&mut columns, None)?;
    columns.terminate()?;
    stored.store.close()?;
    Ok(())
}

fn write_inverted_index(
    segment: &Segment,
    documents: DocId,
    streams: &[Vec<TermStream>],
) -> tantivy::Result<()> {
    let schema = segment.schema();
    let inverters: Vec<(Field, FieldInverter<'_>)> = (sort_streams(streams)?.iter().zip(0..))
        .map(|(streams, field_id)| {
            let field = Field::from_field_id(field_id);
            let inverter = FieldInverter::new(streams, has_positions(&schema, field));
            (field, inverter)
        })
        .filter(|(_, inverter)| inverter.total > 0)
        .collect();
    // Each range has its own queue, so that the next ranges can be inverted while one is written.
    let (work, to_do) = unbounded();
    let mut batches = Vec::new();
    for (_, inverter) in &inverters {
        for range in &inverter.ranges {
            let (send, receive) = bounded(MAX_WAITING_BATCHES);
            // Cannot fail: the other end is here.
            let _ = work.send((inverter, range.clone(), send));
            batches.push(receive);
        }
    }
    drop(work);
    std::thread::scope(|scope| {
        let inverting = [(); INVERTING_THREADS].map(|()| {
            let to_do = to_do.clone();
            scope.spawn(move || {
                let mut buffer = Vec::new();
                for (inverter, range, send) in to_do {
                    if !inverter.invert(range, &mut buffer, |batch| send.send(batch).is_ok()) {
                        return;
                    }
                }
            })
        });
        let written = write_field_lengths(segment, documents, &inverters)
            .and_then(|()| write_postings(segment, &inverters, batches));
        for thread in inverting {
            join(thread)?;
        }
        written
    })
}

/// Sorts the terms of all streams. Returns for each field its streams, one per thread.
fn sort_streams(streams: &[Vec<TermStream>]) -> tantivy::Result<Vec<Vec<SortedStream<'_>>>> {
    let by_thread = std::thread::scope(|scope| {
        let threads: Vec<_> = streams
            .iter()
            .map(|streams| {
                scope.spawn(|| streams.iter().map(TermStream::sorted).collect::<Vec<_>>())
            })
            .collect();
        let sorted = threads.into_iter().map(join);
        sorted.collect::<tantivy::Result<Vec<_>>>()
    });
    let mut by_field = Vec::new();
    for streams in by_thread? {
        for (field_id, stream) in streams.into_iter().enumerate() {
            if by_field.len() <= field_id {
                by_field.resize_with(field_id + 1, Vec::new);
            }
            by_field[field_id].push(stream);
        }
    }
    Ok(by_field)
}

fn has_positions(schema: &Schema, field: Field) -> bool {
    let option = schema
        .get_field_entry(field)
        .field_type()
        .index_record_option();
    option.is_some_and(IndexRecordOption::has_positions)
}

fn write_postings(
    segment: &Segment,
    inverters: &[(Field, FieldInverter<'_>)],
    batches: Vec<Receiver<PostingBatch>>,
) -> tantivy::Result<()> {
    let lengths = FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms)?)?;
    let mut serializer = InvertedIndexSerializer::open(segment)?;
    let mut batches = batches.into_iter();
    for (field, inverter) in inverters {
        let lengths = lengths.get_field(*field)?;
        let mut writer = serializer.new_field(*field, inverter.total, lengths)?;
        for batch in batches.by_ref().take(inverter.ranges.len()).flatten() {
            write_batch(&mut writer, &batch, inverter.with_positions)?;
        }
        writer.close()?;
    }
    serializer.close()?;
    Ok(())
}

fn write_batch(
    writer: &mut FieldSerializer<'_>,
    batch: &PostingBatch,
    with_positions: bool,
) -> tantivy::Result<()> {
    let mut deltas = batch.deltas();
    for postings in batch.iter() {
        let documents = if with_positions {
            postings.documents.len() as u32
        } else {
            0
        };
        writer.new_term(postings.term, documents, with_positions)?;
        for (document, positions) in postings.documents {
            let (here, rest) = deltas.split_at(*positions as usize);
            writer.write_doc(*document, *positions, here);
            deltas = rest;
        }
        writer.close_term()?;
    }
    Ok(())
}

/// Writes the number of terms of each document, which the ranking needs.
fn write_field_lengths(
    segment: &Segment,
    documents: DocId,
    inverters: &[(Field, FieldInverter<'_>)],
) -> tantivy::Result<()> {
    let schema = segment.schema();
    let mut writer = FieldNormsWriter::for_schema(&schema);
    for (field, inverter) in inverters {
        if schema.get_field_entry(*field).has_fieldnorms() {
            for (document, length) in inverter.lengths() {
                writer.record(document, *field, length);
            }
        }
    }
    writer.fill_up_to_max_doc(documents);
    let file = segment.open_write(SegmentComponent::FieldNorms)?;
    writer.serialize(FieldNormsSerializer::from_write(file)?, None)?;
    Ok(())
}

fn join<T>(thread: ScopedJoinHandle<'_, T>) -> tantivy::Result<T> {
    thread.join().map_err(|_| {
        let message = "a thread that writes a segment panicked".to_owned();
        TantivyError::ErrorInThread(message)
    })
}

fn into_inner<T>(mutex: Mutex<T>) -> tantivy::Result<T> {
    mutex.into_inner().map_err(|_| TantivyError::Poisoned)
}
