//! Plain text to a page: releases taken from web pages, prints and letters.

use crate::convert::html::{generic_page, layout};
use crate::convert::lines::paragraphs;
use crate::convert::lines::paragraphs::Line;
use crate::convert::lines::repair::{restore_lines, unescape, unlist};
use crate::convert::lines::{boilerplate, header, line_class, normalize};
use crate::knowledge::boilerplate_kinds;
use crate::knowledge::{BoilerplateKind, letters};
use crate::model::Page;
use crate::model::SkipReason;

/// A line longer than this is no headline.
pub(crate) const LONGEST_HEADLINE: usize = 600;

/// How many lines a headline may fill.
const LONGEST_TITLE: usize = 5;

/// A page with fewer bytes of sentences than this is a list of links, where it has a menu.
const LEAST_SENTENCES: usize = 200;

/// How many entries of menus a page has that has a menu.
const MENU_PAGE: usize = 3;

/// How many lines above the headline the day of issue may stand.
const DATE_ABOVE: usize = 3;

/// How many lines below the first may repeat it.
const REPEATED_WITHIN: usize = 200;

/// How many fields of a form make a page without sentences a form.
const FORM_FIELDS: usize = 2;

/// A line of a wrapped paragraph that goes on has at least so many bytes.
const SHORTEST_WRAPPED: usize = 50;

/// Before a line of running text of so many bytes, a headline is looked for.
const LONG_SENTENCE: usize = 140;

/// Converts a text file.
pub(crate) fn convert(text: &str) -> Result<Page, SkipReason> {
    let mut all = paragraphs::split(&unescape(&restore_lines(&unlist(text))));
    if let Some(what) = boilerplate::no_release(&all) {
        return Err(SkipReason::NoRelease(what.to_owned()));
    }
    let mut page = Page::default();
    all.retain(|line| !is_page_mark(&line.text));
    mend_initials(&mut all);
    let head = boilerplate::first_sentence(&all);
    let mut at = 0;
    all.retain(|line| {
        at += 1;
        at > head || !is_noise(&line.text)
    });
    drop_repeated_start(&mut all);
    let menu_entries = boilerplate::menu_entries(&all);
    take_address(&mut all, &mut page);
    page.source = page
        .source
        .or_else(|| boilerplate::letterhead(&all).map(str::to_owned));
    page.title = take_title(&mut all, &mut page);
    if page.title.is_empty() {
        drop_before_start(&mut all);
    }
    boilerplate::trim(&mut all, &page.title, &mut page.fields);
    if page.title.is_empty() {
        page.title = headline(&mut all);
        header::drop_title(&mut all, &page.title);
    }
    page.text = paragraphs::join(&all);
    let sentences: usize = page
        .text
        .lines()
        .filter(|line| boilerplate::is_sentence(line) && line.ends_with(['.', '”', '"']))
        .map(str::len)
        .sum();
    if sentences < LEAST_SENTENCES && menu_entries >= MENU_PAGE {
        return Err(SkipReason::NoRelease("a list of links".to_owned()));
    }
    if sentences == 0 && boilerplate::form_fields(&all) >= FORM_FIELDS {
        return Err(SkipReason::NoRelease("a form".to_owned()));
    }
    Ok(page)
}

/// Drops a first line that is wholly repeated below and too long for a headline: some collections begin each text with
/// its own first words.
fn drop_repeated_start(lines: &mut Vec<Line>) {
    let Some(first) = lines
        .first()
        .filter(|line| boilerplate::is_sentence(&line.text))
    else {
        return;
    };
    let wanted = letters(&first.text);
    let rest: String = lines[1..]
        .iter()
        .take(REPEATED_WITHIN)
        .map(|line| letters(&line.text))
        .collect();
    if memchr::memmem::find(rest.as_bytes(), wanted.as_bytes()).is_some() {
        lines.remove(0);
    }
}

/// What a scanner reads in a picture: a few letters and signs, `aa ' Ts : se |`. Not `WHO:`.
fn is_noise(line: &str) -> bool {
    let count = letters(line).chars().count();
    let has_word = line
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| word.len() > 2);
    count == 0 || (count <= 3 && !line.ends_with(':')) || (!has_word && line.contains(['|', '~']))
}

