//! The general rule for pages of unknown sites: the release is where the sentences are.

use std::ops::Range;

use crate::convert::html::layout::Head;
use crate::convert::html::render;
use crate::convert::html::sanitize::{Unwanted, prune};
use crate::convert::html::scanner::{Scanner, Tag, Token};
use crate::convert::html::skipped_elements;
use crate::convert::html::unclosed::Skipper;
use crate::knowledge::boilerplate_kinds;
use crate::model::Page;

/// A run of text shorter than this is a label, not a sentence.
const SHORTEST_SENTENCE: usize = 40;

/// How deep elements are told apart; text further inside counts for the element at this depth.
const DEEPEST: usize = 256;

/// More text than this between headline and text is no subtitle.
const LONGEST_BETWEEN: usize = 600;

/// How many `h1` are looked at.
const MOST_HEADINGS: usize = 8;

/// Words in a class or id that mark what stands around a release.
const FURNITURE: [&str; 34] = [
    "menu",
    "nav",
    "navbar",
    "navigation",
    "share",
    "sharing",
    "sharethis",
    "addthis",
    "addtoany",
    "social",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "related",
    "newsletter",
    "subscribe",
    "cookie",
    "cookies",
    "footer",
    "pager",
    "pagination",
    "comments",
    "skip",
    "skiplink",
    "search",
    "banner",
    "masthead",
    "popup",
    "modal",
    "widget",
    "advertisement",
    "tags",
    "translate",
    "print",
];

/// Leaves out elements that are furniture by their role, class or id.
pub(crate) struct Furniture;

impl Unwanted for Furniture {
    fn unwanted(&self, tag: &Tag<'_>) -> bool {
        if ["html", "body", "main", "article", "h1", "p", "a", "form"]
            .iter()
            .any(|name| tag.is(name))
        {
            return false;
        }
        tag.attributes().any(|(name, value)| {
            if name.eq_ignore_ascii_case("role") {
                matches!(
                    value,
                    "navigation" | "banner" | "contentinfo" | "search" | "complementary"
                )
            } else if name.eq_ignore_ascii_case("class") || name.eq_ignore_ascii_case("id") {
                value.split_ascii_whitespace().any(is_furniture)
            } else {
                false
            }
        })
    }
}

/// Whether a class or id begins or ends with a word for furniture: `share-buttons`, `page_menu`; not `no-sidebar-page`.
fn is_furniture(name: &str) -> bool {
    let mut words = name
        .split(['-', '_', ':'])
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase);
    let first = words.next().unwrap_or_default();
    let last = words.next_back();
    let known = |word: &str| FURNITURE.contains(&word);
    let negated = matches!(first.as_str(), "no" | "with" | "has" | "without");
    !negated && (known(&first) || last.as_deref().is_some_and(known))
}

/// An element that is open while the page is read.
struct Open<'a> {
    name: &'a str,
    start: usize,
    /// Bytes of sentences inside.
    sentences: usize,
    is_article: bool,
}

/// An element that is closed: where it is and how many bytes of sentences it holds.
struct Candidate {
    place: Range<usize>,
    sentences: usize,
    is_article: bool,
}

/// Finds the release in the page.
pub(crate) fn page(html: &str, head: &Head) -> Page {
    let survey = survey(html);
    let place = choose(&survey.elements, html.len());
    let headline = headline(html, head, &survey.headings);
    // Subtitle and date stand between the headline and the text.
    let start = headline
        .as_ref()
        .map(|(_, heading)| heading.end)
        .filter(|end| *end < place.start && !html[*end..place.start].contains("<footer"))
        .unwrap_or(place.start);
    let between = render::render(&prune(&html[start..place.start], &Furniture));
    let mut text = if between.len() <= LONGEST_BETWEEN {
        between
    } else {
        String::new()
    };
    text.push_str("\n\n");
    text.push_str(&render::render(&prune(&html[place], &Furniture)));
    Page {
        title: headline.map_or_else(|| head.headline.clone(), |(title, _)| title),
        text,
        ..Page::default()
    }
}

/// What there is in a page.
struct Survey {
    /// Every element that holds sentences, in the order in which they close.
    elements: Vec<Candidate>,
    /// The content of every `h1`, or of every `h2` and `h3` where there is none.
    headings: Vec<Range<usize>>,
}

