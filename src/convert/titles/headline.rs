//! What is the headline of a text that has no title of a page above it?

use crate::convert::lines::header::{self, MAX_HEADLINE};
use crate::convert::lines::line_class::is_sentence;
use crate::convert::lines::normalize;
use crate::convert::lines::paragraphs::Line;
use crate::convert::titles::enforcement_information::{repaired_heading, title_of_list};
use crate::convert::titles::letterhead::take_letterhead;
use crate::convert::titles::order::title_of_order;
use crate::convert::titles::title;
use crate::knowledge::{BoilerplateKind, boilerplate_kinds};
use crate::model::PageFields;

/// Maximum number of lines of a headline after the first.
const MAX_TITLE_LINES: usize = 5;

/// Minimum length in bytes of a line of a wrapped paragraph, but for the last.
pub(crate) const MIN_WRAPPED_LINE: usize = 50;

/// Whether the line begins with a place, as the first line of the text does: `(Dallas, Texas) – ...`, `WASHINGTON, D.C. -
/// ...`.
fn is_dateline(line: &str) -> bool {
    line.starts_with('(')
        || [" – ", " — ", " - ", " -- ", ") –", ") —"]
            .iter()
            .any(|dash| {
                line.find(dash).is_some_and(|at| {
                    at < 50 && line[..at].starts_with(|first: char| first.is_ascii_uppercase())
                })
            })
}

/// Whether the line gives somebody a short name, as the first line of the text does: `Doe Lines, Inc. (“DLI”)`.
fn defines_name(line: &str) -> bool {
    line.contains("(“") || line.contains("( “")
}

/// Takes the headline, as a person would write it. What was read with it goes back into the text.
pub(crate) fn headline(lines: &mut Vec<Line>, fields: &mut PageFields) -> String {
    take_letterhead(lines, fields);
    for _ in 0..MAX_TITLE_LINES {
        let mut read = take_headline(lines);
        if read.is_empty() {
            return read;
        }
        header::drop_title(lines, &read);
        if !title::is_no_headline(&read) {
            title::extend(&mut read, lines);
        }
        let (title, running) = title::clean(&read, fields);
        let runs = !running.is_empty();
        if runs {
            lines.insert(
                0,
                Line {
                    text: running,
                    after_gap: true,
                },
            );
        }
        if let Some(matter) = title_of_order(&title, lines) {
            return matter;
        }
        if let Some(case) = title_of_list(&title, lines) {
            // The heading tells the day.
            lines.insert(
                0,
                Line {
                    text: repaired_heading(&title),
                    after_gap: true,
                },
            );
            return case;
        }
        if !title::is_no_headline(&title) {
            return title;
        }
        if runs {
            break;
        }
        // A single line below is the text. It has to stay, and so has what stands above it.
        if lines.len() == 1 {
            lines.insert(
                0,
                Line {
                    text: read,
                    after_gap: true,
                },
            );
            break;
        }
    }
    String::new()
}

/// Takes the headline of a text without the title of a page: the first line or block of lines that is not boilerplate.
fn take_headline(lines: &mut Vec<Line>) -> String {
    let Some(first) = lines.first() else {
        return String::new();
    };
    let name = header::without_site_names(&first.text).to_owned();
    if name.len() < first.text.len() && !name.is_empty() {
        lines.remove(0);
        return name;
    }
    // A headline in several lines ends at an empty line, or where the text begins.
    let end = lines
        .iter()
        .skip(1)
        .take(MAX_TITLE_LINES)
        .position(|line| {
            line.after_gap
                || is_sentence(&line.text)
                || is_dateline(&line.text)
                || defines_name(&line.text)
        })
        .map_or(1, |at| at + 1);
    let block = &lines[..end];
    let is_headline = block.iter().all(|line| !is_sentence(&line.text))
        && block
            .iter()
            .all(|line| boilerplate_kinds(&line.text) != [BoilerplateKind::Anywhere]);
    let mut end = if is_headline { end } else { 1 };
    // The last line of the block may already be text: a sentence full of names whose next line goes on in the middle of it.
    let goes_on = lines.get(end).is_some_and(|next| {
        !next.after_gap
            && is_sentence(&next.text)
            && (next
                .text
                .starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit())
                || lines[end - 1].text.ends_with(','))
    });
    if goes_on && end > 1 && lines[end - 1].text.len() >= MIN_WRAPPED_LINE {
        end -= 1;
    }
    let title: Vec<&str> = lines[..end].iter().map(|line| line.text.as_str()).collect();
    let title = header::without_release_line(&normalize::line(&title.join(" "))).to_owned();
    if title.len() > MAX_HEADLINE {
        return String::new();
    }
    lines.drain(..end);
    title
}
