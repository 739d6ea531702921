//! Text for eyes: marked, wrapped, aligned; plain where it is no terminal.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use textwrap::Options;

use super::{Look, PrintError, clean, clean_lines, joined};
use crate::knowledge::Knowledge;
use crate::query::{Facet, FacetValue, Hit, Results, Snippet};
use crate::release::Release;

/// How far what belongs to a hit is set in under its number.
const INDENT: &str = "    ";

/// The longest bar of a histogram, in columns.
const BAR_COLUMNS: usize = 40;

#[derive(Clone, Copy)]
enum Mark {
    Title,
    Match,
    Dim,
}

impl Look {
    fn mark(self, text: &str, mark: Mark) -> String {
        if !self.marks || text.is_empty() {
            return text.to_owned();
        }
        let code = match (mark, self.color) {
            (Mark::Title, _) => "1",
            (Mark::Match, true) => "1;33",
            (Mark::Match, false) => "4",
            (Mark::Dim, true) => "2",
            (Mark::Dim, false) => return text.to_owned(),
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// A heading.
    pub(super) fn title(self, text: &str) -> String {
        self.mark(text, Mark::Title)
    }

    /// What matters less.
    pub(super) fn dim(self, text: &str) -> String {
        self.mark(text, Mark::Dim)
    }

    /// Words that something was found by.
    pub(super) fn found(self, text: &str) -> String {
        self.mark(text, Mark::Match)
    }

    /// Marks word by word, so that a line may break between two of them.
    fn mark_words(self, text: &str, mark: Mark) -> String {
        let words: Vec<String> = text.split(' ').map(|word| self.mark(word, mark)).collect();
        words.join(" ")
    }

    fn write_wrapped(
        self,
        out: &mut dyn Write,
        text: &str,
        first: &str,
        indent: &str,
    ) -> io::Result<()> {
        match self.width {
            Some(width) => {
                let options = Options::new(width.max(20))
                    .initial_indent(first)
                    .subsequent_indent(indent);
                writeln!(out, "{}", textwrap::fill(text, options))
            }
            None => writeln!(out, "{first}{text}"),
        }
    }
}

pub(super) fn results(
    results: Results<'_>,
    look: Look,
    knowledge: &Knowledge,
    out: &mut dyn Write,
) -> Result<usize, PrintError> {
    let summary = results.summary;
    if let Some(explanation) = &summary.explanation {
        writeln!(out, "{}\n", clean_lines(explanation))?;
    }
    let mut printed = 0;
    let mut all_words = true;
    for hit in results.hits {
        let hit = hit?;
        if printed == 0 {
            let head = match summary.total {
                0 => "no release has all the words".to_owned(),
                1 => "1 release".to_owned(),
                total => format!("{total} releases"),
            };
            writeln!(out, "{}\n", look.mark(&head, Mark::Dim))?;
        } else {
            writeln!(out)?;
        }
        if all_words && !hit.missing.is_empty() {
            all_words = false;
            writeln!(
                out,
                "{}\n",
                look.mark("These lack some of the words:", Mark::Dim)
            )?;
        }
        printed += 1;
        write_hit(&hit, printed, look, knowledge, out)?;
    }
    if !summary.facets.is_empty() {
        writeln!(out)?;
        facets(&summary.facets, look, out)?;
    }
    Ok(printed)
}

fn write_hit(
    hit: &Hit,
    number: usize,
    look: Look,
    knowledge: &Knowledge,
    out: &mut dyn Write,
) -> io::Result<()> {
    let release = &hit.release;
    let title = if release.title.is_empty() {
        look.mark_words("(no title)", Mark::Title)
    } else {
        marked(&release.title, &hit.title_marks, look, Some(Mark::Title))
    };
    look.write_wrapped(out, &title, &format!("{number:>2}. "), INDENT)?;
    look.write_wrapped(out, &facts(release, knowledge), INDENT, INDENT)?;
    writeln!(out, "{INDENT}{}", look.mark(&clean(&release.id), Mark::Dim))?;
    if !hit.missing.is_empty() {
        writeln!(out, "{INDENT}lacks: {}", clean(&hit.missing.join(", ")))?;
    }
    let snippet = snippet(&hit.snippet, look);
    if !snippet.is_empty() {
        look.write_wrapped(out, &snippet, INDENT, INDENT)?;
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
        let _ = write!(facts, "  {}", clean(&agencies.join(", ")));
    }
    facts
}

/// A text with its matches marked as such, and the rest of it as `rest` says.
fn marked(text: &str, marks: &[Range<usize>], look: Look, rest: Option<Mark>) -> String {
    let plain = |text: &str| match rest {
        Some(mark) => look.mark_words(&clean(text), mark),
        None => clean(text).into_owned(),
    };
    let mut line = String::new();
    let mut at = 0;
    for mark in marks {
        line.push_str(&plain(&text[at..mark.start]));
        line.push_str(&look.mark_words(&clean(&text[mark.clone()]), Mark::Match));
        at = mark.end;
    }
    line + &plain(&text[at..])
}

fn snippet(snippet: &Snippet, look: Look) -> String {
    joined(snippet, "…", |fragment| {
        marked(&fragment.text, &fragment.marks, look, None)
    })
}

pub(super) fn facets(facets: &[Facet], look: Look, out: &mut dyn Write) -> io::Result<()> {
    for (place, facet) in facets.iter().enumerate() {
        if place > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", look.mark(&clean(&facet.name), Mark::Title))?;
        let most = facet
            .values
            .iter()
            .map(|value| value.count)
            .max()
            .unwrap_or(0);
        let digits = most.to_string().len();
        let time = matches!(facet.name.as_str(), "year" | "month");
        // A tree is set in by the depth of its paths, from the branch that was asked for.
        let top = facet.values.iter().map(depth).min().unwrap_or(0);
        for value in &facet.values {
            let mark = if value.selected { "*" } else { " " };
            let set_in = "  ".repeat(depth(value) - top);
            let label = clean(&value.label);
            if time {
                let columns = (value.count * BAR_COLUMNS).checked_div(most).unwrap_or(0);
                let bar = look.mark(
                    &"█".repeat(columns.max(usize::from(value.count > 0))),
                    Mark::Match,
                );
                writeln!(out, "{mark} {label}  {:>digits$}  {bar}", value.count)?;
            } else if value.value.starts_with('/') {
                let path = look.mark(&clean(&value.value), Mark::Dim);
                writeln!(
                    out,
                    "{mark} {:>digits$}  {set_in}{label}  {path}",
                    value.count
                )?;
            } else {
                writeln!(out, "{mark} {:>digits$}  {label}", value.count)?;
            }
        }
    }
    Ok(())
}

fn depth(value: &FacetValue) -> usize {
    if value.value.starts_with('/') {
        value.value.matches('/').count()
    } else {
        0
    }
}

pub(super) fn release(
    release: &Release,
    body: &str,
    look: Look,
    knowledge: &Knowledge,
    out: &mut dyn Write,
) -> io::Result<()> {
    look.write_wrapped(
        out,
        &look.mark_words(&clean(&release.title), Mark::Title),
        "",
        "",
    )?;
    writeln!(out)?;
    let mut field = |name: &str, values: &[String]| -> io::Result<()> {
        for (place, value) in values.iter().enumerate() {
            let name = if place == 0 { name } else { "" };
            let first = format!("{name:<13}");
            look.write_wrapped(out, &clean(value), &first, &" ".repeat(13))?;
        }
        Ok(())
    };
    let named = |path: &String| format!("{} ({path})", knowledge.label(path));
    field("id", std::slice::from_ref(&release.id))?;
    field(
        "date",
        &release
            .date
            .map(|date| date.to_string())
            .into_iter()
            .collect::<Vec<_>>(),
    )?;
    field(
        "district",
        &release.district.iter().map(named).collect::<Vec<_>>(),
    )?;
    field(
        "agencies",
        &release.agencies.iter().map(named).collect::<Vec<_>>(),
    )?;
    let persons: Vec<String> = release
        .prosecutors
        .iter()
        .map(ToString::to_string)
        .collect();
    field("prosecutors", &persons)?;
    field("statutes", &release.statutes)?;
    field("number", release.number.as_slice())?;
    field("url", release.url.as_slice())?;
    field("source", release.source.as_slice())?;
    writeln!(out)?;
    for line in clean_lines(body).lines() {
        if line.is_empty() {
            writeln!(out)?;
        } else {
            look.write_wrapped(out, line, "", "")?;
        }
    }
    Ok(())
}
