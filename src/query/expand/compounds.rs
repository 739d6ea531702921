//! Which two words may be one, and which word may be two? `First Merit` and `FirstMerit`.

use crate::error::Result;
use crate::query::plan::query_plan::{Clause, Expansion};
use crate::query::plan::term_expressions::single_form;
use crate::query::postings::span_expr::SpanExpr;
use crate::query::terms::term_dictionary::TermDictionary;

/// Maximum number of releases with a word that may be two words: a more frequent one is a word.
const MAX_FREQUENCY: usize = 20;

/// Weight of both kinds of expansion.
const WEIGHT: f32 = 0.8;

/// A rare word as two words: the split whose rarer part is most frequent.
pub(super) fn decompound(
    dictionary: &TermDictionary<'_>,
    word: &str,
    frequency: usize,
) -> Result<Option<Expansion>> {
    if frequency > MAX_FREQUENCY || !(6..=40).contains(&word.len()) || !word.is_ascii() {
        return Ok(None);
    }
    let mut best: Option<(u32, SpanExpr)> = None;
    for at in 2..word.len() - 1 {
        let (left, right) = word.split_at(at);
        let (left, right) = (dictionary.exact(left)?, dictionary.exact(right)?);
        let count = left.values().sum::<u32>().min(right.values().sum());
        if count > 0 && best.as_ref().is_none_or(|(known, _)| count > *known) {
            let parts = vec![SpanExpr::terms(&left), SpanExpr::terms(&right)];
            best = Some((count, SpanExpr::phrase(parts)));
        }
    }
    Ok(best.map(|(_, expression)| Expansion::new(expression, WEIGHT, "written as two words")))
}

/// Two words side by side as one word: an expansion of both their clauses.
pub(super) fn compound(
    dictionary: &TermDictionary<'_>,
    clauses: &[Clause],
    expansions: &mut [Vec<Expansion>],
) -> Result<()> {
    for at in 1..clauses.len() {
        let (Some(left), Some(right)) = (&clauses[at - 1].word, &clauses[at].word) else {
            continue;
        };
        let terms = dictionary.exact(&(single_form(left) + &single_form(right)))?;
        for of_clause in &mut expansions[at - 1..=at] {
            of_clause.extend(Expansion::of_terms(&terms, WEIGHT, "written as one word"));
        }
    }
    Ok(())
}
