//! Finds the terms that match a wildcard: `extradit*`, `w?man`.
//!
//! The automaton walks the term dictionary byte by byte and leaves a branch as soon as no term in it can match. In a span
//! term ([`SPAN_MARK`]) only the name before the mark is compared.

use tantivy_fst::Automaton;

use crate::analysis::SPAN_MARK;

const MARK: u8 = SPAN_MARK as u8;

/// A word in which `*` stands for any letters and `?` for one.
#[derive(Debug)]
pub(crate) struct WildcardAutomaton {
    parts: Vec<Part>,
    /// Where in it `*` stands, one bit each.
    any: u128,
}

/// A longer pattern fits nothing: beyond this length there are no words, only runs of letters in hostile pages.
const MOST_PARTS: usize = 120;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Byte(u8),
    One,
    Any,
}

impl WildcardAutomaton {
    /// `pattern` is folded but for its `*` and `?`.
    pub(crate) fn new(pattern: &str) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        for byte in pattern.bytes() {
            let part = match byte {
                b'*' => Part::Any,
                b'?' => Part::One,
                byte => Part::Byte(byte),
            };
            if !(part == Part::Any && parts.last() == Some(&Part::Any)) {
                parts.push(part);
            }
        }
        let mut any = 0;
        for (at, part) in parts.iter().enumerate().take(MOST_PARTS) {
            any |= u128::from(*part == Part::Any) << at;
        }
        WildcardAutomaton { parts, any }
    }

    /// Adds the places that are reached without a letter: `*` may stand for nothing.
    fn settle(&self, places: u128) -> u128 {
        // Two `*` never stand side by side, so that one step is enough.
        places | (places & self.any) << 1
    }

    /// Whether a word fits.
    #[cfg(test)]
    pub(crate) fn fits(&self, word: &str) -> bool {
        let mut state = self.start();
        for byte in word.bytes() {
            state = self.accept(&state, byte);
        }
        self.is_match(&state)
    }
}

/// Where in the pattern one may be, one bit for each place, and whether the word's end has been passed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WildcardState {
    places: u128,
    ended: bool,
}

impl Automaton for WildcardAutomaton {
    type State = WildcardState;

    fn start(&self) -> WildcardState {
        let possible = self.parts.len() <= MOST_PARTS;
        WildcardState {
            places: self.settle(u128::from(possible)),
            ended: false,
        }
    }

    fn is_match(&self, state: &WildcardState) -> bool {
        self.parts.len() <= MOST_PARTS && state.places >> self.parts.len() & 1 == 1
    }

    fn can_match(&self, state: &WildcardState) -> bool {
        state.places != 0
    }

    fn accept(&self, state: &WildcardState, byte: u8) -> WildcardState {
        if state.ended {
            return *state;
        }
        if byte == MARK {
            return WildcardState {
                places: if self.is_match(state) {
                    state.places
                } else {
                    0
                },
                ended: true,
            };
        }
        // A letter outside ASCII has more bytes than one; those after the first belong to it.
        let continues = byte & 0xC0 == 0x80;
        let mut places = 0u128;
        let mut left = state.places;
        while left != 0 {
            let place = left.trailing_zeros() as usize;
            left &= left - 1;
            match self.parts.get(place) {
                Some(Part::Byte(wanted)) if *wanted == byte => places |= 1 << (place + 1),
                Some(Part::One) if !continues => places |= 1 << (place + 1),
                Some(Part::Any) => places |= 1 << place,
                _ => {}
            }
            // The rest of the bytes of the letter that `?` took.
            if continues && place > 0 && self.parts.get(place - 1) == Some(&Part::One) {
                places |= 1 << place;
            }
        }
        WildcardState {
            places: self.settle(places),
            ended: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_whole_words() {
        for (pattern, fits, fails) in [
            (
                "extradit*",
                "extradit extradited extradition",
                "extradi xextradit",
            ),
            ("w?man", "woman wéman", "wman wooman women"),
            ("wom*n", "woman women womn womaaan", "womans"),
            ("*fraud", "fraud antifraud", "frauds"),
            ("a*b*c", "abc axxbyyc abbc", "ab acb"),
            ("??", "ab éé", "a abc"),
        ] {
            let pattern = WildcardAutomaton::new(pattern);
            for word in fits.split(' ') {
                assert!(pattern.fits(word), "{pattern:?} {word}");
                assert!(
                    pattern.fits(&crate::analysis::span_term(word, 2)),
                    "{pattern:?} span {word}"
                );
            }
            for word in fails.split(' ') {
                assert!(!pattern.fits(word), "{pattern:?} {word}");
            }
        }
    }
}
