//! How else is a small number written? In digits, words and Roman numerals.

use crate::error::Result;
use crate::query::plan::query_plan::Expansion;
use crate::query::terms::term_dictionary::TermDictionary;

/// Digits, word and Roman numeral. A Roman numeral of one letter is left out: it may be an initial.
const NUMBERS: [[&str; 3]; 24] = [
    ["1", "one", ""],
    ["2", "two", "ii"],
    ["3", "three", "iii"],
    ["4", "four", "iv"],
    ["5", "five", ""],
    ["6", "six", "vi"],
    ["7", "seven", "vii"],
    ["8", "eight", "viii"],
    ["9", "nine", "ix"],
    ["10", "ten", ""],
    ["11", "eleven", "xi"],
    ["12", "twelve", "xii"],
    ["13", "thirteen", "xiii"],
    ["14", "fourteen", "xiv"],
    ["15", "fifteen", "xv"],
    ["16", "sixteen", "xvi"],
    ["17", "seventeen", "xvii"],
    ["18", "eighteen", "xviii"],
    ["19", "nineteen", "xix"],
    ["20", "twenty", "xx"],
    ["30", "thirty", ""],
    ["40", "forty", ""],
    ["50", "fifty", ""],
    ["100", "hundred", ""],
];

/// The other forms of a number.
pub(super) fn same_number(dictionary: &TermDictionary<'_>, word: &str) -> Result<Vec<Expansion>> {
    let mut expansions = Vec::new();
    if word.is_empty() {
        return Ok(expansions);
    }
    for forms in NUMBERS.iter().filter(|forms| forms.contains(&word)) {
        for form in forms
            .iter()
            .filter(|form| **form != word && !form.is_empty())
        {
            let terms = dictionary.exact(form)?;
            expansions.extend(Expansion::of_terms(&terms, 0.7, "the same number"));
        }
    }
    Ok(expansions)
}
