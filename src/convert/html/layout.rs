//! Which known layout does a page have, and what is where in it?

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memrchr;

use crate::convert::html::sanitize::sanitize;
use crate::convert::html::scanner::{Scanner, Tag, Token};
use crate::convert::html::selectors::{self, Captured};
use crate::convert::render;
use crate::knowledge::{Element, Layout, PageField, Selector, layouts};
use crate::model::Page;

/// Maximum distance in bytes between the beginning of a tag and the layout marker in it.
const MAX_TAG: usize = 4096;

/// Maximum number of layout markers to look at in one page.
const MAX_MARKERS: usize = 8;

/// Finds the markers of all layouts. Leftmost-first is the fastest kind of search; no marker overlaps another.
static MARKERS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(layouts().iter().map(|layout| &layout.marker))
        .ok()
});

/// The layouts that a page may have, each with the place of the release in it. A marker may also be in a script or a
/// comment, so only the first layout that gives a text is the right one.
pub(crate) fn candidates(html: &str) -> impl Iterator<Item = (&'static Layout, Range<usize>)> + '_ {
    MARKERS
        .as_ref()
        .into_iter()
        .flat_map(move |markers| markers.find_iter(html))
        .take(MAX_MARKERS)
        .filter_map(move |found| {
            let layout = &layouts()[found.pattern().as_usize()];
            let Some(part) = &layout.container else {
                return Some((layout, 0..html.len()));
            };
            let start = tag_around(html, found.start(), part).or_else(|| first_tag(html, part))?;
            Some((layout, selectors::element_at(html, start)))
        })
}

/// The start of the tag around the marker, where it is a tag of the wanted element.
fn tag_around(html: &str, marker: usize, wanted: &Element) -> Option<usize> {
    let from = marker.saturating_sub(MAX_TAG);
    let start = from + memrchr(b'<', &html.as_bytes()[from..marker])?;
    match Scanner::from(html, start).next()? {
        (at, Token::Open(tag)) if at == start && tag.matches(wanted) => Some(start),
        _ => None,
    }
}

/// The start of the first tag of the wanted element.
fn first_tag(html: &str, wanted: &Element) -> Option<usize> {
    let mut scanner = Scanner::new(html);
    while let Some((start, token)) = scanner.next() {
        if matches!(token, Token::Open(tag) if tag.matches(wanted)) {
            return Some(start);
        }
    }
    None
}

/// Reads the release in `html[part]`, which has this layout.
pub(crate) fn page(html: &str, layout: &Layout, part: Range<usize>) -> Page {
    let selectors: Vec<&Selector> = layout.fields.iter().map(|(_, selector)| selector).collect();
    let captured = selectors::capture(html, part, &selectors);
    let mut page = Page {
        source: Some(layout.host.clone()),
        ..Page::default()
    };
    let mut body = None;
    for ((field, _), captures) in layout.fields.iter().zip(captured) {
        let mut lines = captures
            .iter()
            .map(|captured| one_line(html, captured))
            .filter(|line| !line.is_empty());
        let fields = &mut page.fields;
        match field {
            PageField::Title => fill(&mut page.title, lines.next()),
            PageField::Subtitle => fill(&mut page.text, lines.next()),
            PageField::Date => fields.date = fields.date.take().or_else(|| lines.next()),
            PageField::Number => fields.number = fields.number.take().or_else(|| lines.next()),
            PageField::Office => fields.office = fields.office.take().or_else(|| lines.next()),
            PageField::Component => fields.components.extend(lines),
            PageField::Topic => fields.topics.extend(lines),
            PageField::Body => body = body.or_else(|| body_text(html, &captures, &layout.removed)),
        }
    }
    if let Some(body) = body {
        if page.title.is_empty() {
            page.title = title_outside(html, layout);
        }
        page.text.push_str("\n\n");
        page.text.push_str(&body);
    }
    page
}

/// The headline where it is outside the release's part of the page.
fn title_outside(html: &str, layout: &Layout) -> String {
    let selectors: Vec<&Selector> = layout
        .fields
        .iter()
        .filter(|(spot, _)| *spot == PageField::Title)
        .map(|(_, selector)| selector)
        .collect();
    selectors::capture(html, 0..html.len(), &selectors)
        .iter()
        .flatten()
        .map(|captured| one_line(html, captured))
        .find(|line| !line.is_empty())
        .unwrap_or_default()
}

fn fill(slot: &mut String, line: Option<String>) {
    if slot.is_empty() {
        *slot = line.unwrap_or_default();
    }
}

fn one_line(html: &str, captured: &Captured<'_>) -> String {
    match captured {
        Captured::Value(value) => render::value(value),
        Captured::Content(place) => render::line(&sanitize(&html[place.clone()], |_| false)),
    }
}

fn body_text(html: &str, captures: &[Captured<'_>], removed: &[Element]) -> Option<String> {
    let is_removed = |tag: &Tag<'_>| removed.iter().any(|element| tag.matches(element));
    let parts: Vec<String> = captures
        .iter()
        .filter_map(|captured| match captured {
            Captured::Content(place) => Some(sanitize(&html[place.clone()], is_removed)),
            Captured::Value(_) => None,
        })
        .filter(|flat| !flat.is_empty())
        .map(|flat| render::render(&flat))
        .collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}
