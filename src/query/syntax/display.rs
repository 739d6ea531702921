//! How is a query printed? As text that parses to the same query.

use std::fmt;

use crate::query::syntax::ast::Query;

impl fmt::Display for Query {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Query::MatchAll => Ok(()),
            Query::Word(text) | Query::Statute(text) | Query::Wildcard(text) => out.write_str(text),
            Query::Phrase(text) => write!(out, "\"{text}\""),
            Query::Fuzzy(text) => write!(out, "{text}~"),
            Query::Near {
                left,
                right,
                within,
                ordered,
            } => {
                let operator = if *ordered { "pre" } else { "w" };
                let right = Grouped(right);
                match &**left {
                    // A chain groups from the left and needs no parentheses.
                    Query::Near { .. } => write!(out, "{left} {operator}/{within} {right}"),
                    left => write!(out, "{} {operator}/{within} {right}", Grouped(left)),
                }
            }
            Query::Title(inner) => write!(out, "title:{}", Grouped(inner)),
            Query::Field(field, value) => {
                let name = field.name;
                let plain = |c: char| c.is_alphanumeric() || "-_./+<>=§&'’".contains(c);
                if !value.is_empty() && value.chars().all(plain) {
                    write!(out, "{name}:{value}")
                } else {
                    write!(out, "{name}:\"{value}\"")
                }
            }
            Query::Not(inner) => write!(out, "-{}", Grouped(inner)),
            Query::All(parts) => join(out, parts, " "),
            Query::Any(parts) => join(out, parts, " OR "),
        }
    }
}

fn join(out: &mut fmt::Formatter<'_>, parts: &[Query], between: &str) -> fmt::Result {
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            out.write_str(between)?;
        }
        let near_in_all = between == " " && matches!(part, Query::Near { .. });
        if near_in_all {
            write!(out, "{part}")?;
        } else {
            write!(out, "{}", Grouped(part))?;
        }
    }
    Ok(())
}

/// A query in parentheses if it has parts.
struct Grouped<'a>(&'a Query);

impl fmt::Display for Grouped<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Query::All(_) | Query::Any(_) | Query::Near { .. } | Query::MatchAll => {
                write!(out, "({})", self.0)
            }
            // Parentheses around a statute would be read as a group of words.
            plain => write!(out, "{plain}"),
        }
    }
}
