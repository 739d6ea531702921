//! Writes a segment that is full.
//!
//! The engine's writer of lists takes one term after another; it is kept busy by threads that make the next lists, while
//! another thread writes what is kept of documents. Beside the segment, the places that are found at a time take memory,
//! once for each thread that makes lists, and the order of the terms.

use std::sync::Mutex;
use std::thread::ScopedJoinHandle;

use crossbeam_channel::{Receiver, bounded, unbounded};
use tantivy::directory::{TerminatingWrite, WritePtr};
use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};
use tantivy::schema::{Field, IndexRecordOption, Schema};
use tantivy::{DocId, Segment, TantivyError};

use crate::index::segment::inverter::{Inversion, Lists};
use crate::index::segment::open_segment::{Kept, OpenSegment};
use crate::index::segment::term_stream::{Sorted, Stream};

/// How many threads make lists, while one writes them.
const INVERTING: usize = 2;

/// How many lists of a part may wait to be written.
const WAITING: usize = 4;

pub(crate) fn write(open: OpenSegment) -> tantivy::Result<SegmentMeta> {
    let OpenSegment {
        segment,
        kept,
        streams,
        ..
    } = open;
    let kept = unlocked(kept)?;
    let documents = kept.documents;
    let streams = streams
        .into_iter()
        .map(|streams| Ok(unlocked(streams)?.0))
        .collect::<tantivy::Result<Vec<_>>>()?;
    let columns = segment.open_write(SegmentComponent::FastFields)?;
    std::thread::scope(|scope| {
        let kept = scope.spawn(|| write_kept(kept, columns));
        let lists = write_lists(&segment, documents, &streams);
        lists.and(joined(kept)?)
    })?;
    let meta = segment.with_max_doc(documents).meta().clone();
    meta.untrack_temp_docstore();
    Ok(meta)
}

fn write_kept(mut kept: Kept, mut columns: WritePtr) -> tantivy::Result<()> {
    kept.columns.serialize(&mut columns, None)?;
    columns.terminate()?;
    kept.store.close()?;
    Ok(())
}

fn write_lists(
    segment: &Segment,
    documents: DocId,
    streams: &[Vec<Stream>],
) -> tantivy::Result<()> {
    let schema = segment.schema();
    let inversions: Vec<(Field, Inversion<'_>)> = (sorted(streams)?.iter().enumerate())
        .map(|(at, sorted)| {
            let field = field_at(at);
            (field, Inversion::of(sorted, has_positions(&schema, field)))
        })
        .filter(|(_, inversion)| inversion.total > 0)
        .collect();
    // Each part has a queue of its own, so that some can be made while the one before is written.
    let (work, to_do) = unbounded();
    let mut made = Vec::new();
    for (_, inversion) in &inversions {
        for part in &inversion.parts {
            let (send, receive) = bounded(WAITING);
            // Cannot fail: the other end is here.
            let _ = work.send((inversion, part.clone(), send));
            made.push(receive);
        }
    }
    drop(work);
    std::thread::scope(|scope| {
        let inverting = [(); INVERTING].map(|()| {
            let to_do = to_do.clone();
            scope.spawn(move || {
                let mut places = Vec::new();
                for (inversion, part, send) in to_do {
                    if !inversion.invert(part, &mut places, |lists| send.send(lists).is_ok()) {
                        return;
                    }
                }
            })
        });
        let written = write_lengths(segment, documents, &inversions)
            .and_then(|()| write_inverted(segment, &inversions, made));
        for thread in inverting {
            joined(thread)?;
        }
        written
    })
}

/// For each field what each thread has of it.
fn sorted(streams: &[Vec<Stream>]) -> tantivy::Result<Vec<Vec<Sorted<'_>>>> {
    let by_thread = std::thread::scope(|scope| {
        let threads: Vec<_> = (streams.iter())
            .map(|streams| scope.spawn(|| streams.iter().map(Stream::sorted).collect::<Vec<_>>()))
            .collect();
        let sorted = threads.into_iter().map(joined);
        sorted.collect::<tantivy::Result<Vec<_>>>()
    });
    let mut by_field = Vec::new();
    for streams in by_thread? {
        for (at, stream) in streams.into_iter().enumerate() {
            if by_field.len() <= at {
                by_field.resize_with(at + 1, Vec::new);
            }
            by_field[at].push(stream);
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

fn write_inverted(
    segment: &Segment,
    inversions: &[(Field, Inversion<'_>)],
    made: Vec<Receiver<Lists>>,
) -> tantivy::Result<()> {
    let lengths = FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms)?)?;
    let mut serializer = InvertedIndexSerializer::open(segment)?;
    let mut made = made.into_iter();
    for (field, inversion) in inversions {
        let lengths = lengths.get_field(*field)?;
        let mut writing = serializer.new_field(*field, inversion.total, lengths)?;
        for lists in made.by_ref().take(inversion.parts.len()).flatten() {
            write_part(&mut writing, &lists, inversion.with_positions)?;
        }
        writing.close()?;
    }
    serializer.close()?;
    Ok(())
}

fn write_part(
    writing: &mut FieldSerializer<'_>,
    lists: &Lists,
    with_positions: bool,
) -> tantivy::Result<()> {
    let mut deltas = lists.deltas();
    for list in lists.iter() {
        let documents = if with_positions {
            list.documents.len() as u32
        } else {
            0
        };
        writing.new_term(list.term, documents, with_positions)?;
        for (document, positions) in list.documents {
            let (here, rest) = deltas.split_at(*positions as usize);
            writing.write_doc(*document, *positions, here);
            deltas = rest;
        }
        writing.close_term()?;
    }
    Ok(())
}

/// Writes how many terms each document has, which ranking weighs matches with.
fn write_lengths(
    segment: &Segment,
    documents: DocId,
    inversions: &[(Field, Inversion<'_>)],
) -> tantivy::Result<()> {
    let schema = segment.schema();
    let mut writer = FieldNormsWriter::for_schema(&schema);
    for (field, inversion) in inversions {
        if schema.get_field_entry(*field).has_fieldnorms() {
            for (document, length) in inversion.lengths() {
                writer.record(document, *field, length);
            }
        }
    }
    writer.fill_up_to_max_doc(documents);
    let file = segment.open_write(SegmentComponent::FieldNorms)?;
    writer.serialize(FieldNormsSerializer::from_write(file)?, None)?;
    Ok(())
}

fn field_at(at: usize) -> Field {
    Field::from_field_id(at as u32)
}

fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> tantivy::Result<T> {
    thread.join().map_err(|_| {
        let died = "a thread that writes a segment died".to_owned();
        TantivyError::ErrorInThread(died)
    })
}

fn unlocked<T>(mutex: Mutex<T>) -> tantivy::Result<T> {
    mutex.into_inner().map_err(|_| TantivyError::Poisoned)
}
