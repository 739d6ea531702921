//! Files of office programs (`.docx`, `.odt`, `.xlsx`, `.ods`): ZIP archives whose members tell what they are.

use std::io::{self, Cursor, Read, Seek};

use zip::ZipArchive;

use crate::corpus::content::{Content, RecordFields};
use crate::corpus::documents::word_xml::{Dialect, text_of};
use crate::corpus::limits::Limits;
use crate::corpus::record_sink::RecordSink;
use crate::corpus::tables::spreadsheet;
use crate::model::SkipReason;

/// Most members of an archive.
const MAX_MEMBERS: usize = 10_000;

/// Longest name of the type of a document, in bytes.
const LONGEST_TYPE: u64 = 200;

/// How many times its size an archive may unpack to.
const MAX_RATIO: u64 = 200;

/// Reads a file that is a ZIP archive.
pub(crate) fn read(bytes: Vec<u8>, limits: Limits, mut sink: RecordSink<'_>) {
    match checked_kind(&bytes, limits) {
        Ok(OfficeKind::Spreadsheet) => spreadsheet::read(bytes, sink),
        Ok(OfficeKind::Document(dialect, member)) => {
            sink.whole_file(document(&bytes, dialect, member, limits));
        }
        Err(reason) => sink.whole_file(Err(reason)),
    }
}

enum OfficeKind {
    Spreadsheet,
    /// The member that holds the text.
    Document(Dialect, &'static str),
}

/// Whether an archive is a document or a spreadsheet of an office program.
pub(crate) fn is_document<R: Read + Seek>(archive: &mut ZipArchive<R>) -> bool {
    kind_of(archive).is_some()
}

/// What an archive is. An error where it is no file of an office program, or unpacks to more than it may.
fn checked_kind(bytes: &[u8], limits: Limits) -> Result<OfficeKind, SkipReason> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_MEMBERS {
        return Err(SkipReason::UnknownFormat(
            "an Office document of many files".to_owned(),
        ));
    }
    let Some(kind) = kind_of(&mut archive) else {
        let what = "a ZIP archive without a document or spreadsheet; unpack it";
        return Err(SkipReason::UnknownFormat(what.to_owned()));
    };
    check_size(&mut archive, bytes.len() as u64, limits)?;
    Ok(kind)
}

/// What an archive is; none where it is no file of an office program.
fn kind_of<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Option<OfficeKind> {
    let mut mimetype = String::new();
    if let Ok(member) = archive.by_name("mimetype") {
        let _ = member.take(LONGEST_TYPE).read_to_string(&mut mimetype);
    }
    let has = |name: &str| archive.index_for_name(name).is_some();
    let is_sheet = ["xl/workbook.xml", "xl/workbook.bin"]
        .iter()
        .any(|name| has(name));
    if has("word/document.xml") {
        Some(OfficeKind::Document(Dialect::Word, "word/document.xml"))
    } else if mimetype.starts_with("application/vnd.oasis.opendocument.text") {
        Some(OfficeKind::Document(Dialect::OpenDocument, "content.xml"))
    } else if is_sheet || mimetype.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        Some(OfficeKind::Spreadsheet)
    } else {
        None
    }
}

/// Unpacks every member to nowhere, since an archive may say another size than it has.
fn check_size(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    size: u64,
    limits: Limits,
) -> Result<(), SkipReason> {
    let limit = size.saturating_mul(MAX_RATIO).min(limits.record_bytes);
    let mut left = limit;
    for at in 0..archive.len() {
        let member = archive.by_index(at).map_err(damaged)?;
        // A damaged picture does not matter.
        left -= io::copy(&mut member.take(left + 1), &mut io::sink())
            .unwrap_or(0)
            .min(left);
        if left == 0 {
            return Err(SkipReason::DecompressionBomb { limit });
        }
    }
    Ok(())
}

