//! Feeds (RSS, Atom) and sitemaps: an item with the text of a release is a record. Items with a teaser alone are told.

#[cfg(feature = "feeds")]
use feed_rs::model::Feed;

#[cfg(feature = "feeds")]
use crate::corpus::content::{Content, RecordFields};
use crate::corpus::record_sink::RecordSink;
#[cfg(feature = "feeds")]
use crate::corpus::web::feeds_apart::feeds;
use crate::model::SkipReason;

/// Least length of the text of an item that is a release, in bytes: shorter ones are teasers.
#[cfg(feature = "feeds")]
const MIN_TEXT: usize = 600;

/// Most items of a feed: it is read whole, and an item takes a thousand bytes.
#[cfg(feature = "feeds")]
const MAX_ITEMS: usize = 50_000;

/// Minimum length of what a feed calls the whole text of an item, in bytes.
#[cfg(feature = "feeds")]
const MIN_WHOLE: usize = 150;

/// What a file of XML is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum XmlKind {
    /// Items, each with a text or a teaser.
    Feed,
    /// Addresses of pages.
    Sitemap,
}

/// The kind of a file that begins with `head`; none where it is another file.
pub(crate) fn xml_kind(head: &[u8]) -> Option<XmlKind> {
    /// Number of bytes in which the first element is looked for.
    const HEAD: usize = 2048;
    let begins = head
        .iter()
        .find(|byte| byte.is_ascii() && !byte.is_ascii_whitespace());
    if begins != Some(&b'<') || head.trim_ascii_start().starts_with(b"<!DOCTYPE html") {
        return None;
    }
    let head = String::from_utf8_lossy(&head[..head.len().min(HEAD)]).into_owned();
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    // The declaration, comments, style sheets and the type.
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let has_subset = || rest.find('[') < rest.find('>') && rest.contains('[');
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if has_subset() {
            "]>"
        } else {
            ">"
        };
        rest = rest[rest.find(end)? + end.len()..].trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let name = name.split(|c: char| c.is_whitespace() || c == '>').next()?;
    match name {
        "rss" | "feed" | "rdf:RDF" => Some(XmlKind::Feed),
        "urlset" | "sitemapindex" => Some(XmlKind::Sitemap),
        _ => None,
    }
}

/// Reads the items of a feed.
pub(crate) fn read(bytes: &[u8], kind: XmlKind, sink: &mut RecordSink<'_>) {
    if kind == XmlKind::Sitemap {
        let what = "a sitemap, which lists addresses of pages".to_owned();
        return sink.whole_file(Err(SkipReason::NoRelease(what)));
    }
    read_items(bytes, sink);
}

/// Leaves out a feed: this program was built without reading any.
#[cfg(not(feature = "feeds"))]
fn read_items(_: &[u8], sink: &mut RecordSink<'_>) {
    sink.whole_file(Err(SkipReason::not_built("a feed", "feeds")));
}

#[cfg(feature = "feeds")]
fn read_items(bytes: &[u8], sink: &mut RecordSink<'_>) {
    let begun = |name: &[u8]| memchr::memmem::find_iter(bytes, name).count();
    if begun(b"<item").max(begun(b"<entry")) > MAX_ITEMS {
        let what = format!("a feed with more than {MAX_ITEMS} items");
        return sink.whole_file(Err(SkipReason::UnknownFormat(what)));
    }
    let is_feed = |bytes: &[u8]| xml_kind(bytes) == Some(XmlKind::Feed);
    let feeds = feeds(bytes, is_feed);
    let is_one = feeds.len() == 1;
    for feed in feeds {
        match parse(&feed) {
            Ok(feed) => pass_items(feed, sink),
            Err(reason) if is_one => sink.whole_file(Err(reason)),
            Err(reason) => sink.record(Err(reason)),
        }
    }
}

/// Reads one feed. An error where it holds no items.
#[cfg(feature = "feeds")]
fn parse(bytes: &[u8]) -> Result<Feed, SkipReason> {
    let feed = feed_rs::parser::parse(bytes).map_err(|error| {
        SkipReason::UnknownFormat(format!("a feed that cannot be read: {error}"))
    })?;
    if feed.entries.is_empty() {
        let what = "a feed without items".to_owned();
        return Err(SkipReason::NoRelease(what));
    }
    Ok(feed)
}

