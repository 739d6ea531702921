//! What is the title of a page that has no headline?

use crate::convert::lines::header::MAX_HEADLINE;
use crate::convert::lines::line_class::{is_dated, is_sentence};
use crate::convert::lines::normalize;
use crate::convert::titles::title::{MIN_CAPTION, clean, is_caption, sentence_end};
use crate::model::PageFields;
use crate::text::normalize::letters_and_digits;

/// Maximum length in bytes of a title that is made from a sentence.
const MAX_MADE: usize = 200;

/// Maximum number of lines in which the subject of an advisory is looked for.
const MAX_SUBJECT_LINES: usize = 20;

/// A title made from a text that has no headline: its caption, or its first sentence.
pub(crate) fn from_text(text: &str) -> String {
    let first = text
        .lines()
        .map(normalize::line)
        .find(|line| line.len() >= MIN_CAPTION && !is_dated(line))
        .or_else(|| text.lines().next().map(normalize::line))
        .unwrap_or_default();
    let first = &first[..normalize::boundary(&first, 2 * MAX_HEADLINE)];
    let (title, running) = clean(first, &mut PageFields::default());
    if is_caption(&title) && !is_sentence(&title) {
        // The name of the case, with as many of the headlines behind it as fit.
        let whole = title
            .match_indices(" / ")
            .map(|(at, _)| &title[..at])
            .chain([title.as_str()])
            .take_while(|whole| whole.len() <= MAX_HEADLINE)
            .last();
        if let Some(whole) = whole {
            return whole.to_owned();
        }
    }
    let first = if title.is_empty() { running } else { title };
    let sentence = without_clause(&first[..sentence_end(&first)]);
    if sentence.len() <= MAX_MADE {
        return sentence.trim_end_matches(['.', ' ', ',']).to_owned();
    }
    let cut = &sentence[..normalize::boundary(sentence, MAX_MADE)];
    let cut = cut.rsplit_once(' ').map_or(cut, |(before, _)| before);
    format!(
        "{}…",
        cut.trim_end_matches([',', ' ', ';', ':', '-', '–', '—'])
    )
}

/// A sentence too long for a title without the clause before its subject: `After it self-disclosed conduct to OIG, Doe
/// Clinic`.
fn without_clause(sentence: &str) -> &str {
    /// Maximum length of the clause in bytes.
    const MAX_CLAUSE: usize = 80;
    let rest = sentence
        .split_once(", ")
        .filter(|(clause, rest)| {
            sentence.len() > MAX_MADE
                && clause.len() <= MAX_CLAUSE
                && clause.starts_with("After ")
                && rest.starts_with(char::is_uppercase)
        })
        .map(|(_, rest)| rest);
    rest.unwrap_or(sentence)
}

/// The title with the first words of the text where it is a kind of release and no more: `MEDIA ADVISORY`.
pub(crate) fn with_subject(title: &str, text: &str) -> Option<String> {
    const KINDS: [&str; 8] = [
        "mediaadvisory",
        "mediaalert",
        "newsadvisory",
        "pressconference",
        "pressrelease",
        "newsrelease",
        "announcement",
        "statement",
    ];
    let subject = KINDS
        .contains(&letters_and_digits(title).as_str())
        .then(|| {
            let lines = text.lines().take(MAX_SUBJECT_LINES);
            let mut labelled = lines.filter_map(|line| {
                let subject = line
                    .strip_prefix("WHO")
                    .or_else(|| line.strip_prefix("WHAT"))?;
                Some(subject.strip_prefix(':')?.trim_start_matches([':', ' ']))
            });
            let subject = labelled.find(|subject| subject.len() >= MIN_CAPTION);
            from_text(subject.unwrap_or(text))
        })
        .filter(|subject| !subject.is_empty() && subject != title)?;
    Some(format!(
        "{title}: {}",
        subject.trim_start_matches([':', ' '])
    ))
}
