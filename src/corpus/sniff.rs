//! What format does a file have, and who reads it? Its content decides, not its name.

use std::io::{self, BufRead};

use crate::corpus::documents::{office, pdf};
use crate::corpus::limits::Limits;
use crate::corpus::mail::{mailbox, message};
use crate::corpus::record_sink::RecordSink;
use crate::corpus::tables::delimited;
use crate::corpus::web::{archive, feed};
use crate::corpus::{decode, json, page};
use crate::model::SkipReason;

/// Formats that people keep beside releases and that are not read: first bytes, and the words for the skip reason.
const UNSUPPORTED: [(&[u8], &str); 8] = [
    (
        b"\xD0\xCF\x11\xE0",
        "an old Office document; save it as .docx or .xlsx first",
    ),
    (b"\xFFWPC", "a WordPerfect document; save it as text first"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a Rich Text document; save it as text first"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3\0", "a database"),
];

/// A file whose first bytes have been read.
struct Input<'a> {
    bytes: &'a mut dyn BufRead,
    /// Whether it is over the bound if it is one record.
    is_over: bool,
    limits: Limits,
}

impl Input<'_> {
    /// Reads the whole file and passes it on, if it is not too large.
    fn whole(
        self,
        mut sink: RecordSink<'_>,
        read: impl FnOnce(Vec<u8>, RecordSink<'_>),
    ) -> io::Result<()> {
        if self.is_over {
            sink.whole_file(Err(self.limits.too_large()));
            return Ok(());
        }
        match self.limits.read_record(self.bytes, Vec::new())? {
            Ok(bytes) => read(bytes, sink),
            Err(reason) => sink.whole_file(Err(reason)),
        }
        Ok(())
    }
}

/// A format: whether the first bytes of a file have it, and who reads it. `is_all` says that these bytes are all.
struct Format {
    fits: fn(head: &[u8], is_all: bool) -> bool,
    read: fn(Input<'_>, RecordSink<'_>) -> io::Result<()>,
}

/// The formats in the order in which they are tried. What is none of them is a page or a text.
const FORMATS: [Format; 9] = [
    // PDF.
    Format {
        fits: |head, _| head.starts_with(b"%PDF-"),
        read: |input, sink| {
            input.whole(sink, |bytes, mut sink| sink.whole_file(pdf::content(bytes)))
        },
    },
    // ZIP archives: documents and spreadsheets.
    Format {
        fits: |head, _| head.starts_with(b"PK\x03\x04"),
        read: |input, sink| {
            let limits = input.limits;
            input.whole(sink, |bytes, sink| office::read(bytes, limits, sink))
        },
    },
    // JSON and JSON Lines.
    Format {
        fits: |head, _| json::json_shape(head).is_some(),
        read: |input, mut sink| match json::json_shape(input.bytes.fill_buf()?) {
            Some(shape) => json::read(input.bytes, shape, input.is_over, input.limits, sink),
            None => {
                sink.whole_file(Err(SkipReason::NoReleaseFields));
                Ok(())
            }
        },
    },
    // WARC and ARC.
    Format {
        fits: |head, _| archive::archive_kind(head).is_some(),
        read: |input, sink| match archive::archive_kind(input.bytes.fill_buf()?) {
            Some(kind) => archive::read(input.bytes, kind, input.limits, sink),
            None => Ok(()),
        },
    },
    // Mailboxes.
    Format {
        fits: |head, _| mailbox::is_mailbox(head),
        read: |input, sink| mailbox::read(input.bytes, input.limits, sink),
    },
    // Messages.
    Format {
        fits: |head, _| message::is_message(head),
        read: |input, sink| input.whole(sink, |bytes, mut sink| message::read(&bytes, &mut sink)),
    },
    // Feeds and sitemaps.
    Format {
        fits: |head, _| feed::xml_kind(head).is_some(),
        read: |input, sink| {
            input.whole(sink, |bytes, mut sink| {
                if let Some(kind) = feed::xml_kind(&bytes) {
                    feed::read(&bytes, kind, &mut sink);
                }
                sink.finish();
            })
        },
    },
    // CSV and TSV.
    Format {
        fits: |head, is_all| delimited::delimiter(head, is_all).is_some(),
        read: |input, sink| {
            let head = input.bytes.fill_buf()?;
            match delimited::delimiter(head, false).or_else(|| delimited::delimiter(head, true)) {
                Some(delimiter) => delimited::read(input.bytes, delimiter, input.limits, sink),
                None => Ok(()),
            }
        },
    },
    // Pages, Markdown and other texts.
    Format {
        fits: |_, _| true,
        read: |input, sink| {
            input.whole(sink, |bytes, mut sink| {
                sink.whole_file(page::content(bytes));
            })
        },
    },
];

/// Reads the records of a file that is not compressed, or has been unpacked. `size` is its size in bytes, where it is known.
/// Of a file that is one record and over the bound, nothing is read but its beginning.
pub(crate) fn read(
    input: &mut dyn BufRead,
    size: Option<u64>,
    limits: Limits,
    mut sink: RecordSink<'_>,
) -> io::Result<()> {
    let head = input.fill_buf()?;
    let unsupported = UNSUPPORTED
        .iter()
        .find(|(signature, _)| head.starts_with(signature));
    if let Some((_, what)) = unsupported {
        sink.whole_file(Err(SkipReason::UnknownFormat((*what).to_owned())));
        return Ok(());
    }
    if decode::is_utf16_text(head) {
        return read_utf16(input, size, limits, sink);
    }
    let is_all = size.is_some_and(|size| size <= head.len() as u64);
    let format = FORMATS.iter().find(|format| (format.fits)(head, is_all));
    let is_over = limits.are_exceeded_by(size);
    let input = Input {
        bytes: input,
        is_over,
        limits,
    };
    format.map_or(Ok(()), |format| (format.read)(input, sink))
}

/// Reads a file in UTF-16, which is decoded as a whole first.
fn read_utf16(
    input: &mut dyn BufRead,
    size: Option<u64>,
    limits: Limits,
    sink: RecordSink<'_>,
) -> io::Result<()> {
    let whole = Input {
        bytes: input,
        is_over: limits.are_exceeded_by(size),
        limits,
    };
    let mut read = Ok(());
    whole.whole(sink, |bytes, sink| {
        let text = decode::decode(bytes);
        let size = Some(text.len() as u64);
        // What is decoded and still looks like UTF-16 is binary data.
        read = if decode::is_utf16_text(text.as_bytes()) {
            let mut sink = sink;
            sink.whole_file(page::content(text.into_bytes()));
            Ok(())
        } else {
            self::read(&mut text.as_bytes(), size, limits, sink)
        };
    })?;
    read
}
