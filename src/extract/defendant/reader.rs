//! The words of one part of a page: how they are printed, which of them join to names, and which phrases accuse or excuse
//! somebody.

use crate::extract::annotated_page::AnnotatedPart;
use crate::knowledge::entities::cues::case_cues::CaseCues;
use crate::knowledge::entities::word::{Gap, LetterCase, Word};
use crate::knowledge::tables::cases::accusations::Accusation;
use crate::knowledge::tables::cases::case_words::{CONJUNCTION, ORG_WORD};
use crate::knowledge::tables::name_words::NameWord;
use crate::text::char_class::is_one_character;
use crate::text::sentence_end::is_abbreviation;

/// Reads names in one part of a page.
pub(super) struct NameReader<'a> {
    pub text: &'a str,
    pub words: &'a [Word],
    pub cues: &'a CaseCues,
    /// By position of the mention: names of bodies and places.
    pub part: &'a AnnotatedPart<'a>,
    /// Whether the text is a headline as a whole.
    pub headline: bool,
}

impl NameReader<'_> {
    /// Whether a word begins with a capital.
    pub fn is_capital(&self, at: usize) -> bool {
        self.words
            .get(at)
            .is_some_and(|word| matches!(word.case, LetterCase::Capital | LetterCase::Upper))
    }

    /// The bytes between a word and the one before it.
    pub fn gap(&self, at: usize) -> &str {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        let from = before.map_or(0, |word| word.end);
        let to = self.words.get(at).map_or(from, |word| word.start);
        &self.text[from..to]
    }

    /// A word as it is printed.
    pub fn raw(&self, at: usize) -> &str {
        self.words
            .get(at)
            .map_or("", |word| &self.text[word.start..word.end])
    }

    pub(super) fn same_sentence(&self, a: usize, b: usize) -> bool {
        match (self.words.get(a), self.words.get(b)) {
            (Some(a), Some(b)) => a.sentence == b.sentence,
            _ => false,
        }
    }

    /// Whether a word is one letter with a full stop.
    pub(super) fn is_initial(&self, at: usize) -> bool {
        is_one_character(self.raw(at)) && self.gap(at + 1).starts_with('.')
    }

    /// Whether a word is a possessive.
    pub(super) fn is_possessive(&self, at: usize) -> bool {
        // A plain word has no apostrophe.
        if self.words.get(at).is_none_or(|word| word.plain) {
            return false;
        }
        let raw = self.raw(at);
        raw.ends_with("'s") || raw.ends_with("’s") || raw.ends_with("'S") || raw.ends_with("’S")
    }

    /// Whether a word is part of names of organizations alone.
    pub(super) fn is_org_word(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| {
            self.cues.has(word, ORG_WORD)
                || self.cues.name_word(word) == Some(NameWord::Organization)
        })
    }

    /// Whether a comma, a semicolon or a conjunction joins two names of a list.
    pub fn separates(&self, from: usize, to: usize) -> bool {
        (from..to).all(|at| self.cues.has(&self.words[at], CONJUNCTION))
            && matches!(
                self.words[to].before,
                Gap::Comma | Gap::Other | Gap::Blank | Gap::Close
            )
    }

    /// Whether the word at `at` belongs to the name of the word before it.
    pub(super) fn joins(&self, at: usize) -> bool {
        let (Some(word), Some(before)) = (
            self.words.get(at),
            at.checked_sub(1).and_then(|at| self.words.get(at)),
        ) else {
            return false;
        };
        // "Acme.com"
        if word.before == Gap::Other
            && self.gap(at) == "."
            && matches!(self.raw(at), "com" | "net" | "org" | "COM" | "NET" | "ORG")
        {
            return true;
        }
        let goes_on = match word.case {
            LetterCase::Capital | LetterCase::Upper => true,
            LetterCase::Lower => matches!(self.raw(at), "plc" | "gmbh" | "llc" | "inc"),
            LetterCase::Digit => false,
        };
        if !goes_on || word.sentence != before.sentence {
            return false;
        }
        match self.gap(at) {
            " " | "-" | "\n" | "\u{2010}" | "\u{2011}" | "\u{a0}" | "  " => true,
            ". " | "." | ".\n" => {
                let before = self.raw(at - 1);
                is_one_character(before) || before.contains('.') || is_abbreviation(before)
            }
            _ => false,
        }
    }
}

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
