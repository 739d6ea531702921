//! Does an index need merges, or the removal of files that no commit needs?

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use tantivy::Searcher;

use crate::index::segment::merge_policy::{SegmentSize, plan_merges};

/// Length of a segment id in a file name, in hex digits.
const SEGMENT_ID_LENGTH: usize = 32;

/// Whether segments should be merged, or the folder has files that no commit needs.
pub(crate) fn needs_compaction(folder: &Path, searcher: &Searcher) -> bool {
    let segments = searcher.segment_readers();
    let sizes: Vec<SegmentSize> = segments.iter().map(SegmentSize::from).collect();
    let ids: HashSet<String> = segments
        .iter()
        .map(|segment| segment.segment_id().uuid_string())
        .collect();
    let is_left_over = |name: &str| {
        // The name of a segment's file begins with the segment's id.
        let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
        stem.len() == SEGMENT_ID_LENGTH && !ids.contains(stem) && extension != "lock"
    };
    !plan_merges(&sizes, false).is_empty()
        || fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .any(|entry| is_left_over(&entry.file_name().to_string_lossy()))
}
