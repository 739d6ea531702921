//! Which pages, or which other sitemaps, does a sitemap list?

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, Event};
use url::Url;

use crate::fetch::net::address::join_url;
use crate::fetch::net::fault::Fault;

/// A page that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) url: Url,
    pub(crate) title: String,
    /// The day of issue.
    pub(crate) issued: Option<Date>,
    /// When it was changed last: of a day alone, its end.
    pub(crate) modified: Option<Timestamp>,
}

impl Link {
    /// A page of which nothing but its address is known.
    pub(crate) fn of(url: Url) -> Self {
        Link {
            url,
            title: String::new(),
            issued: None,
            modified: None,
        }
    }
}

/// What a list names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) links: Vec<Link>,
    /// Entries whose address cannot be asked: what stands there, and what is wrong with it.
    pub(crate) unusable: Vec<(String, String)>,
}

impl Listed {
    /// Adds an entry, or why its address `text` cannot be asked.
    pub(crate) fn add(&mut self, text: &str, link: Result<Link, String>) {
        match link {
            Ok(link) => self.links.push(link),
            Err(why) => {
                let shown = text.chars().take(MAX_SHOWN).collect();
                self.unusable.push((shown, why));
            }
        }
    }
}

/// How much of an address that cannot be asked is shown, in letters.
const MAX_SHOWN: usize = 200;

/// What a sitemap holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Sitemap {
    Pages(Listed),
    /// Other sitemaps.
    Index(Listed),
}

/// One entry, as it is read.
#[derive(Default)]
struct Entry {
    loc: String,
    lastmod: String,
    publication_date: String,
    title: String,
}

/// Reads a sitemap. `base` is the sitemap's own address.
pub(crate) fn read_sitemap(text: &str, base: &Url) -> Result<Sitemap, Fault> {
    let bad = |why: String| Fault::BadList { why };
    let mut reader = Reader::from_str(text);
    let mut is_index = None;
    let mut open: Vec<String> = Vec::new();
    let mut entry = Entry::default();
    let mut listed = Listed::default();
    loop {
        match reader
            .read_event()
            .map_err(|error| bad(error.to_string()))?
        {
            Event::Start(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                match name.as_str() {
                    "sitemapindex" => is_index = Some(true),
                    "urlset" => is_index = Some(false),
                    "url" | "sitemap" if open.len() == 1 => entry = Entry::default(),
                    _ => {}
                }
                if open.len() >= MAX_DEPTH {
                    return Err(bad("its elements are nested too deeply".to_owned()));
                }
                open.push(name);
            }
            Event::End(tag) => {
                if matches!(tag.local_name().as_ref(), "url" | "sitemap") && open.len() == 2 {
                    listed.add(&entry.loc, link(&entry, base));
                }
                open.pop();
            }
            Event::Text(text) => add(&mut entry, &open, &text.xml10_content()),
            Event::CData(text) => add(&mut entry, &open, &text.xml10_content()),
            Event::GeneralRef(name) => {
                if let Some(text) = resolved(&name) {
                    add(&mut entry, &open, &text);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !open.is_empty() {
        return Err(Fault::cut_short("the sitemap does not end"));
    }
    match is_index {
        Some(true) => Ok(Sitemap::Index(listed)),
        Some(false) => Ok(Sitemap::Pages(listed)),
        None => Err(bad("it is no sitemap".to_owned())),
    }
}

/// Elements in elements: a sitemap has four.
const MAX_DEPTH: usize = 32;

/// Maximum length of a value, in bytes.
const MAX_VALUE: usize = 4096;

fn resolved(name: &BytesRef<'_>) -> Option<String> {
    if let Ok(Some(letter)) = name.resolve_char_ref() {
        return Some(letter.to_string());
    }
    resolve_xml_entity(name).map(str::to_owned)
}

/// Adds text to the value of the entry that is open. Pictures and films of a page have addresses, too, further inside.
fn add(entry: &mut Entry, open: &[String], text: &str) {
    let [_, _, inner @ ..] = open else {
        return;
    };
    let names: Vec<&str> = inner.iter().map(String::as_str).collect();
    let value = match names[..] {
        ["loc"] => &mut entry.loc,
        ["lastmod"] => &mut entry.lastmod,
        ["news", "publication_date"] => &mut entry.publication_date,
        ["news", "title"] => &mut entry.title,
        _ => return,
    };
    // One that is too long stays so: a part of an address is another one.
    if value.len() <= MAX_VALUE {
        value.push_str(text);
    }
}

fn link(entry: &Entry, base: &Url) -> Result<Link, String> {
    let address = entry.loc.trim();
    if address.is_empty() {
        return Err("an entry has no address".to_owned());
    }
    if address.len() > MAX_VALUE {
        return Err(format!("its address is longer than {MAX_VALUE} bytes"));
    }
    Ok(Link {
        url: join_url(base, address)?,
        title: entry.title.trim().to_owned(),
        issued: entry
            .publication_date
            .trim()
            .get(..10)
            .and_then(|day| day.parse().ok()),
        modified: moment(entry.lastmod.trim()),
    })
}

/// A time, or the end of a day.
fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(time) = text.parse() {
        return Some(time);
    }
    let day: Date = text.get(..10)?.parse().ok()?;
    let end = day.tomorrow().ok()?.to_zoned(TimeZone::UTC).ok()?;
    Some(end.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Sitemap, Fault> {
        read_sitemap(
            text,
            &Url::parse("https://a.example/sitemap.xml").expect("an address"),
        )
    }

    #[test]
    fn pages_with_their_times_and_without_their_pictures() {
        let text = r#"<?xml version="1.0"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="i" xmlns:news="n">
            <url><loc>https://a.example/x?a=1&amp;b=&#50;</loc><lastmod>2024-05-01</lastmod>
              <image:image><image:loc>https://a.example/x.png</image:loc></image:image></url>
            <url><loc> /y </loc><lastmod>2024-05-01T10:00:00-04:00</lastmod>
              <news:news><news:publication_date>2024-04-30T09:00:00Z</news:publication_date><news:title>Clerk &lt;b&gt;</news:title></news:news></url>
            <url><loc><![CDATA[https://a.example/z]]></loc></url>
            <url><loc>javascript:alert(1)</loc></url><url></url></urlset>"#;
        let Ok(Sitemap::Pages(listed)) = read(text) else {
            panic!("{:?}", read(text));
        };
        let told: Vec<String> = listed
            .links
            .iter()
            .map(|link| {
                format!(
                    "{} {:?} {:?} {}",
                    link.url, link.issued, link.modified, link.title
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "https://a.example/x?a=1&b=2 None Some(2024-05-02T00:00:00Z) ",
                "https://a.example/y Some(2024-04-30) Some(2024-05-01T14:00:00Z) Clerk <b>",
                "https://a.example/z None None ",
            ]
        );
    }

    #[test]
    fn an_index_leads_to_other_sitemaps() {
        let text =
            "<sitemapindex><sitemap><loc>https://a.example/1.xml.gz</loc></sitemap></sitemapindex>";
        assert!(matches!(read(text), Ok(Sitemap::Index(listed)) if listed.links.len() == 1));
    }

    #[test]
    fn a_sitemap_that_is_cut_or_none_is_a_fault() {
        for text in [
            "<urlset><url><loc>https://a.example/x",
            "<urlset><url><loc>https://a.example/x</loc></url>",
            "<html></html>",
            "",
            "<urlset></url></urlset>",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        let deep = "<urlset>".to_owned() + &"<a>".repeat(100_000);
        assert!(read(&deep).is_err());
    }
}
