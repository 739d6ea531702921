//! Web archives (`.warc`, `.arc`): which pages does a file hold? A capture of a page is a record with its address. Of several
//! captures of one address the last counts, in an archive larger than a record the first.

use std::collections::HashMap;
use std::io::{self, BufRead, Read as _};

use crate::corpus::content::Content;
use crate::corpus::limits::Limits;
use crate::corpus::record_sink::RecordSink;
use crate::corpus::web::response::{Answer, Response, answer};
use crate::model::SkipReason;

/// Longest header of a capture, in bytes.
const MAX_HEADER: u64 = 64 << 10;

/// Most answers that cannot be read whose reasons are kept; the others are counted.
const MAX_UNREAD: usize = 1000;

/// Most addresses that are remembered.
const MAX_ADDRESSES: usize = 1_000_000;

/// Which kind of archive a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ArchiveKind {
    /// Each capture has a header of many lines.
    Warc,
    /// Each capture has a header of one line: address, host, time, type, length.
    Arc,
}

/// The kind of archive that begins with `head`; none where it is no archive.
pub(crate) fn archive_kind(head: &[u8]) -> Option<ArchiveKind> {
    if head.starts_with(b"WARC/") {
        Some(ArchiveKind::Warc)
    } else if head.starts_with(b"filedesc://") {
        Some(ArchiveKind::Arc)
    } else {
        None
    }
}

/// One capture, without its bytes.
#[derive(Debug, Default)]
struct Capture {
    address: String,
    /// Whether it holds what a server answered; else it is a request, a note, a copy of metadata.
    is_response: bool,
    /// Whether the bytes begin with the headers of the answer.
    has_http_headers: bool,
    length: u64,
}

/// Reads the captures of an archive, in memory that does not grow with the file.
pub(crate) fn read(
    input: &mut dyn BufRead,
    kind: ArchiveKind,
    limits: Limits,
    mut sink: RecordSink<'_>,
) -> io::Result<()> {
    let mut pages = Pages::new(limits.record_bytes);
    // Told behind the pages, whose numbers are their ids.
    let (mut unread, mut more) = (Vec::new(), 0_u32);
    while let Some(header) = next_header(input)? {
        let capture = match kind {
            ArchiveKind::Warc => warc_capture(input, &header)?,
            ArchiveKind::Arc => arc_capture(&header),
        };
        let Some(capture) = capture else {
            sink.record(Err(SkipReason::UnknownFormat(
                "a web archive that is damaged here; the rest is left out".to_owned(),
            )));
            break;
        };
        let is_wanted = capture.is_response && capture.length <= limits.record_bytes;
        if is_wanted {
            let mut bytes = Vec::new();
            input.take(capture.length).read_to_end(&mut bytes)?;
            if (bytes.len() as u64) < capture.length {
                sink.record(Err(SkipReason::UnknownFormat(
                    "a web archive that ends in the middle of a page".to_owned(),
                )));
                break;
            }
            let response = Response::of(bytes, capture.has_http_headers);
            match answer(response, &capture.address, limits.record_bytes) {
                Answer::Page(page) => pages.add(capture.address, page, &mut sink),
                Answer::Unread(why) if unread.len() < MAX_UNREAD => unread.push(why),
                Answer::Unread(_) => more = more.saturating_add(1),
                Answer::Other => {}
            }
        } else {
            io::copy(&mut input.take(capture.length), &mut io::sink())?;
            if capture.is_response {
                sink.record(Err(limits.too_large()));
            }
        }
        if sink.is_full() {
            break;
        }
    }
    pages.pass_on(&mut sink);
    let others = (0..more)
        .map(|_| SkipReason::UnknownFormat("an answer of a server that cannot be read".to_owned()));
    for why in unread.into_iter().chain(others) {
        sink.record(Err(why));
    }
    if sink.next_number() == 0 {
        let what = "a web archive without a page".to_owned();
        sink.whole_file(Err(SkipReason::NoRelease(what)));
    } else {
        sink.finish();
    }
    Ok(())
}

/// The next line that is not blank; none at the end of the input.
fn next_header(input: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    loop {
        let mut line = Vec::new();
        input.take(MAX_HEADER).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        if !line.trim_ascii().is_empty() {
            return Ok(Some(line));
        }
    }
}

/// Reads the header of a capture behind its first line; none where it is damaged.
fn warc_capture(input: &mut dyn BufRead, first: &[u8]) -> io::Result<Option<Capture>> {
    if !first.starts_with(b"WARC/") {
        return Ok(None);
    }
    let mut capture = Capture::default();
    let mut left = MAX_HEADER;
    let mut length = None;
    loop {
        let mut line = Vec::new();
        let read = input.take(left).read_until(b'\n', &mut line)?;
        left -= read as u64;
        let line = String::from_utf8_lossy(line.trim_ascii_end()).into_owned();
        if line.is_empty() {
            capture.length = length.unwrap_or_default();
            return Ok(length.filter(|_| left > 0).map(|_| capture));
        }
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => capture.is_response = matches!(value, "response" | "resource"),
            "warc-target-uri" => value
                .trim_matches(['<', '>'])
                .clone_into(&mut capture.address),
            "content-type" => capture.has_http_headers = value.starts_with("application/http"),
            "content-length" => length = value.parse().ok(),
            _ => {}
        }
    }
}

