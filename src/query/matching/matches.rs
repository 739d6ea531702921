//! Which releases match which parts of a plan?

use crate::analysis::is_light_word;
use crate::error::Result;
use crate::query::context::SearchContext;
use crate::query::matching::evaluate::{ClauseMatches, Evaluator};
use crate::query::matching::spans::Spans;
use crate::query::notes::Notes;
use crate::query::plan::query_plan::{Clause, Expansion, Plan};
use crate::query::plan::term_expressions::single_form;
use crate::query::postings::doc_set::DocSet;
use crate::query::postings::truncation::{Truncation, truncation_notes};
use crate::schema::FieldSpec;

/// Weight of the forms of a word that were not typed: the typed form already counts for more, as it is rarer than all
/// forms together.
const OTHER_FORM_WEIGHT: f32 = 0.99;

/// The same where the word is the whole query: then its form is all that can tell releases apart.
const OTHER_FORM_WEIGHT_ALONE: f32 = 0.5;

/// The releases that match each part of a plan.
pub(crate) struct Matches {
    /// In the order of the plan.
    pub(crate) clauses: Vec<ClauseMatches>,
    pub(crate) stop_word_clauses: Vec<ClauseMatches>,
    /// Which maximums the required predicates reached in a release.
    required_truncation: Truncation,
    /// By segment: the releases that satisfy the required predicates, whatever the filters say.
    satisfying: Vec<DocSet>,
    /// By filter and segment: the releases that pass it.
    by_filter: Vec<(&'static FieldSpec, Vec<DocSet>)>,
    /// By segment: the releases that satisfy the required predicates and pass every filter.
    pub(crate) filtered_in: Vec<DocSet>,
}

impl Matches {
    /// By segment: the releases that satisfy the required predicates and pass every filter but those of one field.
    pub(crate) fn matching_except(&self, field: &FieldSpec) -> Vec<DocSet> {
        let mut matching = self.satisfying.clone();
        for (_, docs) in self.by_filter.iter().filter(|(of, _)| *of != field) {
            intersect(&mut matching, docs);
        }
        matching
    }

    /// Gives the words that say little of what a release is about this emphasis.
    pub(crate) fn emphasize(&mut self, plan: &Plan, of_light_words: f32) {
        for (clause, matches) in plan.clauses.iter().zip(&mut self.clauses) {
            let word = clause.word.as_deref().map(single_form);
            if word.is_some_and(|word| is_light_word(&word)) {
                matches.emphasis = of_light_words;
            }
        }
    }

    /// Notes the parts of the query of which some occurrences were not looked at.
    pub(crate) fn note_truncation(&self, plan: &Plan, notes: &mut Notes) {
        let clauses = plan.clauses.iter().zip(&self.clauses);
        let mut parts: Vec<(String, Truncation)> = clauses
            .map(|(clause, matches)| (format!("`{}`", clause.label), matches.truncation))
            .collect();
        // Required predicates have words only if they leave out the releases that have them.
        parts.push(("what is left out".to_owned(), self.required_truncation));
        notes.extend(truncation_notes(&parts));
        let clauses = plan.clauses.iter().zip(&self.clauses);
        let mut unscored = clauses.filter(|(_, matches)| matches.is_unscored);
        if let Some((first, _)) = unscored.next() {
            let more = match unscored.count() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            notes.add(format!(
                "`{}`{more} must be there, but do not count for the order: the query has too many frequent words",
                first.label
            ));
        }
    }
}

/// Evaluates every part of a plan.
pub(crate) fn evaluate(ctx: &SearchContext<'_>, plan: &Plan) -> Result<Matches> {
    let evaluator = Evaluator(ctx);
    let releases = evaluator.releases()?;
    let mut satisfying = releases.clone();
    let required_truncation = evaluator.require(&plan.required, &mut satisfying)?;
    let mut filtered_in = satisfying.clone();
    let mut by_filter = Vec::new();
    // A release has one day in a column: spans of days that it must all be in are one list of spans.
    let mut days: Vec<(&'static FieldSpec, Spans)> = Vec::new();
    for filter in &plan.filters {
        if let Some(spans) = Spans::of_days(filter) {
            let mut known = days.iter_mut().map(|(_, known)| known);
            if !known.any(|known| known.intersect(&spans)) {
                days.push((filter.field, spans));
            }
        } else {
            by_filter.push((filter.field, evaluator.filter(filter)?));
        }
    }
    for (field, spans) in days {
        by_filter.push((field, evaluator.spans(&spans)?));
    }
    for (_, docs) in &by_filter {
        intersect(&mut filtered_in, docs);
    }
    let matches_of = |clauses: &[Clause]| -> Result<Vec<ClauseMatches>> {
        let clauses = clauses.iter();
        clauses
            .map(|clause| {
                let mut matches = evaluator.clause(&clause.predicate, &releases)?;
                if let (Some(typed), Some(forms)) = (&clause.typed_form, matches.scored.first_mut())
                {
                    forms.weight = if plan.clauses.len() == 1 {
                        OTHER_FORM_WEIGHT_ALONE
                    } else {
                        OTHER_FORM_WEIGHT
                    };
                    let typed = evaluator.expansion(typed, 1.0)?;
                    matches.scored.insert(0, typed);
                }
                Ok(matches)
            })
            .collect()
    };
    Ok(Matches {
        clauses: matches_of(&plan.clauses)?,
        stop_word_clauses: matches_of(&plan.stop_word_clauses)?,
        required_truncation,
        satisfying,
        by_filter,
        filtered_in,
    })
}

/// The same matches with the expansions of each clause.
pub(crate) fn with_expansions(
    ctx: &SearchContext<'_>,
    mut matches: Matches,
    expansions: Vec<Vec<Expansion>>,
) -> Result<Matches> {
    let evaluator = Evaluator(ctx);
    for (clause, expansions) in matches.clauses.iter_mut().zip(expansions) {
        for Expansion {
            expression,
            weight,
            share,
            is_same,
            ..
        } in &expansions
        {
            let mut scored = evaluator.expansion(expression, *weight)?;
            scored.share = *share;
            scored.is_same = *is_same;
            clause.scored.push(scored);
        }
        clause.expansions = expansions;
    }
    Ok(matches)
}

/// Leaves in each set of `all` only what is also in the set of `others` for the same segment.
fn intersect(all: &mut [DocSet], others: &[DocSet]) {
    for (docs, other) in all.iter_mut().zip(others) {
        docs.intersect(other);
    }
}
