//! JSON and JSON Lines. The shape is described in docs/scripts.md and held by snapshots; `version` is raised when it changes.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;
use serde_json::{Map, Value, json};

use crate::print::exporter::{Exporter, PrintError, PrintOptions, ShownRelease};
use crate::print::inspect::Inspected;
use crate::query::{Facet, FacetValue, Matter, Results, Summary};
use crate::schema::FIELDS;
use crate::text::char_class::is_unsafe_in_terminals;

/// The version of the JSON that dragnet prints.
pub const VERSION: u32 = 2;

/// JSON: one object for an answer, or one a line for each of its parts.
pub(super) struct Json {
    /// Whether each hit and each value is an object of its own, on a line of its own.
    pub(super) lines: bool,
}

impl Exporter for Json {
    fn name(&self) -> &'static str {
        if self.lines { "jsonl" } else { "json" }
    }

    fn help(&self) -> &'static str {
        if self.lines {
            "One JSON object a line"
        } else {
            "One JSON object"
        }
    }

    fn is_json(&self) -> bool {
        true
    }

    fn has_facets_beside_hits(&self) -> bool {
        !self.lines
    }

    fn hits(
        &self,
        query: &str,
        results: Results<'_>,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> Result<usize, PrintError> {
        if !self.lines {
            out.write_all(beginning(query, &results.summary, options)?.as_bytes())?;
        }
        let columns = options.hit_columns();
        let mut printed = 0;
        // The hits are written one by one: there may be a million.
        for hit in results.hits {
            let hit = hit?;
            let cells = columns
                .iter()
                .map(|column| (column.name(), column.json(&hit, options.knowledge)));
            let mut object: Map<String, Value> = cells.collect();
            // Wanted columns stand alone.
            if let Some(explanation) = hit.explanation.filter(|_| options.columns.is_empty()) {
                object.insert("explanation".to_owned(), json!(explanation));
            }
            let line = to_line(&object)?;
            match (self.lines, printed) {
                (true, _) => writeln!(out, "{line}")?,
                (false, 0) => write!(out, "\n{line}")?,
                (false, _) => write!(out, ",\n{line}")?,
            }
            printed += 1;
        }
        if !self.lines {
            writeln!(out, "\n]}}")?;
        }
        Ok(printed)
    }

    fn facets(
        &self,
        query: &str,
        summary: &Summary,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if !self.lines {
            let object = json!({
                "version": VERSION, "index": options.index, "query": query_object(query, summary),
                "total": summary.total, "facets": facet_object(&summary.facets),
            });
            return writeln!(out, "{}", to_line(&object)?);
        }
        for value in summary.facets.iter().flat_map(|facet| &facet.values) {
            writeln!(out, "{}", to_line(&value_object(value))?)?;
        }
        Ok(())
    }

    fn release(
        &self,
        shown: &ShownRelease<'_>,
        _options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let fields = FIELDS.iter().filter_map(|field| {
            let column = field.column?;
            Some((column.to_owned(), (field.values)(shown.release).json()))
        });
        let mut object: Map<String, Value> = fields.collect();
        let kinship = shown.matter.kinship(&shown.release.id);
        object.insert("copies".to_owned(), json!(kinship.copies));
        object.insert("copy_of".to_owned(), json!(kinship.copy_of));
        object.insert("matter".to_owned(), json!(kinship.matter));
        object.insert("fetched".to_owned(), json!(shown.fetched));
        object.insert("text".to_owned(), Value::from(shown.body));
        writeln!(out, "{}", to_line(&object)?)
    }

    fn matter(
        &self,
        matter: &Matter,
        _explain: bool,
        _options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        writeln!(out, "{}", to_line(&matter_object(matter))?)
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

/// A case: its releases as hits have them, its defendants, its sums, and why it is one.
fn matter_object(matter: &Matter) -> Value {
    let releases = matter.releases.iter().map(|one| {
        let fields = FIELDS.iter().filter_map(|field| {
            let column = field.column?;
            Some((column.to_owned(), (field.values)(&one.release).json()))
        });
        let mut object: Map<String, Value> = fields.collect();
        object.insert("copies".to_owned(), json!(one.copies));
        Value::Object(object)
    });
    let defendants = matter.defendants().into_iter().map(|defendant| {
        json!({
            "name": defendant.name, "kind": defendant.kind, "stage": defendant.stage,
            "date": defendant.day.map(|day| day.to_string()), "months": defendant.months,
        })
    });
    let links = matter.links.iter();
    let links = links
        .map(|link| json!({"one": link.one, "other": link.other, "reason": link.reason.text(), "shared": link.shared}));
    let span = matter.span();
    json!({
        "version": VERSION, "matter": matter.id,
        "first": span.map(|(first, _)| first.to_string()), "last": span.map(|(_, last)| last.to_string()),
        "releases": releases.collect::<Vec<_>>(), "defendants": defendants.collect::<Vec<_>>(),
        "amounts": matter.amounts(), "agencies": matter.agencies(), "links": links.collect::<Vec<_>>(),
    })
}

/// What stands before the hits in one object for all of them.
fn beginning(query: &str, summary: &Summary, options: &PrintOptions<'_>) -> io::Result<String> {
    let asked = to_line(&query_object(query, summary))?;
    let facets = to_line(&facet_object(&summary.facets))?;
    let index = to_line(&options.index)?;
    let Summary {
        total,
        partial_total,
        ..
    } = summary;
    Ok(format!(
        "{{\"version\":{VERSION},\"index\":{index},\"query\":{asked},\"total\":{total},\"partial_total\":{partial_total},\"facets\":{facets},\"hits\":["
    ))
}

/// The query as typed and as it was read.
fn query_object(query: &str, summary: &Summary) -> Value {
    let mut asked = json!({
        "text": query, "understood": summary.understood, "filters": summary.filters, "notes": summary.notes,
    });
    if let Some(explanation) = &summary.explanation {
        asked["explanation"] = json!(explanation);
    }
    asked
}

fn value_object(value: &FacetValue) -> Value {
    let mut object = json!({"value": value.value, "label": value.label(), "count": value.count, "selected": value.selected});
    for statistic in &value.statistics {
        object[statistic.kind.name()] = json!({
            "of": statistic.of.name, "value": statistic.json(), "told": statistic.told,
        });
    }
    object
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
