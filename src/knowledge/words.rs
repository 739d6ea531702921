//! Text as words: what the tables' phrases are looked up in.
//!
//! Apostrophes, full stops within initials, case and single line breaks never stand between a phrase and its match:
//! the saved copies of justice.gov lost every curly apostrophe ("the Divisions Fraud Section"), and texts taken from
//! prints break lines anywhere.

use std::ops::Range;

use super::hash::TableMap;

/// A word that stands in no table.
const UNKNOWN: u32 = 0;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `bureau`
    Lower,
    /// `Bureau`, `McCoy`, `A`
    Capital,
    /// As abbreviations are: `FBI`, `FinCEN`, `FBIs`
    Upper,
    /// `2019`, `10b`
    Digit,
}

/// One word of a text.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset behind its last character.
    pub end: usize,
    /// How it is written.
    pub case: Case,
    /// Which sentence it stands in, from 0.
    pub sentence: u32,
    /// What stands between it and the word before.
    pub before: Gap,
    id: u32,
    stem: u32,
}

/// What stands between two words; the strongest mark where there are several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Blanks, quotation marks, one line break.
    Blank,
    /// A hyphen or a dash.
    Dash,
    /// A comma.
    Comma,
    /// `)` or `]`
    Close,
    /// `(` or `[`
    Open,
    /// `;` `:` `/` `|` or a full stop inside a sentence.
    Other,
}

/// The words of the tables, each with a number.
#[derive(Debug, Default)]
pub struct Vocabulary {
    ids: TableMap<Box<str>, u32>,
}

impl Vocabulary {
    /// The number of a word as [`fold`] leaves it, made where there is none yet.
    pub fn learn(&mut self, folded: &str) -> u32 {
        if let Some(&id) = self.ids.get(folded) {
            return id;
        }
        let id = u32::try_from(self.ids.len()).map_or(UNKNOWN, |len| len + 1);
        self.ids.insert(folded.into(), id);
        id
    }

    /// The number of a folded word; 0 for one that stands in no table.
    pub fn number(&self, folded: &str) -> u32 {
        self.ids.get(folded).copied().unwrap_or(UNKNOWN)
    }
}

/// Phrases with a meaning each; the longest one that begins at a word is found in time linear in its length.
#[derive(Debug)]
pub struct Phrases<T> {
    first: Vec<u32>,
    next: TableMap<(u32, u32), u32>,
    meanings: Vec<Vec<T>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases {
            first: Vec::new(),
            next: TableMap::default(),
            meanings: vec![Vec::new()],
        }
    }
}

impl<T: PartialEq> Phrases<T> {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Adds a phrase. One phrase may have several meanings.
    pub fn add(&mut self, vocabulary: &mut Vocabulary, phrase: &str, meaning: T) {
        let mut node = 0;
        for word in split(phrase) {
            let id = vocabulary.learn(&word);
            node = if node == 0 {
                let at = id as usize;
                if self.first.len() <= at {
                    self.first.resize(at + 1, 0);
                }
                if self.first[at] == 0 {
                    self.first[at] = self.new_node();
                }
                self.first[at]
            } else if let Some(&next) = self.next.get(&(node, id)) {
                next
            } else {
                let next = self.new_node();
                self.next.insert((node, id), next);
                next
            };
        }
        let meanings = &mut self.meanings[node as usize];
        if node != 0 && !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }

    fn new_node(&mut self) -> u32 {
        self.meanings.push(Vec::new());
        u32::try_from(self.meanings.len() - 1).unwrap_or(0)
    }

    /// The longest phrase that begins at `words[0]` and ends in its sentence: how many words it has, and what it means.
    pub fn longest(&self, words: &[Word]) -> Option<(usize, &[T])> {
        let first = words.first()?;
        let mut best = None;
        let mut node = self.child(0, first);
        let mut length = 1;
        while node != 0 {
            let meanings = &self.meanings[node as usize];
            if !meanings.is_empty() {
                best = Some((length, meanings.as_slice()));
            }
            let Some(word) = words.get(length) else { break };
            if word.sentence != first.sentence {
                break;
            }
            // "the Attorney General's": the longer "Attorney General's Office" must not hide what has no apostrophe.
            if word.stem != UNKNOWN
                && let Some(plain) = self.next.get(&(node, word.stem))
                && !self.meanings[*plain as usize].is_empty()
            {
                best = Some((length + 1, self.meanings[*plain as usize].as_slice()));
            }
            node = self.child(node, word);
            length += 1;
        }
        best
    }

    fn child(&self, node: u32, word: &Word) -> u32 {
        let step = |id: u32| {
            if id == UNKNOWN {
                0
            } else if node == 0 {
                self.first.get(id as usize).copied().unwrap_or(0)
            } else {
                self.next.get(&(node, id)).copied().unwrap_or(0)
            }
        };
        match step(word.id) {
            0 => step(word.stem),
            next => next,
        }
    }
}

