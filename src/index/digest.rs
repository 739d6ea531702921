//! Which releases does an index hold, in one number?

use twox_hash::XxHash3_128;

use crate::error::Result;
use crate::index::manifest::columns::{Columns, path_hashes};
use crate::index::manifest::doc_kind::DocKind;
use crate::index::segment::live_segment::LiveSegment;

/// The digest of the corpus as an index has it: 32 hexadecimal digits.
///
/// Each release has a number: the XXH3 of 128 bits over its path, its member in an archive, its number in its file and the hash
/// of the bytes it was read from. The digest is the sum of these numbers, so it does not depend on an order, on threads, or on
/// how often the index was brought up to date. Two indexes of the same files have the same digest; a release more, less or
/// changed gives another one.
pub(crate) fn digest(segments: &[LiveSegment]) -> Result<String> {
    let mut sum = 0_u128;
    for segment in segments {
        let columns = Columns::open(&segment.reader)?;
        let Some(paths) = &columns.file_path else {
            continue;
        };
        let hashes = path_hashes(paths, XxHash3_128::oneshot)?;
        let release = columns.kind_ordinal(DocKind::Release)?;
        for doc in segment.docs() {
            if !columns.has_kind(doc, release) {
                continue;
            }
            let path = paths.term_ords(doc).next();
            let path = path.and_then(|ordinal| hashes.get(usize::try_from(ordinal).ok()?));
            let place = columns.place(doc)?;
            let number = place.number.map_or(-1, i64::from);
            let mut bytes = path.copied().unwrap_or_default().to_le_bytes().to_vec();
            bytes.extend(number.to_le_bytes());
            bytes.extend(columns.hash(doc).unwrap_or_default().to_le_bytes());
            bytes.extend(place.member.as_deref().unwrap_or_default().as_bytes());
            sum = sum.wrapping_add(XxHash3_128::oneshot(&bytes));
        }
    }
    Ok(format!("{sum:032x}"))
}
