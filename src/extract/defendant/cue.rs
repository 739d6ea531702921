//! Which phrases that accuse or excuse somebody does a text have, and where?

use crate::extract::defendant::reader::NameReader;
use crate::knowledge::tables::cases::accusations::Accusation;

/// A phrase of `accusations.tsv` in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue<'a> {
    /// Its first word, and the word after its last one.
    pub start: usize,
    pub end: usize,
    pub senses: &'a [Accusation],
}

impl Cue<'_> {
    pub(super) fn is(&self, sense: Accusation) -> bool {
        self.senses.contains(&sense)
    }
}

/// The phrases of a text, in order. None is inside another.
pub(super) fn cues<'a>(reader: &NameReader<'a>) -> Vec<Cue<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < reader.words.len() {
        let Some((length, senses)) = reader.cues.accusations.longest(&reader.words[at..]) else {
            at += 1;
            continue;
        };
        let inside_last = found
            .last()
            .is_some_and(|last: &Cue| at + length <= last.end);
        if !inside_last {
            found.push(Cue {
                start: at,
                end: at + length,
                senses,
            });
        }
        at += 1;
    }
    found
}
