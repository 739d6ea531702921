//! Which words are an amount? `$1.2 million`, `$1.2M` and `1,200,000` are indexed as the same number.

use crate::analysis::token_buffer::{TokenBuffer, TokenKind};
use crate::text::numbers::digits_before_million;

/// The power of ten of `thousand`, `million`, `billion`, `trillion`.
fn exponent_of_word(word: &str) -> Option<usize> {
    match word {
        "thousand" => Some(3),
        "million" | "millions" => Some(6),
        "billion" | "billions" => Some(9),
        "trillion" => Some(12),
        _ => None,
    }
}

/// Whether a word, by its length and first letter, may be one that [`exponent_of_word`] knows. Most are none.
#[inline]
pub(super) fn may_be_magnitude(word: &[u8]) -> bool {
    word.len() >= "million".len() && matches!(word[0], b'm' | b'M' | b'b' | b'B' | b't' | b'T')
}

/// Adds a span with the plain number where the word added last completes an amount: `2M`, or `1.2` and `million`.
pub(super) fn add_amount(buffer: &mut TokenBuffer) {
    let Some(last) = buffer.tokens.last().copied() else {
        return;
    };
    let word = &buffer.terms[last.term_start as usize..last.normalized_end as usize];
    let first = word.as_bytes().first().copied().unwrap_or(b' ');
    let position = last.position;
    if first.is_ascii_digit() {
        if let Some((number, exponent)) = split_suffix(word) {
            let amount = multiply(number, exponent);
            buffer.push_span(&amount, position, 1, last.start as usize, last.end as usize);
        }
    } else if matches!(first, b'm' | b'b' | b't')
        && let Some(exponent) = exponent_of_word(word)
        && let Some(before) = buffer
            .tokens
            .iter()
            .rev()
            // At most a span is between the two words.
            .take_while(|token| token.position + 2 >= position)
            .find(|token| token.kind == TokenKind::Word && token.position + 1 == position)
    {
        let number = &buffer.terms[before.term_start as usize..before.normalized_end as usize];
        let number = if is_plain_number(number) {
            number
        } else {
            digits_before_million(number).unwrap_or("")
        };
        let (start, end) = (before.start as usize, last.start as usize);
        // `$1.2 million`, `2-million`: only a space or a hyphen is between.
        if !number.is_empty() && end - (before.end as usize) <= 2 {
            let amount = multiply(number, exponent);
            buffer.push_span(&amount, position - 1, 2, start, last.end as usize);
        }
    }
}

/// Splits `1.2m` into the number `1.2` and the power of ten 6. None unless it is a plain number with a known suffix.
fn split_suffix(word: &str) -> Option<(&str, usize)> {
    let digits = word
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b'.')
        .count();
    let exponent = exponent_of_suffix(&word[digits..])?;
    is_plain_number(&word[..digits]).then_some((&word[..digits], exponent))
}

/// The power of ten of the letters behind a number.
fn exponent_of_suffix(letters: &str) -> Option<usize> {
    match letters {
        "k" => Some(3),
        "m" | "mm" | "mn" | "mil" => Some(6),
        "b" | "bn" => Some(9),
        _ => None,
    }
}

/// The plain number that a typed amount means, in small letters and without signs of money: `1200000` for `1.2 million`,
/// `1.2m` and `1,200,000`.
pub(crate) fn plain_number(typed: &str) -> Option<String> {
    let letters = typed.find(|c: char| c.is_ascii_alphabetic());
    let (number, unit) = match letters {
        Some(0) => typed.split_once([' ', '-'])?,
        Some(at) => typed.split_at(at),
        None => (typed, ""),
    };
    let number = number.trim_end_matches([' ', '-']).replace(',', "");
    let number = digits_before_million(&number).unwrap_or(&number);
    let exponent = match unit.trim() {
        "" => 0,
        unit => exponent_of_suffix(unit).or_else(|| exponent_of_word(unit))?,
    };
    is_plain_number(number).then(|| multiply(number, exponent))
}

/// Whether a word consists of digits with at most one point between them, and is short enough to be an amount.
fn is_plain_number(word: &str) -> bool {
    !word.is_empty()
        && !word.starts_with('.')
        && !word.ends_with('.')
        && word.bytes().filter(|b| *b == b'.').count() <= 1
        && word.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && word.len() <= 24
}

/// Multiplies a plain number by a power of ten: `1.2` and 6 are `1200000`.
fn multiply(number: &str, exponent: usize) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut digits = String::with_capacity(whole.len() + exponent + 1);
    digits.push_str(whole);
    for place in 0..exponent {
        digits.push(
            fraction
                .as_bytes()
                .get(place)
                .map_or('0', |b| char::from(*b)),
        );
    }
    let rest = fraction.get(exponent..).unwrap_or("").trim_end_matches('0');
    let mut out = digits.trim_start_matches('0').to_owned();
    if out.is_empty() {
        out.push('0');
    }
    if !rest.is_empty() {
        out.push('.');
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_become_plain_numbers() {
        assert_eq!(multiply("1.2", 6), "1200000");
        assert_eq!(multiply("2", 6), "2000000");
        assert_eq!(multiply("0.5", 6), "500000");
        assert_eq!(multiply("1.23456789", 6), "1234567.89");
        assert_eq!(split_suffix("9m"), Some(("9", 6)));
        assert_eq!(split_suffix("1.5bn"), Some(("1.5", 9)));
        assert_eq!(split_suffix("m"), None);
        assert_eq!(split_suffix("2a"), None);
    }
}
