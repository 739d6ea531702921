//! A fast hash for looking the words of a text up in the tables.
//!
//! Every word of every release is looked up, and the standard hash costs more than all else that is done with most of
//! them. It guards maps against keys chosen to collide; these maps hold the tables' words and never a text's.

use std::hash::{BuildHasherDefault, Hasher};

/// A map from words of the tables.
pub(crate) type TableMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<TableHasher>>;

/// A set of what the tables hold.
pub(crate) type TableSet<K> = std::collections::HashSet<K, BuildHasherDefault<TableHasher>>;

/// Multiplies eight bytes at a time by an odd constant, as rustc's own tables do.
#[derive(Debug, Default)]
pub(crate) struct TableHasher(u64);

impl TableHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for TableHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(byte.into());
    }

    fn write_u32(&mut self, word: u32) {
        self.add(word.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.add(number as u64);
    }

    fn write_u128(&mut self, word: u128) {
        for half in word.to_le_bytes().as_chunks::<8>().0 {
            self.add(u64::from_le_bytes(*half));
        }
    }

    /// A product's high bits are the mixed ones; the map picks its place by the low ones.
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}
