//! Files made to harm, as bytes: what is no release, with the reason that must be told, and what is one all the same.

use std::fmt::Write as _;

use crate::support::packing::{packed, zipped};
use crate::support::test_repo::SPILL;

/// A file that is no release: its name, its bytes, a part of the reason for skipping it.
pub type BadFile = (&'static str, Vec<u8>, &'static str);

pub fn bad_files(mib: usize) -> Vec<BadFile> {
    let large = mib << 20;
    let zeros = vec![0; 1 << 20];
    let release = serde_json::json!({"title": "Swollen Claims", "body": SPILL});
    // Only empty lines after a good record: compressed, they are a thousand times smaller.
    let swollen = [
        format!("{release}\n{{}}\n").as_bytes(),
        &vec![b'\n'; 4 * large],
    ]
    .concat();
    let numbers = format!("[{{}},{}1]", "0,".repeat(large / 3));
    vec![
        ("bomb.html.gz", packed(&zeros, 2 * mib), "larger than"),
        (
            "bomb.txt.gz",
            packed(&[b' '; 1 << 20], 2 * mib),
            "larger than",
        ),
        (
            "bomb.zst",
            zstd::encode_all(&vec![b'x'; 2 * large][..], 1).expect("memory"),
            "larger than",
        ),
        ("swollen.jsonl.gz", packed(&swollen, 1), "unpacks to more"),
        (
            "cut.html.gz",
            packed(SPILL.as_bytes(), 1000)[..60].to_vec(),
            "cannot be read",
        ),
        ("large.txt", vec![b'a'; large + 1], "larger than"),
        (
            "numbers.json",
            numbers.into_bytes(),
            "more of its records are no releases",
        ),
        ("deep.json", vec![b'['; large / 2], "not valid JSON"),
        (
            "deeper.json",
            "{\"a\":[".repeat(10_000).into_bytes(),
            "not valid JSON",
        ),
        (
            "cut.json",
            b"{\"title\": \"Cut\", \"body\": \"Someone was".to_vec(),
            "not valid JSON",
        ),
        ("zeros.bin", zeros.clone(), "binary data"),
        (
            "release.pdf",
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3".to_vec(),
            "a PDF",
        ),
        ("empty.txt", Vec::new(), "no text"),
        (
            "blank.html",
            b"<html><body> </body></html>".to_vec(),
            "no text",
        ),
        ("escape\u{1b}[31m.pdf", b"%PDF-1.7".to_vec(), "a PDF"),
    ]
    .into_iter()
    .chain(bad_documents(mib))
    .chain(bad_archives(mib))
    .collect()
}

/// Documents, tables, mails, archives and feeds made to harm.
fn bad_documents(mib: usize) -> Vec<BadFile> {
    let large = mib << 20;
    let zeros = vec![0; 2 * large];
    let deep = "<w:p>".repeat(10_000);
    let word = |inside: &str| {
        let document = format!("<w:document><w:body>{inside}</w:body></w:document>");
        zipped(&[("word/document.xml", document.as_bytes())])
    };
    let entities = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><rss version=\"2.0\"><channel><title>A</title></channel></rss>";
    let mut inner = format!("From: a@example.org\nMIME-Version: 1.0\nSubject: Spill\n\n{SPILL}\n");
    for _ in 0..300 {
        inner = format!(
            "From: a@example.org\nMIME-Version: 1.0\nSubject: Fwd\nContent-Type: message/rfc822\n\n{inner}"
        );
    }
    vec![
        (
            "bomb.docx",
            zipped(&[("word/document.xml", b"<a/>"), ("b", &zeros)]),
            "unpacks to more",
        ),
        (
            "bomb.xlsx",
            zipped(&[("xl/workbook.xml", &zeros)]),
            "unpacks to more",
        ),
        ("deep.docx", word(&deep), "nested too deep"),
        ("blank.docx", word("<w:p/>"), "no text"),
        (
            "cut.docx",
            word("<w:p/>")[..60].to_vec(),
            "a ZIP archive that cannot be read",
        ),
        (
            "wrong.docx",
            zipped(&[("word/document.xml", b"<w:p></w:t>")]),
            "cannot be read",
        ),
        ("far.xlsx", far_cell(), "too much memory to read"),
        (
            "wrong.xlsx",
            zipped(&[("xl/workbook.xml", b"<workbook")]),
            "a spreadsheet",
        ),
        (
            "numbers.csv",
            format!("City,Year,Sum\n{}", "Oldport,2021,7\n".repeat(50)).into_bytes(),
            "a table without a column",
        ),
        ("entities.xml", entities.as_bytes().to_vec(), "a feed"),
        (
            "cut.xml",
            b"<rss version=\"2.0\"><channel><item><title>A".to_vec(),
            "a feed",
        ),
        (
            "sitemap.xml",
            b"<urlset><url><loc>https://example.gov</loc></url></urlset>".to_vec(),
            "a sitemap",
        ),
        (
            "many.rss",
            format!("<rss version=\"2.0\"><channel>{}", "<item/>".repeat(60_000)).into_bytes(),
            "more than 50000 items",
        ),
        (
            "packed.warc",
            answer("Content-Type: text/html\r\nContent-Encoding: br", "<p>x"),
            "packed in a way that is not read",
        ),
        (
            "data.warc",
            answer("Content-Type: application/pdf", "%PDF-1.7"),
            "no page (`application/pdf`)",
        ),
        (
            "empty.warc",
            answer("Content-Type: text/html", " "),
            "without a text",
        ),
        (
            "picture.warc",
            answer("Content-Type: image/png", "PNG"),
            "without a page",
        ),
        (
            "cut.warc",
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9000\r\n\r\nHTTP".to_vec(),
            "ends in the middle",
        ),
        (
            "endless.warc",
            [b"WARC/1.0\r\n".as_slice(), &vec![b'x'; large]].concat(),
            "damaged",
        ),
        (
            "empty.eml",
            b"From: a@example.org\nMIME-Version: 1.0\nSubject: A\n\n".to_vec(),
            "no text",
        ),
        ("nested.eml", inner.into_bytes(), "nested too deep"),
        (
            "texts.json",
            b"[\"https://example.gov/1\", \"https://example.gov/2\"]".to_vec(),
            "without a title or text",
        ),
    ]
}

