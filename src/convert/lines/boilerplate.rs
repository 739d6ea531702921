//! Which lines around a release are boilerplate, and which page fields do they hold?

use crate::convert::lines::contact::{is_contact, is_contact_name};
use crate::convert::lines::footer;
use crate::convert::lines::header::drop_title;
use crate::convert::lines::line_class::{
    MIN_SENTENCE, first_sentence, is_change_stamp, is_end_sign, is_login, is_name, is_office,
    is_paragraph, is_reading_time, is_sentence, is_site_address, leading_date, lone_date, numbered,
    release_number, strip_prefix_in_any_case,
};
use crate::convert::lines::page_kind::{count_kind, is_kind, letterhead};
use crate::convert::lines::paragraphs::{Line, remove_marked};
use crate::knowledge::BoilerplateKind;
use crate::model::PageFields;

/// Maximum length of a menu entry in bytes.
const MAX_MENU_ENTRY: usize = 40;

/// Minimum number of lines in a menu.
const MIN_MENU_LINES: usize = 5;

/// Minimum number of lines in a menu that are known menu entries.
const MIN_MENU_ENTRIES: usize = 2;

/// Minimum length in bytes of the text that ends a box of links.
const MIN_AFTER_LINK_BOX: usize = MIN_SENTENCE + 10;

/// Number of lines before other content in which the code of a page can leave picture addresses.
const PICTURE_LINES: usize = 12;

/// Whether the line is boilerplate wherever it is.
fn is_boilerplate_anywhere(piece: &str) -> bool {
    is_kind(piece, &BoilerplateKind::Anywhere) || is_change_stamp(piece)
}

/// Removes boilerplate of every kind. Takes the page fields from it.
pub(crate) fn remove_boilerplate(lines: &mut Vec<Line>, title: &str, fields: &mut PageFields) {
    take_number(lines, fields);
    let is_boilerplate = |line: &str| {
        is_boilerplate_anywhere(line)
            || line.contains('|') && line.split(" | ").all(is_boilerplate_anywhere)
            || is_release_line(line)
            || is_picture_name(line)
    };
    lines.retain(|line| !is_boilerplate(&line.text));
    cut_other_content(lines, !title.is_empty(), fields);
    drop_menus(lines);
    drop_link_boxes(lines);
    drop_title(lines, title);
    drop_letterhead(lines, title, fields);
    footer::cut_inline_end(lines);
    footer::drop_footer(lines, fields);
}

/// `FOR IMMEDIATE RELEASE`, perhaps with the letters of a division after it: `| CRM`.
fn is_release_line(line: &str) -> bool {
    strip_prefix_in_any_case(line, "for immediate release").is_some_and(|rest| {
        rest.len() <= 8
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || b" |:".contains(&byte))
    })
}

/// A picture's name as site builders write it: `Webp 4hkq...`.
fn is_picture_name(line: &str) -> bool {
    let Some((kind, name)) = line.split_once(' ') else {
        return false;
    };
    ["webp", "jpg", "jpeg", "png", "gif"]
        .iter()
        .any(|known| kind.eq_ignore_ascii_case(known))
        && !name.contains(' ')
        && name.len() >= 12
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Cuts the page where other content begins after the release. A stamp of the form `2020-01-29 00:00:00` just before it
/// is the day on which the page was made.
fn cut_other_content(lines: &mut Vec<Line>, has_title: bool, fields: &mut PageFields) {
    // Below a headline the release begins at once. Without one, it begins at the first sentence.
    let from = if has_title {
        2
    } else {
        first_sentence(lines) + 1
    };
    // Two paragraphs, or ten lines of text, further down show that the release goes on.
    let last_of = |count: usize, is_text: &dyn Fn(&str) -> bool| {
        lines
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, line)| is_text(&line.text))
            .nth(count - 1)
            .map_or(0, |(at, _)| at)
    };
    let is_line = |line: &str| is_sentence(line) && !line.ends_with(['…', '*']);
    let goes_on = last_of(2, &is_paragraph).max(last_of(10, &is_line));
    let from = from.max(goes_on);
    let Some(end) =
        (from..lines.len()).find(|at| is_kind(&lines[*at].text, &BoilerplateKind::EndOfRelease))
    else {
        return;
    };
    lines.truncate(end);
    // Before the next part of a page its code may leave the address of a picture, its size, names and stamps.
    let Some(start) = (end.saturating_sub(PICTURE_LINES)..end)
        .find(|at| *at >= from && is_picture_address(&lines[*at].text))
    else {
        return;
    };
    if fields.date.is_none() {
        fields.date = lines[start..]
            .iter()
            .find(|line| line.text.len() == 19)
            .and_then(|line| lone_date(&line.text))
            .map(str::to_owned);
    }
    lines.truncate(start);
}

/// Removes boxes of links: their headings, and the lines below that are too short for text.
fn drop_link_boxes(lines: &mut Vec<Line>) {
    let mut inside = false;
    lines.retain(|line| {
        if is_kind(&line.text, &BoilerplateKind::LinkBox) {
            inside = true;
        } else if line.text.len() >= MIN_AFTER_LINK_BOX {
            inside = false;
        }
        !inside
    });
}

