//! Takes what is no part of a release from the lines around it, and page fields out of them.

use memchr::memchr_iter;

use crate::convert::lines::footer;
use crate::convert::lines::header::{LONG, drop_title};
use crate::convert::lines::line_class::{
    is_change_stamp, is_contact, is_contact_name, is_dated, is_end_sign, is_login, is_name,
    is_office, is_reading_time, is_site, leading_date, lone_date, numbered, release_number,
};
use crate::convert::lines::paragraphs::Line;
use crate::knowledge::BoilerplateKind;
use crate::knowledge::boilerplate_kinds;
use crate::model::PageFields;

/// A line of at least so many bytes is running text.
pub(crate) const SENTENCE: usize = 60;

/// So many days, each on a line of its own, make a list of releases, where there is little text for each.
const LISTED_DAYS: usize = 4;

/// How much text a list has for each release.
const LISTED_BYTES: usize = 300;

/// A line of at most so many bytes can be an entry of a menu.
const MENU_ENTRY: usize = 40;

/// What a page is instead of a release is said in at most so many words.
const NO_RELEASE_WORDS: usize = 12;

/// A menu has at least so many entries.
const SHORTEST_MENU: usize = 5;

fn is_line_furniture(piece: &str) -> bool {
    is_kind(piece, &BoilerplateKind::Anywhere) || is_change_stamp(piece)
}

fn is_letterhead(line: &str) -> bool {
    boilerplate_kinds(line)
        .iter()
        .any(|kind| matches!(kind, BoilerplateKind::Letterhead(_)))
}

fn is_kind(line: &str, kind: &BoilerplateKind) -> bool {
    boilerplate_kinds(line).contains(kind)
}

/// What a page with this line is instead of a release.
pub(crate) fn no_release(lines: &[Line]) -> Option<&'static str> {
    lines.iter().take(12).find_map(|line| {
        // All of the line, or all but its last two words, as far as they are among its first twelve.
        let ends: Vec<usize> = memchr_iter(b' ', line.text.as_bytes())
            .chain([line.text.len()])
            .take(NO_RELEASE_WORDS + 2)
            .collect();
        let longest = ends.len().min(NO_RELEASE_WORDS);
        let shortest = ends.len().saturating_sub(2).clamp(1, longest);
        ends[shortest - 1..longest].iter().find_map(|end| {
            boilerplate_kinds(&line.text[..*end])
                .iter()
                .find_map(|kind| match kind {
                    BoilerplateKind::NotARelease(what) => Some(*what),
                    _ => None,
                })
        })
    })
}

/// Whether the lines are headlines of releases, each with its day, and little else.
pub(crate) fn is_listing(lines: &[Line]) -> bool {
    let days = lines.iter().filter(|line| is_dated(&line.text)).count();
    let bytes: usize = lines.iter().map(|line| line.text.len()).sum();
    days >= LISTED_DAYS && bytes / days < LISTED_BYTES
}

/// The number of the first line of running text: not of a headline, which has no full stop and stands alone.
pub(crate) fn first_sentence(lines: &[Line]) -> usize {
    let is_text = |at: usize| {
        let text = &lines[at].text;
        is_sentence(text)
            && (text.len() >= LONG
                || text.ends_with(['.', ':', '”', '"'])
                || lines
                    .get(at + 1)
                    .is_some_and(|next| !next.apart && is_sentence(&next.text)))
    };
    (0..lines.len())
        .find(|at| is_text(*at))
        .unwrap_or(lines.len())
}

/// The site whose letterhead stands before the first sentence.
pub(crate) fn letterhead(lines: &[Line]) -> Option<&'static str> {
    let head = first_sentence(lines).min(24);
    lines[..head].iter().find_map(|line| {
        boilerplate_kinds(&line.text)
            .iter()
            .find_map(|kind| match kind {
                BoilerplateKind::Letterhead(host) => Some(*host),
                _ => None,
            })
    })
}

/// The host of the site of this name.
pub(crate) fn site(name: &str) -> Option<&'static str> {
    boilerplate_kinds(name).iter().find_map(|kind| match kind {
        BoilerplateKind::SiteName(host) => Some(*host),
        _ => None,
    })
}

/// How many lines are fields of a form.
pub(crate) fn form_fields(lines: &[Line]) -> usize {
    lines
        .iter()
        .filter(|line| is_kind(&line.text, &BoilerplateKind::FormField))
        .count()
}

/// How many lines are entries of menus.
pub(crate) fn menu_entries(lines: &[Line]) -> usize {
    lines
        .iter()
        .filter(|line| is_kind(&line.text, &BoilerplateKind::MenuEntry))
        .count()
}

/// Running text: long, and of its first longer words two in five in lower case.
pub(crate) fn is_sentence(line: &str) -> bool {
    /// So many longer words are looked at.
    const MOST: usize = 40;
    if line.len() < SENTENCE {
        return false;
    }
    // Asked of every line of every page: bytes are quicker than letters.
    let words = line.as_bytes().split(|byte| *byte == b' ');
    let (mut low, mut all, mut start) = (0_usize, 0_usize, 0);
    for word in words {
        if word.len() > 3 {
            all += 1;
            low += usize::from(match word[0] {
                byte if byte.is_ascii() => byte.is_ascii_lowercase(),
                _ => line[start..].starts_with(char::is_lowercase),
            });
            // Enough, whatever else there is.
            if low * 5 >= MOST * 2 {
                return true;
            }
            if all == MOST {
                break;
            }
        }
        start += word.len() + 1;
    }
    low * 5 >= all * 2 && all > 0
}

