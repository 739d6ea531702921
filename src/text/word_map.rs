//! A map from folded words, for those who ask it for every word of every text.
//!
//! Which words are of the tables, and which are not, no processor can foresee: a map that decides it by branches spends
//! more time on wrong guesses than on all else. So each short word has two places where it may stand, both are looked at,
//! and what is found is chosen without a branch ([cuckoo hashing](https://doi.org/10.1016/j.jalgor.2003.12.002)).

use crate::text::packed::Packed;
use crate::text::table_hash::TableMap;

/// How many places there are at first, and at most for each word: words that would need more are kept apart.
const FIRST_PLACES: usize = 256;
const PLACES_FOR_ONE: usize = 16;

/// How many words are moved to make room for one.
const MOVES: usize = 100;

/// The number of no word.
const NONE: u32 = 0;

/// Odd numbers to multiply the halves of a word by, and their sum.
const FACTORS: [u64; 2] = [0x517c_c1b7_2722_0a95, 0x9e37_79b9_7f4a_7c15];
const FACTOR: u64 = 0xd6e8_feb8_6659_fd93;

/// Two numbers for a word, 24 bits each.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "a half each, and 24 bits")]
fn hashes(key: u128) -> [usize; 2] {
    let [first, second] = [key as u64, (key >> 64) as u64];
    let sum = (first.wrapping_mul(FACTORS[0])).wrapping_add(second.wrapping_mul(FACTORS[1]));
    // A product's low bits are of the word's first letters alone.
    let mixed = (sum ^ sum >> 32).wrapping_mul(FACTOR);
    [(mixed >> 40) as usize, (mixed >> 16) as usize & 0xff_ffff]
}

/// A map from folded words. A word that it does not have has the default value.
#[derive(Debug)]
pub(crate) struct WordMap<V> {
    /// Numbers of words; a power of two.
    places: Box<[u32]>,
    /// Short words and their values by number. The first is no word.
    words: Vec<(u128, V)>,
    /// Long words, and short ones for which there was no room.
    others: TableMap<Box<str>, V>,
    /// Whether short ones are among them.
    crowded: bool,
}

impl<V: Copy + Default> Default for WordMap<V> {
    fn default() -> Self {
        WordMap {
            places: vec![NONE; FIRST_PLACES].into(),
            words: vec![(0, V::default())],
            others: TableMap::default(),
            crowded: false,
        }
    }
}

impl<V: Copy + Default> WordMap<V> {
    /// The value of a word.
    pub fn get(&self, word: &str) -> V {
        match Packed::of(word) {
            Some(packed) => self.get_packed(packed),
            None => self.get_other(word),
        }
    }

