//! Which agencies, districts and offices does a text name, and where?
//!
//! The longest name wins, names do not overlap, and a unit takes its meaning from the agency beside it ("the Criminal
//! Division's Fraud Section"). Who is credited with a case is not decided here.

use std::ops::Range;

use crate::knowledge::entities::composer::{Composer, defines_abbreviation};
use crate::knowledge::entities::cues::case_cues::CaseCues;
use crate::knowledge::entities::mention::{AnnotatedText, Entity, Mention, Office, PhraseMatch};
use crate::knowledge::entities::phrase_trie::PhraseTrie;
use crate::knowledge::entities::tokenizer::tokenize;
use crate::knowledge::entities::vocabulary::{ISSUER_PHRASE, Vocabulary, WordSet};
use crate::knowledge::entities::word::{CandidateToken, Gap, LetterCase, Word};
use crate::knowledge::tables::credits::CreditPhrase;
use crate::knowledge::tables::issuers::Issuer;

/// What a phrase of the tables can mean. Numbers are positions in the lists of agencies, districts, states and counties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhraseSense {
    Name(usize),
    Abbreviation(usize),
    /// An agency, if its parent, the second number, is named beside it.
    Unit(usize, usize),
    District(usize),
    State(usize),
    Office(Office),
    County(usize),
}

/// An issuer known by a phrase of its releases.
#[derive(Debug)]
pub(super) struct IssuerPhrase {
    /// The longest word of the phrase. It is looked up in place of the first word, which some prints join to the text
    /// before it (`COMMISSIONLitigation Release No.`).
    pub anchor: u32,
    /// Where that word begins in the phrase, in bytes.
    pub offset: usize,
    pub issuer: Issuer,
}

/// Finds names and phrases of the tables in texts.
#[derive(Debug)]
pub struct EntityRecognizer {
    pub(super) vocabulary: Vocabulary,
    pub(super) names: PhraseTrie<PhraseSense>,
    /// Finds positions in `credit_phrases`.
    pub(super) credits: PhraseTrie<usize>,
    /// The phrases of `credits.tsv`.
    pub credit_phrases: Vec<CreditPhrase>,
    /// Finds positions in the cues of stages.
    pub(super) stage_cues: PhraseTrie<usize>,
    /// Finds positions in the phrases of offenses.
    pub(super) offenses: PhraseTrie<usize>,
    pub(super) composer: Composer,
    /// By which it is found what happened in a case; none in a recognizer for queries.
    pub(crate) case_cues: Option<CaseCues>,
    /// Issuers by the host of their site.
    pub issuer_hosts: Vec<Issuer>,
    pub(super) issuer_phrases: Vec<IssuerPhrase>,
    /// Words between the entries of a list.
    pub list_separators: WordSet,
    /// First words of agencies' names with which names of state agencies begin, too.
    pub(super) shared_first_words: WordSet,
    /// Kinds of places that have agencies of their own.
    pub(super) place_kinds: WordSet,
    /// First words of names that are written in lower case.
    pub(super) lower_case_names: WordSet,
    pub(super) department: u32,
    pub(super) of: u32,
    /// The word "and".
    pub(crate) and: u32,
    /// The word "by".
    pub(crate) by: u32,
    /// Words that say that something happens now, or beside the case.
    pub recency_words: WordSet,
    /// Words for persons who work for an agency or deal with it, after its name.
    pub affiliates: WordSet,
    /// Words in lower case inside a list of officials and agencies.
    pub list_words: WordSet,
}

impl EntityRecognizer {
    /// Returns the words of a text and the names among them.
    pub fn annotate(&self, text: &str) -> AnnotatedText {
        let (words, candidates) = tokenize(text, &self.vocabulary);
        let mut names = self.find_names(&words, &candidates);
        if defines_abbreviation(text, &words, &candidates) {
            names = self
                .composer
                .apply_definitions(text, &words, &candidates, names);
        }
        let mentions = self.composer.compose(&words, names);
        AnnotatedText {
            words,
            candidates,
            mentions,
        }
    }

