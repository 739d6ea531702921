//! What does a word mean in a sentence about prosecutors: the knowledge tables as the sentence parser asks them.

use std::sync::LazyLock;

use crate::extract::prosecutor::phrase_table::PhraseTable;
use crate::extract::prosecutor::token::{Shape, Token, WordId};
use crate::knowledge::entities::cues::prosecutor_vocabulary::{
    cities_of_several_words, prosecutor_vocabulary, table_words,
};
use crate::knowledge::entities::vocabulary::Vocabulary;
use crate::knowledge::entities::word;
use crate::knowledge::tables::counsel_words::CounselCue;
use crate::knowledge::tables::grammar_roles::{ARTICLE, PREPOSITION, ROLES, SPEECH, TITLE};
use crate::knowledge::tables::name_words::NameWord;
use crate::knowledge::tables::titles::TitleClass;
use crate::knowledge::tables::{counsel_words, name_words, titles};

/// A title in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Title {
    pub class: TitleClass,
    /// Held before and not now: `former`, `then`.
    pub past: bool,
    /// Its first token, qualifying words included.
    pub start: usize,
    /// The token after its last one.
    pub end: usize,
    pub plural: bool,
    /// `U.S. Attorney’s`: an office and not a person.
    pub possessive: bool,
    /// Its row in the table of titles.
    pub row: usize,
}

/// A row of the table of titles.
#[derive(Clone, Copy)]
struct TitleEntry {
    row: usize,
    class: TitleClass,
    /// An abbreviation counts in capitals only: `DA`, and not `Da Ponte`.
    capitals: bool,
}

/// The words that rules ask for one by one.
pub(super) struct Keywords {
    /// `U.S.`, and the parts that it may be written in: `U.` `S.`, `United` `States`.
    pub us: WordId,
    u: WordId,
    s: WordId,
    united: WordId,
    states: WordId,
    pub and: WordId,
    /// The Spanish "and".
    pub y: WordId,
    pub as_: WordId,
    pub the: WordId,
    pub by: WordId,
    pub to: WordId,
    pub of: WordId,
    from: WordId,
    pub district: WordId,
    pub office: WordId,
    spanish_plurals: [WordId; 2],
}

/// The tables of titles, cues and name words, indexed by word.
pub(super) struct Grammar {
    vocabulary: Vocabulary,
    /// By number in the vocabulary: the word itself, or the word that it is read as.
    words: Vec<WordId>,
    /// By word: what it does in or beside a name.
    name_words: Vec<Option<NameWord>>,
    /// By word: its roles, one bit each.
    roles: Vec<u16>,
    titles: PhraseTable<TitleEntry>,
    modifiers: PhraseTable<TitleClass>,
    cues: PhraseTable<CounselCue>,
    states: PhraseTable<()>,
    /// Cities and countries with names of several words.
    places: PhraseTable<()>,
    offices: PhraseTable<NameWord>,
    pub keywords: Keywords,
}

/// Maximum number of qualifying words before a title: `Acting Principal Deputy Assistant`.
const MAX_MODIFIERS: usize = 6;

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::new);

