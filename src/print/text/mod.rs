//! Text for reading: marked, wrapped and aligned on a terminal, plain elsewhere.

pub(super) mod event;
mod facets;
mod matter;

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use jiff::Timestamp;

use crate::corpus::FetchedFrom;
use crate::knowledge::Knowledge;
use crate::model::Release;
use crate::print::column::case_text;
use crate::print::exporter::{Exporter, PrintError, PrintOptions, ShownRelease};
use crate::print::inspect;
use crate::print::inspect::Inspected;
use crate::print::sanitize::{clean, clean_lines};
use crate::print::snippet_text::joined;
use crate::print::style::Mark;
use crate::print::style::Style;
use crate::print::text::event::event_line;
use crate::query::{Hit, Matter, Results, Snippet, Summary};
use crate::schema::{FIELDS, FieldSpec};
use crate::text::numbers::counted;

/// Spaces before every line of a hit but the first, which has its number there.
const INDENT: &str = "    ";

/// Columns for the name of a field in front of its values.
const FIELD_NAME_COLUMNS: usize = 13;

pub(super) struct Text;

impl Exporter for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn help(&self) -> &'static str {
        "For reading"
    }

    fn is_for_reading(&self) -> bool {
        true
    }

    fn has_facets_beside_hits(&self) -> bool {
        true
    }

    fn hits(
        &self,
        _query: &str,
        results: Results<'_>,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> Result<usize, PrintError> {
        let style = options.style;
        let mut summary = results.summary;
        if let Some(explanation) = &summary.explanation {
            writeln!(out, "{}\n", clean_lines(explanation))?;
        }
        let mut printed = 0;
        let mut group = HitGroup::Matches;
        for hit in results.hits {
            let hit = hit?;
            if printed == 0 {
                writeln!(out, "{}\n", style.dim(&head(&summary)))?;
            } else {
                writeln!(out)?;
            }
            let next = HitGroup::of(&hit, summary.sorted_by);
            if next != group {
                group = next;
                writeln!(out, "{}\n", style.dim(&group.heading(&summary)))?;
            }
            printed += 1;
            let number = summary.offset + printed;
            write_hit(&hit, number, summary.sorted_by, options, out)?;
        }
        if !summary.facets.is_empty() {
            facets::beside_hits(&mut summary, style, out)?;
        }
        Ok(printed)
    }

    fn facets(
        &self,
        _query: &str,
        summary: &Summary,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        facets::facets(summary, options.style, out)
    }

    fn release(
        &self,
        shown: &ShownRelease<'_>,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let ShownRelease { release, body, .. } = *shown;
        let style = options.style;
        let title = style.mark_words(&clean(&release.title), Mark::Title);
        style.write_wrapped(out, &title, "", "")?;
        writeln!(out)?;
        for field in FIELDS {
            // The title stands above.
            let Some(column) = field.column.filter(|_| field.name != "title") else {
                continue;
            };
            let values = (field.values)(release).labels(options.knowledge);
            write_row(column, &values, style, out)?;
        }
        if let Some(fetched) = shown.fetched {
            write_row("fetched", &[fetched_text(fetched)], style, out)?;
        }
        writeln!(out)?;
        for line in clean_lines(body).lines() {
            if line.is_empty() {
                writeln!(out)?;
            } else {
                style.write_wrapped(out, line, "", "")?;
            }
        }
        matter::write_others(&release.id, shown.matter, options, out)
    }

    fn matter(
        &self,
        matter: &Matter,
        explain: bool,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        matter::write(matter, explain, options, out)
    }

    fn inspected(
        &self,
        inspected: &Inspected,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        inspect::text(inspected, options.style, out)
    }
}

/// A field with its values, one a line.
fn write_row(name: &str, values: &[String], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (place, value) in values.iter().enumerate() {
        let name = if place == 0 { name } else { "" };
        let first = format!("{name:<FIELD_NAME_COLUMNS$}");
        let indent = " ".repeat(FIELD_NAME_COLUMNS);
        style.write_wrapped(out, &clean(value), &first, &indent)?;
    }
    Ok(())
}

/// `first seen 2026-03-01, last changed 2026-03-02, no longer at its source; 1 earlier text is kept`
pub(crate) fn fetched_text(fetched: &FetchedFrom) -> String {
    let day = |time: Timestamp| time.strftime("%Y-%m-%d").to_string();
    let mut text = format!("first seen {}", day(fetched.first_seen));
    if let Some(changed) = fetched.last_changed.filter(|_| fetched.earlier_texts > 0) {
        let _ = write!(text, ", last changed {}", day(changed));
    }
    if fetched.gone {
        text.push_str(", no longer at its source");
    }
    match fetched.earlier_texts {
        0 => {}
        1 => text.push_str("; 1 earlier text is kept"),
        several => {
            let _ = write!(text, "; {several} earlier texts are kept");
        }
    }
    text
}

