//! Counts of a field's values among the matches.

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;
use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

use crate::error::Result;
use crate::knowledge::{Knowledge, Resolution};
use crate::model::ProsecutorKind;
use crate::query::matching::doc_set::DocSet;
use crate::query::resolve::filter::bad;
use crate::query::results::{Facet, FacetValue};
use crate::query::syntax::FieldName;
use crate::schema::date_of;

/// What can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    Agency,
    Prosecutor(Option<ProsecutorKind>),
    District,
    Statute,
    Source,
    Year,
    Month,
}

/// A facet as it was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) name: String,
    pub(crate) counted: Counted,
    /// Only values at or below this path.
    branch: Option<String>,
}

/// What can be counted, by the names that a request gives.
pub const FACETS: [&str; 7] = [
    "agency",
    "prosecutor",
    "district",
    "statute",
    "source",
    "year",
    "month",
];

impl Asked {
    /// Reads `agency`, `year`, `agency:/doj`, `agency:DOJ`.
    pub(crate) fn read(
        name: &str,
        kind: Option<ProsecutorKind>,
        knowledge: &Knowledge,
    ) -> Result<Self> {
        let (field, branch) = match name.split_once(':') {
            Some((field, branch)) => (field, Some(branch.trim_end_matches('/'))),
            None => (name, None),
        };
        let counted = match field {
            "agency" => Counted::Agency,
            "prosecutor" => Counted::Prosecutor(kind),
            "district" => Counted::District,
            "statute" => Counted::Statute,
            "source" => Counted::Source,
            "year" => Counted::Year,
            "month" => Counted::Month,
            _ => {
                let why = format!("what can be counted is {}", FACETS.join(", "));
                let known = FACETS.map(str::to_owned);
                return Err(bad(
                    "--facet",
                    name,
                    why,
                    crate::query::resolve::suggest::nearest(field, &known),
                ));
            }
        };
        if branch.is_some() && counted != Counted::Agency {
            let why = "only agencies have branches: `agency:/doj`".to_owned();
            return Err(bad("--facet", name, why, vec![field.to_owned()]));
        }
        let branch = match branch.map(|branch| (branch, knowledge.resolve(branch))) {
            None => None,
            Some((_, Resolution::Unique(path))) => Some(path),
            Some((branch, Resolution::Ambiguous(paths))) => {
                let why = "more than one agency is called so".to_owned();
                return Err(bad("--facet agency:", branch, why, paths));
            }
            Some((branch, Resolution::Unknown(nearest))) => {
                let why = "no agency is called so".to_owned();
                return Err(bad("--facet agency:", branch, why, nearest));
            }
        };
        Ok(Asked {
            name: name.to_owned(),
            counted,
            branch,
        })
    }

    /// The field whose own filter is not heeded in the counts.
    pub(crate) fn field(&self) -> FieldName {
        match self.counted {
            Counted::Agency => FieldName::Agency,
            Counted::Prosecutor(_) => FieldName::Prosecutor,
            Counted::District => FieldName::District,
            Counted::Statute => FieldName::Statute,
            Counted::Source => FieldName::Source,
            Counted::Year | Counted::Month => FieldName::Date,
        }
    }

    /// Counts the values of the documents of one segment.
    pub(crate) fn count(
        &self,
        segment: &SegmentReader,
        docs: &DocSet,
        counts: &mut HashMap<String, usize>,
    ) -> Result<()> {
        match self.counted {
            Counted::Agency => count_tree(segment, docs, counts),
            Counted::Prosecutor(None) => count_values(segment, "prosecutor", None, docs, counts),
            Counted::Prosecutor(Some(ProsecutorKind::Counsel)) => {
                count_values(segment, "counsel", None, docs, counts)
            }
            Counted::Prosecutor(Some(ProsecutorKind::Official)) => {
                count_values(segment, "prosecutor", Some("counsel"), docs, counts)
            }
            Counted::District => count_values(segment, "district", None, docs, counts),
            Counted::Statute => count_values(segment, "statute", None, docs, counts),
            Counted::Source => count_values(segment, "source", None, docs, counts),
            Counted::Year => {
                count_dates(segment, docs, counts, |date| format!("{:04}", date.year()))
            }
            Counted::Month => count_dates(segment, docs, counts, |date| {
                format!("{:04}-{:02}", date.year(), date.month())
            }),
        }
    }

