//! Where the bytes that words are made of stand together.

use std::ops::Range;

/// How many bytes are asked at a time: as many as a number has bits.
const BLOCK: usize = 64;

/// The runs of ASCII letters, digits and whatever is no ASCII, in order. Most runs are words.
///
/// Where a word ends, no processor can foresee: so no byte is asked by itself, and each block of bytes gives its ends as
/// the bits of a number.
pub(crate) struct Runs<'a> {
    text: &'a [u8],
    /// Where the next block begins.
    next_block: usize,
    /// The bytes of the last block that are of a run where the one before is not, or the other way round, one bit each.
    /// Those that were told already are taken out.
    turns: u64,
    /// Whether the last byte of the last block is of a run.
    inside: bool,
}

impl<'a> Runs<'a> {
    pub fn new(text: &'a [u8]) -> Self {
        Runs {
            text,
            next_block: 0,
            turns: 0,
            inside: false,
        }
    }

    /// Where the next run begins or ends.
    #[inline]
    fn turn(&mut self) -> Option<usize> {
        while self.turns == 0 {
            if self.next_block >= self.text.len() {
                return None;
            }
            let of_run = of_runs(self.text, self.next_block);
            self.turns = of_run ^ (of_run << 1 | u64::from(self.inside));
            self.inside = of_run >> (BLOCK - 1) != 0;
            self.next_block += BLOCK;
        }
        let at = self.turns.trailing_zeros() as usize;
        self.turns &= self.turns - 1;
        Some(self.next_block - BLOCK + at)
    }
}

impl Iterator for Runs<'_> {
    type Item = Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.turn()?;
        Some(start..self.turn().unwrap_or(self.text.len()))
    }
}

/// Which of the bytes from `start` on are of a run, one bit each, the first one lowest. None is behind the text's end.
fn of_runs(text: &[u8], start: usize) -> u64 {
    let rest = text.get(start..).unwrap_or_default();
    if let Some(block) = rest.first_chunk::<BLOCK>() {
        return of_run(block);
    }
    let mut block = [b' '; BLOCK];
    block[..rest.len()].copy_from_slice(rest);
    of_run(&block)
}

fn of_run(block: &[u8; BLOCK]) -> u64 {
    // Without an end in between, so that it is compiled to a few instructions for many bytes.
    let marks = block.map(|byte| {
        let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
        let digit = byte.wrapping_sub(b'0') < 10;
        u8::from(letter | digit | !byte.is_ascii())
    });
    let (eights, _) = marks.as_chunks::<8>();
    eights.iter().rev().fold(0, |bits, eight| {
        // Brings the eight lowest bits of the bytes together in the highest byte.
        let together = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits << 8 | together
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_byte_is_of_a_run_or_not() {
        for byte in 0..=255_u8 {
            let expected = byte.is_ascii_alphanumeric() || !byte.is_ascii();
            for at in 0..BLOCK {
                let mut block = [b' '; BLOCK];
                block[at] = byte;
                assert_eq!(of_run(&block), u64::from(expected) << at, "{byte:#x}");
            }
        }
    }

    proptest! {
        #[test]
        fn runs_are_what_parting_at_all_else_gives(text in "([a-zé0-9]{1,70}[ ,.&']{1,3}){0,40}[a-z]{0,3}") {
            let runs: Vec<&str> = Runs::new(text.as_bytes()).map(|run| &text[run]).collect();
            let parted: Vec<&str> = text
                .split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric())
                .filter(|run| !run.is_empty())
                .collect();
            prop_assert_eq!(runs, parted);
        }
    }
}
