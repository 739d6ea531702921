//! What did a server answer: is it a page, and which bytes does it have?

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::corpus::content::Content;
use crate::corpus::decode;
use crate::model::SkipReason;
use crate::text::shorten::shorten;

/// An answer of a server.
#[derive(Debug, Default)]
pub(crate) struct Response {
    /// 200 for a page.
    status: u16,
    content_type: String,
    encoding: String,
    is_chunked: bool,
    body: Vec<u8>,
}

impl Response {
    /// Reads an answer; without headers the bytes are the page.
    pub(crate) fn of(bytes: Vec<u8>, has_headers: bool) -> Response {
        if !has_headers {
            return Response {
                status: 200,
                body: bytes,
                ..Response::default()
            };
        }
        let (head, body) = split(&bytes);
        let head = String::from_utf8_lossy(head).into_owned();
        let mut lines = head.lines();
        let status = lines
            .next()
            .and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
        let mut response = Response {
            status: status.unwrap_or_default(),
            body: body.to_vec(),
            ..Response::default()
        };
        for line in lines {
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim().to_ascii_lowercase();
            match name.trim().to_ascii_lowercase().as_str() {
                "content-type" => response.content_type = value,
                "content-encoding" => response.encoding = value,
                "transfer-encoding" => response.is_chunked = value.contains("chunked"),
                _ => {}
            }
        }
        response
    }

    /// The bytes of the body, unpacked; at most `limit`. The error says why they cannot be had.
    fn unpacked(self, limit: u64) -> Result<Vec<u8>, String> {
        let body = if self.is_chunked {
            without_chunks(&self.body).unwrap_or(self.body)
        } else {
            self.body
        };
        let unpack = |reader: &mut dyn Read| {
            let mut bytes = Vec::new();
            let read = reader.take(limit + 1).read_to_end(&mut bytes);
            read.map_err(|_| "whose bytes cannot be unpacked".to_owned())?;
            if bytes.len() as u64 > limit {
                return Err("that is too large when it is unpacked".to_owned());
            }
            Ok(bytes)
        };
        match self.encoding.as_str() {
            "" | "identity" | "none" => Ok(body),
            "gzip" | "x-gzip" => unpack(&mut MultiGzDecoder::new(body.as_slice())),
            "deflate" => unpack(&mut ZlibDecoder::new(body.as_slice()))
                .or_else(|_| unpack(&mut DeflateDecoder::new(body.as_slice()))),
            other => Err(format!(
                "packed in a way that is not read (`{}`)",
                shorten(other)
            )),
        }
    }
}

/// What an answer is.
#[derive(Debug)]
pub(crate) enum Answer {
    /// A page, with its address.
    Page(Content),
    /// What pages are made of or led by: a picture, a style, a script, a redirect, an error.
    Other,
    /// An answer that may hold a release, and cannot be read: why.
    Unread(SkipReason),
}

/// What an answer of the server at an address is.
pub(crate) fn answer(response: Response, address: &str, limit: u64) -> Answer {
    /// Beginnings of the types of answers that are no releases.
    const OTHER: [&str; 9] = [
        "image/",
        "video/",
        "audio/",
        "text/css",
        "text/javascript",
        "text/calendar",
        "text/dns",
        "application/javascript",
        "application/x-javascript",
    ];
    let begins = |kinds: &[&str]| {
        let kind = response.content_type.as_str();
        kinds.iter().any(|known| kind.starts_with(known))
    };
    let unread = |what: &str| {
        Answer::Unread(SkipReason::UnknownFormat(format!(
            "an answer of a server {what}"
        )))
    };
    let is_robots = address.ends_with("/robots.txt") || address.starts_with("dns:");
    if response.status == 0 {
        return unread("without its status");
    }
    if response.status != 200
        || is_robots
        || begins(&OTHER)
        || response.content_type.contains("font")
    {
        return Answer::Other;
    }
    let is_page = response.content_type.is_empty()
        || begins(&["text/html", "text/plain", "application/xhtml"]);
    if !is_page {
        let kind = response.content_type.split(';').next().unwrap_or_default();
        return unread(&format!("that is no page (`{}`)", shorten(kind.trim())));
    }
    let text = match response.unpacked(limit) {
        Ok(bytes) => decode::decode(bytes),
        Err(why) => return unread(&why),
    };
    if text.trim().is_empty() {
        return Answer::Unread(SkipReason::NoRelease(
            "an answer of a server without a text".to_owned(),
        ));
    }
    if !(text.contains('<') && text.contains('>')) {
        return unread("that is a text and no page");
    }
    Answer::Page(Content::SavedPage {
        html: text,
        url: address.to_owned(),
    })
}

/// The headers and the body.
fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    for separator in [b"\r\n\r\n".as_slice(), b"\n\n"] {
        if let Some(at) = memchr::memmem::find(bytes, separator) {
            return (&bytes[..at], &bytes[at + separator.len()..]);
        }
    }
    (bytes, &[])
}

/// The bytes of a body that is sent in chunks, each after its length; none where they are no chunks.
fn without_chunks(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let end = memchr::memmem::find(rest, b"\r\n")?;
        let length = std::str::from_utf8(&rest[..end]).ok()?;
        let length = usize::from_str_radix(length.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 2..];
        if length == 0 {
            return Some(bytes);
        }
        let Some(chunk) = rest.get(..length) else {
            // The last chunk is cut.
            bytes.extend_from_slice(rest);
            return Some(bytes);
        };
        bytes.extend_from_slice(chunk);
        rest = rest.get(length + 2..).unwrap_or_default();
        if rest.is_empty() {
            return Some(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn html(answer: &[u8]) -> Option<String> {
        match super::answer(
            Response::of(answer.to_vec(), true),
            "https://example.gov/1",
            1 << 20,
        ) {
            Answer::Page(Content::SavedPage { html, .. }) => Some(html),
            Answer::Page(other) => panic!("{other:?}"),
            Answer::Other | Answer::Unread(_) => None,
        }
    }

    #[test]
    fn a_page_is_unpacked() {
        let chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<p>o\r\n6\r\nne</p>\r\n0\r\n\r\n";
        assert_eq!(html(chunked).as_deref(), Some("<p>one</p>"));
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(b"<p>one</p>").expect("memory");
        let mut answer =
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
                .to_vec();
        answer.extend(gzip.finish().expect("memory"));
        assert_eq!(html(&answer).as_deref(), Some("<p>one</p>"));
    }

    #[test]
    fn errors_redirects_and_pictures_are_no_pages() {
        for answer in [
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>none</p>",
            "HTTP/1.1 301 Moved\r\nLocation: /2\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n<p>",
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n<p>",
            "",
        ] {
            assert_eq!(html(answer.as_bytes()), None, "{answer:?}");
        }
    }
}
