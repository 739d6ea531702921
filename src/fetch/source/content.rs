//! Is what was received a page, a feed, a sitemap, or none of them? And is it whole?

use std::borrow::Cow;

use crate::fetch::net::client::Answer;
use crate::fetch::net::fault::Fault;
use crate::fetch::net::unpack::unpack_gzip;
use crate::fetch::source::feed::read_feed;
use crate::fetch::source::sitemap::{Listed, Sitemap, read_sitemap};

/// How much of the beginning says what it is, in bytes.
const HEAD: usize = 2048;

/// A page that a site sends to robots is shorter than this, in bytes.
const MAX_BOT_WALL: usize = 16 << 10;

/// What such a page says.
const BOT_WALLS: [&str; 11] = [
    "powered and protected by",
    "verify you are human",
    "undeclared automated tool",
    "enable javascript and cookies to continue",
    "checking your browser",
    "pardon our interruption",
    "_incapsula_resource",
    "incapsula incident id",
    "bm-verify",
    "radware captcha",
    // Akamai: Access Denied, with the number of the refusal.
    "reference&#32;&#35;",
];

/// What a source gave.
#[derive(Debug)]
pub(crate) enum Content {
    /// A page.
    Page,
    /// Pages.
    Pages(Listed),
    /// Other sitemaps.
    Sitemaps(Listed),
}

/// What a source gave. `limit` bounds what a packed sitemap unpacks to, in bytes.
pub(crate) fn read_content(answer: &Answer, limit: u64) -> Result<Content, Fault> {
    let bytes = if answer.body.starts_with(&[0x1F, 0x8B]) {
        Cow::Owned(unpack_gzip(&answer.body, limit)?)
    } else {
        Cow::Borrowed(answer.body.as_slice())
    };
    let head = head(&bytes);
    match root(&head) {
        "urlset" | "sitemapindex" => {
            let text = String::from_utf8_lossy(&bytes);
            return Ok(match read_sitemap(&text, &answer.url)? {
                Sitemap::Pages(listed) => Content::Pages(listed),
                Sitemap::Index(listed) => Content::Sitemaps(listed),
            });
        }
        "rss" | "feed" | "rdf" => return read_feed(&bytes, &answer.url).map(Content::Pages),
        _ if head.starts_with('{') && head.contains("jsonfeed.org") => {
            return read_feed(&bytes, &answer.url).map(Content::Pages);
        }
        _ => {}
    }
    page_ending(answer).map(|_| Content::Page)
}

/// The ending of the file of a page; a fault where it is none, or not whole.
pub(crate) fn page_ending(answer: &Answer) -> Result<&'static str, Fault> {
    let body = answer.body.as_slice();
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::cut_short("it is empty"));
    }
    let head = head(body);
    if is_html(&head) {
        if is_bot_wall(body) {
            return Err(Fault::BotWall);
        }
        if head.contains("<html") && !contains(body, b"</html") {
            return Err(Fault::cut_short(
                "the page has no end: `</html>` is missing",
            ));
        }
        return Ok("html");
    }
    if answer.content_type == "text/plain" && !body.contains(&0) {
        return Ok("txt");
    }
    let content_type = if answer.content_type.is_empty() {
        format!(
            "it begins with `{}`",
            head.chars().take(20).collect::<String>().escape_debug()
        )
    } else {
        answer.content_type.clone()
    };
    Err(Fault::NotAPage { content_type })
}

/// A fault where an API has answered with HTML.
pub(crate) fn check_json(answer: &Answer) -> Result<(), Fault> {
    let head = head(&answer.body);
    let is_markup = head.starts_with('<');
    if is_html(&head) || (answer.content_type == "text/html" && is_markup) {
        let title = head
            .split("<title>")
            .nth(1)
            .and_then(|rest| rest.split('<').next());
        let title = title.unwrap_or_default().trim().chars().take(80).collect();
        return Err(Fault::HtmlForJson { title });
    }
    if is_markup {
        return Err(Fault::bad_json(format!("it is XML: <{}>", root(&head))));
    }
    Ok(())
}

