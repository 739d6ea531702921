//! Which words are looked for when no release has them together?

use crate::query::notes::Notes;
use crate::query::plan::predicate::Predicate;
use crate::query::plan::query_plan::{Clause, Expansion};
use crate::query::postings::span_expr::SpanExpr;
use crate::query::terms::search_field::SearchField;

/// For words near each other, or in a phrase, that no release has so: the same words anywhere in a release.
pub(super) fn relax_proximity(clause: &Clause, notes: &mut Notes) -> Option<Expansion> {
    let Predicate::Words(SearchField::Text, expression) = &clause.predicate else {
        return None;
    };
    let parts = match expression {
        SpanExpr::Near { sides, .. } => sides.to_vec(),
        SpanExpr::Phrase(parts) if clause.word.is_none() => parts.clone(),
        _ => return None,
    };
    notes.add(format!(
        "no release has `{}`: its words are looked for further apart",
        clause.label
    ));
    let expression = SpanExpr::AllOf(parts);
    Some(Expansion::new(expression, 0.5, "its words further apart"))
}
