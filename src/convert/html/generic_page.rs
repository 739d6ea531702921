//! Where is the release on a page of an unknown site? Where the sentences are.

use std::ops::Range;

use crate::convert::html::head::Head;
use crate::convert::html::sanitize::sanitize;
use crate::convert::html::scanner::{Scanner, Tag, Token};
use crate::convert::html::skipped_elements::{is_always_skipped, is_boilerplate};
use crate::convert::html::unclosed::ElementSkipper;
use crate::convert::lines::error_page::reads_as_release;
use crate::convert::lines::header::without_site_names;
use crate::convert::lines::line_class::is_sentence;
use crate::convert::render;
use crate::knowledge::boilerplate_kinds;
use crate::model::Page;

/// Minimum length of a sentence in bytes. A shorter run of text is a label.
const MIN_SENTENCE: usize = 40;

/// Maximum depth of nested elements. Text deeper inside counts for the element at this depth.
const MAX_DEPTH: usize = 256;

/// Minimum length in bytes of the sentences of a release in elements that are skipped by their names elsewhere.
const MIN_NEWS: usize = 300;

/// Maximum length in bytes of the subtitle and date between headline and text.
const MAX_BETWEEN: usize = 600;

/// Maximum number of headings to look at.
const MAX_HEADINGS: usize = 8;

/// An element that may be the release.
struct Candidate<'a> {
    name: &'a str,
    /// Its offsets in the page. They end where they begin until the end of the element is found.
    place: Range<usize>,
    /// Bytes of sentences in it.
    sentences: usize,
    /// Whether the release is likely in it: an `article`; also one with the name of a menu, where such ones are read.
    is_article: bool,
}

/// Finds the release in the page. Where the names of elements leave no sentence, although the others tell news, a name means
/// something else on this page: the box of its text is a `widget`, or hides below an open `menu`.
pub(crate) fn page(html: &str, head: &Head) -> Page {
    let found = page_without(html, head, true, true);
    if found.text.lines().any(is_sentence) {
        return found;
    }
    [true, false]
        .into_iter()
        .map(|within| page_without(html, head, false, within))
        .find(|page| tells_news(&page.text))
        .unwrap_or(found)
}

/// Whether a text has enough sentences for a release, and a day.
fn tells_news(text: &str) -> bool {
    let sentences = text.lines().filter(|line| is_sentence(line));
    sentences.map(str::len).sum::<usize>() >= MIN_NEWS && reads_as_release(text.lines(), false)
}

/// Finds the release in the page. Whether elements are skipped by their names is told for those around it, and within it.
fn page_without(html: &str, head: &Head, around: bool, within: bool) -> Page {
    let is_skipped = |tag: &Tag<'_>| within && is_boilerplate(tag);
    let survey = survey(html, around);
    let mut place = choose(&survey.elements, html.len());
    let headline = headline(html, head, &survey.headings);
    // The subtitle and the date are between the headline and the text.
    let start = headline
        .as_ref()
        .map(|(_, heading)| heading.end)
        .filter(|end| *end < place.start && !html[*end..place.start].contains("<footer"))
        .unwrap_or(place.start);
    let between = render::render(&sanitize(&html[start..place.start], is_skipped));
    let mut text = if between.len() <= MAX_BETWEEN {
        between
    } else {
        String::new()
    };
    text.push_str("\n\n");
    // The element is the right one, whatever its name.
    place.start = content_start(html, &place);
    text.push_str(&render::render(&sanitize(&html[place], is_skipped)));
    Page {
        title: headline.map_or_else(|| head.headline.clone(), |(title, _)| title),
        text,
        ..Page::default()
    }
}

/// Where the content of an element begins: behind its tag.
fn content_start(html: &str, place: &Range<usize>) -> usize {
    let mut scanner = Scanner::from(html, place.start);
    match scanner.next() {
        Some((start, Token::Open(_))) if start == place.start => scanner.position().min(place.end),
        _ => place.start,
    }
}

