//! Is a file an HTML page or plain text? Either is one record.

use crate::corpus::content::Content;
use crate::corpus::decode;
use crate::corpus::documents::markdown;
use crate::corpus::record_sink::RecordSink;
use crate::model::SkipReason;

/// Most pages of a file. What is behind them belongs to the last one.
const MAX_PAGES: usize = 10_000;

/// Number of bytes at the beginning of a text that show whether it is binary data.
const BINARY_HEAD: usize = 4096;

/// Number of characters at the beginning of a text in which HTML tags are looked for.
const HTML_HEAD: usize = 20_000;

/// Reads a file that is a page or a text, or pages that were put behind one another.
pub(crate) fn read(bytes: Vec<u8>, sink: &mut RecordSink<'_>) {
    let text = decode::decode(bytes);
    match pages(&text).as_slice() {
        [] | [_] => sink.whole_file(content(text)),
        several => {
            for page in several {
                sink.record(content((*page).to_owned()));
            }
        }
    }
}

/// The pages of a file, each of which begins where the one before has ended.
fn pages(text: &str) -> Vec<&str> {
    const END: &str = "</html>";
    /// Least length of a page with a release, in bytes: shorter ones are what a site or a program appends.
    const MIN_PAGE: usize = 600;
    let mut pages = Vec::new();
    let mut start = 0;
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let begins = |at: usize, tag: &str| {
            let head = text.get(at..at + tag.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(tag))
        };
        if !begins(at, END) {
            continue;
        }
        let rest = text[at + END.len()..].trim_start();
        let next = text.len() - rest.len();
        let is_page = begins(next, "<!doctype html") || begins(next, "<html");
        // Some sites close a head by itself, and begin again: that is one page.
        let has_text = || {
            let mut tags = memchr::memchr_iter(b'<', &text.as_bytes()[start..at]);
            tags.any(|tag| ["<body", "<p"].iter().any(|name| begins(start + tag, name)))
        };
        if is_page && has_text() && rest.len() >= MIN_PAGE && pages.len() < MAX_PAGES {
            pages.push(&text[start..next]);
            start = next;
        }
    }
    pages.push(&text[start..]);
    pages
}

/// The content of a page or a text.
fn content(text: String) -> Result<Content, SkipReason> {
    if is_binary(&text) {
        return Err(SkipReason::UnknownFormat("binary data".to_owned()));
    }
    if looks_like_html(&text) {
        return Ok(Content::Html(text));
    }
    Ok(markdown::content(&text).unwrap_or(Content::Text(text)))
}

/// Whether the decoded text has so many control characters that it was never text.
fn is_binary(text: &str) -> bool {
    let head = &text.as_bytes()[..text.len().min(BINARY_HEAD)];
    let controls = count(head, |byte| {
        byte.is_ascii_control() && !matches!(byte, 9..=13 | 0x1A)
    });
    let replaced = memchr::memmem::find_iter(head, "\u{FFFD}").count();
    // Every character has exactly one byte that is not a UTF-8 continuation byte.
    let characters = count(head, |byte| byte & 0xC0 != 0x80);
    (controls + replaced) * 20 > characters
}

/// Counts the bytes for which `matches` is true. Sums of `u8` let the compiler count many bytes at once.
fn count(bytes: &[u8], matches: impl Fn(u8) -> bool) -> usize {
    bytes
        .chunks(255)
        .map(|chunk| {
            usize::from((chunk.iter()).fold(0, |sum: u8, byte| sum + u8::from(matches(*byte))))
        })
        .sum()
}

/// Whether the text begins with a tag, or has several tags of running text near its beginning. A text that mentions
/// `<b>` once is not HTML.
fn looks_like_html(text: &str) -> bool {
    const OPENERS: [&str; 8] = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<?xml",
        "<!--",
        "<div",
        "<article",
    ];
    const TAGS: [&str; 9] = [
        "<p", "<div", "<br", "<table", "<span", "<h1", "<h2", "<li", "<a href",
    ];
    let start =
        text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    let opens_with = |opener: &&str| {
        start
            .get(..opener.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(opener))
    };
    if OPENERS.iter().any(opens_with) {
        return true;
    }
    let end = start
        .char_indices()
        .nth(HTML_HEAD)
        .map_or(start.len(), |(at, _)| at);
    let head = start[..end].to_ascii_lowercase();
    if head.contains("<html") || head.contains("<body") {
        return true;
    }
    let tags: usize = TAGS.iter().map(|tag| head.matches(tag).count()).sum();
    tags >= 3 || (tags >= 1 && head.starts_with('<'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_behind_one_another_are_several() {
        let page = |start: &str| format!("{start}<body>{}</body></html>", "A clerk. ".repeat(80));
        let (one, two) = (page("<html>"), page("<!DOCTYPE HTML><html>"));
        assert_eq!(pages(&format!("{one}{two}")), [&one, &two]);
        assert_eq!(pages(&format!("{two}\n{one}")), [&format!("{two}\n"), &one]);
        for after in [
            "",
            "\n<!-- made by a program -->",
            "<html></html>",
            "<p>More.</p>",
        ] {
            assert_eq!(pages(&format!("{one}{after}")).len(), 1, "{after}");
        }
    }

    #[test]
    fn a_page_whose_head_is_closed_by_itself_is_one() {
        let text = "A clerk was fined. ".repeat(80);
        let page = format!(
            "<!doctype html><html><head><meta charset=\"utf-8\"></head></html>\n<html><body>{text}</body></html>"
        );
        assert_eq!(pages(&page), [&page]);
    }
}
