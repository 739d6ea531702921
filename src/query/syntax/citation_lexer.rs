//! The statutes that a typed text cites.

use std::ops::Range;

use crate::analysis::{TokenBuffer, tokenize_into};
use crate::query::syntax::Context;

/// The citations of one text, in its order.
pub(crate) struct Cited(Vec<(Range<usize>, String)>);

/// Words of a citation beside its numbers and the code's initials.
const CITING: [&str; 21] = [
    "and",
    "app",
    "appendix",
    "appx",
    "at",
    "code",
    "federal",
    "of",
    "or",
    "regulations",
    "sec",
    "secs",
    "section",
    "sections",
    "ss",
    "states",
    "the",
    "title",
    "united",
    "us",
    "usca",
];

impl Cited {
    /// Those whose words say nothing else: of `section 1341 (mail fraud) of title 18` the citation alone would lose two.
    pub(crate) fn of(text: &str, context: &Context) -> Self {
        let mut found = (context.citations)(text);
        let mut words = TokenBuffer::new();
        found.retain(|(place, name)| {
            let name = plain(name);
            tokenize_into(&mut words, text.get(place.clone()).unwrap_or_default());
            let mut all = words.words();
            all.all(|word| {
                CITING.contains(&word.normalized) || name.contains(&plain(word.normalized))
            })
        });
        found.sort_by_key(|(place, _)| place.start);
        Cited(found)
    }

    /// The one that begins at `at`.
    pub(crate) fn at(&self, text: &str, at: usize) -> Option<(Range<usize>, String)> {
        let first = self.0.partition_point(|(place, _)| place.start < at);
        self.0[first..]
            .iter()
            .take_while(|(place, _)| place.start == at)
            .find(|(place, _)| place.end > at && text.is_char_boundary(place.end))
            .cloned()
    }
}

/// Letters and figures alone.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_lowercase()).collect()
}
