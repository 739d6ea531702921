//! Text -> words: the one analysis that indexing, queries and snippets share. It knows nothing of tantivy.
//!
//! A word is indexed as it stands, folded: lower case, no accents, no apostrophes. Stems are no part of an index; a
//! query word asks for every indexed word of its stem (see [`stem`]), and a quoted one for itself alone. So an exact
//! phrase is exact, and a wildcard runs over real words.
//!
//! Every word has a position. Beside the words of the text stand *spans*: terms that cover several positions at once,
//! so that a phrase can step over them. `co-conspirator` is `co`, `conspirator` and the span `coconspirator` of
//! length 2; `$1.2 million` is `1.2`, `million` and the span `1200000`; a statute or an agency is a span under its
//! canonical name, however it is written. A span's length is a part of its term, as [`span_term`] writes it.

pub(crate) mod amounts;
pub(crate) mod ascii_fast_path;
pub(crate) mod stemmer;
#[cfg(test)]
mod tests;
pub(crate) mod tokenizer;

pub use crate::analysis::stemmer::{Stems, is_stop_word, shared_beginning};
pub use crate::text::normalize::fold;

use std::fmt;
use std::ops::Range;

/// Stands between a span's name and its length, in the index and nowhere else: no text and no name holds it.
pub const SPAN_MARK: char = '\u{1}';

/// The longest span that is told from a longer one, in positions.
pub const LONGEST_SPAN: u32 = 90;

/// The longest word in bytes: what is longer is cut, in texts and queries alike. (Tantivy drops words over 65,530.)
pub const LONGEST_WORD: usize = 200;

/// One word or span of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The folded form; for spans the name, without the mark.
    pub form: &'a str,
    /// As it is indexed: `form`, and for spans the mark and the length.
    pub term: &'a str,
    /// Counted in words, from 0.
    pub position: u32,
    /// How many positions it covers: 1 for words, and for amounts written as one (`2M`).
    pub length: u32,
    /// Whether it is a word of the text, and no span over words.
    pub plain: bool,
    /// Byte offset of its first character in the text.
    pub start: usize,
    /// Byte offset after its last character.
    pub end: usize,
}

/// Empties a list, and makes room for so many. One that is too short makes way for a new one: to let it grow would copy
/// what is just forgotten. The new one is as long as the next few may need.
fn make_room<T>(list: &mut Vec<T>, length: usize) {
    list.clear();
    if list.capacity() < length {
        *list = Vec::with_capacity(length.next_power_of_two());
    }
}

/// A word and what parts it from the next take so many bytes of most texts.
const LETTERS_TO_A_WORD: usize = 6;

#[derive(Clone, Copy, Debug)]
struct Entry {
    term_start: u32,
    form_end: u32,
    term_end: u32,
    position: u32,
    length: u32,
    plain: bool,
    start: u32,
    end: u32,
}

/// The words of a text, in a form that can be filled again and again without new memory.
///
/// Words are in the order of their positions. Spans stand near the first word they cover; those that
/// [`Words::add_span`] adds come last.
#[derive(Clone, Default)]
pub struct Words {
    terms: String,
    entries: Vec<Entry>,
    positions: u32,
    /// Entries before this one are in the order of the text.
    scanned: usize,
    /// Where in the text the word at each position begins and ends, where that is noted.
    places: Vec<(u32, u32)>,
    /// The words among the entries before this one are in `places`.
    placed: usize,
}

impl Words {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// The words of `text`.
    pub fn of(text: &str) -> Self {
        let mut words = Self::new();
        words.read(text);
        words
    }

    /// Forgets what was read before and reads `text`. Time linear in its length. Texts of 4 GiB and more are cut.
    pub fn read(&mut self, text: &str) {
        self.clear();
        if self.terms.capacity() < text.len() {
            self.terms = String::with_capacity(text.len().next_power_of_two());
        }
        make_room(&mut self.entries, text.len() / LETTERS_TO_A_WORD);
        tokenizer::scan(text, self);
        self.scanned = self.entries.len();
    }

    /// The same for one who looks for a few terms, none of which is an amount: `wanted` says whether any has this first
    /// letter and this length in bytes. Words that cannot be one of them may be left out of the list, and keep their
    /// positions, and [`Words::place`] says where they stand.
    pub fn read_for(&mut self, text: &str, wanted: impl Fn(u8, usize) -> bool) {
        self.clear();
        make_room(&mut self.places, text.len() / LETTERS_TO_A_WORD);
        tokenizer::scan_for(text, self, wanted);
        self.scanned = self.entries.len();
    }

    /// Forgets what was read before.
    fn clear(&mut self) {
        self.positions = 0;
        self.terms.clear();
        self.entries.clear();
        self.places.clear();
        self.placed = 0;
    }

    /// Notes where the word at each position stands: see [`Words::place`].
    pub fn note_places(&mut self) {
        let words = self.entries[self.placed..].iter();
        let words = words.filter(|entry| entry.plain);
        self.places.extend(words.map(|word| (word.start, word.end)));
        self.placed = self.entries.len();
    }

