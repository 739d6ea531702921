//! Names before a colon that are no field: `agancy:FBI`, `since:2015`.

use crate::query::syntax::token::Token;
use crate::schema::{find_in_query, names_in_query};
use crate::text::edit_distance::edit_distance;

/// Maximum number of letters that are wrong in the name of a field.
const MAX_EDITS: usize = 2;

/// The note that a chunk of the form `name:value` is read as words; none for an address, a time of day or a number.
pub(in crate::query::syntax) fn note_on_unknown_field(chunk: &str, name: &str) -> Option<String> {
    let value = &chunk[(name.len() + 1).min(chunk.len())..];
    let is_name = name.len() > 2 && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_');
    if !is_name || value.is_empty() || value.starts_with('/') {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let nearest = names_in_query()
        .map(|known| (edit_distance(&lower, known), known))
        .filter(|(edits, _)| *edits <= MAX_EDITS)
        .min();
    let meant = nearest.map_or_else(String::new, |(_, known)| {
        format!("; did you mean `{known}:`?")
    });
    Some(format!(
        "there is no field `{name}`: `{name}:` is read as a word{meant}"
    ))
}

/// `since:2015` and the like as the filter that they mean.
pub(in crate::query::syntax) fn since_or_until(chunk: &str) -> Option<Token> {
    let (name, value) = chunk.split_once(':')?;
    let sign = match name.to_ascii_lowercase().as_str() {
        "since" => ">=",
        "after" => ">",
        "before" => "<",
        "until" => "<=",
        _ => return None,
    };
    let field =
        find_in_query("date").filter(|_| value.starts_with(|c: char| c.is_ascii_digit()))?;
    Some(Token::Field(field, format!("{sign}{value}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_is_none_is_told() {
        let note =
            |chunk: &str| note_on_unknown_field(chunk, chunk.split(':').next().unwrap_or(""));
        assert_eq!(
            note("agancy:FBI").as_deref(),
            Some(
                "there is no field `agancy`: `agancy:` is read as a word; did you mean `agency:`?"
            )
        );
        assert_eq!(
            note("colour:red").as_deref(),
            Some("there is no field `colour`: `colour:` is read as a word")
        );
        for chunk in ["https://justice.gov", "re:", "2:21-cr-123", "12:30", "a:b"] {
            assert_eq!(note(chunk), None, "{chunk}");
        }
    }
}
