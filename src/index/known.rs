//! What the index says of the files it was built from.

use std::collections::HashMap;

use tantivy::TantivyError;
use tantivy::columnar::{Column, StrColumn};

use super::OpenIndex;
use crate::error::Result;
use crate::fields::FileRecord;

/// The record of each indexed file, by the file's id.
pub(super) type KnownFiles = HashMap<String, FileRecord>;

/// Reads the records of all files from the fast fields of a commit.
pub(super) fn known_files(index: &OpenIndex) -> Result<KnownFiles> {
    index.reading(|| read_known_files(index))
}

fn read_known_files(index: &OpenIndex) -> Result<KnownFiles> {
    let mut known = KnownFiles::new();
    for segment in index.searcher.segment_readers() {
        let columns = segment.fast_fields();
        let Some(files): Option<StrColumn> = columns.str("file")? else {
            continue;
        };
        let size: Column<u64> = columns.u64("size")?;
        let modified: Column<i64> = columns.i64("modified")?;
        let hash: Column<u64> = columns.u64("hash")?;
        let mut file = String::new();
        for doc in segment.doc_ids_alive() {
            // Only one document of a file carries its record.
            let (Some(size), Some(modified), Some(hash)) =
                (size.first(doc), modified.first(doc), hash.first(doc))
            else {
                continue;
            };
            let Some(ordinal) = files.term_ords(doc).next() else {
                continue;
            };
            file.clear();
            if files
                .ord_to_str(ordinal, &mut file)
                .map_err(TantivyError::from)?
            {
                known.insert(
                    file.clone(),
                    FileRecord {
                        size,
                        modified,
                        hash,
                    },
                );
            }
        }
    }
    Ok(known)
}
