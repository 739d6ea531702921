//! How is a text repaired that a program damaged when it wrote it: lists for paragraphs, escapes, lost line ends?

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::convert::lines::header::MAX_HEADLINE;
use crate::convert::lines::normalize;
use crate::convert::render;
use crate::convert::titles::title::running_text;
use crate::text::months::MONTH_PATTERN;

/// Restores text that a program wrote as lists of headings and paragraphs: `[<h3>Headline</h3>]`, `[One., Two. , Three.]`.
pub(crate) fn restore_paragraphs(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let listed = text
        .strip_prefix("[<h")
        .and_then(|rest| rest.split_once(">]"));
    if let Some((heading, rest)) = listed {
        // `[<h3 class=bold>Headline</h3>]`
        let heading = heading.split_once('>').map_or("", |(_, after)| after);
        let heading = heading
            .rsplit_once("</")
            .map_or(heading, |(before, _)| before);
        let heading = heading.replace("<br/>", "\n").replace("<br>", "\n");
        return Cow::Owned(format!("{}\n\n{}", headings(&heading), split_list(rest)));
    }
    match text.split_once("\n\n[") {
        Some((heading, rest)) if heading.len() < MAX_HEADLINE && rest.ends_with(']') => {
            Cow::Owned(format!("{heading}\n\n{}", split_list(rest)))
        }
        _ if text.contains(". , ") || text.contains("., , ") || text.ends_with(".,") => {
            Cow::Owned(split_list(text))
        }
        _ => Cow::Borrowed(text),
    }
}

/// The headline of several headings: `Headline</h3>, <h3>Second headline</h3>, <h3>Section`. Headings of sections are
/// shorter; the first of them and all behind it are left out.
fn headings(list: &str) -> String {
    const MIN_WORDS: usize = 4;
    let mut pieces = list.split("</h").map(|piece| {
        let start = piece
            .rfind("<h")
            .and_then(|at| Some(at + piece[at..].find('>')? + 1));
        piece[start.unwrap_or_default()..].trim()
    });
    let mut headline = pieces.next().unwrap_or_default().to_owned();
    let is_heading = |piece: &&str| piece.is_empty() || piece.split(' ').count() >= MIN_WORDS;
    // Behind a short heading stand those of the body.
    for piece in pieces
        .take_while(is_heading)
        .filter(|piece| !piece.is_empty())
    {
        if !headline.is_empty() {
            headline.push_str(" / ");
        }
        headline.push_str(piece);
    }
    headline
}

/// The names of the elements that programs leave in plain text.
const ELEMENTS: [&str; 20] = [
    "a", "b", "br", "center", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "i", "li", "p",
    "span", "strong", "sub", "sup", "u",
];

/// Maximum length of a tag in bytes.
const MAX_TAG: usize = 300;

/// The text without the tags and entities that a program left in it: `<u>SEC v. Jane Doe</u>`, `Doe &amp; Co.` All else
/// that is in angle brackets stays.
pub(crate) fn without_markup(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        let after = &rest[at..];
        let found = match after.as_bytes()[0] {
            b'<' => tag(after).map(|(name, length)| {
                let is_line_end =
                    name == "p" || name == "br" || name == "div" || name.starts_with('h');
                (if is_line_end { '\n' } else { '\0' }, length)
            }),
            _ => render::entity(after).filter(|(_, length)| *length > 1),
        };
        let (letter, length) = found.unwrap_or((char::from(after.as_bytes()[0]), 1));
        out.push_str(&rest[..at]);
        if letter != '\0' {
            out.push(letter);
        }
        rest = &after[length..];
    }
    if out.is_empty() && rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The name of the element whose tag is at the start of the text, and the length of the tag.
fn tag(text: &str) -> Option<(&'static str, usize)> {
    let inside = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let end = inside
        .bytes()
        .take(8)
        .position(|byte| !byte.is_ascii_alphanumeric())?;
    let name = ELEMENTS
        .iter()
        .find(|known| known.eq_ignore_ascii_case(&inside[..end]))?;
    if !matches!(inside.as_bytes()[end], b'>' | b'/' | b' ') {
        return None;
    }
    let length = text.bytes().take(MAX_TAG).position(|byte| byte == b'>')? + 1;
    Some((name, length))
}

/// Number of bytes in which headings of a text that has lost its line ends are looked for.
const HEADING: usize = 1200;

/// What stands at a place where a line end is missing, with the text before it and after it.
static GLUED: LazyLock<Option<[Regex; 3]>> = LazyLock::new(|| {
    Some([
        Regex::new(r"()b?={4,}\s*(?:START|END)\s+OF\s+PAGE\s+\d+\s*=+()").ok()?,
        Regex::new(
            r"(COMMISSION|D\.C\.|[A-Z]{4})\s*((?i:lit\w*\s+release)\s+(?:(?i:no)\.?\s*)?\d)",
        )
        .ok()?,
        Regex::new(&format!(
            r"((?i:{MONTH_PATTERN})\s*\d{{1,2}},\s*(?:19|20)\d\d)(?P<after>\p{{L}}{{2}})"
        ))
        .ok()?,
    ])
});

/// Puts back the line ends around a heading that is glued to what stands before and after it: `COMMISSIONLITIGATION RELEASE
/// NO. 12 / June 25, 1996UNITED STATES v. DOE`, and those around the marks of pages.
pub(crate) fn part_headings(text: &str) -> Cow<'_, str> {
    let (head, rest) = text.split_at(normalize::boundary(text, HEADING));
    let Some([page, before, after]) = GLUED.as_ref() else {
        return Cow::Borrowed(text);
    };
    if ![page, before, after]
        .iter()
        .any(|glued| glued.is_match(head))
    {
        return Cow::Borrowed(text);
    }
    let head = page.replace_all(head, "\n");
    let head = before.replace_all(&head, "$1\n$2");
    let head = after.replace_all(&head, "$1\n$after");
    Cow::Owned(format!("{head}{rest}"))
}

