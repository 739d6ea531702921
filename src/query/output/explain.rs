//! How a query was understood and how a score came about, in words: for `--explain`.

use std::fmt::{self, Write as _};

use crate::analysis::split_term;
use crate::query::matching::evaluate::ClauseMatches;
use crate::query::matching::matches::Matches;
use crate::query::plan::predicate::Predicate;
use crate::query::plan::query_plan::{Clause, Expansion, Plan};
use crate::query::postings::span_expr::SpanExpr;
use crate::query::ranking::bm25::Bm25;
use crate::query::ranking::candidate::Candidate;
use crate::query::resolve::filter::{Condition, Filter};
use crate::query::terms::search_field::SearchField;

/// Maximum number of terms that are listed per expression.
const MAX_LISTED_TERMS: usize = 12;

/// How the query was understood, one line for each clause, expansion, required predicate and filter.
pub(crate) fn explain_plan(plan: &Plan, matches: &Matches) -> String {
    let mut out = String::new();
    let lists = [
        ("all of", &plan.clauses, &matches.clauses),
        (
            "common words",
            &plan.stop_word_clauses,
            &matches.stop_word_clauses,
        ),
    ];
    // Writing to a String cannot fail.
    for (name, clauses, matches) in lists {
        if !clauses.is_empty() {
            let _ = writeln!(out, "{name}");
        }
        for (clause, matches) in clauses.iter().zip(matches) {
            let _ = writeln!(out, "  {} ({} releases)", clause.label, matches.doc_freq());
            let _ = writeln!(out, "    {}", clause.predicate);
            for Expansion {
                expression,
                weight,
                reason,
                ..
            } in &matches.expansions
            {
                let _ = writeln!(out, "    {weight} x {reason}: {expression}");
            }
        }
    }
    for predicate in &plan.required {
        let _ = writeln!(out, "only where\n  {predicate}");
    }
    for filter in &plan.filters {
        let _ = writeln!(out, "only where\n  {filter}");
    }
    out
}

/// How the score of a release came about: one line for each expression that occurs in it, one for each bonus, and the sum.
pub(crate) fn explain_hit(
    candidate: &Candidate,
    clauses: &[(Clause, ClauseMatches)],
    bm25: &Bm25,
) -> String {
    let (segment, doc) = (candidate.address.segment_ord, candidate.address.doc_id);
    let mut out = String::new();
    // Writing to a String cannot fail.
    for (clause, matches) in clauses {
        // The expansions come last, in the order of the plan.
        let typed = matches
            .scored
            .len()
            .saturating_sub(matches.expansions.len());
        for (at, expr) in matches.scored.iter().enumerate() {
            let Some((frequency, score)) = bm25.explain(expr, segment as usize, doc, matches)
            else {
                continue;
            };
            let expansion = at
                .checked_sub(typed)
                .and_then(|at| matches.expansions.get(at));
            let reason = expansion.map_or(String::new(), |expansion| {
                format!(" ({})", expansion.reason)
            });
            let _ = writeln!(
                out,
                "{score:.2} {}{reason}: {frequency} times here, in {} releases",
                clause.label, expr.doc_freq
            );
        }
    }
    if candidate.coverage < 1.0 {
        let _ = writeln!(
            out,
            "x {:.2} for the words that it lacks or has in another form only",
            candidate.coverage
        );
    }
    if candidate.stage > 0.0 {
        let _ = writeln!(
            out,
            "+ {:.2} for a headline that announces this stage of a case",
            candidate.stage
        );
    }
    if candidate.proximity > 0.0 {
        let _ = writeln!(
            out,
            "+ {:.2} for words near each other",
            candidate.proximity
        );
    }
    if candidate.lead > 0.0 {
        let _ = writeln!(out, "+ {:.2} for words at its beginning", candidate.lead);
    }
    let _ = write!(out, "= {:.2}", candidate.score);
    out
}

impl fmt::Display for SpanExpr {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SpanExpr::Terms(terms) => {
                let mut names: Vec<&str> = terms.iter().map(|term| split_term(term).0).collect();
                names.dedup();
                let more = names.len().saturating_sub(MAX_LISTED_TERMS);
                names.truncate(MAX_LISTED_TERMS);
                match names.as_slice() {
                    [] => out.write_str("(no word of the index)"),
                    [name] => out.write_str(name),
                    names if more > 0 => write!(out, "{{{} and {more} more}}", names.join(" ")),
                    names => write!(out, "{{{}}}", names.join(" ")),
                }
            }
            SpanExpr::Phrase(parts) => write_joined(out, parts, " then "),
            SpanExpr::AnyOf(parts) => write_joined(out, parts, " or "),
            SpanExpr::AllOf(parts) => write_joined(out, parts, " and "),
            SpanExpr::Near {
                sides,
                within,
                ordered,
            } => {
                let operator = if *ordered { "pre" } else { "w" };
                write!(out, "[{} {operator}/{within} {}]", sides[0], sides[1])
            }
        }
    }
}

impl fmt::Display for Predicate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Predicate::MatchAll => out.write_str("every release"),
            Predicate::Words(SearchField::Text, expression) => expression.fmt(out),
            Predicate::Words(SearchField::Title, expression) => {
                write!(out, "in the title: {expression}")
            }
            Predicate::Numbered(_) => out.write_str("the number of the release or of its case"),
            Predicate::Filter(filter) => filter.fmt(out),
            Predicate::Not(inner) => write!(out, "not {inner}"),
            Predicate::All(parts) => write_joined(out, parts, " and "),
            Predicate::Any(parts) => write_joined(out, parts, " or "),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} is ", self.field.name)?;
        for (number, conditions) in self.alternatives.iter().enumerate() {
            if number > 0 {
                out.write_str(" or ")?;
            }
            for (number, condition) in conditions.iter().enumerate() {
                if number > 0 {
                    out.write_str(" and ")?;
                }
                match condition {
                    Condition::Absent(field) if *field != self.field => {
                        write!(out, "{} none", field.name)?;
                    }
                    Condition::Absent(_) => out.write_str("none")?,
                    Condition::Within { field, shown, .. } if *field != self.field => {
                        write!(out, "{} {shown}", field.name)?;
                    }
                    Condition::Within { shown, .. } => out.write_str(shown)?,
                    Condition::Dated(_, range) => {
                        let show = |date: Option<jiff::civil::Date>| {
                            date.map_or_else(String::new, |date| date.to_string())
                        };
                        write!(out, "{}..{}", show(range.first), show(range.last))?;
                    }
                    Condition::Has(term) | Condition::HasOnly(term, _) => {
                        let value = term.value();
                        let shown = value
                            .as_str()
                            .map(str::to_owned)
                            .or_else(|| value.as_facet().map(|facet| facet.to_path_string()));
                        out.write_str(&shown.unwrap_or_default())?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn write_joined<T: fmt::Display>(
    out: &mut fmt::Formatter<'_>,
    parts: &[T],
    separator: &str,
) -> fmt::Result {
    out.write_str("[")?;
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            out.write_str(separator)?;
        }
        write!(out, "{part}")?;
    }
    out.write_str("]")
}
