//! Every agency that a text names without doubt, whoever is credited.

use std::ops::Range;

use super::agencies::Knowledge;
use super::lexicon::Named;

impl Knowledge {
    /// The agencies named in running text, in order: byte span and path. An abbreviation counts only as abbreviations
    /// are written, in capitals, and one that could be another word or body is left out.
    pub fn mentions(&self, text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
        let reading = self.lexicon().read(text);
        let words = reading.words;
        reading.mentions.into_iter().filter_map(move |mention| {
            let Named::Agency(at) = mention.named else {
                return None;
            };
            let first = words.get(mention.words.start)?;
            let last = words.get(mention.words.end.checked_sub(1)?)?;
            Some((
                first.start..last.end,
                self.agencies().get(at)?.path.as_str(),
            ))
        })
    }
}
