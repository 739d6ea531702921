//! What is the title of a page that has no headline?

use crate::convert::lines::header::MAX_HEADLINE;
use crate::convert::lines::line_class::{is_dated, is_sentence};
use crate::convert::lines::normalize;
use crate::convert::lines::title::{MIN_CAPTION, clean, is_caption, sentence_end};
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
    if is_caption(&title) && title.len() <= MAX_HEADLINE && !is_sentence(&title) {
        return title;
    }
    let first = if title.is_empty() { running } else { title };
    let sentence = &first[..sentence_end(&first)];
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
