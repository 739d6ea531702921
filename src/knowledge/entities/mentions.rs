//! Every agency that a text names without doubt, whoever is credited.

use std::ops::Range;

use crate::knowledge::agencies::Knowledge;
use crate::knowledge::entities::recognizer::{Lexicon, Named, Reading};

impl Knowledge {
    /// The agencies named in running text, in order: byte span and path. An abbreviation counts only as abbreviations
    /// are written, in capitals, and one that could be another word or body is left out.
    pub fn mentions(&self, text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
        let found: Vec<_> = self.mentioned(&self.lexicon().read(text)).collect();
        found.into_iter()
    }

    /// The agencies that each of a few writings of the same words names, as [`Knowledge::mentions`] finds them. Needs no
    /// lexicon of all names, which takes longer to build than a search takes.
    pub fn mentions_in_query(&self, writings: &[&str]) -> Vec<(Range<usize>, &str)> {
        let words = writings.first().copied().unwrap_or_default();
        let mut found = Vec::new();
        let Some(lexicon) = Lexicon::for_words(self.agencies(), words) else {
            return found;
        };
        for text in writings {
            found.extend(self.mentioned(&lexicon.read(text)));
        }
        found
    }

    /// The agencies named in a text that this knowledge's lexicon has read.
    pub fn mentioned(&self, reading: &Reading) -> impl Iterator<Item = (Range<usize>, &str)> {
        reading.mentions.iter().filter_map(|mention| {
            let Named::Agency(at) = mention.named else {
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
