//! Of which form are the values of a field? `Settlement: a bank pays` is no field, and `settlement:>1m` is.

use crate::model::{Proceeding, Stage};
use crate::query::syntax::quantities::quantity_in_words;
use crate::query::syntax::token::is_quote;
use crate::schema::{FieldKind, FieldSpec, Lookup};

/// Whether the values of a field have a form of their own, so that nothing is none of them.
pub(in crate::query::syntax) fn has_forms(field: &FieldSpec) -> bool {
    let is_listed = matches!(
        field.lookup,
        Some(Lookup::Stage | Lookup::Proceeding | Lookup::Offense | Lookup::Docket)
    );
    is_listed || field.kind == FieldKind::Quantity
}

/// Whether headlines have the name of a field before a colon.
pub(in crate::query::syntax) fn is_word_of_headlines(field: &FieldSpec) -> bool {
    has_forms(field) || matches!(field.name, "judge" | "defendant" | "event")
}

/// Whether a text begins with a value that such a field can have.
pub(in crate::query::syntax) fn begins_with_value(field: &FieldSpec, text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let lower = word.to_lowercase();
    match field.lookup {
        Some(Lookup::Docket | Lookup::Date) => {
            word.starts_with(|c: char| c.is_ascii_digit() || "<>=.".contains(c))
        }
        Some(Lookup::Stage) => Stage::named(&lower).is_some(),
        Some(Lookup::Proceeding) => Proceeding::named(&lower).is_some(),
        Some(lookup) => quantity_in_words(lookup, up_to_group(text)).is_some(),
        None => false,
    }
}

/// Whether a comparison may stand in place of the colon: `date>=2021`, `restitution>$1m`. `rest` begins with it.
pub(in crate::query::syntax) fn is_compared(field: &FieldSpec, rest: &str) -> bool {
    let number = rest.trim_start_matches(['<', '>', '=']);
    match field.kind {
        FieldKind::Day => true,
        FieldKind::Quantity => number.starts_with(|c: char| c.is_ascii_digit() || c == '$'),
        _ => false,
    }
}

/// A text up to the first quotation mark or parenthesis.
pub(in crate::query::syntax) fn up_to_group(text: &str) -> &str {
    let end = text.find(|c: char| c == '(' || c == ')' || is_quote(c));
    &text[..end.unwrap_or(text.len())]
}