/// The words of `phrase`, folded as those of a text are.
pub fn split(phrase: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let range = next_word(phrase, rest)?;
        rest = range.end;
        let mut folded = String::new();
        fold(&phrase[range], &mut folded);
        Some(folded)
    })
}

/// The words of one text, to tell which phrases can be found in it.
#[derive(Debug)]
pub struct KnownWords {
    words: Vec<String>,
    /// Which first bytes they have.
    bytes: [bool; 256],
}

impl KnownWords {
    /// Those of `text`.
    pub fn of(text: &str) -> Self {
        let mut words: Vec<String> = split(text).collect();
        // [`Phrases::longest`] takes the "Bureaus" of "Divisions Bureaus" for "Bureau's".
        let stems: Vec<String> = words
            .iter()
            .filter_map(|word| word.strip_suffix('s').map(str::to_owned))
            .collect();
        words.extend(stems);
        let mut bytes = [false; 256];
        for word in &words {
            bytes[word.bytes().next().unwrap_or_default() as usize] = true;
        }
        KnownWords { words, bytes }
    }

    /// Whether every word of `phrase` is one of them.
    pub fn hold(&self, phrase: &str) -> bool {
        // Most phrases are told by their first letter.
        let first = phrase.bytes().next().unwrap_or_default();
        let first = first.to_ascii_lowercase();
        (self.bytes[first as usize] || !first.is_ascii_alphanumeric())
            && split(phrase).all(|word| self.words.contains(&word))
    }
}

/// Cuts a text into words and sentences.
pub fn read(text: &str, vocabulary: &Vocabulary) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let mut folded = String::new();
    let mut at = 0;
    let mut sentence = 0;
    while let Some(range) = next_word(text, at) {
        at = range.end;
        let raw = &text[range.clone()];
        fold(raw, &mut folded);
        let id = vocabulary.number(&folded);
        let stem = folded
            .strip_suffix('s')
            .filter(|stem| !stem.is_empty())
            .map_or(UNKNOWN, |stem| vocabulary.number(stem));
        let mut before = Gap::Blank;
        if let Some(last) = words.last() {
            let gap = &text[last.end..range.start];
            // Most gaps are one blank, which says nothing.
            if gap != " " {
                before = strongest(gap);
                let last_raw = &text[last.start..last.end];
                if ends_sentence(text, last.start, last_raw, gap, raw) {
                    sentence += 1;
                }
            }
        }
        words.push(Word {
            start: range.start,
            end: range.end,
            case: case(raw),
            sentence,
            before,
            id,
            stem,
        });
    }
    words
}

/// The next word at or behind byte `from`: letters, digits and apostrophes between them, `&`, or initials with full stops.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let of_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'&';
    let bytes = text.as_bytes();
    let mut start = from;
    loop {
        let byte = bytes.get(start)?;
        if of_word(byte) {
            break;
        }
        start += if byte.is_ascii() {
            1
        } else {
            let c = text[start..].chars().next()?;
            if c.is_alphanumeric() {
                break;
            }
            c.len_utf8()
        };
    }
    // Most words are plain letters up to a blank or comma.
    let run = bytes[start..]
        .iter()
        .take_while(|byte| of_word(byte))
        .count();
    let plain = match bytes.get(start + run) {
        None => true,
        Some(b'\'' | b'`') => false,
        Some(b'.') => run != 1,
        Some(next) => next.is_ascii(),
    };
    if plain {
        return Some(start..start + run);
    }
    let mut end = start;
    let mut characters = text[start..].char_indices().peekable();
    let mut run = 0;
    while let Some((offset, c)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let next_is_letter = next.is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() || c == '&' {
            run += 1;
        } else if is_apostrophe(c) && next_is_letter {
            // "Attorney's" is one word, "Attorneys' Offices" are two.
        } else if c == '.' && run == 1 && next.is_some_and(char::is_uppercase) && {
            let mut behind = characters.clone();
            behind.next();
            behind.peek().is_some_and(|&(_, c)| c == '.')
        } {
            // "U.S.", "D.N.J.": initials are one word.
            run = 0;
        } else {
            break;
        }
        end = start + offset + c.len_utf8();
    }
    Some(start..end.max(start + 1))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '`')
}

/// Lower case, no apostrophes, no full stops, `&` as `and`.
fn fold(raw: &str, into: &mut String) {
    into.clear();
    if raw == "&" {
        into.push_str("and");
        return;
    }
    if raw.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        into.push_str(raw);
        into.make_ascii_lowercase();
        return;
    }
    for c in raw.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() || c == '&' {
                into.push(c.to_ascii_lowercase());
            }
        } else if c.is_alphanumeric() {
            into.extend(c.to_lowercase());
        }
    }
}

