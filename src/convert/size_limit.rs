//! Is a record too long for a release? To convert one takes many times its length of memory.

use crate::convert::html::scanner::{Scanner, Token};
use crate::corpus::{Content, MAX_TEXT_BYTES, list_entry_bytes};
use crate::model::Page;
use crate::model::SkipReason;

/// So many bytes of text does a tag count for: a million empty cells take a hundred megabytes.
const TAG: usize = 4;

/// That the record is too long, if it is. What tags say and scripts hold does not count.
pub(crate) fn too_long(content: &Content) -> Option<SkipReason> {
    let too_long = match content {
        Content::Html(html) => html.len() > MAX_TEXT_BYTES && exceeds(html, MAX_TEXT_BYTES),
        Content::Text(text) => text.len() > MAX_TEXT_BYTES,
        Content::Fields(fields) => {
            let single = [&fields.date, &fields.number, &fields.id, &fields.url];
            let lists = entries(&fields.components) + entries(&fields.topics);
            fields.title.len() + fields.body.len() + optional(&single) + lists > MAX_TEXT_BYTES
        }
    };
    too_long.then_some(reason())
}

/// The same of a page, which may have in an attribute what is no text: a headline, an address.
pub(crate) fn of_page(page: &Page) -> Option<SkipReason> {
    let fields = &page.fields;
    let single = [&page.url, &fields.date, &fields.number, &fields.office];
    let lists = entries(&fields.components) + entries(&fields.topics);
    (page.title.len() + page.text.len() + optional(&single) + lists > MAX_TEXT_BYTES).then(reason)
}

fn reason() -> SkipReason {
    SkipReason::TooLong {
        limit: MAX_TEXT_BYTES as u64,
    }
}

fn optional(values: &[&Option<String>]) -> usize {
    let lengths = values
        .iter()
        .map(|value| value.as_ref().map_or(0, String::len));
    lengths.sum()
}

fn entries(list: &[String]) -> usize {
    list.iter().map(|entry| list_entry_bytes(entry)).sum()
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
        let text = "Fined today. ".repeat(MAX_TEXT_BYTES / 13 + 1);
        let reason = too_long(&Content::Text(text)).expect("a reason");
        assert_eq!(reason.to_string(), "more than 4 MiB of text");
        assert_eq!(too_long(&Content::Text("Fined.".to_owned())), None);
    }
}
