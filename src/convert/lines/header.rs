//! Which lines before the text are the headline, or repeat it?

use crate::convert::lines::line_class::{
    LONG_SENTENCE, first_sentence, is_sentence, labelled_date, leading_date, release_number,
    strip_prefix_in_any_case,
};
use crate::convert::lines::paragraphs::{Line, remove_marked};
use crate::model::PageFields;
use crate::text::normalize::{each_letter_or_digit, letters_and_digits};

/// Maximum length of a headline in bytes.
pub(crate) const MAX_HEADLINE: usize = 600;

/// Maximum number of lines before the text.
const MAX_HEAD_LINES: usize = 40;

/// Maximum text after a date in its line, in bytes. More is a sentence.
const MAX_AFTER_DATE: usize = 40;

/// Minimum number of letters in a headline that is searched for again. Too many lines would match a shorter one.
pub(crate) const MIN_TITLE_LETTERS: usize = 12;

/// The headline without `FOR IMMEDIATE RELEASE` before it.
pub(crate) fn without_release_line(title: &str) -> &str {
    strip_prefix_in_any_case(title, "for immediate release").map_or(title, |rest| {
        rest.trim_start_matches([':', '-', '–', '—', ' ', '.'])
    })
}

/// The date in `June 5, 2026: Headline`.
pub(crate) fn date_before_title(line: &str) -> Option<String> {
    let (date, rest) = leading_date(line)?;
    rest.starts_with(':').then(|| date.to_owned())
}

/// Removes lines before the text that repeat the title: whole, cut short with dots, in pieces, or after a date.
pub(crate) fn drop_title(lines: &mut Vec<Line>, title: &str) {
    let head = lines
        .iter()
        .position(|line| line.text.len() >= LONG_SENTENCE && is_sentence(&line.text))
        .unwrap_or(lines.len())
        .min(MAX_HEAD_LINES);
    let mut drop = vec![false; lines.len()];
    // `MEDIA ADVISORY: Headline` may be repeated without its first words.
    let short = title.split_once(": ").map_or("", |(_, rest)| rest);
    for wanted in [letters_and_digits(title), letters_and_digits(short)] {
        if wanted.len() < MIN_TITLE_LETTERS {
            continue;
        }
        for at in 0..lines.len().min(head + 1) {
            if !drop[at]
                && let Some(count) = lines_repeating(&lines[at..], &wanted)
            {
                drop[at..at + count].fill(true);
            }
        }
    }
    remove_marked(lines, &drop);
}

/// Number of lines, from the first on, that together repeat the title. `wanted` is [`letters_and_digits`] of the title.
pub(crate) fn lines_repeating(lines: &[Line], wanted: &str) -> Option<usize> {
    let first = &lines.first()?.text;
    let undated = leading_date(first)
        .and_then(|(_, rest)| rest.strip_prefix(':'))
        .unwrap_or(first);
    let cut = undated
        .strip_suffix("...")
        .or_else(|| undated.strip_suffix('…'));
    if let Some(cut) = cut {
        let cut = letters_and_digits(cut);
        return (cut.len() >= 20 && wanted.starts_with(&cut)).then_some(1);
    }
    let mut rest = wanted;
    for (count, line) in lines.iter().enumerate().take(8) {
        for letter in each_letter_or_digit(if count == 0 { undated } else { &line.text }) {
            rest = rest.strip_prefix(letter)?;
        }
        if rest.is_empty() {
            return Some(count + 1);
        }
    }
    None
}

/// Removes the lines above the headline where the lines repeat it. Takes the date and the number from them.
pub(crate) fn cut_above_title(lines: &mut Vec<Line>, title: &str, fields: &mut PageFields) {
    let Some(at) = find_in_head(lines, title) else {
        return;
    };
    for line in lines.drain(..at) {
        for piece in line.text.split(" | ") {
            // An address or a telephone number may follow in the same cell.
            let day = labelled_date(piece)
                .filter(|(_, rest)| rest.len() <= MAX_AFTER_DATE)
                .map(|(day, _)| day);
            if let Some(day) = day {
                fields.date.get_or_insert_with(|| day.to_owned());
            } else if let Some(found) = release_number(piece) {
                fields.number = fields.number.take().or(found.number);
                if let Some(day) = found.date {
                    fields.date.get_or_insert_with(|| day.to_owned());
                }
            }
        }
    }
}

/// The title of an old page of justice.gov without the number and date before it: `#12-345: 03-15-05: Headline`.
pub(crate) fn without_stamps(name: &str) -> &str {
    let is_stamp = |word: &str| {
        !word.is_empty()
            && word.bytes().any(|byte| byte.is_ascii_digit())
            && word
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"#-:".contains(&byte))
    };
    let mut rest = name;
    while let Some((_, after)) = rest
        .split_once(' ')
        .filter(|(first, _)| is_stamp(first) && first.contains('-'))
    {
        rest = after.trim_start();
    }
    rest
}

/// The index of the first line before the text that holds the title.
pub(crate) fn find_in_head(lines: &[Line], title: &str) -> Option<usize> {
    let wanted = letters_and_digits(title);
    if wanted.len() < MIN_TITLE_LETTERS {
        return None;
    }
    let head = first_sentence(lines).min(MAX_HEAD_LINES);
    (0..lines.len().min(head + 1)).find(|at| lines_repeating(&lines[*at..], &wanted).is_some())
}

/// Whether the line names the office that issues the page: `UNITED STATES ATTORNEY’S OFFICE`.
pub(crate) fn is_office_name(line: &str) -> bool {
    let line = letters_and_digits(line);
    [
        "unitedstatesattorney",
        "usattorney",
        "districtattorney",
        "officeofthe",
    ]
    .iter()
    .any(|office| line.starts_with(office))
        && line.len() < 60
}

/// Takes the headline of a page that marks none: the first lines in capitals before the text.
pub(crate) fn take_capitals(lines: &mut Vec<Line>) -> Option<String> {
    let head = first_sentence(lines).min(MAX_HEAD_LINES);
    let is_capitals = |line: &Line| {
        !line.text.chars().any(char::is_lowercase) && line.text.chars().any(char::is_uppercase)
    };
    let start = (0..head).find(|at| {
        let text = &lines[*at].text;
        is_capitals(&lines[*at]) && text.split(' ').count() >= 4 && !is_office_name(text)
    })?;
    let more = lines[start + 1..head]
        .iter()
        .take(3)
        .take_while(|line| is_capitals(line) && !line.after_gap)
        .count();
    let title: Vec<String> = lines
        .drain(start..=start + more)
        .map(|line| line.text)
        .collect();
    Some(title.join(" "))
}

/// The title of a page without the names of its site, which are shorter: `Acme Pleads Guilty | OPA | Department of
/// Justice`.
pub(crate) fn without_site_names(name: &str) -> &str {
    let mut longest = "";
    for piece in name.split(" | ").flat_map(|piece| piece.split(" « ")) {
        let piece = piece.split(" » ").next().unwrap_or(piece).trim();
        if piece.len() > longest.len() {
            longest = piece;
        }
    }
    longest
}
