//! Finds the terms that are spelled like a word: `dmitrenko~`.
//!
//! The automaton walks the term dictionary byte by byte and leaves a branch as soon as no term in it can match. In a span
//! term ([`SPAN_MARK`]) only the name before the mark is compared.

use tantivy_fst::Automaton;

use crate::analysis::SPAN_MARK;

const MARK: u8 = SPAN_MARK as u8;

/// Words that differ from a given one by at most so many letters added, left out, changed, or swapped with a neighbour.
#[derive(Debug)]
pub(crate) struct FuzzyAutomaton {
    word: Vec<u8>,
    most: usize,
    first_fixed: bool,
    /// For each byte: at which places of the word it stands, one bit each.
    places: Box<[u64; 256]>,
}

/// Words of the index are looked through for so many changes at most.
const MOST_CHANGES: usize = 2;

impl FuzzyAutomaton {
    /// Words spelled like `word`, with at most two changes. With `first_fixed` the first letter must be the same.
    pub(crate) fn new(word: &str, most: u8, first_fixed: bool) -> Self {
        let word: Vec<u8> = word.bytes().take(60).collect();
        let mut places = Box::new([0; 256]);
        for (at, byte) in word.iter().enumerate() {
            places[usize::from(*byte)] |= 1 << at;
        }
        FuzzyAutomaton {
            word,
            most: usize::from(most).min(MOST_CHANGES),
            first_fixed,
            places,
        }
    }

    /// How far a word is from the given one, whatever the number of changes: the last row of the table of distances
    /// between their beginnings.
    pub(crate) fn distance(&self, other: &str) -> u32 {
        let width = self.word.len() + 1;
        let mut before: Vec<u32> = Vec::new();
        let mut now: Vec<u32> = (0..).take(width).collect();
        let mut last = None;
        for byte in other.bytes() {
            let mut next = Vec::with_capacity(width);
            next.push(now[0] + 1);
            for at in 0..self.word.len() {
                let change = now[at] + u32::from(self.word[at] != byte);
                let mut best = change.min(now[at + 1] + 1).min(next[at] + 1);
                if at > 0 && last == Some(self.word[at]) && self.word[at - 1] == byte {
                    best = best.min(before[at - 1] + 1);
                }
                next.push(best);
            }
            before = std::mem::replace(&mut now, next);
            last = Some(byte);
        }
        now.last().copied().unwrap_or(u32::MAX)
    }
}

/// Where in the word one may be with each number of changes, one bit for each place: now, and a letter ago.
/// (Wu and Manber 1992, with swaps as in Navarro 2001.)
#[derive(Clone, Copy, Debug)]
pub(crate) struct FuzzyState {
    now: [u64; MOST_CHANGES + 1],
    before: [u64; MOST_CHANGES + 1],
    last: u8,
    begun: bool,
    ended: bool,
}

impl Automaton for FuzzyAutomaton {
    type State = FuzzyState;

    fn start(&self) -> FuzzyState {
        FuzzyState {
            // The first letters may have been left out.
            now: [0b1, 0b11, 0b111],
            before: [0; MOST_CHANGES + 1],
            last: 0,
            begun: false,
            ended: false,
        }
    }

    fn is_match(&self, state: &FuzzyState) -> bool {
        state.now[self.most] >> self.word.len() & 1 == 1
    }

    fn can_match(&self, state: &FuzzyState) -> bool {
        // What lies behind the word's end is no place.
        state.now[self.most] & ((2 << self.word.len()) - 1) != 0
    }

    fn accept(&self, state: &FuzzyState, byte: u8) -> FuzzyState {
        if state.ended {
            return *state;
        }
        let mut next = *state;
        if byte == MARK {
            next.ended = true;
            if !self.is_match(state) {
                next.now = [0; MOST_CHANGES + 1];
            }
            return next;
        }
        let here = self.places[usize::from(byte)];
        let last = self.places[usize::from(state.last)];
        next.now[0] = (state.now[0] & here) << 1;
        for changes in 1..=MOST_CHANGES {
            let fewer = state.now[changes - 1];
            let swapped = (((state.before[changes - 1] & here) << 1) & last) << 1;
            next.now[changes] = (state.now[changes] & here) << 1
                | fewer
                | fewer << 1
                | next.now[changes - 1] << 1
                | swapped;
        }
        next.before = state.now;
        if !state.begun && self.first_fixed && self.word.first() != Some(&byte) {
            // Not even a swap of the first two letters leads on from here.
            next.now = [0; MOST_CHANGES + 1];
            next.before = next.now;
        }
        next.last = byte;
        next.begun = true;
        next
    }
}

/// How many letters may differ for a word of this length to be spelled alike.
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

    proptest! {
        #[test]
        fn the_automaton_and_the_table_of_distances_agree(
            word in "[a-d]{1,9}", other in "[a-d]{0,11}", most in 0u8..3, first_fixed: bool,
        ) {
            let alike = FuzzyAutomaton::new(&word, most, first_fixed);
            let mut state = alike.start();
            for byte in other.bytes() {
                prop_assert!(alike.can_match(&state) || !alike.is_match(&state));
                state = alike.accept(&state, byte);
            }
            let first = other.is_empty() || other.as_bytes()[0] == word.as_bytes()[0] || !first_fixed;
            let near = alike.distance(&other) <= u32::from(most);
            prop_assert_eq!(alike.is_match(&state), first && near);
        }
    }

    #[test]
    fn distances_count_changes_and_swaps() {
        let alike = FuzzyAutomaton::new("dmitrenko", 2, false);
        for (word, distance) in [
            ("dmitrenko", 0),
            ("dimtrenko", 1),
            ("dmitrenco", 1),
            ("dmitrenkow", 1),
            ("mitrenk", 2),
        ] {
            assert_eq!(alike.distance(word), distance, "{word}");
        }
        assert!(alike.distance("demetrenka") > 2);
    }
}
