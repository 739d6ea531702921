//! Is a file an HTML page or plain text? Either is one record.

use crate::corpus::content::Content;
use crate::corpus::decode;
use crate::corpus::documents::markdown;
use crate::model::SkipReason;

/// Number of bytes at the beginning of a text that show whether it is binary data.
const BINARY_HEAD: usize = 4096;

/// Number of characters at the beginning of a text in which HTML tags are looked for.
const HTML_HEAD: usize = 20_000;

/// The content of a file that is one page or one text.
pub(crate) fn content(bytes: Vec<u8>) -> Result<Content, SkipReason> {
    let text = decode::decode(bytes);
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
