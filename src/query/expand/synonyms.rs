//! Which words of releases can be meant by a remembered word?

use crate::analysis::{is_stop_word, stem, stem_prefix, stems_to};
use crate::error::Result;
use crate::knowledge::tables::synonyms::{self, Closeness, Synonym};
use crate::query::plan::query_plan::{Clause, Expansion};
use crate::query::plan::term_expressions::single_form;
use crate::query::postings::span_expr::SpanExpr;
use crate::query::terms::term_dictionary::{TermCounts, TermDictionary};
use crate::query::weights::Weights;

/// A row of the table that is used for words of a query.
struct Reading {
    row: Synonym,
    /// The number of words that it is used for.
    words: usize,
}

/// Adds to the expansions of each clause what its word can mean, alone or with the words beside it.
pub(super) fn synonyms(
    dictionary: &TermDictionary<'_>,
    weights: &Weights,
    clauses: &[Clause],
    expansions: &mut [Vec<Expansion>],
) -> Result<()> {
    let words: Vec<Option<String>> = (clauses.iter())
        .map(|clause| clause.word.as_deref().map(single_form))
        .collect();
    for (at, readings) in readings(&words).into_iter().enumerate() {
        for (closeness, weight, reason) in [
            (Closeness::Same, weights.same, "other words for it"),
            (Closeness::Near, weights.near, "words for nearly the same"),
            (
                Closeness::Loose,
                weights.loose,
                "words for what it may mean",
            ),
        ] {
            let rows = (readings.iter()).filter(|reading| reading.row.closeness == closeness);
            let means: Vec<&'static str> = rows
                .flat_map(|reading| &reading.row.means)
                .copied()
                .collect();
            let Some((expression, meanings)) = any_of(dictionary, &means)? else {
                continue;
            };
            let words = readings.first().map_or(1, |reading| reading.words);
            for of_clause in &mut expansions[at..at + words] {
                #[allow(clippy::cast_precision_loss)] // A few words.
                of_clause.push(Expansion {
                    share: 1.0 / words as f32,
                    is_same: closeness == Closeness::Same,
                    meanings: meanings.clone(),
                    ..Expansion::new(expression.clone(), weight, reason)
                });
            }
        }
    }
    Ok(())
}

/// For each word of a query the rows that are used for it and the words behind it: those of most words. What stands for
/// several words is not looked for word by word: a `strip club` is no strip.
fn readings(words: &[Option<String>]) -> Vec<Vec<Reading>> {
    let mut readings: Vec<Vec<Reading>> = (0..words.len()).map(|at| rows_at(words, at)).collect();
    let mut longest = vec![0; words.len()];
    for (at, of_word) in readings.iter().enumerate() {
        for reading in of_word {
            for longest in &mut longest[at..at + reading.words] {
                *longest = reading.words.max(*longest);
            }
        }
    }
    for (of_word, longest) in readings.iter_mut().zip(longest) {
        of_word.retain(|reading| reading.words == longest);
    }
    readings
}

/// The rows for the words that begin at one of the words of a query.
fn rows_at(words: &[Option<String>], at: usize) -> Vec<Reading> {
    let Some(first) = &words[at] else {
        return Vec::new();
    };
    let first_stem = stem(first);
    let is_used = |row: Synonym| {
        let count = stands_at(row.word, words, at)?;
        let means_something_else = row.counterexamples.iter().any(|phrase| {
            let before = words_of(phrase).position(|word| stems_to(word, &first_stem));
            let start = before.and_then(|before| at.checked_sub(before));
            start.is_some_and(|start| stands_at(phrase, words, start).is_some())
        });
        (!means_something_else).then_some(Reading { row, words: count })
    };
    synonyms::beginning(stem_prefix(&first_stem))
        .filter_map(is_used)
        .collect()
}

/// How many words of a query a phrase is that stands at one of them, in any form; none if it does not stand there.
fn stands_at(phrase: &str, words: &[Option<String>], at: usize) -> Option<usize> {
    let mut count = 0;
    for word in words_of(phrase) {
        let typed = words.get(at + count)?.as_deref()?;
        if !stems_to(word, &stem(typed)) {
            return None;
        }
        count += 1;
    }
    (count > 0).then_some(count)
}

/// The words of a phrase that a query asks for.
fn words_of(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split(' ').filter(|word| !is_stop_word(word))
}

