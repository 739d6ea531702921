//! Which documents had more spans than the search looks at, and the notes that say so.

use tantivy::DocId;

use crate::query::matching::doc_set::DocSet;

/// Maximum number of spans per expression and text: hostile texts have millions.
pub(crate) const MAX_SPANS: usize = 20_000;

/// Maximum number of pairs per proximity (`w/`, `pre/`) and text: chains of them over common words have millions.
pub(crate) const MAX_PAIRS: usize = 1000;

/// Which of the two maximums were reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Truncation {
    /// [`MAX_SPANS`]
    pub(crate) spans: bool,
    /// [`MAX_PAIRS`]
    pub(crate) pairs: bool,
}

impl Truncation {
    pub(crate) fn merge(&mut self, other: Truncation) {
        self.spans |= other.spans;
        self.pairs |= other.pairs;
    }
}

/// The documents of one segment in which a maximum was reached.
#[derive(Debug, Default)]
pub(crate) struct TruncatedDocs(Vec<(DocId, Truncation)>);

impl TruncatedDocs {
    pub(crate) fn insert(&mut self, doc: DocId, truncation: Truncation) {
        if truncation != Truncation::default() {
            self.0.push((doc, truncation));
        }
    }

    /// Which maximums were reached in `docs`. Deleted documents are still in the segment and must not count.
    pub(crate) fn among(&self, docs: &DocSet) -> Truncation {
        let mut all = Truncation::default();
        for (doc, truncation) in &self.0 {
            if docs.contains(*doc) {
                all.merge(*truncation);
            }
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
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleted_releases_are_not_reported_as_truncated() {
        let truncation = Truncation {
            spans: false,
            pairs: true,
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
}
