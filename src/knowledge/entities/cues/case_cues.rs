//! By which words and phrases is it found what happened in a case?

use crate::knowledge::entities::cut::normalized_words;
use crate::knowledge::entities::phrase_trie::PhraseTrie;
use crate::knowledge::entities::vocabulary::Vocabulary;
use crate::knowledge::entities::word::Word;
use crate::knowledge::tables::cases::accusations::{Accusation, accusations};
use crate::knowledge::tables::cases::case_words::{CASE_WORDS, ORDINARY};
use crate::knowledge::tables::cases::money_cues::{MoneyCue, money_cues};
use crate::knowledge::tables::cases::ordinary_words::ordinary_words;
use crate::knowledge::tables::name_words::{NameWord, name_words};
use crate::knowledge::tables::titles::{TitleClass, titles};

/// The phrases and words of the tables of cases, by the numbers of a recognizer's words.
#[derive(Debug)]
pub(crate) struct CaseCues {
    /// Positions in `money_rows`.
    pub money: PhraseTrie<usize>,
    /// The rows of `money_cues.tsv`.
    pub money_rows: Vec<MoneyCue>,
    /// The phrases of `accusations.tsv`.
    pub accusations: PhraseTrie<Accusation>,
    /// The titles of `titles.tsv`, without qualifiers.
    pub titles: PhraseTrie<TitleClass>,
    /// By number of the word: what it does beside names and sums.
    roles: Vec<u64>,
    /// By number of the word: what it does in names.
    name_words: Vec<Option<NameWord>>,
}

impl CaseCues {
    /// Returns the cues. Their words become words of the vocabulary.
    pub fn new(vocabulary: &mut Vocabulary) -> CaseCues {
        let mut cues = CaseCues {
            money: PhraseTrie::new(0),
            money_rows: money_cues(),
            accusations: PhraseTrie::new(0),
            titles: PhraseTrie::new(0),
            roles: Vec::new(),
            name_words: Vec::new(),
        };
        for (at, row) in cues.money_rows.iter().enumerate() {
            cues.money.add(vocabulary, row.words, at);
        }
        for row in accusations() {
            cues.accusations.add(vocabulary, row.words, row.sense);
        }
        for row in titles() {
            // "DA" is a title, and "Da" begins a surname.
            let is_abbreviation = row.words.starts_with(char::is_uppercase);
            if !is_abbreviation && !matches!(row.class, TitleClass::Modifier | TitleClass::Past) {
                cues.titles.add(vocabulary, row.words, row.class);
            }
        }
        let mut roles: Vec<(u32, u64)> = Vec::new();
        for (role, words) in CASE_WORDS {
            roles.extend(normalized_words(words).map(|word| (vocabulary.learn(&word), role)));
        }
        roles.extend(ordinary_words().map(|word| (vocabulary.learn(word), ORDINARY)));
        let mut names: Vec<(u32, NameWord)> = Vec::new();
        for row in name_words() {
            let mut words = normalized_words(row.words);
            if let (Some(word), None) = (words.next(), words.next())
                && row.kind != NameWord::Speech
            {
                names.push((vocabulary.learn(&word), row.kind));
            }
        }
        let all = vocabulary.count() + 1;
        cues.roles.resize(all, 0);
        cues.name_words.resize(all, None);
        for (word, role) in roles {
            cues.roles[word as usize] |= role;
        }
        for (word, kind) in names {
            cues.name_words[word as usize] = Some(kind);
        }
        cues
    }

    /// Returns whether a word does one of these things.
    #[inline]
    pub fn has(&self, word: &Word, roles: u64) -> bool {
        let known = self.roles.get(word.id as usize);
        known.is_some_and(|known| known & roles != 0)
    }

    /// Returns what a word does in names.
    #[inline]
    pub fn name_word(&self, word: &Word) -> Option<NameWord> {
        self.name_words.get(word.id as usize).copied().flatten()
    }
}