    /// Returns the issuers of which a phrase is in the text: path and byte span.
    pub fn find_issuers<'a>(
        &'a self,
        text: &'a str,
        annotated: &'a AnnotatedText,
    ) -> impl Iterator<Item = (&'a str, Range<usize>)> {
        annotated
            .candidates
            .iter()
            .filter(|candidate| candidate.has_flag(ISSUER_PHRASE))
            .map(|candidate| &annotated.words[candidate.word_index()])
            .filter_map(move |word| {
                let phrases = self.issuer_phrases.iter();
                let mut issuers =
                    phrases
                        .filter(|phrase| word.is(phrase.anchor))
                        .filter_map(|phrase| {
                            let start = word.start.checked_sub(phrase.offset)?;
                            let Issuer { value, path, .. } = phrase.issuer;
                            let span = start..start + value.len();
                            let is_same = text.get(span.clone())?.eq_ignore_ascii_case(value);
                            is_same.then_some((path, span))
                        });
                issuers.next()
            })
    }

    /// Returns the credit phrases of a text, in order. They do not overlap, and each is inside one sentence.
    pub fn find_credits(&self, text: &AnnotatedText) -> Vec<PhraseMatch> {
        find_phrases(&self.credits, text)
    }

    /// Returns the phrases of `stage_cues.tsv` in a text, as [`EntityRecognizer::find_credits`] returns those of credits.
    pub fn find_stage_cues(&self, text: &AnnotatedText) -> Vec<PhraseMatch> {
        find_phrases(&self.stage_cues, text)
    }

    /// Returns the phrases of `offenses.tsv` in a text, as [`EntityRecognizer::find_credits`] returns those of credits.
    pub fn find_offenses(&self, text: &AnnotatedText) -> Vec<PhraseMatch> {
        find_phrases(&self.offenses, text)
    }

    /// Returns the names of a text before names side by side are joined.
    fn find_names(&self, words: &[Word], candidates: &[CandidateToken]) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::with_capacity(candidates.len() / 4);
        let mut capitals = CapitalSentences::default();
        let mut next = 0;
        for &candidate in candidates {
            let at = candidate.word_index();
            let may_begin = self.names.may_begin(candidate)
                && at >= next
                && match candidate.case {
                    // "the attorneys general of Maine and Ohio" is in lower case, and so are titles in Spanish.
                    LetterCase::Lower => self.lower_case_names.has(&words[at]),
                    LetterCase::Capital | LetterCase::Upper => true,
                    LetterCase::Digit => false,
                };
            if !may_begin {
                continue;
            }
            let Some((length, senses)) = self.names.longest(&words[at..]) else {
                continue;
            };
            let range = at..at + length;
            let last = found.last();
            if let Some(entity) = self.entity(words, &range, senses, &mut capitals, last) {
                next = range.end;
                found.push(Mention {
                    words: range,
                    entity,
                });
            }
        }
        found
    }

    /// Returns what a phrase means at its place in the text. `last` is the name before it.
    fn entity(
        &self,
        words: &[Word],
        range: &Range<usize>,
        senses: &[PhraseSense],
        capital_sentences: &mut CapitalSentences,
        last: Option<&Mention>,
    ) -> Option<Entity> {
        if words[range.start].case == LetterCase::Lower {
            return match senses {
                [PhraseSense::Office(office), ..] if *office != Office::Other => {
                    Some(Entity::Office(*office))
                }
                _ => None,
            };
        }
        let mut phrase = words[range.clone()].iter();
        let is_upper = phrase.all(|word| word.case == LetterCase::Upper);
        let is_distinct = range.len() > 1 || is_upper;
        let mut agencies: Vec<usize> = Vec::new();
        let mut units: Vec<(usize, usize)> = Vec::new();
        for &sense in senses {
            match sense {
                PhraseSense::District(at) if is_distinct => return Some(Entity::District(at)),
                PhraseSense::State(at) => return Some(Entity::State(at)),
                PhraseSense::Office(office) => return Some(Entity::Office(office)),
                PhraseSense::County(at) => return Some(Entity::County(at)),
                PhraseSense::Name(at) => agencies.push(at),
                PhraseSense::Abbreviation(at)
                    if is_upper && !capital_sentences.contain(words, range.start) =>
                {
                    agencies.push(at);
                }
                PhraseSense::Unit(at, parent) if is_distinct => units.push((at, parent)),
                PhraseSense::District(_) | PhraseSense::Abbreviation(_) | PhraseSense::Unit(..) => {
                }
            }
        }
        agencies.dedup();
        if let [agency] = agencies[..] {
            // "the Colorado Department of Justice", "the County Health and Human Services Department"
            let is_other = self.shared_first_words.has(&words[range.start])
                && (self.is_of_a_place(words, range, last) || self.goes_on(words, range));
            return (!is_other).then_some(Entity::Agency(agency));
        }
        (!units.is_empty() && !self.is_of_a_place(words, range, last))
            .then_some(Entity::Unit(units))
    }

    /// Returns whether a department's name goes on: "the State Department of Corrections" is no "State Department".
    fn goes_on(&self, words: &[Word], range: &Range<usize>) -> bool {
        let (Some(last), Some(next), Some(second)) = (
            range.end.checked_sub(1),
            words.get(range.end),
            words.get(range.end + 1),
        ) else {
            return false;
        };
        words[last].is(self.department)
            && next.is(self.of)
            && next.before == Gap::Blank
            && second.case != LetterCase::Lower
    }

    /// Returns whether a state or a kind of place is right before a name.
    fn is_of_a_place(&self, words: &[Word], range: &Range<usize>, last: Option<&Mention>) -> bool {
        let Some(before) = range.start.checked_sub(1) else {
            return false;
        };
        if words[before].sentence != words[range.start].sentence
            || words[range.start].before != Gap::Blank
        {
            return false;
        }
        let is_state = last.is_some_and(|last| {
            last.words.end == range.start && matches!(last.entity, Entity::State(_))
        });
        let word = &words[before];
        is_state || (self.place_kinds.has(word) && word.case != LetterCase::Lower)
    }

    /// Returns the position of the agency that is the U.S. Attorney's Office of this district.
    pub fn office_of_district(&self, district: usize) -> Option<usize> {
        self.composer.office_of_district(district)
    }

    /// Returns the district of a U.S. Attorney's Office.
    pub fn district_of_office(&self, agency: usize) -> Option<usize> {
        self.composer.district_of_office(agency)
    }

    /// Returns the position of `/doj/usao`: a U.S. Attorney's Office whose district is not named beside it.
    pub fn unspecified_district_office(&self) -> usize {
        self.composer.unspecified_district_office
    }
}

