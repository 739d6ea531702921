//! What format does a file have, and who reads it? Its content decides, not its name.

use std::io::{self, BufRead};

use crate::corpus::limits::Limits;
use crate::corpus::record_sink::RecordSink;
use crate::corpus::{json, page};
use crate::model::SkipReason;

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
    let is_over = limits.are_exceeded_by(size);
    match json::json_shape(head) {
        Some(shape) => json::read(input, shape, is_over, limits, sink),
        None if is_over => {
            sink.whole_file(Err(limits.too_large()));
            Ok(())
        }
        None => page::read(input, limits, sink),
    }
}
