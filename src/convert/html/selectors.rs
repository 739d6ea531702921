//! Finds elements of a page by selectors, in one pass.

use std::ops::Range;

use crate::convert::html::scanner::{Depth, Marks, Scanner, Token};
use crate::knowledge::Selector;

/// What a selector found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Captured<'a> {
    /// The place of an element's content in the page.
    Content(Range<usize>),
    /// The value of an attribute, entities and all.
    Value(&'a str),
}

/// Finds what each selector means in `html[part]`, in one pass. The answer has a list for each selector, in the page's
/// order; an element inside another that the same selector found is not listed again.
pub(crate) fn capture<'a>(
    html: &'a str,
    part: Range<usize>,
    selectors: &[&Selector],
) -> Vec<Vec<Captured<'a>>> {
    struct Watch<'a> {
        outer: Option<Depth<'a>>,
        inner: Option<(Depth<'a>, usize)>,
    }
    let html = &html[..part.end];
    let mut found: Vec<Vec<Captured>> = vec![Vec::new(); selectors.len()];
    let mut watches: Vec<Watch> = selectors
        .iter()
        .map(|_| Watch {
            outer: None,
            inner: None,
        })
        .collect();
    let mut scanner = Scanner::from(html, part.start);
    while let Some((start, token)) = scanner.next() {
        if matches!(token, Token::Text(_)) {
            continue;
        }
        let marks = match &token {
            Token::Open(tag) => tag.marks(),
            _ => Marks::default(),
        };
        let rows = selectors.iter().zip(&mut watches).zip(&mut found);
        for ((selector, watch), found) in rows {
            if let Some((depth, from)) = &mut watch.inner
                && depth.closes(&token)
            {
                found.push(Captured::Content(*from..start));
                watch.inner = None;
            }
            let mut is_outer = false;
            if let Some(depth) = &mut watch.outer {
                if depth.closes(&token) {
                    watch.outer = None;
                }
            } else if let (Some(inside), Token::Open(tag)) = (&selector.inside, &token)
                && tag.has(&marks, inside)
            {
                watch.outer = Some(Depth::of(tag));
                is_outer = true;
            }
            let Token::Open(tag) = &token else { continue };
            if is_outer
                || watch.inner.is_some()
                || (selector.inside.is_some() && watch.outer.is_none())
                || !tag.has(&marks, &selector.element)
            {
                continue;
            }
            match &selector.attribute {
                Some(name) => {
                    if let Some(value) = tag.attribute(name) {
                        found.push(Captured::Value(value));
                    }
                }
                None if !tag.is_void() => {
                    watch.inner = Some((Depth::of(tag), scanner.position()));
                }
                None => {}
            }
        }
    }
    // An element that is never closed ends where the part does.
    for (watch, found) in watches.into_iter().zip(&mut found) {
        if let Some((_, from)) = watch.inner {
            found.push(Captured::Content(from..html.len()));
        }
    }
    found
}

/// The place of the element whose opening tag begins at `start`, from that tag to its end tag.
pub(crate) fn element_at(html: &str, start: usize) -> Range<usize> {
    let mut scanner = Scanner::from(html, start);
    let Some((_, Token::Open(tag))) = scanner.next() else {
        return start..html.len();
    };
    if tag.is_void() {
        return start..scanner.position();
    }
    let mut depth = Depth::of(&tag);
    while let Some((_, token)) = scanner.next() {
        if depth.closes(&token) {
            return start..scanner.position();
        }
    }
    start..html.len()
}
