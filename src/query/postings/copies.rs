//! Of copies that match, one counts.

use std::collections::{HashMap, HashSet};

use tantivy::DocId;

use crate::error::Result;
use crate::index::OpenIndex;
use crate::index::grouped::DocGroups;
use crate::index::groups::table::CopyGroup;
use crate::query::postings::doc_set::DocSet;

/// The number of a case: of a matter, or of a release that is in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct CaseNumber(u64);

/// Leaves one of the copies in sets of releases, and tells which releases are of one case.
pub(crate) struct Copies<'a> {
    /// None where no release has copies or a matter.
    groups: Option<DocGroups<'a>>,
    /// Whether every copy counts.
    each_counts: bool,
}

impl<'a> Copies<'a> {
    /// The copies of an index; nothing is left out where each of them counts.
    pub(crate) fn open(index: &'a OpenIndex, each_counts: bool) -> Result<Self> {
        let has_copies = index.groups.len() > 0;
        let groups = has_copies.then(|| DocGroups::open(index));
        Ok(Copies {
            groups: groups.transpose()?,
            each_counts,
        })
    }

    /// The groups of copies; none where each of them counts.
    fn groups(&self) -> Option<&DocGroups<'a>> {
        self.groups.as_ref().filter(|_| !self.each_counts)
    }

    /// The case of a document.
    pub(crate) fn case(&self, segment: usize, doc: DocId) -> CaseNumber {
        let groups = self.groups.as_ref();
        let matter = groups.and_then(|groups| groups.matter(segment, doc));
        // Matters are numbered with 32 bits.
        CaseNumber(match matter {
            Some(matter) => u64::from(matter.0),
            None => 1 << 63 | (segment as u64) << 32 | u64::from(doc),
        })
    }

    /// The case of each document of a segment.
    pub(crate) fn cases(&self, segment: usize, docs: &DocSet) -> HashMap<DocId, CaseNumber> {
        docs.iter()
            .map(|doc| (doc, self.case(segment, doc)))
            .collect()
    }

    /// The number of cases among documents, by segment, that none of `others` is of.
    pub(crate) fn count_cases(&self, docs: &[DocSet], others: &[DocSet]) -> usize {
        let cases = |docs: &[DocSet]| {
            let by_segment = docs.iter().enumerate();
            let mut cases: Vec<CaseNumber> = by_segment
                .flat_map(|(segment, docs)| docs.iter().map(move |doc| self.case(segment, doc)))
                .collect();
            cases.sort_unstable();
            cases.dedup();
            cases
        };
        let others = cases(others);
        let is_other = |case: &CaseNumber| others.binary_search(case).is_ok();
        cases(docs).iter().filter(|case| !is_other(case)).count()
    }

    /// Leaves of the copies in `docs`, which is by segment, the one that tells most.
    pub(crate) fn keep_one(&self, docs: &mut [DocSet]) {
        let Some(groups) = self.groups() else {
            return;
        };
        let mut first: HashMap<CopyGroup, (u32, usize, DocId)> = HashMap::new();
        let mut others = Vec::new();
        for (segment, docs) in docs.iter().enumerate() {
            for doc in docs.iter() {
                let Some((group, place)) = groups.copy_group(segment, doc) else {
                    continue;
                };
                let this = (place, segment, doc);
                let known = first.entry(group).or_insert(this);
                if *known != this {
                    others.push((*known).max(this));
                    *known = (*known).min(this);
                }
            }
        }
        for (_, segment, doc) in others {
            docs[segment].remove(doc);
        }
    }

    /// Takes the copies of the releases in `shown` out of `docs`. Both are by segment.
    pub(crate) fn remove_copies_of(&self, docs: &mut [DocSet], shown: &[DocSet]) {
        let Some(groups) = self.groups() else {
            return;
        };
        let with_group = |(segment, docs): (usize, &DocSet)| {
            let with_group = docs.iter().filter_map(move |doc| {
                let (group, _) = groups.copy_group(segment, doc)?;
                Some((group, segment, doc))
            });
            with_group.collect::<Vec<_>>()
        };
        let shown = shown.iter().enumerate().flat_map(with_group);
        let shown: HashSet<CopyGroup> = shown.map(|(group, ..)| group).collect();
        if shown.is_empty() {
            return;
        }
        let found = docs.iter().enumerate().flat_map(with_group);
        let copies: Vec<_> = found.filter(|(group, ..)| shown.contains(group)).collect();
        for (_, segment, doc) in copies {
            docs[segment].remove(doc);
        }
    }
}