/// A web archive of one answer of a server.
fn answer(headers: &str, body: &str) -> Vec<u8> {
    let answer = format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n{body}");
    let length = answer.len();
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.gov/1\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{answer}\r\n\r\n"
    )
    .into_bytes()
}

/// A spreadsheet of three cells, the last one of which is the last one that a sheet can have.
fn far_cell() -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org";
    let cell =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{office}/package/2006/relationships\"><Relationship Id=\"r\" \
             Type=\"{office}/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let main = format!("xmlns=\"{office}/spreadsheetml/2006/main\"");
    let workbook = format!(
        "<workbook {main} xmlns:r=\"{office}/officeDocument/2006/relationships\">\
         <sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r\"/></sheets></workbook>"
    );
    let sheet = format!(
        "<worksheet {main}><sheetData><row r=\"1\">{}{}</row><row r=\"1048576\">{}</row></sheetData></worksheet>",
        cell("A1", "title"),
        cell("B1", "body"),
        cell("XFD1048576", SPILL),
    );
    zipped(&[
        (
            "_rels/.rels",
            relation("officeDocument", "xl/workbook.xml").as_bytes(),
        ),
        ("xl/workbook.xml", workbook.as_bytes()),
        (
            "xl/_rels/workbook.xml.rels",
            relation("worksheet", "worksheets/sheet1.xml").as_bytes(),
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// A ZIP archive of `count` members with these bytes.
fn zipped_often(count: usize, bytes: &[u8]) -> Vec<u8> {
    let names: Vec<String> = (0..count).map(|at| format!("{at}.txt")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), bytes)).collect();
    zipped(&members)
}

/// A tar archive with one member of this kind.
fn tarred(kind: tar::EntryType, name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
    header.set_entry_type(kind);
    header.set_size(bytes.len() as u64);
    header.set_cksum();
    archive.append(&header, bytes).expect("memory");
    archive.into_inner().expect("memory")
}

/// Archives made to harm.
fn bad_archives(mib: usize) -> Vec<BadFile> {
    let zeros = vec![0; mib << 20];
    let mut encrypted = zipped(&[("secret.txt", SPILL.as_bytes())]);
    // The flag of a member stands behind its mark, in the list at the end, too.
    for (mark, flag) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = encrypted.windows(4).rposition(|bytes| bytes == mark);
        encrypted[at.expect("a member") + flag] |= 1;
    }
    let mut deep = zipped(&[("spill.txt", SPILL.as_bytes())]);
    for level in 0..6 {
        deep = zipped(&[(&format!("{level}.zip"), &deep)]);
    }
    let text = tarred(tar::EntryType::Regular, "spill.txt", SPILL.as_bytes());
    let long_name = vec![b'a'; mib << 20];
    let long = [
        &tarred(tar::EntryType::GNULongName, "././@LongLink", &long_name)
            [..(long_name.len() + 1023) / 512 * 512],
        &text,
    ]
    .concat();
    vec![
        (
            "outside.zip",
            zipped(&[("../../outside.txt", SPILL.as_bytes())]),
            "leads out of it",
        ),
        (
            "outside.tar",
            tarred(tar::EntryType::Regular, "../outside.txt", b"text"),
            "leads out of it",
        ),
        (
            "absolute.tar",
            tarred(tar::EntryType::Regular, "/etc/passwd", b"text"),
            "an absolute name",
        ),
        (
            "link.tar",
            tarred(tar::EntryType::Symlink, "link", b""),
            "a link in an archive",
        ),
        (
            "device.tar",
            tarred(tar::EntryType::Char, "null", b""),
            "no file",
        ),
        ("long.tar", long, "too long a name"),
        ("cut.tar", text[..600].to_vec(), "cannot be read"),
        (
            "cut.tar.gz",
            packed(&text, 1)[..60].to_vec(),
            "cannot be read",
        ),
        ("encrypted.zip", encrypted, "encrypted"),
        ("deep.zip", deep, "too deep"),
        (
            "cut.zip",
            zipped(&[("spill.txt", SPILL.as_bytes())])[..90].to_vec(),
            "a ZIP archive that cannot be read",
        ),
        ("bomb.zip", zipped_often(300, &zeros), "unpacks to more"),
        (
            "bombs.zip",
            zipped_often(20, &zipped_often(20, &zeros)),
            "unpacks to more",
        ),
        (
            "bomb.tar.gz",
            {
                let one = tarred(tar::EntryType::Regular, "a", &zeros);
                packed(&one[..512 + zeros.len()], 300)
            },
            "unpacks to more",
        ),
        ("many.zip", zipped_often(11_000, b""), "no text in it"),
        (
            "too-many.zip",
            zipped_often(100_001, b""),
            "more than 100000 files",
        ),
        (
            "too-many.tar",
            tarred(tar::EntryType::Regular, "a", b"")[..512].repeat(100_001),
            "its members after the first 100000",
        ),
        (
            "book.epub",
            zipped(&[("META-INF/container.xml", b"<container/>")]),
            "an electronic book",
        ),
    ]
}

