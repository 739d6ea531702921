//! How else is a number written? A small one in digits, words and Roman numerals; a round sum exactly.

use crate::analysis::plain_number;
use crate::error::Result;
use crate::query::plan::query_plan::{Clause, Expansion};
use crate::query::terms::term_dictionary::TermDictionary;
use crate::text::numbers::other_forms;

/// The other forms of a number.
pub(super) fn same_number(dictionary: &TermDictionary<'_>, word: &str) -> Result<Vec<Expansion>> {
    let mut expansions = Vec::new();
    for form in other_forms(word) {
        let terms = dictionary.exact(form)?;
        expansions.extend(Expansion::of_terms(&terms, 0.7, "the same number"));
    }
    Ok(expansions)
}

/// Adds to the expansions of the words of a round sum the sums that it may be remembered for: `$13,812,000` for `$14M`.
pub(super) fn sums_rounded(
    dictionary: &TermDictionary<'_>,
    clauses: &[Clause],
    expansions: &mut [Vec<Expansion>],
) -> Result<()> {
    for at in 0..clauses.len() {
        let words = clauses[at..]
            .iter()
            .map_while(|clause| clause.word.as_deref());
        let words: Vec<&str> = words.take(2).collect();
        let sum = (1..=words.len()).rev().find_map(|count| {
            let typed = words[..count].join(" ");
            Some((count, round_sum(&typed)?))
        });
        // `$14 million` is one clause, of several words; in quotation marks it is meant as it is typed.
        let sum = sum.or_else(|| Some((1, round_sum(&clauses[at].label)?)));
        let Some((count, sum)) = sum else {
            continue;
        };
        let terms = dictionary.numbers(sum - sum / 20, sum.saturating_add(sum / 12))?;
        for of_clause in &mut expansions[at..at + count] {
            let expansion = Expansion::of_terms(&terms, 0.6, "sums that are nearly as large");
            of_clause.extend(expansion.map(|expansion| Expansion {
                share: if count == 2 { 0.5 } else { 1.0 },
                ..expansion
            }));
        }
    }
    Ok(())
}

/// The dollars of a sum as people remember one, with at most two digits that are no zeros: `$14M`, `300k`, `five million`.
fn round_sum(typed: &str) -> Option<u64> {
    /// Less is a price, a year, or a number of things.
    const LEAST: u64 = 10_000;
    let typed = typed.trim_start_matches('$').to_lowercase();
    let has_unit = typed.contains(|letter: char| letter.is_ascii_alphabetic());
    let sum: u64 = plain_number(&typed)?.parse().ok()?;
    let is_round = sum.to_string().trim_end_matches('0').len() <= 2;
    (is_round && has_unit && sum >= LEAST).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_sums_have_a_unit_and_two_digits() {
        assert_eq!(round_sum("$14 million"), Some(14_000_000));
        assert_eq!(round_sum("$1.8M"), Some(1_800_000));
        assert_eq!(round_sum("five million"), Some(5_000_000));
        for typed in ["$13.82 million", "2015", "14 pills", "million", "$5k", ""] {
            assert_eq!(round_sum(typed), None, "{typed}");
        }
    }
}
