//! What is the title of a release, once its headline is read? Without letterheads, release numbers and the running text
//! that followed on its line; made from the text where there is no headline.

use std::sync::LazyLock;

use regex::Regex;

use crate::convert::lines::header::MAX_HEADLINE;
use crate::convert::lines::line_class::{is_dated, is_sentence, numbered};
use crate::convert::lines::normalize;
use crate::convert::lines::paragraphs::Line;
use crate::convert::titles::dateline::split_before_dateline;
use crate::model::PageFields;
use crate::text::edit_distance::edit_distance;
use crate::text::months::MONTH_PATTERN;
use crate::text::normalize::letters_and_digits;
use crate::text::sentence_end::is_abbreviation;

/// Minimum length in bytes of a caption before running text.
pub(crate) const MIN_CAPTION: usize = 12;

/// Maximum number of lines that a caption goes on.
const MAX_CAPTION_LINES: usize = 24;

/// Minimum number of letters that show that a caption is printed twice.
const MIN_REPEATED: usize = 24;

/// What is printed before a headline and belongs to none.
static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)^(?:
            (?P<name> (?:(?:u\.?\s?s\.?|united\ states)\ )?securities\ (?:and|&)\ exchange\ commission[\s,]*(?:washington,?\ d\.?\s?c\.?(?:\ 20549)?)?
                | washington,?\ d\.?\s?c\.?(?:\ 20549)? )
            | (?:securities\ exchange|securities|investment\ (?:advisers|company))\ act\ of\ 19\d\d\b
            | exhibit\ [a-z]\b
            | enforcement\ release:?\ \w+\ [\d\ ]+,[\d\ ]+
            | for\ immediate\ release\s*(?:[,/|:]|$)
            | united\ states\ of\ america\ before\ the(?:\ securities\ and\ exchange\ commission)?
            | administrative\ proceeding\s*(?:[,/|]|file\b|$)
            | (?:admin\w*\.?\ proc\w*\.?\ )?file\ no\.?\ [\d-]+\s*(?:[,/|]|$)
            | home\ >\ [\w\ >]*
            | summary\ for\ news\ digest\s*[,/|]?
        )",
    )
    .ok()
});

/// What may follow a headline and belongs to none.
static AFTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\s*/\s*(?:(?:sec )?complaints?:?|additional materials available on this topic|related materials?|for immediate release)$",
    )
    .ok()
});

/// A release number inside a headline.
static INSIDE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\s(?:lit[a-z]*\.?\s+rel(?:ease|\.)|accounting\s+(?:and|&)\s+auditing(?:\s+and)?\s+enforcement\s+rel(?:ease|\.)|international\s+series\s+release)\s",
    )
    .ok()
});

/// The words that announce a number or a name which is not there.
static DANGLING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)[\s,]+(?:(?:(?:civil|criminal) action|case|civ\.|docket) no\.?|a/k/a|f/k/a|and|of|the|for the)$")
        .ok()
});

/// The first words of running text behind a headline, and its verb.
static RUNNING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?x) [\s,.)\]:;]
        ( (?:The\ (?:United\ States\ |U\.S\.\ )?(?:Securities\ and\ Exchange\ Commission|Commission|SEC|Honorable|Department|Court)
            |(?:The\ )?U(?:nited\ States|\.\s?S\.)\ Attorney|The\ U(?:nited\ States|\.\s?S\.)\ District)
            \b[^/]{{0,160}}?\b
            (?:today|announce[sd]?|filed|issued|entered|obtained|instituted|granted|charged|sentenced|returned|ordered|unsealed|amended|has|have|was|were)\b
        | On\ (?i:{MONTH_PATTERN})\s\d{{1,2}},\ (?:\d{{4}}|the\b)
        | Today,\ )"
    ))
    .ok()
});

