//! The knowledge tables as the grammar asks them: which word is this, which title begins here.

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::prosecutor::tokens;
use crate::extract::prosecutor::tokens::{Shape, Token};
use crate::knowledge::entities::prosecutor_vocabulary::{prosecutor_vocabulary, table_words};
use crate::knowledge::entities::vocabulary::Vocabulary;
use crate::knowledge::entities::word;
use crate::knowledge::tables::counsel_words::CounselCue;
use crate::knowledge::tables::grammar_roles::{
    ARTICLE, AUXILIARY, CASE, CHARGE, COPULA, GOVERNMENT, MISSIVE, PRAISE, PREPOSITION, ROLES,
    SPEECH, TITLE,
};
use crate::knowledge::tables::name_words::NameWord;
use crate::knowledge::tables::titles::TitleClass;
use crate::knowledge::tables::{counsel_words, name_words, titles};

/// A word of the vocabulary. Words of no table are all [`Word::NONE`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Word(u16);

impl Word {
    pub const NONE: Word = Word(0);
}

/// A title as it stands in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Title {
    pub standing: TitleClass,
    /// Held before and not now: `former`, `then`.
    pub past: bool,
    /// The token after its last one.
    pub end: usize,
    pub plural: bool,
    /// `U.S. Attorney’s`: an office and not a person.
    pub possessive: bool,
    /// Row of the table of titles.
    pub row: usize,
}

/// What a row of the table of titles comes to.
#[derive(Clone, Copy)]
struct TitleEntry {
    row: usize,
    standing: TitleClass,
    /// An abbreviation counts in capitals only: `DA`, and not `Da Ponte`.
    capitals: bool,
}

/// Rows by the word that they begin with, longest first.
type Phrases<T> = Vec<Vec<(Vec<Word>, T)>>;

pub(super) struct Lexicon {
    vocabulary: Vocabulary,
    /// By number in the vocabulary, here and in all others: what the word is taken for, which is itself but for a few.
    words: Vec<Word>,
    names: Vec<Option<NameWord>>,
    /// By word: its roles, each a bit.
    roles: Vec<u16>,
    titles: Phrases<TitleEntry>,
    modifiers: Phrases<TitleClass>,
    cues: Phrases<CounselCue>,
    states: Phrases<()>,
    offices: Phrases<NameWord>,
    /// `U.S.`
    pub us: Word,
    u: Word,
    united: Word,
    united_s: Word,
    states_word: Word,
    pub and: Word,
    pub y: Word,
    pub as_: Word,
    pub the: Word,
    pub by: Word,
    pub to: Word,
    pub of: Word,
    pub district: Word,
    pub office: Word,
    from: Word,
    spanish_plurals: Vec<Word>,
}

/// No title has so many words that qualify it: `Acting Principal Deputy Assistant`.
const MODIFIERS: usize = 6;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::new);