/// Puts a first letter, or a few, that stood on a line of its own before the rest of its word: `D`, `EPARTMENT`.
fn mend_initials(lines: &mut Vec<Line>) {
    let head = boilerplate::first_sentence(lines).min(12);
    for at in (1..lines.len().min(head + 1)).rev() {
        let (before, line) = (&lines[at - 1].text, &lines[at]);
        let is_start = before.len() <= 3
            && before.bytes().all(|byte| byte.is_ascii_alphabetic())
            && before.starts_with(char::is_uppercase)
            && !line.apart;
        let mut rest = line.text.chars();
        let (first, second) = (rest.next(), rest.next());
        let goes_on = first.is_some_and(char::is_lowercase)
            || (first.is_some_and(char::is_uppercase)
                && second.is_some_and(|letter| letter.is_uppercase() || letter == ' ')
                && before.bytes().all(|byte| byte.is_ascii_uppercase()));
        if is_start && goes_on {
            let rest = lines.remove(at).text;
            lines[at - 1].text.push_str(&rest);
        }
    }
}

/// Marks of where a page began: `==== START OF PAGE 2 ====`, `--- BEGINNING OF PAGE #1 ---`, `- 2 -`.
fn is_page_mark(line: &str) -> bool {
    let words = line.trim_matches(['=', '-', ' ', '*']);
    let is_mark = ["START OF PAGE", "BEGINNING OF PAGE", "END OF PAGE"]
        .iter()
        .any(|mark| words.starts_with(mark))
        && words.len() < 30;
    let is_number = line.starts_with("- ")
        && line.ends_with(" -")
        && words.bytes().all(|byte| byte.is_ascii_digit());
    is_mark || is_number || (words.len() < 12 && words.strip_prefix("Page ").is_some_and(is_count))
}

fn is_count(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b' ')
        || text.split_once(" of ").is_some_and(|(one, all)| {
            one.bytes()
                .chain(all.bytes())
                .all(|byte| byte.is_ascii_digit())
        })
}

/// The address that the text gives as its own: on its last line, after the names of the links that stood there.
pub(crate) fn take_address(lines: &mut Vec<Line>, page: &mut Page) {
    let Some(at) = (lines.len().saturating_sub(4)..lines.len())
        .rev()
        .find(|at| {
            lines[*at].text.contains("/litreleases/") || lines[*at].text.contains("/press/")
        })
    else {
        return;
    };
    let text = &lines[at].text;
    let Some(start) = text.rfind("http") else {
        return;
    };
    // Prints read with a scanner have blanks and stops for colons in addresses.
    let address = text[start..]
        .replace(' ', "")
        .replacen("http./www", "http://www", 1)
        .replacen("/Ir", "/lr", 1);
    let is_whole = layout::host(&address).is_some_and(|host| host == "sec.gov");
    if !is_whole || text.len() - start > 90 {
        return;
    }
    let before = text[..start].trim_end_matches([',', ' ']);
    let keep = before.len() >= 60 || before.ends_with('.');
    let before = before.to_owned();
    page.source = layout::host(&address);
    page.url = Some(address);
    if keep {
        lines[at].text = before;
        lines.truncate(at + 1);
    } else {
        lines.truncate(at);
    }
}

/// The headline of a page whose first line is the title of a web page: `Headline - Name of the site`, with the headline
/// again further down. Everything before that is menus.
fn take_title(lines: &mut Vec<Line>, page: &mut Page) -> String {
    let Some(first) = lines.first() else {
        return String::new();
    };
    let head = text_begins(lines);
    let first = first.text.clone();
    let names = names(&first, page);
    for name in names {
        let wanted = letters(name);
        if wanted.len() < 12 {
            continue;
        }
        let again = (1..lines.len().min(head + 1))
            .find_map(|at| Some((at, header::repeats(&lines[at..], &wanted)?)));
        let again = again.filter(|(at, count)| !is_inside_paragraph(lines, *at, *count));
        if let Some((at, count)) = again {
            page.fields.date = header::date_before_title(&lines[at].text);
            let number = lines[1..at]
                .iter()
                .find_map(|line| line_class::release_number(&line.text));
            if let Some(found) = number {
                page.fields.number = Some(found.number.to_owned());
                let date = found.date.map(str::to_owned);
                page.fields.date = page.fields.date.take().or(date);
            }
            // The day of issue may stand right above the headline.
            let above: Vec<Line> = lines[at.saturating_sub(DATE_ABOVE).max(1)..at]
                .iter()
                .filter(|line| line_class::is_dated(&line.text))
                .cloned()
                .collect();
            lines.splice(..at + count, above);
            return header::bare_title(name).to_owned();
        }
    }
    String::new()
}

