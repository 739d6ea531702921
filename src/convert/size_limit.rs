//! Is a record too long for a release? Converting a record takes many times its length of memory.

use crate::convert::html::scanner::{Scanner, Token};
use crate::corpus::{Content, MAX_TEXT_BYTES, list_entry_bytes};
use crate::model::Page;
use crate::model::SkipReason;

/// Number of text bytes that a tag counts as. A million empty cells take a hundred megabytes.
const TAG_BYTES: usize = 4;

/// An error where the record is too long. Attributes and scripts do not count.
pub(crate) fn check_record(content: &Content) -> Result<(), SkipReason> {
    check(match content {
        Content::Html(html) | Content::SavedPage { html, .. } => {
            html.len() > MAX_TEXT_BYTES && exceeds(html, MAX_TEXT_BYTES)
        }
        Content::Text(text) => text.len() > MAX_TEXT_BYTES,
        Content::Fields(fields) => {
            let single = [&fields.date, &fields.number, &fields.id, &fields.url];
            let lists = entries(&fields.components) + entries(&fields.topics);
            fields.title.len() + fields.body.len() + optional(&single) + lists > MAX_TEXT_BYTES
        }
    })
}

/// An error where the page is too long. Its title or address may come from an attribute, which did not count before.
pub(crate) fn check_page(page: &Page) -> Result<(), SkipReason> {
    let fields = &page.fields;
    let single = [&page.url, &fields.date, &fields.number, &fields.office];
    let lists = entries(&fields.components) + entries(&fields.topics);
    check(page.title.len() + page.text.len() + optional(&single) + lists > MAX_TEXT_BYTES)
}

fn check(is_too_long: bool) -> Result<(), SkipReason> {
    if is_too_long {
        let limit = MAX_TEXT_BYTES as u64;
        return Err(SkipReason::TooLong { limit });
    }
    Ok(())
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

/// Whether the text of the page is longer than `limit` bytes.
fn exceeds(html: &str, limit: usize) -> bool {
    let mut scanner = Scanner::new(html);
    let mut length = 0;
    let mut in_script = false;
    while let Some((_, token)) = scanner.next() {
        length += match token {
            Token::Text(_) if in_script => 0,
            Token::Text(text) => text.len(),
            Token::Open(_) | Token::Close(_) => TAG_BYTES,
        };
        if length > limit {
            return true;
        }
        in_script = matches!(token, Token::Open(tag) if is_script(tag.name));
    }
    false
}

fn is_script(name: &str) -> bool {
    ["script", "style"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_tags_count_but_pictures_and_scripts_do_not() {
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
    fn too_long_texts_are_skipped_with_a_reason() {
        let text = "Fined today. ".repeat(MAX_TEXT_BYTES / 13 + 1);
        let reason = check_record(&Content::Text(text)).expect_err("a reason");
        assert_eq!(reason.to_string(), "more than 4 MiB of text");
        assert_eq!(check_record(&Content::Text("Fined.".to_owned())), Ok(()));
    }
}
