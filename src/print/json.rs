//! JSON and JSON Lines. The shape is described in the README and held by snapshots; `version` is raised when it changes.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;
use serde_json::{Map, Value, json};

use crate::model::Release;
use crate::print::sanitize::is_unsafe;
use crate::print::{HitColumns, PrintError};
use crate::query::{Facet, FacetValue, Hit, Results};

/// The version of the JSON that dragnet prints.
pub const VERSION: u32 = 1;

pub(super) fn results(
    query: &str,
    results: Results<'_>,
    columns: &[String],
    out: &mut dyn Write,
) -> Result<usize, PrintError> {
    let summary = results.summary;
    let mut asked =
        json!({"text": query, "understood": summary.understood, "notes": summary.notes});
    if let Some(explanation) = summary.explanation {
        asked["explanation"] = Value::String(explanation);
    }
    let (asked, facets) = (to_line(&asked)?, to_line(&facet_object(&summary.facets))?);
    let total = summary.total;
    // The hits are written one by one: there may be a million.
    write!(
        out,
        "{{\"version\":{VERSION},\"query\":{asked},\"total\":{total},\"facets\":{facets},\"hits\":["
    )?;
    let mut printed = 0;
    for hit in results.hits {
        let separator = if printed == 0 { "\n" } else { ",\n" };
        write!(out, "{separator}{}", to_line(&picked(&hit?, columns))?)?;
        printed += 1;
    }
    writeln!(out, "\n]}}")?;
    Ok(printed)
}

pub(super) fn hit_lines(
    results: Results<'_>,
    columns: &[String],
    out: &mut dyn Write,
) -> Result<usize, PrintError> {
    let mut printed = 0;
    for hit in results.hits {
        writeln!(out, "{}", to_line(&picked(&hit?, columns))?)?;
        printed += 1;
    }
    Ok(printed)
}

fn picked(hit: &Hit, columns: &[String]) -> Value {
    let all = serde_json::to_value(HitColumns::new(hit)).unwrap_or_default();
    match all {
        Value::Object(all) if !columns.is_empty() => Value::Object(
            columns
                .iter()
                .map(|column| (column.clone(), all.get(column).cloned().unwrap_or_default()))
                .collect::<Map<_, _>>(),
        ),
        all => all,
    }
}

fn value_object(value: &FacetValue) -> Value {
    json!({"value": value.value, "label": value.label, "count": value.count, "selected": value.selected})
}

fn facet_object(facets: &[Facet]) -> Value {
    let fields = facets.iter().map(|facet| {
        let values = facet.values.iter().map(value_object).collect();
        (facet.name.clone(), Value::Array(values))
    });
    Value::Object(fields.collect())
}

pub(super) fn facets(facets: &[Facet], total: usize, out: &mut dyn Write) -> io::Result<()> {
    let object = json!({"version": VERSION, "total": total, "facets": facet_object(facets)});
    writeln!(out, "{}", to_line(&object)?)
}

pub(super) fn facet_lines(facets: &[Facet], out: &mut dyn Write) -> io::Result<()> {
    for value in facets.iter().flat_map(|facet| &facet.values) {
        writeln!(out, "{}", to_line(&value_object(value))?)?;
    }
    Ok(())
}

pub(super) fn release(release: &Release, body: &str, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Whole<'a> {
        #[serde(flatten)]
        release: &'a Release,
        text: &'a str,
    }
    writeln!(
        out,
        "{}",
        to_line(&Whole {
            release,
            text: body
        })?
    )
}

/// One line of JSON in which nothing can steer a terminal: what is unsafe there is written as `\uXXXX`.
pub fn to_line(value: &impl Serialize) -> io::Result<String> {
    let mut line = Vec::new();
    value.serialize(&mut serde_json::Serializer::with_formatter(
        &mut line,
        SafeForTerminals,
    ))?;
    String::from_utf8(line).map_err(io::Error::other)
}

struct SafeForTerminals;

impl Formatter for SafeForTerminals {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_unsafe) {
            let (safe, from) = rest.split_at(at);
            writer.write_all(safe.as_bytes())?;
            let mut letters = from.chars();
            if let Some(letter) = letters.next() {
                // All of them lie below U+10000: one unit of UTF-16 each.
                write!(writer, "\\u{:04x}", u32::from(letter))?;
            }
            rest = letters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_safe_on_a_terminal_and_says_the_same() {
        let text = "\u{1b}[0m\u{9b}31m O’Halloran\u{202e} \u{7f}";
        let line = to_line(&text).expect("a line");
        assert!(!line.contains(is_unsafe), "{line:?}");
        assert_eq!(serde_json::from_str::<String>(&line).expect("JSON"), text);
    }
}
