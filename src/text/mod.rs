//! Text itself, whatever it tells: folding, compact lists of words, hashing. Knows nothing of releases.

pub(crate) mod char_class;
pub(crate) mod edit_distance;
pub(crate) mod months;
pub(crate) mod normalize;
pub mod numbers;
pub(crate) mod packed;
pub(crate) mod runs;
pub(crate) mod table_hash;
pub(crate) mod word_map;
