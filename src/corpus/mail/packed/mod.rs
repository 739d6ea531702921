//! Bytes that are packed in letters, as mails carry files: base64, and uuencode of older programs.

#[cfg(feature = "mail")]
pub(super) mod base64;
#[cfg(feature = "mail")]
pub(super) mod uuencoded;

/// Least length of a word of packed bytes. Programs write lines of 60 letters and more, and no word is as long as that.
const MIN_WORD: usize = 40;

/// Least number of packed letters: a text with less is no release, packed or not.
const MIN_PACKED: usize = 100;

/// Most bytes beside packed ones: what programs write around them. More may be a release that holds something packed.
const MAX_BESIDE: usize = 300;

/// Whether a text is hardly anything but bytes packed in base64.
pub(crate) fn is_packed(text: &[u8]) -> bool {
    let (mut packed, mut beside) = (0, 0);
    let mut after_packed = false;
    let words = text.split(u8::is_ascii_whitespace);
    for word in words.filter(|word| !word.is_empty()) {
        let is_long = word.len() >= MIN_WORD;
        // The last line of packed bytes may be short.
        let is_packed = (is_long || after_packed) && word.iter().all(|byte| is_letter(*byte));
        if is_packed {
            packed += word.len();
        } else {
            beside += word.len();
        }
        if beside >= MAX_BESIDE {
            return false;
        }
        after_packed = is_packed && is_long;
    }
    packed >= MIN_PACKED && beside * 10 <= packed
}

/// Whether a byte is one of the letters of base64, or fills it up.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_something_packed_in_it_is_still_a_text() {
        let line = format!("{}\n", "QSBjbGVyayB3YXMgZmluZWQu".repeat(3));
        let text = "A clerk of Oldport was fined by the court. ".repeat(20);
        for packed in [
            line.repeat(9),
            line.repeat(9).replace('\n', "\r\n") + "QQ==\r\n",
            line.repeat(9).replace('\n', ""),
            format!("-----BEGIN-----\n{}", line.repeat(9)),
        ] {
            assert!(is_packed(packed.as_bytes()), "{packed}");
        }
        for other in [
            text.clone(),
            format!("{text}\n\n{}", line.repeat(200)),
            format!("{}\n![](data:image/png;base64,{})", text, line.repeat(200)),
            "Oldport\nGantry\nMillbrook\n".repeat(40),
            "https://example.gov/news/a-clerk-of-oldport-was-fined\n".repeat(40),
            String::new(),
        ] {
            assert!(!is_packed(other.as_bytes()), "{other}");
        }
    }
}
