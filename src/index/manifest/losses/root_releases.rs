//! How many releases does an index hold from each folder of its corpus?

use tantivy::Searcher;

use crate::corpus::CorpusRoot;
use crate::error::Result;
use crate::index::manifest::columns::Columns;
use crate::index::manifest::doc_kind::DocKind;

/// The number of releases of each of these folders.
pub(crate) fn root_releases(searcher: &Searcher, roots: &[CorpusRoot]) -> Result<Vec<u64>> {
    let mut counts = vec![0; roots.len()];
    for segment in searcher.segment_readers() {
        let columns = Columns::open(segment)?;
        let Some(paths) = &columns.file_path else {
            continue;
        };
        // The folder of each path, by the path's number.
        let mut folders = Vec::new();
        let mut stream = paths.dictionary().stream()?;
        while stream.advance() {
            let path = std::str::from_utf8(stream.key()).unwrap_or_default();
            folders.push(root_of(roots, path));
        }
        let release = columns.kind_ordinal(DocKind::Release)?;
        for doc in segment.doc_ids_alive() {
            if !columns.has_kind(doc, release) {
                continue;
            }
            let ordinal = paths.term_ords(doc).next();
            let at = ordinal.and_then(|ordinal| usize::try_from(ordinal).ok());
            if let Some(Some(root)) = at.and_then(|at| folders.get(at)) {
                counts[*root] += 1;
            }
        }
    }
    Ok(counts)
}

/// The place in the list of the folder that holds a file.
pub(crate) fn root_of(roots: &[CorpusRoot], path: &str) -> Option<usize> {
    roots.iter().position(|root| root.holds(path))
}