/// The elements and headings of a page.
struct Survey<'a> {
    /// Every element with sentences, in the order in which they end.
    elements: Vec<Candidate<'a>>,
    /// The places of the contents of every `h1`; of every `h2` and `h3` where there is no `h1`.
    headings: Vec<Range<usize>>,
}

/// Surveys a page, without the elements that are skipped by their names where `by_name` says so.
fn survey(html: &str, by_name: bool) -> Survey<'_> {
    let mut elements = Vec::new();
    let mut headings: Vec<Range<usize>> = Vec::new();
    let mut lesser: Vec<Range<usize>> = Vec::new();
    // A part of a page has no element around all of it.
    let mut open: Vec<Candidate> = vec![Candidate {
        name: "",
        place: 0..0,
        sentences: 0,
        is_article: false,
    }];
    let mut is_part = true;
    let mut too_deep = 0_usize;
    let mut links = 0_usize;
    let mut scanner = Scanner::new(html);
    let mut heading = None;
    let mut skipper = ElementSkipper::new(html);
    while let Some((start, token)) = scanner.next() {
        match token {
            Token::Text(text) => {
                let length = text.trim().len();
                if links == 0
                    && length >= MIN_SENTENCE
                    && let Some(innermost) = open.last_mut()
                {
                    innermost.sentences += length;
                }
            }
            Token::Open(tag) if tag.is_void() => {}
            Token::Open(tag) if is_always_skipped(&tag) || by_name && is_boilerplate(&tag) => {
                skipper.skip(&mut scanner, &tag, start);
            }
            Token::Open(tag) if tag.is("a") => links += 1,
            Token::Open(tag) if is_heading(tag.name) => heading = Some(scanner.position()),
            Token::Open(tag) if is_container(tag.name) => {
                is_part &= !(tag.is("html") || tag.is("body"));
                if open.len() == MAX_DEPTH {
                    too_deep += 1;
                    continue;
                }
                let is_article = tag.is("article")
                    || tag.is("main")
                    || !by_name && is_boilerplate(&tag)
                    || tag
                        .attribute("role")
                        .is_some_and(|role| matches!(role, "main" | "article"));
                open.push(Candidate {
                    name: tag.name,
                    place: start..start,
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
    if !is_part {
        open.remove(0);
    }
    while !open.is_empty() {
        close(&mut open, &mut elements, html.len());
    }
    if headings.is_empty() {
        headings = lesser;
    }
    Survey { elements, headings }
}

fn close<'a>(open: &mut Vec<Candidate<'a>>, closed: &mut Vec<Candidate<'a>>, end: usize) {
    let Some(mut element) = open.pop() else {
        return;
    };
    if let Some(parent) = open.last_mut() {
        parent.sentences += element.sentences;
    }
    if element.sentences > 0 {
        element.place.end = end;
        closed.push(element);
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
fn choose(candidates: &[Candidate<'_>], length: usize) -> Range<usize> {
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

/// The headline and its place: the heading that the page's `<title>` repeats, otherwise the first that is long enough.
fn headline(html: &str, head: &Head, headings: &[Range<usize>]) -> Option<(String, Range<usize>)> {
    let name = without_site_names(&head.title);
    let headings: Vec<(String, Range<usize>)> = headings
        .iter()
        .take(MAX_HEADINGS)
        .map(|place| {
            let text = render::line(&sanitize(&html[place.clone()], is_boilerplate));
            (text, place.clone())
        })
        .filter(|(text, _)| text.split(' ').count() > 3 && boilerplate_kinds(text).is_empty())
        .collect();
    let repeated = headings.iter().find(|(text, _)| {
        head.title.contains(text.as_str()) || (!name.is_empty() && text.starts_with(name))
    });
    if repeated.is_none() && !head.headline.is_empty() {
        return None;
    }
    repeated.or(headings.first()).cloned()
}

#[cfg(test)]
mod tests {
    use crate::convert::html_page;

    const TEXTS: [&str; 3] = [
        "OLDPORT – A clerk of the harbor office was sentenced today to nine months in prison for wire fraud, the county said.",
        "The clerk had paid the fees of a ferry that never sailed into an account of her own, for six years, and was found by an auditor.",
        "The case was investigated by the harbor police, and the clerk has to pay back all of the fees within two years of her release.",
    ];

    fn missing(html: &str) -> Vec<&'static str> {
        let page = html_page::convert(html).expect("a release");
        let lost = TEXTS.into_iter().filter(|text| !page.text.contains(text));
        lost.collect()
    }

    #[test]
    fn no_paragraph_of_a_part_of_a_page_is_lost() {
        let [one, two, three] = TEXTS;
        let head = "<head><title>Clerk Sentenced for Wire Fraud</title></head>";
        for part in [
            format!("<div>{one}</div><div>{two}</div><div>{three}</div>"),
            format!("<div>{one}</div><p>{two}</p><p>{three}</p>"),
            format!("<table><tr><td>{one}</td></tr></table><p>{two}</p><p>{three}</p>"),
            format!("<article>{one}</article><p>{two}</p><p>{three}</p>"),
            TEXTS
                .map(|text| format!("<article><p>{text}</p></article>"))
                .concat(),
            format!(
                "<h1>Clerk Sentenced for Wire Fraud</h1><section>{one}</section><section>{two}</section><section>{three}</section>"
            ),
        ] {
            assert_eq!(missing(&part), [""; 0], "{part}");
            assert_eq!(missing(&format!("{head}{part}")), [""; 0], "{head}{part}");
            let whole = format!(
                "Log of a program that wrote much before the page began, and said all of it again. <html>{head}<body>{part}</body></html>"
            );
            assert_eq!(missing(&whole), [""; 0], "{whole}");
            let page = html_page::convert(&whole).expect("a release");
            assert!(!page.text.contains("Log"), "{}", page.text);
        }
    }

    #[test]
    fn a_release_in_a_box_with_the_name_of_a_menu_keeps_its_text() {
        let paragraphs = TEXTS.map(|text| format!("<p>{text}</p>")).concat();
        for names in [
            "class='elementor-element elementor-widget elementor-widget-theme-post-content'",
            "class='widget editor pageStyles'",
            "class='layout--with--sidebar'",
            "class='page-with-sidebar'",
            "class='tab-content nav'",
            "class='menu-open'",
            "class='print-only'",
            "id='print'",
        ] {
            let inner = format!("<div class='inner'>{paragraphs}</div>");
            for content in [&paragraphs, &inner] {
                let page = format!(
                    "<html><body><nav>Home</nav><div class='menu'>All of the offices of the harbor are listed here</div><h1>Clerk Sentenced for Wire Fraud</h1><p>March 3, 2016</p><div {names}>{content}</div></body></html>"
                );
                assert_eq!(missing(&page), [""; 0], "{names}");
                let text = html_page::convert(&page).expect("a release").text;
                assert!(!text.contains("All of the offices"), "{text}");
            }
        }
        let boxes = TEXTS
            .map(|text| format!("<div class='widget'>{text}</div>"))
            .concat();
        assert_eq!(
            missing(&format!("<html><body>{boxes}</body></html>")),
            [""; 0]
        );
    }

    #[test]
    fn a_page_without_a_text_does_not_take_that_of_its_banner() {
        let note = "We use cookies so that the site works as you want it to work, and so that we can count how often each page is read. ".repeat(4);
        let page = format!(
            "<html><body><h1>Video of the Press Conference of the Office</h1><div class='cookie-banner'><p>{note}</p></div></body></html>"
        );
        let text = html_page::convert(&page).expect("a release").text;
        assert!(!text.contains("cookies"), "{text}");
    }
}