fn is_picture_address(line: &str) -> bool {
    line.starts_with("http")
        && !line.contains(' ')
        && [".jpg", ".jpeg", ".png", ".webp", ".gif"]
            .iter()
            .any(|end| line.to_ascii_lowercase().ends_with(end))
}

/// Removes blocks of short lines that hold menu entries.
fn drop_menus(lines: &mut Vec<Line>) {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut block: Vec<Line> = Vec::new();
    let flush = |block: &mut Vec<Line>, kept: &mut Vec<Line>| {
        if block.len() < MIN_MENU_LINES
            || count_kind(block, &BoilerplateKind::MenuEntry) < MIN_MENU_ENTRIES
        {
            kept.append(block);
        }
        block.clear();
    };
    for line in lines.drain(..) {
        if line.text.len() <= MAX_MENU_ENTRY && !line.text.ends_with('.') {
            block.push(line);
        } else {
            flush(&mut block, &mut kept);
            kept.push(line);
        }
    }
    flush(&mut block, &mut kept);
    *lines = kept;
}

/// Whether the last of these lines goes on from a long line above it, as the second line of a headline does, on a page that
/// has empty lines.
fn is_wrapped(lines: &[Line]) -> bool {
    let [.., above, last] = lines else {
        return false;
    };
    !last.after_gap
        && above.text.len() >= MIN_SENTENCE
        && lines[1..].iter().any(|line| line.after_gap)
}

/// Removes letterheads, dates and contacts before the first sentence.
fn drop_letterhead(lines: &mut Vec<Line>, title: &str, fields: &mut PageFields) {
    let head = first_sentence(lines);
    let mut drop = vec![false; head];
    let mut date = None;
    for at in 0..head {
        let text = lines[at].text.as_str();
        if let Some(day) = lone_date(text) {
            drop[at] = true;
            // The last date before the text is that of the release. An earlier one is often that of the page.
            date = Some(day.to_owned());
            // A name that nothing stands above is the headline.
            let by_line = at > 0
                && !drop[at - 1]
                && (!title.is_empty() || drop[..at - 1].contains(&false))
                && !is_wrapped(&lines[..at])
                && (is_name(&lines[at - 1].text) || is_login(&lines[at - 1].text));
            if by_line {
                drop[at - 1] = true;
            }
        } else if let Some((day, rest)) = leading_date(text)
            && is_contact(rest.trim_start_matches(['|', ' ']))
        {
            drop[at] = true;
            date = Some(day.to_owned());
        } else if let Some(found) = release_number(text) {
            drop[at] = true;
            fields.number = fields.number.take().or(found.number);
            date = date.or(found.date.map(str::to_owned));
        } else if letterhead(text).is_some()
            || is_kind(text, &BoilerplateKind::BeforeText)
            || is_kind(text, &BoilerplateKind::MenuEntry)
            || is_end_sign(text)
            || is_site_address(text)
            || is_reading_time(text)
        {
            drop[at] = true;
        } else if is_office(text) {
            drop[at] = true;
            fields.office.get_or_insert_with(|| text.to_owned());
        } else if is_contact(text) {
            drop[at] = true;
            // The lines before a telephone number name who is called, and a title.
            for before in (at.saturating_sub(2)..at).rev() {
                if !drop[before] && !is_contact_name(&lines[before].text, title) {
                    break;
                }
                drop[before] = true;
            }
        }
    }
    if fields.date.is_none() {
        fields.date = date;
    }
    remove_marked(lines, &drop);
}

/// Takes the release number and its date from the beginning of a text that has lost its line ends.
fn take_number(lines: &mut Vec<Line>, fields: &mut PageFields) {
    let Some(first) = lines.first_mut() else {
        return;
    };
    let Some(found) = numbered(&first.text).filter(|found| found.date.is_some()) else {
        return;
    };
    fields.number = found.number;
    fields.date = found.date.map(str::to_owned);
    let rest = found.rest.to_owned();
    if rest.is_empty() {
        lines.remove(0);
    } else {
        first.text = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_beside_a_telephone_number_is_found() {
        let line = "MONDAY, APRIL 2, 2001 (202) 555-0144";
        assert_eq!(
            leading_date(line),
            Some(("MONDAY, APRIL 2, 2001", "(202) 555-0144"))
        );
        assert!(is_contact("(202) 555-0144"));
        let mut lines = crate::convert::lines::paragraphs::split(
            "MONDAY, APRIL 2, 2001 (202) 555-0144\n\nThe ferry line agreed to pay two million dollars, the department said today.",
        );
        let mut fields = PageFields::default();
        remove_boilerplate(&mut lines, "", &mut fields);
        assert_eq!(fields.date.as_deref(), Some("MONDAY, APRIL 2, 2001"));
        assert_eq!(lines.len(), 1);
    }
}
