//! Dropped elements that are never closed: they hide nothing, where a browser would show what follows, and cost two looks
//! at the page, however many there are.

use std::collections::HashMap;

use crate::convert::html::scanner::{Depth, Scanner, Tag, Token, is_raw_text, raw_end};

/// Skips dropped elements of one page.
pub(crate) struct Skipper<'a> {
    html: &'a str,
    /// Where elements begin that have no end, in order; known from the first such on.
    unclosed: Option<Vec<usize>>,
}

impl<'a> Skipper<'a> {
    pub(crate) fn new(html: &'a str) -> Self {
        Skipper {
            html,
            unclosed: None,
        }
    }

    /// Moves past the end of the element that was just opened at `start`; where it has none, past its tag.
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

/// Moves past the end of the element that was just opened; false where it has none.
fn skip(scanner: &mut Scanner<'_>, tag: &Tag<'_>) -> bool {
    let mut depth = Depth::of(tag);
    while let Some((_, token)) = scanner.next() {
        if depth.closes(&token) {
            return true;
        }
    }
    false
}

/// Where from `from` on the elements begin that are never closed. In one whose content is no markup, reading goes on.
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
    fn an_element_is_unclosed_where_its_end_tags_are_too_few() {
        let html = "<DIV><p><div></div><script>a<b><script></i><nav><nav></NAV></div>";
        assert_eq!(unclosed(html, 0), [5, 19, 28, 31, 43]);
        assert_eq!(unclosed(html, 8), [19, 28, 31, 43]);
        assert_eq!(unclosed("<script><i></script><i>", 0), [20]);
    }
}
