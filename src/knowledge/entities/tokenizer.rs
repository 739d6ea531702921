//! What are the words and sentences of a text?

use std::ops::Range;

use crate::knowledge::entities::cut::{case, case_of, next_word, plain_word};
use crate::knowledge::entities::sentences::{between, ends_sentence, strongest};
use crate::knowledge::entities::vocabulary::{Known, Vocabulary};
use crate::knowledge::entities::word::{CandidateToken, Gap, LetterCase, Word};
use crate::text::normalize::fold_table_word;
use crate::text::runs::runs;

/// Returns the words of a text, and those of them that may begin a name or a phrase.
pub fn tokenize(text: &str, vocabulary: &Vocabulary) -> (Vec<Word>, Vec<CandidateToken>) {
    let mut reader = Reader {
        text,
        vocabulary,
        words: Vec::with_capacity(text.len() / 5),
        candidates: Vec::with_capacity(text.len() / 10),
        end: 0,
        searched: 0,
        sentence: 0,
        folded: String::new(),
    };
    for run in runs(text.as_bytes()) {
        reader.read_run(&run);
    }
    reader.read_words(text.len());
    (reader.words, reader.candidates)
}

struct Reader<'a> {
    text: &'a str,
    vocabulary: &'a Vocabulary,
    words: Vec<Word>,
    candidates: Vec<CandidateToken>,
    /// The end of the last word.
    end: usize,
    /// No further word begins before this byte.
    searched: usize,
    sentence: u32,
    folded: String,
}

impl Reader<'_> {
    /// Reads the words that begin in a run of letters and digits or before it. Mostly the run is one word.
    #[inline]
    fn read_run(&mut self, run: &Range<usize>) {
        let text = self.text.as_bytes();
        if run.start >= self.end
            && let Some(word) = plain_word(text, run)
            && let Some(before) = self.gap_before(run)
        {
            let known = self.vocabulary.known_packed(word.lowered());
            self.add(run, before, case_of(word), known, true);
        } else {
            self.read_words(run.end);
        }
    }

    /// Returns the mark between the last word and this one, and notes whether a sentence ends there. Returns nothing if
    /// another word is between them.
    #[inline]
    fn gap_before(&mut self, word: &Range<usize>) -> Option<Gap> {
        let gap = self.end..word.start;
        if let Some(strongest) = between(&self.text.as_bytes()[gap])
            && !self.words.is_empty()
        {
            return Some(strongest);
        }
        let has_word = self.text[self.searched..word.start].contains('&');
        (!has_word).then(|| self.look_at_gap(word))
    }

    /// Returns the same for a gap that has no word.
    fn look_at_gap(&mut self, word: &Range<usize>) -> Gap {
        let Some(last) = self.words.last() else {
            return Gap::Blank;
        };
        let gap = &self.text[self.end..word.start];
        let last = last.start..self.end;
        let ends = ends_sentence(self.text, last, gap, &self.text[word.clone()]);
        self.sentence += u32::from(ends);
        strongest(gap)
    }

    /// Reads the words that begin before byte `until`, of any characters.
    fn read_words(&mut self, until: usize) {
        while let Some(word) = next_word(self.text, self.searched, until) {
            let before = self.look_at_gap(&word);
            let raw = &self.text[word.clone()];
            fold_table_word(raw, &mut self.folded);
            let known = self.vocabulary.known(&self.folded);
            self.add(&word, before, case(raw), known, false);
        }
        self.searched = self.searched.max(until);
    }

    #[inline]
    fn add(
        &mut self,
        span: &Range<usize>,
        before: Gap,
        case: LetterCase,
        known: Known,
        plain: bool,
    ) {
        self.end = span.end;
        self.searched = span.end;
        let flags = known.flags();
        // Without a branch: which words are candidates cannot be predicted.
        let kept =
            self.candidates.len() + usize::from(flags | u16::from(case == LetterCase::Upper) != 0);
        self.candidates.push(CandidateToken {
            index: u32::try_from(self.words.len()).unwrap_or(u32::MAX),
            flags,
            case,
        });
        self.candidates.truncate(kept);
        self.words.push(Word {
            start: span.start,
            end: span.end,
            case,
            sentence: self.sentence,
            before,
            plain,
            id: known.id,
            stem: known.stem,
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_has_the_words_that_are_found_one_by_one(
            text in "([A-Za-z0-9]{1,18}|é|U\\.S\\.|Jo’s|[ ]{1,2}|[,.;:!?'’`&()—\n-]){0,80}"
        ) {
            let (words, _) = tokenize(&text, &Vocabulary::default());
            let mut end = 0;
            for word in words {
                let next = next_word(&text, end, text.len());
                prop_assert_eq!(next, Some(word.start..word.end));
                end = word.end;
            }
            prop_assert_eq!(next_word(&text, end, text.len()), None);
        }
    }
}