fn survey(html: &str) -> Survey {
    let mut elements = Vec::new();
    let mut headings: Vec<Range<usize>> = Vec::new();
    let mut lesser: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut too_deep = 0_usize;
    let mut links = 0_usize;
    let mut scanner = Scanner::new(html);
    let mut heading = None;
    let mut skipper = Skipper::new(html);
    while let Some((start, token)) = scanner.next() {
        match token {
            Token::Text(text) => {
                let length = text.trim().len();
                if links == 0
                    && length >= SHORTEST_SENTENCE
                    && let Some(innermost) = open.last_mut()
                {
                    innermost.sentences += length;
                }
            }
            Token::Open(tag) if tag.is_void() => {}
            Token::Open(tag) if skipped_elements::is_left_out(&tag) || Furniture.unwanted(&tag) => {
                skipper.skip(&mut scanner, &tag, start);
            }
            Token::Open(tag) if tag.is("a") => links += 1,
            Token::Open(tag) if is_heading(tag.name) => heading = Some(scanner.position()),
            Token::Open(tag) if is_container(tag.name) => {
                if open.len() == DEEPEST {
                    too_deep += 1;
                    continue;
                }
                let is_article = tag.is("article")
                    || tag.is("main")
                    || tag
                        .attribute("role")
                        .is_some_and(|role| matches!(role, "main" | "article"));
                open.push(Open {
                    name: tag.name,
                    start,
                    sentences: 0,
                    is_article,
                });
            }
            Token::Close(name) if name.eq_ignore_ascii_case("a") => links = links.saturating_sub(1),
            Token::Close(name) if is_heading(name) => {
                let place = heading.take().map(|from| from..start);
                if name.ends_with('1') {
                    headings.extend(place);
                } else {
                    lesser.extend(place);
                }
            }
            Token::Close(name) if is_container(name) => {
                links = 0;
                if too_deep > 0 {
                    too_deep -= 1;
                    continue;
                }
                let Some(at) = open.iter().rposition(|o| o.name.eq_ignore_ascii_case(name)) else {
                    continue;
                };
                while open.len() > at {
                    close(&mut open, &mut elements, scanner.position());
                }
            }
            Token::Open(_) | Token::Close(_) => {}
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut elements, html.len());
    }
    // A page without an `h1` may head its text with the next lower ones.
    if headings.is_empty() {
        headings = lesser;
    }
    Survey { elements, headings }
}

fn close(open: &mut Vec<Open<'_>>, candidates: &mut Vec<Candidate>, end: usize) {
    let Some(element) = open.pop() else { return };
    if let Some(parent) = open.last_mut() {
        parent.sentences += element.sentences;
    }
    if element.sentences > 0 {
        candidates.push(Candidate {
            place: element.start..end,
            sentences: element.sentences,
            is_article: element.is_article,
        });
    }
}

fn is_heading(name: &str) -> bool {
    ["h1", "h2", "h3"]
        .iter()
        .any(|heading| name.eq_ignore_ascii_case(heading))
}

fn is_container(name: &str) -> bool {
    [
        "html", "body", "main", "article", "section", "div", "td", "center", "form",
    ]
    .iter()
    .any(|container| name.eq_ignore_ascii_case(container))
}

/// The innermost element that holds nearly all sentences of the page's article, or of the page where it has none.
fn choose(candidates: &[Candidate], length: usize) -> Range<usize> {
    let all = candidates.iter().map(|c| c.sentences).max().unwrap_or(0);
    let article = candidates
        .iter()
        .filter(|candidate| candidate.is_article && candidate.sentences * 2 >= all)
        .min_by_key(|candidate| candidate.place.len());
    let (within, wanted) = article.map_or((0..length, all), |article| {
        (article.place.clone(), article.sentences)
    });
    candidates
        .iter()
        .filter(|candidate| {
            candidate.sentences * 10 >= wanted * 9
                && candidate.place.start >= within.start
                && candidate.place.end <= within.end
        })
        .min_by_key(|candidate| candidate.place.len())
        .map_or(within, |candidate| candidate.place.clone())
}

/// The headline and its place: the `h1` that the page's `<title>` speaks of, else the first that is long enough for one.
fn headline(html: &str, head: &Head, headings: &[Range<usize>]) -> Option<(String, Range<usize>)> {
    let name = without_site(&head.title);
    let headings: Vec<(String, Range<usize>)> = headings
        .iter()
        .take(MOST_HEADINGS)
        .map(|place| {
            let text = render::line(&prune(&html[place.clone()], &Furniture));
            (text, place.clone())
        })
        .filter(|(text, _)| text.split(' ').count() > 3 && boilerplate_kinds(text).is_empty())
        .collect();
    let told = headings.iter().find(|(text, _)| {
        head.title.contains(text.as_str()) || (!name.is_empty() && text.starts_with(name))
    });
    if told.is_none() && !head.headline.is_empty() {
        return None;
    }
    told.or(headings.first()).cloned()
}

/// A page's name without the names of the site around it, which are shorter: `Acme Pleads Guilty | OPA | Department of
/// Justice`.
pub(crate) fn without_site(name: &str) -> &str {
    let mut longest = "";
    for piece in name.split(" | ").flat_map(|piece| piece.split(" « ")) {
        let piece = piece.split(" » ").next().unwrap_or(piece).trim();
        if piece.len() > longest.len() {
            longest = piece;
        }
    }
    longest
}
