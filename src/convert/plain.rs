//! Plain text to a page: releases taken from web pages, prints and letters.

use std::borrow::Cow;

use super::lines::{self, Line};
use super::{general, site, tidy, trim};
use crate::corpus::SkipReason;
use crate::knowledge::{Furniture, furniture, letters};
use crate::release::Page;

/// A line longer than this is no headline.
const LONGEST_HEADLINE: usize = 400;

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

/// Before a line of running text of so many bytes, a headline is looked for.
const LONG_SENTENCE: usize = 140;

/// Converts a text file.
pub(super) fn convert(text: &str) -> Result<Page, SkipReason> {
    let mut all = lines::split(&unescape(&unlist(text)));
    if let Some(what) = trim::no_release(&all) {
        return Err(SkipReason::NoRelease(what.to_owned()));
    }
    let mut page = Page::default();
    all.retain(|line| !is_page_mark(&line.text));
    mend_initials(&mut all);
    drop_repeated_start(&mut all);
    let menu_entries = trim::menu_entries(&all);
    take_address(&mut all, &mut page);
    page.source = page
        .source
        .or_else(|| trim::letterhead(&all).map(str::to_owned));
    page.title = take_title(&mut all, &mut page);
    if page.title.is_empty() {
        drop_before_start(&mut all);
    }
    trim::trim(&mut all, &page.title, &mut page.fields);
    if page.title.is_empty() {
        page.title = headline(&mut all);
        trim::drop_title(&mut all, &page.title);
    }
    page.text = lines::join(&all);
    let sentences: usize = page
        .text
        .lines()
        .filter(|line| trim::is_sentence(line))
        .map(str::len)
        .sum();
    if sentences < LEAST_SENTENCES && menu_entries >= MENU_PAGE {
        return Err(SkipReason::NoRelease("a list of links".to_owned()));
    }
    if sentences == 0 && trim::form_fields(&all) >= FORM_FIELDS {
        return Err(SkipReason::NoRelease("a form".to_owned()));
    }
    Ok(page)
}

/// Text that a program wrote out as lists of headings and paragraphs: `[<h3>Headline</h3>]`, `[One., Two. , Three.]`. A
/// comma after a full stop parts two paragraphs there.
fn unlist(text: &str) -> Cow<'_, str> {
    let listed = text
        .trim()
        .strip_prefix("[<h")
        .and_then(|rest| rest.split_once(">]"));
    if let Some((heading, rest)) = listed {
        let heading = heading.get(2..).unwrap_or_default();
        let heading = heading
            .rsplit_once("</")
            .map_or(heading, |(before, _)| before);
        let heading = heading.replace("<br/>", "\n").replace("<br>", "\n");
        let rest = rest.trim();
        let rest = rest.strip_prefix('[').unwrap_or(rest);
        let rest = rest.strip_suffix(']').unwrap_or(rest);
        let rest = rest.replace("., ", ".\n\n").replace(". , ", ".\n\n");
        return Cow::Owned(format!("{heading}\n\n{rest}"));
    }
    if text.contains(". , ") || text.contains("., , ") {
        return Cow::Owned(text.replace(". , ", ".\n\n").replace("., , ", ".\n\n"));
    }
    Cow::Borrowed(text)
}

/// Control characters that a program wrote out as escapes: `\\t\\t`, `\\x1a`.
fn unescape(text: &str) -> Cow<'_, str> {
    const ESCAPES: [&str; 4] = ["\\t", "\\x1a", "\\x0c", "\\xa0"];
    if !text.contains("\\t\\t") && !ESCAPES[1..].iter().any(|escape| text.contains(escape)) {
        return Cow::Borrowed(text);
    }
    let mut out = text.to_owned();
    for escape in ESCAPES {
        out = out.replace(escape, " ");
    }
    Cow::Owned(out)
}