/// Releases in mails, tables and documents made to harm. They are found.
pub fn odd_documents(mib: usize) -> Vec<(&'static str, Vec<u8>)> {
    let text = format!("quixotically {SPILL}").repeat(3);
    let parts = "--b\nContent-Type: text/plain\n\nx\n".repeat(20_000);
    let mail = format!(
        "From: a@example.org\nMIME-Version: 1.0\nSubject: Spill\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n{text}\n{parts}--b--\n"
    );
    let row = format!("Spill,2021-03-04,\"{}\"\n", text.replace('"', "'"));
    let endless = format!(
        "Title,Date,Text\n{row}{row}Endless,2021,\"{}",
        "x".repeat(mib << 20)
    );
    let document = format!(
        "<w:document><w:body><w:p><w:r><w:t>Tannery Fined</w:t></w:r></w:p><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    );
    let attached = [
        b"From: a@example.org\nMIME-Version: 1.0\nSubject: Spill\nContent-Type: multipart/mixed; boundary=b\n\n".as_slice(),
        b"--b\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: binary\n\n",
        &zipped(&[("word/document.xml", document.as_bytes())]),
        b"\n--b--\n",
    ]
    .concat();
    vec![
        ("parts.eml", mail.into_bytes()),
        ("attached.eml", attached),
        ("endless.csv", endless.into_bytes()),
    ]
}

/// Releases in pages made to harm. They are found.
pub fn odd_pages(mib: usize) -> Vec<(&'static str, String)> {
    let page = |inside: &str| {
        format!(
            "<html><head><title>Tannery Fined</title></head><body><h1>Tannery Fined for Spilling</h1><p>The Otterbank Tannery was fined quixotically today for spilling chromium into Otter Creek.</p>{inside}</body></html>"
        )
    };
    let fill = |piece: &str| page(&piece.repeat((mib << 20) / 2 / piece.len()));
    let mut attributes = String::from("<p ");
    for number in 0..50_000 {
        let _ = write!(attributes, "a{number}=\"{number}\" ");
    }
    vec![
        ("nested.html", fill("<div>")),
        ("inline.html", fill("<b><i>")),
        ("lists.html", fill("<ul><li>x")),
        ("tables.html", fill("<table><tr><td>")),
        ("cells.html", fill("<td>x</td>")),
        ("breaks.html", fill("a&weird;<br>")),
        ("paragraphs.html", fill("<p>y&#8203;</p>")),
        ("entities.html", fill("&amp;&lt;&#x41;&zzz;")),
        ("comments.html", fill("<!-- x")),
        ("unclosed.html", fill("<script>")),
        ("attributes.html", page(&attributes)),
        ("word.html", fill("chromium")),
        ("tags.html", fill("<")),
    ]
}
