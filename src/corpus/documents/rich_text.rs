//! Rich Text documents (`.rtf`).

use rtf_parser_tt::{RtfDocument, TextOptions};

use crate::corpus::content::Content;
use crate::model::SkipReason;

/// Maximum size of a document in bytes, pictures not counted. Reading takes up to thirty times as much memory.
const MAX_BYTES: usize = 4 << 20;

/// Minimum length of a run of hexadecimal digits that is a picture.
const MIN_PICTURE: usize = 256;

/// The text of a document, without running headers and footers and what was deleted.
pub(crate) fn content(bytes: &[u8]) -> Result<Content, SkipReason> {
    let bytes = without_pictures(bytes);
    if bytes.len() > MAX_BYTES {
        let limit = MAX_BYTES as u64;
        return Err(SkipReason::TooLarge { limit });
    }
    // The error speaks of the reader's own parts.
    let document = RtfDocument::from_bytes(&hide_deleted(&bytes)).map_err(|_| {
        SkipReason::UnknownFormat("a Rich Text document that is damaged".to_owned())
    })?;
    let text = document.get_text_with(TextOptions::default().headers_footers(false));
    if text.trim().is_empty() {
        return Err(SkipReason::Empty);
    }
    // Each line is a paragraph, and not a part of one.
    Ok(Content::Text(text.replace('\n', "\n\n")))
}

/// A document without its pictures, which are long runs of hexadecimal digits.
fn without_pictures(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::new();
    let is_of_picture = |byte: &u8| byte.is_ascii_hexdigit() || matches!(byte, b'\r' | b'\n');
    for run in bytes.chunk_by(|one, other| is_of_picture(one) == is_of_picture(other)) {
        if run.len() < MIN_PICTURE || !is_of_picture(&run[0]) {
            kept.extend_from_slice(run);
        }
    }
    kept
}

/// A document in which text that was deleted while changes were recorded is hidden text, which is not read.
fn hide_deleted(bytes: &[u8]) -> Vec<u8> {
    const DELETED: &[u8] = b"\\deleted";
    let mut other = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memmem::find(rest, DELETED) {
        let (before, behind) = (&rest[..at], &rest[at + DELETED.len()..]);
        other.extend_from_slice(before);
        let is_longer_word = behind.first().is_some_and(u8::is_ascii_alphabetic);
        other.extend_from_slice(if is_longer_word { DELETED } else { b"\\v" });
        rest = behind;
    }
    other.extend_from_slice(rest);
    other
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(document: &str) -> String {
        match content(document.as_bytes()) {
            Ok(Content::Text(text)) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_document_is_its_paragraphs_without_what_was_deleted() {
        let text = text(
            r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\title Draft 3}}{\header Page 1}\b Clerk Fined\b0\par Jos\'e9\rquote s clerk was {\deleted jailed}{fined} \u8220?today\u8221?.\par{\footer Confidential}}",
        );
        assert_eq!(text, "Clerk Fined\n\nJosé’s clerk was fined “today”.\n\n");
    }

    #[test]
    fn pictures_do_not_count() {
        let picture = "00ff\n".repeat(2 * MAX_BYTES);
        let with_picture =
            format!(r"{{\rtf1 A clerk was fined.{{\pict\pngblip {picture}}} Today.\par}}");
        assert_eq!(text(&with_picture), "A clerk was fined. Today.\n\n");
    }

    #[test]
    fn documents_that_would_take_much_memory_are_skipped() {
        let many = format!(r"{{\rtf1 {}}}", r"{\b x}".repeat(MAX_BYTES / 5));
        let limit = MAX_BYTES as u64;
        assert_eq!(
            content(many.as_bytes()),
            Err(SkipReason::TooLarge { limit })
        );
        let deep = format!(r"{{\rtf1 {}", "{".repeat(MAX_BYTES / 2));
        assert!(matches!(
            content(deep.as_bytes()),
            Err(SkipReason::UnknownFormat(_))
        ));
        assert_eq!(content(br"{\rtf1 }"), Err(SkipReason::Empty));
    }
}
