//! Which page is a plain text file? Such files are releases copied from web pages, prints and letters.

use crate::convert::lines::header::{self, MIN_TITLE_LETTERS};
use crate::convert::lines::line_class::{
    LONG_SENTENCE, first_sentence, is_dated, is_page_mark, is_recognition_noise, is_sentence,
    release_number,
};
use crate::convert::lines::normalize::join_soft_hyphens;
use crate::convert::lines::other_numbers::other_numbers;
use crate::convert::lines::paragraphs::{self, Line};
use crate::convert::lines::{boilerplate, error_page, page_kind};
use crate::convert::repair::{
    part_headings, restore_lines, restore_paragraphs, unescape, without_markup,
};
use crate::convert::titles::headline::{MIN_WRAPPED_LINE, headline};
use crate::convert::titles::title;
use crate::convert::web_address::host;
use crate::knowledge::{BoilerplateKind, boilerplate_kinds};
use crate::model::{Page, SkipReason};
use crate::text::normalize::letters_and_digits;

/// Minimum text of a release on a page with a menu, in bytes of sentences. A page with less is a list of links.
const MIN_SENTENCES: usize = 200;

/// Minimum number of menu entries of a page with a menu.
const MIN_MENU_ENTRIES: usize = 3;

/// Maximum number of lines between the date of issue and the headline below it.
const MAX_DATE_LINES: usize = 3;

/// Number of lines in which the first line is looked for again.
const REPEAT_LINES: usize = 200;

/// Minimum number of form fields of a page that is a form.
const MIN_FORM_FIELDS: usize = 2;

/// Converts a text file.
pub(crate) fn convert(text: &str) -> Result<Page, SkipReason> {
    // Python writes bytes as `b'...'`; a letter of that may be left.
    let text = text.trim_start();
    let text = text
        .strip_prefix('b')
        .filter(|rest| rest.starts_with(['=', 'U', 'S']))
        .unwrap_or(text);
    let text = join_soft_hyphens(text);
    let text = restore_paragraphs(&text);
    let text = without_markup(&text);
    let text = restore_lines(&text);
    if page_kind::is_list_of_addresses(&text) {
        return Err(SkipReason::NoRelease("a list of links".to_owned()));
    }
    let mut all = paragraphs::split(&unescape(&part_headings(&text)));
    if let Some(what) = error_page::not_a_release(&all) {
        return Err(SkipReason::NoRelease(what.to_owned()));
    }
    let mut page = Page::default();
    all.retain(|line| !is_page_mark(&line.text));
    join_initials(&mut all);
    let head = first_sentence(&all);
    let mut at = 0;
    all.retain(|line| {
        at += 1;
        at > head || !is_recognition_noise(&line.text)
    });
    drop_repeated_start(&mut all);
    page.fields.other_numbers = other_numbers(&all);
    let menu_entries = page_kind::count_kind(&all, &BoilerplateKind::MenuEntry);
    take_address(&mut all, &mut page);
    page.source = page
        .source
        .or_else(|| page_kind::letterhead_host(&all).map(str::to_owned));
    page.title = take_title(&mut all, &mut page);
    if !page.title.is_empty() {
        if title::is_cut_caption(&page.title) {
            title::extend(&mut page.title, &mut all);
        }
        let (name, running) = title::clean(&page.title, &mut page.fields);
        if running.is_empty() {
            page.title = name;
        }
    }
    if page.title.is_empty() {
        drop_before_start(&mut all);
    }
    boilerplate::remove_boilerplate(&mut all, &page.title, &mut page.fields);
    if page.title.is_empty() {
        page.title = headline(&mut all, &mut page.fields);
    }
    page.text = paragraphs::join_paragraphs(&all);
    let sentences: usize = page
        .text
        .lines()
        .filter(|line| is_sentence(line) && line.ends_with(['.', '”', '"']))
        .map(str::len)
        .sum();
    if sentences < MIN_SENTENCES && menu_entries >= MIN_MENU_ENTRIES {
        return Err(SkipReason::NoRelease("a list of links".to_owned()));
    }
    if sentences == 0 && page_kind::count_kind(&all, &BoilerplateKind::FormField) >= MIN_FORM_FIELDS
    {
        return Err(SkipReason::NoRelease("a form".to_owned()));
    }
    Ok(page)
}

/// Removes a first line that is repeated below and too long for a headline: some collections begin each text with its own
/// first words.
fn drop_repeated_start(lines: &mut Vec<Line>) {
    let Some(first) = lines.first().filter(|line| is_sentence(&line.text)) else {
        return;
    };
    let wanted = letters_and_digits(&first.text);
    let rest: String = lines[1..]
        .iter()
        .take(REPEAT_LINES)
        .map(|line| letters_and_digits(&line.text))
        .collect();
    if memchr::memmem::find(rest.as_bytes(), wanted.as_bytes()).is_some() {
        lines.remove(0);
    }
}

