//! How is a text repaired that a program damaged when it wrote it: lists for paragraphs, escapes, lost line ends?

use std::borrow::Cow;

use crate::convert::lines::header::MAX_HEADLINE;
use crate::convert::lines::normalize;

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
        return Cow::Owned(format!("{heading}\n\n{}", split_list(rest)));
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
    match OPENINGS
        .iter()
        .filter_map(|opening| head.find(opening))
        .min()
    {
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
