//! What do the phrases of `credits.tsv` say about each word of a text: credited, victim, in court, background?

use std::cell::LazyCell;
use std::ops::Range;

use crate::knowledge::entities::mention::{AnnotatedText, PhraseMatch};
use crate::knowledge::entities::recognizer::EntityRecognizer;
use crate::knowledge::entities::word::{Gap, LetterCase, Word};
use crate::knowledge::tables::credits::{CreditKind, CreditScope};

/// Maximum number of words of a list of names: keeps the time linear.
const MAX_LIST: usize = 150;

/// Number of sentences at the top that tell what the release is about.
const LEAD_SENTENCES: u32 = 6;

/// What the credit phrases of its sentence say about one word.
#[derive(Clone, Copy, Default)]
pub(super) struct WordCredits {
    /// What the body is credited with.
    pub credit: Option<CreditKind>,
    /// Whether the body announces or brings the case itself.
    pub announced: bool,
    pub victim: bool,
    /// Whether it names a court.
    pub court: bool,
    pub background: bool,
    /// Whether the sentence tells who prosecutes.
    pub prosecutes: bool,
}

/// What the credit phrases say about each word of a text.
pub(super) fn word_credits(
    annotations: &AnnotatedText,
    recognizer: &EntityRecognizer,
) -> Vec<WordCredits> {
    let words = &annotations.words;
    let mut credits = vec![WordCredits::default(); words.len()];
    let phrases = recognizer.find_credits(annotations);
    let sentence_of = |phrase: &PhraseMatch| words[phrase.words.start].sentence;
    for phrases in phrases.chunk_by(|a, b| sentence_of(a) == sentence_of(b)) {
        let number = sentence_of(&phrases[0]);
        let first = phrases[0].words.start;
        let same = |word: &&Word| word.sentence == number;
        let before = words[..first].iter().rev().take_while(same).count();
        let after = words[first..].iter().take_while(same).count();
        let sentence = first - before..first + after;
        credit_sentence(words, sentence, phrases, recognizer, &mut credits);
    }
    credits
}

/// What the phrases so far say about all words after them.
#[derive(Default)]
struct OpenScopes {
    credit: Option<CreditKind>,
    court: bool,
    background: bool,
}

impl OpenScopes {
    fn apply(&self, credits: &mut [WordCredits]) {
        for word in credits {
            if let Some(kind) = self.credit {
                word.credit.get_or_insert(kind);
            }
            self.apply_within_phrase(word);
        }
    }

    /// The words of a phrase itself are not credited.
    fn apply_within_phrase(&self, word: &mut WordCredits) {
        word.court |= self.court;
        word.background |= self.background;
    }
}

/// Sets the credits of a sentence's words from its phrases.
fn credit_sentence(
    words: &[Word],
    sentence: Range<usize>,
    phrases: &[PhraseMatch],
    recognizer: &EntityRecognizer,
    credits: &mut [WordCredits],
) {
    let mut before: Vec<(usize, CreditKind)> = Vec::new();
    let mut open = OpenScopes::default();
    let mut whole_sentence: Option<CreditKind> = None;
    let mut all_background = false;
    let mut prosecutes = false;
    let is_news = LazyCell::new(|| {
        words[sentence.start].sentence < LEAD_SENTENCES
            || words[sentence.clone()]
                .iter()
                .any(|word| recognizer.recency_words.has(word))
    });
    let mut at = sentence.start;
    for phrase in phrases {
        let PhraseMatch { words: phrase, row } = phrase;
        // "HUD-assisted housing" credits nobody.
        let is_compound = words[phrase.start].before == Gap::Dash
            && phrase.start > sentence.start
            && words[phrase.start - 1].case == LetterCase::Upper
            && words[phrase.start].start - words[phrase.start - 1].end == 1;
        if is_compound {
            continue;
        }
        open.apply(&mut credits[at..=phrase.start]);
        for &(kind, scope) in &recognizer.credit_phrases[*row].senses {
            match (kind, scope) {
                (CreditKind::Nobody, _) => {}
                (CreditKind::Background, CreditScope::Sentence) => all_background = true,
                (CreditKind::Background, _) => open.background = true,
                (CreditKind::Court, _) => open.court = true,
                (_, CreditScope::After) => open.credit = Some(kind),
                (_, CreditScope::Before) => before.push((phrase.start, kind)),
                (_, CreditScope::Sentence) => whole_sentence = Some(kind),
                (_, CreditScope::Next) => {
                    let mut list = list_after(words, phrase.end..sentence.end, recognizer);
                    if matches!(kind, CreditKind::Victim | CreditKind::Program) {
                        // After a comma, "... charges against Roe, and the FBI ..." and "not part of the task force, the
                        // FBI ..." go on with another body. "part of Operation Roe, an OCDETF investigation" does not.
                        let is_article = |word: &Word| {
                            kind == CreditKind::Program
                                && word.case == LetterCase::Lower
                                && word.end - word.start <= 2
                        };
                        // Only of defendants: "former Assistant U.S. Attorney Roe of the ..." ends at the full stop.
                        let is_of_defendants = recognizer.credit_phrases[*row]
                            .phrase
                            .starts_with("against");
                        // "in the letter to the Secretary by the attorneys general of ...": who acts is no victim.
                        let is_by =
                            |word: &Word| kind == CreditKind::Victim && word.is(recognizer.by);
                        let breaks = |at: &usize| {
                            is_by(&words[*at])
                                || words[*at].before >= Gap::Comma
                                    && !is_article(&words[*at])
                                    && !(is_of_defendants && is_within_name(words, *at, recognizer))
                        };
                        let end = list.clone().skip(1).find(breaks);
                        list.end = end.unwrap_or(list.end);
                    }
                    credit_list(credits, list, kind);
                }
                // Far down, "the agency issued an order in 2007" is history.
                (CreditKind::Bring, CreditScope::Last) if !*is_news => {}
                (_, CreditScope::Last) => {
                    let list = list_before(words, sentence.start..phrase.start, recognizer);
                    credit_list(credits, list, kind);
                }
            }
            prosecutes |= kind == CreditKind::Prosecute;
        }
        for word in &mut credits[phrase.start + 1..phrase.end] {
            open.apply_within_phrase(word);
        }
        at = phrase.end;
    }
    open.apply(&mut credits[at..sentence.end]);
    if let Some((end, kind)) = before.last() {
        for word in &mut credits[sentence.start..*end] {
            word.credit.get_or_insert(*kind);
        }
    }
    if let Some(kind) = whole_sentence {
        for word in &mut credits[sentence.clone()] {
            word.credit.get_or_insert(kind);
        }
    }
    if all_background || prosecutes {
        for word in &mut credits[sentence] {
            word.background |= all_background;
            word.prosecutes |= prosecutes;
        }
    }
}

