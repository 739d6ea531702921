//! Finds the terms that are spelled like a word: `dmitrenko~`.
//!
//! The automaton walks the term dictionary byte by byte and leaves a branch as soon as no term in it can match. In a span
//! term ([`SPAN_MARK`]) only the name before the mark is compared.

use tantivy_fst::Automaton;

use crate::analysis::SPAN_MARK;

const MARK: u8 = SPAN_MARK as u8;

/// Maximum number of edits that the automaton finds.
const MAX_EDITS: usize = 2;

/// Maximum length of the word in bytes; what follows is ignored. A state has 64 bits per number of edits.
const MAX_LENGTH: usize = 60;

/// Matches the terms that are at most a given number of edits from a word: letters added, removed, changed, or swapped with the next.
///
/// Bit-parallel (Wu and Manber 1992, with swaps as in Navarro 2001).
#[derive(Debug)]
pub(crate) struct FuzzyAutomaton {
    word: Vec<u8>,
    max_edits: usize,
    first_fixed: bool,
    /// For each byte: at which offsets of the word it is, one bit each.
    offsets_of: Box<[u64; 256]>,
}

impl FuzzyAutomaton {
    /// For terms at most `max_edits` from `word`, and never more than [`MAX_EDITS`]. With `first_fixed` the first letter must
    /// be the same.
    pub(crate) fn new(word: &str, max_edits: u8, first_fixed: bool) -> Self {
        let word: Vec<u8> = word.bytes().take(MAX_LENGTH).collect();
        let mut offsets_of = Box::new([0; 256]);
        for (at, byte) in word.iter().enumerate() {
            offsets_of[usize::from(*byte)] |= 1 << at;
        }
        FuzzyAutomaton {
            word,
            max_edits: usize::from(max_edits).min(MAX_EDITS),
            first_fixed,
            offsets_of,
        }
    }

    /// The number of edits between the word and a term that the automaton matches; none if it does not match it.
    pub(crate) fn edits(&self, term: &str) -> Option<u32> {
        let start = self.start();
        let end = term
            .bytes()
            .fold(start, |state, byte| self.accept(&state, byte));
        let edits = (0..=self.max_edits).find(|edits| self.is_at_end(&end, *edits))?;
        u32::try_from(edits).ok()
    }

    /// Whether the whole word has been matched with at most this number of edits.
    fn is_at_end(&self, state: &FuzzyState, edits: usize) -> bool {
        state.reached[edits] >> self.word.len() & 1 == 1
    }
}

/// The offsets in the word that can be reached with each number of edits, one bit each: after the byte read last, and
/// after the one before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FuzzyState {
    reached: [u64; MAX_EDITS + 1],
    reached_before: [u64; MAX_EDITS + 1],
    last_byte: u8,
    /// Whether a byte has been read.
    has_begun: bool,
    /// Whether the mark of a span term has been read.
    has_ended: bool,
}

impl Automaton for FuzzyAutomaton {
    type State = FuzzyState;

    fn start(&self) -> FuzzyState {
        FuzzyState {
            // The first letters of the word may have been removed.
            reached: [0b1, 0b11, 0b111],
            reached_before: [0; MAX_EDITS + 1],
            last_byte: 0,
            has_begun: false,
            has_ended: false,
        }
    }

    fn is_match(&self, state: &FuzzyState) -> bool {
        self.is_at_end(state, self.max_edits)
    }

    fn can_match(&self, state: &FuzzyState) -> bool {
        // Bits after the end of the word are not offsets.
        state.reached[self.max_edits] & ((2 << self.word.len()) - 1) != 0
    }

    fn accept(&self, state: &FuzzyState, byte: u8) -> FuzzyState {
        if state.has_ended {
            return *state;
        }
        let mut next = *state;
        if byte == MARK {
            next.has_ended = true;
            if !self.is_match(state) {
                next.reached = [0; MAX_EDITS + 1];
            }
            return next;
        }
        let same = self.offsets_of[usize::from(byte)];
        let same_as_last = self.offsets_of[usize::from(state.last_byte)];
        next.reached[0] = (state.reached[0] & same) << 1;
        for edits in 1..=MAX_EDITS {
            let matched = (state.reached[edits] & same) << 1;
            let added = state.reached[edits - 1];
            let changed = state.reached[edits - 1] << 1;
            let removed = next.reached[edits - 1] << 1;
            let swapped = (((state.reached_before[edits - 1] & same) << 1) & same_as_last) << 1;
            next.reached[edits] = matched | added | changed | removed | swapped;
        }
        next.reached_before = state.reached;
        if !state.has_begun && self.first_fixed && self.word.first() != Some(&byte) {
            // Not even a swap of the first two letters may follow.
            next.reached = [0; MAX_EDITS + 1];
            next.reached_before = next.reached;
        }
        next.last_byte = byte;
        next.has_begun = true;
        next
    }
}

/// Maximum number of edits between a word of this length and one that is spelled alike.
pub(crate) fn max_edits(word: &str) -> u8 {
    match word.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::edit_distance::edit_distance;

    proptest! {
        #[test]
        fn the_automaton_and_the_edit_distance_agree(
            word in "[a-d]{1,9}", other in "[a-d]{0,11}", most in 0u8..3, first_fixed: bool,
        ) {
            let automaton = FuzzyAutomaton::new(&word, most, first_fixed);
            let mut state = automaton.start();
            for byte in other.bytes() {
                prop_assert!(automaton.can_match(&state) || !automaton.is_match(&state));
                state = automaton.accept(&state, byte);
            }
            let same_first = other.is_empty() || other.as_bytes()[0] == word.as_bytes()[0] || !first_fixed;
            let distance = u32::try_from(edit_distance(&word, &other)).unwrap_or(u32::MAX);
            let near = distance <= u32::from(most);
            prop_assert_eq!(automaton.is_match(&state), same_first && near);
            let edits = (same_first && near).then_some(distance);
            prop_assert_eq!(automaton.edits(&other), edits);
        }
    }
}
