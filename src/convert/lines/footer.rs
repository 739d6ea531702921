//! What stands below the text: end signs, contacts, the labels of page fields.

use crate::convert::lines::boilerplate::{SENTENCE, is_sentence, retain};
use crate::convert::lines::line_class::{
    is_bare_number, is_contact, is_contact_name, is_end_sign, lone_date,
};
use crate::convert::lines::normalize;
use crate::convert::lines::paragraphs::Line;
use crate::knowledge::boilerplate_kinds;
use crate::knowledge::each_letter;
use crate::model::PageFields;

/// So many words with a full stop behind them are a statement.
const PROSE_WORDS: usize = 5;

/// More text than this behind an end sign is no contact.
const LONGEST_AFTER_END: usize = 400;

/// Text whose lines were lost has its end sign in the last line, and behind it who is to be called.
pub(crate) fn cut_inline_end(lines: &mut [Line]) {
    let Some(last) = lines.last_mut() else {
        return;
    };
    let from = last.text.len().saturating_sub(LONGEST_AFTER_END);
    let from = normalize::boundary(&last.text, from);
    let sign = [" ###", " # # #", " -30-"]
        .iter()
        .filter_map(|sign| last.text[from..].find(sign))
        .min();
    if let Some(at) = sign
        && is_sentence(&last.text[..from + at])
    {
        last.text.truncate(from + at);
    }
}

/// Drops end signs, contacts, field labels and addresses after the last sentence.
pub(crate) fn trim_end(lines: &mut Vec<Line>, fields: &mut PageFields) {
    take_labels(lines, fields);
    let Some(last) = lines.iter().rposition(|line| is_prose(&line.text)) else {
        lines.retain(|line| !is_end_sign(&line.text));
        return;
    };
    let mut drop = vec![false; lines.len()];
    let mut ended = false;
    // Whom to write to, where the text itself says so: `inquiries to the Receiver to:`.
    let mut told = tells_whom(&lines[last].text);
    for at in last + 1..lines.len() {
        let text = lines[at].text.as_str();
        if is_end_sign(text) {
            drop[at] = true;
            ended = true;
            told = false;
        } else if is_bare_number(text) {
            drop[at] = true;
            fields.number.get_or_insert_with(|| text.to_owned());
        } else if is_contact(text) {
            // `Media Contact` without a number begins the office's own.
            told &= text.contains(|letter: char| letter == '@' || letter.is_ascii_digit());
            drop[at] = !told;
            for before in (at.saturating_sub(2).max(last + 1)..at).rev() {
                if told || (!drop[before] && !is_contact_name(&lines[before].text, "")) {
                    break;
                }
                drop[before] = true;
            }
        } else if ended {
            drop[at] = true;
        }
    }
    for (at, line) in lines.iter().enumerate().take(last) {
        drop[at] = is_end_sign(&line.text);
    }
    // The number of the last page.
    if let Some(end) = (last + 1..lines.len()).rev().find(|at| !drop[*at]) {
        let text = &lines[end].text;
        drop[end] |= text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    }
    // A lone date after the text is a stamp.
    if let Some(end) = (last + 1..lines.len()).rev().find(|at| !drop[*at])
        && let Some(day) = lone_date(&lines[end].text)
    {
        drop[end] = true;
        fields.date.get_or_insert_with(|| day.to_owned());
    }
    retain(lines, &drop);
}

/// Prints of justice.gov end with the page's fields: a label, then its entries, up to the next label.
fn take_labels(lines: &mut Vec<Line>, fields: &mut PageFields) {
    #[derive(Clone, Copy)]
    enum Label {
        Topics,
        Components,
        Number,
        Other,
    }
    const LABELS: [(&str, Label); 7] = [
        ("topics", Label::Topics),
        ("topic", Label::Topics),
        ("components", Label::Components),
        ("component", Label::Components),
        ("pressreleasenumber", Label::Number),
        ("attachments", Label::Other),
        ("attachment", Label::Other),
    ];
    let label = |line: &str| {
        let (_, label) = LABELS
            .iter()
            .find(|(letters, _)| each_letter(line).eq(letters.chars()))?;
        (matches!(label, Label::Number) || line.ends_with(':')).then_some(*label)
    };
    let after = lines
        .iter()
        .rposition(|line| line.text.len() > 200)
        .unwrap_or(0);
    let Some(start) = (after..lines.len()).find(|at| label(&lines[*at].text).is_some()) else {
        return;
    };
    let mut current = Label::Other;
    for line in lines.drain(start..) {
        if let Some(next) = label(&line.text) {
            current = next;
            continue;
        }
        match current {
            Label::Topics => fields.topics.push(line.text),
            Label::Components => fields.components.push(line.text),
            Label::Number => {
                fields.number.get_or_insert(line.text);
            }
            Label::Other => {}
        }
    }
}

/// Text of a release, though most of its words may be names: `Robin Vale, 41, of Quay Street, Port Angus.`
fn is_prose(line: &str) -> bool {
    is_sentence(line)
        || (line.ends_with(['.', '”'])
            && line.split(' ').count() >= PROSE_WORDS
            && line.chars().any(char::is_lowercase)
            && !is_contact(line)
            && boilerplate_kinds(line).is_empty())
}

/// Whether the paragraph says that an address follows which the reader of the release needs.
fn tells_whom(line: &str) -> bool {
    line.len() >= SENTENCE && line.ends_with(':') && !is_contact(line)
}
