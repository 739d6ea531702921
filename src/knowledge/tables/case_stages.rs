//! Which words ask for a stage of a case, and which words of a headline announce it?
//!
//! Several releases tell of one case in nearly the same words: of the charge, of the plea, of the sentence. Each text
//! repeats what came before, so only the headline says which stage the release is about.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::knowledge::loader::{Table, commas};

pub(crate) const TABLE: Table =
    Table::new("case_stages.tsv", include_str!("../data/case_stages.tsv"));

/// One stage. Its words include their inflections.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseStage {
    /// Words of a query that ask for the stage: `jailed` asks for the sentence.
    #[serde(borrow, deserialize_with = "commas")]
    pub query_words: Vec<&'static str>,
    /// Words of a headline that announce it: `Sentenced`.
    #[serde(borrow, deserialize_with = "commas")]
    pub headline_words: Vec<&'static str>,
}

/// Every stage.
pub static CASE_STAGES: LazyLock<Vec<CaseStage>> = LazyLock::new(|| TABLE.rows());

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::knowledge::tables::case_stages::CASE_STAGES;

    #[test]
    fn stages_are_sorted_and_each_query_word_asks_for_one() {
        let mut known = HashSet::new();
        let mut last = "";
        for stage in CASE_STAGES.iter() {
            assert!(stage.query_words[0] > last, "{stage:?} is out of order");
            last = stage.query_words[0];
            assert!(
                stage.query_words.is_sorted() && stage.headline_words.is_sorted(),
                "{stage:?}"
            );
            for word in stage.query_words.iter().chain(&stage.headline_words) {
                assert!(word.bytes().all(|b| b.is_ascii_lowercase()), "{word:?}");
            }
            for word in &stage.query_words {
                assert!(known.insert(*word), "`{word}` asks for two stages");
            }
        }
        assert!(!known.is_empty());
    }
}