    /// Where in the text the word at this position stands, in bytes. Ask for [`Words::note_places`] before.
    pub fn place(&self, position: usize) -> Option<Range<usize>> {
        let (start, end) = self.places.get(position)?;
        Some(*start as usize..*end as usize)
    }

    /// How many words and spans there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many positions there are.
    pub fn positions(&self) -> u32 {
        self.positions
    }

    /// The word or span at this place in the list.
    pub fn get(&self, at: usize) -> Option<Word<'_>> {
        let entry = self.entries.get(at)?;
        let start = entry.term_start as usize;
        Some(Word {
            form: &self.terms[start..entry.form_end as usize],
            term: &self.terms[start..entry.term_end as usize],
            position: entry.position,
            length: entry.length,
            plain: entry.plain,
            start: entry.start as usize,
            end: entry.end as usize,
        })
    }

    /// All words and spans.
    pub fn iter(&self) -> impl Iterator<Item = Word<'_>> {
        (0..self.entries.len()).filter_map(|at| self.get(at))
    }

    /// The bytes of all terms, and which of them are each term, with its position.
    pub fn terms(&self) -> (&[u8], impl Iterator<Item = (Range<usize>, u32)>) {
        let terms = self.entries.iter().map(|entry| {
            let term = entry.term_start as usize..entry.term_end as usize;
            (term, entry.position)
        });
        (self.terms.as_bytes(), terms)
    }

    /// Adds a span over the words that lie in the bytes `place` of the text, under a canonical name: a statute
    /// (`18 U.S.C. § 1343`) or an agency (`/doj/fbi`). Nothing is added where no word lies there. Spans of the same name
    /// must be added in the order of the text.
    pub fn add_span(&mut self, name: &str, place: &Range<usize>) {
        if place.is_empty() {
            return;
        }
        // The entries in the order of the text, but for spans, which begin no later than the words near them.
        let scanned = &self.entries[..self.scanned];
        let from = scanned.partition_point(|entry| (entry.end as usize) <= place.start);
        let mut bounds: Option<(u32, u32)> = None;
        for entry in &scanned[from..] {
            if entry.start as usize >= place.end && entry.plain {
                break;
            }
            if entry.plain && (entry.end as usize) > place.start {
                let (first, last) = bounds.unwrap_or((entry.position, entry.position));
                bounds = Some((first.min(entry.position), last.max(entry.position)));
            }
        }
        if let Some((first, last)) = bounds {
            self.push_span(name, first, last - first + 1, place.start, place.end);
        }
    }

    fn push_word(&mut self, term: Range<usize>, start: usize, end: usize) {
        let term_end = to_u32(term.end);
        self.entries.push(Entry {
            term_start: to_u32(term.start),
            form_end: term_end,
            term_end,
            position: self.positions,
            length: 1,
            plain: true,
            start: to_u32(start),
            end: to_u32(end),
        });
        self.positions += 1;
    }

    /// Counts a word that is left out of the list.
    fn pass_word(&mut self, start: usize, end: usize) {
        if self.placed < self.entries.len() {
            self.note_places();
        }
        self.places.push((to_u32(start), to_u32(end)));
        self.positions += 1;
    }

    fn push_span(&mut self, name: &str, position: u32, length: u32, start: usize, end: usize) {
        let term_start = self.terms.len();
        self.terms.push_str(name);
        let form_end = self.terms.len();
        push_length(&mut self.terms, length);
        self.entries.push(Entry {
            term_start: to_u32(term_start),
            form_end: to_u32(form_end),
            term_end: to_u32(self.terms.len()),
            position,
            length: length.min(LONGEST_SPAN),
            plain: false,
            start: to_u32(start),
            end: to_u32(end),
        });
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.iter()).finish()
    }
}

/// How a span of this name and length is written in the index. A span of length 1 is written as a word is.
pub fn span_term(name: &str, length: u32) -> String {
    let mut term = name.to_owned();
    push_length(&mut term, length);
    term
}

/// The name and the length of a term of the index.
pub fn split_term(term: &str) -> (&str, u32) {
    // The mark is of ASCII: asked for each term of each hit, this is done a byte at a time.
    let bytes = term.as_bytes();
    match bytes.iter().position(|byte| *byte == SPAN_MARK as u8) {
        Some(mark) => {
            let length = bytes.get(mark + 1);
            let length = length.map_or(1, |byte| u32::from(byte.saturating_sub(b' ')));
            (&term[..mark], length.max(1))
        }
        None => (term, 1),
    }
}

fn push_length(term: &mut String, length: u32) {
    if length > 1 {
        term.push(SPAN_MARK);
        // At most 90, so the sum is a printable ASCII character.
        let length = u8::try_from(length.min(LONGEST_SPAN)).unwrap_or(90);
        term.push(char::from(b' ' + length));
    }
}

/// Texts of 4 GiB and more are cut before they get here.
fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
