//! Plans in words, for `--explain`.

use std::fmt;

use crate::analysis::split_term;
use crate::query::matching::span_expr::SpanExpr;
use crate::query::plan::planner::{Matcher, Place};
use crate::query::resolve::filter::{Condition, Filter};

/// Of the words that a query word stands for, so many are named.
const MOST_NAMED: usize = 12;

impl fmt::Display for SpanExpr {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SpanExpr::Terms(terms) => {
                let mut names: Vec<&str> = terms.iter().map(|term| split_term(term).0).collect();
                names.dedup();
                match names.as_slice() {
                    [] => out.write_str("(no word of the index)"),
                    [one] => out.write_str(one),
                    many => {
                        write!(out, "{{{}", many[..many.len().min(MOST_NAMED)].join(" "))?;
                        if many.len() > MOST_NAMED {
                            write!(out, " and {} more", many.len() - MOST_NAMED)?;
                        }
                        out.write_str("}")
                    }
                }
            }
            SpanExpr::Phrase(parts) => joined(out, parts, " then "),
            SpanExpr::AnyOf(parts) => joined(out, parts, " or "),
            SpanExpr::AllOf(parts) => joined(out, parts, " and "),
            SpanExpr::Near {
                left,
                right,
                within,
                ordered,
            } => {
                let operator = if *ordered { "pre" } else { "w" };
                write!(out, "[{left} {operator}/{within} {right}]")
            }
        }
    }
}

impl fmt::Display for Matcher {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Matcher::Everything => out.write_str("every release"),
            Matcher::Words(Place::Text, expression) => expression.fmt(out),
            Matcher::Words(Place::Title, expression) => write!(out, "in the title: {expression}"),
            Matcher::Filter(filter) => filter.fmt(out),
            Matcher::Not(inner) => write!(out, "not {inner}"),
            Matcher::All(parts) => joined(out, parts, " and "),
            Matcher::Any(parts) => joined(out, parts, " or "),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} is ", self.field.name())?;
        for (number, conditions) in self.alternatives.iter().enumerate() {
            if number > 0 {
                out.write_str(" or ")?;
            }
            for (number, condition) in conditions.iter().enumerate() {
                if number > 0 {
                    out.write_str(" and ")?;
                }
                match condition {
                    Condition::Dated(range) => {
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

fn joined<T: fmt::Display>(
    out: &mut fmt::Formatter<'_>,
    parts: &[T],
    between: &str,
) -> fmt::Result {
    out.write_str("[")?;
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            out.write_str(between)?;
        }
        write!(out, "{part}")?;
    }
    out.write_str("]")
}