impl Grammar {
    pub fn get() -> &'static Grammar {
        &GRAMMAR
    }

    fn new() -> Grammar {
        let vocabulary = prosecutor_vocabulary();
        let all = vocabulary.count() + 1;
        let mut words: Vec<WordId> = (0..all)
            .map(|number| WordId(u16::try_from(number).unwrap_or_default()))
            .collect();
        let word = |folded| words[vocabulary.number(folded) as usize];
        let keywords = Keywords {
            us: word("us"),
            u: word("u"),
            s: word("s"),
            united: word("united"),
            states: word("states"),
            and: word("and"),
            y: word("y"),
            as_: word("as"),
            the: word("the"),
            by: word("by"),
            to: word("to"),
            of: word("of"),
            from: word("from"),
            district: word("district"),
            office: word("office"),
            spanish_plurals: [word("fiscales"), word("abogados")],
        };
        // Sentences in Spanish are read by the same rules.
        words[vocabulary.number("por") as usize] = keywords.by;
        let mut grammar = Grammar {
            vocabulary,
            words,
            name_words: vec![None; all],
            roles: vec![0; all],
            titles: PhraseTable::default(),
            modifiers: PhraseTable::default(),
            cues: PhraseTable::default(),
            states: PhraseTable::default(),
            places: PhraseTable::default(),
            offices: PhraseTable::default(),
            keywords,
        };
        for (role, words) in ROLES {
            for word in grammar.phrase(words) {
                grammar.roles[word.index()] |= role;
            }
        }
        grammar.add_titles();
        for cue in counsel_words::counsel_words() {
            let phrase = grammar.phrase(cue.words);
            grammar.cues.insert(phrase, cue.cue);
        }
        grammar.add_name_words();
        grammar
    }

    fn add_titles(&mut self) {
        for (row, title) in titles::titles().enumerate() {
            let phrase = self.phrase(title.words);
            if let Some(first) = phrase.first() {
                self.roles[first.index()] |= TITLE;
            }
            match title.class {
                TitleClass::Modifier | TitleClass::Past => {
                    self.modifiers.insert(phrase, title.class);
                }
                class => {
                    let entry = TitleEntry {
                        row,
                        class,
                        capitals: title.words.starts_with(char::is_uppercase),
                    };
                    self.titles.insert(phrase, entry);
                }
            }
        }
    }

    fn add_name_words(&mut self) {
        for row in name_words::name_words() {
            let phrase = self.phrase(row.words);
            match (row.kind, phrase.as_slice()) {
                (NameWord::State, _) => self.states.insert(phrase, ()),
                (NameWord::Place, _) => self.places.insert(phrase, ()),
                (NameWord::Prosecuting | NameWord::Investigating, _) => {
                    self.offices.insert(phrase, row.kind);
                }
                (NameWord::Speech, [word]) => self.roles[word.index()] |= SPEECH,
                (kind, [word]) => self.name_words[word.index()] = Some(kind),
                _ => {}
            }
        }
        for city in cities_of_several_words() {
            let phrase = self.phrase(city);
            self.places.insert(phrase, ());
        }
    }

    /// The words of a table row. All of them are in the vocabulary, which was made from the same rows.
    fn phrase(&self, words: &str) -> Vec<WordId> {
        table_words(words)
            .map(|word| self.word_id(&word))
            .inspect(|word| debug_assert_ne!(*word, WordId::NONE, "not in the vocabulary: {words}"))
            .collect()
    }

    /// The word of a folded text.
    pub fn word_id(&self, folded: &str) -> WordId {
        self.numbered(self.vocabulary.number(folded))
    }

    /// A word that the entity recognizer has read, and the same word without an `s` at its end.
    #[inline]
    pub fn word_ids(&self, word: &word::Word) -> [WordId; 2] {
        word.ids().map(|number| self.numbered(number))
    }

    #[inline]
    fn numbered(&self, number: u32) -> WordId {
        self.words.get(number as usize).copied().unwrap_or_default()
    }

    /// Whether two tokens are the one word `U.S.`: `U.` `S.`, `United` `States`.
    pub fn is_us(&self, first: &Token, second: &Token) -> bool {
        let keywords = &self.keywords;
        let united = first.word == keywords.united
            && second.word == keywords.states
            && second.shape == Shape::Capital;
        let initials = first.word == keywords.u
            && second.word == keywords.s
            && first.shape == Shape::Initial
            && second.shape == Shape::Initial;
        united || initials
    }

    /// The longest title that begins at `at`, with the words that qualify it.
    #[inline]
    pub fn title_at(&self, tokens: &[Token], at: usize) -> Option<Title> {
        if self.is(tokens.get(at)?, TITLE) {
            self.qualified_title_at(tokens, at)
        } else {
            None
        }
    }

    fn qualified_title_at(&self, tokens: &[Token], at: usize) -> Option<Title> {
        let plain = self.plain_title_at(tokens, at);
        let mut next = at;
        let mut past = false;
        let mut qualified = None;
        for _ in 0..MAX_MODIFIERS {
            let Some((length, class)) = self.modifiers.longest_at(tokens, next) else {
                break;
            };
            past |= *class == TitleClass::Past;
            next += length;
            // "then-U.S. Attorney": the hyphen may be a token of its own.
            next += usize::from(
                tokens
                    .get(next)
                    .is_some_and(|token| token.shape == Shape::Bar),
            );
            if let Some(title) = self.plain_title_at(tokens, next) {
                // "Senior Deputy District Attorney" is a deputy's title and not a District Attorney's.
                if qualified.is_none_or(|known: Title| title.end > known.end) {
                    qualified = Some(Title {
                        past,
                        start: at,
                        ..title
                    });
                }
            }
        }
        match (plain, qualified) {
            (Some(plain), Some(qualified)) if qualified.end <= plain.end => Some(plain),
            (plain, qualified) => qualified.or(plain),
        }
    }

    fn plain_title_at(&self, tokens: &[Token], at: usize) -> Option<Title> {
        let (length, entry) = self.titles.longest_at(tokens, at)?;
        let words = &tokens[at..at + length];
        // "D.A. Doe Investments" begins with initials.
        if entry.capitals
            && (words[0].shape != Shape::Capital || !words[0].caps && !words[0].plural)
        {
            return None;
        }
        Some(Title {
            class: entry.class,
            past: false,
            start: at,
            end: at + length,
            plural: words.iter().any(|token| token.plural)
                || self.keywords.spanish_plurals.contains(&words[0].word),
            possessive: words.last().is_some_and(|token| token.possessive),
            row: entry.row,
        })
    }

    /// The cue that begins at `at`: its number of words and its sense.
    pub fn cue_at(&self, tokens: &[Token], at: usize) -> Option<(usize, CounselCue)> {
        let (length, sense) = self.cues.longest_at(tokens, at)?;
        Some((length, *sense))
    }

    /// The number of words of the state's name that begins at `at`.
    pub fn state_at(&self, tokens: &[Token], at: usize) -> Option<usize> {
        self.states
            .longest_at(tokens, at)
            .map(|(length, ())| length)
    }

    /// Whether the name of a city or country of several words begins at `at`: `Las Vegas`, `United Kingdom`.
    pub fn is_place_at(&self, tokens: &[Token], at: usize) -> bool {
        self.places.longest_at(tokens, at).is_some()
    }

    /// Returns [`NameWord::Prosecuting`] or [`NameWord::Investigating`] if the words name an office of that kind.
    pub fn office_kind(&self, tokens: &[Token]) -> Option<NameWord> {
        let names = |kind: &NameWord| {
            (0..tokens.len())
                .filter_map(|at| self.offices.longest_at(tokens, at))
                .any(|(_, found)| found == kind)
        };
        [NameWord::Prosecuting, NameWord::Investigating]
            .into_iter()
            .find(names)
    }

    /// What the word does in or beside a name.
    pub fn name_word(&self, token: &Token) -> Option<NameWord> {
        self.name_words[token.word.index()]
    }

    /// Whether the word has this role.
    #[inline]
    pub fn is(&self, token: &Token, role: u16) -> bool {
        self.roles[token.word.index()] & role != 0
    }

    /// Whether the word qualifies a title: `former`, `acting`.
    pub fn is_modifier(&self, token: &Token) -> bool {
        self.modifiers.has_beginning(token.word)
    }

    /// `and`, `&`, and the Spanish `y`.
    pub fn is_conjunction(&self, token: &Token) -> bool {
        token.word == self.keywords.and
            || token.word == self.keywords.y && token.shape == Shape::Lower
    }

    /// Whether the word does more than connect names, titles and offices.
    pub fn is_content_word(&self, token: &Token) -> bool {
        !(self.is_conjunction(token) || self.is(token, PREPOSITION) || self.is(token, ARTICLE))
            && self.name_word(token) != Some(NameWord::Particle)
    }

    /// `of` or `from`.
    pub fn is_of_or_from(&self, token: &Token) -> bool {
        token.word == self.keywords.of || token.word == self.keywords.from
    }
}
