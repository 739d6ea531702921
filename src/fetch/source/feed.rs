//! Which pages does a feed list? Only this file knows feed-rs.

use feed_rs::model::Entry;
use feed_rs::parser;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use url::Url;

use crate::fetch::net::address::join_url;
use crate::fetch::net::fault::Fault;
use crate::fetch::source::sitemap::{Link, Listed};

/// Reads RSS, Atom or a JSON feed. `base` is the feed's own address.
pub(crate) fn read_feed(bytes: &[u8], base: &Url) -> Result<Listed, Fault> {
    let parser = parser::Builder::new().base_uri(Some(base.as_str())).build();
    let feed = parser.parse(bytes).map_err(|error| Fault::BadList {
        why: error.to_string(),
    })?;
    let mut listed = Listed::default();
    for entry in &feed.entries {
        let (address, link) = link(entry, base);
        listed.add(address, link);
    }
    Ok(listed)
}

fn link<'a>(entry: &'a Entry, base: &Url) -> (&'a str, Result<Link, String>) {
    let is_page = |rel: Option<&str>| matches!(rel, None | Some("alternate"));
    let page = entry.links.iter().find(|link| is_page(link.rel.as_deref()));
    // An entry without a link may have its address as its id.
    let address = page.map_or(entry.id.as_str(), |link| link.href.as_str());
    if page.is_none() && !address.starts_with("http") {
        return (address, Err("an entry has no address".to_owned()));
    }
    let published = entry
        .published
        .and_then(|time| Timestamp::from_second(time.timestamp()).ok());
    let link = join_url(base, address).map(|url| Link {
        url,
        title: entry
            .title
            .as_ref()
            .map(|title| title.content.trim().to_owned())
            .unwrap_or_default(),
        issued: published.map(|time| time.to_zoned(TimeZone::UTC).date()),
        // Feeds tell when an entry was changed, and few mean the page.
        modified: None,
    });
    (address, link)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let base = Url::parse("https://a.example/feed.xml").expect("an address");
        let links = read_feed(text.as_bytes(), &base).expect("a feed");
        links
            .links
            .iter()
            .map(|link| {
                format!(
                    "{} {} {}",
                    link.url,
                    link.issued.map(|day| day.to_string()).unwrap_or_default(),
                    link.title
                )
            })
            .collect()
    }

    #[test]
    fn rss_atom_and_json_name_their_pages() {
        let rss = r#"<rss version="2.0"><channel><title>News</title>
            <item><title>Clerk &amp; Co. Sentenced</title><link>https://a.example/news/1</link><pubDate>Mon, 04 Mar 2024 15:00:00 -0500</pubDate></item>
            <item><title>No link</title><guid isPermaLink="false">7</guid></item>
            <item><title>By its id</title><guid>https://a.example/news/2</guid></item>
            <item><title>Elsewhere</title><link>ftp://a.example/x</link></item></channel></rss>"#;
        assert_eq!(
            told(rss),
            [
                "https://a.example/news/1 2024-03-04 Clerk & Co. Sentenced",
                "https://a.example/news/2  By its id"
            ]
        );
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>f</id><updated>2024-03-04T00:00:00Z</updated>
            <entry><title>One</title><id>1</id><link rel="enclosure" href="/x.pdf"/><link href="/news/3"/><published>2024-03-05T01:00:00Z</published></entry></feed>"#;
        assert_eq!(told(atom), ["https://a.example/news/3 2024-03-05 One"]);
        let json = r#"{"version":"https://jsonfeed.org/version/1","title":"News","items":[{"id":"1","url":"https://a.example/news/4","title":"Four","content_text":"x"}]}"#;
        assert_eq!(told(json), ["https://a.example/news/4  Four"]);
    }

    #[test]
    fn a_deep_feed_and_none_are_faults_or_empty_and_end() {
        let base = Url::parse("https://a.example/").expect("an address");
        let deep = "<rss version=\"2.0\"><channel>".to_owned() + &"<item><a>".repeat(50_000);
        let links = read_feed(deep.as_bytes(), &base).map(|listed| listed.links.len());
        assert!(matches!(links, Err(_) | Ok(0)), "{links:?}");
        assert!(read_feed(b"<html><body>no</body></html>", &base).is_err());
        assert!(read_feed(b"", &base).is_err());
    }
}
