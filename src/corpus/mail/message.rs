//! One message (`.eml`, `.emlx`, `.mht`): which release does it hold?

#[cfg(not(feature = "mail"))]
use crate::corpus::content::Content;
use crate::corpus::mail::attachment::ReadAttachment;
use crate::corpus::mail::headers::from_head;
#[cfg(feature = "mail")]
pub(crate) use crate::corpus::mail::parts::contents;
use crate::corpus::mail::several::messages;
use crate::corpus::record_sink::RecordSink;
#[cfg(not(feature = "mail"))]
use crate::model::SkipReason;

/// Whether a file that begins with `head` is a message.
pub(crate) fn is_message(head: &[u8]) -> bool {
    from_head(head).is_some()
}

/// Reads a file that is one message, or some one after the other: its release, those of its attachments, and those of messages
/// inside it.
pub(crate) fn read(bytes: &[u8], attachment: &ReadAttachment<'_>, sink: &mut RecordSink<'_>) {
    let messages = messages(from_head(bytes).unwrap_or(bytes));
    let mut contents: Vec<_> = (messages.into_iter())
        .flat_map(|message| contents(message, attachment))
        .collect();
    if contents.len() == 1 {
        sink.whole_file(contents.remove(0));
    } else {
        for content in contents {
            sink.record(content);
        }
    }
}

