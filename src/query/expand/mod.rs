//! The plan and its matches -> expansions: other spellings and other words for what was typed.
//!
//! Expansions move releases up in the list. They never count as a match.

mod american;
pub(crate) mod case_stage;
mod compounds;
mod numbers;
mod phrases;
pub(crate) mod reading_note;
mod spelling;
mod statutes;
mod synonyms;

use crate::error::Result;
use crate::query::context::SearchContext;
use crate::query::matching::matches::Matches;
use crate::query::notes::Notes;
use crate::query::plan::query_plan::{Expansion, Plan};
use crate::query::plan::term_expressions::single_form;
use crate::query::weights::Weights;

/// Weight of the other forms of a name.
const OTHER_FORMS_OF_NAME: f32 = 0.3;

/// Maximum number of clauses of a query that is expanded: a longer query has enough words, and each expansion costs time.
const MAX_EXPANDED_CLAUSES: usize = 40;

/// The expansions of each clause. Notes name the words that occur nowhere, and what may have been meant.
pub(crate) fn expand(
    ctx: &SearchContext<'_>,
    plan: &Plan,
    matches: &Matches,
    weights: &Weights,
    notes: &mut Notes,
) -> Result<Vec<Vec<Expansion>>> {
    let mut all = vec![Vec::new(); plan.clauses.len()];
    if plan.clauses.len() > MAX_EXPANDED_CLAUSES {
        return Ok(all);
    }
    let dictionary = &ctx.text;
    let mut budget = plan.budget.clone();
    for ((clause, matched), expansions) in plan.clauses.iter().zip(&matches.clauses).zip(&mut all) {
        let frequency = matched.doc_freq();
        if frequency == 0 {
            expansions.extend(statutes::broaden_section(dictionary, clause, notes)?);
            expansions.extend(phrases::relax_proximity(clause, notes));
        }
        let Some(typed) = &clause.word else {
            continue;
        };
        let word = single_form(typed);
        expansions.extend(clause.all_forms.clone().map(|expression| Expansion {
            is_guess: true,
            ..Expansion::new(expression, OTHER_FORMS_OF_NAME, "other forms of it")
        }));
        expansions.extend(numbers::same_number(dictionary, &word)?);
        expansions.extend(american::american(dictionary, &word)?);
        expansions.extend(spelling::without_accents(dictionary, typed, &word)?);
        if spelling::may_be_misspelled(&word, frequency) {
            let similar = budget
                .take_fuzzy_lookup()
                .then(|| spelling::similar(dictionary, &word))
                .transpose()?
                .unwrap_or_default();
            if frequency == 0 {
                notes.add(spelling::note_on_unknown_word(
                    &clause.label,
                    &word,
                    &similar,
                ));
            } else {
                let note = spelling::note_on_rare_word(&clause.label, &word, frequency, &similar);
                notes.extend(note);
            }
            expansions.extend(spelling::expansions(&word, &similar, frequency));
        }
        expansions.extend(compounds::decompound(dictionary, &word, frequency)?);
    }
    compounds::compound(dictionary, &plan.clauses, &mut all)?;
    numbers::sums_rounded(dictionary, &plan.clauses, &mut all)?;
    synonyms::synonyms(dictionary, weights, &plan.clauses, &mut all)?;
    Ok(all)
}