/// Whether the lines that repeat the headline are some of a wrapped paragraph, which speaks of the same case.
fn is_inside_paragraph(lines: &[Line], at: usize, count: usize) -> bool {
    let goes_on = lines.get(at + count).is_some_and(|next| {
        !next.apart
            && next
                .text
                .starts_with(|l: char| l == '(' || l.is_lowercase())
    });
    goes_on && !lines[at].apart && lines[at - 1].text.len() >= SHORTEST_WRAPPED
}

/// The number of the line, after the first, at which running text begins: a long sentence, or two lines of it.
fn text_begins(lines: &[Line]) -> usize {
    let is_text = |at: usize| {
        let text = &lines[at].text;
        boilerplate::is_sentence(text)
            && (text.len() >= LONG_SENTENCE
                || lines
                    .get(at + 1)
                    .is_some_and(|next| boilerplate::is_sentence(&next.text)))
    };
    (1..lines.len())
        .find(|at| is_text(*at))
        .unwrap_or(lines.len())
}

/// Drops the menus of a page that says where its release starts.
fn drop_before_start(lines: &mut Vec<Line>) {
    let head = text_begins(lines);
    if let Some(start) = lines[..head]
        .iter()
        .rposition(|line| boilerplate_kinds(&line.text).contains(&BoilerplateKind::StartOfRelease))
        && boilerplate::menu_entries(&lines[..start]) > 1
    {
        lines.drain(..=start);
    }
}

/// What the title of a web page may say of its headline: with the names of the site behind it, and without them.
fn names<'a>(title: &'a str, page: &mut Page) -> Vec<&'a str> {
    let mut names = vec![once(title)];
    let mut rest = title;
    for _ in 0..3 {
        let cut = [" | ", " - ", " – ", " • ", " « "]
            .iter()
            .filter_map(|sign| rest.rfind(sign).map(|at| (at, sign.len())))
            .max();
        let Some((at, length)) = cut else { break };
        if let Some(host) = boilerplate::site(&rest[at + length..]) {
            page.source = Some(host.to_owned());
        }
        rest = rest[..at].trim();
        names.push(once(rest));
    }
    names
}

/// A headline that was written twice, written once.
fn once(name: &str) -> &str {
    let half = name.len() / 2;
    match (name.get(..half), name.get(half + 1..)) {
        (Some(one), Some(two)) if one == two => one,
        _ => name,
    }
}

/// `(Dallas, Texas) – ...`, `WASHINGTON, D.C. - ...`: the first line of the text.
fn is_dateline(line: &str) -> bool {
    line.starts_with('(')
        || [" – ", " — ", " - ", " -- ", ") –", ") —"]
            .iter()
            .any(|dash| {
                line.find(dash).is_some_and(|at| {
                    at < 50
                        && line[..at]
                            .bytes()
                            .next()
                            .is_some_and(|b| b.is_ascii_uppercase())
                })
            })
}

/// The headline of a text without the title of a page: the first line or block of lines that is no furniture.
fn headline(lines: &mut Vec<Line>) -> String {
    let Some(first) = lines.first() else {
        return String::new();
    };
    let name = generic_page::without_site(&first.text).to_owned();
    if name.len() < first.text.len() && !name.is_empty() {
        lines.remove(0);
        return name;
    }
    // A headline in several lines ends at an empty line, or where the text begins.
    let end = lines
        .iter()
        .skip(1)
        .take(LONGEST_TITLE)
        .position(|line| {
            line.apart || boilerplate::is_sentence(&line.text) || is_dateline(&line.text)
        })
        .map_or(1, |at| at + 1);
    let block = &lines[..end];
    let is_headline = block
        .iter()
        .all(|line| !boilerplate::is_sentence(&line.text))
        && block
            .iter()
            .all(|line| boilerplate_kinds(&line.text) != [BoilerplateKind::Anywhere]);
    let mut end = if is_headline { end } else { 1 };
    // A sentence full of names may begin on the headline's last line: its next line goes on in the middle of it.
    let goes_on = lines.get(end).is_some_and(|next| {
        !next.apart
            && boilerplate::is_sentence(&next.text)
            && next.text.starts_with(char::is_lowercase)
    });
    if goes_on && end > 1 && lines[end - 1].text.len() >= SHORTEST_WRAPPED {
        end -= 1;
    }
    let title: Vec<&str> = lines[..end].iter().map(|line| line.text.as_str()).collect();
    let title = header::bare_title(&normalize::line(&title.join(" "))).to_owned();
    if title.len() > LONGEST_HEADLINE {
        return String::new();
    }
    lines.drain(..end);
    title
}