/// Returns the phrases in a text, the longest at each place. One phrase with several meanings is there several times.
fn find_phrases(phrases: &PhraseTrie<usize>, text: &AnnotatedText) -> Vec<PhraseMatch> {
    let mut found = Vec::new();
    let mut next = 0;
    for &candidate in &text.candidates {
        let at = candidate.word_index();
        if phrases.may_begin(candidate)
            && at >= next
            && let Some((length, rows)) = phrases.longest(&text.words[at..])
        {
            next = at + length;
            found.extend(rows.iter().map(|&row| PhraseMatch {
                words: at..next,
                row,
            }));
        }
    }
    found
}

/// Answers whether a sentence is in capitals alone. Abbreviations and words look the same there.
///
/// Keeps the last answer, so that the time is linear for many abbreviations in one sentence.
#[derive(Default)]
struct CapitalSentences {
    last: Option<(u32, bool)>,
}

impl CapitalSentences {
    /// Returns whether the sentence of word `at` is in capitals.
    fn contain(&mut self, words: &[Word], at: usize) -> bool {
        let sentence = words[at].sentence;
        if let Some((known, answer)) = self.last
            && known == sentence
        {
            return answer;
        }
        let start = words[..at].partition_point(|word| word.sentence < sentence);
        let words = words[start..].iter();
        let answer = is_in_capitals(words.take_while(|word| word.sentence == sentence));
        self.last = Some((sentence, answer));
        answer
    }
}

fn is_in_capitals<'a>(sentence: impl Iterator<Item = &'a Word>) -> bool {
    let (mut upper, mut all) = (0, 0);
    for word in sentence.filter(|word| word.end - word.start > 1 && word.case != LetterCase::Digit)
    {
        all += 1;
        upper += usize::from(word.case == LetterCase::Upper);
    }
    all >= 4 && upper * 4 > all * 3
}
