//! What is a chunk of text without spaces, quotation marks and parentheses? A word, several words, a wildcard, or a
//! proximity operator.

use std::ops::Range;

use crate::analysis::{self, TokenBuffer, tokenize};
use crate::query::syntax::token::{Token, Tokens, excerpt};
use crate::text::char_class::{is_apostrophe_in_names, is_invisible};

/// Maximum distance of words near each other: title and text are further apart than this in the index.
const MAX_DISTANCE: u32 = 499;

/// Whether the text is a question: the `?` at its end is no wildcard.
pub(super) fn is_question(text: &str) -> bool {
    const FIRST_WORDS: [&str; 17] = [
        "who", "whom", "whose", "what", "when", "where", "which", "why", "how", "is", "are", "was",
        "were", "did", "does", "has", "can",
    ];
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    let last = words.next_back().unwrap_or_default();
    last.ends_with('?') && FIRST_WORDS.contains(&first.as_str())
}

/// Reads `AND`, `OR`, `NOT` and proximity operators, or words. The `?` at the end of a question is no wildcard.
pub(super) fn read_chunk(chunk: &str, is_question: bool, out: &mut Tokens) {
    match chunk {
        "AND" | "&&" => out.push(Token::And),
        "OR" | "|" | "||" => out.push(Token::Or),
        "NOT" => out.push(Token::Not),
        _ => match proximity_operator(chunk) {
            Some((token, note)) => {
                if let Some(note) = note {
                    out.note(note);
                }
                out.push(token);
            }
            None => read_word(chunk, is_question, out),
        },
    }
}

/// Reads `w/5` and `pre/5`, and as others write it `within/5`, `near/5`, `n/5`, `/5`, `w/s`, `w/p`. Returns the token and
/// a note.
fn proximity_operator(chunk: &str) -> Option<(Token, Option<String>)> {
    let (name, number) = chunk.split_once('/')?;
    let name = name.to_ascii_lowercase();
    let ordered = match name.as_str() {
        "w" | "within" | "near" | "n" | "" => false,
        "pre" | "p" => true,
        _ => return None,
    };
    let (within, note) = match number {
        "s" | "S" if name == "w" || name.is_empty() => {
            let note = format!("`{chunk}` (the same sentence) is read as w/25");
            (25, Some(note))
        }
        "p" | "P" if name == "w" || name.is_empty() => {
            let note = format!("`{chunk}` (the same paragraph) is read as w/75");
            (75, Some(note))
        }
        _ if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => {
            let typed = number.parse().unwrap_or(u32::MAX);
            let within = typed.clamp(1, MAX_DISTANCE);
            let operator = if ordered { "pre" } else { "w" };
            let note = || format!("`{chunk}` is read as {operator}/{within}");
            (within, (within != typed).then(note))
        }
        _ => return None,
    };
    Some((Token::Near { within, ordered }, note))
}

fn read_word(chunk: &str, is_question: bool, out: &mut Tokens) {
    // Brackets and the like around a word do not belong to it; a `!`, `*`, `?` or `~` at its end does.
    let trimmed = chunk
        .trim_start_matches(|c: char| !is_of_pattern(c))
        .trim_end_matches(|c: char| !(is_of_pattern(c) || matches!(c, '!' | '~')));
    // Without its sign it would be the company's name.
    if let [digit, b'M'] = trimmed.as_bytes()
        && digit.is_ascii_digit()
        && chunk.contains(&format!("${trimmed}"))
    {
        out.push(Token::Word(format!("${trimmed}")));
        return;
    }
    if let Some(word) = without_fuzzy_operator(trimmed) {
        read_fuzzy(word, trimmed, is_question, out);
        return;
    }
    let pattern = trimmed.trim_end_matches('!');
    if pattern.len() < trimmed.len()
        && pattern.chars().any(char::is_alphanumeric)
        && !pattern.contains(['*', '?'])
    {
        out.note(format!(
            "`{trimmed}` is read as every word that begins with `{pattern}`"
        ));
        read_wildcard(&format!("{pattern}*"), out);
        return;
    }
    let without_mark = pattern.trim_end_matches('?');
    let ends_question = is_question && without_mark.len() < pattern.len();
    if ends_question && !without_mark.contains(['*', '?']) {
        out.note(format!(
            "`{pattern}` is read as a question's last word; `{without_mark}*` finds all its endings"
        ));
        read_words(without_mark, chunk, out);
    } else if pattern.contains(['*', '?']) {
        read_wildcard(pattern, out);
    } else {
        read_words(pattern, chunk, out);
    }
}

/// `dmitrenko` of `dmitrenko~` and `dmitrenko~1`.
fn without_fuzzy_operator(chunk: &str) -> Option<&str> {
    let (word, distance) = chunk.rsplit_once('~')?;
    (distance.is_empty() || distance == "1" || distance == "2").then_some(word)
}

fn read_fuzzy(word: &str, chunk: &str, is_question: bool, out: &mut Tokens) {
    let tokens = tokenize(word);
    let mut words = tokens.words();
    match (words.next(), words.next()) {
        (Some(single), None) if !word.contains(['*', '?']) => {
            out.push(Token::Fuzzy(word[single.start..single.end].to_owned()));
        }
        _ => {
            out.note(format!(
                "`~` is left out of `{chunk}`: it works on a single word"
            ));
            read_word(&word.replace('~', " "), is_question, out);
        }
    }
}

