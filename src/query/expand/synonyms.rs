//! Which other words mean the same?

use crate::analysis::{is_stop_word, stem, stem_prefix, stems_to};
use crate::error::Result;
use crate::knowledge::tables::synonyms;
use crate::query::matching::span_expr::SpanExpr;
use crate::query::plan::query_plan::Expansion;
use crate::query::plan::term_expressions::word;
use crate::query::plan::word_forms::Forms;
use crate::query::terms::term_dictionary::{TermCounts, TermDictionary};

/// The synonyms of a typed word in any of its inflections.
pub(super) fn synonyms(dictionary: &TermDictionary<'_>, typed: &str) -> Result<Option<Expansion>> {
    let mut terms = TermCounts::new();
    let mut alternatives = Vec::new();
    for member in members_of_stem(&stem(typed)) {
        for synonym in synonyms::of(member) {
            let words: Vec<&str> = (synonym.split(' '))
                .filter(|word| !is_stop_word(word))
                .collect();
            if let [single] = words.as_slice() {
                terms.append(&mut dictionary.same_stem(single)?);
            } else {
                alternatives.push(word(dictionary, &words.join("-"), Forms::All)?);
            }
        }
    }
    if !terms.is_empty() {
        alternatives.push(SpanExpr::terms(&terms));
    }
    Ok((!alternatives.is_empty()).then(|| Expansion {
        expression: SpanExpr::any_of(alternatives),
        weight: 0.5,
        reason: "other words for it",
        is_guess: false,
    }))
}

/// The single words of the table of synonyms that have a stem, each once.
fn members_of_stem(stem: &str) -> Vec<&'static str> {
    let mut members: Vec<&'static str> = Vec::new();
    for member in synonyms::members_with_prefix(stem_prefix(stem)) {
        if !member.contains(' ') && stems_to(member, stem) && !members.contains(&member) {
            members.push(member);
        }
    }
    members
}