/// Joins a large first letter, or a few, on a line of its own with the rest of its word: `D`, `EPARTMENT`.
fn join_initials(lines: &mut Vec<Line>) {
    let head = first_sentence(lines).min(12);
    for at in (1..lines.len().min(head + 1)).rev() {
        let (before, line) = (&lines[at - 1].text, &lines[at]);
        let is_start = before.len() <= 3
            && before.bytes().all(|byte| byte.is_ascii_alphabetic())
            && before.starts_with(char::is_uppercase)
            && !line.after_gap;
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

/// Takes the address of the page from its last lines, where it follows the names of links.
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
    // Text recognition puts blanks into addresses, and full stops for colons.
    let address = text[start..]
        .replace(' ', "")
        .replacen("http./www", "http://www", 1)
        .replacen("/Ir", "/lr", 1);
    let is_whole = host(&address).is_some_and(|host| host == "sec.gov");
    if !is_whole || text.len() - start > 90 {
        return;
    }
    let before = text[..start].trim_end_matches([',', ' ']);
    let keep = before.len() >= 60 || before.ends_with('.');
    let before = before.to_owned();
    page.source = host(&address);
    page.url = Some(address);
    if keep {
        lines[at].text = before;
        lines.truncate(at + 1);
    } else {
        lines.truncate(at);
    }
}

/// Takes the headline where the first line is the title of a web page, `Headline - Name of the site`, and the headline is
/// repeated further down. The lines between them are menus and are removed.
fn take_title(lines: &mut Vec<Line>, page: &mut Page) -> String {
    let Some(first) = lines.first() else {
        return String::new();
    };
    let head = text_begins(lines);
    let first = first.text.clone();
    for name in possible_titles(&first, page) {
        let wanted = letters_and_digits(name);
        if wanted.len() < MIN_TITLE_LETTERS {
            continue;
        }
        let again = (1..lines.len().min(head + 1))
            .find_map(|at| Some((at, header::lines_repeating(&lines[at..], &wanted)?)));
        let again = again.filter(|(at, count)| !is_inside_paragraph(lines, *at, *count));
        if let Some((at, count)) = again {
            // A repetition that is cut short, "Clerk Sentenced for Th...", repeats the name without the site's, too.
            let shorter = possible_titles(&first, page).into_iter().rev();
            let name = shorter
                .filter(|shorter| shorter.len() < name.len())
                .find(|shorter| {
                    let wanted = letters_and_digits(shorter);
                    wanted.len() >= MIN_TITLE_LETTERS
                        && header::lines_repeating(&lines[at..], &wanted).is_some()
                })
                .unwrap_or(name);
            page.fields.date = header::date_before_title(&lines[at].text);
            let number = lines[1..at]
                .iter()
                .find_map(|line| release_number(&line.text));
            if let Some(found) = number {
                page.fields.number = found.number;
                let date = found.date.map(str::to_owned);
                page.fields.date = page.fields.date.take().or(date);
            }
            // The date of issue may be right above the headline.
            let above: Vec<Line> = lines[at.saturating_sub(MAX_DATE_LINES).max(1)..at]
                .iter()
                .filter(|line| is_dated(&line.text))
                .cloned()
                .collect();
            lines.splice(..at + count, above);
            return header::without_release_line(name).to_owned();
        }
    }
    String::new()
}

/// Whether the lines that repeat the headline are part of a wrapped paragraph.
fn is_inside_paragraph(lines: &[Line], at: usize, count: usize) -> bool {
    let goes_on = lines.get(at + count).is_some_and(|next| {
        !next.after_gap
            && next
                .text
                .starts_with(|l: char| l == '(' || l.is_lowercase())
    });
    goes_on && !lines[at].after_gap && lines[at - 1].text.len() >= MIN_WRAPPED_LINE
}

/// The index of the line after the first at which running text begins: a long sentence, or two lines of it.
fn text_begins(lines: &[Line]) -> usize {
    let is_text = |at: usize| {
        let text = &lines[at].text;
        is_sentence(text)
            && (text.len() >= LONG_SENTENCE
                || lines
                    .get(at + 1)
                    .is_some_and(|next| is_sentence(&next.text)))
    };
    (1..lines.len())
        .find(|at| is_text(*at))
        .unwrap_or(lines.len())
}

/// Removes the menus of a page that marks where its release starts.
fn drop_before_start(lines: &mut Vec<Line>) {
    let head = text_begins(lines);
    if let Some(start) = lines[..head]
        .iter()
        .rposition(|line| boilerplate_kinds(&line.text).contains(&BoilerplateKind::StartOfRelease))
        && page_kind::count_kind(&lines[..start], &BoilerplateKind::MenuEntry) > 1
    {
        lines.drain(..=start);
    }
}

/// The possible headlines in the title of a web page: with the names of the site after it, and without them.
fn possible_titles<'a>(title: &'a str, page: &mut Page) -> Vec<&'a str> {
    let mut names = vec![once(title)];
    let mut rest = title;
    for _ in 0..3 {
        let cut = [" | ", " - ", " – ", " • ", " « "]
            .iter()
            .filter_map(|sign| rest.rfind(sign).map(|at| (at, sign.len())))
            .max();
        let Some((at, length)) = cut else { break };
        if let Some(host) = page_kind::site_host(&rest[at + length..]) {
            page.source = Some(host.to_owned());
        }
        rest = rest[..at].trim();
        names.push(once(rest));
    }
    names
}

/// The headline once, where it was written twice.
fn once(name: &str) -> &str {
    let half = name.len() / 2;
    match (name.get(..half), name.get(half + 1..)) {
        (Some(one), Some(two)) if one == two => one,
        _ => name,
    }
}