/// Drops a first line that is wholly repeated below and too long for a headline: some collections begin each text with
/// its own first words.
fn drop_repeated_start(lines: &mut Vec<Line>) {
    let Some(first) = lines.first().filter(|line| trim::is_sentence(&line.text)) else {
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

/// Puts a first letter, or a few, that stood on a line of its own before the rest of its word: `D`, `EPARTMENT`.
fn mend_initials(lines: &mut Vec<Line>) {
    let head = trim::first_sentence(lines).min(12);
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

/// Marks that a program put where a page began: `==== START OF PAGE 2 ====`, `--- BEGINNING OF PAGE #1 ---`.
fn is_page_mark(line: &str) -> bool {
    let words = line.trim_matches(['=', '-', ' ', '*']);
    let is_mark = ["START OF PAGE", "BEGINNING OF PAGE", "END OF PAGE"]
        .iter()
        .any(|mark| words.starts_with(mark))
        && words.len() < 30;
    is_mark || (words.len() < 12 && words.strip_prefix("Page ").is_some_and(is_count))
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
fn take_address(lines: &mut Vec<Line>, page: &mut Page) {
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
    let is_whole = site::host(&address).is_some_and(|host| host == "sec.gov");
    if !is_whole || text.len() - start > 90 {
        return;
    }
    let before = text[..start].trim_end_matches([',', ' ']);
    let keep = before.len() >= 60 || before.ends_with('.');
    let before = before.to_owned();
    page.source = site::host(&address);
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
    let mut names: Vec<&str> = vec![&first];
    for sign in [" | ", " - ", " – ", " • ", " « "] {
        let Some(at) = first.rfind(sign) else {
            continue;
        };
        if let Some(host) = trim::site(&first[at + sign.len()..]) {
            page.source = Some(host.to_owned());
        }
        names.push(first[..at].trim());
    }
    for name in names.into_iter().rev() {
        let wanted = letters(name);
        if wanted.len() < 12 {
            continue;
        }
        let again = (1..lines.len().min(head + 1))
            .find_map(|at| Some((at, trim::repeats(&lines[at..], &wanted)?)));
        if let Some((at, count)) = again {
            page.fields.date = trim::date_before_title(&lines[at].text);
            // The day of issue may stand right above the headline.
            let above: Vec<Line> = lines[at.saturating_sub(DATE_ABOVE).max(1)..at]
                .iter()
                .filter(|line| trim::is_dated(&line.text))
                .cloned()
                .collect();
            lines.splice(..at + count, above);
            return trim::bare_title(name).to_owned();
        }
    }
    String::new()
}

/// The number of the line, after the first, at which running text begins: a long sentence, or two lines of it.
fn text_begins(lines: &[Line]) -> usize {
    let is_text = |at: usize| {
        let text = &lines[at].text;
        trim::is_sentence(text)
            && (text.len() >= LONG_SENTENCE
                || lines
                    .get(at + 1)
                    .is_some_and(|next| trim::is_sentence(&next.text)))
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
        .rposition(|line| furniture(&line.text).contains(&Furniture::Starts))
        && trim::menu_entries(&lines[..start]) > 1
    {
        lines.drain(..=start);
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
    let name = general::without_site(&first.text).to_owned();
    if name.len() < first.text.len() && !name.is_empty() {
        lines.remove(0);
        return name;
    }
    // A headline in several lines ends at an empty line, or where the text begins.
    let end = lines
        .iter()
        .skip(1)
        .take(LONGEST_TITLE)
        .position(|line| line.apart || trim::is_sentence(&line.text) || is_dateline(&line.text))
        .map_or(1, |at| at + 1);
    let block = &lines[..end];
    let is_headline = block.iter().all(|line| !trim::is_sentence(&line.text))
        && block
            .iter()
            .all(|line| furniture(&line.text) != [Furniture::Line]);
    let end = if is_headline { end } else { 1 };
    let title: Vec<&str> = lines[..end].iter().map(|line| line.text.as_str()).collect();
    let title = trim::bare_title(&tidy::line(&title.join(" "))).to_owned();
    if title.len() > LONGEST_HEADLINE {
        return String::new();
    }
    lines.drain(..end);
    title
}
