//! The letters of a text, as a page shows them: entities that were encoded twice, and accents that stand behind
//! their letter.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use crate::convert::render;

/// How often a text may have been encoded.
const MAX_ROUNDS: usize = 3;

/// The text with the letters that its entities mean, and with accents on their letters.
pub(crate) fn restore_letters(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..MAX_ROUNDS {
        match without_entities(&text) {
            Some(decoded) => text = Cow::Owned(decoded),
            None => break,
        }
    }
    // Accents behind their letters are U+0300 to U+036F.
    let has_accents = memchr::memchr2_iter(0xCC, 0xCD, text.as_bytes()).next();
    if has_accents.is_some() {
        text = Cow::Owned(text.nfc().collect());
    }
    text
}

/// The text without its entities; none where it has none.
fn without_entities(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut kept = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        let after = &text[at..];
        let blank = ["&nbsp;", "&#160;", "&#xa0;"]
            .iter()
            .find(|blank| after.starts_with(*blank));
        let found = match blank {
            Some(blank) => Some((' ', blank.len())),
            None => render::entity(after).filter(|(_, length)| *length > 1),
        };
        if let Some((letter, length)) = found {
            out.push_str(&text[kept..at]);
            out.push(letter);
            kept = at + length;
        }
    }
    (kept > 0).then(|| out + &text[kept..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_encoded_twice_are_letters() {
        for (text, expected) in [
            ("Smith &amp; Sons&#8217; clerk", "Smith & Sons’ clerk"),
            ("Smith &amp;amp; Sons&amp;#8217;", "Smith & Sons’"),
            ("a&nbsp;b &quot;c&quot;", "a b \"c\""),
            ("AT&T; R&D, a & b", "AT&T; R&D, a & b"),
            ("&#1; &unknown;", "&#1; &unknown;"),
        ] {
            assert_eq!(restore_letters(text), expected);
        }
        assert_eq!(restore_letters("In\u{65}\u{301}s"), "Inés");
    }
}
