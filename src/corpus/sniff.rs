//! What format does a file have? Its content decides, not its name.

use std::io::{self, BufRead};

use crate::corpus::limits::Limits;
use crate::corpus::record_sink::RecordSink;
use crate::corpus::{json, page};
use crate::model::SkipReason;

/// An input format.
pub(crate) struct Format {
    /// Whether a file that begins with these bytes has this format.
    is: fn(&[u8]) -> bool,
    /// Reads the records of a file in this format.
    pub(crate) read: fn(&mut dyn BufRead, Limits, RecordSink<'_>) -> io::Result<()>,
}

/// Every input format that holds many records or is recognized by its first bytes. The first that matches counts.
const FORMATS: [Format; 2] = [
    Format {
        is: is_unsupported,
        read: skip_unsupported,
    },
    Format {
        is: json::is_json,
        read: json::read,
    },
];

/// The format of all other files: an HTML page or plain text.
const PAGE: Format = Format {
    is: |_| true,
    read: page::read,
};

/// Formats that people keep beside releases and that are not read: first bytes, and the words for the skip reason.
const UNSUPPORTED: [(&[u8], &str); 9] = [
    (b"%PDF-", "a PDF; extract its text first"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xD0\xCF\x11\xE0", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a Rich Text document; save it as text first"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3\0", "a database"),
];

/// The format of an uncompressed file that begins with `head`.
pub(crate) fn format(head: &[u8]) -> &'static Format {
    FORMATS
        .iter()
        .find(|format| (format.is)(head))
        .unwrap_or(&PAGE)
}

fn unsupported(head: &[u8]) -> Option<&'static str> {
    UNSUPPORTED
        .iter()
        .find(|(signature, _)| head.starts_with(signature))
        .map(|(_, what)| *what)
}

fn is_unsupported(head: &[u8]) -> bool {
    unsupported(head).is_some()
}

fn skip_unsupported(
    input: &mut dyn BufRead,
    _: Limits,
    mut sink: RecordSink<'_>,
) -> io::Result<()> {
    let what = unsupported(input.fill_buf()?).unwrap_or_default();
    sink.whole_file(Err(SkipReason::UnknownFormat(what.to_owned())));
    Ok(())
}
