//! Numbers and amounts: `1,200` is `1200`, and `$1.2 million`, `$1.2M` and `1,200,000` are one.

use crate::analysis::Words;

/// How many places the decimal point moves: `million`, `billion`, `thousand`, `trillion`.
fn magnitude_of_word(word: &str) -> Option<usize> {
    match word {
        "thousand" => Some(3),
        "million" | "millions" => Some(6),
        "billion" | "billions" => Some(9),
        "trillion" => Some(12),
        _ => None,
    }
}

/// No such word is shorter.
pub(crate) const SHORTEST_MAGNITUDE: usize = "million".len();

/// Adds the plain number where the word just added makes an amount: `2M`, or `1.2` and `million`.
pub(crate) fn add_amount(words: &mut Words) {
    let Some(word) = words.entries.last().copied() else {
        return;
    };
    let form = &words.terms[word.term_start as usize..word.form_end as usize];
    let first = form.as_bytes().first().copied().unwrap_or(b' ');
    let position = word.position;
    if first.is_ascii_digit() {
        if let Some((number, places)) = amount_with_ending(form) {
            let amount = shift(number, places);
            words.push_span(&amount, position, 1, word.start as usize, word.end as usize);
        }
    } else if matches!(first, b'm' | b'b' | b't')
        && let Some(places) = magnitude_of_word(form)
        && let Some(before) = words
            .entries
            .iter()
            .rev()
            // No more than a span lies between.
            .take_while(|entry| entry.position + 2 >= position)
            .find(|entry| entry.plain && entry.position + 1 == position)
    {
        // `$1.2 million`, `2-million`: nothing but a space or a hyphen between.
        let number = &words.terms[before.term_start as usize..before.form_end as usize];
        let number = if is_plain_number(number) {
            number
        } else {
            digits_of_word(number).unwrap_or("")
        };
        let (start, end) = (before.start as usize, word.start as usize);
        if !number.is_empty() && end - (before.end as usize) <= 2 {
            let amount = shift(number, places);
            words.push_span(&amount, position - 1, 2, start, word.end as usize);
        }
    }
}

/// Splits `1.2m` into `1.2` and 6. Only what can be an amount: digits, at most one point, and a known ending.
fn amount_with_ending(form: &str) -> Option<(&str, usize)> {
    let digits = form
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b'.')
        .count();
    let places = match &form[digits..] {
        "k" => 3,
        "m" | "mm" | "mn" | "mil" => 6,
        "b" | "bn" => 9,
        _ => return None,
    };
    is_plain_number(&form[..digits]).then_some((&form[..digits], places))
}

/// Digits with at most one point between them.
fn is_plain_number(form: &str) -> bool {
    !form.is_empty()
        && !form.starts_with('.')
        && !form.ends_with('.')
        && form.bytes().filter(|b| *b == b'.').count() <= 1
        && form.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && form.len() <= 24
}

/// Small numbers that are written as words before `million`.
fn digits_of_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "one" => "1",
        "two" => "2",
        "three" => "3",
        "four" => "4",
        "five" => "5",
        "six" => "6",
        "seven" => "7",
        "eight" => "8",
        "nine" => "9",
        "ten" => "10",
        "twelve" => "12",
        "fifteen" => "15",
        "twenty" => "20",
        _ => return None,
    })
}

/// Moves the decimal point of a plain number to the right: `1.2` by 6 is `1200000`.
fn shift(number: &str, places: usize) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut digits = String::with_capacity(whole.len() + places + 1);
    digits.push_str(whole);
    for place in 0..places {
        digits.push(
            fraction
                .as_bytes()
                .get(place)
                .map_or('0', |b| char::from(*b)),
        );
    }
    let rest = fraction.get(places..).unwrap_or("").trim_end_matches('0');
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
        assert_eq!(shift("1.2", 6), "1200000");
        assert_eq!(shift("2", 6), "2000000");
        assert_eq!(shift("0.5", 6), "500000");
        assert_eq!(shift("1.23456789", 6), "1234567.89");
        assert_eq!(amount_with_ending("9m"), Some(("9", 6)));
        assert_eq!(amount_with_ending("1.5bn"), Some(("1.5", 9)));
        assert_eq!(amount_with_ending("m"), None);
        assert_eq!(amount_with_ending("2a"), None);
    }
}
