//! Is a file an HTML page or plain text? Either is one record.

use crate::corpus::content::Content;
use crate::corpus::decode;
use crate::corpus::documents::markdown;
use crate::corpus::json;
use crate::corpus::mail::packed;
use crate::corpus::pages_apart::{looks_like_html, pages};
use crate::corpus::record_sink::RecordSink;
use crate::model::SkipReason;

/// Number of bytes at the beginning of a text that show whether it is binary data.
const BINARY_HEAD: usize = 4096;

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

/// The content of a page or a text.
fn content(text: String) -> Result<Content, SkipReason> {
    if is_binary(&text) {
        return Err(SkipReason::UnknownFormat("binary data".to_owned()));
    }
    if json::is_source(&text) || is_page_of_json(&text) {
        let what = "JSON that stands in other text; save it as JSON or JSON Lines";
        return Err(SkipReason::UnknownFormat(what.to_owned()));
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

/// Whether a browser has saved what a program answered: `<body><pre>[{"title": ..`. A page with other text above is a page.
fn is_page_of_json(text: &str) -> bool {
    /// Most bytes above.
    const MAX_ABOVE: usize = 2000;
    let Some(pre) = text.find("<pre").filter(|at| *at < MAX_ABOVE) else {
        return false;
    };
    let above = text[..pre].trim_start();
    let body = above.rfind("<body").map_or(above, |at| &above[at..]);
    // Between tags there is nothing.
    let is_bare = body.starts_with('<')
        && body.split('<').all(|piece| {
            piece
                .split_once('>')
                .is_none_or(|(_, text)| text.trim().is_empty())
        });
    let inside = text[pre..].split_once('>').map_or("", |(_, inside)| inside);
    let inside = inside.trim_start().trim_start_matches('[').trim_start();
    is_bare && (inside.starts_with("{\"") || inside.starts_with("{&quot;"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_base64_is_no_release() {
        let packed = "QSBjbGVyayB3YXMgZmluZWQuIEEgY2xlcmsgd2FzIGZpbmVkLiBB\n".repeat(20);
        let found = content(packed);
        assert!(
            matches!(&found, Err(SkipReason::UnknownFormat(why)) if why.contains("base64")),
            "{found:?}"
        );
    }
}
