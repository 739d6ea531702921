//! What is a token, and how are the tokens of a text kept?

use std::fmt;
use std::ops::Range;

use crate::analysis::term::{MAX_SPAN_WIDTH, push_width};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word of the text.
    Word,
    /// A name over one or several words: an amount, a compound, a statute, an agency.
    Span,
}

/// A word of a text, or a span over words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The normalized word, or the name of the span without mark and width.
    pub normalized: &'a str,
    /// The index term: `normalized`, and for spans the mark and the width.
    pub term: &'a str,
    /// Position of its first word; words are counted from 0.
    pub position: u32,
    /// Number of positions it covers: 1 for words, and for amounts written as one word (`2M`).
    pub width: u32,
    /// Whether it is a word or a span.
    pub kind: TokenKind,
    /// Byte offset of its first character in the text.
    pub start: usize,
    /// Byte offset after its last character.
    pub end: usize,
}

/// Average number of bytes of a word and of what separates it from the next: an estimate to reserve memory by.
const BYTES_PER_WORD: usize = 6;

/// A [`Token`] with its strings as byte ranges of [`TokenBuffer::terms`].
#[derive(Clone, Copy, Debug)]
pub(super) struct StoredToken {
    pub(super) term_start: u32,
    pub(super) normalized_end: u32,
    pub(super) term_end: u32,
    pub(super) position: u32,
    pub(super) width: u32,
    pub(super) kind: TokenKind,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// The tokens of one text. It can be filled again and again without new memory.
///
/// Words are in the order of their positions. Spans are near the first word that they cover; those that
/// [`TokenBuffer::add_span`] adds are last.
#[derive(Clone, Default)]
pub struct TokenBuffer {
    /// The text in small letters, and behind it the terms that are no part of it, one behind the other.
    pub(super) terms: String,
    pub(super) tokens: Vec<StoredToken>,
    position_count: u32,
    /// Number of tokens that the tokenizer added; spans added later are behind them.
    scanned: usize,
    /// Byte range of the word at each position; recorded on request.
    offsets: Vec<(u32, u32)>,
}

impl TokenBuffer {
    /// An empty buffer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets all tokens, and reserves room for those of a text of this many bytes.
    pub(super) fn reset(&mut self, text_bytes: usize) {
        self.position_count = 0;
        self.offsets.clear();
        self.terms.clear();
        let term_bytes = text_bytes + text_bytes / 4;
        if self.terms.capacity() < term_bytes {
            self.terms = String::with_capacity(term_bytes.next_power_of_two());
        }
        clear_and_reserve(&mut self.tokens, text_bytes / BYTES_PER_WORD);
    }

    /// Ends a text: what is added from now on are spans over its words.
    pub(super) fn finish(&mut self) {
        self.scanned = self.tokens.len();
    }

    /// Records the byte range of the word at each position, for [`TokenBuffer::offsets_of`].
    pub fn record_offsets(&mut self) {
        let tokens = self.tokens.iter();
        let words = tokens.filter(|token| token.kind == TokenKind::Word);
        self.offsets.clear();
        self.offsets
            .extend(words.map(|word| (word.start, word.end)));
    }

    /// The byte range in the text of the word at this position. Needs [`TokenBuffer::record_offsets`].
    pub fn offsets_of(&self, position: usize) -> Option<Range<usize>> {
        let (start, end) = self.offsets.get(position)?;
        Some(*start as usize..*end as usize)
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Number of positions, which is the number of words.
    pub fn position_count(&self) -> u32 {
        self.position_count
    }

    /// The token with this index.
    pub fn get(&self, index: usize) -> Option<Token<'_>> {
        let token = self.tokens.get(index)?;
        let start = token.term_start as usize;
        Some(Token {
            normalized: &self.terms[start..token.normalized_end as usize],
            term: &self.terms[start..token.term_end as usize],
            position: token.position,
            width: token.width,
            kind: token.kind,
            start: token.start as usize,
            end: token.end as usize,
        })
    }

    /// All words and spans.
    pub fn iter(&self) -> impl Iterator<Item = Token<'_>> {
        (0..self.tokens.len()).filter_map(|index| self.get(index))
    }

