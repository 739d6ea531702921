//! How is a text cut into tokens?

use std::ops::Range;

use crate::extract::prosecutor::grammar::Grammar;
use crate::extract::prosecutor::token::{Shape, Token, WordId};
use crate::knowledge::entities::word;
use crate::text::packed::Packed;
use crate::text::sentence_end::is_abbreviation_beside_names;

/// Cuts `part` of a text into tokens. `words` are the words of the whole text as the entity recognizer has read them: a
/// token that is one of them is not looked up again.
pub(super) fn tokenize(
    text: &str,
    part: Range<usize>,
    words: &[word::Word],
    grammar: &Grammar,
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
                // A plain word is a token as it is, unless a hyphen or full stop ties it to what follows.
                let plain = words.peek().filter(|word| {
                    word.start == offset + start
                        && word.plain
                        && !matches!(bytes.get(word.end - offset), Some(b'-' | b'.'))
                });
                let mut token = if let Some(plain) = plain
                    && let Some(letters) = Packed::within(bytes, start..plain.end - offset)
                {
                    at = plain.end - offset;
                    plain_word(letters, grammar.word_ids(plain), grammar)
                } else {
                    at = word_end(text, start);
                    other_word(&text[start..at], grammar, &mut folded)
                };
                let glued = glued_word(&text[start..at])
                    .or_else(|| glued_end(&text[start..at], &text[at..], tokens.last()));
                if let Some(length) = glued {
                    at = start + length;
                    token = other_word(&text[start..at], grammar, &mut folded);
                }
                // "U. S." and "United States" become the one word "U.S."
                if let Some(last) = tokens.last_mut()
                    && grammar.is_us(last, &token)
                {
                    last.word = grammar.keywords.us;
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
            '.' | '!' | '?' if sentence_may_end_before(&text[at..]) => Shape::Stop,
            '"' | '“' | '”' => Shape::Quote,
            '(' | '[' => Shape::Open,
            ')' | ']' => Shape::Close,
            '|' | '–' | '—' | '/' | '-' | '•' | '*' | '#' => Shape::Bar,
            _ => Shape::Other,
        };
        if shape == Shape::Stop && is_stop_in_name(text, at, &tokens, offset) {
            continue;
        }
        let mut word = WordId::NONE;
        // "Jo |. Doe": text recognition took an initial for a bar.
        if letter == '|' && text[at..].starts_with(". ") {
            at += 1;
            shape = Shape::Initial;
        }
        if letter == '&' {
            word = grammar.keywords.and;
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

/// The length of the first of two words between which the blank is lost: `AttorneyJo`, `GeneralDoe`, `andAl`.
fn glued_word(word: &str) -> Option<usize> {
    const FIRST: [&str; 13] = [
        "Attorneys",
        "Attorney",
        "General",
        "Trial",
        "Assistant",
        "Deputy",
        "Counsel",
        "Director",
        "First",
        "and",
        "of",
        "the",
        "general",
    ];
    // Nearly every word has no capital inside it.
    let has_capital_inside =
        (word.bytes().skip(1)).any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii());
    if !has_capital_inside {
        return None;
    }
    let first = FIRST
        .iter()
        .find_map(|first| word.strip_prefix(first).map(|rest| (first, rest)));
    let (first, rest) = first?;
    let mut rest = rest.chars();
    let parts =
        rest.next().is_some_and(char::is_uppercase) && rest.next().is_some_and(char::is_lowercase);
    parts.then_some(first.len())
}

/// The length of a name behind which the blank before "of" or "and" is lost: `Doeof the Tax Division`, `Jo Q. Doeand
/// Assistant`. Nothing where the word may be a name as it is: `Rowland`.
fn glued_end(word: &str, rest: &str, last: Option<&Token>) -> Option<usize> {
    const TITLES: [&str; 4] = [" Assistant ", " Attorney ", " Senior ", " Trial "];
    let is_name = |name: &str| name.len() > 1 && name.starts_with(char::is_uppercase);
    if let Some(name) = word.strip_suffix("of") {
        return (is_name(name) && rest.starts_with(" the")).then_some(name.len());
    }
    let name = word.strip_suffix("and")?;
    let after_initial = last.is_some_and(|last| last.shape == Shape::Initial && last.len() == 2);
    let goes_on = rest.starts_with(" the U.S. Attorney")
        || after_initial && TITLES.iter().any(|title| rest.starts_with(title));
    (is_name(name) && goes_on).then_some(name.len())
}

/// Whether the full stop before `at` stands by mistake behind a first name: `Attorney Jo. Q. Doe`. A title is before the
/// name, an initial and a last name are after it.
fn is_stop_in_name(text: &str, at: usize, tokens: &[Token], offset: usize) -> bool {
    let [.., title, first] = tokens else {
        return false;
    };
    let title = &text[title.start.max(offset) - offset..title.end.max(offset) - offset];
    let mut rest = text[at..].strip_prefix(' ').unwrap_or_default().chars();
    first.shape == Shape::Capital
        && first.end == offset + at - 1
        && ["Attorney", "Attorneys", "General", "Counsel"].contains(&title)
        && rest
            .next()
            .is_some_and(|letter| letter.is_ascii_uppercase())
        && rest.next() == Some('.')
        && rest.next() == Some(' ')
        && rest.next().is_some_and(char::is_uppercase)
}

/// Whether a sentence can end before `rest`: it is empty, or begins as a sentence does.
fn sentence_may_end_before(rest: &str) -> bool {
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

/// Whether the hyphen between two words is a dateline's dash: a word in capitals before it, a capitalised one after it.
fn is_dateline_dash(before: &str, after: &str) -> bool {
    const MIN_LENGTH: usize = 4;
    let mut after = after.chars();
    before.len() >= MIN_LENGTH
        && before.bytes().all(|byte| byte.is_ascii_uppercase())
        && after.next().is_some_and(char::is_uppercase)
        && after.next().is_some_and(char::is_lowercase)
}

/// Where the word that begins at `start` ends. It includes the full stops of initials and abbreviations, and the
/// apostrophes and hyphens between letters.
fn word_end(text: &str, start: usize) -> usize {
    let mut segment = start;
    let mut letters = text[start..].char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let at = start + at;
        let next = letters.peek().map(|(_, next)| *next);
        match letter {
            _ if letter.is_alphanumeric() => {}
            // "SUFFOLK COUNTY-Attorney General Jo Doe": a dateline's dash.
            '-' if is_dateline_dash(&text[start..at], &text[at + 1..]) => return at,
            '\'' | '’' | '‘' | '-' | '‑' if next.is_some_and(char::is_alphanumeric) => {}
            '.' => {
                let part = &text[segment..at];
                let single = part.chars().nth(1).is_none() && part.chars().all(char::is_alphabetic);
                let abbreviation = segment == start && is_abbreviation_beside_names(part);
                let mut after = text[at + 1..].chars();
                match (after.next(), after.next()) {
                    // "L.C." and "justice.gov" are one word; "U.S.Attorney" and "the FBI.The case" lack a space.
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

/// The token of a short word of ASCII letters and digits alone. `known` is its word, and its word without an `s` at its end.
/// Equal to what [`other_word`] returns, without the lookup.
fn plain_word(text: Packed, known: [WordId; 2], grammar: &Grammar) -> Token {
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
    if known == grammar.keywords.us && !caps {
        known = WordId::NONE;
    }
    let plural = known == WordId::NONE && stem != WordId::NONE && text.len() > 3;
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

/// The token of any word. `folded` is working space.
fn other_word(text: &str, grammar: &Grammar, folded: &mut String) -> Token {
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
    let mut known = grammar.word_id(folded);
    if known == grammar.keywords.us && !caps {
        known = WordId::NONE;
    }
    if known == WordId::NONE && folded.len() > 3 && folded.ends_with('s') {
        known = grammar.word_id(&folded[..folded.len() - 1]);
        plural = known != WordId::NONE && !possessive;
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
        fn words_read_before_give_the_same_tokens(
            text in "([A-Za-z0-9]{1,17}|(Attorney|counsel|DA|AUSA|Chief|US|us|states|fiscal)s?|Jo’s|U\\.S\\.|é|[ ]{1,2}|[,.;:'’&()—\n-]){0,60}",
        ) {
            let grammar = Grammar::get();
            let reading = Knowledge::builtin().recognizer().annotate(&text);
            let first = text.char_indices().nth(3).map_or(0, |(at, _)| at);
            for start in [0, first] {
                let tokens = |words| tokenize(&text, start..text.len(), words, grammar);
                prop_assert_eq!(format!("{:?}", tokens(&reading.words)), format!("{:?}", tokens(&[])));
            }
        }
    }
}
