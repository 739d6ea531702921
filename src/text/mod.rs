//! Text itself, whatever it says: character classes, folding, sentence ends, numbers, months, names of persons, spelling, and fast ways to look
//! at bytes. Knows nothing of releases.

pub(crate) mod char_class;
pub(crate) mod edit_distance;
pub(crate) mod folded_words;
pub(crate) mod months;
pub(crate) mod normalize;
pub mod numbers;
pub(crate) mod packed;
pub(crate) mod person_name;
pub(crate) mod runs;
pub(crate) mod sentence_end;
pub mod shorten;
