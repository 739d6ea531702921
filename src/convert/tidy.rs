//! Letters, white space, paragraphs: the last touch on every text.

/// One line: white space runs become one space, what is not to be seen is dropped.
pub(super) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_line(&mut out, text);
    out
}

/// Text in paragraphs: lines are trimmed, empty lines part paragraphs and stand alone, nothing unseen is left.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = "";
    for line in text.split(is_line_end) {
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

/// The last character border at or before the offset.
pub(super) fn boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

pub(super) fn is_line_end(letter: char) -> bool {
    matches!(
        letter,
        '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
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
        } else if !is_unseen(letter) {
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

/// How many bytes are words of ASCII letters and signs with single spaces between them: nothing is to be done there.
fn plain_run(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        match bytes.get(at) {
            Some(b'!'..=b'~') => at += 1,
            Some(b' ') if at > 0 && matches!(bytes.get(at + 1), Some(b'!'..=b'~')) => at += 2,
            _ => return at,
        }
    }
}

/// Control characters, soft hyphens, and characters of no width: joiners, marks of direction, byte order marks.
fn is_unseen(letter: char) -> bool {
    match letter {
        ' '..='~' => false,
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffc}' => true,
        other => other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_unseen_letters_go() {
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
}
