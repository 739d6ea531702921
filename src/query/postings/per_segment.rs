//! Runs the same work on every segment, on several threads if the index is large.

use std::panic::resume_unwind;
use std::thread::{available_parallelism, scope};

use tantivy::SegmentReader;

use crate::error::Result;

/// Minimum number of documents for more than one thread: in a smaller index a thread costs more than it saves.
const MIN_DOCS_FOR_THREADS: u64 = 200_000;

/// Calls `work` with the number of each segment. Returns the results in the order of the segments, or the first error.
pub(crate) fn map_segments<T: Send>(
    segments: &[SegmentReader],
    work: impl Fn(usize) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let docs: u64 = (segments.iter())
        .map(|segment| u64::from(segment.max_doc()))
        .sum();
    let threads = if docs < MIN_DOCS_FOR_THREADS {
        1
    } else {
        available_parallelism().map_or(1, usize::from)
    };
    map_on_threads(threads, segments.len(), work)
}

/// Calls `work` with each number below `count`; each thread takes numbers that follow each other.
fn map_on_threads<T: Send>(
    threads: usize,
    count: usize,
    work: impl Fn(usize) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let chunk = count.div_ceil(threads).max(1);
    let map_chunk =
        |from: usize| -> Result<Vec<T>> { (from..count.min(from + chunk)).map(&work).collect() };
    let chunks: Vec<Result<Vec<T>>> = scope(|scope| {
        let others: Vec<_> = (chunk..count)
            .step_by(chunk)
            .map(|from| scope.spawn(move || map_chunk(from)))
            .collect();
        let mut chunks = vec![map_chunk(0)];
        for thread in others {
            chunks.push(thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        chunks
    });
    let mut results = Vec::with_capacity(count);
    for chunk in chunks {
        results.extend(chunk?);
    }
    Ok(results)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn results_of_several_threads_are_in_the_order_of_the_segments() {
        for threads in [1, 2, 5, 30] {
            let squares = map_on_threads(threads, 20, |at| Ok(at * at)).expect("no error");
            assert_eq!(squares, (0..20).map(|at| at * at).collect::<Vec<_>>());
        }
        assert!(map_on_threads(2, 0, Ok).expect("no error").is_empty());
    }

    #[test]
    fn an_error_in_one_segment_is_returned() {
        for threads in [1, 3] {
            let failed = map_on_threads(threads, 9, |at| match at {
                7 => Err(Error::NoIndex {
                    path: "index".into(),
                    why: "a part of it is damaged".to_owned(),
                }),
                at => Ok(at),
            });
            assert!(failed.is_err());
        }
    }
}
