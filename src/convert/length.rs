//! Is a record too long for a release? To convert one takes many times its length of memory.

use super::scan::{Scanner, Token};
use crate::corpus::{Content, SkipReason};

/// The longest text of a release, in bytes. The longest of 20,000 real pages and texts is under one MiB; to convert a text
/// takes forty times its length of memory, and seventy times where each letter stands on a line of its own.
const LONGEST: usize = 4 << 20;

/// So many bytes of text does a tag count for: a million empty cells take a hundred megabytes.
const TAG: usize = 4;

/// That the record is too long, if it is. What tags say and scripts hold does not count.
pub(super) fn too_long(content: &Content) -> Option<SkipReason> {
    let too_long = match content {
        Content::Html(html) => html.len() > LONGEST && exceeds(html, LONGEST),
        Content::Text(text) => text.len() > LONGEST,
        Content::Fields(fields) => fields.title.len() + fields.body.len() > LONGEST,
    };
    too_long.then_some(SkipReason::TooLong {
        limit: LONGEST as u64,
    })
}

fn exceeds(html: &str, longest: usize) -> bool {
    let mut scanner = Scanner::new(html);
    let mut length = 0;
    let mut program = false;
    while let Some((_, token)) = scanner.next() {
        length += match token {
            Token::Text(_) if program => 0,
            Token::Text(text) => text.len(),
            Token::Open(_) | Token::Close(_) => TAG,
        };
        if length > longest {
            return true;
        }
        program = matches!(token, Token::Open(tag) if is_program(tag.name));
    }
    false
}

fn is_program(name: &str) -> bool {
    ["script", "style"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_tags_count_and_pictures_and_scripts_do_not() {
        let large = "x".repeat(1000);
        for short in [
            format!("<p>Fined.</p><img src=\"data:{large}\">"),
            format!("<script>{large}</script><p>Fined.</p><style>{large}</style>"),
            format!("<!-- {large} --><p>Fined.</p>"),
        ] {
            assert!(!exceeds(&short, 100), "{short}");
        }
        for long in [format!("<p>{large}</p>"), "<td>".repeat(30)] {
            assert!(exceeds(&long, 100), "{long}");
        }
    }

    #[test]
    fn a_text_longer_than_any_release_is_skipped_with_its_reason() {
        let text = "Fined today. ".repeat(LONGEST / 13 + 1);
        let reason = too_long(&Content::Text(text)).expect("a reason");
        assert_eq!(reason.to_string(), "more than 4 MiB of text");
        assert_eq!(too_long(&Content::Text("Fined.".to_owned())), None);
    }
}
