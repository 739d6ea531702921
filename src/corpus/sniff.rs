//! What format does a file have, and who reads it? Its content decides, not its name.

use std::cmp::Ordering;
use std::io::{self, BufRead};

use crate::corpus::content::{Content, Record};
#[cfg(feature = "office")]
use crate::corpus::documents::office;
#[cfg(feature = "pdf")]
use crate::corpus::documents::pdf;
#[cfg(feature = "office")]
use crate::corpus::documents::rich_text;
use crate::corpus::json::shape::JsonShape;
use crate::corpus::limits::Limits;
use crate::corpus::mail::{mailbox, message};
use crate::corpus::record_sink::RecordSink;
use crate::corpus::tables::delimited;
use crate::corpus::tables::layout::{Layout, layout};
use crate::corpus::web::archive::{self, ArchiveKind};
use crate::corpus::web::feed::{self, XmlKind};
use crate::corpus::{decode, json, page};
use crate::model::{Skip, SkipReason};

/// Formats that people keep beside releases and that are not read: first bytes, and the words for the skip reason.
const UNSUPPORTED: [(&[u8], &str); 12] = [
    (
        b"\xD0\xCF\x11\xE0",
        "an old Office document; save it as .docx or .xlsx first",
    ),
    (b"\xFFWPC", "a WordPerfect document; save it as text first"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (
        b"7z\xBC\xAF\x27\x1C",
        "a 7z archive; unpack it, or make it a .zip",
    ),
    (
        b"Rar!\x1A\x07",
        "a RAR archive; unpack it, or make it a .zip",
    ),
    (b"BZh91AY&SY", "packed with bzip2; unpack it"),
    (b"\xFD7zXZ\0", "packed with xz; unpack it"),
    (b"#!/", "a program"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3\0", "a database"),
];

/// Most records of a file that is attached to a mail. They are kept until the mail has been read.
const MAX_ATTACHED_RECORDS: usize = 1000;

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

/// A format, with what its first bytes tell of how it is read.
enum Format {
    Pdf,
    RichText,
    /// Documents and spreadsheets of office programs.
    Zip,
    Json(JsonShape),
    WebArchive(ArchiveKind),
    Mailbox,
    Message,
    /// Feeds and sitemaps.
    Xml(XmlKind),
    /// CSV and the like.
    Table(Layout),
    /// A page, Markdown or another text.
    Page,
}

/// What says whether the first bytes of a file have a format; `is_all` says that these bytes are all.
type Probe = fn(head: &[u8], is_all: bool) -> Option<Format>;

/// The formats in the order in which they are tried. What is none of them is a page or a text.
const FORMATS: [Probe; 9] = [
    |head, _| head.starts_with(b"%PDF-").then_some(Format::Pdf),
    |head, _| head.starts_with(b"{\\rtf").then_some(Format::RichText),
    |head, _| head.starts_with(b"PK\x03\x04").then_some(Format::Zip),
    |head, _| json::json_shape(head).map(Format::Json),
    |head, _| archive::archive_kind(head).map(Format::WebArchive),
    |head, _| mailbox::is_mailbox(head).then_some(Format::Mailbox),
    |head, _| message::is_message(head).then_some(Format::Message),
    |head, _| feed::xml_kind(head).map(Format::Xml),
    |head, is_all| layout(head, is_all).map(Format::Table),
];

impl Format {
    fn of(head: &[u8], is_all: bool) -> Format {
        let found = FORMATS.iter().find_map(|probe| probe(head, is_all));
        found.unwrap_or(Format::Page)
    }

    fn read(self, input: Input<'_>, sink: RecordSink<'_>) -> io::Result<()> {
        let limits = input.limits;
        match self {
            #[cfg(feature = "pdf")]
            Format::Pdf => {
                input.whole(sink, |bytes, mut sink| sink.whole_file(pdf::content(bytes)))
            }
            #[cfg(feature = "office")]
            Format::RichText => input.whole(sink, |bytes, mut sink| {
                sink.whole_file(rich_text::content(&bytes));
            }),
            #[cfg(feature = "office")]
            Format::Zip => input.whole(sink, |bytes, sink| office::read(bytes, limits, sink)),
            #[cfg(not(feature = "pdf"))]
            Format::Pdf => {
                not_built(sink, "a PDF", "pdf");
                Ok(())
            }
            #[cfg(not(feature = "office"))]
            Format::RichText => {
                not_built(sink, "a Rich Text document", "office");
                Ok(())
            }
            #[cfg(not(feature = "office"))]
            Format::Zip => {
                not_built(sink, "a ZIP archive", "office");
                Ok(())
            }
            Format::Json(shape) => json::read(input.bytes, shape, input.is_over, limits, sink),
            Format::WebArchive(kind) => archive::read(input.bytes, kind, limits, sink),
            Format::Mailbox => {
                mailbox::read(input.bytes, limits, &|file| attachment(file, limits), sink)
            }
            Format::Message => input.whole(sink, |bytes, mut sink| {
                message::read(&bytes, &|file| attachment(file, limits), &mut sink);
            }),
            Format::Xml(kind) => input.whole(sink, |bytes, mut sink| {
                feed::read(&bytes, kind, &mut sink);
                sink.finish();
            }),
            Format::Table(layout) => delimited::read(input.bytes, layout, limits, sink),
            Format::Page => input.whole(sink, |bytes, mut sink| {
                page::read(bytes, &mut sink);
                sink.finish();
            }),
        }
    }
}

/// Leaves out a file of a format that this program was built without.
#[cfg(not(all(feature = "office", feature = "pdf")))]
fn not_built(mut sink: RecordSink<'_>, what: &str, feature: &str) {
    sink.whole_file(Err(SkipReason::not_built(what, feature)));
}

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
    let format = Format::of(head, is_all);
    let is_over = limits.are_exceeded_by(size);
    let input = Input {
        bytes: input,
        is_over,
        limits,
    };
    format.read(input, sink)
}

/// Reads a file that is attached to a mail. A mail that is attached as a file is not read, so that no mail holds others without
/// end.
fn attachment(bytes: &[u8], limits: Limits) -> Vec<Result<Content, SkipReason>> {
    if mailbox::is_mailbox(bytes) || message::is_message(bytes) {
        let why = "a mail that is attached as a file; save it beside the other".to_owned();
        return vec![Err(SkipReason::UnknownFormat(why))];
    }
    let mut found = Vec::new();
    let mut take = |record: Result<Record, Skip>| {
        let limit = MAX_ATTACHED_RECORDS as u64;
        match found.len().cmp(&MAX_ATTACHED_RECORDS) {
            Ordering::Less => found.push(match record {
                Ok(record) => Ok(record.content),
                Err(skip) => Err(skip.reason),
            }),
            Ordering::Equal => found.push(Err(SkipReason::TooMany { limit })),
            Ordering::Greater => {}
        }
    };
    let sink = RecordSink::new("", &mut take);
    let size = Some(bytes.len() as u64);
    if let Err(error) = read(&mut &*bytes, size, limits, sink) {
        found.push(Err(SkipReason::Unreadable(error.to_string())));
    }
    found
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
            page::read(text.into_bytes(), &mut sink);
            Ok(())
        } else {
            self::read(&mut text.as_bytes(), size, limits, sink)
        };
    })?;
    read
}
