//! What is known of the title or the text of a page when its credits are read?

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use crate::knowledge::Knowledge;
use crate::knowledge::entities::mention::Mention;
use crate::knowledge::entities::recognizer::EntityRecognizer;
use crate::knowledge::entities::word::{LetterCase, Word};
use crate::model::EvidenceSource;

use crate::extract::agency::jurisdiction::IssuingJurisdiction;
use crate::extract::agency::word_credits::WordCredits;
use crate::extract::annotated_page::AnnotatedPart;

/// The title or the text with all that the rules for credits ask.
pub(super) struct CreditContext<'a> {
    pub part: &'a AnnotatedPart<'a>,
    pub knowledge: &'a Knowledge,
    /// By word: what the credit phrases say about it.
    pub credits: &'a [WordCredits],
    /// Agencies named anywhere in the page, by their number in the table.
    pub named_agencies: &'a HashSet<usize>,
    /// Districts named anywhere in the page, by their number in the table.
    pub named_districts: &'a BTreeSet<usize>,
    pub jurisdiction: &'a IssuingJurisdiction,
    /// Whether the page tells who gets or leaves a post, and of no case.
    pub is_about_posts: bool,
    /// Whether the page names the U.S. Department of Justice, or at least no other attorney general.
    pub names_justice: bool,
}

impl<'a> CreditContext<'a> {
    pub fn words(&self) -> &'a [Word] {
        &self.part.annotations.words
    }

    pub fn mentions(&self) -> &'a [Mention] {
        &self.part.annotations.mentions
    }

    pub fn recognizer(&self) -> &'a EntityRecognizer {
        self.knowledge.recognizer()
    }

    pub fn place(&self) -> EvidenceSource {
        self.part.place.clone()
    }

    /// A word as it is written.
    pub fn text_of(&self, word: &Word) -> &'a str {
        &self.part.text[word.start..word.end]
    }

    /// Whether the word at `at` belongs to a victim or to background.
    pub fn is_uncredited(&self, at: usize) -> bool {
        self.credits[at].background || self.credits[at].victim
    }

    /// Whether a capitalised word stands before the word at `at`, neither first in the sentence nor part of a list of
    /// officials.
    pub fn has_capitalized_word_before(&self, at: usize) -> bool {
        let words = self.words();
        at >= 2
            && words[at - 1].case == LetterCase::Capital
            && words[at - 2..at]
                .iter()
                .all(|before| before.sentence == words[at].sentence)
            && !self.recognizer().list_words.has(&words[at - 1])
    }

    /// The mention before the one with this number.
    pub fn mention_before(&self, number: usize) -> Option<&'a Mention> {
        number.checked_sub(1).map(|before| &self.mentions()[before])
    }

    /// The bytes of these words, with a bracket that closes right after them: "Internal Revenue Service (IRS)".
    pub fn span(&self, words: &Range<usize>) -> Range<usize> {
        let (text, all) = (self.part.text, self.words());
        let Some((first, last)) = all
            .get(words.clone())
            .and_then(|words| Some((words.first()?, words.last()?)))
        else {
            return 0..0;
        };
        let span = first.start..last.end.min(text.len());
        let named = &text[span.clone()];
        let closes =
            named.contains('(') && !named.contains(')') && text[span.end..].starts_with(')');
        span.start..span.end + usize::from(closes)
    }
}