/// Whether the list goes on over the mark before a word: the full stop of "U.S.", the brackets of an abbreviation before
/// "and". The mark after a bracket may hide a comma.
fn is_within_name(words: &[Word], at: usize, recognizer: &EntityRecognizer) -> bool {
    let is_bracket = |at: usize, mark: Gap| words.get(at).is_some_and(|word| word.before == mark);
    match words[at].before {
        Gap::Other => {
            let last = &words[at - 1];
            last.case == LetterCase::Upper && !last.plain
        }
        Gap::Open => is_bracket(at + 1, Gap::Close) && words[at + 1].is(recognizer.and),
        Gap::Close => is_bracket(at - 1, Gap::Open) && words[at].is(recognizer.and),
        _ => false,
    }
}

/// Sets the credits of a list of names right before or after a phrase of this kind.
fn credit_list(credits: &mut [WordCredits], list: Range<usize>, kind: CreditKind) {
    for word in &mut credits[list] {
        match kind {
            CreditKind::Victim => word.victim = true,
            CreditKind::Announce | CreditKind::Bring => {
                word.announced = true;
                word.credit = Some(kind);
            }
            CreditKind::Quote if word.credit.is_some() => {}
            kind => word.credit = Some(kind),
        }
    }
}

/// Whether a list of officials and bodies goes on with this word.
pub(super) fn continues_list(word: &Word, recognizer: &EntityRecognizer) -> bool {
    word.case != LetterCase::Lower || recognizer.list_words.has(word)
}

/// The list of names at the start of the range.
fn list_after(words: &[Word], range: Range<usize>, recognizer: &EntityRecognizer) -> Range<usize> {
    let length = words[range.clone()]
        .iter()
        .take(MAX_LIST)
        .take_while(|word| continues_list(word, recognizer))
        .count();
    range.start..range.start + length
}

/// The list of names at the end of the range.
fn list_before(words: &[Word], range: Range<usize>, recognizer: &EntityRecognizer) -> Range<usize> {
    let length = words[range.clone()]
        .iter()
        .rev()
        .take(MAX_LIST)
        .take_while(|word| continues_list(word, recognizer))
        .count();
    range.end - length..range.end
}

/// The name of the rule that credits a body with this.
pub(super) fn rule_name(kind: CreditKind) -> &'static str {
    match kind {
        CreditKind::Announce => "announces",
        CreditKind::Quote => "quoted",
        CreditKind::Investigate => "investigates",
        CreditKind::Prosecute => "prosecutes",
        CreditKind::Assist => "assists",
        CreditKind::Thank => "thanked",
        CreditKind::Bring => "brings",
        CreditKind::Program => "programme",
        CreditKind::Court | CreditKind::Victim | CreditKind::Background | CreditKind::Nobody => {
            "named"
        }
    }
}
