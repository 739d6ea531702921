//! Where does a skipped element end? One that is never closed hides nothing, because a browser shows what follows it.
//! All unclosed elements together cost one more pass over the page.

use std::collections::HashMap;

use crate::convert::html::scanner::{ElementDepth, Scanner, Tag, Token, is_raw_text, raw_end};

/// Skips elements of one page.
pub(crate) struct ElementSkipper<'a> {
    html: &'a str,
    /// Sorted offsets of the elements that are never closed. Found when the first such element is met.
    unclosed: Option<Vec<usize>>,
}

impl<'a> ElementSkipper<'a> {
    pub(crate) fn new(html: &'a str) -> Self {
        ElementSkipper {
            html,
            unclosed: None,
        }
    }

    /// Moves past the end of the element whose tag at `start` was just read; past the tag where the element has no end.
    pub(crate) fn skip(&mut self, scanner: &mut Scanner<'a>, tag: &Tag<'a>, start: usize) {
        let after = scanner.position();
        let is_known = |known: &Vec<usize>| known.binary_search(&start).is_ok();
        if self.unclosed.as_ref().is_some_and(is_known) {
            *scanner = Scanner::from(self.html, after);
        } else if !skip(scanner, tag) && self.unclosed.is_none() {
            self.unclosed = Some(unclosed(self.html, start));
            *scanner = Scanner::from(self.html, after);
        }
    }
}

/// Moves past the end of the element whose tag was just read. False where it has no end.
fn skip(scanner: &mut Scanner<'_>, tag: &Tag<'_>) -> bool {
    let mut depth = ElementDepth::of(tag);
    while let Some((_, token)) = scanner.next() {
        if depth.closes(&token) {
            return true;
        }
    }
    false
}

/// The sorted offsets, from `from` on, of the elements that are never closed. A raw-text element without an end is read as
/// markup.
fn unclosed(html: &str, from: usize) -> Vec<usize> {
    let mut open: HashMap<String, Vec<usize>> = HashMap::new();
    let mut endless: Vec<&str> = Vec::new();
    let mut scanner = Scanner::from(html, from);
    while let Some((start, token)) = scanner.next() {
        match token {
            Token::Open(tag) => {
                let starts = open.entry(tag.name.to_ascii_lowercase()).or_default();
                starts.push(start);
                let after = scanner.position();
                let mut is_endless = || {
                    let known = endless.iter().any(|name| tag.is(name));
                    if !known && raw_end(html, after, tag.name) == html.len() {
                        endless.push(tag.name);
                        return true;
                    }
                    known
                };
                if is_raw_text(tag.name) && is_endless() {
                    scanner = Scanner::from(html, after);
                }
            }
            Token::Close(name) => {
                if let Some(starts) = open.get_mut(&name.to_ascii_lowercase()) {
                    starts.pop();
                }
            }
            Token::Text(_) => {}
        }
    }
    let mut unclosed: Vec<usize> = open.into_values().flatten().collect();
    unclosed.sort_unstable();
    unclosed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_with_too_few_end_tags_are_unclosed() {
        let html = "<DIV><p><div></div><script>a<b><script></i><nav><nav></NAV></div>";
        assert_eq!(unclosed(html, 0), [5, 19, 28, 31, 43]);
        assert_eq!(unclosed(html, 8), [19, 28, 31, 43]);
        assert_eq!(unclosed("<script><i></script><i>", 0), [20]);
    }
}
