//! Text for eyes: marked, wrapped, aligned; plain where it is no terminal.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use textwrap::Options;

use crate::knowledge::Knowledge;
use crate::model::Release;
use crate::print::{Look, PrintError, clean, clean_lines, facet_text, joined};
use crate::query::{Hit, Results, Snippet};

/// How far what belongs to a hit is set in under its number.
const INDENT: &str = "    ";

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

    /// What opens the page of the release where the terminal can: an OSC 8 link, to the web alone. Where the address holds
    /// anything that an address does not, there is none.
    /// Source: <https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>.
    fn linked(self, text: &str, url: Option<&str>) -> String {
        let is_plain = |url: &&str| {
            (url.starts_with("https://") || url.starts_with("http://"))
                && url.bytes().all(|byte| byte.is_ascii_graphic())
        };
        match url.filter(is_plain) {
            Some(url) if self.links => {
                format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
            }
            _ => text.to_owned(),
        }
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
    let mut summary = results.summary;
    if let Some(explanation) = &summary.explanation {
        writeln!(out, "{}\n", clean_lines(explanation))?;
    }
    let mut printed = 0;
    let mut all_words = true;
    for hit in results.hits {
        let hit = hit?;
        let lacking = !hit.missing.is_empty();
        if printed == 0 {
            all_words = summary.total > 0 && summary.partial.is_none();
            writeln!(out, "{}\n", look.dim(&head(summary.total, summary.partial)))?;
        } else {
            writeln!(out)?;
        }
        if all_words && lacking {
            all_words = false;
            writeln!(out, "{}\n", look.dim("These lack some of the words:"))?;
        }
        printed += 1;
        write_hit(&hit, summary.offset + printed, look, knowledge, out)?;
    }
    if !summary.facets.is_empty() {
        facet_text::beside_hits(&mut summary.facets, look, out)?;
    }
    Ok(printed)
}

/// How many releases match, and how far they do.
fn head(total: usize, partial: Option<(usize, usize)>) -> String {
    match (total, partial) {
        (0, _) => "no release has what was typed; these come near".to_owned(),
        (1, Some((have, of))) => format!("no release has all {of} words; 1 has {have} of them"),
        (total, Some((have, of))) => {
            format!("no release has all {of} words; {total} have {have} of them")
        }
        (1, None) => "1 release".to_owned(),
        (total, None) => format!("{total} releases"),
    }
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
    let id = look.mark(&clean(&release.id), Mark::Dim);
    writeln!(out, "{INDENT}{}", look.linked(&id, release.url.as_deref()))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        let look = Look {
            links: true,
            ..Look::default()
        };
        assert_eq!(
            look.linked("id", Some("https://www.justice.gov/a")),
            "\u{1b}]8;;https://www.justice.gov/a\u{1b}\\id\u{1b}]8;;\u{1b}\\"
        );
        for url in [
            "file:///etc/passwd",
            "javascript:x",
            "https://a/\u{1b}\\b",
            "https://a b",
            "",
        ] {
            assert_eq!(look.linked("id", Some(url)), "id", "{url:?}");
        }
        assert_eq!(Look::default().linked("id", Some("https://a/")), "id");
    }
}
