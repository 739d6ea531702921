//! Which words begin no name of a person, although sentences and headlines write them with a capital?

use crate::knowledge::loader::{Table, lines};

pub(crate) const TABLE: Table = Table::new(
    "ordinary_words.txt",
    include_str!("../../data/ordinary_words.txt"),
);

/// All of the words.
pub(crate) fn ordinary_words() -> impl Iterator<Item = &'static str> {
    lines(TABLE.text).flat_map(|(_, line)| line.split_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_order_and_each_once() {
        let words: Vec<&str> = ordinary_words().collect();
        assert!(words.windows(2).all(|two| two[0] < two[1]));
        assert!(words.contains(&"once") && !words.contains(&"hope"));
    }
}
