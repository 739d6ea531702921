//! Which elements of a page does a selector mean?

use std::ops::Range;

use crate::convert::html::scanner::{ElementDepth, IdAndClass, Scanner, Token};
use crate::knowledge::Selector;

/// What a selector found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Captured<'a> {
    /// Byte offsets of an element's content in the page.
    Content(Range<usize>),
    /// The value of an attribute, entities not decoded.
    Value(&'a str),
}

/// Finds what each selector means in `html[part]`, in one pass. Returns a list for each selector, in the order of the page.
/// An element inside another one of the same selector is not listed.
pub(crate) fn capture<'a>(
    html: &'a str,
    part: Range<usize>,
    selectors: &[&Selector],
) -> Vec<Vec<Captured<'a>>> {
    struct Watch<'a> {
        outer: Option<ElementDepth<'a>>,
        inner: Option<(ElementDepth<'a>, usize)>,
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
        let id_and_class = match &token {
            Token::Open(tag) => tag.id_and_class(),
            _ => IdAndClass::default(),
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
                && tag.has(&id_and_class, inside)
            {
                watch.outer = Some(ElementDepth::of(tag));
                is_outer = true;
            }
            let Token::Open(tag) = &token else { continue };
            if is_outer
                || watch.inner.is_some()
                || (selector.inside.is_some() && watch.outer.is_none())
                || !tag.has(&id_and_class, &selector.element)
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
                    watch.inner = Some((ElementDepth::of(tag), scanner.position()));
                }
                None => {}
            }
        }
    }
    // An element that is never closed ends at the end of the part.
    for (watch, found) in watches.into_iter().zip(&mut found) {
        if let Some((_, from)) = watch.inner {
            found.push(Captured::Content(from..html.len()));
        }
    }
    found
}

/// Byte offsets of the element whose tag begins at `start`, with its end tag.
pub(crate) fn element_at(html: &str, start: usize) -> Range<usize> {
    let mut scanner = Scanner::from(html, start);
    let Some((_, Token::Open(tag))) = scanner.next() else {
        return start..html.len();
    };
    if tag.is_void() {
        return start..scanner.position();
    }
    let mut depth = ElementDepth::of(&tag);
    while let Some((_, token)) = scanner.next() {
        if depth.closes(&token) {
            return start..scanner.position();
        }
    }
    start..html.len()
}
