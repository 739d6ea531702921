//! Every agency that a text names without doubt, whoever is credited.

use std::ops::Range;

use crate::knowledge::agencies::Knowledge;
use crate::knowledge::entities::mention::{AnnotatedText, Entity};
use crate::knowledge::entities::recognizer::EntityRecognizer;

impl Knowledge {
    /// The agencies named in running text, in order: byte span and path. An abbreviation counts only as abbreviations
    /// are written, in capitals, and one that could be another word or body is left out.
    pub fn mentions(&self, text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
        let found: Vec<_> = self
            .agencies_in(&self.recognizer().annotate(text))
            .collect();
        found.into_iter()
    }

    /// The agencies that each of a few writings of the same words names, as [`Knowledge::mentions`] finds them. Needs no
    /// recognizer of all names, which takes longer to build than a search takes.
    pub fn mentions_in_query(&self, writings: &[&str]) -> Vec<(Range<usize>, &str)> {
        let words = writings.first().copied().unwrap_or_default();
        let mut found = Vec::new();
        let Some(recognizer) = EntityRecognizer::for_words(self.agencies(), words) else {
            return found;
        };
        for text in writings {
            found.extend(self.agencies_in(&recognizer.annotate(text)));
        }
        found
    }

    /// The agencies named in a text that this knowledge's recognizer has read.
    pub fn agencies_in(
        &self,
        reading: &AnnotatedText,
    ) -> impl Iterator<Item = (Range<usize>, &str)> {
        reading.mentions.iter().filter_map(|mention| {
            let Entity::Agency(at) = mention.entity else {
                return None;
            };
            let first = reading.words.get(mention.words.start)?;
            let last = reading.words.get(mention.words.end.checked_sub(1)?)?;
            Some((
                first.start..last.end,
                self.agencies().get(at)?.path.as_ref(),
            ))
        })
    }
}
