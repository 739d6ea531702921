//! JSON and JSON Lines. The shape is described in docs/scripts.md and held by snapshots; `version` is raised when it changes.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;
use serde_json::{Map, Value, json};

use crate::model::Release;
use crate::print::column::Column;
use crate::print::exporter::{Exporter, PrintError, PrintOptions};
use crate::print::inspect::Inspected;
use crate::query::{Facet, FacetValue, Hit, Results};
use crate::schema::FIELDS;
use crate::text::char_class::is_unsafe_in_terminals;

/// The version of the JSON that dragnet prints.
pub const VERSION: u32 = 1;

/// One JSON object.
pub(super) struct Json;

/// One JSON object a line.
pub(super) struct JsonLines;

impl Exporter for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn help(&self) -> &'static str {
        "One JSON object"
    }

    fn is_json(&self) -> bool {
        true
    }

    fn has_facets_beside_hits(&self) -> bool {
        true
    }

    fn hits(
        &self,
        query: &str,
        results: Results<'_>,
        options: &PrintOptions<'_>,
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
            write!(out, "{separator}{}", to_line(&hit_object(&hit?, options))?)?;
            printed += 1;
        }
        writeln!(out, "\n]}}")?;
        Ok(printed)
    }

    fn facets(
        &self,
        facets: &[Facet],
        total: usize,
        _options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let object = json!({"version": VERSION, "total": total, "facets": facet_object(facets)});
        writeln!(out, "{}", to_line(&object)?)
    }

    fn release(
        &self,
        release: &Release,
        body: &str,
        _options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let fields = FIELDS.iter().filter_map(|field| {
            let column = field.column?;
            Some((column.to_owned(), (field.values)(release).json()))
        });
        let mut object: Map<String, Value> = fields.collect();
        object.insert("text".to_owned(), Value::from(body));
        writeln!(out, "{}", to_line(&object)?)
    }

    fn inspected(
        &self,
        inspected: &Inspected,
        _options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        writeln!(out, "{}", to_line(inspected)?)
    }
}

impl Exporter for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn help(&self) -> &'static str {
        "One JSON object a line"
    }

    fn is_json(&self) -> bool {
        true
    }

    fn hits(
        &self,
        _query: &str,
        results: Results<'_>,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> Result<usize, PrintError> {
        let mut printed = 0;
        for hit in results.hits {
            writeln!(out, "{}", to_line(&hit_object(&hit?, options))?)?;
            printed += 1;
        }
        Ok(printed)
    }

    fn facets(
        &self,
        facets: &[Facet],
        _total: usize,
        _options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for value in facets.iter().flat_map(|facet| &facet.values) {
            writeln!(out, "{}", to_line(&value_object(value))?)?;
        }
        Ok(())
    }

    fn release(
        &self,
        release: &Release,
        body: &str,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        Json.release(release, body, options, out)
    }

    fn inspected(
        &self,
        inspected: &Inspected,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        Json.inspected(inspected, options, out)
    }
}

/// A hit with the wanted columns; with all of them and, where it was asked for, the explanation.
fn hit_object(hit: &Hit, options: &PrintOptions<'_>) -> Map<String, Value> {
    let object = |columns: &[Column]| -> Map<String, Value> {
        let columns = columns.iter();
        columns
            .map(|column| (column.name().to_owned(), column.json(hit)))
            .collect()
    };
    if !options.columns.is_empty() {
        return object(options.columns);
    }
    let mut object = object(&Column::all());
    if let Some(explanation) = &hit.explanation {
        object.insert("explanation".to_owned(), json!(explanation));
    }
    object
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
        while let Some(at) = rest.find(is_unsafe_in_terminals) {
            let (safe, from) = rest.split_at(at);
            writer.write_all(safe.as_bytes())?;
            let mut letters = from.chars();
            if let Some(letter) = letters.next() {
                // All of them are below U+10000: one unit of UTF-16 each.
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
        assert!(!line.contains(is_unsafe_in_terminals), "{line:?}");
        assert_eq!(serde_json::from_str::<String>(&line).expect("JSON"), text);
    }
}
