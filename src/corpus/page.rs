//! Is a file an HTML page or plain text? Either is one record.

use crate::corpus::content::Content;
use crate::corpus::decode;
use crate::corpus::documents::markdown;
use crate::corpus::mail::packed;
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

/// Least length of a page with a release, in bytes: shorter ones are what a site or a program appends.
const MIN_PAGE: usize = 600;

/// The pages of a file, each of which begins where the one before has ended. The first may be a text.
fn pages(text: &str) -> Vec<&str> {
    const END: &str = "</html>";
    let mut pages = Vec::new();
    let mut start = text_before_page(text);
    if start > 0 {
        pages.push(&text[..start]);
    }
    let first = start;
    for at in memchr::memchr_iter(b'<', &text.as_bytes()[first..]).map(|at| first + at) {
        if !begins(text, at, END) {
            continue;
        }
        let rest = text[at + END.len()..].trim_start();
        let next = text.len() - rest.len();
        let is_page = begins_page(text, next);
        // Some sites close a head by itself, and begin again: that is one page.
        let has_text = || {
            let mut tags = memchr::memchr_iter(b'<', &text.as_bytes()[start..at]);
            tags.any(|tag| {
                ["<body", "<p"]
                    .iter()
                    .any(|name| begins(text, start + tag, name))
            })
        };
        if is_page && has_text() && rest.len() >= MIN_PAGE && pages.len() < MAX_PAGES {
            pages.push(&text[start..next]);
            start = next;
        }
    }
    pages.push(&text[start..]);
    pages
}

/// The length of the text that stands before the first page of a file; zero where there is none, or no page.
fn text_before_page(text: &str) -> usize {
    /// Least number of sentences: what a server sends before a page has none.
    const MIN_SENTENCES: usize = 3;
    let is_text = |before: &str| {
        before.len() >= MIN_PAGE
            && !before.starts_with("HTTP/")
            && before.matches(". ").count() >= MIN_SENTENCES
            && !looks_like_html(before)
    };
    let mut openers = memchr::memchr_iter(b'<', text.as_bytes())
        .filter(|at| begins_page(text, *at) && begins_line(text, *at));
    let first = openers.next().unwrap_or_default();
    if text.len() - first >= MIN_PAGE && is_text(&text[..first]) {
        first
    } else {
        0
    }
}

/// Whether a tag, in any case, begins at a place.
fn begins(text: &str, at: usize, tag: &str) -> bool {
    let head = text.get(at..at + tag.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(tag))
}

/// Whether a page begins at a place.
fn begins_page(text: &str, at: usize) -> bool {
    begins(text, at, "<!doctype html") || begins(text, at, "<html")
}

/// Whether nothing but tags stands before a place in its line.
fn begins_line(text: &str, at: usize) -> bool {
    let before = text.as_bytes()[..at].iter().rev();
    let last = before
        .copied()
        .find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    matches!(last, None | Some(b'\n' | b'>'))
}

/// The content of a page or a text.
fn content(text: String) -> Result<Content, SkipReason> {
    if is_binary(&text) {
        return Err(SkipReason::UnknownFormat("binary data".to_owned()));
    }
    if looks_like_html(&text) {
        return Ok(Content::Html(text));
    }
    if packed::is_packed(text.as_bytes()) {
        let why = "packed in letters, as mails carry files (base64); unpack it";
        return Err(SkipReason::UnknownFormat(why.to_owned()));
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
    if OPENERS.iter().any(|opener| begins(start, 0, opener)) {
        return true;
    }
    let end = start
        .char_indices()
        .nth(HTML_HEAD)
        .map_or(start.len(), |(at, _)| at);
    let head = start[..end].to_ascii_lowercase();
    // A text may speak of a tag.
    let has_root = |tag: &str| {
        head.match_indices(tag)
            .any(|(at, _)| begins_line(&head, at))
    };
    if has_root("<html") || has_root("<body") {
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
    fn a_text_before_a_page_is_not_lost() {
        let text = "A clerk was fined by the court of Oldport. ".repeat(20);
        let page = format!("<html><body>{}</body></html>", "A mate. ".repeat(80));
        let both = format!("{text}\n{page}");
        assert_eq!(pages(&both), [&format!("{text}\n"), &page]);
        assert_eq!(pages(&format!("{both}{page}")).len(), 3);
        // The text may speak of the end of a page.
        let end = format!("{text}\n</html>\n");
        assert_eq!(pages(&format!("{end}{page}")), [&end, &page]);
        for head in ["HTTP/1.1 200 OK\nServer: a", "<!-- saved -->", ""] {
            assert_eq!(pages(&format!("{head}\n\n{page}")).len(), 1, "{head}");
        }
    }

    #[test]
    fn a_file_of_base64_is_no_release() {
        let packed = "QSBjbGVyayB3YXMgZmluZWQuIEEgY2xlcmsgd2FzIGZpbmVkLiBB\n".repeat(20);
        let found = content(packed);
        assert!(
            matches!(&found, Err(SkipReason::UnknownFormat(why)) if why.contains("base64")),
            "{found:?}"
        );
    }

    #[test]
    fn a_text_that_speaks_of_a_tag_is_no_page() {
        for (text, is_page) in [
            (
                "A clerk was fined.\n\nThe page had the tag <html> twice.",
                false,
            ),
            ("A clerk was fined, and the <body> was found.", false),
            ("Warning on line 3\n<html><p>A clerk was fined.", true),
            ("<br /> <html><p>A clerk was fined.", true),
        ] {
            assert_eq!(looks_like_html(text), is_page, "{text}");
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