/// Reads the header of a capture in an older archive: its address first, its length last.
fn arc_capture(header: &[u8]) -> Option<Capture> {
    let header = String::from_utf8_lossy(header).into_owned();
    let mut words = header.split_whitespace();
    let address = words.next()?;
    let length = words.next_back()?.parse().ok()?;
    Some(Capture {
        address: address.to_owned(),
        is_response: address.starts_with("http"),
        has_http_headers: true,
        length,
    })
}

/// The pages of an archive, of which the last capture of each address counts. Where they are too many to be kept until the
/// end, they are passed on as they come, and the first counts.
struct Pages {
    /// Where in `kept` the page of an address is.
    known: HashMap<String, usize>,
    kept: Vec<Content>,
    bytes: u64,
    limit: u64,
}

impl Pages {
    fn new(limit: u64) -> Pages {
        Pages {
            known: HashMap::new(),
            kept: Vec::new(),
            bytes: 0,
            limit,
        }
    }

    fn add(&mut self, address: String, page: Content, sink: &mut RecordSink<'_>) {
        let known = self.known.get(&address).copied();
        if self.bytes > self.limit {
            if known.is_none() {
                if self.known.len() < MAX_ADDRESSES {
                    self.known.insert(address, 0);
                }
                sink.record(Ok(page));
            }
            return;
        }
        self.bytes += page.text_len() as u64;
        match known {
            Some(at) => self.kept[at] = page,
            None => {
                self.known.insert(address, self.kept.len());
                self.kept.push(page);
            }
        }
        if self.bytes > self.limit {
            self.pass_on(sink);
        }
    }

    fn pass_on(&mut self, sink: &mut RecordSink<'_>) {
        for page in self.kept.drain(..) {
            sink.record(Ok(page));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::content::Record;
    use crate::model::Skip;

    fn capture(kind: &str, address: &str, body: &str) -> String {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        )
    }

    fn read_all(bytes: &[u8], limit: u64) -> Vec<Result<Record, Skip>> {
        let mut found = Vec::new();
        let mut take = |record| found.push(record);
        let limits = Limits {
            record_bytes: limit,
        };
        let kind = archive_kind(bytes).expect("an archive");
        read(
            &mut &*bytes,
            kind,
            limits,
            RecordSink::new("a.warc", &mut take),
        )
        .expect("readable");
        found
    }

    fn pages(found: &[Result<Record, Skip>]) -> Vec<(&str, &str)> {
        let releases = found.iter().flatten();
        releases
            .map(|record| match &record.content {
                Content::SavedPage { html, url } => (url.as_str(), html.as_str()),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn the_last_capture_of_each_page_is_a_record() {
        let archive = capture("request", "https://example.gov/1", "")
            + &capture("response", "https://example.gov/1", "<p>old</p>")
            + &capture("response", "https://example.gov/2", "<p>two</p>")
            + &capture("response", "https://example.gov/1", "<p>new</p>");
        let found = read_all(archive.as_bytes(), 1 << 20);
        assert_eq!(
            pages(&found),
            [
                ("https://example.gov/1", "<p>new</p>"),
                ("https://example.gov/2", "<p>two</p>")
            ]
        );
        // Larger than a record may be: the first one counts.
        let found = read_all(archive.as_bytes(), 200);
        assert_eq!(pages(&found).len(), 2);
    }

    #[test]
    fn an_archive_that_is_cut_keeps_what_is_before() {
        let archive = capture("response", "https://example.gov/1", "<p>one</p>")
            + &capture("response", "https://example.gov/2", "<p>two</p>");
        for cut in [archive.len() - 12, archive.len() - 90] {
            let found = read_all(&archive.as_bytes()[..cut], 1 << 20);
            assert_eq!(
                pages(&found),
                [("https://example.gov/1", "<p>one</p>")],
                "{cut}"
            );
            assert!(found.iter().any(Result::is_err));
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_behind_the_pages() {
        let packed = capture("response", "https://example.gov/1", "<p>one</p>")
            .replace("text/html\r\n\r\n<p>one</p>", "application/pdf\r\n\r\n<p>");
        let length = |text: &str| text.split("\r\n\r\n").nth(1).map_or(0, str::len) + 4 + 3;
        let packed = packed.replacen(
            "Content-Length: 64",
            &format!("Content-Length: {}", length(&packed)),
            1,
        );
        let archive = packed + &capture("response", "https://example.gov/2", "<p>two</p>");
        let found = read_all(archive.as_bytes(), 1 << 20);
        assert_eq!(pages(&found), [("https://example.gov/2", "<p>two</p>")]);
        assert!(found[0].is_ok());
        let told = found[1].as_ref().expect_err("a skip");
        assert!(
            told.reason.to_string().contains("application/pdf"),
            "{told:?}"
        );
        // Where nothing is a page, the file is named.
        let found = read_all(
            capture("request", "https://example.gov/1", "").as_bytes(),
            1 << 20,
        );
        assert!(
            found[0]
                .as_ref()
                .is_err_and(|skip| skip.id.number.is_none())
        );
    }

    #[test]
    fn an_older_archive_is_read() {
        let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>one</p>";
        let archive = format!(
            "filedesc://a.arc 0.0.0.0 20210304 text/plain 5\n1 0 A\nhttp://example.gov/1 1.2.3.4 20210304150405 text/html {}\n{http}\n",
            http.len()
        );
        assert_eq!(
            pages(&read_all(archive.as_bytes(), 1 << 20)),
            [("http://example.gov/1", "<p>one</p>")]
        );
    }
}