    /// Puts the counts in order: a tree by its paths, days by the calendar, all else by how many there are.
    pub(crate) fn finish(
        &self,
        mut counts: HashMap<String, usize>,
        selected: &[String],
        knowledge: &Knowledge,
    ) -> Facet {
        for value in selected {
            counts.entry(value.clone()).or_default();
        }
        let in_branch = |value: &String| match &self.branch {
            Some(branch) => value
                .strip_prefix(branch.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
            None => true,
        };
        let mut values: Vec<FacetValue> = counts
            .into_iter()
            .filter(|(value, _)| in_branch(value))
            .map(|(value, count)| FacetValue {
                label: match self.counted {
                    Counted::Agency | Counted::District => knowledge.label(&value),
                    _ => value.clone(),
                },
                count,
                selected: selected.contains(&value),
                value,
            })
            .collect();
        match self.counted {
            Counted::Agency | Counted::Year | Counted::Month => {
                values.sort_by(|a, b| a.value.cmp(&b.value));
            }
            _ => values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value))),
        }
        Facet {
            name: self.name.clone(),
            values,
        }
    }
}

/// Counts each path once for a document that has it or anything below it.
fn count_tree(
    segment: &SegmentReader,
    docs: &DocSet,
    counts: &mut HashMap<String, usize>,
) -> Result<()> {
    let Some(column) = segment.fast_fields().str("agency")? else {
        return Ok(());
    };
    let mut tree = Tree::default();
    let ordinals = ordinals_of(&column, docs);
    let every = ordinals.len() == column.num_terms();
    column
        .dictionary()
        .sorted_ords_to_term_cb(&ordinals, |path| tree.add(path))
        .map_err(tantivy::TantivyError::from)?;
    let mut counted: Vec<Count> = tree.nodes.iter().map(Count::of).collect();
    let (mut block, mut of, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let mut found: Vec<u64> = Vec::new();
    let mut all = docs.iter();
    loop {
        block.clear();
        block.extend(all.by_ref().take(BLOCK));
        if block.is_empty() {
            break;
        }
        of.clear();
        rows.clear();
        column.ords().row_ids_for_docs(&block, &mut of, &mut rows);
        found.resize(rows.len(), 0);
        column.ords().values.get_vals(&rows, &mut found);
        for (doc, ordinal) in of.iter().zip(&found) {
            let slot = if every {
                usize::try_from(*ordinal).unwrap_or(usize::MAX)
            } else {
                ordinals.binary_search(ordinal).unwrap_or(usize::MAX)
            };
            let mut next = tree.node_of.get(slot).copied().unwrap_or(usize::MAX);
            while let Some(node) = counted.get_mut(next) {
                if node.last == doc + 1 {
                    break;
                }
                node.last = doc + 1;
                node.total += 1;
                next = node.above;
            }
        }
    }
    for (node, count) in counted.iter().enumerate() {
        if count.total > 0 {
            *counts.entry(tree.path(node)).or_default() += count.total as usize;
        }
    }
    Ok(())
}

/// So many documents are asked for their paths at once: one by one that takes far longer.
const BLOCK: usize = 1024;

/// What is counted for a node of the tree.
struct Count {
    /// The document for which it was counted last, from 1.
    last: u32,
    total: u32,
    /// The node above; beyond all nodes for one at the top.
    above: usize,
}

impl Count {
    fn of(node: &Node) -> Self {
        Count {
            last: 0,
            total: 0,
            above: node.above.unwrap_or(usize::MAX),
        }
    }
}

/// The ordinals of the paths that these documents have, in order. Many documents have nearly every one: to find out which
/// they have not would take longer than to read all paths.
fn ordinals_of(column: &StrColumn, docs: &DocSet) -> Vec<u64> {
    let every = column.num_terms();
    if docs.count() > every / 8 {
        return (0..every as u64).collect();
    }
    let mut ordinals: Vec<u64> = docs.iter().flat_map(|doc| column.term_ords(doc)).collect();
    ordinals.sort_unstable();
    ordinals.dedup();
    ordinals
}

/// Some paths of a segment, and those above them.
#[derive(Default)]
struct Tree {
    nodes: Vec<Node>,
    /// In the order in which they were added.
    node_of: Vec<usize>,
    /// The nodes on the way to the path added last.
    way: Vec<usize>,
    /// The paths, one behind the other, as the engine writes them: steps parted by zero bytes.
    written: Vec<u8>,
}

struct Node {
    /// Where its path is written.
    path: Range<usize>,
    above: Option<usize>,
}

impl Tree {
    /// Adds the next path in order.
    fn add(&mut self, path: &[u8]) {
        let begin = self.written.len();
        self.written.extend_from_slice(path);
        let written = &self.written;
        let holds = |node: &Node| {
            path.strip_prefix(&written[node.path.clone()])
                .is_some_and(|rest| rest.first().is_none_or(|byte| *byte == 0))
        };
        let nodes = &mut self.nodes;
        while self.way.pop_if(|node| !holds(&nodes[*node])).is_some() {}
        let begun = self.way.last().map(|node| nodes[*node].path.len());
        let steps = (0..path.len()).filter(|at| path[*at] == 0);
        for end in steps.chain([path.len()]) {
            if begun.is_none_or(|begun| end > begun) {
                nodes.push(Node {
                    path: begin..begin + end,
                    above: self.way.last().copied(),
                });
                self.way.push(nodes.len() - 1);
            }
        }
        self.node_of.extend(self.way.last());
    }

    /// `/doj/fbi`
    fn path(&self, node: usize) -> String {
        let written = &self.written[self.nodes[node].path.clone()];
        ["/", &String::from_utf8_lossy(written).replace('\0', "/")].concat()
    }
}

/// Counts each value once for a document. Values that also stand in the field `without` are left out there.
fn count_values(
    segment: &SegmentReader,
    field: &str,
    without: Option<&str>,
    docs: &DocSet,
    counts: &mut HashMap<String, usize>,
) -> Result<()> {
    let Some(column) = segment.fast_fields().str(field)? else {
        return Ok(());
    };
    let excluded = match without {
        Some(field) => segment.fast_fields().str(field)?,
        None => None,
    };
    let mut totals = vec![0usize; column.num_terms()];
    let mut here: Vec<u64> = Vec::new();
    let mut value = String::new();
    for doc in docs.iter() {
        here.clear();
        here.extend(column.term_ords(doc));
        here.sort_unstable();
        here.dedup();
        if let Some(excluded) = &excluded {
            let mut names = Vec::new();
            for ordinal in excluded.term_ords(doc) {
                value.clear();
                excluded
                    .ord_to_str(ordinal, &mut value)
                    .map_err(tantivy::TantivyError::from)?;
                names.push(value.clone());
            }
            let mut kept = Vec::new();
            for &ordinal in &here {
                value.clear();
                column
                    .ord_to_str(ordinal, &mut value)
                    .map_err(tantivy::TantivyError::from)?;
                if !names.contains(&value) {
                    kept.push(ordinal);
                }
            }
            here = kept;
        }
        for &ordinal in &here {
            if let Some(total) = usize::try_from(ordinal)
                .ok()
                .and_then(|at| totals.get_mut(at))
            {
                *total += 1;
            }
        }
    }
    let ordinals: Vec<u64> = (0u64..)
        .zip(&totals)
        .filter_map(|(ordinal, total)| (*total > 0).then_some(ordinal))
        .collect();
    let mut totals = totals.into_iter().filter(|total| *total > 0);
    column
        .dictionary()
        .sorted_ords_to_term_cb(&ordinals, |value| {
            let value = String::from_utf8_lossy(value).into_owned();
            *counts.entry(value).or_default() += totals.next().unwrap_or_default();
        })
        .map_err(tantivy::TantivyError::from)?;
    Ok(())
}

fn count_dates(
    segment: &SegmentReader,
    docs: &DocSet,
    counts: &mut HashMap<String, usize>,
    name: impl Fn(Date) -> String,
) -> Result<()> {
    let dates = segment.fast_fields().column_opt::<i64>("date")?;
    let Some(dates) = dates else {
        return Ok(());
    };
    let mut days: HashMap<i64, usize> = HashMap::new();
    for day in docs.iter().filter_map(|doc| dates.first(doc)) {
        *days.entry(day).or_default() += 1;
    }
    for (day, count) in days {
        if let Some(date) = date_of(day) {
            *counts.entry(name(date)).or_default() += count;
        }
    }
    Ok(())
}
