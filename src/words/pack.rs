//! Words on their way to the search engine, which takes text and nothing else.

use super::Words;

/// Ends a term that stands one position behind the term before it, and the first term at position 0.
const NEXT: char = '\u{2}';

/// Ends a term whose position follows in figures, up to [`NEXT`].
const AT: char = '\u{3}';

impl Words {
    /// The terms with their positions as one text, which [`unpack`] takes apart again: where they have been cut once, the
    /// engine's own thread need not cut them.
    pub fn pack(&self) -> String {
        let mut packed = String::with_capacity(self.terms.len() + self.entries.len() * 2);
        let mut expected = 0;
        for word in self.iter() {
            packed.push_str(word.term);
            if word.position != expected {
                packed.push(AT);
                push_figures(&mut packed, word.position);
            }
            packed.push(NEXT);
            expected = word.position + 1;
        }
        packed
    }
}

/// The terms and positions of packed words, in their order.
pub fn unpack(packed: &str) -> Unpacked<'_> {
    Unpacked {
        rest: packed,
        expected: 0,
    }
}

/// See [`unpack`].
#[derive(Clone, Debug)]
pub struct Unpacked<'a> {
    rest: &'a str,
    expected: u32,
}

impl<'a> Iterator for Unpacked<'a> {
    type Item = (&'a str, u32);

    fn next(&mut self) -> Option<Self::Item> {
        let end = memchr::memchr2(NEXT as u8, AT as u8, self.rest.as_bytes())?;
        let (term, after) = self.rest.split_at(end);
        let mut position = self.expected;
        let mut after = &after[1..];
        if self.rest.as_bytes()[end] == AT as u8 {
            let (figures, rest) = after.split_once(NEXT)?;
            position = figures.parse().ok()?;
            after = rest;
        }
        self.rest = after;
        self.expected = position + 1;
        Some((term, position))
    }
}

fn push_figures(packed: &mut String, number: u32) {
    if number >= 10 {
        push_figures(packed, number / 10);
    }
    packed.push(char::from_digit(number % 10, 10).unwrap_or('0'));
}
