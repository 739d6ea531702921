//! A fast map for what the tables hold.
//!
//! Every word of every release is looked up in the tables, so the hash must cost little. It is not random: somebody could
//! choose keys that collide. So these maps may hold what the tables hold, and never words of a release or of a query. No other
//! room can name them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys come from the tables.
pub(crate) type TableMap<K, V> = HashMap<K, V, BuildHasherDefault<TableHasher>>;

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

    fn write_u128(&mut self, word: u128) {
        for half in word.to_le_bytes().as_chunks::<8>().0 {
            self.add(u64::from_le_bytes(*half));
        }
    }

    /// The high bits of a product are the mixed ones, and the map chooses a bucket by the low ones.
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}
