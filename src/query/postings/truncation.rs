//! Which documents had more spans than the search looks at, and the notes that say so.

use tantivy::DocId;

use crate::query::postings::doc_set::DocSet;
use crate::text::numbers::group_thousands;

/// Maximum number of spans per expression and text: hostile texts have millions.
pub(crate) const MAX_SPANS: usize = 20_000;

/// Maximum number of pairs per proximity (`w/`, `pre/`) and text: chains of them over common words have millions.
pub(crate) const MAX_PAIRS: usize = 1000;

/// Which maximums were reached, and at what cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Truncation {
    /// [`MAX_SPANS`]
    pub(crate) spans: bool,
    /// [`MAX_PAIRS`]
    pub(crate) pairs: bool,
    /// Number of documents that were not looked at, because the query had used up its work.
    pub(crate) unread: usize,
    /// Number of places that were looked at.
    pub(crate) places: u64,
}

impl Truncation {
    pub(crate) fn merge(&mut self, other: Truncation) {
        self.spans |= other.spans;
        self.pairs |= other.pairs;
        self.unread += other.unread;
        self.places += other.places;
    }
}

/// The documents of one segment in which a maximum was reached, and those that were not looked at.
#[derive(Debug, Default)]
pub(crate) struct TruncatedDocs {
    docs: Vec<(DocId, Truncation)>,
    unread: Option<DocSet>,
    /// Number of places that may still be looked at.
    left: u64,
    /// Number of places that were looked at.
    used: u64,
}

impl TruncatedDocs {
    /// No document yet; `left` places may be looked at.
    pub(crate) fn with_places(left: u64) -> Self {
        TruncatedDocs {
            left,
            ..TruncatedDocs::default()
        }
    }

    /// Whether no place may be looked at any more.
    pub(crate) fn is_used_up(&self) -> bool {
        self.left == 0
    }

    /// Takes note of what a document cost.
    pub(crate) fn insert(&mut self, doc: DocId, truncation: Truncation) {
        self.spend(truncation.places);
        if truncation.spans || truncation.pairs {
            self.docs.push((doc, truncation));
        }
    }

    /// Uses so many places.
    pub(crate) fn spend(&mut self, places: u64) {
        self.used += places;
        self.left = self.left.saturating_sub(places);
    }

    /// Takes note of documents that are not looked at.
    pub(crate) fn leave(&mut self, docs: &DocSet) {
        match &mut self.unread {
            Some(unread) => unread.union(docs),
            None => self.unread = Some(docs.clone()),
        }
    }

    /// What was reached in `docs`. Deleted documents are still in the segment and must not count.
    pub(crate) fn among(&self, docs: &DocSet) -> Truncation {
        let mut all = Truncation {
            places: self.used,
            ..Truncation::default()
        };
        for (doc, truncation) in &self.docs {
            if docs.contains(*doc) {
                all.spans |= truncation.spans;
                all.pairs |= truncation.pairs;
            }
        }
        if let Some(unread) = &self.unread {
            let mut unread = unread.clone();
            unread.intersect(docs);
            all.unread = unread.count();
        }
        all
    }
}

/// The notes for parts of a query, each given by its name: one note for each maximum that was reached.
pub(crate) fn truncation_notes(parts: &[(String, Truncation)]) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = |what: &str, max: usize, reached: fn(&Truncation) -> bool| {
        let mut parts = parts.iter().filter(|(_, truncation)| reached(truncation));
        if let Some((first, _)) = parts.next() {
            let more = match parts.count() {
                0 => String::new(),
                more => format!(", and of {more} more,"),
            };
            let max = format!("{},{:03}", max / 1000, max % 1000);
            notes.push(format!(
                "a release has {what} of {first}{more} in more than {max} places: those after the first {max} are not looked at"
            ));
        }
    };
    note("words", MAX_SPANS, |truncation| truncation.spans);
    note("near words", MAX_PAIRS, |truncation| truncation.pairs);
    for (part, truncation) in parts {
        if truncation.unread > 0 {
            let (releases, count) = match truncation.unread {
                1 => ("release was", "counts"),
                _ => ("releases were", "count"),
            };
            let unread = group_thousands(truncation.unread as u64);
            notes.push(format!(
                "{unread} {releases} not looked at for {part}, and {count} as without it: the query asks for too many places at once"
            ));
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleted_releases_are_not_reported_as_truncated() {
        let truncation = Truncation {
            pairs: true,
            ..Truncation::default()
        };
        let mut truncated = TruncatedDocs::default();
        truncated.insert(3, Truncation::default());
        truncated.insert(7, truncation);
        let mut releases = DocSet::empty(9);
        releases.insert(3);
        assert_eq!(truncated.among(&releases), Truncation::default());
        releases.insert(7);
        assert_eq!(truncated.among(&releases), truncation);
    }

    #[test]
    fn releases_that_were_not_looked_at_are_counted_and_noted() {
        let mut truncated = TruncatedDocs::with_places(10);
        let cost = Truncation {
            places: 12,
            ..Truncation::default()
        };
        truncated.insert(0, cost);
        assert!(truncated.is_used_up());
        truncated.leave(&DocSet::full(9));
        let mut releases = DocSet::empty(9);
        releases.insert(3);
        releases.insert(4);
        let found = truncated.among(&releases);
        assert_eq!((found.unread, found.places), (2, 12));
        assert_eq!(
            truncation_notes(&[("`a w/5 b`".to_owned(), found)]),
            [
                "2 releases were not looked at for `a w/5 b`, and count as without it: the query asks for too many places at once"
            ]
        );
    }
}
