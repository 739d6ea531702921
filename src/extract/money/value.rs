//! Which sums of dollars does a text tell, and where?

use std::ops::Range;

use crate::knowledge::entities::word::Word;

/// A sum as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sum {
    /// In cents, so that `$0.50` is none.
    pub cents: u64,
    /// From the dollar sign on, in bytes.
    pub span: Range<usize>,
    /// Its words, by their positions among the words of the text.
    pub words: Range<usize>,
    /// The smallest step of the number as written, in dollars: a million for `$2 million`, 1 for `$1,234,567`.
    pub step: u64,
}

impl Sum {
    /// In whole dollars, cents rounded.
    pub fn dollars(&self) -> u64 {
        self.cents.saturating_add(50) / 100
    }
}

/// The largest sum that is read, in dollars: more is a mistake of the text.
const MAX_DOLLARS: f64 = 1e14;

/// A number from here on, in dollars, is written out: a word such as "million" behind it is a slip.
const WRITTEN_OUT: f64 = 1e6;

/// The sums of a text that begin with a dollar sign, in order. `words` are the words of the text.
pub(super) fn sums<'a>(text: &'a str, words: &'a [Word]) -> impl Iterator<Item = Sum> + 'a {
    let mut next = 0;
    memchr::memchr_iter(b'$', text.as_bytes()).filter_map(move |sign| {
        next += words[next..].partition_point(|word| word.end <= sign);
        sum_at(text, words, sign, next)
    })
}

/// The sum whose dollar sign is at byte `sign`. `first` is the first word after the sign.
fn sum_at(text: &str, words: &[Word], sign: usize, first: usize) -> Option<Sum> {
    let rest = &text[sign + 1..];
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let start = sign + 1 + blanks;
    let (mut end, number, decimals) = number_at(text, start)?;
    let mut step = 10_f64.powi(-decimals);
    let mut value = number;
    let after = &text[end..];
    let word = after.trim_start_matches([' ', '-', '\u{a0}', '\n']);
    let gap = after.len() - word.len();
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    if let Some(factor) = factor(&word[..letters], gap == 0)
        && gap <= 2
    {
        // "$1,234,567 million" is a slip for the number alone.
        if number < WRITTEN_OUT {
            value *= factor;
            step *= factor;
        }
        end += gap + letters;
    } else if decimals == 0 {
        // "$2,000,000" is as round as "$2 million".
        let mut rest = number;
        while rest >= 10.0 && rest % 10.0 == 0.0 {
            rest /= 10.0;
            step *= 10.0;
        }
    }
    if value > MAX_DOLLARS {
        return None;
    }
    let last = words[first..].partition_point(|word| word.start < end);
    Some(Sum {
        cents: to_whole(value * 100.0),
        span: sign..end,
        words: first..first + last,
        step: to_whole(step.max(1.0)),
    })
}

/// The number at byte `start`: its end, its value, and how many decimal places it has.
fn number_at(text: &str, start: usize) -> Option<(usize, f64, i32)> {
    /// Longest number, in digits.
    const MAX_DIGITS: usize = 18;
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut at, mut digits, mut decimals) = (start, 0, 0);
    let mut value = 0.0;
    let mut in_fraction = false;
    loop {
        let byte = *bytes.get(at).unwrap_or(&b' ');
        if byte.is_ascii_digit() {
            value = value * 10.0 + f64::from(byte - b'0');
            digits += 1;
            decimals += i32::from(in_fraction);
            if digits > MAX_DIGITS {
                return None;
            }
        } else if byte == b','
            && !in_fraction
            && digits > 0
            && is_digit(at + 1)
            && is_digit(at + 2)
            && is_digit(at + 3)
        {
            // a comma between groups of digits
        } else if byte == b'.' && !in_fraction && digits > 0 && is_digit(at + 1) {
            in_fraction = true;
        } else {
            break;
        }
        at += 1;
    }
    (digits > 0).then(|| (at, value / 10_f64.powi(decimals), decimals))
}

/// What `million` and its kind multiply a number by. Abbreviations stand right behind it.
fn factor(word: &str, is_glued: bool) -> Option<f64> {
    const FACTORS: [(&str, f64); 9] = [
        ("thousand", 1e3),
        ("million", 1e6),
        ("millions", 1e6),
        ("millones", 1e6),
        ("billion", 1e9),
        ("billions", 1e9),
        ("billon", 1e9),
        ("trillion", 1e12),
        ("mil", 1e3),
    ];
    const GLUED: [(&str, f64); 5] = [("k", 1e3), ("m", 1e6), ("mm", 1e6), ("b", 1e9), ("bn", 1e9)];
    let find = |list: &[(&str, f64)]| {
        let mut known = list.iter();
        known
            .find(|(name, _)| name.eq_ignore_ascii_case(word))
            .map(|(_, factor)| *factor)
    };
    find(&FACTORS).or_else(|| if is_glued { find(&GLUED) } else { None })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a positive number below the bound of sums"
)]
fn to_whole(value: f64) -> u64 {
    value.round() as u64
}
