//! Counts of paths in a tree: a document counts for its paths and for all above them.

use tantivy::{DocId, SegmentReader, TantivyError};

use crate::error::Result;
use crate::query::facets::Counts;
use crate::query::matching::doc_set::DocSet;

/// Counts each path of `field` once for a document that has it or any path below it. Returns how many documents have a
/// path.
pub(crate) fn count(
    segment: &SegmentReader,
    field: &str,
    docs: &DocSet,
    counts: &mut Counts,
) -> Result<usize> {
    let Some(column) = segment.fast_fields().str(field)? else {
        return Ok(0);
    };
    let mut tree = PathTree::default();
    let ordinals: Vec<u64> = (0..column.num_terms() as u64).collect();
    column
        .dictionary()
        .sorted_ords_to_term_cb(&ordinals, |path| tree.add(path))
        .map_err(TantivyError::from)?;
    let mut with_path = 0;
    for doc in docs.iter() {
        let mut ordinals = column.term_ords(doc).peekable();
        with_path += usize::from(ordinals.peek().is_some());
        for ordinal in ordinals {
            tree.count(usize::try_from(ordinal).unwrap_or(usize::MAX), doc);
        }
    }
    for node in &tree.nodes {
        if node.count > 0 {
            *counts.entry(shown(&node.path)).or_default() += node.count;
        }
    }
    Ok(with_path)
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
    count: usize,
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
                    count: 0,
                    counted_for: None,
                });
                self.branch.push(nodes.len() - 1);
            }
        }
        self.node_of.extend(self.branch.last());
    }

    /// Counts a document for a path, given by its place in the order of adding, and for all above it.
    fn count(&mut self, path: usize, doc: DocId) {
        let mut next = self.node_of.get(path).copied();
        while let Some(node) = next.and_then(|node| self.nodes.get_mut(node)) {
            // Another path of the document has counted for this node and those above it.
            if node.counted_for == Some(doc) {
                break;
            }
            node.counted_for = Some(doc);
            node.count += 1;
            next = node.parent;
        }
    }
}

/// `/doj/fbi`
fn shown(path: &[u8]) -> String {
    ["/", &String::from_utf8_lossy(path).replace('\0', "/")].concat()
}
