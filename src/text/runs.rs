//! Where in a text are the bytes that words consist of?

use std::ops::Range;

/// The runs of ASCII letters, digits and bytes outside ASCII, in order. Most runs are words.
pub(crate) fn runs(text: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].iter().position(|byte| is_in_run(*byte))?;
        let length = text[start..].iter().position(|byte| !is_in_run(*byte));
        at = length.map_or(text.len(), |length| start + length);
        Some(start..at)
    })
}

fn is_in_run(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_separated_by_ascii_punctuation_and_blanks() {
        for (text, expected) in [
            ("", &[][..]),
            (" ,.", &[]),
            ("a", &["a"]),
            (
                "Jo’s case-file, 18 U.S.C.",
                &["Jo’s", "case", "file", "18", "U", "S", "C"],
            ),
            ("(né)", &["né"]),
        ] {
            let found: Vec<&str> = runs(text.as_bytes()).map(|run| &text[run]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
