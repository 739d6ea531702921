//! What a text names, whoever is credited: the statutes it cites and the agencies it mentions. A search finds a release by
//! them however they are written.

use std::ops::Range;

use crate::extract::statute::citations;
use crate::knowledge::Knowledge;
use crate::knowledge::entities::mention::AnnotatedText;

/// The statutes and agencies that one text names, each with its bytes in the text and its canonical name.
#[derive(Debug, Default)]
pub struct Names {
    pub(super) statutes: Vec<(Range<usize>, String)>,
    agencies: Vec<(Range<usize>, &'static str)>,
}

impl Names {
    /// Reads a text for its names alone.
    pub fn of(text: &str) -> Names {
        Names::read(text, &Knowledge::builtin().recognizer().annotate(text))
    }

    /// The names in a text of which `reading` is the built-in tables' reading. What a search finds must not hang on the
    /// rows that a user has added: the words of a query are read by the built-in tables too.
    pub(super) fn read(text: &str, reading: &AnnotatedText) -> Names {
        Names {
            statutes: citations(text),
            agencies: Knowledge::builtin().agencies_in(reading).collect(),
        }
    }

    /// Statutes, then agencies, both in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = (&Range<usize>, &str)> {
        let statutes = self
            .statutes
            .iter()
            .map(|(place, name)| (place, name.as_str()));
        let agencies = self.agencies.iter().map(|(place, path)| (place, *path));
        statutes.chain(agencies)
    }
}
