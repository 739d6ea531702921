//! Which statutes and agencies does a text mention, credited or not?
//!
//! A search finds a release by them in whatever form they are written.

use std::ops::Range;

use crate::extract::statute::citation::citations;
use crate::knowledge::Knowledge;
use crate::knowledge::entities::mention::AnnotatedText;

/// The statutes and agencies that one text mentions, each with its byte span in the text and its canonical name.
///
/// Always found with the built-in tables, also where the user has added rows: the words of a query are read with the
/// built-in tables too, and both must agree.
#[derive(Debug, Default)]
pub struct EntityMentions {
    pub(super) statutes: Vec<(Range<usize>, String)>,
    agencies: Vec<(Range<usize>, &'static str)>,
}

impl EntityMentions {
    /// Finds the entities of a text.
    pub fn of(text: &str) -> EntityMentions {
        EntityMentions::of_annotated(text, &Knowledge::builtin().recognizer().annotate(text))
    }

    /// The same, for a text whose `annotations` by the built-in tables are known already.
    pub(super) fn of_annotated(text: &str, annotations: &AnnotatedText) -> EntityMentions {
        EntityMentions {
            statutes: citations(text),
            agencies: Knowledge::builtin().agencies_in(annotations).collect(),
        }
    }

    /// Statutes, then agencies, both in the order of the text: byte span and canonical name.
    pub fn iter(&self) -> impl Iterator<Item = (&Range<usize>, &str)> {
        let statutes = self
            .statutes
            .iter()
            .map(|(span, name)| (span, name.as_str()));
        let agencies = self.agencies.iter().map(|(span, path)| (span, *path));
        statutes.chain(agencies)
    }
}