/// The beginning in lower case, without what may stand before the first letter.
fn head(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
        .to_lowercase()
}

/// The name of the first element, without the prefix of its namespace; empty where there is none.
fn root(head: &str) -> &str {
    let mut rest = head.trim_start();
    while let Some(declaration) = rest
        .strip_prefix('<')
        .filter(|tag| tag.starts_with(['?', '!']))
    {
        let end = if declaration.starts_with("!--") {
            "-->"
        } else {
            ">"
        };
        let Some((_, after)) = declaration.split_once(end) else {
            return "";
        };
        rest = after.trim_start();
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, ':' | '-' | '_');
    let name = name
        .split(|letter| !is_part(letter))
        .next()
        .unwrap_or_default();
    name.rsplit(':').next().unwrap_or_default()
}

fn is_html(head: &str) -> bool {
    let root = root(head);
    head.starts_with("<!doctype html")
        || root == "html"
        || (head.starts_with('<')
            && root != "rss"
            && (head.contains("<body") || head.contains("<div")))
}

fn is_bot_wall(body: &[u8]) -> bool {
    if body.len() > MAX_BOT_WALL {
        return false;
    }
    let text = String::from_utf8_lossy(body).to_lowercase();
    BOT_WALLS.iter().any(|words| text.contains(words))
}

/// Whether the bytes hold a text, in any case.
fn contains(bytes: &[u8], text: &[u8]) -> bool {
    let first = text.first().copied().unwrap_or_default();
    memchr::memrchr_iter(first, bytes).any(|at| {
        let found = bytes.get(at..at + text.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(text))
    })
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::fetch::net::client::Marks;

    fn answer(content_type: &str, body: &str) -> Answer {
        Answer {
            url: Url::parse("https://a.example/x").expect("an address"),
            status: 200,
            marks: Marks::default(),
            content_type: content_type.to_owned(),
            location: None,
            retry_after: None,
            body: body.into(),
        }
    }

    #[test]
    fn what_was_received_is_told_by_its_beginning_not_by_its_type() {
        for (body, is) in [
            (
                "<?xml version='1.0'?>\n<!-- made by hand -->\n<urlset><url><loc>/a</loc></url></urlset>",
                "Pages",
            ),
            ("<sitemapindex></sitemapindex>", "Sitemaps"),
            (
                "<rss version=\"2.0\"><channel><description>&lt;div&gt; <![CDATA[<div><body>]]></description></channel></rss>",
                "Pages",
            ),
            (
                "\u{feff}<!DOCTYPE html><html><body>A clerk.</body></html>",
                "Page",
            ),
            ("<html><body>A clerk.</BODY></HTML>", "Page"),
            ("<div>A part of a page.</div>", "Page"),
        ] {
            let content = read_content(&answer("application/octet-stream", body), 1000);
            let told = format!("{:?}", content.expect("content"));
            assert!(told.starts_with(is), "{body}: {told}");
        }
    }

    #[test]
    fn a_page_cut_short_a_bot_wall_and_a_picture_are_no_pages() {
        let fault = |content_type: &str, body: &str| {
            page_ending(&answer(content_type, body)).expect_err("no page")
        };
        assert!(matches!(
            fault("text/html", "<html><body>A clerk of Old"),
            Fault::CutShort { .. }
        ));
        assert!(matches!(fault("text/html", " \n"), Fault::CutShort { .. }));
        let wall = "<html><body>Powered and protected by Example</body></html>";
        assert_eq!(fault("text/html", wall), Fault::BotWall);
        assert!(matches!(
            fault("application/pdf", "%PDF-1.7"),
            Fault::NotAPage { .. }
        ));
        assert!(matches!(fault("", "\u{1}\u{2}"), Fault::NotAPage { .. }));
        assert_eq!(page_ending(&answer("text/plain", "A clerk.")), Ok("txt"));
    }
}
