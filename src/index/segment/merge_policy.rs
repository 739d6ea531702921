//! Keeps an index small over a year of nights: which segments to write anew as one.
//!
//! A search looks through every segment, and what is deleted stays in its segment until that is written anew. So a commit
//! is followed by merges until there are no more segments than the size of the index asks for, and little in them is
//! deleted. A fresh build goes through the same rule, so that an index kept up night by night is like one built today.

use tantivy::SegmentReader;
use tantivy::index::{SegmentId, SegmentMeta};

/// Releases that one segment may well hold.
const RELEASES_PER_SEGMENT: u64 = 25_000;

/// More segments than this serve nobody.
const MOST_SEGMENTS: u64 = 8;

/// So many segments are read at once: each has some seven files open, and a process may open no more than some thousand.
const MOST_AT_ONCE: usize = 32;

/// What may be deleted, of a hundred documents.
const DELETED_PERCENT: u64 = 15;

/// A segment, by what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size<I = SegmentId> {
    pub(crate) id: I,
    pub(crate) alive: u64,
    pub(crate) deleted: u64,
}

impl From<&SegmentMeta> for Size {
    fn from(meta: &SegmentMeta) -> Self {
        Size {
            id: meta.id(),
            alive: u64::from(meta.num_docs()),
            deleted: u64::from(meta.num_deleted_docs()),
        }
    }
}

impl From<&SegmentReader> for Size {
    fn from(segment: &SegmentReader) -> Self {
        Size {
            id: segment.segment_id(),
            alive: u64::from(segment.num_docs()),
            deleted: u64::from(segment.num_deleted_docs()),
        }
    }
}

/// How many segments an index of this many documents has when it is fresh.
fn wanted(alive: u64) -> u64 {
    alive.div_ceil(RELEASES_PER_SEGMENT).clamp(1, MOST_SEGMENTS)
}

/// The merges to do next, each of which makes one segment of several, or writes one anew without what is deleted in it.
/// None where the index is well as it is. `fresh` is an index that was just built, whose segments are all of a size.
pub(crate) fn merges<I: Copy>(segments: &[Size<I>], fresh: bool) -> Vec<Vec<I>> {
    let alive = segments.iter().map(|segment| segment.alive).sum();
    let deleted: u64 = segments.iter().map(|segment| segment.deleted).sum();
    let wanted = wanted(alive);
    let most = wanted * 13 / 10;
    if segments.len() as u64 > most {
        // What grows by a few releases a night is not written anew as a whole every night.
        let target = if fresh { wanted } else { most };
        return fewer(segments, alive, wanted, target);
    }
    if deleted * 100 > (alive + deleted) * DELETED_PERCENT {
        // There is a worst one, since something is deleted.
        let worst = segments.iter().max_by_key(|segment| {
            segment.deleted * 1000 / (segment.alive + segment.deleted).max(1)
        });
        return worst.map(|worst| vec![worst.id]).into_iter().collect();
    }
    Vec::new()
}

/// Merges the smallest, as few as may be, into as few as may be without making one that is too large.
fn fewer<I: Copy>(segments: &[Size<I>], alive: u64, wanted: u64, target: u64) -> Vec<Vec<I>> {
    let mut smallest = segments.to_vec();
    smallest.sort_by_key(|segment| segment.alive);
    let too_many = smallest.len() - usize::try_from(target).unwrap_or(usize::MAX);
    let mut groups = 1;
    let merged = loop {
        let merged = (too_many + groups).min(smallest.len());
        let sum: u64 = smallest[..merged].iter().map(|segment| segment.alive).sum();
        if sum <= groups as u64 * alive.div_ceil(wanted) || merged == smallest.len() {
            break merged;
        }
        groups += 1;
    };
    // More than are read at once are merged in two rounds.
    let groups = groups.max(merged.div_ceil(MOST_AT_ONCE));
    // Each goes to the group that holds the least so far, the largest first.
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

    /// An index as its segments, each by what is alive and deleted in it.
    fn sizes(segments: &[(u64, u64)]) -> Vec<Size<usize>> {
        segments
            .iter()
            .enumerate()
            .map(|(id, &(alive, deleted))| Size { id, alive, deleted })
            .collect()
    }

    /// Merges until all is well; gives how many documents were written.
    fn tidy(segments: &mut Vec<(u64, u64)>, fresh: bool) -> u64 {
        let mut written = 0;
        loop {
            let steps = merges(&sizes(segments), fresh);
            if steps.is_empty() {
                return written;
            }
            let mut gone = Vec::new();
            for step in steps {
                let alive = step.iter().map(|id| segments[*id].0).sum();
                written += alive;
                segments.push((alive, 0));
                gone.extend(step);
            }
            gone.sort_unstable();
            for id in gone.into_iter().rev() {
                segments.remove(id);
            }
        }
    }

    #[test]
    fn a_small_index_is_one_segment() {
        let mut segments = vec![(4000, 0), (4100, 0), (600, 0)];
        tidy(&mut segments, true);
        assert_eq!(segments, [(8700, 0)]);
        segments.push((1, 0));
        tidy(&mut segments, false);
        assert_eq!(segments, [(8701, 0)]);
    }

    #[test]
    fn a_fresh_million_is_eight_segments_of_a_size_each_written_once() {
        let mut segments = vec![(5000, 0); 200];
        let written = tidy(&mut segments, true);
        assert_eq!(segments.len(), 8);
        assert!(segments.iter().all(|segment| segment.0 <= 150_000));
        assert!(written <= 1_000_000, "{written}");
    }

    #[test]
    fn no_merge_opens_more_files_than_a_process_may() {
        let mut segments = vec![(5000, 0); 2000];
        let steps = merges(&sizes(&segments), true);
        assert!(steps.iter().all(|step| step.len() <= MOST_AT_ONCE + 1));
        let written = tidy(&mut segments, true);
        assert_eq!(segments.len(), 8);
        assert!(written <= 20_000_000, "{written}");
    }

    #[test]
    fn a_year_of_nights_stays_small_and_writes_little() {
        let mut segments = vec![(125_000, 0); 8];
        let mut written = 0;
        for night in 0..365 {
            // A hundred new releases, and two hundred that are others now.
            for step in 0..200 {
                let at = (night * 7 + step * 13) % segments.len();
                if segments[at].0 > 0 {
                    segments[at].0 -= 1;
                    segments[at].1 += 1;
                }
            }
            segments.push((300, 0));
            written += tidy(&mut segments, false);
            assert!(segments.len() <= 10);
            let deleted: u64 = segments.iter().map(|segment| segment.1).sum();
            let alive: u64 = segments.iter().map(|segment| segment.0).sum();
            assert!(deleted * 100 <= (alive + deleted) * 15);
        }
        // A night brings 300 documents, and writes on average a fortieth of the index.
        assert!(written < 365 * 25_000, "{written}");
    }

    #[test]
    fn an_empty_index_and_one_of_empty_segments_are_well() {
        assert!(merges(&sizes(&[]), true).is_empty());
        let mut segments = vec![(0, 0), (0, 0)];
        tidy(&mut segments, false);
        assert_eq!(segments.len(), 1);
    }

    #[test]
    fn what_is_deleted_is_written_away_from_the_worst_segment() {
        let segments = sizes(&[(100_000, 1_000), (60_000, 50_000), (90_000, 0)]);
        assert_eq!(merges(&segments, false), [vec![1]]);
    }
}
