//! What extraction found in a file: each value with the words it came from and the rule that found it.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use crate::model::{Evidence, EvidenceSource, Findings, Page};
use crate::print::sanitize::{clean, clean_lines};
use crate::print::style::{Mark, Style};
use crate::schema::FIELDS;

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

impl Inspected {
    /// The evidence of every value found, each with the name of its field.
    pub(super) fn evidence(&self) -> impl Iterator<Item = (&'static str, Evidence<'_>)> {
        FIELDS.iter().flat_map(|field| {
            let evidence = (field.evidence)(&self.findings).into_iter();
            evidence.map(|evidence| (field.name, evidence))
        })
    }

    /// The words a value came from; empty where they are not kept.
    pub(super) fn words(&self, evidence: &Evidence<'_>) -> &str {
        let (page, fields) = (&self.page, &self.page.fields);
        let source = match evidence.place {
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
        source.get(evidence.span.clone()).unwrap_or_default()
    }
}

pub(super) fn text(inspected: &Inspected, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let page = &inspected.page;
    writeln!(out, "{}", style.title(&clean(&inspected.id)))?;
    writeln!(out, "title        {}", clean(&page.title))?;
    for (name, value) in [("url", &page.url), ("source", &page.source)] {
        if let Some(value) = value {
            writeln!(out, "{name:<12} {}", clean(value))?;
        }
    }
    let rows: Vec<_> = inspected.evidence().collect();
    for (field, evidence) in &rows {
        let words = inspected.words(evidence);
        let place = match evidence.place {
            EvidenceSource::Title => "in the title".to_owned(),
            EvidenceSource::Text => format!("at {}", evidence.span.start),
            EvidenceSource::Field(name) => format!("in the field {name}"),
            EvidenceSource::FileName => "in the file name".to_owned(),
        };
        let from = if words.is_empty() {
            String::new()
        } else {
            format!(": “{}”", clean(words))
        };
        writeln!(out, "{field:<12} {}", clean(&evidence.value))?;
        writeln!(
            out,
            "             {}",
            style.dim(&format!("{} {place}{from}", evidence.rule))
        )?;
    }
    let mut spans: Vec<&Range<usize>> = rows
        .iter()
        .map(|(_, evidence)| evidence)
        .filter(|evidence| *evidence.place == EvidenceSource::Text && !evidence.span.is_empty())
        .map(|evidence| evidence.span)
        .collect();
    spans.sort_by_key(|span| (span.start, span.end));
    writeln!(out)?;
    let mut marked = String::new();
    let mut at = 0;
    for span in spans {
        // Two values may have come from the same words.
        let (Some(before), Some(found)) =
            (page.text.get(at..span.start), page.text.get(span.clone()))
        else {
            continue;
        };
        marked.push_str(&clean_lines(before));
        let mut lines = Vec::new();
        for line in clean_lines(found).split('\n') {
            lines.push(style.mark_words(line, Mark::Match));
        }
        marked.push_str(&lines.join("\n"));
        at = span.end;
    }
    marked.push_str(&clean_lines(page.text.get(at..).unwrap_or_default()));
    for line in marked.split('\n') {
        style.write_wrapped(out, line, "", "")?;
    }
    writeln!(out)
}