/// Separates a headline from what was read with it. Takes the date and the number from what is left out, and returns the
/// headline and the running text behind it. Either may be empty.
pub(crate) fn clean(read: &str, fields: &mut PageFields) -> (String, String) {
    let mut title = read.trim();
    let signs = |letter: char| letter.is_whitespace() || ",/|\\:;.–—-".contains(letter);
    loop {
        let rest = title.trim_start_matches(signs);
        if let Some(found) = numbered(rest).filter(|found| found.rest.len() < rest.len()) {
            if let Some(number) = found.number.filter(|_| fields.number.is_none()) {
                fields.number = Some(number);
            }
            if let Some(day) = found.date.filter(|_| fields.date.is_none()) {
                fields.date = Some(day.to_owned());
            }
            title = found.rest;
            continue;
        }
        let after = BEFORE
            .as_ref()
            .and_then(|before| before.captures(rest))
            .and_then(|found| {
                let before = &rest[..found.get(0)?.end()];
                let after = rest[before.len()..].trim_start();
                // "Securities and Exchange Commission v. Doe" is the name of a case.
                let ends = found.name("name").is_none()
                    || before.ends_with("20549")
                    || after.is_empty()
                    || after.starts_with([',', '/', '|', ':'])
                    || numbered(after).is_some();
                ends.then_some(after)
            });
        let Some(after) = after else {
            title = title.trim_start_matches([' ', ',', '/', '|', '\\', '.']);
            break;
        };
        title = after;
    }
    let mut running = "";
    let runs = format!(" {}", &title[..normalize::boundary(title, 200)]);
    if starts_running(&runs) {
        return (String::new(), title.to_owned());
    }
    if let Some(at) = running_text(title) {
        (title, running) = split_before_dateline(title, at);
    }
    if let Some(after) = AFTER.as_ref().and_then(|after| after.find(title)) {
        title = &title[..after.start()];
    }
    let title = without_numbers(title, fields);
    let title = without_repetition(title.trim_end_matches([' ', ',', '/', ';', '|']));
    let title = match title.strip_prefix('[').filter(|inside| is_caption(inside)) {
        Some(inside) => inside.replacen(']', "", 1),
        None => DANGLING
            .as_ref()
            .map_or(title.into(), |dangling| dangling.replace(title, ""))
            .into_owned(),
    };
    let title = without_release_line(&title);
    (title.replace(" , ", ", "), running.to_owned())
}

/// The headline without `FOR IMMEDIATE RELEASE` between its parts.
fn without_release_line(title: &str) -> String {
    let parts: Vec<&str> = title
        .split(" / ")
        .filter(|part| !part.eq_ignore_ascii_case("for immediate release"))
        .collect();
    parts.join(" / ")
}

/// The headline without release numbers inside it, and with their date.
fn without_numbers(title: &str, fields: &mut PageFields) -> String {
    let found = INSIDE.as_ref().and_then(|inside| inside.find(title));
    let Some((at, found)) = found.and_then(|found| {
        Some((
            found.start(),
            numbered(title[found.start()..].trim_start())?,
        ))
    }) else {
        return title.to_owned();
    };
    let before = title[..at].trim_end_matches([' ', ',', '/', ';', '|']);
    if before.len() < MIN_CAPTION {
        return title.to_owned();
    }
    fields.number = fields.number.take().or(found.number);
    fields.date = fields.date.take().or(found.date.map(str::to_owned));
    let rest = found.rest;
    if rest.is_empty() || letters_and_digits(rest).starts_with(&letters_and_digits(before)) {
        return (if rest.is_empty() { before } else { rest }).to_owned();
    }
    format!("{before} / {rest}")
}

/// Where running text begins in a line that begins with a headline.
pub(crate) fn running_text(line: &str) -> Option<usize> {
    let is_whole = |at: usize| {
        // "Judgment against the Bank of The United States": the headline goes on.
        let before = line[..at].trim_end();
        let last = before.rsplit(' ').next().unwrap_or_default();
        let is_small = last.starts_with(char::is_lowercase) && last.ends_with(char::is_lowercase);
        !(is_small || last.ends_with('&') || matches!(last, "v." | "V." | "vs."))
    };
    let starts = RUNNING.as_ref()?.captures_iter(line);
    starts
        .filter_map(|found| found.get(1))
        .map(|found| found.start())
        .find(|at| *at >= MIN_CAPTION && is_whole(*at))
}