    /// The value of a short word.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "asked for every word of every text, which takes a hundredth longer by a call"
    )]
    pub fn get_packed(&self, word: Packed) -> V {
        if self.crowded {
            return self.get_crowded(word);
        }
        self.words[self.number(word)].1
    }

    #[cold]
    fn get_crowded(&self, word: Packed) -> V {
        match self.number(word) {
            0 => self.get_other(&word.to_string()),
            number => self.words[number].1,
        }
    }

    fn get_other(&self, word: &str) -> V {
        self.others.get(word).copied().unwrap_or_default()
    }

    /// Changes the value of a word, which is the default where it has none yet.
    pub fn change(&mut self, word: &str, change: impl FnOnce(&mut V)) {
        let packed = Packed::of(word);
        let number = packed.map_or(0, |packed| self.number(packed));
        if number != 0 {
            change(&mut self.words[number].1);
            return;
        }
        let other = self.others.get_mut(word);
        if let Some(value) = other {
            change(value);
            return;
        }
        let mut value = V::default();
        change(&mut value);
        match packed {
            Some(packed) if self.add(packed, value) => {}
            _ => {
                self.crowded |= packed.is_some();
                self.others.insert(word.into(), value);
            }
        }
    }

    /// The number of a short word; 0 where it has none.
    #[inline]
    fn number(&self, word: Packed) -> usize {
        let key = word.key();
        let [first, second] = self.places_of(key).map(|at| self.places[at] as usize);
        let is_first = usize::from(self.words[first].0 == key);
        let is_second = usize::from(self.words[second].0 == key);
        // A word whose places are one is found twice.
        (first * is_first) | (second * is_second)
    }

    /// The two places where a word may stand, which can be one.
    #[inline]
    fn places_of(&self, key: u128) -> [usize; 2] {
        let mask = self.places.len() - 1;
        hashes(key).map(|hash| hash & mask)
    }

    /// Gives a short word that is not there yet its place. False where there is no room.
    fn add(&mut self, word: Packed, value: V) -> bool {
        let Ok(number) = u32::try_from(self.words.len()) else {
            return false;
        };
        self.words.push((word.key(), value));
        // At half of the places, words begin to be in each other's way.
        if self.words.len() * 2 <= self.places.len() && self.place(number) {
            return true;
        }
        let mut places = self.places.len() * 2;
        while places <= (self.words.len() * PLACES_FOR_ONE).max(FIRST_PLACES) {
            let before = std::mem::replace(&mut self.places, vec![NONE; places].into());
            if (1..=number).all(|number| self.place(number)) {
                return true;
            }
            self.places = before;
            places *= 2;
        }
        self.words.pop();
        false
    }

    /// Finds a place for a word, and for those that it drives out of theirs. Where none is found, all stand as before.
    fn place(&mut self, number: u32) -> bool {
        let mut moved: Vec<usize> = Vec::new();
        let mut homeless = number;
        let mut from = None;
        for _ in 0..MOVES {
            let [first, second] = self.places_of(self.words[homeless as usize].0);
            let at = if self.places[first] == NONE || from == Some(second) {
                first
            } else {
                second
            };
            homeless = std::mem::replace(&mut self.places[at], homeless);
            moved.push(at);
            if homeless == NONE {
                return true;
            }
            from = Some(at);
        }
        for &at in moved.iter().rev() {
            homeless = std::mem::replace(&mut self.places[at], homeless);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    fn add(map: &mut WordMap<u32>, word: &str, value: u32) {
        map.change(word, |now| *now += value);
    }

    #[test]
    fn short_and_long_words_are_found() {
        let mut map = WordMap::default();
        add(&mut map, "counterintelligence", 1);
        add(&mut map, "oficina", 2);
        add(&mut map, "fiscalía", 3);
        add(&mut map, "oficina", 40);
        assert_eq!(map.get("counterintelligence"), 1);
        assert_eq!(map.get("oficina"), 42);
        assert_eq!(map.get("fiscalía"), 3);
        assert_eq!(map.get("fiscal"), 0);
        assert_eq!(map.get("counterintelligences"), 0);
    }

    /// Words of one hash: what the second half adds, the first half takes back.
    fn alike(many: usize) -> Vec<String> {
        // Each step doubles the number of bits that are right.
        let inverse = (0..6).fold(1_u64, |inverse, _| {
            inverse.wrapping_mul(2_u64.wrapping_sub(inverse.wrapping_mul(FACTORS[0])))
        });
        let words = (0..).filter_map(|number| {
            let second = u64::from_le_bytes(*format!("{number:08}").as_bytes().first_chunk()?);
            let first = 0_u64
                .wrapping_sub(second.wrapping_mul(FACTORS[1]))
                .wrapping_mul(inverse);
            let bytes = [first.to_le_bytes(), second.to_le_bytes()].concat();
            let word = String::from_utf8(bytes).ok()?;
            (!word.contains('\0')).then_some(word)
        });
        words.take(many).collect()
    }

    #[test]
    fn words_that_have_no_room_are_kept() {
        let words = alike(10);
        let mut map = WordMap::default();
        for (value, word) in (1..).zip(&words) {
            add(&mut map, word, value);
            add(&mut map, "fraud", 1);
        }
        for (value, word) in (1..).zip(&words) {
            assert_eq!(map.get(word), value, "{word:?}");
        }
        assert_eq!(map.get("fraud"), 10);
        assert!(map.crowded);
    }

    #[test]
    fn real_words_have_room() {
        let mut map = WordMap::default();
        for number in 0..10_000 {
            add(&mut map, &format!("word{number}"), 1);
            add(&mut map, &format!("{number}words"), 1);
            add(&mut map, &format!("wordword{number:04}"), 1);
        }
        assert!(!map.crowded);
        assert!(map.places.len() <= map.words.len() * 4);
    }

    proptest! {
        #[test]
        fn a_map_of_words_holds_what_a_map_holds(words in prop::collection::vec("[a-z]{1,18}|[a-c]{1,3}|[a-zé]{2,9}", 0..1500)) {
            let mut map = WordMap::default();
            let mut held: HashMap<&str, u32> = HashMap::new();
            for (value, word) in (1..).zip(&words) {
                add(&mut map, word, value);
                *held.entry(word).or_default() += value;
            }
            for word in &words {
                prop_assert_eq!(map.get(word), held[word.as_str()]);
                let other = [word, "x"].concat();
                prop_assert_eq!(map.get(&other), held.get(other.as_str()).copied().unwrap_or_default());
            }
        }
    }
}