fn read_wildcard(pattern: &str, out: &mut Tokens) {
    // `embezzl*.!`: the `!` was trimmed, and the `.` before it does not belong to the word either.
    let pattern = pattern.trim_end_matches(|c: char| !is_of_pattern(c));
    let mut clean = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        // `**` means the same as `*`.
        if !(c == '*' && clean.ends_with('*')) {
            clean.push(c);
        }
    }
    if !clean.chars().any(char::is_alphanumeric) {
        out.note(format!(
            "`{pattern}` has no letter or digit and is left out"
        ));
    } else if tokenize(&clean.replace(['*', '?'], "x")).words().count() == 1 {
        out.push(Token::Wildcard(clean));
    } else {
        read_compound_wildcard(&clean, out);
    }
}

/// A wildcard in a compound: `co-conspir*` is `co` and `conspir*`, one after the other.
fn read_compound_wildcard(pattern: &str, out: &mut Tokens) {
    out.push(Token::Open);
    // A section sign is a word of its own, whatever is beside it.
    let spaced = pattern.replace('§', " § ");
    let parts = spaced
        .split(|c: char| !(is_of_pattern(c) || matches!(c, '\'' | '’')))
        .filter(|part| part.contains(|c: char| c.is_alphanumeric() || c == '§'));
    for (number, part) in parts.enumerate() {
        if number > 0 {
            out.push(Token::Near {
                within: 1,
                ordered: true,
            });
        }
        if part.contains(['*', '?']) {
            out.push(Token::Wildcard(part.to_owned()));
        } else {
            read_words(part, part, out);
        }
    }
    out.push(Token::Close);
    out.note(format!(
        "`{pattern}` is read as its parts, one after the other"
    ));
}

/// Reads the words between two quotation marks. Patterns among them are words beside the others: `"money launder*"`.
pub(super) fn read_phrase(words: &[&str], out: &mut Tokens) {
    let last = words.len().saturating_sub(1);
    let is_pattern = |at: usize| {
        let word = words[at].trim_matches(|c: char| !is_of_pattern(c));
        // A question mark at the end is most often that of a title.
        let word = if at == last {
            word.trim_end_matches('?')
        } else {
            word
        };
        word.contains(['*', '?']) && word.contains(|c: char| c.is_alphanumeric())
    };
    let patterns: Vec<usize> = (0..words.len()).filter(|at| is_pattern(*at)).collect();
    if patterns.is_empty() {
        out.push(Token::Phrase(words.join(" ")));
        return;
    }
    out.push(Token::Open);
    let mut is_first = true;
    let mut next = |out: &mut Tokens| {
        if !std::mem::take(&mut is_first) {
            out.push(Token::Near {
                within: 1,
                ordered: true,
            });
        }
    };
    let mut from = 0;
    for at in patterns.into_iter().chain([words.len()]) {
        let before = words[from..at].join(" ");
        if !tokenize(&before).is_empty() {
            next(out);
            out.push(Token::Phrase(before));
        }
        if let Some(pattern) = words.get(at) {
            next(out);
            read_wildcard(pattern.trim_matches(|c: char| !is_of_pattern(c)), out);
        }
        from = at + 1;
    }
    out.push(Token::Close);
}

/// Reads words: `fraud,theft` is two, the compound `co-conspirator` is one.
fn read_words(text: &str, chunk: &str, out: &mut Tokens) {
    let tokens = tokenize(text);
    let words: Vec<_> = tokens.words().collect();
    if words.is_empty() && chunk.chars().any(|c| !is_mere_punctuation(c)) {
        let shown = excerpt(chunk);
        out.note(format!("`{shown}` has no letter or digit and is left out"));
    }
    let mut compounds: Vec<Range<usize>> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match compounds.last_mut() {
            Some(compound) if is_joint(&text[words[at - 1].end..word.start]) => {
                compound.end = word.end;
            }
            _ => compounds.push(word.start..word.end),
        }
        if let Some(compound) = compounds.last_mut() {
            compound.end += possessive_of_name(text, word, &tokens);
        }
    }
    let grouped = compounds.len() > 1;
    if grouped {
        out.push(Token::Open);
    }
    for compound in compounds {
        out.push(word_token(&text[compound]));
    }
    if grouped {
        out.push(Token::Close);
    }
}

/// The length of the possessive ending behind a name that may have it as a part of it, `Lowe's`; of others, 0.
fn possessive_of_name(text: &str, word: &analysis::Token<'_>, tokens: &TokenBuffer) -> usize {
    let mut spans = tokens.spans();
    let is_name = spans.any(|span| {
        span.position == word.position
            && span.width == 1
            && span.normalized.strip_suffix('s') == Some(word.normalized)
    });
    let mut ending = text[word.end..].chars();
    match (ending.next(), ending.next()) {
        (Some(apostrophe), Some('s' | 'S')) if is_name && is_apostrophe_in_names(apostrophe) => {
            apostrophe.len_utf8() + 1
        }
        _ => 0,
    }
}

/// A word, written so that it is not read as an operator when the query is printed and parsed again.
fn word_token(word: &str) -> Token {
    Token::Word(match word {
        // `AND,`
        "AND" | "OR" | "NOT" => word.to_ascii_lowercase(),
        _ if proximity_operator(word).is_some() => word.replace('/', "-"),
        _ => word.chars().filter(|c| !is_invisible(*c)).collect(),
    })
}

/// Whether a character belongs to a word or wildcard, and is not punctuation around it.
fn is_of_pattern(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '*' | '?' | '§')
}

/// Whether the text between two words makes them a compound.
fn is_joint(between: &str) -> bool {
    !between.is_empty()
        && between.chars().all(|c| {
            matches!(
                c,
                '-' | '.' | '&' | '/' | '\'' | '’' | 's' | 'S' | '\u{2010}'
                    ..='\u{2013}' | '\u{2212}'
            )
        })
}

/// Whether a character may be left out without a note.
fn is_mere_punctuation(c: char) -> bool {
    c.is_control() || is_invisible(c) || ",.;:!?-–—'’‘`()[]{}/\\|*~…•·+_".contains(c)
}