/// Whether the text, which begins with a blank, begins as running text does.
fn starts_running(text: &str) -> bool {
    RUNNING
        .as_ref()
        .and_then(|running| running.captures(text))
        .and_then(|found| found.get(1))
        .is_some_and(|found| found.start() == 1)
}

/// A caption once, where it is printed twice: what follows the first is longer, or the same.
fn without_repetition(title: &str) -> &str {
    let Some(start) = title.get(..MIN_REPEATED) else {
        return title;
    };
    let again = title[MIN_REPEATED..]
        .find(start)
        .map(|at| at + MIN_REPEATED);
    match again {
        Some(at)
            if letters_and_digits(&title[at..]).starts_with(&letters_and_digits(&title[..at])) =>
        {
            &title[at..]
        }
        _ => title,
    }
}

/// Whether the headline goes on in the next line: it ends with an abbreviation, a comma or a small word.
pub(crate) fn is_open(title: &str) -> bool {
    let last = title.rsplit(' ').next().unwrap_or_default();
    let word = last.trim_end_matches('.').trim_start_matches('(');
    // "SEC v. Jo Doe, Maria M."
    let is_initial = |word: &str| word.len() == 1 && word.chars().all(char::is_uppercase);
    title.ends_with([',', '&', '-', '(', ';', ':'])
        || title.ends_with('.') && is_caption(title) && is_initial(word)
        || title.matches('(').count() > title.matches(')').count()
        || matches!(
            word.to_ascii_lowercase().as_str(),
            "v" | "vs"
                | "no"
                | "nos"
                | "civ"
                | "civil"
                | "u.s"
                | "and"
                | "of"
                | "the"
                | "for"
                | "in"
                | "to"
                | "by"
                | "with"
                | "against"
                | "a"
                | "an"
                | "or"
                | "from"
        )
}

/// Whether it is the name of a case: `SEC v. Jane Doe`.
pub(crate) fn is_caption(title: &str) -> bool {
    [" v. ", " V. ", " vs. ", " v "]
        .iter()
        .any(|sign| title.contains(sign))
}

/// Whether the name of a case ends with the court's number of it, or with the court in brackets.
fn is_whole_caption(title: &str) -> bool {
    let has_number = |word: &str| word.bytes().filter(u8::is_ascii_digit).count() > 2;
    title.ends_with([')', ']'])
        || title
            .split([' ', '-', ':'])
            .next_back()
            .is_some_and(has_number)
        || title.ends_with('.') && title.split([' ', '-', ':']).any(has_number)
}

/// Whether the last word is an abbreviation that has lost its full stop: `Doe, U.S`, `Civil Action No`.
fn is_cut_abbreviation(title: &str) -> bool {
    let last = title.rsplit([' ', '.']).next().unwrap_or_default();
    is_abbreviation(last) || matches!(last, "S" | "D" | "N" | "al" | "Civ")
}

/// Whether the title is the name of a case that was cut at an abbreviation or a comma.
pub(crate) fn is_cut_caption(title: &str) -> bool {
    is_caption(title) && (title.ends_with(',') || is_cut_abbreviation(title))
}

/// Takes from the next lines what belongs to a headline that goes on there.
pub(crate) fn extend(title: &mut String, lines: &mut Vec<Line>) {
    extend_by_lines(title, lines);
    // The last line of the headline has the first words of the text behind it.
    if is_open(title)
        && let Some(line) = lines.first_mut()
        && !line.after_gap
        && let Some(at) = running_text(&line.text)
        && title.len() + at <= MAX_HEADLINE
        && !line.text[..at].chars().any(char::is_lowercase)
    {
        title.push(' ');
        title.push_str(line.text[..at].trim_end_matches([' ', ',']));
        line.text.drain(..at);
    }
}

