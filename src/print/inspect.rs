//! What extraction found in a file: each value with the words it came from and the rule that found it.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use crate::model::{EvidenceSource, Findings, Found, Page};
use crate::print::json::to_line;
use crate::print::{Format, Look, clean, clean_lines};

/// One record as `dragnet inspect` saw it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Inspected {
    /// The id of the record.
    pub id: String,
    /// The page as converted.
    pub page: Page,
    /// What was found in it.
    #[serde(rename = "found")]
    pub findings: Findings,
}

/// Prints one record.
pub fn inspected(
    inspected: &Inspected,
    format: Format,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => text(inspected, look, out),
        Format::Json | Format::Jsonl => writeln!(out, "{}", to_line(inspected)?),
        Format::Csv => csv(inspected, out),
    }
}

/// One value found, as a row: which field, what, by which rule, from which words.
struct Row<'a> {
    field: &'static str,
    value: String,
    place: &'a EvidenceSource,
    span: &'a Range<usize>,
    rule: &'static str,
}

fn rows(findings: &Findings) -> Vec<Row<'_>> {
    fn row<'a, T>(field: &'static str, found: &'a Found<T>, value: String) -> Row<'a> {
        Row {
            field,
            value,
            place: &found.place,
            span: &found.span,
            rule: found.rule,
        }
    }
    let mut rows = Vec::new();
    rows.extend(
        findings
            .date
            .iter()
            .map(|found| row("date", found, found.value.to_string())),
    );
    rows.extend(
        findings
            .district
            .iter()
            .map(|found| row("district", found, found.value.clone())),
    );
    rows.extend(
        findings
            .agencies
            .iter()
            .map(|found| row("agency", found, found.value.clone())),
    );
    rows.extend(findings.prosecutors.iter().map(|found| {
        let person = &found.value;
        row("prosecutor", found, person.to_string())
    }));
    rows.extend(
        findings
            .statutes
            .iter()
            .map(|found| row("statute", found, found.value.clone())),
    );
    rows
}

/// The words a value came from; empty where its span does not lie in what it names.
fn words<'a>(page: &'a Page, row: &Row<'_>) -> &'a str {
    let fields = &page.fields;
    let source = match row.place {
        EvidenceSource::Title => &page.title,
        EvidenceSource::Text => &page.text,
        EvidenceSource::FileName => return "",
        EvidenceSource::Field(name) => match *name {
            "date" => fields.date.as_deref().unwrap_or_default(),
            "number" => fields.number.as_deref().unwrap_or_default(),
            "office" => fields.office.as_deref().unwrap_or_default(),
            "url" => page.url.as_deref().unwrap_or_default(),
            "source" => page.source.as_deref().unwrap_or_default(),
            _ => return "",
        },
    };
    source.get(row.span.clone()).unwrap_or_default()
}

fn text(inspected: &Inspected, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let page = &inspected.page;
    writeln!(out, "{}", look.title(&clean(&inspected.id)))?;
    writeln!(out, "title        {}", clean(&page.title))?;
    for (name, value) in [
        ("number", &page.fields.number),
        ("url", &page.url),
        ("source", &page.source),
    ] {
        if let Some(value) = value {
            writeln!(out, "{name:<12} {}", clean(value))?;
        }
    }
    let rows = rows(&inspected.findings);
    for row in &rows {
        let words = words(page, row);
        let place = match row.place {
            EvidenceSource::Title => "in the title".to_owned(),
            EvidenceSource::Text => format!("at {}", row.span.start),
            EvidenceSource::Field(name) => format!("in the field {name}"),
            EvidenceSource::FileName => "in the file name".to_owned(),
        };
        let from = if words.is_empty() {
            String::new()
        } else {
            format!(": “{}”", clean(words))
        };
        writeln!(out, "{:<12} {}", row.field, clean(&row.value))?;
        writeln!(
            out,
            "             {}",
            look.dim(&format!("{} {place}{from}", row.rule))
        )?;
    }
    let mut spans: Vec<&Range<usize>> = rows
        .iter()
        .filter(|row| *row.place == EvidenceSource::Text && !row.span.is_empty())
        .map(|row| row.span)
        .collect();
    spans.sort_by_key(|span| (span.start, span.end));
    writeln!(out)?;
    let mut at = 0;
    for span in spans {
        // Two values may have come from the same words.
        let (Some(before), Some(marked)) =
            (page.text.get(at..span.start), page.text.get(span.clone()))
        else {
            continue;
        };
        write!(
            out,
            "{}{}",
            clean_lines(before),
            look.found(&clean_lines(marked))
        )?;
        at = span.end;
    }
    writeln!(
        out,
        "{}\n",
        clean_lines(page.text.get(at..).unwrap_or_default())
    )
}

fn csv(inspected: &Inspected, out: &mut dyn Write) -> io::Result<()> {
    // A spreadsheet of findings has one line a value; the JSON says the same with the page beside it.
    for row in rows(&inspected.findings) {
        let words = words(&inspected.page, &row).to_owned();
        let cells = [
            inspected.id.clone(),
            row.field.to_owned(),
            row.value,
            row.rule.to_owned(),
            words,
        ];
        crate::print::csv::write_row(&cells, out)?;
    }
    Ok(())
}