/// Hits that stand together under one heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HitGroup {
    Matches,
    /// Matches without a value in the field that the order is by.
    UnknownMatches,
    SomeWords,
}

impl HitGroup {
    fn of(hit: &Hit, sorted_by: Option<&FieldSpec>) -> Self {
        let is_unknown = |field: &FieldSpec| (field.values)(&hit.release).is_empty();
        if hit.partial {
            HitGroup::SomeWords
        } else if sorted_by.is_some_and(is_unknown) {
            HitGroup::UnknownMatches
        } else {
            HitGroup::Matches
        }
    }

    fn heading(self, summary: &Summary) -> String {
        match self {
            HitGroup::Matches => String::new(),
            HitGroup::UnknownMatches => {
                let field = summary.sorted_by.map_or("date", |field| field.name);
                format!("These have no {field}:")
            }
            HitGroup::SomeWords if summary.words == 1 => {
                "These have a word of the same meaning:".to_owned()
            }
            HitGroup::SomeWords => "These lack some of the words:".to_owned(),
        }
    }
}

/// How many releases match.
fn head(summary: &Summary) -> String {
    match summary.total {
        0 if summary.words == 1 => "no release has the word".to_owned(),
        0 => "no release has all the words".to_owned(),
        total => counted_of(summary, total),
    }
}

/// `1 release`, `1,200 cases`
fn counted_of(summary: &Summary, count: usize) -> String {
    let what = if summary.of_cases { "case" } else { "release" };
    counted(count as u64, what)
}

fn write_hit(
    hit: &Hit,
    number: usize,
    sorted_by: Option<&FieldSpec>,
    options: &PrintOptions<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = options.style;
    let release = &hit.release;
    let title = if release.title.is_empty() {
        style.mark_words("(no title)", Mark::Title)
    } else {
        marked(&release.title, &hit.title_marks, style, Some(Mark::Title))
    };
    style.write_wrapped(out, &title, &format!("{number:>2}. "), INDENT)?;
    style.write_wrapped(out, &facts(release, options.knowledge), INDENT, INDENT)?;
    if let Some(event) = event_line(release, sorted_by) {
        style.write_wrapped(out, &clean(&event), INDENT, INDENT)?;
    }
    let id = style.mark(&clean(&release.id), Mark::Dim);
    let copies = if options.lists_copies {
        String::new()
    } else {
        matter::copies(hit.kinship.copy_count)
    };
    let id = style.linked(&id, release.url.as_deref());
    writeln!(out, "{INDENT}{id}{}", style.dim(&copies))?;
    if let (true, Some(shown)) = (options.lists_copies, &hit.kinship.copy_of) {
        writeln!(out, "{INDENT}copy of {}", clean(shown))?;
    }
    if let (false, Some(url)) = (style.links, &release.url) {
        let url = style.mark(&clean(url), Mark::Dim);
        writeln!(out, "{INDENT}{url}")?;
    }
    if let Some(case) = &hit.kinship.case {
        let line = format!("case of {}", case_text(case));
        style.write_wrapped(out, &line, INDENT, INDENT)?;
    }
    if !hit.missing.is_empty() {
        writeln!(out, "{INDENT}missing: {}", clean(&hit.missing.join(", ")))?;
    }
    let snippet = snippet(&hit.snippet, style);
    if !snippet.is_empty() {
        style.write_wrapped(out, &snippet, INDENT, INDENT)?;
    }
    if let Some(explanation) = &hit.explanation {
        for line in explanation.lines() {
            writeln!(out, "{INDENT}{}", clean(line))?;
        }
    }
    Ok(())
}

/// `2019-06-04  SDNY, FBI, IRS-CI`.
fn facts(release: &Release, knowledge: &Knowledge) -> String {
    let mut facts = release
        .date
        .map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let agencies: Vec<String> = release
        .agencies
        .iter()
        .map(|path| knowledge.short_name(path))
        .collect();
    if !agencies.is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(facts, "  {}", clean(&agencies.join(", ")));
    }
    facts
}

/// A text with its matches marked as such, and the rest of it as `rest` says.
fn marked(text: &str, marks: &[Range<usize>], style: Style, rest: Option<Mark>) -> String {
    let plain = |text: &str| match rest {
        Some(mark) => style.mark_words(&clean(text), mark),
        None => clean(text).into_owned(),
    };
    let mut line = String::new();
    let mut at = 0;
    for mark in marks {
        line.push_str(&plain(&text[at..mark.start]));
        line.push_str(&style.mark_words(&clean(&text[mark.clone()]), Mark::Match));
        at = mark.end;
    }
    line + &plain(&text[at..])
}

fn snippet(snippet: &Snippet, style: Style) -> String {
    joined(snippet, "…", |fragment| {
        marked(&fragment.text, &fragment.marks, style, None)
    })
}
