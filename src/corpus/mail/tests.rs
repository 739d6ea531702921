//! Messages of many parts: all of them are read, or named.

#![cfg(feature = "mail")]

use crate::corpus::content::Content;
use crate::corpus::mail::message;
use crate::corpus::record_sink::RecordSink;
use crate::model::SkipReason;

/// A part of a message: the type of it with what else stands in its head, and its text.
type Part<'a> = (&'a str, &'a str);

const PLAIN: &str = "text/plain";
const HTML: &str = "text/html";
const INLINE: &str = "text/html\nContent-Disposition: inline; filename=a.html";

/// What a message of this type with these parts holds. An attached file is a text.
fn read(kind: &str, parts: &[Part<'_>]) -> Vec<Result<Content, SkipReason>> {
    read_file(&message(kind, parts))
}

fn message(kind: &str, parts: &[Part<'_>]) -> String {
    let parts = parts
        .iter()
        .map(|(head, text)| format!("--b\nContent-Type: {head}\n\n{text}\n"));
    format!(
        "From: a@example.gov\nSubject: Clerk Fined\nMIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary=b\n\n{}--b--\n",
        parts.collect::<String>()
    )
}

fn read_file(file: &str) -> Vec<Result<Content, SkipReason>> {
    read_bytes(file.as_bytes())
}

fn read_bytes(file: &[u8]) -> Vec<Result<Content, SkipReason>> {
    let mut found = Vec::new();
    let mut take = |record: Result<crate::corpus::content::Record, crate::model::Skip>| {
        let content = record.map(|record| record.content);
        found.push(content.map_err(|skip| skip.reason));
    };
    let attached = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        vec![Ok(Content::Text(text))]
    };
    let mut sink = RecordSink::new("a.eml", &mut take);
    message::read(file, &attached, &mut sink);
    found
}

fn body(content: &Result<Content, SkipReason>) -> &str {
    match content {
        Ok(Content::Fields(fields)) => &fields.body,
        other => panic!("{other:?}"),
    }
}

/// A text of some length about somebody.
fn about(who: &str) -> String {
    format!("{who} of Oldport was fined by the court. ").repeat(12)
}

#[test]
fn all_texts_of_a_message_are_read_in_their_order() {
    let texts = [
        "A clerk was fined.",
        "A cook & a baker were fined.",
        "So was <Jo>.",
    ];
    for kind in ["mixed", "related", "x-unknown"] {
        let found = read(kind, &texts.map(|text| (PLAIN, text)));
        assert_eq!(found.len(), 1, "{kind}: {found:?}");
        let expected =
            "A clerk was fined.\n\nA cook &amp; a baker were fined.\n\nSo was &lt;Jo&gt;.";
        assert_eq!(body(&found[0]), expected, "{kind}");
    }
    let found = read("mixed", &[(PLAIN, "One\n& two."), (HTML, "<p>Three.</p>")]);
    assert_eq!(
        body(&found[0]),
        "<div>One<br>\n&amp; two.</div>\n<p>Three.</p>"
    );
}

#[test]
fn a_file_that_a_message_shows_is_read_as_one_that_is_attached() {
    let texts = [about("A clerk"), about("A cook")];
    let found = read(
        "mixed",
        &[
            (PLAIN, &texts[0]),
            (INLINE, "<p>One.</p>"),
            (PLAIN, &texts[1]),
            (INLINE, "<p>Two.</p>"),
        ],
    );
    assert_eq!(found.len(), 3, "{found:?}");
    let read = body(&found[0]);
    assert!(read.contains("clerk") && read.contains("cook"), "{read}");
    assert_eq!(found[1], Ok(Content::Text("<p>One.</p>".to_owned())));
    assert_eq!(found[2], Ok(Content::Text("<p>Two.</p>".to_owned())));
}

#[test]
fn of_forms_of_one_text_one_is_read_and_one_that_says_something_else_is_named() {
    let (clerk, cook) = (about("A clerk"), about("A cook, whom nobody knew,"));
    let page = |text: &str| format!("<html><body><p>{text}</p></body></html>");
    let same = read("alternative", &[(PLAIN, &clerk), (HTML, &page(&clerk))]);
    assert_eq!(same.len(), 1, "{same:?}");
    let other = read("alternative", &[(PLAIN, &clerk), (HTML, &page(&cook))]);
    assert_eq!(body(&other[0]).trim(), clerk.trim());
    assert!(
        matches!(&other[1], Err(SkipReason::UnknownFormat(why)) if why.contains("another form")),
        "{other:?}"
    );
    // It may be shorter than the one that is read.
    let short = "<p>A mate of Gantry pleaded guilty on Friday.</p>".repeat(5);
    let other = read("alternative", &[(PLAIN, &clerk), (HTML, &short)]);
    assert_eq!(other.len(), 2, "{other:?}");
    // Programs that do not mark two forms as such.
    let unmarked = read("mixed", &[(PLAIN, &clerk), (HTML, &page(&clerk))]);
    assert_eq!(body(&unmarked[0]).trim(), clerk.trim());
}

#[test]
fn parts_without_their_boundary_are_named() {
    let cut = message("mixed", &[]).replace("--b--", "A clerk was fined.");
    let found = read_file(&cut);
    assert!(
        matches!(&found[..], [Err(SkipReason::UnknownFormat(why))] if why.contains("marked off")),
        "{found:?}"
    );
}

#[test]
fn a_second_page_of_a_saved_file_is_read_and_a_frame_is_named() {
    let page = |name: &str, text: &str| {
        let head = format!("{HTML}\nContent-Location: https://example.gov/{name}");
        (head, format!("<html><body>{text}</body></html>"))
    };
    let saved = |first: &str, second: &str| {
        let parts = [page("1.html", first), page("2.html", second)];
        let parts = [
            (parts[0].0.as_str(), parts[0].1.as_str()),
            (&parts[1].0, &parts[1].1),
        ];
        read("related", &parts)
    };
    let both = saved(&about("A clerk"), &about("A cook"));
    assert!(
        matches!(&both[1], Ok(Content::SavedPage { url, .. }) if url.ends_with("/2.html")),
        "{both:?}"
    );
    let frame = "<iframe src=\"https://example.gov/2.html\"></iframe>";
    let framed = saved(frame, &about("A cook"));
    assert!(
        matches!(&framed[1], Err(SkipReason::UnknownFormat(_))),
        "{framed:?}"
    );
    assert_eq!(saved(frame, "Buy.").len(), 1);
}

#[test]
fn two_messages_in_one_file_are_two_records() {
    let one = "From: a@example.gov\nSubject: Clerk Fined\nDate: Thu, 04 Mar 2021 15:04:05 -0500\n\nA clerk was fined.\n";
    let found = read_file(&format!("{one}\n{}", one.replace("lerk", "ook")));
    let bodies: Vec<&str> = found.iter().map(|content| body(content).trim()).collect();
    assert_eq!(bodies, ["A clerk was fined.", "A cook was fined."]);
}

#[test]
fn a_hundred_thousand_messages_in_one_another_are_named_and_end_no_run() {
    let level = "From: a@example.gov\nContent-Type: message/rfc822\n\n";
    let plain = level.repeat(100_000);
    let packed = format!(
        "From: a@example.gov\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{}",
        base64(&plain)
    );
    for file in [plain, packed] {
        let found = read_file(&file);
        assert!(
            matches!(&found[..], [Err(SkipReason::UnknownFormat(_))]),
            "{found:?}"
        );
    }
}

/// Bytes in the letters of base64.
fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut packed = String::new();
    for bytes in text.as_bytes().chunks(3) {
        let number = (0..3).fold(0u32, |number, at| {
            number << 8 | u32::from(bytes.get(at).copied().unwrap_or_default())
        });
        for place in 0..4 {
            let letter = LETTERS[(number >> (18 - 6 * place) & 63) as usize];
            packed.push(if place <= bytes.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    packed
}

#[test]
fn a_reply_above_a_message_is_not_lost() {
    let asked = "-----Original Message-----\nFrom: Jo\nSent: Monday\nTo: press\nSubject: release\n\nCan you send me the release?\n";
    let reply = |text: &str| {
        format!(
            "From: press@example.gov\nSubject: Clerk Fined\nDate: Thu, 04 Mar 2021 15:04:05 -0500\n\n{text}\n\n{asked}"
        )
    };
    // More than what was asked: it is the release.
    let found = read_file(&reply("A clerk of Oldport was fined by the court today."));
    assert!(
        body(&found[0]).contains("A clerk of Oldport was fined"),
        "{found:?}"
    );
    assert!(body(&found[0]).contains("Can you send me"), "{found:?}");
    let Ok(Content::Fields(fields)) = &found[0] else {
        panic!("{found:?}");
    };
    assert_eq!(fields.title, "Clerk Fined");
    // A long note above a longer message: both are read.
    let note = about("Bo Ferris");
    let forwarded = format!(
        "{note}\n\n---------- Forwarded message ---------\nFrom: Press\nDate: March 6, 2018\nSubject: Mate Fined\n\n{}",
        about("A mate").repeat(2)
    );
    let found = read_file(&format!(
        "From: a@example.gov\nSubject: FW: look\nDate: Thu, 04 Mar 2021 15:04:05 -0500\n\n{forwarded}"
    ));
    let Ok(Content::Fields(fields)) = &found[0] else {
        panic!("{found:?}");
    };
    assert_eq!(fields.title, "Mate Fined");
    assert!(fields.body.contains("Bo Ferris") && fields.body.contains("A mate"));
}

#[test]
fn an_attachment_that_is_cut_is_named_and_not_read_as_a_text() {
    let packed = base64(&about("A mate"));
    let cut = &packed[..=packed.len() / 2];
    let file = format!(
        "From: a@example.gov\nSubject: Clerk Fined\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n{}\n--b\nContent-Type: application/pdf; name=plea.pdf\nContent-Disposition: attachment; filename=plea.pdf\nContent-Transfer-Encoding: base64\n\n{cut}",
        about("A clerk")
    );
    let found = read_file(&file);
    assert_eq!(found.len(), 2, "{found:?}");
    let Err(SkipReason::UnknownFormat(why)) = &found[1] else {
        panic!("{found:?}");
    };
    assert!(why.starts_with("attachment plea.pdf: "), "{why}");
}

/// A file in the letters of base64, in lines.
fn in_lines(text: &str) -> String {
    let packed = base64(text).into_bytes();
    let lines = packed.chunks(76).map(String::from_utf8_lossy);
    lines.collect::<Vec<_>>().join("\n")
}

const ATTACHED: &str =
    "application/octet-stream; name=plea.txt\nContent-Disposition: attachment; filename=plea.txt";

#[test]
fn an_attachment_that_does_not_say_how_it_is_packed_is_unpacked_and_its_letters_are_no_release() {
    let (mate, cook) = (about("A mate").repeat(3), about("A cook"));
    for how in ["", "7bit", "quoted-printable", "x-unknown", "base64"] {
        let head = format!("{ATTACHED}\nContent-Transfer-Encoding: {how}");
        let packed = in_lines(&mate);
        let footer = format!("{packed}\n_____\nThis list is kept at example.gov\n");
        for file in [&packed, &footer] {
            let found = read("mixed", &[(PLAIN, &cook), (&head, file)]);
            assert_eq!(found.len(), 2, "{how}: {found:?}");
            assert_eq!(body(&found[0]).trim(), cook.trim(), "{how}");
            assert_eq!(found[1], Ok(Content::Text(mate.clone())), "{how}");
        }
        let damaged = packed.replacen('Q', "!", 1) + "QQ==";
        let found = read("mixed", &[(PLAIN, &cook), (&head, &damaged)]);
        let Err(SkipReason::UnknownFormat(why)) = &found[1] else {
            panic!("{how}: {found:?}");
        };
        assert!(why.starts_with("attachment plea.txt: "), "{why}");
    }
}

#[test]
fn a_text_that_does_not_say_that_it_is_packed_is_unpacked() {
    let head = "From: a@example.gov\nSubject: Clerk Fined\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n";
    let text = about("A clerk, José,");
    let found = read_file(&format!("{head}{}\n", in_lines(&text)));
    let [Ok(Content::Fields(fields))] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(
        (fields.title.as_str(), &fields.body),
        ("Clerk Fined", &text)
    );
}

#[test]
fn a_file_in_uuencode_is_attached_and_is_no_part_of_the_text() {
    let line = ">02!C;&5R:R!O9B!/;&1P;W)T('=A<R!F:6YE9\"X*\n";
    let (text, file) = (
        about("A cook"),
        format!("begin 644 plea.txt\n{line}`\nend\n"),
    );
    let plea = Ok(Content::Text("A clerk of Oldport was fined.\n".to_owned()));
    let inline = read("mixed", &[(PLAIN, &format!("{text}\n\n{file}"))]);
    let head = format!("{ATTACHED}\nContent-Transfer-Encoding: x-uuencode");
    let attached = read("mixed", &[(PLAIN, &text), (&head, &file)]);
    for found in [inline, attached] {
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(body(&found[0]).trim(), text.trim());
        assert_eq!(found[1], plea);
    }
    let cut = file.replace("`\nend\n", "");
    let found = read("mixed", &[(PLAIN, &format!("{text}\n\n{cut}"))]);
    assert!(
        matches!(&found[1], Err(SkipReason::UnknownFormat(why)) if why.contains("plea.txt")),
        "{found:?}"
    );
}

#[test]
fn a_name_in_a_mail_that_declares_another_encoding_is_found() {
    let text = about("Luis Peña, “the clerk”,");
    let latin = text.replace(['“', '”'], "");
    let latin: Vec<u8> = latin.chars().map(|letter| letter as u8).collect();
    let page = [
        b"--b\nContent-Type: text/html\n\n",
        &latin[..],
        b"\n--b--\n",
    ]
    .concat();
    for declared in ["us-ascii", "iso-8859-1", "windows-1252", "utf-7", "utf-8"] {
        let head = format!(
            "From: a@example.gov\nSubject: Clerk Fined\nMIME-Version: 1.0\nContent-Type: text/plain; charset={declared}\n"
        );
        let packed = format!("Content-Transfer-Encoding: base64\n\n{}\n", in_lines(&text));
        for body_text in [format!("\n{text}\n"), packed] {
            let found = read_file(&format!("{head}{body_text}"));
            assert_eq!(body(&found[0]).trim(), text.trim(), "{declared}");
        }
    }
    let head = b"From: a@example.gov\nSubject: Clerk Fined\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";
    let found = read_bytes(&[&head[..], &page].concat());
    assert!(body(&found[0]).contains("Luis Peña"), "{found:?}");
}

#[test]
fn a_mail_below_a_mark_empty_lines_or_a_line_of_a_log_is_a_mail() {
    let text = about("A clerk");
    let mail = format!(
        "From: a@example.gov\nSubject: Clerk Fined\nMIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{}\n",
        in_lines(&text)
    );
    let mark = "\u{feff}";
    for above in [mark, "\r\n\n", "2024-01-01 fetched\n", "1234\n"] {
        let file = format!("{above}{mail}");
        assert!(message::is_message(file.as_bytes()), "{above:?}");
        let found = read_file(&file);
        assert_eq!(found.len(), 1, "{above:?}: {found:?}");
        assert_eq!(body(&found[0]).trim(), text.trim(), "{above:?}");
    }
    let below_text = format!("{text}\n{mail}");
    assert!(!message::is_message(below_text.as_bytes()));
}

#[test]
fn a_mail_that_names_no_line_between_its_parts_or_another_one_is_read() {
    let (clerk, cook) = (about("A clerk"), about("A cook"));
    let right = message("mixed", &[(PLAIN, &clerk), (INLINE, &cook)]);
    for named in ["; boundary=b", "; boundary=\"b\"", "", "; boundary=xx; a=b"] {
        let file = right.replace("; boundary=b", named);
        let found = read_file(&file);
        assert_eq!(found.len(), 2, "{named}: {found:?}");
        assert_eq!(body(&found[0]).trim(), clerk.trim(), "{named}");
        assert_eq!(found[1], Ok(Content::Text(cook.clone())), "{named}");
    }
    let unmarked = message("mixed", &[]).replace("; boundary=b", "");
    let found = read_file(&unmarked.replace("--b--", &clerk));
    assert!(
        matches!(&found[..], [Err(SkipReason::UnknownFormat(why))] if why.contains("marked off")),
        "{found:?}"
    );
}

#[test]
fn a_mail_in_a_mail_that_does_not_say_how_it_is_packed_is_named() {
    let inner = format!(
        "From: a@example.gov\nSubject: Mate Fined\nMIME-Version: 1.0\n\n{}",
        about("A mate")
    );
    for how in ["7bit", "quoted-printable"] {
        let head = format!("message/rfc822; name=a.eml\nContent-Transfer-Encoding: {how}");
        let found = read(
            "mixed",
            &[(PLAIN, &about("A clerk")), (&head, &in_lines(&inner))],
        );
        assert_eq!(found.len(), 2, "{how}: {found:?}");
    }
}
