//! Which lines below the text are its footer: end signs, contacts, labelled page fields?

use crate::convert::lines::contact::{is_contact, is_contact_name};
use crate::convert::lines::line_class::{
    MIN_SENTENCE, is_bare_number, is_digits, is_end_sign, is_sentence, lone_date,
};
use crate::convert::lines::normalize;
use crate::convert::lines::paragraphs::{Line, remove_marked};
use crate::knowledge::boilerplate_kinds;
use crate::model::PageFields;
use crate::text::normalize::each_letter_or_digit;

/// Minimum number of words in a short sentence.
const MIN_PROSE_WORDS: usize = 5;

/// Maximum text after an end sign in the same line, in bytes: a contact.
const MAX_AFTER_END: usize = 400;

/// Minimum length in bytes of a line that is certainly above the labels of page fields.
const MIN_ABOVE_LABELS: usize = 200;

/// Cuts the last line at its end sign. A text that has lost its line ends has the contact after it in the same line.
pub(crate) fn cut_inline_end(lines: &mut [Line]) {
    let Some(last) = lines.last_mut() else {
        return;
    };
    let from = last.text.len().saturating_sub(MAX_AFTER_END);
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

/// Removes end signs, contacts, field labels and addresses after the last sentence.
pub(crate) fn drop_footer(lines: &mut Vec<Line>, fields: &mut PageFields) {
    take_labels(lines, fields);
    let Some(last) = lines.iter().rposition(|line| is_prose(&line.text)) else {
        lines.retain(|line| !is_end_sign(&line.text));
        return;
    };
    let mut drop = vec![false; lines.len()];
    let mut ended = false;
    // A contact that the text itself introduces stays: `inquiries to the Receiver to:`.
    let mut is_introduced = introduces_contact(&lines[last].text);
    for at in last + 1..lines.len() {
        let text = lines[at].text.as_str();
        if is_end_sign(text) {
            drop[at] = true;
            ended = true;
            is_introduced = false;
        } else if is_bare_number(text) {
            drop[at] = true;
            fields.number.get_or_insert_with(|| text.to_owned());
        } else if is_contact(text) {
            // `Media Contact` without a number begins the contacts of the office.
            is_introduced &= text.contains(|letter: char| letter == '@' || letter.is_ascii_digit());
            drop[at] = !is_introduced;
            for before in (at.saturating_sub(2).max(last + 1)..at).rev() {
                if is_introduced || (!drop[before] && !is_contact_name(&lines[before].text, "")) {
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
    // A short number is the number of the last page.
    if let Some(end) = (last + 1..lines.len()).rev().find(|at| !drop[*at]) {
        let text = &lines[end].text;
        drop[end] |= text.len() <= 3 && is_digits(text);
    }
    // A date on a line of its own after the text is a stamp.
    if let Some(end) = (last + 1..lines.len()).rev().find(|at| !drop[*at])
        && let Some(day) = lone_date(&lines[end].text)
    {
        drop[end] = true;
        fields.date.get_or_insert_with(|| day.to_owned());
    }
    remove_marked(lines, &drop);
}

/// Takes the page fields at the end of prints of justice.gov: a label, then its entries, up to the next label.
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
            .find(|(letters, _)| each_letter_or_digit(line).eq(letters.chars()))?;
        (matches!(label, Label::Number) || line.ends_with(':')).then_some(*label)
    };
    let after = lines
        .iter()
        .rposition(|line| line.text.len() > MIN_ABOVE_LABELS)
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

/// Whether the line is text of a release. Most of its words may be names: `Robin Vale, 41, of Quay Street, Port Angus.`
fn is_prose(line: &str) -> bool {
    is_sentence(line)
        || (line.ends_with(['.', '”'])
            && line.split(' ').count() >= MIN_PROSE_WORDS
            && line.chars().any(char::is_lowercase)
            && !is_contact(line)
            && boilerplate_kinds(line).is_empty())
}

/// Whether the paragraph introduces a contact that the reader of the release needs.
fn introduces_contact(line: &str) -> bool {
    line.len() >= MIN_SENTENCE && line.ends_with(':') && !is_contact(line)
}