#[cfg(feature = "feeds")]
fn pass_items(feed: Feed, sink: &mut RecordSink<'_>) {
    for entry in feed.entries {
        let text = entry.content.and_then(|content| content.body);
        let teaser = entry.summary.map(|summary| summary.content);
        let whole = text.filter(|text| text.len() >= MIN_WHOLE);
        let teaser = teaser.filter(|teaser| teaser.len() >= MIN_TEXT);
        let body = whole.into_iter().chain(teaser).max_by_key(String::len);
        let Some(body) = body else {
            let what = "an item of a feed with a teaser alone".to_owned();
            sink.record(Err(SkipReason::NoRelease(what)));
            continue;
        };
        let day = entry.published.or(entry.updated);
        sink.record(Ok(Content::Fields(Box::new(RecordFields {
            title: entry.title.map(|title| title.content).unwrap_or_default(),
            body,
            date: day.map(|day| day.format("%Y-%m-%d").to_string()),
            url: entry.links.into_iter().next().map(|link| link.href),
            topics: entry
                .categories
                .into_iter()
                .map(|category| category.term)
                .collect(),
            ..RecordFields::default()
        }))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> Vec<Result<Content, SkipReason>> {
        let mut found = Vec::new();
        let mut take = |record: Result<crate::corpus::content::Record, crate::model::Skip>| {
            found.push(
                record
                    .map(|record| record.content)
                    .map_err(|skip| skip.reason),
            );
        };
        let kind = xml_kind(text.as_bytes()).expect("a feed");
        read(
            text.as_bytes(),
            kind,
            &mut RecordSink::new("a.xml", &mut take),
        );
        found
    }

    #[test]
    fn an_item_with_its_text_is_a_release_and_a_teaser_is_told() {
        let text = "A clerk of Oldport was fined today. ".repeat(20);
        let feed = format!(
            "<?xml version=\"1.0\"?>\n<!-- made -->\n<rss version=\"2.0\"><channel><title>News</title><item><title>Clerk Fined</title><link>https://example.gov/1</link><pubDate>Thu, 04 Mar 2021 15:04:05 -0500</pubDate><description>{text}</description></item><item><title>Two</title><description>Short.</description></item></channel></rss>"
        );
        let found = read_all(&feed);
        let Ok(Content::Fields(fields)) = &found[0] else {
            panic!("{found:?}");
        };
        assert_eq!(fields.title, "Clerk Fined");
        assert_eq!(fields.date.as_deref(), Some("2021-03-04"));
        assert_eq!(fields.url.as_deref(), Some("https://example.gov/1"));
        assert!(matches!(&found[1], Err(SkipReason::NoRelease(what)) if what.contains("teaser")));
    }

    #[test]
    fn channels_and_feeds_behind_one_another_are_all_read() {
        let text = "A clerk of Oldport was fined today. ".repeat(20);
        let channel = |name: &str| {
            format!(
                "<channel><title>News</title><item><title>{name}</title><description>{text}</description></item></channel>"
            )
        };
        let feed =
            |inside: &str| format!("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">{inside}</rss>");
        let (one, two) = (channel("One"), channel("Two"));
        for file in [
            feed(&format!("{one}\n{two}")),
            feed(&one) + &feed(&two),
            format!("{}\n\n{}\n", feed(&one), feed(&two)),
        ] {
            let found = read_all(&file);
            let titles: Vec<&str> = (found.iter())
                .map(|content| match content {
                    Ok(Content::Fields(fields)) => fields.title.as_str(),
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(titles, ["One", "Two"], "{file}");
        }
    }

    #[test]
    fn a_sitemap_is_a_list() {
        let map = "<?xml version=\"1.0\"?><urlset xmlns=\"x\"><url><loc>https://example.gov/1</loc></url></urlset>";
        assert!(matches!(read_all(map)[0], Err(SkipReason::NoRelease(_))));
        assert_eq!(xml_kind(b"<html><body>"), None);
        assert_eq!(
            xml_kind(b"<?xml version=\"1.0\"?><!DOCTYPE html><html>"),
            None
        );
    }
}
