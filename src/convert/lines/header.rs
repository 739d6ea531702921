//! The headline: it stands once.

use crate::convert::lines::boilerplate::{first_sentence, is_sentence, retain};
use crate::convert::lines::line_class::{labelled_date, leading_date, release_number};
use crate::convert::lines::paragraphs::Line;
use crate::knowledge::{each_letter, letters};
use crate::model::PageFields;

/// Running text of so many bytes is no headline.
pub(crate) const LONG: usize = 140;

/// How many lines can stand before the text.
const MOST_HEAD: usize = 40;

/// More than this behind a date is a sentence.
const LONGEST_BESIDE: usize = 40;

/// A headline of fewer letters is not looked for again: too many lines would match it.
const SHORTEST_TITLE: usize = 12;

/// The headline without words that stand before every headline.
pub(crate) fn bare_title(title: &str) -> &str {
    const WORDS: &str = "for immediate release";
    match title.get(..WORDS.len()) {
        Some(head) if head.eq_ignore_ascii_case(WORDS) => {
            title[WORDS.len()..].trim_start_matches([':', '-', '–', '—', ' ', '.'])
        }
        _ => title,
    }
}

/// The date in `June 5, 2026: Headline`.
pub(crate) fn date_before_title(line: &str) -> Option<String> {
    let (date, rest) = leading_date(line)?;
    rest.starts_with(':').then(|| date.to_owned())
}

/// Drops lines before the text that repeat the title: whole, cut short with dots, in pieces, or with a date before it.
pub(crate) fn drop_title(lines: &mut Vec<Line>, title: &str) {
    let head = lines
        .iter()
        .position(|line| line.text.len() >= LONG && is_sentence(&line.text))
        .unwrap_or(lines.len())
        .min(MOST_HEAD);
    let mut drop = vec![false; lines.len()];
    // `MEDIA ADVISORY: Headline` is repeated without its first words.
    let short = title.split_once(": ").map_or("", |(_, rest)| rest);
    for wanted in [letters(title), letters(short)] {
        if wanted.len() < SHORTEST_TITLE {
            continue;
        }
        for at in 0..lines.len().min(head + 1) {
            if !drop[at]
                && let Some(count) = repeats(&lines[at..], &wanted)
            {
                drop[at..at + count].fill(true);
            }
        }
    }
    retain(lines, &drop);
}

/// How many of the lines, from the first on, repeat the title.
pub(crate) fn repeats(lines: &[Line], wanted: &str) -> Option<usize> {
    let first = &lines.first()?.text;
    let undated = leading_date(first)
        .and_then(|(_, rest)| rest.strip_prefix(':'))
        .unwrap_or(first);
    let cut = undated
        .strip_suffix("...")
        .or_else(|| undated.strip_suffix('…'));
    if let Some(cut) = cut {
        let cut = letters(cut);
        return (cut.len() >= 20 && wanted.starts_with(&cut)).then_some(1);
    }
    let mut rest = wanted;
    for (count, line) in lines.iter().enumerate().take(8) {
        for letter in each_letter(if count == 0 { undated } else { &line.text }) {
            rest = rest.strip_prefix(letter)?;
        }
        if rest.is_empty() {
            return Some(count + 1);
        }
    }
    None
}

/// Drops what stands above the headline where the text repeats it, and keeps the day of issue from there.
pub(crate) fn cut_above(lines: &mut Vec<Line>, title: &str, fields: &mut PageFields) {
    let wanted = letters(title);
    if wanted.len() < SHORTEST_TITLE {
        return;
    }
    let head = first_sentence(lines).min(MOST_HEAD);
    let Some(at) =
        (0..lines.len().min(head + 1)).find(|at| repeats(&lines[*at..], &wanted).is_some())
    else {
        return;
    };
    for line in lines.drain(..at) {
        for piece in line.text.split(" | ") {
            // An address or a telephone number may share its cell.
            let day = labelled_date(piece)
                .filter(|(_, rest)| rest.len() <= LONGEST_BESIDE)
                .map(|(day, _)| day);
            if let Some(day) = day {
                fields.date.get_or_insert_with(|| day.to_owned());
            } else if let Some(found) = release_number(piece) {
                fields.number.get_or_insert_with(|| found.number.to_owned());
                if let Some(day) = found.date {
                    fields.date.get_or_insert_with(|| day.to_owned());
                }
            }
        }
    }
}

/// The name of an old page of justice.gov without what stands before the headline: `#12-345: 03-15-05: Headline`.
pub(crate) fn undated(name: &str) -> &str {
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

/// Whether the lines before the text say the headline.
pub(crate) fn is_told(lines: &[Line], title: &str) -> bool {
    let wanted = letters(title);
    let head = first_sentence(lines).min(MOST_HEAD);
    wanted.len() >= SHORTEST_TITLE
        && (0..lines.len().min(head + 1)).any(|at| repeats(&lines[at..], &wanted).is_some())
}

/// Whether the line names the office that heads the page: `UNITED STATES ATTORNEY’S OFFICE`.
pub(crate) fn is_letterhead(line: &str) -> bool {
    let line = letters(line);
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

/// The headline of a page that marks none: the first lines in capitals before the text.
pub(crate) fn capitals(lines: &mut Vec<Line>) -> Option<String> {
    let head = first_sentence(lines).min(MOST_HEAD);
    let is_capitals = |line: &Line| {
        !line.text.chars().any(char::is_lowercase) && line.text.chars().any(char::is_uppercase)
    };
    let start = (0..head).find(|at| {
        let text = &lines[*at].text;
        is_capitals(&lines[*at]) && text.split(' ').count() >= 4 && !is_letterhead(text)
    })?;
    let more = lines[start + 1..head]
        .iter()
        .take(3)
        .take_while(|line| is_capitals(line) && !line.apart)
        .count();
    let title: Vec<String> = lines
        .drain(start..=start + more)
        .map(|line| line.text)
        .collect();
    Some(title.join(" "))
}
