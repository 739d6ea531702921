//! What is looked for in this index: the plan of a query, which no later step changes.

use crate::query::plan::budget::ExpansionBudget;
use crate::query::plan::predicate::Predicate;
use crate::query::postings::span_expr::SpanExpr;
use crate::query::resolve::filter::Filter;
use crate::query::terms::term_dictionary::TermCounts;

/// One of the parts of a query that a release should match. It is scored.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    /// As it was typed.
    pub(crate) label: String,
    pub(crate) predicate: Predicate,
    /// The word, if the clause is a single word: it may be misspelled.
    pub(crate) word: Option<String>,
    /// The word in the form that was typed, where the predicate takes other forms, too.
    pub(crate) typed_form: Option<SpanExpr>,
    /// The word in all its forms, where the predicate takes only the typed one because it is a name.
    pub(crate) all_forms: Option<SpanExpr>,
    /// The statute, if the clause is one: releases may cite the whole section.
    pub(crate) statute: Option<String>,
}

/// The plan of a query.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// A release should match all of these; releases that match most of them may follow.
    pub(crate) clauses: Vec<Clause>,
    /// Stop words: they are scored, but no release is left out because it lacks them.
    pub(crate) stop_word_clauses: Vec<Clause>,
    /// A release must match all of these. They are not scored.
    pub(crate) required: Vec<Predicate>,
    /// Conditions on one field each. A release must pass all of them; the facet of a field ignores its own filter.
    pub(crate) filters: Vec<Filter>,
    /// What is left of the budget for expansions.
    pub(crate) budget: ExpansionBudget,
}

/// Another expression for a clause: another spelling, another word for the same thing. Expansions raise the score of a
/// release and never count as a match.
#[derive(Clone, Debug)]
pub(crate) struct Expansion {
    pub(crate) expression: SpanExpr,
    /// The weight of its score: less than 1, the weight of what was typed.
    pub(crate) weight: f32,
    /// The share of the score of its own: less than 1 where it stands for several clauses together.
    pub(crate) share: f32,
    /// Whether it means the same as what was typed: they share one inverse document frequency.
    pub(crate) is_same: bool,
    /// The other words for the typed one that it is made of, where it is made of such.
    pub(crate) meanings: Vec<&'static str>,
    /// The reason to look for it, for `--explain`.
    pub(crate) reason: &'static str,
    /// Whether another word is guessed: a release is never listed for a guess alone.
    pub(crate) is_guess: bool,
}

impl Expansion {
    /// An expansion of one clause, which does not mean quite the same.
    pub(crate) fn new(expression: SpanExpr, weight: f32, reason: &'static str) -> Self {
        Expansion {
            expression,
            weight,
            share: 1.0,
            is_same: false,
            meanings: Vec::new(),
            reason,
            is_guess: false,
        }
    }

    /// Any of the terms; none if there are no terms.
    pub(crate) fn of_terms(terms: &TermCounts, weight: f32, reason: &'static str) -> Option<Self> {
        (!terms.is_empty()).then(|| Expansion::new(SpanExpr::terms(terms), weight, reason))
    }
}
