//! One answer for each segment, on as many threads as pay.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{available_parallelism, scope};

use tantivy::SegmentReader;

use crate::error::Result;

/// From so many documents on, a second thread saves more than its start costs.
const LARGE: u64 = 200_000;

/// Asks each segment, by its number; gives the answers in the order of the segments, or an error of one that failed.
pub(crate) fn map_segments<T: Send>(
    segments: &[SegmentReader],
    answer: impl Fn(usize) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let documents: u64 = segments
        .iter()
        .map(|segment| u64::from(segment.max_doc()))
        .sum();
    let threads = if documents < LARGE {
        1
    } else {
        available_parallelism().map_or(1, usize::from)
    };
    shared_by(threads.min(segments.len()), segments.len(), answer)
}

/// Lets so many threads answer the questions from 0 to `count`.
fn shared_by<T: Send>(
    threads: usize,
    count: usize,
    answer: impl Fn(usize) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    if threads < 2 {
        return (0..count).map(answer).collect();
    }
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(Vec::with_capacity(count));
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                break;
            }
            let answered = (at, answer(at));
            let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
            answers.push(answered);
        }
    };
    scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    answers.sort_unstable_by_key(|(at, _)| *at);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn answers_of_several_threads_stand_in_the_order_of_the_segments() {
        for threads in [1, 2, 5] {
            let squares = shared_by(threads, 20, |at| Ok(at * at)).expect("no error");
            assert_eq!(squares, (0..20).map(|at| at * at).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_of_one_segment_is_an_error_of_all() {
        for threads in [1, 3] {
            let failed = shared_by(threads, 9, |at| match at {
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