/// Splits a list of paragraphs. A comma after a full stop separates two of them, but not after `Inc.,`.
fn split_list(list: &str) -> String {
    let list = list.trim();
    let list = list.strip_prefix('[').unwrap_or(list);
    let list = list.strip_suffix(']').unwrap_or(list);
    let mut out = String::with_capacity(list.len());
    let mut rest = list;
    while let Some(at) = memchr::memchr(b'.', rest.as_bytes()) {
        let (sentence, after) = rest.split_at(at + 1);
        out.push_str(sentence);
        let next = after.trim_start_matches([',', ' ']);
        let comma = &after[..after.len() - next.len()];
        let word = sentence[..at]
            .rsplit(|letter: char| !letter.is_alphanumeric())
            .next()
            .unwrap_or_default();
        let ends = word.len() > 3 && word.starts_with(char::is_lowercase)
            || sentence[..at].ends_with([')', '”', '’', '"'])
            || word.starts_with(|letter: char| letter.is_ascii_digit())
            || next.starts_with("SEC Complaint");
        let parts = comma.contains(',')
            && (comma.contains(" ,") || comma.contains(", ,") || ends)
            && !next.starts_with(char::is_lowercase);
        if parts {
            out.push_str("\n\n");
            rest = next;
        } else {
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Restores line ends that a program removed. They were replaced by runs of blanks, or by nothing; then a comma separates
/// the headline from the first sentence.
pub(crate) fn restore_lines(text: &str) -> Cow<'_, str> {
    const BLANKS: &str = "     ";
    const OPENINGS: [&str; 9] = [
        " , ",
        ", The Securities and Exchange",
        ", The United States Securities",
        ", The Commission",
        ", The SEC ",
        ", On ",
        ", Today",
        ", NEW YORK",
        ", WASHINGTON",
    ];
    let text = text.trim();
    let first = text.split('\n').next().unwrap_or_default();
    if first.len() < MAX_HEADLINE {
        return Cow::Borrowed(text);
    }
    if first.matches(BLANKS).count() > 4 {
        return Cow::Owned(text.replace(BLANKS, "\n"));
    }
    let head = &first[..normalize::boundary(first, MAX_HEADLINE)];
    let opening = OPENINGS
        .iter()
        .filter_map(|opening| head.find(opening))
        .min();
    match running_text(head).or(opening) {
        Some(at) => {
            let rest = text[at..].trim_start_matches([',', ' ']);
            Cow::Owned(format!("{}\n\n{rest}", &text[..at]))
        }
        None => Cow::Borrowed(text),
    }
}

/// Replaces control characters that a program wrote as escapes: `\\t\\t`, `\\x1a`.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
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

/// The text with its apostrophes where a program wrote a backslash or a question mark for them: `O\Neil`, `Doe?s`. Of
/// `d\\b\\a` it makes `d/b/a`.
pub(crate) fn restore_apostrophes(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let mut out = String::new();
    let mut kept = 0;
    for at in memchr::memchr2_iter(b'\\', b'?', bytes) {
        if at == 0 || at < kept || !is_letter(at - 1) {
            continue;
        }
        let rest = &text[at + 1..];
        let (sign, length) = if bytes[at] == b'?' {
            // "Doe?s share" and "O?Neil", and not "page?name=x" and "Who?What".
            let is_possessive = ["s", "t", "re", "ve", "ll"].iter().any(|end| {
                rest.strip_prefix(end).is_some_and(|after| {
                    !after.starts_with(|next: char| next.is_alphanumeric() || next == '=')
                })
            });
            let is_name = matches!(bytes[at - 1], b'O' | b'D')
                && (at < 2 || !is_letter(at - 2))
                && rest.starts_with(|next: char| next.is_ascii_uppercase());
            if !(is_possessive || is_name) {
                continue;
            }
            ("\u{2019}", 1)
        } else if rest.starts_with('\\') && is_letter(at + 2) {
            ("/", 2)
        } else if is_letter(at + 1) && !rest.starts_with("x1") {
            ("\u{2019}", 1)
        } else {
            continue;
        };
        out.push_str(&text[kept..at]);
        out.push_str(sign);
        kept = at + length;
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[kept..]);
    Cow::Owned(out)
}

/// Puts back the dash between a place in capitals and the first word of a text, where a program lost it: `OLDPORTThe clerk`.
pub(crate) fn part_dateline(text: &mut String) {
    /// Shortest place, in letters.
    const MIN_PLACE: usize = 6;
    /// How much of the text may stand above the dateline, in bytes.
    const MAX_ABOVE: usize = 600;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
    let starts = std::iter::once(0).chain(ends.take_while(|start| *start < MAX_ABOVE));
    let place = starts.filter_map(|start| {
        let line = &text.as_bytes()[start..];
        let capitals = line.iter().take_while(|byte| byte.is_ascii_uppercase());
        let word = capitals
            .count()
            .checked_sub(1)
            .filter(|word| *word >= MIN_PLACE)?;
        let small = line[word + 1..].iter().take(2);
        let is_word = line.len() > word + 2 && small.clone().all(u8::is_ascii_lowercase);
        is_word.then_some(start + word)
    });
    if let Some(word) = place.min() {
        text.insert_str(word, " – ");
    }
}
