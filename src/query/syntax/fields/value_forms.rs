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

/// The name or number that goes on behind a value without quotation marks, with the value: `K. Michael Moore` of
/// `judge:K. Michael Moore`, `15 Cr. 252` of `docket:15 Cr. 252`. None where what is behind may be other words.
pub(in crate::query::syntax) fn name_without_quotes(
    field: &FieldSpec,
    value: &str,
    behind: &str,
) -> Option<String> {
    /// Maximum number of words of a name.
    const MAX_WORDS: usize = 4;
    let is_number = match field.lookup? {
        Lookup::Person | Lookup::Defendant | Lookup::Agency => false,
        Lookup::Docket => true,
        _ => return None,
    };
    let begins = |text: &str, is_such: fn(char) -> bool| text.starts_with(is_such);
    let is_part = |word: &&str| {
        !matches!(*word, "AND" | "OR" | "NOT")
            && !word.contains(':')
            && begins(
                word,
                if is_number {
                    char::is_alphanumeric
                } else {
                    char::is_uppercase
                },
            )
    };
    let is_whole = if is_number {
        !value.bytes().all(|byte| byte.is_ascii_digit())
    } else {
        // "FBI" is a whole name, and "K." is none.
        let is_abbreviation = value.len() > 2 && !value.contains(char::is_lowercase);
        !begins(value, char::is_uppercase) || is_abbreviation
    };
    if is_whole || value.ends_with([',', ';']) {
        return None;
    }
    let words = up_to_group(behind).split_whitespace();
    let mut words: Vec<&str> = words.take_while(is_part).take(MAX_WORDS).collect();
    if is_number {
        // The words of a number end with its last digits.
        let last = words
            .iter()
            .position(|word| begins(word, |c| c.is_ascii_digit()))?;
        words.truncate(last + 1);
    }
    let whole = [&[value], words.as_slice()].concat().join(" ");
    (!words.is_empty()).then(|| whole.trim_end_matches([',', ';']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::find_in_query;

    #[test]
    fn a_name_that_goes_on_without_quotation_marks_is_told() {
        let whole = |field, value, behind| {
            let field = find_in_query(field).expect("a field");
            name_without_quotes(field, value, behind)
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            whole("judge", "K.", " Michael Moore"),
            some("K. Michael Moore")
        );
        assert_eq!(whole("defendant", "Jane", " Doe, fraud"), some("Jane Doe"));
        assert_eq!(
            whole("agency", "Tax", " Division OR x"),
            some("Tax Division")
        );
        assert_eq!(whole("docket", "15", " Cr. 252 fraud"), some("15 Cr. 252"));
        for (field, value, behind) in [
            ("judge", "moore", " kickbacks"),
            ("agency", "FBI", " Miami"),
            ("judge", "Moore", " AND Kickbacks"),
            ("judge", "Moore", " title:Kickbacks"),
            ("judge", "Moore", " (Kickbacks)"),
            ("docket", "15-cr-252", " Cr. 9"),
            ("docket", "15", " kickbacks"),
            ("stage", "Plea", " Fraud"),
        ] {
            assert_eq!(whole(field, value, behind), None, "{field}:{value}{behind}");
        }
    }
}
