//! Atom, for readers of feeds: an entry for each release. What has no day of its own has the day on which the index was written.
//!
//! Source: <https://www.rfc-editor.org/rfc/rfc4287>.

use std::fmt::Write as _;
use std::io::{self, Write};

use jiff::Timestamp;
use jiff::civil::Date;
use quick_xml::escape::escape;

use crate::model::Release;
use crate::print::exporter::{Exporter, PrintError, PrintOptions, ShownRelease};
use crate::print::inspect::Inspected;
use crate::print::sanitize::{clean, clean_lines, is_web_address};
use crate::print::snippet_text::marked;
use crate::query::{Matter, Results, Summary, day};

/// A feed.
pub(super) struct Atom;

impl Exporter for Atom {
    fn name(&self) -> &'static str {
        "atom"
    }

    fn help(&self) -> &'static str {
        "A feed, for feed readers"
    }

    fn names_index(&self) -> bool {
        true
    }

    fn lists_partial_matches(&self) -> bool {
        false
    }

    fn hits(
        &self,
        query: &str,
        results: Results<'_>,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> Result<usize, PrintError> {
        let feed = Feed::of(options);
        let filters = results.summary.filters.join(" ");
        feed.begin(&format!("{query} {filters}"), out)?;
        let mut printed = 0;
        for hit in results.hits {
            let hit = hit?;
            feed.release(&hit.release, &marked(&hit.snippet, "", ""), out)?;
            printed += 1;
        }
        end(out)?;
        Ok(printed)
    }

    fn facets(
        &self,
        query: &str,
        summary: &Summary,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let feed = Feed::of(options);
        feed.begin(query, out)?;
        for facet in &summary.facets {
            for value in &facet.values {
                let shown = value.value.as_deref().unwrap_or(value.label());
                let entry = Entry {
                    id: &format!("{}/{shown}", facet.name),
                    title: &format!("{}: {}", value.label(), value.count),
                    day: None,
                    url: None,
                    text: "",
                };
                feed.entry(&entry, out)?;
            }
        }
        end(out)
    }

    fn release(
        &self,
        shown: &ShownRelease<'_>,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let feed = Feed::of(options);
        feed.begin(&shown.release.title, out)?;
        feed.release(shown.release, shown.body, out)?;
        end(out)
    }

    fn matter(
        &self,
        matter: &Matter,
        _explain: bool,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let feed = Feed::of(options);
        feed.begin(&matter.id, out)?;
        for one in &matter.releases {
            feed.release(&one.release, "", out)?;
        }
        end(out)
    }

    fn inspected(
        &self,
        inspected: &Inspected,
        options: &PrintOptions<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let feed = Feed::of(options);
        let page = &inspected.page;
        feed.begin(&page.title, out)?;
        let release = Release::new(inspected.id.clone(), page, &inspected.findings);
        feed.release(&release, &page.text, out)?;
        end(out)
    }
}

/// What all entries of a feed share.
struct Feed {
    /// When the index was written.
    written: Timestamp,
    /// The digest of the index; empty where the answer comes from none.
    digest: String,
}

/// One entry.
struct Entry<'a> {
    id: &'a str,
    title: &'a str,
    day: Option<Date>,
    url: Option<&'a str>,
    text: &'a str,
}

impl Feed {
    fn of(options: &PrintOptions<'_>) -> Feed {
        let index = options.index;
        Feed {
            written: index.and_then(|index| index.built).unwrap_or_default(),
            digest: index.map_or_else(String::new, |index| index.digest.clone()),
        }
    }

    fn begin(&self, title: &str, out: &mut dyn Write) -> io::Result<()> {
        let title = title.trim();
        let title = if title.is_empty() { "releases" } else { title };
        writeln!(
            out,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>{}</title>\n\
             <id>{}</id>\n<updated>{}</updated>\n<author><name>dragnet</name></author>",
            xml(title),
            urn(&format!("{}/{title}", self.digest)),
            self.written,
        )
    }

    fn release(&self, release: &Release, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let entry = Entry {
            id: &release.id,
            title: &release.title,
            day: day(release),
            url: release.url.as_deref().filter(|url| is_web_address(url)),
            text,
        };
        self.entry(&entry, out)
    }

    fn entry(&self, entry: &Entry<'_>, out: &mut dyn Write) -> io::Result<()> {
        let updated = match entry.day {
            Some(day) => format!("{day}T00:00:00Z"),
            None => self.written.to_string(),
        };
        writeln!(
            out,
            "<entry>\n<title>{}</title>\n<id>{}</id>\n<updated>{updated}</updated>",
            xml(entry.title),
            urn(entry.id),
        )?;
        if let Some(url) = entry.url {
            writeln!(out, "<link href=\"{}\"/>", xml(url))?;
        }
        writeln!(
            out,
            "<content type=\"text\">{}</content>\n</entry>",
            escape(xml_letters(&clean_lines(entry.text)))
        )
    }
}

fn end(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "</feed>")
}

/// The text on one line of XML.
fn xml(text: &str) -> String {
    escape(xml_letters(&clean(text))).into_owned()
}

/// The text without the two letters that XML forbids beside control characters.
fn xml_letters(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "")
}

/// A name that is the same wherever the release is indexed. Only what every URN may have stands as it is.
fn urn(id: &str) -> String {
    let mut urn = "urn:dragnet:".to_owned();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._/".contains(&byte) {
            urn.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(urn, "%{byte:02X}");
        }
    }
    urn
}
