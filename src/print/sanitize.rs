//! What of a release's text may reach a terminal.

use std::borrow::Cow;

use crate::text::char_class::is_unsafe_in_terminals;

/// The text on one line, with nothing in it that a terminal would obey.
pub fn clean(text: &str) -> Cow<'_, str> {
    clean_but(text, |_| false)
}

/// The text with its line feeds, and with nothing else in it that a terminal would obey.
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    clean_but(text, |letter| letter == '\n')
}

/// Whether an address may become a link: one of the web, without anything that could end the link or hide where it leads.
pub fn is_web_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.bytes().all(|byte| byte.is_ascii_graphic())
}

fn clean_but(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    let unsafe_here = |letter: char| is_unsafe_in_terminals(letter) && !keep(letter);
    if !text.contains(unsafe_here) {
        return Cow::Borrowed(text);
    }
    let space = |letter: char| matches!(letter, '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}');
    Cow::Owned(
        text.chars()
            .filter_map(|letter| match letter {
                letter if !unsafe_here(letter) => Some(letter),
                letter if space(letter) => Some(' '),
                _ => None,
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_in_a_title_does_not_reach_the_terminal() {
        assert_eq!(
            clean("\u{1b}[31mRed\u{7}\u{9b}2J\u{202e}dna"),
            "[31mRed2Jdna"
        );
        assert_eq!(clean("two\nlines\tand a tab"), "two lines and a tab");
        assert_eq!(clean_lines("two\nlines\r"), "two\nlines ");
        assert_eq!(clean("O’Halloran – Valdés §"), "O’Halloran – Valdés §");
    }
}
