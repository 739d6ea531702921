//! Which layout a page is in, and what stands where in it.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memrchr;

use crate::convert::html::render;
use crate::convert::html::sanitize::prune;
use crate::convert::html::scanner::{Scanner, Token};
use crate::convert::html::selectors;
use crate::convert::html::selectors::Captured;
use crate::knowledge::layouts;
use crate::knowledge::{Element, Layout, PageField, Selector};

/// How far before a mark its tag may begin.
const LONGEST_TAG: usize = 4096;

/// How often a mark may stand in a page outside the tag that it marks.
const MOST_MARKS: usize = 8;

/// Only a search for the leftmost match looks at many bytes at a time, and whole pages are searched. No mark overlaps
/// another, so that the kind of match makes no other difference.
static MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(layouts().iter().map(|layout| &layout.marker))
        .ok()
});

/// The layouts that a page may be in, each with the place of the release's part in it. A mark may also stand in a
/// script or a comment: the first that holds a text is the right one.
pub(crate) fn candidates(html: &str) -> impl Iterator<Item = (&'static Layout, Range<usize>)> + '_ {
    MARKS
        .as_ref()
        .into_iter()
        .flat_map(move |marks| marks.find_iter(html))
        .take(MOST_MARKS)
        .filter_map(move |found| {
            let layout = &layouts()[found.pattern().as_usize()];
            let Some(part) = &layout.container else {
                return Some((layout, 0..html.len()));
            };
            let start = tag_around(html, found.start(), part).or_else(|| first(html, part))?;
            Some((layout, selectors::element_at(html, start)))
        })
}

/// The start of the tag that the mark is in, where that is the wanted one.
fn tag_around(html: &str, mark: usize, wanted: &Element) -> Option<usize> {
    let from = mark.saturating_sub(LONGEST_TAG);
    let start = from + memrchr(b'<', &html.as_bytes()[from..mark])?;
    match Scanner::from(html, start).next()? {
        (at, Token::Open(tag)) if at == start && tag.matches(wanted) => Some(start),
        _ => None,
    }
}

fn first(html: &str, wanted: &Element) -> Option<usize> {
    let mut scanner = Scanner::new(html);
    while let Some((start, token)) = scanner.next() {
        if matches!(token, Token::Open(tag) if tag.matches(wanted)) {
            return Some(start);
        }
    }
    None
}

/// What a layout found in a page.
#[derive(Debug, Default)]
pub(crate) struct Spots {
    pub title: String,
    pub subtitle: String,
    pub body: Option<String>,
    pub date: Option<String>,
    pub number: Option<String>,
    pub office: Option<String>,
    pub components: Vec<String>,
    pub topics: Vec<String>,
}

/// Reads every spot of the layout.
pub(crate) fn read(html: &str, layout: &Layout, part: Range<usize>) -> Spots {
    let selectors: Vec<&Selector> = layout.fields.iter().map(|(_, selector)| selector).collect();
    let captured = selectors::capture(html, part, &selectors);
    let mut spots = Spots::default();
    for ((spot, _), captures) in layout.fields.iter().zip(captured) {
        let mut lines = captures
            .iter()
            .map(|captured| one_line(html, captured))
            .filter(|line| !line.is_empty());
        match spot {
            PageField::Title => fill(&mut spots.title, lines.next()),
            PageField::Subtitle => fill(&mut spots.subtitle, lines.next()),
            PageField::Date => spots.date = spots.date.take().or_else(|| lines.next()),
            PageField::Number => spots.number = spots.number.take().or_else(|| lines.next()),
            PageField::Office => spots.office = spots.office.take().or_else(|| lines.next()),
            PageField::Component => spots.components.extend(lines),
            PageField::Topic => spots.topics.extend(lines),
            PageField::Body => {
                drop(lines);
                if spots.body.is_none() {
                    spots.body = body(html, &captures, &layout.removed);
                }
            }
        }
    }
    if spots.title.is_empty() && spots.body.is_some() {
        spots.title = title_outside(html, layout);
    }
    spots
}

/// The headline where it stands outside the release's part.
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
        Captured::Content(place) => {
            let nothing: &[Element] = &[];
            render::line(&prune(&html[place.clone()], &nothing))
        }
    }
}

fn body(html: &str, captures: &[Captured<'_>], drop: &[Element]) -> Option<String> {
    let parts: Vec<String> = captures
        .iter()
        .filter_map(|captured| match captured {
            Captured::Content(place) => Some(prune(&html[place.clone()], &drop)),
            Captured::Value(_) => None,
        })
        .filter(|flat| !flat.is_empty())
        .map(|flat| render::render(&flat))
        .collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// What the head of any page says of it.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// `<title>`.
    pub title: String,
    /// `og:title`.
    pub headline: String,
    /// `link rel=canonical`, else `og:url`.
    pub url: Option<String>,
}

impl Head {
    /// The headline, as far as the head tells it.
    pub fn best_title(&self) -> &str {
        let title = if self.headline.is_empty() {
            &self.title
        } else {
            &self.headline
        };
        crate::convert::lines::header::undated(crate::convert::html::generic_page::without_site(
            title,
        ))
    }
}

/// Reads the head, or as much of the page as comes before its body.
pub(crate) fn head(html: &str) -> Head {
    let mut head = Head::default();
    let mut scanner = Scanner::new(html);
    let mut in_title = false;
    let mut address = None;
    while let Some((_, token)) = scanner.next() {
        match token {
            Token::Text(text) if in_title => {
                head.title = render::value(text);
                in_title = false;
            }
            Token::Text(_) => {}
            Token::Open(tag) if tag.is("title") => in_title = head.title.is_empty(),
            Token::Open(tag) if tag.is("link") => {
                let is_canonical = tag
                    .attribute("rel")
                    .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
                if is_canonical && head.url.is_none() {
                    head.url = tag.attribute("href").and_then(web_address);
                }
            }
            Token::Open(tag) if tag.is("meta") => {
                let content = || tag.attribute("content");
                match tag.attribute("property") {
                    Some("og:title") if head.headline.is_empty() => {
                        head.headline = content().map(render::value).unwrap_or_default();
                    }
                    Some("og:url") => address = address.or_else(|| content().and_then(web_address)),
                    _ => {}
                }
            }
            Token::Open(tag) if tag.is("body") => break,
            Token::Close(name) if name.eq_ignore_ascii_case("head") => break,
            _ => in_title = false,
        }
    }
    head.url = head.url.or(address);
    head
}

pub(crate) fn web_address(raw: &str) -> Option<String> {
    let address = render::value(raw);
    host(&address).is_some().then_some(address)
}

/// The host of a web address, in lower case, without `www.`.
pub(crate) fn host(address: &str) -> Option<String> {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))?;
    let host = rest
        .split(['/', '?', '#', ':'])
        .next()?
        .to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let is_host = host.contains('.')
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    is_host.then(|| host.to_owned())
}