    /// All words, in the order of their positions.
    pub fn words(&self) -> impl Iterator<Item = Token<'_>> {
        self.iter().filter(|token| token.kind == TokenKind::Word)
    }

    /// The bytes of all terms, and the byte range of each normalized word.
    pub fn normalized_words(&self) -> (&[u8], impl Iterator<Item = Range<usize>>) {
        let words = self.tokens.iter();
        let words = words.filter(|token| token.kind == TokenKind::Word);
        let words = words.map(|token| token.term_start as usize..token.normalized_end as usize);
        (self.terms.as_bytes(), words)
    }

    /// All spans.
    pub fn spans(&self) -> impl Iterator<Item = Token<'_>> {
        self.iter().filter(|token| token.kind == TokenKind::Span)
    }

    /// The bytes of all terms, and the byte range and the position of each.
    pub fn terms(&self) -> (&[u8], impl Iterator<Item = (Range<usize>, u32)>) {
        let terms = self.tokens.iter().map(|token| {
            let term = token.term_start as usize..token.term_end as usize;
            (term, token.position)
        });
        (self.terms.as_bytes(), terms)
    }

    /// Adds a span over the words in these bytes of the text, under a canonical name: a statute (`18 U.S.C. § 1343`) or an
    /// agency (`/doj/fbi`). Adds nothing where the bytes contain no word. Spans of the same name must be added in the
    /// order of the text.
    pub fn add_span(&mut self, name: &str, bytes: &Range<usize>) {
        if bytes.is_empty() {
            return;
        }
        // In the order of the text, except that a span comes no later than the words near it.
        let scanned = &self.tokens[..self.scanned];
        let from = scanned.partition_point(|token| (token.end as usize) <= bytes.start);
        let mut positions: Option<(u32, u32)> = None;
        for token in &scanned[from..] {
            let is_word = token.kind == TokenKind::Word;
            if token.start as usize >= bytes.end && is_word {
                break;
            }
            if is_word && (token.end as usize) > bytes.start {
                let (first, last) = positions.unwrap_or((token.position, token.position));
                positions = Some((first.min(token.position), last.max(token.position)));
            }
        }
        if let Some((first, last)) = positions {
            self.push_span(name, first, last - first + 1, bytes.start, bytes.end);
        }
    }

    /// Adds a word whose normalized form is already at `term` in [`TokenBuffer::terms`].
    pub(super) fn push_word(&mut self, term: Range<usize>, start: usize, end: usize) {
        let term_end = to_u32(term.end);
        self.tokens.push(StoredToken {
            term_start: to_u32(term.start),
            normalized_end: term_end,
            term_end,
            position: self.position_count,
            width: 1,
            kind: TokenKind::Word,
            start: to_u32(start),
            end: to_u32(end),
        });
        self.position_count += 1;
    }

    /// Adds a span from this position on.
    pub(super) fn push_span(
        &mut self,
        name: &str,
        position: u32,
        width: u32,
        start: usize,
        end: usize,
    ) {
        let term_start = self.terms.len();
        self.terms.push_str(name);
        let normalized_end = self.terms.len();
        push_width(&mut self.terms, width);
        self.tokens.push(StoredToken {
            term_start: to_u32(term_start),
            normalized_end: to_u32(normalized_end),
            term_end: to_u32(self.terms.len()),
            position,
            width: width.min(MAX_SPAN_WIDTH),
            kind: TokenKind::Span,
            start: to_u32(start),
            end: to_u32(end),
        });
    }
}

impl fmt::Debug for TokenBuffer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.iter()).finish()
    }
}

/// Empties a list and makes room for `length` entries. A list that is too short is replaced, because growing it would
/// copy entries that are no longer needed. The new one has some room for longer texts.
fn clear_and_reserve<T>(list: &mut Vec<T>, length: usize) {
    list.clear();
    if list.capacity() < length {
        *list = Vec::with_capacity(length.next_power_of_two());
    }
}

/// An offset in a text; the tokenizer cuts texts before this can be too long.
fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
