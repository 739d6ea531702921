//! The stages of a case, as readers ask for them and as headlines announce them.
//!
//! Several releases tell of one case, in nearly the same words: of the charge, of the plea, of the sentence. The text of
//! each goes over all that came before, so only the headline tells them apart.

use std::sync::LazyLock;

/// One stage: words that readers type, and words by which a headline announces it. Both stand for their inflections.
#[derive(Debug)]
pub struct CaseStage {
    /// `jailed` is read as the stage of the sentence.
    pub query_words: Vec<&'static str>,
    /// `Sentenced` announces it.
    pub headline_words: Vec<&'static str>,
}

/// Every row of the table.
pub static CASE_STAGES: LazyLock<Vec<CaseStage>> = LazyLock::new(|| {
    let words = |cell: &'static str| cell.split(',').map(str::trim).collect();
    include_str!("../data/case_stages.tsv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
        .map(|(asked, announced)| CaseStage {
            query_words: words(asked),
            headline_words: words(announced),
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::knowledge::tables::case_stages::CASE_STAGES;

    #[test]
    fn stages_are_sorted_and_each_word_asks_for_one() {
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
