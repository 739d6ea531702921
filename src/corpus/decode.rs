//! Which text do the bytes of a file hold? Handles byte order marks, declared and undeclared encodings, and text that
//! was encoded twice.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use regex::bytes::Regex;
use std::sync::LazyLock;

/// Number of bytes at the beginning of a page that are searched for a declared encoding. The HTML standard allows 1,024;
/// pages of the nineties declare it later.
const DECLARATION_HEAD: usize = 4096;

/// Maximum number of bytes given to the detector of undeclared encodings.
const DETECTION_HEAD: usize = 64 * 1024;

static DECLARED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*["']([a-z0-9_:-]{2,40})["']"#).ok()
});

/// Decodes the bytes of one file. Never fails: bytes that are invalid in the encoding become U+FFFD.
///
/// A byte order mark decides. Without one, bytes that are valid UTF-8 are UTF-8, even where a page that was saved again
/// still has an old declaration. For other bytes the declared encoding counts, and if none is declared it is detected.
pub(crate) fn decode(bytes: Vec<u8>) -> String {
    let text = match Encoding::for_bom(&bytes) {
        Some((encoding, length)) => encoding
            .decode_without_bom_handling(&bytes[length..])
            .0
            .into_owned(),
        None => decode_unmarked(bytes),
    };
    match undo_double_encoding(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(repaired) => repaired,
    }
}

fn decode_unmarked(bytes: Vec<u8>) -> String {
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return encoding.decode_without_bom_handling(&bytes).0.into_owned();
    }
    match String::from_utf8(bytes) {
        // Valid UTF-8: a declaration only matters if its encoding writes other letters with ASCII bytes.
        Ok(text) => match Some(text.as_bytes())
            .filter(|bytes| may_declare_ascii_escapes(bytes))
            .and_then(declared)
            .filter(|encoding| !encoding.is_ascii_compatible() && !is_utf16(encoding))
        {
            Some(encoding) => encoding
                .decode_without_bom_handling(text.as_bytes())
                .0
                .into_owned(),
            None => text,
        },
        Err(error) => {
            let bytes = error.as_bytes();
            let encoding = declared(bytes)
                .filter(|encoding| *encoding != UTF_8 && !is_utf16(encoding))
                .unwrap_or_else(|| detect(bytes));
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}

/// Whether the page may declare an encoding that writes other letters with ASCII bytes. Every label of such an encoding
/// contains one of these words. This quick check spares most pages the slower search for the declaration.
fn may_declare_ascii_escapes(bytes: &[u8]) -> bool {
    let head = bytes[..bytes.len().min(DECLARATION_HEAD)].to_ascii_lowercase();
    ["2022", "2312", "replacement"]
        .iter()
        .any(|label| memchr::memmem::find(&head, label.as_bytes()).is_some())
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_HEAD)];
    let found = DECLARED.as_ref()?.captures(head)?;
    let label = found.get(1).or_else(|| found.get(2))?;
    Encoding::for_label(label.as_bytes())
}

