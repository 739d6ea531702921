//! What does the head of an HTML page say of the release?

use crate::convert::html::sanitize::sanitize;
use crate::convert::html::scanner::{Scanner, Token};
use crate::convert::lines::header;
use crate::convert::render;
use crate::convert::web_address::web_address;

/// The release as the head of its page describes it.
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
    /// The headline, without numbers, dates and site names.
    pub fn best_title(&self) -> &str {
        let title = if self.headline.is_empty() {
            &self.title
        } else {
            &self.headline
        };
        header::without_stamps(header::without_site_names(title))
    }
}

/// Reads the head, or the part of the page before its body.
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

/// The first headings of a page, each an `h1`.
pub(crate) fn headings(html: &str) -> Vec<String> {
    const MAX_HEADINGS: usize = 3;
    let mut headings = Vec::new();
    let mut from = None;
    let mut scanner = Scanner::new(html);
    while let Some((start, token)) = scanner.next() {
        match token {
            Token::Open(tag) if tag.is("h1") => from = Some(scanner.position()),
            Token::Close(name) if name.eq_ignore_ascii_case("h1") => {
                let content = from.take().map(|from| &html[from..start]);
                headings.extend(content.map(|text| render::line(&sanitize(text, |_| false))));
                if headings.len() == MAX_HEADINGS {
                    break;
                }
            }
            _ => {}
        }
    }
    headings
}