/// The bytes of a member; none where the archive has none of this name.
fn member(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    limits: Limits,
) -> Result<Option<Vec<u8>>, SkipReason> {
    let Ok(member) = archive.by_name(name) else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    let read = member.take(limits.record_bytes + 1).read_to_end(&mut bytes);
    read.map_err(|error| {
        SkipReason::UnknownFormat(format!("an Office document that cannot be read: {error}"))
    })?;
    if bytes.len() as u64 > limits.record_bytes {
        return Err(limits.too_large());
    }
    Ok(Some(bytes))
}

fn document(
    bytes: &[u8],
    dialect: Dialect,
    name: &str,
    limits: Limits,
) -> Result<Content, SkipReason> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let xml = member(&mut archive, name, limits)?.unwrap_or_default();
    let document = text_of(&xml, dialect).map_err(|why| {
        SkipReason::UnknownFormat(format!("an Office document that cannot be read: {why}"))
    })?;
    if document.text.trim().is_empty() {
        return Err(SkipReason::Empty);
    }
    Ok(match document.title {
        Some(title) => Content::Fields(Box::new(RecordFields {
            title,
            body: document.text,
            ..RecordFields::default()
        })),
        None => Content::Text(document.text),
    })
}

#[expect(clippy::needless_pass_by_value, reason = "given to map_err")]
fn damaged(error: zip::result::ZipError) -> SkipReason {
    SkipReason::UnknownFormat(format!("a ZIP archive that cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::corpus::content::Record;
    use crate::model::Skip;

    fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            archive
                .start_file(*name, SimpleFileOptions::default())
                .expect("memory");
            archive.write_all(bytes).expect("memory");
        }
        archive.finish().expect("memory").into_inner()
    }

    fn read_one(bytes: Vec<u8>) -> Result<Content, SkipReason> {
        let mut found: Vec<Result<Record, Skip>> = Vec::new();
        let mut take = |record| found.push(record);
        read(
            bytes,
            Limits {
                record_bytes: 1 << 20,
            },
            RecordSink::new("a", &mut take),
        );
        assert_eq!(found.len(), 1);
        found
            .remove(0)
            .map(|record| record.content)
            .map_err(|skip| skip.reason)
    }

    const WORD: &[u8] = b"<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>Clerk Fined</w:t></w:r></w:p><w:p><w:r><w:t>A clerk was </w:t></w:r><w:del><w:r><w:delText>jailed</w:delText></w:r></w:del><w:ins><w:r><w:t>fined.</w:t></w:r></w:ins></w:p></w:body></w:document>";

    #[test]
    fn a_document_is_its_paragraphs_without_what_was_deleted() {
        let Ok(Content::Fields(fields)) = read_one(archive(&[("word/document.xml", WORD)])) else {
            panic!("no release");
        };
        assert_eq!(fields.title, "Clerk Fined");
        assert_eq!(fields.body.trim(), "A clerk was fined.");
        let open = b"<office:document-content xmlns:office='o' xmlns:text='t'><office:body><office:text><text:h>Clerk Fined</text:h><text:p>A clerk<text:s/>was<text:line-break/>fined.</text:p></office:text></office:body></office:document-content>";
        let open = archive(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", open),
        ]);
        let Ok(Content::Fields(fields)) = read_one(open) else {
            panic!("no release");
        };
        assert_eq!(
            (fields.title.as_str(), fields.body.trim()),
            ("Clerk Fined", "A clerk was\nfined.")
        );
    }

    #[test]
    fn bombs_and_other_archives_are_skipped() {
        let bomb = archive(&[("word/document.xml", WORD), ("a.bin", &vec![0; 4 << 20])]);
        assert!(matches!(
            read_one(bomb),
            Err(SkipReason::DecompressionBomb { .. })
        ));
        let other = archive(&[("a.txt", b"A clerk was fined.")]);
        assert!(matches!(read_one(other), Err(SkipReason::UnknownFormat(_))));
        let cut = archive(&[("word/document.xml", WORD)]);
        assert!(matches!(
            read_one(cut[..cut.len() - 30].to_vec()),
            Err(SkipReason::UnknownFormat(_))
        ));
    }
}
