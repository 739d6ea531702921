//! The general rule for pages of unknown sites: the release is where the sentences are.

use std::ops::Range;

use super::prune::{self, Unwanted, prune};
use super::render;
use super::scan::{Scanner, Tag, Token};
use super::site::Head;

/// A run of text shorter than this is a label, not a sentence.
const SHORTEST_SENTENCE: usize = 40;

/// How deep elements are told apart; text further inside counts for the element at this depth.
const DEEPEST: usize = 256;

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
pub(super) struct Furniture;

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
    let last = words.last();
    let known = |word: &str| FURNITURE.contains(&word);
    let negated = matches!(first.as_str(), "no" | "with" | "has" | "without");
    !negated && (known(&first) || last.as_deref().is_some_and(known))
}

/// What the general rule found in a page.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub title: String,
    pub text: String,
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
pub(super) fn find(html: &str, head: &Head) -> Found {
    let (candidates, headings) = survey(html);
    let place = choose(&candidates, html.len());
    let title = title(html, head, &headings);
    let text = render::render(&prune(&html[place], &Furniture));
    Found { title, text }
}

/// Every element that holds sentences, in the order in which they close, and the content of every `h1`.
fn survey(html: &str) -> (Vec<Candidate>, Vec<Range<usize>>) {
    let mut candidates = Vec::new();
    let mut headings: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut too_deep = 0_usize;
    let mut links = 0_usize;
    let mut scanner = Scanner::new(html);
    let mut heading = None;
    let mut unclosed = 0;
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
            Token::Open(tag) if prune::is_left_out(&tag) || Furniture.unwanted(&tag) => {
                let after = scanner.position();
                if !prune::skip(&mut scanner, &tag) && unclosed < prune::MOST_UNCLOSED {
                    unclosed += 1;
                    scanner = Scanner::from(html, after);
                }
            }
            Token::Open(tag) if tag.is("a") => links += 1,
            Token::Open(tag) if tag.is("h1") => heading = Some(scanner.position()),
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
            Token::Open(_) => {}
            Token::Close(name) if name.eq_ignore_ascii_case("a") => links = links.saturating_sub(1),
            Token::Close(name) if name.eq_ignore_ascii_case("h1") => {
                headings.extend(heading.take().map(|from| from..start));
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
                    close(&mut open, &mut candidates, scanner.position());
                }
            }
            Token::Close(_) => {}
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut candidates, html.len());
    }
    (candidates, headings)
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

/// The headline: the page's `h1` that its `<title>` speaks of, else the first; else what the head says.
fn title(html: &str, head: &Head, headings: &[Range<usize>]) -> String {
    let name = without_site(&head.title);
    let headings: Vec<String> = headings
        .iter()
        .take(8)
        .map(|place| render::line(&prune(&html[place.clone()], &Furniture)))
        .filter(|heading| !heading.is_empty())
        .collect();
    let told = headings
        .iter()
        .find(|heading| head.title.contains(heading.as_str()) || heading.starts_with(name))
        .filter(|heading| !heading.is_empty() && heading.len() > 15);
    if let Some(heading) = told {
        return heading.clone();
    }
    if !head.headline.is_empty() {
        return without_site(&head.headline).to_owned();
    }
    headings
        .into_iter()
        .find(|heading| heading.split(' ').count() > 3)
        .unwrap_or_else(|| name.to_owned())
}

/// A page's name without the names of the site behind it: `Acme Pleads Guilty | OPA | Department of Justice`.
pub(super) fn without_site(name: &str) -> &str {
    let end = [" | ", " « ", " » "]
        .iter()
        .filter_map(|sign| name.find(sign))
        .min()
        .unwrap_or(name.len());
    name[..end].trim()
}
