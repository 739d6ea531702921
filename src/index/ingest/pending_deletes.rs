//! What a commit deletes: documents by their place, and the files that could not be read to their end.
//!
//! The engine deletes what a term finds in any segment that it is told of, those that this run adds included. What is
//! meant here is always something that was there before, so it is named by where it stands.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::{BitSet, DocId, SegmentReader, TantivyError, Term};

use crate::index::manifest::columns::docs_of_file;

/// Everything that one commit deletes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deletion {
    documents: HashMap<SegmentId, Vec<DocId>>,
    /// Files of which a part was indexed before they turned out to be broken.
    files: Vec<(Term, String)>,
    /// Segments that say why those files are not there, and keep what they have.
    spared: HashSet<SegmentId>,
}

impl Deletion {
    pub(crate) fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.files.is_empty()
    }

    /// Deletes one document of a commit that was there before.
    pub(crate) fn document(&mut self, segment: SegmentId, doc: DocId) {
        self.documents.entry(segment).or_default().push(doc);
    }

    /// Deletes all that this run has indexed of a file, but for what stands in a spared segment.
    pub(crate) fn file(&mut self, term: Term, file: &str) {
        self.files.push((term, file.to_owned()));
    }

    /// Keeps what a segment has of the files that are deleted.
    pub(crate) fn spare(&mut self, segment: SegmentId) {
        self.spared.insert(segment);
    }
}

impl Query for Deletion {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(DeletionWeight(Arc::new(self.clone()))))
    }
}

struct DeletionWeight(Arc<Deletion>);

impl Weight for DeletionWeight {
    fn scorer(&self, reader: &SegmentReader, boost: f32) -> tantivy::Result<Box<dyn Scorer>> {
        let id = reader.segment_id();
        let mut docs = BitSet::with_max_value(reader.max_doc());
        for doc in self.0.documents.get(&id).into_iter().flatten() {
            docs.insert(*doc);
        }
        if !self.0.spared.contains(&id) {
            for (term, file) in &self.0.files {
                for doc in docs_of_file(reader, term, file)? {
                    docs.insert(doc);
                }
            }
        }
        if docs.len() == 0 {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(docs), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        let never = "what is deleted is not searched for".to_owned();
        Err(TantivyError::InternalError(never))
    }
}
