//! Counts of paths in a tree: a document counts for its paths and for all above them.

use tantivy::{DocId, SegmentReader, TantivyError};

use crate::error::Result;
use crate::query::facets::tally::{Counts, Measured, Tally};
use crate::query::postings::doc_set::DocSet;

/// Counts each path of `field` once for a document that has it or any path below it. Returns what has no path.
pub(crate) fn count(
    segment: &SegmentReader,
    field: &str,
    docs: &DocSet,
    measured: &mut Measured,
    counts: &mut Counts,
) -> Result<Tally> {
    let mut without = Tally::default();
    let column = segment.fast_fields().str(field)?;
    let mut tree = PathTree::default();
    if let Some(column) = &column {
        let ordinals: Vec<u64> = (0..column.num_terms() as u64).collect();
        column
            .dictionary()
            .sorted_ords_to_term_cb(&ordinals, |path| tree.add(path))
            .map_err(TantivyError::from)?;
    }
    for doc in docs.iter() {
        let ordinals = column.iter().flat_map(|column| column.term_ords(doc));
        let mut ordinals = ordinals.peekable();
        if ordinals.peek().is_none() {
            without.add(doc, measured);
        }
        for ordinal in ordinals {
            let path = usize::try_from(ordinal).unwrap_or(usize::MAX);
            tree.count(path, doc, measured);
        }
    }
    for node in tree.nodes {
        if node.tally.count > 0 {
            counts
                .entry(shown(&node.path))
                .or_default()
                .merge(node.tally);
        }
    }
    Ok(without)
}

/// The paths of a segment and those above them, each with a count.
#[derive(Default)]
struct PathTree {
    nodes: Vec<Node>,
    /// The node of each added path, in the order of adding.
    node_of: Vec<usize>,
    /// The nodes from the top to the path added last.
    branch: Vec<usize>,
}

struct Node {
    /// As the engine writes it: steps with a zero byte between them.
    path: Vec<u8>,
    parent: Option<usize>,
    tally: Tally,
    /// The document for which it was counted last.
    counted_for: Option<DocId>,
}

impl PathTree {
    /// Adds a path. Paths must come in their order, so that those above one come before it.
    fn add(&mut self, path: &[u8]) {
        let nodes = &mut self.nodes;
        let is_above = |node: &Node| {
            path.strip_prefix(node.path.as_slice())
                .is_some_and(|rest| rest.first().is_none_or(|byte| *byte == 0))
        };
        while self
            .branch
            .pop_if(|node| !is_above(&nodes[*node]))
            .is_some()
        {}
        let known = self.branch.last().map(|node| nodes[*node].path.len());
        let steps = (0..path.len()).filter(|at| path[*at] == 0);
        for end in steps.chain([path.len()]) {
            if known.is_none_or(|known| end > known) {
                nodes.push(Node {
                    path: path[..end].to_vec(),
                    parent: self.branch.last().copied(),
                    tally: Tally::default(),
                    counted_for: None,
                });
                self.branch.push(nodes.len() - 1);
            }
        }
        self.node_of.extend(self.branch.last());
    }

    /// Counts a document for a path, given by its place in the order of adding, and for all above it.
    fn count(&mut self, path: usize, doc: DocId, measured: &mut Measured) {
        let mut next = self.node_of.get(path).copied();
        while let Some(node) = next.and_then(|node| self.nodes.get_mut(node)) {
            // Another path of the document has counted for this node and those above it.
            if node.counted_for == Some(doc) {
                break;
            }
            node.counted_for = Some(doc);
            node.tally.add(doc, measured);
            next = node.parent;
        }
    }
}

/// `/doj/fbi`
fn shown(path: &[u8]) -> String {
    ["/", &String::from_utf8_lossy(path).replace('\0', "/")].concat()
}
