//! Which documents does the next commit delete?
//!
//! Deleting by a term would also delete documents that this run adds. So documents are deleted by their address, which
//! only documents of an earlier commit have. The exception are files that turned out to be broken after some of their
//! records had been added: all their documents are deleted, except in exempt segments.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::{BitSet, DocId, SegmentReader, TantivyError, Term};

use crate::index::manifest::columns::docs_of_file;

/// All documents that one commit deletes.
#[derive(Clone, Debug, Default)]
pub(crate) struct PendingDeletes {
    documents: HashMap<SegmentId, Vec<DocId>>,
    /// Broken files: the term of each, and its path.
    files: Vec<(Term, String)>,
    /// Segments written by this run whose documents must survive the deletes of `files`: they hold the skip reasons.
    exempt: HashSet<SegmentId>,
}

impl PendingDeletes {
    pub(crate) fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.files.is_empty()
    }

    /// Deletes one document of an earlier commit.
    pub(crate) fn delete_document(&mut self, segment: SegmentId, doc: DocId) {
        self.documents.entry(segment).or_default().push(doc);
    }

    /// Deletes all documents of a file, except in exempt segments.
    pub(crate) fn delete_file(&mut self, term: Term, path: &str) {
        self.files.push((term, path.to_owned()));
    }

    /// The documents of a segment that are deleted by their address, each once.
    pub(crate) fn documents_of(&self, segment: SegmentId) -> HashSet<DocId> {
        let documents = self.documents.get(&segment);
        documents.into_iter().flatten().copied().collect()
    }

    /// The documents of a segment that are deleted.
    pub(crate) fn docs_in(&self, reader: &SegmentReader) -> tantivy::Result<BitSet> {
        let id = reader.segment_id();
        let mut docs = BitSet::with_max_value(reader.max_doc());
        for doc in self.documents.get(&id).into_iter().flatten() {
            docs.insert(*doc);
        }
        if !self.exempt.contains(&id) {
            for (term, path) in &self.files {
                for doc in docs_of_file(reader, term, path)? {
                    docs.insert(doc);
                }
            }
        }
        Ok(docs)
    }

    /// Whether all documents of this file are deleted.
    pub(crate) fn has_file(&self, path: &str) -> bool {
        self.files.iter().any(|(_, file)| file == path)
    }

    /// Exempts a segment from the deletes of files.
    pub(crate) fn exempt_segment(&mut self, segment: SegmentId) {
        self.exempt.insert(segment);
    }
}

impl Query for PendingDeletes {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(DeletesWeight(Arc::new(self.clone()))))
    }
}

struct DeletesWeight(Arc<PendingDeletes>);

impl Weight for DeletesWeight {
    fn scorer(&self, reader: &SegmentReader, boost: f32) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = self.0.docs_in(reader)?;
        if docs.len() == 0 {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(docs), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        let message = "deletes have no scores to explain".to_owned();
        Err(TantivyError::InternalError(message))
    }
}