/// The release of a message: this program was built without reading any.
#[cfg(not(feature = "mail"))]
pub(crate) fn contents(_: &[u8], _: &ReadAttachment<'_>) -> Vec<Result<Content, SkipReason>> {
    vec![Err(SkipReason::not_built("a mail", "mail"))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::content::{Content, RecordFields};
    use crate::model::SkipReason;

    const MESSAGE: &str = "From: \"Office\" <press@example.gov>\r\nTo: reader@example.org\r\nSubject: FW: =?UTF-8?Q?Clerk_Jos=C3=A9_Fined?=\r\nDate: Thu, 04 Mar 2021 15:04:05 -0500\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe clerk was sen=\r\ntenced in caf=C3=A9 court.\r\n";

    /// An attachment is a text.
    fn contents(message: &[u8]) -> Vec<Result<Content, SkipReason>> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        super::contents(message, &|bytes| vec![Ok(Content::Text(text(bytes)))])
    }

    fn fields(content: &Result<Content, SkipReason>) -> &RecordFields {
        match content {
            Ok(Content::Fields(fields)) => fields,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_message_has_its_subject_its_date_and_its_decoded_text() {
        for before in ["", "1234      \n"] {
            let message = before.to_owned() + MESSAGE;
            assert!(is_message(message.as_bytes()), "{before:?}");
            let contents = contents(from_head(message.as_bytes()).expect("a message"));
            let fields = fields(&contents[0]);
            assert_eq!(fields.title, "Clerk José Fined");
            assert_eq!(fields.body.trim(), "The clerk was sentenced in café court.");
            assert_eq!(fields.date.as_deref(), Some("2021-03-04"));
        }
    }

    #[test]
    fn a_message_may_have_a_sender_a_subject_and_a_date_alone() {
        let message = "From: a@example.gov\nSubject: Clerk Fined\nDate: Thu, 04 Mar 2021 15:04:05 -0500\n\nA clerk was fined.\n";
        assert!(is_message(message.as_bytes()));
        assert_eq!(
            fields(&contents(message.as_bytes())[0]).title,
            "Clerk Fined"
        );
    }

    #[test]
    fn of_two_forms_of_a_text_a_stub_is_not_read() {
        let html = "<p>A clerk of Oldport was fined today.</p>".repeat(20);
        let of_text = |text: &str| {
            let message = format!(
                "From: a@example.gov\nSubject: Clerk Fined\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{text}\n--b\nContent-Type: text/html\n\n<style>p {{ margin: 0 }}</style>{html}\n--b--\n"
            );
            fields(&contents(message.as_bytes())[0]).body.clone()
        };
        assert!(of_text("Please view in HTML.").contains(&html));
        let whole = "A clerk of Oldport was fined today.\n".repeat(20);
        assert!(!of_text(&whole).contains("<p>"));
    }

    #[test]
    fn addresses_in_angle_brackets_are_no_tags() {
        let message = "From: a@example.gov\nMessage-ID: <1@example.gov>\nSubject: Clerk Fined\n\nA clerk was fined.\nSee <https://example.gov> & ask Jo <jo@example.gov>.\n";
        let contents = contents(message.as_bytes());
        assert_eq!(
            fields(&contents[0]).body.trim(),
            "A clerk was fined.\nSee &lt;https://example.gov&gt; &amp; ask Jo &lt;jo@example.gov&gt;."
        );
    }

    #[test]
    fn a_forwarded_message_is_the_release() {
        let outer = format!(
            "From: a@example.org\nSubject: look\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n{MESSAGE}\n--b--\n"
        );
        let contents = contents(outer.as_bytes());
        assert_eq!(contents.len(), 1);
        assert_eq!(fields(&contents[0]).title, "Clerk José Fined");
    }

    /// A message with this text and these parts beside it: the lines of the head of each, and its bytes in base64.
    fn with_parts(text: &str, parts: &[(&str, &str)]) -> String {
        let first = format!(
            "From: a@example.gov\nSubject: Clerk Fined\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n{text}\n"
        );
        let others = parts.iter().map(|(head, bytes)| {
            format!("--b\n{head}\nContent-Transfer-Encoding: base64\n\n{bytes}\n")
        });
        first + &others.collect::<String>() + "--b--\n"
    }

    #[test]
    fn a_file_that_is_attached_is_a_record_of_its_own() {
        let pdf = "Content-Type: application/pdf; name=\"plea.pdf\"\nContent-Disposition: attachment; filename=\"plea.pdf\"";
        let letterhead = "Content-Type: image/png\nContent-Disposition: inline";
        let signature = "Content-Type: application/pgp-signature";
        let parts = [(pdf, "UGxlYQ=="), (letterhead, "UE5H"), (signature, "UE5H")];
        let contents_of = |text: &str| contents(with_parts(text, &parts).as_bytes());
        let both = contents_of(&"A clerk of Oldport was fined today. ".repeat(10));
        assert_eq!(both.len(), 2, "{both:?}");
        assert_eq!(fields(&both[0]).title, "Clerk Fined");
        assert_eq!(both[1], Ok(Content::Text("Plea".to_owned())));
        for covering_note in ["", "See attached."] {
            let carried = contents_of(covering_note);
            assert_eq!(carried, [Ok(Content::Text("Plea".to_owned()))]);
        }
    }

    #[test]
    fn an_attachment_that_cannot_be_read_is_named() {
        let head = "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"old.doc\"";
        let message = with_parts("A clerk was fined.", &[(head, "UGxlYQ==")]);
        let unknown = SkipReason::UnknownFormat("an old Office document".to_owned());
        let contents = super::contents(message.as_bytes(), &|_| vec![Err(unknown.clone())]);
        let why = "attachment old.doc: an old Office document".to_owned();
        assert_eq!(contents[1], Err(SkipReason::UnknownFormat(why)));
    }

    #[test]
    fn a_saved_page_keeps_its_address() {
        let page = "From: <Saved by Browser>\nSnapshot-Content-Location: https://example.gov/pr/1\nSubject: Clerk Fined\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=b\n\n--b\nContent-Type: text/html\nContent-Location: https://example.gov/pr/1\n\n<html><body><h1>Clerk Fined</h1></body></html>\n--b--\n";
        assert!(is_message(page.as_bytes()));
        let contents = contents(page.as_bytes());
        let Ok(Content::SavedPage { url, .. }) = &contents[0] else {
            panic!("{contents:?}");
        };
        assert_eq!(url, "https://example.gov/pr/1");
    }
}