/// Any of these words and phrases, each word in its common forms, and those of them that the index has; none if it has
/// none.
fn any_of(
    dictionary: &TermDictionary<'_>,
    means: &[&'static str],
) -> Result<Option<(SpanExpr, Vec<&'static str>)>> {
    let mut terms = TermCounts::new();
    let mut alternatives = Vec::new();
    let mut known = Vec::new();
    for &meaning in means {
        if !meaning.contains(' ') {
            let mut forms = forms(dictionary, meaning)?;
            if !forms.is_empty() {
                known.push(meaning);
                terms.append(&mut forms);
            }
            continue;
        }
        let mut parts = Vec::new();
        for word in meaning.split(' ') {
            parts.push(SpanExpr::terms(&forms(dictionary, word)?));
        }
        if parts.iter().all(|part| !part.all_terms().is_empty()) {
            alternatives.push(SpanExpr::phrase(parts));
            known.push(meaning);
        }
    }
    if !terms.is_empty() {
        alternatives.push(SpanExpr::terms(&terms));
    }
    Ok((!alternatives.is_empty()).then(|| (SpanExpr::any_of(alternatives), known)))
}

/// The terms of a word of the table in its common forms. To look for all words with its stem takes several times as long,
/// and the words of a query mean dozens of others.
fn forms(dictionary: &TermDictionary<'_>, word: &str) -> Result<TermCounts> {
    let mut terms = dictionary.exact(word)?;
    for form in common_forms(word) {
        terms.append(&mut dictionary.exact(&form)?);
    }
    Ok(terms)
}

/// The endings that a word and its forms have.
const ENDINGS: [&str; 11] = [
    "", "s", "es", "e", "ed", "d", "ing", "er", "y", "ies", "ied",
];

/// The other common forms of a word, some of which may be no words.
fn common_forms(word: &str) -> Vec<String> {
    if is_stop_word(word) || word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let stem_of_word = stem(word);
    let base = ["ing", "ies", "ied", "ed", "es", "e", "s", "y"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|base| base.len() >= 3)
        .unwrap_or(word);
    let mut forms: Vec<String> = [base, word]
        .iter()
        .flat_map(|base| ENDINGS.iter().map(move |ending| format!("{base}{ending}")))
        .filter(|form| form != word && stems_to(form, &stem_of_word))
        .collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokenize;

    /// The words that a query asks for.
    fn words(query: &str) -> Vec<Option<String>> {
        let tokens = tokenize(query);
        let words = tokens.words().map(|word| word.normalized.to_owned());
        words.filter(|word| !is_stop_word(word)).map(Some).collect()
    }

    /// The words of the rows that are used for a query.
    fn read(query: &str) -> Vec<&'static str> {
        let mut used: Vec<&str> = (readings(&words(query)).iter().flatten())
            .map(|reading| reading.row.word)
            .collect();
        used.dedup();
        used
    }

    #[test]
    fn each_row_is_used_for_its_example_and_not_for_its_counterexamples() {
        for row in synonyms::beginning("") {
            assert!(read(row.word).contains(&row.word), "{row:?}");
            let words = words(row.example);
            let mut places = 0..words.len();
            let stands = places.any(|at| stands_at(row.word, &words, at).is_some());
            assert!(stands, "{row:?}");
            for phrase in &row.counterexamples {
                assert!(!read(phrase).contains(&row.word), "{phrase:?}: {row:?}");
            }
        }
    }

    #[test]
    fn words_side_by_side_are_read_together_and_in_any_form() {
        assert_eq!(read("two jailers"), ["jailer"]);
        assert_eq!(read("a strip club's owner"), ["strip club", "owner"]);
        assert_eq!(read("the husband and wife"), ["husband and wife"]);
        assert_eq!(read("cell phone"), ["cell phone"]);
        assert_eq!(read("raped in her cell"), ["raped", "cell"]);
        assert!(read("").is_empty());
    }

    #[test]
    fn a_word_has_its_common_forms() {
        for form in ["bribed", "bribes", "bribing"] {
            assert!(common_forms("bribe").contains(&form.to_owned()), "{form}");
        }
        assert!(common_forms("robbery").contains(&"robberies".to_owned()));
        assert!(common_forms("falsified").contains(&"falsify".to_owned()));
        assert!(common_forms("of").is_empty());
        assert!(common_forms("2021").is_empty());
    }
}
