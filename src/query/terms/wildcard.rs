//! Finds the terms that match a wildcard: `extradit*`, `w?man`.
//!
//! The automaton walks the term dictionary byte by byte and leaves a branch as soon as no term in it can match. In a span
//! term ([`SPAN_MARK`]) only the name before the mark is compared.

use tantivy_fst::Automaton;

use crate::analysis::SPAN_MARK;

const MARK: u8 = SPAN_MARK as u8;

/// Maximum number of parts; a longer wildcard matches nothing. A state has one bit per part.
const MAX_PARTS: usize = 120;

/// Matches the terms that a wildcard stands for: `*` is any number of letters, `?` is one.
#[derive(Debug)]
pub(crate) struct WildcardAutomaton {
    parts: Vec<Part>,
    /// Which parts are `*`, one bit each.
    any: u128,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Byte(u8),
    /// `?`
    One,
    /// `*`
    Any,
}

impl WildcardAutomaton {
    /// `wildcard` is normalized, but for its `*` and `?`.
    pub(crate) fn new(wildcard: &str) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        for byte in wildcard.bytes() {
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
        for (at, part) in parts.iter().enumerate().take(MAX_PARTS) {
            any |= u128::from(*part == Part::Any) << at;
        }
        WildcardAutomaton { parts, any }
    }

    /// Adds the parts that are reached without a letter, because `*` can be none.
    fn skip_any(&self, reached: u128) -> u128 {
        // No two `*` follow each other, so one step is enough.
        reached | (reached & self.any) << 1
    }
}

/// The parts that can come next, one bit each; one more for the end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WildcardState {
    reached: u128,
    /// Whether the mark of a span term has been read.
    has_ended: bool,
}

impl Automaton for WildcardAutomaton {
    type State = WildcardState;

    fn start(&self) -> WildcardState {
        let can_match = self.parts.len() <= MAX_PARTS;
        WildcardState {
            reached: self.skip_any(u128::from(can_match)),
            has_ended: false,
        }
    }

    fn is_match(&self, state: &WildcardState) -> bool {
        self.parts.len() <= MAX_PARTS && state.reached >> self.parts.len() & 1 == 1
    }

    fn can_match(&self, state: &WildcardState) -> bool {
        state.reached != 0
    }

    fn accept(&self, state: &WildcardState, byte: u8) -> WildcardState {
        if state.has_ended {
            return *state;
        }
        if byte == MARK {
            let is_match = self.is_match(state);
            return WildcardState {
                reached: if is_match { state.reached } else { 0 },
                has_ended: true,
            };
        }
        // A letter outside ASCII has several bytes: `?` takes the first, and then those that continue it.
        let continues = byte & 0xC0 == 0x80;
        let mut reached = 0u128;
        let mut left = state.reached;
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            match self.parts.get(at) {
                Some(Part::Byte(expected)) if *expected == byte => reached |= 1 << (at + 1),
                Some(Part::One) if !continues => reached |= 1 << (at + 1),
                Some(Part::Any) => reached |= 1 << at,
                _ => {}
            }
            if continues && at > 0 && self.parts.get(at - 1) == Some(&Part::One) {
                reached |= 1 << at;
            }
        }
        WildcardState {
            reached: self.skip_any(reached),
            has_ended: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(wildcard: &WildcardAutomaton, term: &str) -> bool {
        let start = wildcard.start();
        let end = (term.bytes()).fold(start, |state, byte| wildcard.accept(&state, byte));
        wildcard.is_match(&end)
    }

    #[test]
    fn wildcards_match_whole_words() {
        for (pattern, matching, others) in [
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
            let wildcard = WildcardAutomaton::new(pattern);
            for word in matching.split(' ') {
                assert!(matches(&wildcard, word), "{pattern} {word}");
                assert!(
                    matches(&wildcard, &crate::analysis::span_term(word, 2)),
                    "{pattern} span {word}"
                );
            }
            for word in others.split(' ') {
                assert!(!matches(&wildcard, word), "{pattern} {word}");
            }
        }
    }
}
