//! Which segments should be merged after a commit?
//!
//! A search goes through every segment, and a deleted document stays in its segment until that is written again. So after
//! a commit segments are merged, until their number fits the size of the index and few of their documents are deleted.

use tantivy::SegmentReader;
use tantivy::index::{SegmentId, SegmentMeta};

/// Releases per segment that an index aims at.
const RELEASES_PER_SEGMENT: u64 = 25_000;

/// Maximum number of segments: more make searches slower.
const MAX_SEGMENTS: u64 = 8;

/// Maximum number of segments that are merged at once: each has about seven open files, and a process may open about a
/// thousand.
const MAX_MERGED_AT_ONCE: usize = 32;

/// Maximum share of deleted documents, in percent.
const MAX_DELETED_PERCENT: u64 = 15;

/// The number of documents of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SegmentSize<I = SegmentId> {
    pub(crate) id: I,
    pub(crate) alive: u64,
    pub(crate) deleted: u64,
}

impl From<&SegmentMeta> for SegmentSize {
    fn from(meta: &SegmentMeta) -> Self {
        SegmentSize {
            id: meta.id(),
            alive: u64::from(meta.num_docs()),
            deleted: u64::from(meta.num_deleted_docs()),
        }
    }
}

impl From<&SegmentReader> for SegmentSize {
    fn from(segment: &SegmentReader) -> Self {
        SegmentSize {
            id: segment.segment_id(),
            alive: u64::from(segment.num_docs()),
            deleted: u64::from(segment.num_deleted_docs()),
        }
    }
}

/// The number of segments of a freshly built index with this many documents.
fn ideal_segments(alive: u64) -> u64 {
    alive.div_ceil(RELEASES_PER_SEGMENT).clamp(1, MAX_SEGMENTS)
}

/// The next merges. Each makes one segment of several, or writes one segment again without its deleted documents. None if the
/// index is good as it is. `is_fresh` means that the index was just built, so that its segments have about the same size.
pub(crate) fn plan_merges<I: Copy>(segments: &[SegmentSize<I>], is_fresh: bool) -> Vec<Vec<I>> {
    let alive = segments.iter().map(|segment| segment.alive).sum();
    let deleted: u64 = segments.iter().map(|segment| segment.deleted).sum();
    let ideal = ideal_segments(alive);
    let max = ideal * 13 / 10;
    if segments.len() as u64 > max {
        // An updated index may have a few more segments, so that a small update does not write the whole index again.
        let target = if is_fresh { ideal } else { max };
        return merge_smallest(segments, alive, ideal, target);
    }
    if deleted * 100 > (alive + deleted) * MAX_DELETED_PERCENT {
        let worst = segments.iter().max_by_key(|segment| {
            segment.deleted * 1000 / (segment.alive + segment.deleted).max(1)
        });
        return worst.map(|worst| vec![worst.id]).into_iter().collect();
    }
    Vec::new()
}

