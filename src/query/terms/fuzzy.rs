//! Automata over the words of the index: patterns with `*` and `?`, and words spelled alike.
//!
//! They walk the index's word list, which is a tree of bytes, and leave a branch as soon as nothing in it can match.
//! Spans are written with a mark after their name ([`SPAN_MARK`]); what follows the mark is accepted as it comes.

use tantivy_fst::Automaton;

use crate::analysis::SPAN_MARK;

const MARK: u8 = SPAN_MARK as u8;

/// A word in which `*` stands for any letters and `?` for one.
#[derive(Debug)]
pub(crate) struct Pattern {
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

impl Pattern {
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
        Pattern { parts, any }
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
pub(crate) struct Places {
    places: u128,
    ended: bool,
}

impl Automaton for Pattern {
    type State = Places;

    fn start(&self) -> Places {
        let possible = self.parts.len() <= MOST_PARTS;
        Places {
            places: self.settle(u128::from(possible)),
            ended: false,
        }
    }

    fn is_match(&self, state: &Places) -> bool {
        self.parts.len() <= MOST_PARTS && state.places >> self.parts.len() & 1 == 1
    }

    fn can_match(&self, state: &Places) -> bool {
        state.places != 0
    }

    fn accept(&self, state: &Places, byte: u8) -> Places {
        if state.ended {
            return *state;
        }
        if byte == MARK {
            return Places {
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
        Places {
            places: self.settle(places),
            ended: false,
        }
    }
}

/// Words that differ from a given one by at most so many letters added, left out, changed, or swapped with a neighbour.
#[derive(Debug)]
pub(crate) struct Alike {
    word: Vec<u8>,
    most: usize,
    first_fixed: bool,
    /// For each byte: at which places of the word it stands, one bit each.
    places: Box<[u64; 256]>,
}

/// Words of the index are looked through for so many changes at most.
const MOST_CHANGES: usize = 2;

impl Alike {
    /// Words spelled like `word`, with at most two changes. With `first_fixed` the first letter must be the same.
    pub(crate) fn new(word: &str, most: u8, first_fixed: bool) -> Self {
        let word: Vec<u8> = word.bytes().take(60).collect();
        let mut places = Box::new([0; 256]);
        for (at, byte) in word.iter().enumerate() {
            places[usize::from(*byte)] |= 1 << at;
        }
        Alike {
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
pub(crate) struct Reached {
    now: [u64; MOST_CHANGES + 1],
    before: [u64; MOST_CHANGES + 1],
    last: u8,
    begun: bool,
    ended: bool,
}

impl Automaton for Alike {
    type State = Reached;

    fn start(&self) -> Reached {
        Reached {
            // The first letters may have been left out.
            now: [0b1, 0b11, 0b111],
            before: [0; MOST_CHANGES + 1],
            last: 0,
            begun: false,
            ended: false,
        }
    }

    fn is_match(&self, state: &Reached) -> bool {
        state.now[self.most] >> self.word.len() & 1 == 1
    }

    fn can_match(&self, state: &Reached) -> bool {
        // What lies behind the word's end is no place.
        state.now[self.most] & ((2 << self.word.len()) - 1) != 0
    }

    fn accept(&self, state: &Reached, byte: u8) -> Reached {
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
pub(crate) fn most_changes(word: &str) -> u8 {
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
            let alike = Alike::new(&word, most, first_fixed);
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
            let pattern = Pattern::new(pattern);
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

    #[test]
    fn distances_count_changes_and_swaps() {
        let alike = Alike::new("dmitrenko", 2, false);
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
