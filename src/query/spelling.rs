//! Automata over the words of the index: patterns with `*` and `?`, and words spelled alike.
//!
//! They walk the index's word list, which is a tree of bytes, and leave a branch as soon as nothing in it can match.
//! Spans are written with a mark after their name ([`SPAN_MARK`]); what follows the mark is accepted as it comes.

use tantivy_fst::Automaton;

use crate::words::SPAN_MARK;

const MARK: u8 = SPAN_MARK as u8;

/// A word in which `*` stands for any letters and `?` for one.
#[derive(Debug)]
pub(super) struct Pattern {
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
    pub(super) fn new(pattern: &str) -> Self {
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
    pub(super) fn fits(&self, word: &str) -> bool {
        let mut state = self.start();
        for byte in word.bytes() {
            state = self.accept(&state, byte);
        }
        self.is_match(&state)
    }
}

/// Where in the pattern one may be, one bit for each place, and whether the word's end has been passed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places {
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
pub(super) struct Alike {
    word: Vec<u8>,
    most: u8,
    first_fixed: bool,
}

impl Alike {
    /// Words spelled like `word`. With `first_fixed` the first letter must be the same.
    pub(super) fn new(word: &str, most: u8, first_fixed: bool) -> Self {
        Alike {
            word: word.bytes().take(60).collect(),
            most,
            first_fixed,
        }
    }

    /// How far a word is from the given one.
    pub(super) fn distance(&self, other: &str) -> u32 {
        let mut row = self.start();
        for byte in other.bytes() {
            row = self.accept(&row, byte);
        }
        row.now.last().copied().map_or(u32::MAX, u32::from)
    }
}

/// Two rows of the table of distances between beginnings, and the letter between them.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    before: Vec<u8>,
    now: Vec<u8>,
    byte: u8,
    length: usize,
    ended: bool,
    dead: bool,
}

impl Automaton for Alike {
    type State = Rows;

    fn start(&self) -> Rows {
        Rows {
            before: Vec::new(),
            now: (0..=self.word.len())
                .map(|at| u8::try_from(at).unwrap_or(u8::MAX))
                .collect(),
            byte: 0,
            length: 0,
            ended: false,
            dead: false,
        }
    }

    fn is_match(&self, rows: &Rows) -> bool {
        !rows.dead
            && rows
                .now
                .last()
                .is_some_and(|distance| *distance <= self.most)
    }

    fn can_match(&self, rows: &Rows) -> bool {
        !rows.dead && (rows.ended || rows.now.iter().any(|distance| *distance <= self.most))
    }

    fn accept(&self, rows: &Rows, byte: u8) -> Rows {
        if rows.ended || rows.dead {
            return rows.clone();
        }
        if byte == MARK {
            let mut rows = rows.clone();
            rows.ended = true;
            rows.dead = rows.now.last().is_none_or(|distance| *distance > self.most);
            return rows;
        }
        let dead = rows.length == 0 && self.first_fixed && self.word.first() != Some(&byte);
        let mut now = Vec::with_capacity(rows.now.len());
        now.push(rows.now[0].saturating_add(1));
        for at in 0..self.word.len() {
            let change = rows.now[at] + u8::from(self.word[at] != byte);
            let mut best = change
                .min(rows.now[at + 1].saturating_add(1))
                .min(now[at].saturating_add(1));
            if at > 0
                && !rows.before.is_empty()
                && self.word[at] == rows.byte
                && self.word[at - 1] == byte
            {
                best = best.min(rows.before[at - 1].saturating_add(1));
            }
            now.push(best);
        }
        Rows {
            before: rows.now.clone(),
            now,
            byte,
            length: rows.length + 1,
            ended: false,
            dead,
        }
    }
}

/// How many letters may differ for a word of this length to be spelled alike.
pub(super) fn most_changes(word: &str) -> u8 {
    match word.chars().count() {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
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
            let pattern = Pattern::new(pattern);
            for word in fits.split(' ') {
                assert!(pattern.fits(word), "{pattern:?} {word}");
                assert!(
                    pattern.fits(&crate::words::span_term(word, 2)),
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