/// Takes the next whole lines that belong to a headline.
fn extend_by_lines(title: &mut String, lines: &mut Vec<Line>) {
    if is_caption(title) && !title.ends_with('.') && is_cut_abbreviation(title) {
        title.push('.');
    }
    let mut taken = 0;
    for line in lines.iter().take(MAX_CAPTION_LINES) {
        let open = is_open(title);
        let goes_on = open || is_caption(title) && !is_whole_caption(title);
        let text = &line.text;
        let stops = !goes_on
            || is_letterhead(text)
            || line.after_gap && !open
            || title.len() + text.len() > MAX_HEADLINE
            || is_dated(text)
            || is_sentence(text) && !(open && text.len() < 100)
            || starts_running(&format!(" {text}"));
        if stops {
            break;
        }
        let starts_with_sign = text.starts_with([',', '.', ')', ';']);
        if !starts_with_sign {
            title.push(' ');
        }
        title.push_str(text);
        taken += 1;
    }
    lines.drain(..taken);
}

/// Whether the line is no headline: the name of a city or a place for a letterhead, a list of papers, or noise.
pub(crate) fn is_no_headline(title: &str) -> bool {
    const LABELS: [&str; 10] = [
        "tableofcontents",
        "litigation",
        "complaints",
        "seccomplaints",
        "seccomplaint",
        "usdistrictcourt",
        "exhibita",
        "officeof",
        "securitiesandexchangecommission",
        "unitedstatessecuritiesandexchangecommission",
    ];
    let letters = letters_and_digits(title);
    let words = title
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| word.chars().count() > 2)
        .count();
    let is_lone_place = words <= 1 && letters.len() < MIN_CAPTION;
    letters.is_empty()
        || is_lone_place
        || LABELS.contains(&letters.as_str())
        || is_letterhead(title)
}

/// Whether the line is an office's letterhead, with up to two letters misread: `DEPARTMENTf° J USTICE`.
fn is_letterhead(line: &str) -> bool {
    const MAX_MISREAD: usize = 2;
    const LETTERHEADS: [&str; 10] = [
        "commodityfuturestradingcommission",
        "departmentofjustice",
        "departmentofthetreasury",
        "federaltradecommission",
        "officeofforeignassetscontrol",
        "securitiesandexchangecommission",
        "securitiesandexchangecommissionwashingtondc",
        "unitedstatesdepartmentofjustice",
        "unitedstatessecuritiesandexchangecommission",
        "unitedstatessecuritiesandexchangecommissionwashingtondc",
    ];
    let letters = letters_and_digits(line);
    LETTERHEADS.iter().any(|known| {
        letters.len().abs_diff(known.len()) <= MAX_MISREAD
            && edit_distance(&letters, known) <= MAX_MISREAD
    })
}

/// The end of the first sentence.
pub(crate) fn sentence_end(text: &str) -> usize {
    let ends = memchr::memchr_iter(b'.', text.as_bytes()).find(|at| {
        let word = text[..*at]
            .rsplit(|letter: char| letter.is_whitespace() || matches!(letter, '.' | ',' | '('))
            .next()
            .unwrap_or_default();
        let mut after = text[at + 1..].chars();
        let ends_here = match after.next() {
            None => true,
            Some(letter) if letter.is_whitespace() => {
                after.next().is_none_or(|next| !next.is_lowercase())
            }
            Some(_) => false,
        };
        ends_here
            && word.chars().count() > 1
            && !is_abbreviation(word)
            // "I nc." and "L td.": text taken from prints has blanks inside words.
            && !matches!(word, "Civ" | "al" | "Crim" | "Cr" | "Pte" | "Pty" | "nc" | "td")
    });
    ends.unwrap_or(text.len())
}