impl Lexicon {
    pub fn get() -> &'static Lexicon {
        &LEXICON
    }

    fn new() -> Lexicon {
        let vocabulary = prosecutor_vocabulary();
        let all = vocabulary.count() + 1;
        let mut lexicon = Lexicon {
            words: (0..all)
                .map(|number| Word(u16::try_from(number).unwrap_or_default()))
                .collect(),
            names: vec![None; all],
            titles: Vec::new(),
            modifiers: Vec::new(),
            cues: Vec::new(),
            states: Vec::new(),
            offices: Vec::new(),
            us: Word::NONE,
            u: Word::NONE,
            united: Word::NONE,
            united_s: Word::NONE,
            states_word: Word::NONE,
            and: Word::NONE,
            y: Word::NONE,
            as_: Word::NONE,
            the: Word::NONE,
            by: Word::NONE,
            to: Word::NONE,
            of: Word::NONE,
            district: Word::NONE,
            office: Word::NONE,
            from: Word::NONE,
            roles: vec![0; all],
            vocabulary,
            spanish_plurals: Vec::new(),
        };
        lexicon.us = lexicon.learned("us");
        lexicon.u = lexicon.learned("u");
        lexicon.united = lexicon.learned("united");
        lexicon.united_s = lexicon.learned("s");
        lexicon.states_word = lexicon.learned("states");
        lexicon.and = lexicon.learned("and");
        lexicon.the = lexicon.learned("the");
        lexicon.by = lexicon.learned("by");
        lexicon.to = lexicon.learned("to");
        // Spanish has the same grammar, with these small words.
        lexicon.y = lexicon.learned("y");
        lexicon.as_ = lexicon.learned("as");
        let por = lexicon.vocabulary.number("por") as usize;
        lexicon.words[por] = lexicon.by;
        lexicon.of = lexicon.learned("of");
        lexicon.from = lexicon.learned("from");
        lexicon.district = lexicon.learned("district");
        lexicon.office = lexicon.learned("office");
        lexicon.spanish_plurals = lexicon.phrase("fiscales abogados");
        for (role, words) in ROLES {
            for word in lexicon.phrase(words) {
                lexicon.roles[usize::from(word.0)] |= role;
            }
        }
        for (row, title) in titles::titles().enumerate() {
            let words = lexicon.phrase(title.words);
            if let Some(first) = words.first() {
                lexicon.roles[usize::from(first.0)] |= TITLE;
            }
            match title.class {
                TitleClass::Modifier | TitleClass::Past => {
                    insert(&mut lexicon.modifiers, words, title.class);
                }
                standing => {
                    let capitals = title.words.starts_with(char::is_uppercase);
                    insert(
                        &mut lexicon.titles,
                        words,
                        TitleEntry {
                            row,
                            standing,
                            capitals,
                        },
                    );
                }
            }
        }
        for cue in counsel_words::counsel_words() {
            let words = lexicon.phrase(cue.words);
            insert(&mut lexicon.cues, words, cue.cue);
        }
        for row in name_words::name_words() {
            let words = lexicon.phrase(row.words);
            match (row.kind, words.as_slice()) {
                (NameWord::State, _) => insert(&mut lexicon.states, words, ()),
                (NameWord::Prosecuting | NameWord::Investigating, _) => {
                    insert(&mut lexicon.offices, words, row.kind);
                }
                (NameWord::Speech, [word]) => {
                    lexicon.roles[usize::from(word.0)] |= SPEECH;
                }
                (kind, [word]) => lexicon.names[usize::from(word.0)] = Some(kind),
                _ => {}
            }
        }
        lexicon
    }

    /// The words of a row.
    fn phrase(&self, words: &str) -> Vec<Word> {
        table_words(words).map(|word| self.learned(&word)).collect()
    }

    /// A word that must have been learned: one that was not would be taken for all words of no table.
    fn learned(&self, folded: &str) -> Word {
        let word = self.word(folded);
        debug_assert_ne!(
            word,
            Word::NONE,
            "`{folded}` is not in prosecutor_vocabulary"
        );
        word
    }

    pub fn word(&self, folded: &str) -> Word {
        self.numbered(self.vocabulary.number(folded))
    }

    #[inline]
    fn numbered(&self, number: u32) -> Word {
        self.words.get(number as usize).copied().unwrap_or_default()
    }

    /// A word of a text, and what it is without the `s` at its end.
    #[inline]
    pub fn read_word(&self, word: &word::Word) -> [Word; 2] {
        word.ids().map(|number| self.numbered(number))
    }

    /// Whether `next` makes one word with `last`: `U.` `S.`, `United` `States`.
    pub fn joins(&self, last: &Token, next: &Token) -> bool {
        next.word == self.states_word && last.word == self.united && next.shape == Shape::Capital
            || next.word == self.united_s
                && next.shape == Shape::Initial
                && last.shape == Shape::Initial
                && self.is_u(last)
    }

    fn is_u(&self, token: &Token) -> bool {
        token.word == self.u
    }

    /// The title that begins at `at`, with the words that qualify it, longest first.
    #[inline]
    pub fn title(&self, tokens: &[Token], at: usize) -> Option<Title> {
        if self.has_role(tokens.get(at)?, TITLE) {
            self.title_of_first(tokens, at)
        } else {
            None
        }
    }

    fn title_of_first(&self, tokens: &[Token], at: usize) -> Option<Title> {
        let plain = self.plain_title(tokens, at);
        let mut start = at;
        let mut past = false;
        let mut qualified = None;
        for _ in 0..MODIFIERS {
            let Some((length, standing)) = longest(&self.modifiers, tokens, start) else {
                break;
            };
            past |= *standing == TitleClass::Past;
            start += length;
            // "then-U.S. Attorney": the hyphen may stand alone.
            start += usize::from(
                tokens
                    .get(start)
                    .is_some_and(|token| token.shape == Shape::Bar),
            );
            if let Some(title) = self.plain_title(tokens, start) {
                // "Senior Deputy District Attorney" is a deputy's title and not a District Attorney's.
                if qualified.is_none_or(|known: Title| title.end > known.end) {
                    qualified = Some(Title { past, ..title });
                }
            }
        }
        match (plain, qualified) {
            (Some(plain), Some(qualified)) if qualified.end <= plain.end => Some(plain),
            (plain, qualified) => qualified.or(plain),
        }
    }

    fn plain_title(&self, tokens: &[Token], at: usize) -> Option<Title> {
        let (
            length,
            &TitleEntry {
                row,
                standing,
                capitals,
            },
        ) = longest(&self.titles, tokens, at)?;
        let words = &tokens[at..at + length];
        // "D.A. Doe Investments" begins with initials.
        if capitals && (words[0].shape != Shape::Capital || !words[0].caps && !words[0].plural) {
            return None;
        }
        Some(Title {
            standing,
            past: false,
            end: at + length,
            plural: words.iter().any(|token| token.plural)
                || self.spanish_plurals.contains(&words[0].word),
            possessive: words.last().is_some_and(|token| token.possessive),
            row,
        })
    }

    /// The sense of the cue that begins at `at`, and how many words it has.
    pub fn cue(&self, tokens: &[Token], at: usize) -> Option<(usize, CounselCue)> {
        longest(&self.cues, tokens, at).map(|(length, sense)| (length, *sense))
    }

    /// How many words the name of the state at `at` has.
    pub fn state(&self, tokens: &[Token], at: usize) -> Option<usize> {
        longest(&self.states, tokens, at).map(|(length, ())| length)
    }

    /// Whether the words name an office of prosecutors or one of investigators; none where neither.
    pub fn office_kind(&self, tokens: &[Token]) -> Option<NameWord> {
        let kinds = || (0..tokens.len()).filter_map(|at| longest(&self.offices, tokens, at));
        let found = |kind| kinds().any(|(_, found)| *found == kind);
        if found(NameWord::Prosecuting) {
            Some(NameWord::Prosecuting)
        } else {
            found(NameWord::Investigating).then_some(NameWord::Investigating)
        }
    }

    pub fn name_word(&self, token: &Token) -> Option<NameWord> {
        self.names[usize::from(token.word.0)]
    }

    /// Whether the word only qualifies a title: `former`, before another office's initials.
    pub fn modifier(&self, token: &Token) -> bool {
        !beginning_with(&self.modifiers, token.word).is_empty()
    }

    /// `and`, `&`, and the Spanish `y`.
    pub fn joins_a_list(&self, token: &Token) -> bool {
        token.word == self.and || token.word == self.y && token.shape == Shape::Lower
    }

    fn has_role(&self, token: &Token, role: u16) -> bool {
        self.roles[usize::from(token.word.0)] & role != 0
    }

    pub fn preposition(&self, token: &Token) -> bool {
        self.has_role(token, PREPOSITION)
    }

    pub fn article(&self, token: &Token) -> bool {
        self.has_role(token, ARTICLE)
    }

    pub fn auxiliary(&self, token: &Token) -> bool {
        self.has_role(token, AUXILIARY)
    }

    pub fn copula(&self, token: &Token) -> bool {
        self.has_role(token, COPULA)
    }

    pub fn government(&self, token: &Token) -> bool {
        self.has_role(token, GOVERNMENT)
    }

    pub fn praise(&self, token: &Token) -> bool {
        self.has_role(token, PRAISE)
    }

    /// Whether a small word is more than what ties names, titles and offices together.
    pub fn tells(&self, token: &Token) -> bool {
        !(self.joins_a_list(token) || self.preposition(token) || self.article(token))
            && self.name_word(token) != Some(NameWord::Particle)
    }

    pub fn speech(&self, token: &Token) -> bool {
        self.has_role(token, SPEECH)
    }

    pub fn case(&self, token: &Token) -> bool {
        self.has_role(token, CASE)
    }

    pub fn missive(&self, token: &Token) -> bool {
        self.has_role(token, MISSIVE)
    }

    pub fn charge(&self, token: &Token) -> bool {
        self.has_role(token, CHARGE)
    }

    pub fn source(&self, token: &Token) -> bool {
        token.word == self.of || token.word == self.from
    }

    /// Reads part of a text, of which these are the words, into tokens of this vocabulary.
    pub fn tokens(&self, text: &str, part: Range<usize>, words: &[word::Word]) -> Vec<Token> {
        tokens::tokens(text, part, words, self)
    }
}

fn insert<T>(phrases: &mut Phrases<T>, words: Vec<Word>, row: T) {
    let Some(first) = words.first() else { return };
    let at = usize::from(first.0);
    if phrases.len() <= at {
        phrases.resize_with(at + 1, Vec::new);
    }
    let rows = &mut phrases[at];
    rows.push((words, row));
    rows.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
}

/// No row begins with [`Word::NONE`].
fn beginning_with<T>(phrases: &Phrases<T>, word: Word) -> &[(Vec<Word>, T)] {
    phrases.get(usize::from(word.0)).map_or(&[], Vec::as_slice)
}

fn longest<'a, T>(phrases: &'a Phrases<T>, tokens: &[Token], at: usize) -> Option<(usize, &'a T)> {
    let rows = beginning_with(phrases, tokens.get(at)?.word);
    rows.iter().find_map(|(words, row)| {
        let rest = tokens.get(at..at + words.len())?;
        let same = rest
            .iter()
            .zip(words)
            .all(|(token, word)| token.word == *word);
        same.then_some((words.len(), row))
    })
}
