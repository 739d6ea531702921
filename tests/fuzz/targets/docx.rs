//! Documents of word processors: the XML of the member that holds the text.
#![no_main]

use std::io::{Cursor, Write as _};

use dragnet::corpus::{Limits, read_bytes};
use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A document whose text is in this member, with the type of the document.
fn document(kind: &[u8], member: &str, xml: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [("mimetype", kind), (member, xml)] {
        let options = SimpleFileOptions::default();
        archive.start_file(name, options).expect("memory");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        record_bytes: 256 << 10,
    };
    for (kind, member) in [
        ("", "word/document.xml"),
        ("application/vnd.oasis.opendocument.text", "content.xml"),
    ] {
        let whole = document(kind.as_bytes(), member, bytes);
        let mut records = 0;
        let _ = read_bytes("a.docx", &whole, limits, &mut |_| records += 1);
        assert_eq!(records, 1);
    }
});
