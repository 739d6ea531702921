//! Results -> text, JSON, JSON Lines, CSV, on any `Write`. A format is one file.

mod caret;
mod csv;
mod facet_text;
mod inspect;
mod json;
mod sanitize;
mod text;

use std::io::{self, Write};

use crate::error::Error;
use crate::knowledge::Knowledge;
use crate::model::Release;
use crate::query::{Facet, Fragment, Hit, Results, Snippet};

pub use crate::print::caret::pointed;
pub use crate::print::inspect::{Inspected, inspected};
pub use crate::print::json::to_line;
pub use crate::print::sanitize::{clean, clean_lines};

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For eyes.
    Text,
    /// One JSON object.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
}

/// How text looks where it is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Bold, underline and the like.
    pub marks: bool,
    /// Colours too.
    pub color: bool,
    /// Links that can be clicked.
    pub links: bool,
    /// Columns to wrap at; none for no wrapping.
    pub width: Option<usize>,
}

/// What went wrong while printing: with the results, or with where they went.
#[derive(Debug)]
pub enum PrintError {
    /// The next hit could not be read.
    Search(Error),
    /// The output could not be written; a closed pipe among others.
    Output(io::Error),
}

impl From<io::Error> for PrintError {
    fn from(error: io::Error) -> Self {
        PrintError::Output(error)
    }
}

impl From<Error> for PrintError {
    fn from(error: Error) -> Self {
        PrintError::Search(error)
    }
}

/// Every column of a hit, in order.
pub const COLUMNS: [&str; 13] = [
    "id",
    "score",
    "title",
    "date",
    "district",
    "agencies",
    "prosecutors",
    "statutes",
    "number",
    "url",
    "source",
    "snippet",
    "missing",
];

/// Prints an answer; gives the number of hits printed.
pub fn results(
    query: &str,
    results: Results<'_>,
    format: Format,
    columns: &[String],
    look: Look,
    knowledge: &Knowledge,
    out: &mut dyn Write,
) -> Result<usize, PrintError> {
    match format {
        Format::Text => text::results(results, look, knowledge, out),
        Format::Json => json::results(query, results, columns, out),
        Format::Jsonl => json::hit_lines(results, columns, out),
        Format::Csv => csv::hits(results, columns, out),
    }
}

/// Prints the values of fields with their counts.
pub fn facets(
    facets: &[Facet],
    total: usize,
    format: Format,
    look: Look,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => facet_text::facets(facets, look, out),
        Format::Json => json::facets(facets, total, out),
        Format::Jsonl => json::facet_lines(facets, out),
        Format::Csv => csv::facets(facets, out),
    }
}

/// Prints one release with its text.
pub fn release(
    release: &Release,
    body: &str,
    format: Format,
    look: Look,
    knowledge: &Knowledge,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => text::release(release, body, look, knowledge, out),
        Format::Json | Format::Jsonl => json::release(release, body, out),
        Format::Csv => csv::release(release, body, out),
    }
}

/// The snippet on one line, each mark between `open` and `close`.
fn marked(snippet: &Snippet, open: &str, close: &str) -> String {
    joined(snippet, "...", |fragment| {
        let mut piece = String::new();
        let mut at = 0;
        for mark in &fragment.marks {
            piece.push_str(&fragment.text[at..mark.start]);
            piece.push_str(open);
            piece.push_str(&fragment.text[mark.clone()]);
            piece.push_str(close);
            at = mark.end;
        }
        piece.push_str(&fragment.text[at..]);
        piece
    })
}

/// The places of a snippet on one line, as `show` writes each, with `cut` wherever text of the release is left out.
fn joined(snippet: &Snippet, cut: &str, show: impl Fn(&Fragment) -> String) -> String {
    let mut pieces = Vec::new();
    let mut cut_by_last = false;
    for fragment in &snippet.fragments {
        // The one that follows a cut says so itself.
        if fragment.cut_before && !cut_by_last {
            pieces.push(cut.to_owned());
        }
        pieces.push(show(fragment));
        if fragment.cut_after {
            pieces.push(cut.to_owned());
        }
        cut_by_last = fragment.cut_after;
    }
    pieces.join(" ")
}

/// A hit as the columns of JSON and CSV.
#[derive(serde::Serialize)]
struct HitColumns<'a> {
    id: &'a str,
    score: f32,
    title: &'a str,
    date: Option<String>,
    district: Option<&'a str>,
    agencies: &'a [String],
    prosecutors: &'a [crate::model::Prosecutor],
    statutes: &'a [String],
    number: Option<&'a str>,
    url: Option<&'a str>,
    source: Option<&'a str>,
    snippet: String,
    missing: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a str>,
}

impl<'a> HitColumns<'a> {
    fn new(hit: &'a Hit) -> Self {
        let release = &hit.release;
        HitColumns {
            id: &release.id,
            score: hit.score,
            title: &release.title,
            date: release.date.map(|date| date.to_string()),
            district: release.district.as_deref(),
            agencies: &release.agencies,
            prosecutors: &release.prosecutors,
            statutes: &release.statutes,
            number: release.number.as_deref(),
            url: release.url.as_deref(),
            source: release.source.as_deref(),
            snippet: marked(&hit.snippet, "<b>", "</b>"),
            missing: &hit.missing,
            explanation: hit.explanation.as_deref(),
        }
    }
}