/// Merges as few of the smallest segments as possible, so that `target` segments are left and no new segment is larger than
/// it would be in an ideal index.
fn merge_smallest<I: Copy>(
    segments: &[SegmentSize<I>],
    alive: u64,
    ideal: u64,
    target: u64,
) -> Vec<Vec<I>> {
    let mut smallest = segments.to_vec();
    smallest.sort_by_key(|segment| segment.alive);
    let excess = smallest.len() - usize::try_from(target).unwrap_or(usize::MAX);
    let mut groups = 1;
    let merged = loop {
        let merged = (excess + groups).min(smallest.len());
        let sum: u64 = smallest[..merged].iter().map(|segment| segment.alive).sum();
        if sum <= groups as u64 * alive.div_ceil(ideal) || merged == smallest.len() {
            break merged;
        }
        groups += 1;
    };
    // More groups than needed, if too many would be merged at once: the next round merges the results.
    let groups = groups.max(merged.div_ceil(MAX_MERGED_AT_ONCE));
    // The largest first, each into the group that is the smallest so far.
    let mut filled: Vec<(u64, Vec<I>)> = vec![(0, Vec::new()); groups];
    for segment in smallest[..merged].iter().rev() {
        if let Some(least) = filled.iter_mut().min_by_key(|group| group.0) {
            least.0 += segment.alive + 1;
            least.1.push(segment.id);
        }
    }
    filled
        .into_iter()
        .map(|group| group.1)
        .filter(|group| group.len() > 1)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Segments with these numbers of alive and deleted documents.
    fn sizes(segments: &[(u64, u64)]) -> Vec<SegmentSize<usize>> {
        segments
            .iter()
            .enumerate()
            .map(|(id, &(alive, deleted))| SegmentSize { id, alive, deleted })
            .collect()
    }

    /// Merges until there is nothing to merge. Returns how many documents were written.
    fn compact(segments: &mut Vec<(u64, u64)>, is_fresh: bool) -> u64 {
        let mut written = 0;
        loop {
            let steps = plan_merges(&sizes(segments), is_fresh);
            if steps.is_empty() {
                return written;
            }
            let mut merged = Vec::new();
            for step in steps {
                let alive = step.iter().map(|id| segments[*id].0).sum();
                written += alive;
                segments.push((alive, 0));
                merged.extend(step);
            }
            merged.sort_unstable();
            for id in merged.into_iter().rev() {
                segments.remove(id);
            }
        }
    }

    #[test]
    fn a_small_index_is_one_segment() {
        let mut segments = vec![(4000, 0), (4100, 0), (600, 0)];
        compact(&mut segments, true);
        assert_eq!(segments, [(8700, 0)]);
        segments.push((1, 0));
        compact(&mut segments, false);
        assert_eq!(segments, [(8701, 0)]);
    }

    #[test]
    fn a_fresh_index_of_a_million_becomes_eight_equal_segments_each_written_once() {
        let mut segments = vec![(5000, 0); 200];
        let written = compact(&mut segments, true);
        assert_eq!(segments.len(), 8);
        assert!(segments.iter().all(|segment| segment.0 <= 150_000));
        assert!(written <= 1_000_000, "{written}");
    }

    #[test]
    fn no_merge_opens_too_many_files() {
        let mut segments = vec![(5000, 0); 2000];
        let steps = plan_merges(&sizes(&segments), true);
        assert!(
            steps
                .iter()
                .all(|step| step.len() <= MAX_MERGED_AT_ONCE + 1)
        );
        let written = compact(&mut segments, true);
        assert_eq!(segments.len(), 8);
        assert!(written <= 20_000_000, "{written}");
    }

    #[test]
    fn a_year_of_daily_updates_keeps_the_index_small_and_writes_little() {
        let mut segments = vec![(125_000, 0); 8];
        let mut written = 0;
        for day in 0..365 {
            // A hundred new releases, and two hundred with other content.
            for step in 0..200 {
                let at = (day * 7 + step * 13) % segments.len();
                if segments[at].0 > 0 {
                    segments[at].0 -= 1;
                    segments[at].1 += 1;
                }
            }
            segments.push((300, 0));
            written += compact(&mut segments, false);
            assert!(segments.len() <= 10);
            let deleted: u64 = segments.iter().map(|segment| segment.1).sum();
            let alive: u64 = segments.iter().map(|segment| segment.0).sum();
            assert!(deleted * 100 <= (alive + deleted) * 15);
        }
        // A day adds 300 documents, and writes on average a fortieth of the index.
        assert!(written < 365 * 25_000, "{written}");
    }

    #[test]
    fn an_empty_index_and_empty_segments_are_handled() {
        assert!(plan_merges(&sizes(&[]), true).is_empty());
        let mut segments = vec![(0, 0), (0, 0)];
        compact(&mut segments, false);
        assert_eq!(segments.len(), 1);
    }

    #[test]
    fn the_segment_with_most_deletes_is_written_again() {
        let segments = sizes(&[(100_000, 1_000), (60_000, 50_000), (90_000, 0)]);
        assert_eq!(plan_merges(&segments, false), [vec![1]]);
    }
}
