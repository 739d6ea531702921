//! Which words do releases use for what people remember by another word?
//!
//! A row of `synonyms.tsv` leads one way: from the words that somebody remembers to words of releases. A release with one of
//! these ranks higher, and never matches by it alone. The rows are sorted by their words and are looked up where they stand:
//! the table has 2,000 rows, a query needs a dozen, and a search reads no more.

use serde::Deserialize;

use crate::knowledge::loader::{Table, entries, semicolons};

pub(crate) const TABLE: Table = Table::new("synonyms.tsv", include_str!("../data/synonyms.tsv"));

/// How near the words of releases are to the remembered one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Closeness {
    /// They mean the same.
    Same,
    /// They mean nearly the same, a kind of it, or what it is a kind of.
    Near,
    /// They are what it may be about.
    Loose,
}

/// A row of `synonyms.tsv`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Synonym {
    /// The remembered word, or several side by side.
    pub word: &'static str,
    /// In which sense.
    pub sense: &'static str,
    /// How near the words of releases are to it.
    pub closeness: Closeness,
    /// The words of releases.
    #[serde(borrow, deserialize_with = "semicolons")]
    pub means: Vec<&'static str>,
    /// A phrase in which it has this sense.
    pub example: &'static str,
    /// Phrases in which it has another sense: where they are typed, the row is not used.
    #[serde(borrow, deserialize_with = "semicolons")]
    pub counterexamples: Vec<&'static str>,
}

/// The rows whose word begins so.
pub fn beginning(prefix: &str) -> impl Iterator<Item = Synonym> {
    let text = TABLE.text;
    // The heading is no row.
    let (mut from, mut to) = (line_end(0), text.len());
    // Binary search for the first line that does not sort before the prefix.
    while from < to {
        let middle = from + (to - from) / 2;
        let start = text.as_bytes()[from..middle]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(from, |end| from + end + 1);
        let end = line_end(start);
        if text[start..end] < *prefix {
            from = end;
        } else {
            to = start;
        }
    }
    let rows = text[from..].lines();
    rows.take_while(move |row| row.starts_with(prefix))
        .filter_map(read)
}

/// Where the line that begins at `start` ends, its line feed included.
fn line_end(start: usize) -> usize {
    let rest = &TABLE.text.as_bytes()[start..];
    let length = rest.iter().position(|byte| *byte == b'\n');
    length.map_or(TABLE.text.len(), |length| start + length + 1)
}

/// Reads a row as [`Table::read`] does.
fn read(row: &'static str) -> Option<Synonym> {
    let list = |cell| entries(cell, ';').filter(|entry| !entry.is_empty());
    let mut cells = entries(row, '\t');
    Some(Synonym {
        word: cells.next()?,
        sense: cells.next()?,
        closeness: match cells.next()? {
            "same" => Closeness::Same,
            "near" => Closeness::Near,
            _ => Closeness::Loose,
        },
        means: list(cells.next()?).collect(),
        example: cells.next()?,
        counterexamples: list(cells.next().unwrap_or_default()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn rows() -> Vec<Synonym> {
        TABLE.rows()
    }

    /// Whether a text is written as it is indexed: small letters and digits, a blank between words.
    fn is_normalized(text: &str) -> bool {
        let is_word = |word: &str| {
            let mut bytes = word.bytes();
            !word.is_empty() && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        text.split(' ').all(is_word)
    }

    #[test]
    fn rows_are_sorted_by_their_words_and_none_is_there_twice() {
        let text: Vec<&str> = TABLE.text.lines().skip(1).collect();
        assert!(text.is_sorted_by_key(|row| row.split('\t').next()));
        let mut seen = BTreeSet::new();
        for row in rows() {
            let key = (row.word, row.closeness, row.sense);
            assert!(seen.insert(key), "{key:?} is there twice");
        }
        assert!(seen.len() > 1500);
    }

    #[test]
    fn words_are_written_as_they_are_indexed_and_mean_something_else() {
        for row in rows() {
            assert!(is_normalized(row.word), "{row:?}");
            assert!(!row.sense.is_empty() && !row.means.is_empty(), "{row:?}");
            let mut seen = BTreeSet::from([row.word]);
            for meaning in row.means.iter().copied() {
                assert!(is_normalized(meaning), "{meaning:?} in {row:?}");
                assert!(seen.insert(meaning), "{meaning:?} in {row:?}");
            }
        }
    }

    #[test]
    fn a_row_is_looked_up_as_the_table_reads_it() {
        let all = rows();
        for row in &all {
            let found = beginning(row.word).any(|found| found == *row);
            assert!(found, "{row:?}");
        }
        assert_eq!(beginning("").count(), all.len());
        assert_eq!(beginning("zzz").count(), 0);
        assert_eq!(beginning("0").count(), 0);
    }
}
