//! Where a release has more places of what is asked for than are looked at, and how that is said.

use tantivy::DocId;

use crate::query::matching::doc_set::DocSet;
use crate::query::matching::span_expr::{MAX_PAIRS, MAX_SPANS};

/// Which bounds were reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Truncation {
    /// That of the places of one thing in a text.
    pub(crate) spans: bool,
    /// That of the pairs of near things in a text.
    pub(crate) pairs: bool,
}

impl Truncation {
    pub(crate) fn merge(&mut self, other: Truncation) {
        self.spans |= other.spans;
        self.pairs |= other.pairs;
    }
}

/// The documents of a segment in which a bound was reached.
#[derive(Debug, Default)]
pub(crate) struct TruncatedDocs(Vec<(DocId, Truncation)>);

impl TruncatedDocs {
    pub(crate) fn insert(&mut self, doc: DocId, truncation: Truncation) {
        if truncation != Truncation::default() {
            self.0.push((doc, truncation));
        }
    }

    /// What was reached in `docs`: a segment still holds what was deleted.
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

/// One note for each bound that a part of the query reached. The parts as they are called in it.
pub(crate) fn truncation_notes(parts: &[(String, Truncation)]) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = |what: &str, most: usize, reached: fn(&Truncation) -> bool| {
        let mut parts = parts.iter().filter(|(_, truncation)| reached(truncation));
        if let Some((first, _)) = parts.next() {
            let more = match parts.count() {
                0 => String::new(),
                more => format!(", and of {more} more,"),
            };
            let most = format!("{},{:03}", most / 1000, most % 1000);
            notes.push(format!(
                "a release has {what} of {first}{more} in more than {most} places: those after the first {most} are not looked at"
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
    fn nothing_is_said_of_a_release_that_was_deleted() {
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
