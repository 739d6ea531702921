//! Base64 as programs send it: with signs of a quotation, letters that are none, and lines of a list behind it.

use mail_parser::decoders::base64::base64_decode;

use crate::corpus::mail::packed::{MIN_WORD, is_letter};

/// The bytes that are packed in a text; none where there are none, or where letters are lost.
pub(crate) fn unpack(text: &[u8]) -> Option<Vec<u8>> {
    let mut letters = Vec::new();
    let (mut fill, mut has_others) = (0, false);
    for line in text.split(|byte| *byte == b'\n') {
        let quoted = |byte: &u8| *byte == b'>' || byte.is_ascii_whitespace();
        let signs = line.iter().take_while(|byte| quoted(byte)).count();
        let line = line[signs..].trim_ascii_end();
        let found = line.iter().filter(|byte| is_letter(**byte)).count();
        let others = line.len() - found;
        if found == 0 {
            has_others |= others > 0;
            continue;
        }
        let is_packed = others * 10 <= line.len() && !line.contains(&b' ');
        if letters.is_empty() && (!is_packed || found < MIN_WORD) {
            continue;
        }
        if !is_packed {
            break;
        }
        has_others |= others > 0;
        fill = memchr::memchr_iter(b'=', line).count();
        letters.extend(
            line.iter()
                .filter(|byte| is_letter(**byte) && **byte != b'='),
        );
        if fill > 0 {
            break;
        }
    }
    let is_whole = (letters.len() + fill).is_multiple_of(4);
    // Some programs do not fill up the last four letters.
    let is_not_filled = fill == 0 && !has_others && letters.len() % 4 > 1;
    let is_sound = !letters.is_empty() && (is_whole || is_not_filled);
    is_sound.then(|| base64_decode(&letters))?
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "QSBjbGVyayBvZiBPbGRwb3J0IHdhcyBmaW5lZCBieSB0aGUgY291cnQsIGFu\n";
    const LAST: &str = "ZCBhIGNvb2su";
    const TEXT: &[u8] = b"A clerk of Oldport was fined by the court, and a cook.";

    #[test]
    fn packed_bytes_are_read_though_something_stands_between_or_behind_them() {
        for packed in [
            format!("{LINE}{LAST}"),
            format!("{LINE}{LAST}\n_____\nThe list of the press is kept at example.gov\n"),
            format!("{LINE}!!*\n{LAST}"),
            format!("> {LINE}> {LAST}\r\n> \r\n"),
            format!("> {LINE}!!{LAST}\n").replace("!!", "*"),
        ] {
            assert_eq!(unpack(packed.as_bytes()).as_deref(), Some(TEXT), "{packed}");
        }
    }

    #[test]
    fn what_is_damaged_or_no_letters_is_not_unpacked() {
        for text in [
            format!("{LINE}*{}", &LAST[1..]),
            format!("{LINE}{}=", &LAST[3..]),
            "Oldport\nA clerk of Oldport was fined by the court.\n".repeat(9),
            String::new(),
        ] {
            assert_eq!(unpack(text.as_bytes()), None, "{text}");
        }
    }
}
