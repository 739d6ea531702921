//! Words on their way to the search engine, which takes text and nothing else.

use super::Words;

/// Stands before a position in figures and [`END`], where a term is not one position behind the term before it, or is the
/// first and not at position 0.
const AT: u8 = 0x7E;

/// Ends figures.
const END: char = '\u{1}';

/// Before each term stands its length as a character of ASCII; where that is no less than [`AT`], this and figures.
const LONG: u8 = 0x7F;

impl Words {
    /// The terms with their positions as one text, which [`unpack`] takes apart again: where they have been cut once, the
    /// engine's own thread need not cut them.
    pub fn pack(&self) -> String {
        let mut packed = String::with_capacity(self.terms.len() + self.entries.len() * 2);
        let mut expected = 0;
        for entry in &self.entries {
            if entry.position != expected {
                packed.push(char::from(AT));
                push_figures(&mut packed, entry.position);
                packed.push(END);
            }
            let length = entry.term_end - entry.term_start;
            match u8::try_from(length) {
                Ok(short) if short < AT => packed.push(char::from(short)),
                _ => {
                    packed.push(char::from(LONG));
                    push_figures(&mut packed, length);
                    packed.push(END);
                }
            }
            packed.push_str(&self.terms[entry.term_start as usize..entry.term_end as usize]);
            expected = entry.position + 1;
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

impl Unpacked<'_> {
    fn figures(&mut self) -> Option<u32> {
        let (figures, rest) = self.rest.split_once(END)?;
        self.rest = rest;
        figures.parse().ok()
    }

    /// The next byte, which is of ASCII.
    fn sign(&mut self) -> Option<u8> {
        let sign = *self.rest.as_bytes().first()?;
        self.rest = self.rest.get(1..)?;
        Some(sign)
    }
}

impl<'a> Iterator for Unpacked<'a> {
    type Item = (&'a str, u32);

    fn next(&mut self) -> Option<Self::Item> {
        let mut position = self.expected;
        let mut sign = self.sign()?;
        if sign == AT {
            position = self.figures()?;
            sign = self.sign()?;
        }
        let length = if sign == LONG {
            self.figures()? as usize
        } else {
            usize::from(sign)
        };
        let (term, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
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
