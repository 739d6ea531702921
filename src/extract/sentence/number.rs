//! Which number do the words of a term tell?

use crate::extract::sentence::length::{LengthReader, ONE};
use crate::knowledge::entities::word::Gap;

impl LengthReader<'_> {
    /// The number at a word: the word behind it, and its value in tenths. `41`, `forty-one`, `three (3)`, `a`, `2.5`, `3½`,
    /// `three and a half`.
    pub(super) fn number(&self, at: usize, end: usize) -> Option<(usize, u32)> {
        if at >= end {
            return None;
        }
        let mut next = at + 1;
        let printed = self.part.printed(at);
        let raw = printed.trim_end_matches('½');
        let mut value = if raw.bytes().all(|byte| byte.is_ascii_digit()) && raw.len() <= 4 {
            raw.parse().ok()?
        } else if self.is(at, &["a", "an"]) {
            1
        } else {
            let tens = small_number(raw)?;
            if tens >= 20
                && matches!(
                    self.words().get(next).map(|word| word.before),
                    Some(Gap::Dash | Gap::Blank)
                )
                && let Some(ones) = small_number(self.part.printed(next)).filter(|ones| *ones < 10)
            {
                next += 1;
                tens + ones
            } else if self.is(next, &["hundred"]) {
                next += 1;
                let rest = usize::from(self.is(next, &["and"]));
                let ones = small_number(self.part.printed(next + rest));
                next += ones.map_or(0, |_| 1 + rest);
                tens * 100 + ones.unwrap_or(0)
            } else {
                tens
            }
        };
        // "three (3) years", "one-half"
        if self
            .words()
            .get(next)
            .is_some_and(|word| word.before == Gap::Open)
            && let Ok(again) = self.part.printed(next).parse::<u32>()
        {
            value = again;
            next += 1;
        }
        let value = value * ONE;
        if raw.len() < printed.len() {
            return Some((next, value + ONE / 2));
        }
        if let Some(words) = self.half(next) {
            return Some((next + words, value + ONE / 2));
        }
        if let Some(tenth) = self.tenth(next) {
            return Some((next + 1, value + tenth));
        }
        (value > 0).then_some((next, value))
    }

    /// How many words tell a half behind a number: `and a half`, `1/2`, and none in `3 ½`.
    pub(super) fn half(&self, at: usize) -> Option<usize> {
        let gap = |at: usize| {
            let words = self.words();
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            let word = words.get(at);
            before
                .zip(word)
                .map_or("", |(before, word)| &self.part.text[before.end..word.start])
        };
        let and = usize::from(self.is(at, &["and"]));
        if and == 1 && self.is(at + 1, &["a", "one"]) && self.is(at + 2, &["half"]) {
            return Some(3);
        }
        if self.is(at, &["½"]) {
            return Some(1);
        }
        if self.is(at + and, &["1"]) && self.is(at + and + 1, &["2"]) && gap(at + and + 1) == "/" {
            return Some(and + 2);
        }
        gap(at).contains('½').then_some(0)
    }

    /// The first digit behind the point of a number: `2.5`.
    fn tenth(&self, at: usize) -> Option<u32> {
        let words = self.words();
        let before = &words[at - 1];
        let word = words.get(at)?;
        let digits = self.part.printed(at);
        let is_decimal = &self.part.text[before.end..word.start] == "."
            && self
                .part
                .printed(at - 1)
                .ends_with(|c: char| c.is_ascii_digit())
            && digits.len() <= 2
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_decimal.then(|| digits[..1].parse().ok()).flatten()
    }
}

/// Numbers written as one word. Each has the role `LENGTH` among the words of cases, too, by which it is found.
pub(super) const NUMBERS: [(&str, u32); 40] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("un", 1),
    ("dos", 2),
    ("tres", 3),
    ("cuatro", 4),
    ("cinco", 5),
    ("seis", 6),
    ("siete", 7),
    ("ocho", 8),
    ("nueve", 9),
    ("diez", 10),
    ("veinte", 20),
    ("treinta", 30),
];

/// A number written as one word.
fn small_number(word: &str) -> Option<u32> {
    let mut numbers = NUMBERS.iter();
    numbers
        .find(|(name, _)| name.eq_ignore_ascii_case(word))
        .map(|(_, number)| *number)
}
