//! The forms in which people write quantities: sums of money and lengths of imprisonment, and ranges of them.

mod imprisonment;
mod money;
mod range;

pub(crate) use crate::query::syntax::quantities::range::ReadQuantity;
use crate::schema::Lookup;

/// Maximum number of words that are one quantity: `10 years and 6 months`.
const MAX_WORDS: usize = 8;

/// Reads the quantity that a field with this lookup has: `>$1.2 million`, `500k..2m`, `>=10y`, `life`. The error says which
/// forms there are; none for a field without quantities.
pub(crate) fn read_quantity(lookup: Lookup, text: &str) -> Option<Result<ReadQuantity, String>> {
    match lookup {
        Lookup::Money => Some(money::read(text)),
        Lookup::Imprisonment => Some(imprisonment::read(text)),
        _ => None,
    }
}

/// The bytes of the words with which a text begins that are one quantity, the longest: `10 years` of `10 years fraud`. None
/// where the first word is no quantity and begins none.
pub(super) fn quantity_in_words(lookup: Lookup, text: &str) -> Option<usize> {
    let role = text.len() - split_role(text).1.len();
    let mut ends = Vec::new();
    let mut at = role;
    for word in text[role..]
        .split_inclusive(char::is_whitespace)
        .take(MAX_WORDS)
    {
        ends.push(at + word.trim_end().len());
        at += word.len();
    }
    let reads =
        |end: &usize| read_quantity(lookup, &text[role..*end]).is_some_and(|read| read.is_ok());
    ends.into_iter().rev().find(reads)
}

/// A role before a colon, and the rest: `restitution` and `>1m` of `restitution:>1m`.
pub(crate) fn split_role(text: &str) -> (Option<&str>, &str) {
    match text.split_once(':') {
        Some((role, rest)) if role.trim().bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            (Some(role.trim()), rest)
        }
        _ => (None, text),
    }
}
