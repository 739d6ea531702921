//! How are letters, white space and line ends of a text normalized?

use std::borrow::Cow;

use memchr::{memchr3, memmem};

use crate::text::char_class::is_dropped_from_pages;

/// The soft hyphen, which shows only at the end of a line.
const SOFT_HYPHEN: char = '\u{AD}';

/// The text on one line: each run of white space becomes one space, and invisible characters are removed.
pub(crate) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_line(&mut out, text);
    out
}

/// The text in paragraphs: lines are trimmed, one empty line separates paragraphs, and invisible characters are removed.
pub(crate) fn text(text: &str) -> String {
    let text = &*join_soft_hyphens(text);
    let mut out = String::with_capacity(text.len());
    let mut gap = "";
    for line in lines(text) {
        let before = out.len();
        out.push_str(gap);
        let start = out.len();
        push_line(&mut out, line);
        if out.len() == start {
            out.truncate(before);
            if !out.is_empty() {
                gap = "\n\n";
            }
        } else {
            gap = "\n";
        }
    }
    out
}

/// The text with the words joined that a soft hyphen breaks between two lines.
pub(crate) fn join_soft_hyphens(text: &str) -> Cow<'_, str> {
    if memchr::memmem::find(text.as_bytes(), "\u{AD}".as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let ends_line = |blanks: &str| blanks.matches('\n').count() == 1;
    let mut pieces = text.split(SOFT_HYPHEN);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let word = piece.trim_start();
        let before = out.trim_end().len();
        let goes_on = word.starts_with(char::is_alphabetic);
        if goes_on && ends_line(&out[before..]) {
            // The hyphen stands at the beginning of the next line.
            out.truncate(before);
        }
        let is_broken = goes_on && ends_line(&piece[..piece.len() - word.len()]);
        out.push_str(if is_broken { word } else { piece });
    }
    Cow::Owned(out)
}

/// The last character boundary at or before the offset.
pub(crate) fn boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

fn is_line_end(letter: char) -> bool {
    matches!(
        letter,
        '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The lines of a text.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    // Nearly every text has only ASCII line ends, which are found many bytes at a time.
    let others = ["\u{85}", "\u{2028}", "\u{2029}"]
        .iter()
        .any(|end| memmem::find(text.as_bytes(), end.as_bytes()).is_some());
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let now = rest?;
        let end = if others {
            now.find(is_line_end)
        } else {
            memchr3(b'\n', 0xB, 0xC, now.as_bytes())
        };
        let (line, after) = now.split_at(end.unwrap_or(now.len()));
        let mut letters = after.chars();
        rest = letters.next().map(|_| letters.as_str());
        Some(line)
    })
}

fn push_line(out: &mut String, line: &str) {
    let start = out.len();
    let mut space = false;
    let mut rest = line;
    loop {
        let (plain, after) = rest.split_at(plain_run(rest.as_bytes()));
        if !plain.is_empty() {
            if space && out.len() > start {
                out.push(' ');
            }
            space = false;
            out.push_str(plain);
        }
        let Some(letter) = after.chars().next() else {
            return;
        };
        rest = &after[letter.len_utf8()..];
        if letter.is_whitespace() {
            space = true;
        } else if !is_dropped_from_pages(letter) {
            if space && out.len() > start {
                out.push(' ');
            }
            space = false;
            out.push(match letter {
                // Bullets of the Symbol and Wingdings fonts, as Word writes them.
                '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f0fc}' => '•',
                other => other,
            });
        }
    }
}

/// Number of bytes at the beginning that need no change: ASCII words with single spaces between them.
fn plain_run(bytes: &[u8]) -> usize {
    /// Number of bytes checked in one step, together with the byte after them.
    const STEP: usize = 16;
    let mut at = 0;
    if !bytes.starts_with(b" ") {
        while let Some(piece) = bytes[at..].first_chunk::<{ STEP + 1 }>() {
            let plain =
                (piece.iter()).fold(true, |plain, byte| plain & (b' '..=b'~').contains(byte));
            let pairs = piece.iter().zip(&piece[1..]);
            // Of visible bytes and spaces, only two spaces give a space here.
            let gaps = pairs.filter(|(one, next)| (**one | **next) == b' ').count();
            if !plain || gaps > 0 {
                break;
            }
            at += STEP;
        }
    }
    loop {
        match bytes.get(at) {
            Some(b'!'..=b'~') => at += 1,
            Some(b' ') if at > 0 && matches!(bytes.get(at + 1), Some(b'!'..=b'~')) => at += 2,
            _ => return at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_normalized_at_any_position() {
        for before in 0..40 {
            let words: String = "ab cde f ghij ".chars().cycle().take(before).collect();
            for (gap, wanted) in [
                ("  ", " "),
                (" \u{a0}", " "),
                ("\t", " "),
                ("\u{200b}", ""),
                ("é", "é"),
            ] {
                let line = line(&format!("x{words}x{gap}yz and so on for a while"));
                assert_eq!(line, format!("x{words}x{wanted}yz and so on for a while"));
            }
            assert_eq!(line(&format!("x{words}x ")), format!("x{words}x"));
        }
    }

    #[test]
    fn every_line_end_character_ends_a_line() {
        let all = |text| lines(text).collect::<Vec<_>>();
        assert_eq!(all(""), [""]);
        assert_eq!(all("a\nb\u{b}\u{c}c\n"), ["a", "b", "", "c", ""]);
        assert_eq!(all("a\u{85}b\n\u{2028}é\u{2029}"), ["a", "b", "", "é", ""]);
    }

    #[test]
    fn white_space_and_invisible_characters_are_removed() {
        assert_eq!(
            line(" a\u{a0} \tb\u{ad}c\u{200b}d\u{7}\u{1b}[1m "),
            "a bcd[1m"
        );
        assert_eq!(
            text("\n\n one \n\n\n two\nthree\u{c}\n\n"),
            "one\n\ntwo\nthree"
        );
        assert_eq!(text(" \n\u{200b}\n "), "");
    }

    #[test]
    fn a_word_that_a_soft_hyphen_breaks_is_joined() {
        for (text, expected) in [
            ("embez\u{AD}\nzlement", "embezzlement"),
            ("embez\u{AD} \r\n  zlement", "embezzlement"),
            ("embez\n\u{AD}zlement", "embezzlement"),
            ("embez\u{AD}zlement", "embezzlement"),
            ("end.\u{AD}\n\nNext", "end.\n\nNext"),
        ] {
            assert_eq!(join_soft_hyphens(text), expected, "{text:?}");
        }
    }
}
