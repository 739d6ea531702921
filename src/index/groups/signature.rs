//! How alike are two texts? Compared by small signatures.
//!
//! The shingles of a text are its runs of three words. Each has a hash; the upper bits choose one of 64 buckets, and each
//! bucket keeps its smallest hash: `MinHash` with one permutation (Li, Owen, Zhang 2012). A bucket without a shingle borrows
//! from the next one (Shrivastava, Li 2014). Of each smallest hash eight bits are kept (Li, König 2010). The share of buckets
//! that two signatures have in common estimates the share of their shingles that both texts have.

use std::ops::Range;

use crate::analysis::TokenBuffer;
use crate::text::packed::bytes_within;

/// Buckets of a signature. Each is one byte.
pub(crate) const BUCKETS: u32 = 64;

/// The same, as the length of a list.
const LENGTH: usize = BUCKETS as usize;

/// Numbers that a signature is stored as.
pub(crate) const NUMBERS: usize = LENGTH / 8;

/// Number of bands.
pub(crate) const BANDS: usize = 2 * NUMBERS;

/// Words of a shingle.
const SHINGLE: usize = 3;

/// An odd number with well mixed bits: the golden ratio.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// The signature of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signature(pub(crate) [u64; NUMBERS]);

impl Signature {
    /// The signature of the words of a text; none of a text with less than three words.
    pub(crate) fn of(tokens: &TokenBuffer) -> Option<Self> {
        let mut smallest = [u64::MAX; LENGTH];
        let mut before = [0; SHINGLE - 1];
        let (terms, words) = tokens.normalized_words();
        for (count, word) in words.enumerate() {
            let word = hash_of_word(terms, word);
            if count >= SHINGLE - 1 {
                let shingle = before.iter().fold(word, |hash, word| {
                    (hash ^ word).wrapping_mul(MIX).rotate_left(29)
                });
                let shingle = shingle.wrapping_mul(MIX);
                // The six upper bits.
                let bucket = usize::try_from(shingle >> 58).unwrap_or_default();
                smallest[bucket] = smallest[bucket].min(shingle << 6);
            }
            before = [before[1], word];
        }
        let filled = smallest.iter().position(|hash| *hash != u64::MAX)?;
        let mut bytes = [0_u8; LENGTH];
        let mut from = filled;
        let mut borrowed = 0_u64;
        // From right to left, beginning before a filled bucket, so that the next filled one is always known.
        for step in 0..LENGTH {
            let at = (filled + LENGTH - step) % LENGTH;
            if smallest[at] == u64::MAX {
                borrowed += 1;
            } else {
                (from, borrowed) = (at, 0);
            }
            let kept = (smallest[from] >> 16).wrapping_add(borrowed.wrapping_mul(MIX >> 8));
            bytes[at] = kept.to_le_bytes()[0];
        }
        let mut numbers = [0; NUMBERS];
        for (number, bytes) in numbers.iter_mut().zip(bytes.as_chunks::<8>().0) {
            *number = u64::from_le_bytes(*bytes);
        }
        Some(Signature(numbers))
    }

    /// How many of the buckets are the same, of [`BUCKETS`].
    pub(crate) fn same_buckets(&self, other: &Signature) -> u32 {
        let same = |(one, other): (&u64, &u64)| {
            let differing = one ^ other;
            // The upper bit of each byte that is not zero.
            let low = (differing & 0x7F7F_7F7F_7F7F_7F7F) + 0x7F7F_7F7F_7F7F_7F7F;
            8 - ((low | differing) & 0x8080_8080_8080_8080).count_ones()
        };
        self.0.iter().zip(&other.0).map(same).sum()
    }

    /// The four buckets of a band: of two texts that are much alike, some band is the same.
    pub(crate) fn band(&self, number: usize) -> u64 {
        let shift = 32 * (number % 2);
        self.0[number / 2 % NUMBERS] >> shift & u64::from(u32::MAX)
    }
}

/// The hash of the word at this place of a text, eight bytes after another.
fn hash_of_word(text: &[u8], word: Range<usize>) -> u64 {
    let mut hash = word.len() as u64;
    for start in word.clone().step_by(8) {
        let eight = start..word.end.min(start + 8);
        let eight = bytes_within(text, eight).unwrap_or_default().to_le_bytes();
        let eight = eight.first_chunk().copied().map_or(0, u64::from_le_bytes);
        hash = (hash ^ eight).wrapping_mul(MIX);
        hash ^= hash >> 29;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokenize;

    /// A text of made-up words.
    fn words(from: u32, to: u32) -> String {
        let words = (from..to).map(|number| format!("word{}", number.wrapping_mul(2_654_435_761)));
        words.collect::<Vec<_>>().join(" ")
    }

    fn same(one: &str, other: &str) -> u32 {
        let signature = |text: &str| Signature::of(&tokenize(text)).expect("a signature");
        signature(one).same_buckets(&signature(other))
    }

    #[test]
    fn the_share_of_buckets_in_common_is_near_the_share_of_shingles() {
        let text = words(0, 600);
        assert_eq!(same(&text, &text), 64);
        assert_eq!(same(&text, &text.to_uppercase()), 64);
        let unlike = same(&text, &words(1000, 1600));
        assert!(unlike < 5, "{unlike}");
        // 500 of 700 shingles are in both.
        let alike = same(&words(0, 600), &words(100, 700));
        assert!((36..56).contains(&alike), "{alike}");
    }

    #[test]
    fn a_short_text_has_a_signature_and_one_without_words_has_none() {
        assert!(Signature::of(&tokenize("Two words")).is_none());
        let (one, other) = ("A tanner was fined today", "A tanner was fined in May");
        assert_eq!(same(one, one), 64);
        assert!(same(one, other) < 50);
    }

    #[test]
    fn a_byte_that_differs_in_any_bit_is_another_bucket() {
        let zero = Signature([0; NUMBERS]);
        for bit in 0..64 {
            let mut other = zero;
            other.0[3] = 1 << bit;
            assert_eq!(zero.same_buckets(&other), 63, "{bit}");
        }
        assert_eq!(zero.same_buckets(&Signature([u64::MAX; NUMBERS])), 0);
    }
}