fn case(raw: &str) -> Case {
    if raw.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Case::Lower;
    }
    let mut letters = raw.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return Case::Digit;
    };
    if raw.starts_with(|c: char| c.is_ascii_digit()) {
        return Case::Digit;
    }
    if !first.is_uppercase() {
        return Case::Lower;
    }
    let (mut upper, mut all) = (1, 1);
    for letter in letters {
        all += 1;
        upper += usize::from(letter.is_uppercase());
    }
    if upper >= 2 && upper * 2 >= all {
        Case::Upper
    } else {
        Case::Capital
    }
}

fn strongest(gap: &str) -> Gap {
    gap.chars()
        .map(|c| match c {
            '-' | '\u{2010}'..='\u{2015}' => Gap::Dash,
            '(' | '[' => Gap::Open,
            ')' | ']' => Gap::Close,
            ',' => Gap::Comma,
            ';' | ':' | '/' | '|' | '.' => Gap::Other,
            _ => Gap::Blank,
        })
        .max()
        .unwrap_or(Gap::Blank)
}

/// Words behind which a full stop mostly ends no sentence. Single letters and initials are told by their form.
const ABBREVIATED: &[&str] = &[
    "ala", "apr", "ariz", "ark", "assn", "assoc", "asst", "aug", "ave", "blvd", "bros", "cal",
    "calif", "capt", "co", "col", "colo", "conn", "corp", "dec", "del", "dept", "det", "dist",
    "dr", "esq", "et", "etc", "feb", "fla", "ga", "gen", "gov", "hon", "ill", "inc", "ind", "insp",
    "jan", "jr", "kan", "ky", "la", "lt", "ltd", "mar", "mass", "md", "messrs", "mich", "minn",
    "miss", "mo", "mont", "mr", "mrs", "ms", "mt", "neb", "nev", "no", "nos", "nov", "oct", "okla",
    "ore", "pa", "penn", "prof", "ref", "rep", "rev", "sec", "sen", "sept", "sgt", "sr", "st",
    "supp", "tenn", "tex", "va", "vs", "vt", "wash", "wis", "wyo",
];

/// Words that, with a capital, mostly begin a sentence even behind an abbreviation: "in the U.S. The case was ...".
const BEGINS: &[&str] = &[
    "A",
    "According",
    "After",
    "Also",
    "An",
    "As",
    "At",
    "For",
    "He",
    "If",
    "In",
    "It",
    "On",
    "She",
    "The",
    "These",
    "They",
    "This",
    "Today",
    "Under",
    "When",
];

fn ends_sentence(text: &str, last_start: usize, last: &str, gap: &str, next: &str) -> bool {
    let breaks = gap.bytes().filter(|&b| b == b'\n').count();
    if breaks >= 2 {
        return true;
    }
    let next_upper = next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if breaks == 1 {
        let line = text[..last_start].rfind('\n').map_or(0, |at| at + 1);
        let wrapped = last_start - line > 50;
        let item = gap.contains(['*', '\u{2022}', ':', '\u{25cf}', '#', '[', ']']);
        let stops = gap.contains('.') && next_upper && !abbreviated(last);
        // No line ends a sentence with "of" or "and".
        let open = matches!(
            last,
            "of" | "and" | "the" | "for" | "in" | "&" | "with" | "by"
        );
        return stops || item || (!wrapped && !open && next_upper);
    }
    let Some(stop) = gap.find(['.', '!', '?']) else {
        return false;
    };
    if !next_upper {
        return false;
    }
    if gap.contains(['!', '?']) {
        return true;
    }
    let spaced = gap[stop..].contains(char::is_whitespace);
    if abbreviated(last) {
        return spaced && BEGINS.contains(&next);
    }
    // "... and the FBI.This case": the saved copies lost some of the blanks between paragraphs.
    spaced || (last.len() > 2 && next.len() > 1 && !text[last_start..].starts_with("www"))
}

/// Does a full stop behind this word mostly belong to it?
fn abbreviated(word: &str) -> bool {
    word.len() == 1 || word.contains('.') || ABBREVIATED.contains(&word.to_lowercase().as_str())
}

impl Word {
    /// Is it this word of the vocabulary?
    pub fn is(&self, id: u32) -> bool {
        id != UNKNOWN && self.id == id
    }
}

/// A set of words, for the question whether a word is one of them.
#[derive(Debug, Default)]
pub struct WordSet(Vec<bool>);

impl WordSet {
    /// A set of these words, parted by blanks.
    pub fn new(vocabulary: &mut Vocabulary, words: &str) -> Self {
        let mut set = Vec::new();
        for word in split(words) {
            let at = vocabulary.learn(&word) as usize;
            if set.len() <= at {
                set.resize(at + 1, false);
            }
            set[at] = true;
        }
        WordSet(set)
    }

    /// Is the word in the set?
    pub fn has(&self, word: &Word) -> bool {
        self.0.get(word.id as usize).copied().unwrap_or(false)
    }
}
