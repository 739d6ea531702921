//! Text -> tokens: words with their shape and their place in the vocabulary, and the marks between them.

use std::ops::Range;

use crate::extract::prosecutor::grammar::{Lexicon, Word};
use crate::knowledge::entities::word;
use crate::text::packed::Packed;

/// What a token looks like, whatever it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word that a name may hold: `Mellor`, `O’Neill`, `McGRATH`, `St.`
    Capital,
    /// `C.`, `L.C.`, `A`.
    Initial,
    /// Any other word.
    Lower,
    Number,
    Comma,
    Semicolon,
    Colon,
    /// `.`, `!` or `?` at the end of a sentence.
    Stop,
    Quote,
    Open,
    Close,
    /// `|`, a dash or a slash between spaces.
    Bar,
    /// The end of a line: a header, a signature, a list item.
    Break,
    /// The end of a paragraph.
    Paragraph,
    Other,
}

/// One word or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub shape: Shape,
    /// The word's entry in the vocabulary, without case, stops, apostrophes and its plural or possessive ending.
    pub word: Word,
    /// `Attorneys` where the vocabulary has `attorney`.
    pub plural: bool,
    /// `Smith’s`, `Attorneys’`.
    pub possessive: bool,
    /// Two or more capitals and no small letter.
    pub caps: bool,
}

impl Token {
    /// Whether a sentence cannot go on past it.
    pub fn ends_sentence(&self) -> bool {
        matches!(self.shape, Shape::Stop | Shape::Paragraph)
    }
}

/// Splits part of a text. What the text's words are was read before; a token may be several of them, or part of one.
pub(super) fn tokens(
    text: &str,
    part: Range<usize>,
    words: &[word::Word],
    lexicon: &Lexicon,
) -> Vec<Token> {
    let offset = part.start;
    let text = &text[part];
    let first = words.partition_point(|word| word.start < offset);
    let mut words = words[first..].iter().peekable();
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut folded = String::new();
    let mut at = 0;
    let bytes = text.as_bytes();
    loop {
        if bytes.get(at) == Some(&b' ') {
            at += 1;
            continue;
        }
        let letter = match bytes.get(at) {
            None => break,
            Some(byte) if byte.is_ascii() => char::from(*byte),
            Some(_) => text[at..].chars().next().unwrap_or_default(),
        };
        let start = at;
        at += letter.len_utf8();
        let mut shape = match letter {
            '\n' => {
                if text[at..].starts_with('\n') {
                    Shape::Paragraph
                } else {
                    Shape::Break
                }
            }
            _ if letter.is_whitespace() => continue,
            _ if letter.is_alphanumeric() => {
                while words.next_if(|word| word.start < offset + start).is_some() {}
                // Most words are plain letters up to a blank or comma.
                let plain = words.peek().filter(|word| {
                    word.start == offset + start
                        && word.plain
                        && !matches!(bytes.get(word.end - offset), Some(b'-' | b'.'))
                });
                let mut token = if let Some(plain) = plain
                    && let Some(letters) = Packed::within(bytes, start..plain.end - offset)
                {
                    at = plain.end - offset;
                    plain_word(letters, lexicon.read_word(plain), lexicon)
                } else {
                    at = word_end(text, start);
                    word(&text[start..at], lexicon, &mut folded)
                };
                // "U. S." and "United States" are the one word that "U.S." is.
                if let Some(last) = tokens.last_mut()
                    && lexicon.joins(last, &token)
                {
                    last.word = lexicon.us;
                    last.end = offset + at;
                    last.possessive = token.possessive;
                    continue;
                }
                if matches!(bytes[at - 1], b's' | b'S') && text[at..].starts_with(['\'', '’']) {
                    token.possessive = true;
                }
                token.start = offset + start;
                token.end = offset + at;
                tokens.push(token);
                continue;
            }
            ',' => Shape::Comma,
            ';' => Shape::Semicolon,
            ':' => Shape::Colon,
            '.' | '!' | '?' if ends(&text[at..]) => Shape::Stop,
            '"' | '“' | '”' => Shape::Quote,
            '(' | '[' => Shape::Open,
            ')' | ']' => Shape::Close,
            '|' | '–' | '—' | '/' | '-' | '•' | '*' | '#' => Shape::Bar,
            _ => Shape::Other,
        };
        let word = if letter == '&' {
            lexicon.and
        } else {
            Word::NONE
        };
        if word != Word::NONE {
            shape = Shape::Lower;
        }
        tokens.push(Token {
            start: offset + start,
            end: offset + at,
            shape,
            word,
            plural: false,
            possessive: false,
            caps: false,
        });
    }
    tokens
}

/// Whether a sentence can end before this: at the end, or before what begins another.
fn ends(rest: &str) -> bool {
    let mut letters = rest
        .chars()
        .skip_while(|letter| matches!(letter, '"' | '”' | '’' | '\'' | ')' | ']'));
    match letters.next() {
        Some(space) if space.is_whitespace() => letters
            .find(|letter| !letter.is_whitespace())
            .is_none_or(|letter| !letter.is_lowercase() && !matches!(letter, ',' | ';')),
        Some(letter) => !letter.is_lowercase() && letter != ',' && letter != ';',
        None => true,
    }
}

/// Whether a hyphen stands between a word in capitals and one that is written as others are.
fn dateline(before: &str, after: &str) -> bool {
    const SHORTEST: usize = 4;
    let mut after = after.chars();
    before.len() >= SHORTEST
        && before.bytes().all(|byte| byte.is_ascii_uppercase())
        && after.next().is_some_and(char::is_uppercase)
        && after.next().is_some_and(char::is_lowercase)
}