/// Drops furniture of every kind, and keeps the page fields that stood in it.
pub(crate) fn trim(lines: &mut Vec<Line>, title: &str, fields: &mut PageFields) {
    take_number(lines, fields);
    let is_furniture = |line: &str| {
        is_line_furniture(line)
            || line.contains('|') && line.split(" | ").all(is_line_furniture)
            || is_release_line(line)
            || is_picture(line)
    };
    lines.retain(|line| !is_furniture(&line.text));
    cut_tail(lines, !title.is_empty(), fields);
    drop_menus(lines);
    drop_asides(lines);
    drop_title(lines, title);
    trim_head(lines, title, fields);
    footer::cut_inline_end(lines);
    footer::trim_end(lines, fields);
}

/// `FOR IMMEDIATE RELEASE` with the letters of a division behind it: `| CRM`.
fn is_release_line(line: &str) -> bool {
    const WORDS: &str = "for immediate release";
    line.len() <= WORDS.len() + 8
        && line
            .get(..WORDS.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(WORDS))
        && line[WORDS.len()..]
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || b" |:".contains(&byte))
}

/// The name of a picture, as site builders give it: `Webp 4hkq...`.
fn is_picture(line: &str) -> bool {
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

/// Cuts the page where something else begins, once the release has begun. A stamp of the form `2020-01-29 00:00:00` just
/// before is the day on which the page was made.
fn cut_tail(lines: &mut Vec<Line>, titled: bool, fields: &mut PageFields) {
    // Below a headline the release begins at once; without one its first sentence must have been seen.
    let from = if titled { 2 } else { first_sentence(lines) + 1 };
    // Whole paragraphs further down, or many lines of them, show that the release goes on.
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
    // What a page's own code leaves before its next part: the address of a picture, its measures, names, stamps.
    let Some(start) = (end.saturating_sub(12)..end)
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

/// A whole paragraph: teasers of other releases are shorter, or cut off with dots.
fn is_paragraph(line: &str) -> bool {
    line.len() >= LONG
        && line.ends_with(['.', '”', '"'])
        && !line.ends_with("...")
        && is_sentence(line)
}

/// Drops boxes of links: their headings, and what stands below that is no sentence.
fn drop_asides(lines: &mut Vec<Line>) {
    let mut inside = false;
    lines.retain(|line| {
        if is_kind(&line.text, &BoilerplateKind::LinkBox) {
            inside = true;
        } else if line.text.len() >= SENTENCE + 10 {
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

/// Drops blocks of short lines that hold entries of menus.
fn drop_menus(lines: &mut Vec<Line>) {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut block: Vec<Line> = Vec::new();
    let flush = |block: &mut Vec<Line>, kept: &mut Vec<Line>| {
        let entries = block
            .iter()
            .filter(|line| is_kind(&line.text, &BoilerplateKind::MenuEntry))
            .count();
        if block.len() < SHORTEST_MENU || entries < 2 {
            kept.append(block);
        }
        block.clear();
    };
    for line in lines.drain(..) {
        if line.text.len() <= MENU_ENTRY && !line.text.ends_with('.') {
            block.push(line);
        } else {
            flush(&mut block, &mut kept);
            kept.push(line);
        }
    }
    flush(&mut block, &mut kept);
    *lines = kept;
}

/// Drops letterheads, dates and contacts before the first sentence.
fn trim_head(lines: &mut Vec<Line>, title: &str, fields: &mut PageFields) {
    let head = first_sentence(lines);
    let mut drop = vec![false; head];
    let mut date = None;
    for at in 0..head {
        let text = lines[at].text.as_str();
        if let Some(day) = lone_date(text) {
            drop[at] = true;
            // The last date before the text is the release's own; one above the headline is often that of the page.
            date = Some(day.to_owned());
            let by_line = at > 0
                && !drop[at - 1]
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
            fields.number.get_or_insert_with(|| found.number.to_owned());
            date = date.or(found.date.map(str::to_owned));
        } else if is_letterhead(text)
            || is_kind(text, &BoilerplateKind::BeforeText)
            || is_kind(text, &BoilerplateKind::MenuEntry)
            || is_end_sign(text)
            || is_site(text)
            || is_reading_time(text)
        {
            drop[at] = true;
        } else if is_office(text) {
            drop[at] = true;
            fields.office.get_or_insert_with(|| text.to_owned());
        } else if is_contact(text) {
            drop[at] = true;
            // Who is to be called stands before the number: a name, and a title.
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
    retain(lines, &drop);
}

pub(crate) fn retain(lines: &mut Vec<Line>, drop: &[bool]) {
    let mut at = 0;
    let mut apart = false;
    lines.retain_mut(|line| {
        let keep = !drop.get(at).copied().unwrap_or(false);
        at += 1;
        apart |= line.apart;
        if keep {
            line.apart = apart;
            apart = false;
        }
        keep
    });
}

/// Takes the release number and its date from the beginning of a text whose lines were lost.
pub(crate) fn take_number(lines: &mut Vec<Line>, fields: &mut PageFields) {
    let Some(first) = lines.first_mut() else {
        return;
    };
    let Some(found) = numbered(&first.text).filter(|found| found.date.is_some()) else {
        return;
    };
    fields.number = Some(found.number.to_owned());
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
    fn dates_beside_telephone_numbers_are_dates() {
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
        trim(&mut lines, "", &mut fields);
        assert_eq!(fields.date.as_deref(), Some("MONDAY, APRIL 2, 2001"));
        assert_eq!(lines.len(), 1);
    }
}
