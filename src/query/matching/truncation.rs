//! Where a release has more places of what is asked for than are looked at, and how that is said.

use tantivy::DocId;

use crate::query::matching::doc_set::Docs;
use crate::query::matching::span_expr::{MOST_PAIRS, MOST_PLACES};

/// Which bounds were reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cut {
    /// That of the places of one thing in a text.
    pub(crate) places: bool,
    /// That of the pairs of near things in a text.
    pub(crate) pairs: bool,
}

impl Cut {
    pub(crate) fn add(&mut self, other: Cut) {
        self.places |= other.places;
        self.pairs |= other.pairs;
    }
}

/// The documents of a segment in which a bound was reached.
#[derive(Debug, Default)]
pub(crate) struct Cuts(Vec<(DocId, Cut)>);

impl Cuts {
    pub(crate) fn insert(&mut self, doc: DocId, cut: Cut) {
        if cut != Cut::default() {
            self.0.push((doc, cut));
        }
    }

    /// What was reached in `docs`: a segment still holds what was deleted.
    pub(crate) fn among(&self, docs: &Docs) -> Cut {
        let mut all = Cut::default();
        for (doc, cut) in &self.0 {
            if docs.contains(*doc) {
                all.add(*cut);
            }
        }
        all
    }
}

/// One note for each bound that a part of the query reached. The parts as they are called in it.
pub(crate) fn notes_on_cuts(parts: &[(String, Cut)]) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = |what: &str, most: usize, reached: fn(&Cut) -> bool| {
        let mut parts = parts.iter().filter(|(_, cut)| reached(cut));
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
    note("words", MOST_PLACES, |cut| cut.places);
    note("near words", MOST_PAIRS, |cut| cut.pairs);
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_of_a_release_that_was_deleted() {
        let cut = Cut {
            places: false,
            pairs: true,
        };
        let mut cuts = Cuts::default();
        cuts.insert(3, Cut::default());
        cuts.insert(7, cut);
        let mut releases = Docs::none(9);
        releases.insert(3);
        assert_eq!(cuts.among(&releases), Cut::default());
        releases.insert(7);
        assert_eq!(cuts.among(&releases), cut);
    }
}