/// Where the word that begins at `start` ends. Full stops belong to initials and abbreviations, apostrophes and
/// hyphens to what they join.
fn word_end(text: &str, start: usize) -> usize {
    const ABBREVIATIONS: [&str; 45] = [
        "jr", "sr", "st", "ste", "mr", "ms", "mrs", "dr", "hon", "esq", "asst", "atty", "gen",
        "col", "lt", "sgt", "capt", "gov", "sen", "rep", "no", "nos", "dept", "div", "rev", "ph",
        "inc", "corp", "co", "ltd", "bros", "vs", "jan", "feb", "aug", "sept", "oct", "nov", "dec",
        "ave", "blvd", "tenn", "fla", "ill", "okla",
    ];
    let mut segment = start;
    let mut letters = text[start..].char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let at = start + at;
        let next = letters.peek().map(|(_, next)| *next);
        match letter {
            _ if letter.is_alphanumeric() => {}
            // "SUFFOLK COUNTY-Attorney General Jo Doe": a dateline's dash.
            '-' if dateline(&text[start..at], &text[at + 1..]) => return at,
            '\'' | '’' | '‘' | '-' | '‑' if next.is_some_and(char::is_alphanumeric) => {}
            '.' => {
                let part = &text[segment..at];
                let single = part.chars().nth(1).is_none() && part.chars().all(char::is_alphabetic);
                let abbreviation = segment == start
                    && part.len() <= 4
                    && ABBREVIATIONS.contains(&part.to_ascii_lowercase().as_str());
                let mut after = text[at + 1..].chars();
                match (after.next(), after.next()) {
                    // "L.C.", and "justice.gov", but not the lost space of "U.S.Attorney" and "the FBI.The case".
                    (Some(first), second)
                        if single
                            && first.is_alphabetic()
                            && !second.is_some_and(char::is_alphabetic)
                            || !single && first.is_lowercase() =>
                    {
                        segment = at + 1;
                    }
                    _ if single || abbreviation => return at + 1,
                    _ => return at,
                }
            }
            _ => return at,
        }
    }
    text.len()
}

/// A short word of ASCII letters and digits alone. `known` is what it is, and what without the `s` at its end.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "which words are plurals, no processor can foresee: no branch for each"
)]
fn plain_word(text: Packed, known: [Word; 2], lexicon: &Lexicon) -> Token {
    let capitals = text.has_capital();
    let caps = capitals && text.is_all_capitals();
    let shape = if text.first().is_ascii_digit() {
        Shape::Number
    } else if capitals && text.len() == 1 {
        Shape::Initial
    } else if capitals {
        Shape::Capital
    } else {
        Shape::Lower
    };
    let [mut known, stem] = known;
    if known == lexicon.us && !caps {
        known = Word::NONE;
    }
    let plural = (known == Word::NONE) & (stem != Word::NONE) & (text.len() > 3);
    if plural {
        known = stem;
    }
    Token {
        start: 0,
        end: 0,
        shape,
        word: known,
        plural,
        possessive: false,
        caps,
    }
}

fn word(text: &str, lexicon: &Lexicon, folded: &mut String) -> Token {
    folded.clear();
    let (mut upper, mut lower, mut count) = (0, 0, 0);
    for letter in text.chars() {
        match letter {
            '.' | '\'' | '’' | '‘' => continue,
            '‑' => folded.push('-'),
            _ if letter.is_ascii() => folded.push(letter.to_ascii_lowercase()),
            _ => folded.extend(letter.to_lowercase()),
        }
        count += 1;
        upper += usize::from(letter.is_uppercase());
        lower += usize::from(letter.is_lowercase());
    }
    let possessive = text.ends_with("'s")
        || text.ends_with("’s")
        || text.ends_with("’S")
        || text.ends_with("'S");
    let caps = upper >= 2 && lower == 0;
    let first = text.chars().next().unwrap_or(' ');
    let dotted = text.contains('.') && count <= 4 && upper == count;
    let shape = if first.is_numeric() {
        Shape::Number
    } else if upper == 1 && count == 1 || dotted && text.ends_with('.') {
        Shape::Initial
    } else if upper > 0 {
        Shape::Capital
    } else {
        Shape::Lower
    };
    let mut plural = false;
    let mut known = lexicon.word(folded);
    if known == lexicon.us && !caps {
        known = Word::NONE;
    }
    if known == Word::NONE && folded.len() > 3 && folded.ends_with('s') {
        known = lexicon.word(&folded[..folded.len() - 1]);
        plural = known != Word::NONE && !possessive;
    }
    Token {
        start: 0,
        end: 0,
        shape,
        word: known,
        plural,
        possessive,
        caps,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::knowledge::Knowledge;

    proptest! {
        #[test]
        fn what_was_read_before_spares_work_and_changes_nothing(
            text in "([A-Za-z0-9]{1,17}|(Attorney|counsel|DA|AUSA|Chief|US|us|states|fiscal)s?|Jo’s|U\\.S\\.|é|[ ]{1,2}|[,.;:'’&()—\n-]){0,60}",
        ) {
            let lexicon = Lexicon::get();
            let reading = Knowledge::builtin().recognizer().annotate(&text);
            let first = text.char_indices().nth(3).map_or(0, |(at, _)| at);
            for start in [0, first] {
                let tokens = |words| tokens(&text, start..text.len(), words, lexicon);
                prop_assert_eq!(format!("{:?}", tokens(&reading.words)), format!("{:?}", tokens(&[])));
            }
        }
    }
}