/// Detects an undeclared encoding. Text with many valid UTF-8 letters and few invalid bytes is UTF-8. Otherwise the
/// detector decides; Windows-1252 is the usual answer for English text.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(DETECTION_HEAD)];
    let (mut multibyte, mut broken) = (0_usize, 0_usize);
    for chunk in head.utf8_chunks() {
        multibyte += chunk
            .valid()
            .chars()
            .filter(|letter| !letter.is_ascii())
            .count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if multibyte > broken * 4 {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(head, bytes.len() <= DETECTION_HEAD);
    let guess = detector.guess(Some(b"us"), chardetng::Utf8Detection::Deny);
    if guess.is_single_byte() || guess.is_ascii_compatible() {
        guess
    } else {
        WINDOWS_1252
    }
}

/// Decodes a part of a file of which other parts may have another encoding: what is no UTF-8 is Windows-1252.
pub(crate) fn decode_piecewise(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    Cow::Owned(text)
}

/// The bytes without a UTF-8 byte order mark.
pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// Whether bytes are UTF-16, of which the formats that are read piece by piece know nothing.
pub(crate) fn is_utf16_text(head: &[u8]) -> bool {
    let marked = Encoding::for_bom(head).is_some_and(|(encoding, _)| is_utf16(encoding));
    marked || utf16_without_mark(head).is_some()
}

/// Detects UTF-16 without a byte order mark: Western text has a zero byte in nearly every pair, always on the same side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024) & !1];
    // Nearly no text has a zero byte.
    if head.len() < 4 || memchr::memchr(0, head).is_none() {
        return None;
    }
    let pairs = head.len() / 2;
    let zero_at = |side: usize| {
        head.iter()
            .skip(side)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    match (zero_at(0), zero_at(1)) {
        (0, low) if low * 10 >= pairs * 7 => Some(UTF_16LE),
        (high, 0) if high * 10 >= pairs * 7 => Some(UTF_16BE),
        _ => None,
    }
}

/// Repairs UTF-8 that was read as Latin-1 or Windows-1252 and written as UTF-8 again ("â€œ" for a quotation mark).
///
/// Changes only whole runs of letters outside ASCII whose bytes are valid UTF-8. A single "é" is not.
fn undo_double_encoding(text: &str) -> Cow<'_, str> {
    // Every letter that was encoded twice begins with one of U+00C2 to U+00F4.
    let bytes = text.as_bytes();
    if !memchr::memchr_iter(0xC3, bytes).any(|at| matches!(bytes.get(at + 1), Some(0x82..=0xB4))) {
        return Cow::Borrowed(text);
    }
    let mut repaired = String::with_capacity(text.len());
    let mut changed = false;
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| !letter.is_ascii()) {
        let (plain, from) = rest.split_at(start);
        let end = from
            .find(|letter: char| letter.is_ascii())
            .unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        repaired.push_str(plain);
        match decode_again(run) {
            Some(once) => {
                changed = true;
                repaired.push_str(&once);
            }
            None => repaired.push_str(run),
        }
        rest = after;
    }
    repaired.push_str(rest);
    if changed {
        Cow::Owned(repaired)
    } else {
        Cow::Borrowed(text)
    }
}

fn decode_again(run: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(run.len());
    for letter in run.chars() {
        match u8::try_from(u32::from(letter)) {
            Ok(byte) => bytes.push(byte),
            // The Windows-1252 letters at 0x80 to 0x9F have other code points in Unicode.
            Err(_) => {
                let mut utf8 = [0; 4];
                let (encoded, _, lost) = WINDOWS_1252.encode(letter.encode_utf8(&mut utf8));
                match (lost, encoded.as_ref()) {
                    (false, [byte]) => bytes.push(*byte),
                    _ => return None,
                }
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "“Señor O’Brien” paid £5 – naïve";
        assert_eq!(decode(text.into()), text);
        assert_eq!(decode([b"\xEF\xBB\xBF", text.as_bytes()].concat()), text);
        assert_eq!(decode(WINDOWS_1252.encode(text).0.into_owned()), text);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode([b"\xFF\xFE", little.as_slice()].concat()), text);
        assert_eq!(decode([b"\xFE\xFF", big.as_slice()].concat()), text);
        assert_eq!(decode(little), text);
        assert_eq!(decode(big), text);
    }

    #[test]
    fn a_declared_encoding_is_used() {
        let page = b"<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\"></head>\xcf\xf0\xe8\xe2\xe5\xf2";
        assert!(decode(page.to_vec()).ends_with("Привет"));
    }

    #[test]
    fn encodings_with_ascii_escapes_are_found_by_any_label() {
        for label in ["iso-2022-jp", "ISO-2022-JP", "csISO2022JP"] {
            let page = format!("<meta charset={label}>\u{1b}$B8!;v\u{1b}(B");
            assert!(decode(page.into()).ends_with("検事"), "{label}");
        }
        for label in ["hz-gb-2312", "iso-2022-kr", "Replacement"] {
            let page = format!("<meta charset={label}>text");
            assert_eq!(decode(page.into()), "\u{FFFD}", "{label}");
        }
    }

    #[test]
    fn a_page_saved_as_utf8_with_an_old_declaration_is_utf8() {
        let page = "<meta charset=iso-8859-1>Valdés";
        assert!(decode(page.into()).ends_with("Valdés"));
    }

    #[test]
    fn text_encoded_twice_is_repaired_and_other_text_is_not_changed() {
        let twice: String = "“Pleased”".bytes().map(char::from).collect();
        assert_eq!(decode(twice.into()), "“Pleased”");
        assert_eq!(decode("â€œPleasedâ€\u{9d}".into()), "“Pleased”");
        assert_eq!(decode("Âme, Ângela, Ã, É.".into()), "Âme, Ângela, Ã, É.");
    }
}
